"""The adapter for a workbook that is open in Excel, through xlwings."""

import sys
from collections.abc import Mapping, Sequence
from contextlib import nullcontext, suppress
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

import xlwings as xw

from xlscorecard.books.excel.content import (
    block_of,
    content_in_format,
    number_of_date,
    rows_of,
)
from xlscorecard.books.excel.faults import busy, is_busy, is_protected, no_such_sheet, not_written
from xlscorecard.books.excel.our_sheet import write_page
from xlscorecard.books.excel.writing import (
    Cell,
    Content,
    Run,
    cells_of,
    formulas_alone,
    formulas_in,
    is_put_back,
    kept_otherwise,
    runs_of,
    write,
)
from xlscorecard.books.protocol import Applied, Progress, no_progress
from xlscorecard.core.sheet.address import Area, Place
from xlscorecard.core.sheet.edits import Formula, Plan, Restoration
from xlscorecard.core.sheet.grid import Grid
from xlscorecard.core.sheet.number_format import DAY_ZERO, DAY_ZERO_1904, Kind, kind_of
from xlscorecard.core.sheet.page import Page
from xlscorecard.core.table.colours import CHOSEN, CHOSEN_ON_SETTINGS, Colouring
from xlscorecard.errors import (
    Fault,
    WorkbookError,
)

if sys.platform == "win32":
    # xlwings asks an Excel that is busy, or lacks a property, again and again, by default for
    # ever; the version is pinned, and has no other switch for it.
    from xlwings import _xlwindows

    _xlwindows.N_COM_ATTEMPTS = 500

MERGED_AREAS_MACRO = "MergedAreas"
"""The function of the workbook's VBA that tells all merged areas of a sheet in one call."""

NUMBER_FORMATS_MACRO = "NumberFormats"
"""The one that tells the number formats of an area, and judges nothing."""

_NO_PAGE = (
    "The sheet {} could not be written. If the workbook or that sheet is protected, unprotect it "
    "(Review > Protect Workbook), then click again."
)
_NO_COLOURS = "The figures are right, but Excel did not take the colours for the arrows."


class ExcelWorkbook:
    """A workbook that is open in Excel.

    What has been read is kept, the cells until a plan has been applied: a call to Excel takes
    milliseconds, whatever it asks for.
    """

    def __init__(self, book: xw.Book) -> None:
        self._book = book
        self._grids: dict[str, Grid] = {}
        self._formats: dict[str, tuple[Area, Sequence[tuple[Area, str]]]] = {}

    @cached_property
    def name(self) -> str:
        """The workbook's name, without its folder."""
        return str(self._book.name)

    @cached_property
    def sheet_names(self) -> Sequence[str]:
        """The names of the worksheets, hidden ones among them, in the workbook's order."""
        return tuple(self._book.sheet_names)

    @property
    def active_sheet(self) -> str:
        """The name of the sheet that is shown."""
        return str(self._book.sheets.active.name)

    @cached_property
    def address(self) -> str:
        """Where the workbook lies: a path, or an address of SharePoint; the name if unsaved.

        To tell workbooks apart by, and never to be opened: it need not be a path. xlwings' own
        ``fullname`` looks for the folder behind an address, and fails where it finds none.
        """
        with suppress(AttributeError):
            return str(self._book.api.FullName)  # Windows
        with suppress(AttributeError):
            return str(self._book.api.full_name.get())  # Mac
        return self.name

    def read(self, sheet: str) -> Grid:
        """The cells of one sheet.

        Raises:
            LayoutError: there is no such sheet.
            WorkbookInUseError: Excel is busy, as while somebody types into a cell.
        """
        if sheet not in self._grids:
            if sheet not in self.sheet_names:
                raise no_such_sheet(self.name, sheet, self.sheet_names)
            try:
                self._grids[sheet] = self._read(sheet)
            except Exception as error:  # of pywin32 or appscript: the system decides its class
                if is_busy(error):
                    raise busy(self.name) from error
                raise
        return self._grids[sheet]

    def read_block(self, sheet: str, area: Area) -> Grid:
        """A block of cells without its merges and formulas, in fewer calls than all cells take."""
        block = cells_of(self._book.sheets[sheet], area)
        rows = enumerate(block_of(rows_of(block.raw_value)), start=area.top)
        return Grid(
            sheet=sheet, rows={row: (*(None,) * (area.left - 1), *cells) for row, cells in rows}
        )

    def percentage_cells(self, sheet: str, area: Area) -> frozenset[tuple[int, int]] | None:
        """The cells of an area whose number format shows a percentage; None without our macro."""
        formats = self._number_formats(sheet, area)
        if formats is None:
            return None
        return frozenset(
            (row, column)
            for own, code in formats
            if kind_of(code) is Kind.PERCENTAGE
            for row in range(max(own.top, area.top), min(own.bottom, area.bottom) + 1)
            for column in range(max(own.left, area.left), min(own.right, area.right) + 1)
        )

    def _number_formats(self, sheet: str, area: Area) -> Sequence[tuple[Area, str]] | None:
        """The number formats of an area, by block; None where our macro is missing or off."""
        kept = self._formats.get(sheet)
        if kept is not None and area.joined_with(kept[0]) == kept[0]:
            return kept[1]
        try:
            told = str(self._book.macro(NUMBER_FORMATS_MACRO)(sheet, str(area)) or "")
        except Exception:  # of pywin32 or appscript: an older workbook has no such macro
            return None
        formats = [
            (own, code)
            for line in told.splitlines()
            if (own := Area.parse((parts := line.partition("\t"))[0])) is not None
            and (code := parts[2])
        ]
        self._formats[sheet] = (area, formats)
        return formats

    def apply(self, plan: Plan, progress: Progress = no_progress) -> Applied:
        """Write the planned cells, all or none, and read them again; then the page, if any.

        The figures are not worth losing for a page that Excel refuses: that is a notice.

        Raises:
            UnwritableWorkbookError: the sheet is protected.
            WorkbookInUseError: Excel is busy.
            HalfWrittenError: Excel refused a cell, and then to put back those before it.
            WorkbookError: Excel refused a cell, or keeps something else in it; what was written
                is put back.
        """
        notices = self._write(plan.sheet, plan.cells, progress)
        if plan.page is None:
            return Applied(notices)
        progress("listing the findings", 1.0)
        refused = self._write_page(plan.page)
        progress("done", 1.0)
        return Applied((*notices, *refused), page_refused=bool(refused))

    def _write_page(self, page: Page) -> tuple[str, ...]:
        try:
            write_page(self._book, page)
        except Exception:  # of pywin32 or appscript: the system decides its class
            return (_NO_PAGE.format(page.sheet),)
        finally:
            self._grids.clear()
            self._formats.clear()
            self.__dict__.pop("sheet_names", None)  # there may be one more
        return ()

    def restore(self, restoration: Restoration, progress: Progress = no_progress) -> None:
        """Put cells back to what they held, all or none; raises what ``apply`` raises."""
        has_formulas = any(isinstance(own, Formula) for own in restoration.cells.values())
        with formulas_alone(self._book.app) if has_formulas else nullcontext():
            self._write(restoration.sheet, restoration.cells, progress)

    def colour(self, sheet: str, colouring: Colouring) -> tuple[str, ...]:
        """Give arrows and changes their rules of colour, once, and the palette that is chosen.

        A workbook with our Settings sheet has its own; where cells have any rule already, a
        person has set it up; a protected sheet takes none now. These stay as they are, and so do
        rules that a person has deleted since. Where Excel refuses, a notice comes back.
        """
        try:
            return () if self._is_coloured(sheet, colouring) else (_NO_COLOURS,)
        except Exception:  # of pywin32 or appscript: the system decides its class
            return (_NO_COLOURS,)

    def _is_coloured(self, title: str, colouring: Colouring) -> bool:
        """Whether nothing is left to do; rules of which Excel has refused one are all removed."""
        names, chosen = self._book.names, f'="{colouring.palette.value}"'
        if not colouring.rules or names.contains(CHOSEN_ON_SETTINGS):
            return True
        if names.contains(CHOSEN):
            if names(CHOSEN).refers_to != chosen:
                names(CHOSEN).refers_to = chosen
            return True
        sheet = self._book.sheets[title]
        arrows = cells_of(sheet, colouring.rules[0].area)
        if is_protected(sheet) or len(arrows.conditional_formats):
            return True
        name = names.add(CHOSEN, chosen)
        added: list[xw.main.ConditionalFormat] = []
        try:
            for rule in colouring.rules:
                formats = cells_of(sheet, rule.area).conditional_formats
                added.append(
                    formats.add_custom(
                        f"={rule.formula}",
                        fill_color=rule.swatch.fill,
                        font_color=rule.swatch.text,
                    )
                )
        except Exception:  # the same
            for rule_of_excel in added:
                with suppress(Exception):
                    rule_of_excel.delete()
            with suppress(Exception):
                name.delete()
            return False
        return True

    def _write(
        self, title: str, cells: Mapping[Cell, Content], progress: Progress
    ) -> tuple[str, ...]:
        if not cells:
            return ()
        grid = self.read(title)
        sheet = self._book.sheets[title]
        # On a protected sheet nothing but the cells themselves may be open to writing.
        runs = list(runs_of(cells, grid, bridged=not is_protected(sheet)))
        written: list[Run] = []
        try:
            for run in runs:
                progress("writing the cells", len(written) / len(runs))
                write(sheet, run)
                written.append(run)
            progress("reading them again", 1.0)
            notices = kept_otherwise(sheet, runs, cells)
        except BaseException as error:
            # A block is written whole or not at all; that of an error may have been, nevertheless.
            is_put_back(sheet, runs[len(written) : len(written) + 1], grid)
            is_half = bool(written) and not is_put_back(sheet, written, grid)
            if not isinstance(error, Exception):
                raise
            raise not_written(self._book, sheet, title, error, half=is_half) from error
        finally:
            self._grids.clear()
        progress("done", 1.0)
        return notices

    def _read(self, sheet: str) -> Grid:
        used = self._book.sheets[sheet].used_range
        top, left = used.row, used.column
        raw: Sequence[Sequence[object]] = rows_of(used.raw_value)
        if any(isinstance(cell, Decimal | datetime) for cells in raw for cell in cells):
            with suppress(AttributeError):  # of Excel for the Mac, which knows no amounts of money
                raw = _with_exact_numbers(raw, rows_of(used.api.Value2))
        has_dates = any(isinstance(cell, datetime | Shown) for cells in raw for cell in cells)
        if has_dates:
            raw = self._with_formats(sheet, raw, top, left)
        contents = block_of(raw)
        formulas = formulas_in(used)
        merges = self._merges(sheet) if used.merge_cells is not False else ()
        return Grid(
            sheet=sheet,
            rows={
                row: (*(None,) * (left - 1), *cells)
                for row, cells in enumerate(contents, start=top)
                if any(cell is not None for cell in cells)
            },
            merges=merges,
            formulas={
                Place(row, column): formula[1:]
                for row, cells in enumerate(formulas, start=top)
                for column, formula in enumerate(cells, start=left)
                if isinstance(formula, str) and formula.startswith("=")
            },
            day_zero=self._day_zero if has_dates else DAY_ZERO,
        )

    def _with_formats(
        self, sheet: str, raw: Sequence[Sequence[object]], top: int, left: int
    ) -> list[list[object]]:
        """The cells, each date with its number and its format, by which it may be a duration."""
        width = max(len(cells) for cells in raw)
        area = Area(top, left, top + len(raw) - 1, left + width - 1)
        code_at: dict[tuple[int, int], str] = {}
        dated = {
            (row, column)
            for row, cells in enumerate(raw, start=top)
            for column, cell in enumerate(cells, start=left)
            if isinstance(cell, datetime | Shown)
        }
        for own, code in self._number_formats(sheet, area) or ():
            code_at.update((place, code) for place in dated if place in own)
        return [
            [
                _in_format(cell, code_at.get((row, column)))
                for column, cell in enumerate(cells, start=left)
            ]
            for row, cells in enumerate(raw, start=top)
        ]

    @cached_property
    def _day_zero(self) -> date:
        """The day from which the workbook counts days."""
        with suppress(Exception):  # of pywin32 or appscript
            return DAY_ZERO_1904 if self._book.api.Date1904 else DAY_ZERO  # Windows
        with suppress(Exception):
            return DAY_ZERO_1904 if self._book.api.date_1904.get() else DAY_ZERO  # Mac
        return DAY_ZERO

    def _merges(self, sheet: str) -> tuple[Area, ...]:
        try:
            areas = str(self._book.macro(MERGED_AREAS_MACRO)(sheet) or "")
        except Exception as error:  # the same; the macro is missing, or macros are off
            raise WorkbookError(
                Fault(
                    place=self.name,
                    found="merged cells, and no macro to find them",
                    expected="the macros of this package in the workbook, enabled",
                    remedy="Enable macros, or bring the workbook to this version: "
                    "xlscorecard adopt --upgrade.",
                )
            ) from error
        return tuple(area for text in areas.split(",") if (area := Area.parse(text)))


class Shown(NamedTuple):
    """A cell that Excel shows as a date or a time, and the number that it holds."""

    moment: datetime
    number: float


def _with_exact_numbers(
    raw: Sequence[Sequence[object]], exact: Sequence[Sequence[object]]
) -> list[list[object]]:
    """The cells with all digits of amounts of money, and the numbers behind dates.

    Of an amount Excel's Value gives four digits, of a date no number.
    """
    return [
        [_exact(cell, full) for cell, full in zip(own, fuller, strict=True)]
        for own, fuller in zip(raw, exact, strict=True)
    ]


def _exact(cell: object, full: object) -> object:
    if isinstance(cell, datetime) and isinstance(full, float):
        return Shown(cell, full)
    return full if isinstance(cell, Decimal) else cell


def _in_format(cell: object, code: str | None) -> object:
    """What a cell holds by its number format; a date where the format is not known."""
    if isinstance(cell, datetime):
        cell = Shown(cell, number_of_date(cell))
    if not isinstance(cell, Shown):
        return cell
    return cell.moment if code is None else content_in_format(*cell, code)
