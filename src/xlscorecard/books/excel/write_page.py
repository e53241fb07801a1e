"""The edit that writes a sheet of ours in Excel: in a number of calls that no row adds to."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import groupby
from operator import itemgetter

import xlwings as xw

from xlscorecard.books.excel.faults import either
from xlscorecard.books.excel.sheets import ExcelSheets
from xlscorecard.books.excel.writing import cells_of, literal
from xlscorecard.books.protocol import Applied, Progress
from xlscorecard.core.sheet.address import Area
from xlscorecard.core.sheet.edits import WritePage
from xlscorecard.core.sheet.looks import DRESSES, FONT, LINES, PLAIN, Dress
from xlscorecard.core.sheet.page import Link, Look, Page, PageCell

_TEXT_FORMAT = "@"
_UNDERLINED = 2  # xlUnderlineStyleSingle
_THIN = 2  # xlThin
_LANDSCAPE = 2  # xlLandscape

_NO_PAGE = (
    "The sheet {} could not be written. If the workbook or that sheet is protected, unprotect it "
    "(Review > Protect Workbook), then click again."
)


def write_page(edit: WritePage, sheets: ExcelSheets, progress: Progress) -> Applied:
    """Write the page, new or anew; where Excel refuses it, that is a notice."""
    progress("listing the findings", 1.0)
    refused: tuple[str, ...] = ()
    try:
        _write_page(sheets.book, edit.page)
    except Exception:  # of pywin32 or appscript: the system decides its class
        refused = (_NO_PAGE.format(edit.page.sheet),)
    finally:
        sheets.forget_all()
    progress("done", 1.0)
    return Applied(refused, page_refused=bool(refused))


def _write_page(book: xw.Book, page: Page) -> None:
    """Write a page; the sheet that is shown stays so.

    What a person has typed is never cleared before the new cells stand there: all of them are
    written at once. A new sheet that Excel does not take whole is removed, where it lets it be.
    """
    if page.sheet not in book.sheet_names:
        _add(book, page)
        return
    sheet = book.sheets[page.sheet]
    used = sheet.used_range
    last_row = max(page.last_row, used.row + used.shape[0] - 1)
    with suppress(Exception):  # the rows that a filter hides are written nevertheless
        _unfilter(sheet)
    sheet.clear_formats()
    _write(sheet, page, last_row)


def _add(book: xw.Book, page: Page) -> None:
    """A new sheet behind the others; a new sheet is shown, so the one shown before is again."""
    shown = book.sheets.active
    try:
        sheet = book.sheets.add(after=book.sheets[len(book.sheets) - 1])
        try:
            # By a call of its own: xlwings would lose hold of a sheet whose name Excel refuses.
            sheet.name = page.sheet
            with suppress(Exception):
                _set_up(sheet, page)
            _write(sheet, page, page.last_row)
        except BaseException:
            # Half made, it would be taken for somebody else's, or be one more at each click.
            with suppress(Exception):
                sheet.delete()
            raise
    finally:
        # Not by activate(): it would bring the application to the front too, with three calls more.
        with suppress(Exception):
            shown.impl.activate()


def _write(sheet: xw.Sheet, page: Page, last_row: int) -> None:
    cells_of(sheet, Area(1, 1, last_row, len(page.widths))).raw_value = _block(page, last_row)
    # What follows is looks alone, of which no Excel need have all.
    with suppress(Exception):
        _dress(sheet, page)


def _set_up(sheet: xw.Sheet, page: Page) -> None:
    """What is done once: later it is the person's."""
    for column, width in enumerate(page.widths, start=1):
        cells_of(sheet, Area(1, column, 1, column)).column_width = width
    with suppress(Exception):
        _freeze(sheet, page.heading_row)
    with suppress(Exception):  # of Excel for the Mac, or of a computer without a printer
        set_up = sheet.api.PageSetup
        set_up.Orientation = _LANDSCAPE
        set_up.Zoom = False
        set_up.FitToPagesWide = 1
        set_up.FitToPagesTall = False
        set_up.PrintTitleRows = f"${page.heading_row}:${page.heading_row}"


# xlwings has no word for panes and for a filter without a criterion. Excel for the Mac has other
# names than Windows.


def _freeze(sheet: xw.Sheet, rows: int) -> None:
    """Keep the first rows in sight, in the sheet that is shown."""
    book = sheet.book.api

    def on_windows() -> None:
        window = book.Windows(1)
        window.DisplayGridlines = False
        window.SplitColumn, window.SplitRow = 0, rows
        window.FreezePanes = True

    def on_a_mac() -> None:
        window = book.windows[1]
        window.display_gridlines.set(False)
        window.split_row.set(rows)
        window.freeze_panes.set(True)

    either(on_windows, on_a_mac)


def _unfilter(sheet: xw.Sheet) -> None:
    def on_windows() -> None:
        if sheet.api.AutoFilterMode:
            sheet.api.AutoFilterMode = False

    either(on_windows, lambda: sheet.api.autofilter_mode.set(False))


def _filter(table: xw.Range) -> None:
    either(lambda: table.api.AutoFilter(), lambda: table.api.autofilter_range(field=1))


def _rule(table: xw.Range) -> None:
    """Draw lines around the cells; by xlwings they take a call for each side."""

    def on_windows() -> None:
        borders = table.api.Borders
        borders.Weight = _THIN
        borders.Color = _bgr(LINES)

    def on_a_mac() -> None:
        table.borders.set("all", color=LINES, weight="thin", line_style="continuous")

    either(on_windows, on_a_mac)


def _bgr(colour: str) -> int:
    """A colour as Excel's own properties count it."""
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return blue * 0x10000 + green * 0x100 + red


def _block(page: Page, last_row: int) -> tuple[tuple[object, ...], ...]:
    """What to hand to Excel, row by row; rows that the sheet had more of are emptied."""
    blank = ("",) * len(page.widths)
    return tuple(
        (*map(_content, cells), *blank[len(cells) :])
        for cells in (page.rows.get(number, ()) for number in range(1, last_row + 1))
    )


def _content(cell: PageCell) -> object:
    if isinstance(cell.content, Link):
        return f"={cell.content.formula}"
    return literal(cell.content or None)


def _dress(sheet: xw.Sheet, page: Page) -> None:
    whole = cells_of(sheet, Area(1, 1, page.last_row, len(page.widths)))
    whole.font.name = FONT
    whole.font.size = PLAIN.size
    whole.font.color = PLAIN.colour
    whole.vertical_alignment = "top"
    table = cells_of(sheet, Area(page.heading_row, 1, page.last_row, len(page.widths)))
    table.wrap_text = True
    for look, area in _looks(page):
        _put_on(cells_of(sheet, area), DRESSES[look])
    for finish in (_rule, _filter):
        with suppress(Exception):
            finish(table)
    table.rows.autofit()


def _put_on(cells: xw.Range, dress: Dress) -> None:
    if dress.colour != PLAIN.colour:
        cells.font.color = dress.colour
    if dress.bold:
        cells.font.bold = True
    if dress.size != PLAIN.size:
        cells.font.size = dress.size
    if dress.fill is not None:
        cells.color = dress.fill
    if dress.typed:
        cells.number_format = _TEXT_FORMAT
    if dress.underlined:
        either(lambda: _underline(cells), lambda: None)


def _underline(cells: xw.Range) -> None:
    cells.api.Font.Underline = _UNDERLINED


def _stands_out(look: Look) -> bool:
    """Whether a look is more than plain text, with lines or without."""
    return DRESSES[look]._replace(in_table=PLAIN.in_table) != PLAIN


def _looks(page: Page) -> Iterator[tuple[Look, Area]]:
    """The looks that differ from plain text, each with its cells; few, however many rows."""
    for number, cells in page.rows.items():
        if number <= page.heading_row and _stands_out(cells[0].look):
            yield cells[0].look, Area(number, 1, number, len(cells))
    columns = [_runs(page, column) for column in range(len(page.widths))]
    left = 1
    for runs, same in groupby(columns):
        right = left + len(list(same)) - 1
        for look, top, bottom in runs:
            yield look, Area(top, left, bottom, right)
        left = right + 1


def _runs(page: Page, column: int) -> Sequence[tuple[Look, int, int]]:
    """The rows of the table, from one to another, whose cells in a column look alike."""
    looks = [
        (cells[column].look, number)
        for number, cells in sorted(page.rows.items())
        if number > page.heading_row and column < len(cells)
    ]
    runs: list[tuple[Look, int, int]] = []
    for look, group in groupby(looks, key=itemgetter(0)):
        rows = [number for _, number in group]
        if _stands_out(look):
            runs.append((look, rows[0], rows[-1]))
    return runs
