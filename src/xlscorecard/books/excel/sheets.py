"""The sheets of a workbook that is open in Excel, read in few calls."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

import xlwings as xw

from xlscorecard.books.excel.agreed_with_vba import MOST_CELLS
from xlscorecard.books.excel.content import block_of, content_in_format, number_of_date, rows_of
from xlscorecard.books.excel.faults import busy, either, is_busy, no_such_sheet
from xlscorecard.books.excel.macros import Contents, Macros, MacrosByName, MacrosGiven
from xlscorecard.books.excel.writing import cells_of, formulas_in
from xlscorecard.core.sheet.address import Area, Place
from xlscorecard.core.sheet.grid import Grid
from xlscorecard.core.sheet.number_format import DAY_ZERO, DAY_ZERO_1904, Kind, kind_of
from xlscorecard.core.sheet.sheets import UsedFunctions
from xlscorecard.errors import WorkbookError


class ExcelSheets:
    """The sheets of a workbook; what has been read is kept, the cells until any are written.

    A call to Excel takes milliseconds, whatever it asks for.
    """

    def __init__(self, book: xw.Book, macros: Macros | None = None) -> None:
        self.book = book
        self._macros = macros or MacrosByName(book)
        self.given = macros if isinstance(macros, MacrosGiven) else None
        """The object of the workbook's VBA, which does much in one call; None on a Mac."""
        self._filled: dict[str, Area] = {}
        self._grids: dict[str, Grid] = {}
        self._formats: dict[str, tuple[Area, Sequence[tuple[Area, str]]]] = {}

    @cached_property
    def sheet_names(self) -> Sequence[str]:
        """The names of the worksheets, hidden ones among them, in the workbook's order."""
        return self._names[1]

    @property
    def active_sheet(self) -> str:
        """The name of the sheet that is shown."""
        return self._names[0] if self.given is not None else str(self.book.sheets.active.name)

    @cached_property
    def _names(self) -> tuple[str, tuple[str, ...]]:
        if self.given is not None:
            return self.given.sheet_names()
        return "", tuple(self.book.sheet_names)

    def filled_area(self, sheet: str) -> Area:
        """The cells of a sheet from the first to the last that is used."""
        if sheet not in self._filled:
            self.read(sheet)
        return self._filled[sheet]

    def forget_cells(self) -> None:
        """What cells held is no longer known."""
        self._grids.clear()

    def forget_all(self) -> None:
        """Nothing is known any more: there may be one sheet more, too."""
        self._grids.clear()
        self._formats.clear()
        self._filled.clear()
        self.__dict__.pop("sheet_names", None)
        self.__dict__.pop("_names", None)

    def read(self, sheet: str) -> Grid:
        """The cells of one sheet.

        Raises:
            LayoutError: there is no such sheet.
            WorkbookInUseError: Excel is busy, as while somebody types into a cell.
        """
        if sheet not in self._grids:
            if sheet not in self.sheet_names:
                raise no_such_sheet(self.book.name, sheet, self.sheet_names)
            try:
                self._grids[sheet] = self._read(sheet)
            except Exception as error:  # of pywin32 or appscript: the system decides its class
                if is_busy(error):
                    raise busy(self.book.name) from error
                raise
        return self._grids[sheet]

    def read_block(self, sheet: str, area: Area) -> Grid:
        """A block of cells without its merges and formulas, in fewer calls than all cells take."""
        if self.given is not None:
            return self.read(sheet)
        block = cells_of(self.book.sheets[sheet], area)
        rows = enumerate(block_of(rows_of(block.raw_value)), start=area.top)
        return Grid(
            sheet=sheet, rows={row: (*(None,) * (area.left - 1), *cells) for row, cells in rows}
        )

    def percentage_cells(self, sheet: str, area: Area) -> frozenset[Place] | None:
        """The cells of an area whose number format shows a percentage; None without our macro."""
        formats = self._number_formats(sheet, area)
        if formats is None:
            return None
        return frozenset(
            Place(row, column)
            for block, code in formats
            if kind_of(code) is Kind.PERCENTAGE
            for row in range(max(block.top, area.top), min(block.bottom, area.bottom) + 1)
            for column in range(max(block.left, area.left), min(block.right, area.right) + 1)
        )

    def formulas_with(self, start: str) -> UsedFunctions:
        """The formulas that call a function whose name starts so.

        The workbook's VBA tells those of all sheets; on a Mac only sheets that were read are looked
        through, and no names.
        """
        if self.given is not None:
            return self.given.formulas_with(start)
        return UsedFunctions(
            [
                (sheet, place, formula)
                for sheet, grid in self._grids.items()
                for place, formula in sorted(grid.formulas.items())
                if start in formula
            ]
        )

    def _number_formats(self, sheet: str, area: Area) -> Sequence[tuple[Area, str]] | None:
        """The number formats of an area, by block; None where our macro is missing or off."""
        kept = self._formats.get(sheet)
        if kept is not None and area.joined_with(kept[0]) == kept[0]:
            return kept[1]
        try:
            told = self._macros.number_formats(sheet, area)
        except Exception:  # of pywin32 or appscript: an older workbook has no such macro
            return None
        formats = _blocks(told)
        self._formats[sheet] = (area, formats)
        return formats

    def _read(self, sheet: str) -> Grid:
        told = self._contents_given(sheet) or self._contents(sheet)
        self._filled[sheet] = told.area
        top, left = told.area.top, told.area.left
        raw = told.shown
        if any(isinstance(cell, Decimal | datetime) for cells in raw for cell in cells):
            raw = _with_exact_numbers(raw, told.exact)
        has_dates = any(isinstance(cell, datetime | Shown) for cells in raw for cell in cells)
        if has_dates:
            raw = self._with_formats(sheet, raw, told.area)
        return Grid(
            sheet=sheet,
            rows={
                row: (*(None,) * (left - 1), *cells)
                for row, cells in enumerate(block_of(raw), start=top)
                if any(cell is not None for cell in cells)
            },
            merges=_areas(told.merges),
            formulas={
                Place(row, column): formula[1:]
                for row, cells in enumerate(told.formulas, start=top)
                for column, formula in enumerate(cells, start=left)
                if isinstance(formula, str) and formula.startswith("=")
            },
            day_zero=DAY_ZERO_1904 if has_dates and told.is_1904 else DAY_ZERO,
        )

    def _contents_given(self, sheet: str) -> Contents | None:
        """What the workbook's VBA tells of a sheet in one call, where it can be called."""
        if self.given is None:
            return None
        told = self.given.contents(sheet)
        if told.formats:
            self._formats[sheet] = (told.area, _blocks(told.formats))
        return told

    def _contents(self, sheet: str) -> Contents:
        """The same by xlwings, call by call."""
        area, used = filled_range(self.book.sheets[sheet])
        shown: Sequence[Sequence[object]] = rows_of(used.raw_value)
        exact = shown
        if any(isinstance(cell, Decimal | datetime) for cells in shown for cell in cells):
            # Excel for the Mac knows no amounts of money.
            exact = either(lambda: rows_of(used.api.Value2), lambda: shown)
        has_dates = any(isinstance(cell, datetime) for cells in shown for cell in cells)
        return Contents(
            area=area,
            shown=shown,
            exact=exact,
            formulas=formulas_in(used),
            merges=self._merges(sheet, area) if used.merge_cells is not False else "",
            formats="",
            is_1904=has_dates and self._is_1904,
        )

    def _with_formats(
        self, sheet: str, raw: Sequence[Sequence[object]], area: Area
    ) -> list[list[object]]:
        """The cells, each date with its number and its format, by which it may be a duration."""
        top, left = area.top, area.left
        code_at: dict[Place, str] = {}
        dated = {
            Place(row, column)
            for row, cells in enumerate(raw, start=top)
            for column, cell in enumerate(cells, start=left)
            if isinstance(cell, datetime | Shown)
        }
        for block, code in self._number_formats(sheet, area) or ():
            code_at.update((place, code) for place in dated if block.holds(*place))
        rows = [list(cells) for cells in raw]
        for place in dated:
            cells, index = rows[place.row - top], place.column - left
            cells[index] = _in_format(cells[index], code_at.get(place))
        return rows

    @cached_property
    def _is_1904(self) -> bool:
        """Whether the workbook counts days from 1904."""
        with suppress(Exception):  # of pywin32 or appscript
            return bool(self.book.api.Date1904)  # Windows
        with suppress(Exception):
            return bool(self.book.api.date_1904.get())  # Mac
        return False

    def _merges(self, sheet: str, area: Area) -> str:
        try:
            return self._macros.merged_areas(sheet, area)
        except Exception as error:  # the same; the macro is missing, or macros are off
            raise WorkbookError.because(
                place=self.book.name,
                found="merged cells, and no macro to find them",
                expected="the macros of this package in the workbook, enabled",
                remedy="Enable macros, or bring the workbook to this version: "
                "xlscorecard adopt --upgrade.",
            ) from error


def _areas(text: str) -> tuple[Area, ...]:
    return tuple(area for each in text.split(",") if (area := Area.parse(each)))


def _blocks(told: str) -> Sequence[tuple[Area, str]]:
    """The number formats by their blocks, as the macro tells them."""
    return [
        (block, code)
        for line in told.splitlines()
        if (block := Area.parse((parts := line.partition("\t"))[0])) is not None
        and (code := parts[2])
    ]


def filled_range(sheet: xw.Sheet) -> tuple[Area, xw.Range]:
    """The used range of a sheet, up to its last row and column that hold something if it is large.

    Where somebody has formatted whole columns, Excel's used range ends with the sheet. (Excel's
    Find would pass over rows that a filter hides.)
    """
    used = sheet.used_range
    top, left, (rows, columns) = used.row, used.column, used.shape
    area = Area(top, left, top + rows - 1, left + columns - 1)
    if rows * columns <= MOST_CELLS:
        return area, used

    def is_filled(part: Area) -> bool:
        cells = cells_of(sheet, part)
        return bool(sheet.book.app.api.WorksheetFunction.CountA(cells.api) > 0)

    # Excel for the Mac is asked for all cells: its words for this were never tried.
    bottom = either(
        lambda: _last(top, area.bottom, lambda row: is_filled(area._replace(top=row))),
        lambda: area.bottom,
    )
    right = either(
        lambda: _last(left, area.right, lambda column: is_filled(area._replace(left=column))),
        lambda: area.right,
    )
    area = Area(top, left, bottom, right)
    return area, cells_of(sheet, area)


def _last(first: int, last: int, is_filled_from: Callable[[int], bool]) -> int:
    """The last row or column that holds something, the first where none does: by halving."""
    while first < last:
        middle = (first + last) // 2
        if is_filled_from(middle + 1):
            first = middle + 1
        else:
            last = middle
    return first


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
    pairs = (zip(cells, fuller, strict=True) for cells, fuller in zip(raw, exact, strict=True))
    return [[_exact(cell, full) for cell, full in row] for row in pairs]


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
