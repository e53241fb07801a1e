"""The edit that writes a sheet of ours in Excel: in a number of calls that no row adds to."""

from contextlib import suppress

import xlwings as xw

from xlscorecard.books.excel.faults import either
from xlscorecard.books.excel.finishes import before_writing, finishes, make_room, put_on
from xlscorecard.books.excel.macros import MacrosGiven
from xlscorecard.books.excel.sheets import ExcelSheets
from xlscorecard.books.excel.writing import cells_of, literal
from xlscorecard.books.protocol import Applied, Progress
from xlscorecard.core.sheet.address import Area
from xlscorecard.core.sheet.edits import WritePage
from xlscorecard.core.sheet.page import Link, Page, PageCell

_LANDSCAPE = 2  # xlLandscape

_NO_PAGE = (
    "The sheet {} could not be written. If the workbook or that sheet is protected, unprotect it "
    "(Review > Protect Workbook), then click again."
)


def write_page(edit: WritePage, sheets: ExcelSheets, progress: Progress) -> Applied:
    """Write the page, new or anew; where Excel refuses it, that is a notice.

    The sheet that is shown stays so. What a person has typed is never cleared before the new cells
    stand there: all of them are written at once. A new sheet that Excel does not take whole is
    removed, where it lets it be.
    """
    progress("listing the findings", 1.0)
    refused: tuple[str, ...] = ()
    page = edit.page
    try:
        if sheets.given is not None:
            _write_by_vba(sheets, sheets.given, page)
        else:
            _write_by_xlwings(sheets, page)
    except Exception:  # of pywin32 or appscript: the system decides its class
        refused = (_NO_PAGE.format(page.sheet),)
    finally:
        sheets.forget_all()
    progress("done", 1.0)
    return Applied(refused, page_refused=bool(refused))


def _write_by_vba(sheets: ExcelSheets, given: MacrosGiven, page: Page) -> None:
    is_new = page.sheet not in sheets.sheet_names
    last_row = page.last_row
    if is_new:
        given.add_sheet(page.sheet, page.heading_row)
    else:
        last_row = max(last_row, sheets.filled_area(page.sheet).bottom)
        given.dress(page.sheet, before_writing(Area(1, 1, 1, 1)))
    try:
        given.write(page.sheet, Area(1, 1, last_row, len(page.widths)), _block(page, last_row))
    except BaseException:
        if is_new:
            with suppress(Exception):
                sheets.book.sheets[page.sheet].delete()
        raise
    with suppress(Exception):
        given.dress(page.sheet, tuple(finishes(page, is_new=is_new)))


def _write_by_xlwings(sheets: ExcelSheets, page: Page) -> None:
    if page.sheet not in sheets.sheet_names:
        _add(sheets.book, page)
        return
    sheet = sheets.book.sheets[page.sheet]
    used = sheet.used_range
    last_row = max(page.last_row, used.row + used.shape[0] - 1)
    make_room(sheet, before_writing(Area(1, 1, 1, 1)))
    _write(sheet, page, last_row)
    put_on(sheet, tuple(finishes(page, is_new=False)))


def _add(book: xw.Book, page: Page) -> None:
    """A new sheet behind the others; a new sheet is shown, so the one shown before is again."""
    shown = book.sheets.active
    try:
        sheet = book.sheets.add(after=book.sheets[len(book.sheets) - 1])
        try:
            # By a call of its own: xlwings would lose hold of a sheet whose name Excel refuses.
            sheet.name = page.sheet
            with suppress(Exception):
                _freeze(sheet, page.heading_row)
            with suppress(Exception):  # of Excel for the Mac, or of a computer without a printer
                _set_up_paper(sheet, page.heading_row)
            _write(sheet, page, page.last_row)
        except BaseException:
            # Half made, it would be taken for somebody else's, or be one more at each click.
            with suppress(Exception):
                sheet.delete()
            raise
        put_on(sheet, tuple(finishes(page, is_new=True)))
    finally:
        # Not by activate(): it would bring the application to the front too, with three calls more.
        with suppress(Exception):
            shown.impl.activate()


def _write(sheet: xw.Sheet, page: Page, last_row: int) -> None:
    cells_of(sheet, Area(1, 1, last_row, len(page.widths))).raw_value = _block(page, last_row)


def _set_up_paper(sheet: xw.Sheet, heading_row: int) -> None:
    set_up = sheet.api.PageSetup
    set_up.Orientation = _LANDSCAPE
    set_up.Zoom = False
    set_up.FitToPagesWide = 1
    set_up.FitToPagesTall = False
    set_up.PrintTitleRows = f"${heading_row}:${heading_row}"


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
