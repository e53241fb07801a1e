"""The adapter for a workbook that is open in Excel, through xlwings."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from decimal import Decimal
from typing import NamedTuple

import xlwings as xw

from xlscorecard.books.excel.content import block_of
from xlscorecard.books.protocol import Progress, no_progress
from xlscorecard.domain.address import Area, cell_name
from xlscorecard.domain.cell import CellContent, ErrorCode
from xlscorecard.errors import (
    Fault,
    LayoutError,
    UnwritableWorkbookError,
    WorkbookError,
    WorkbookInUseError,
)
from xlscorecard.sheet.grid import Grid
from xlscorecard.sheet.plan import Plan, PlannedContent

MERGED_AREAS_MACRO = "MergedAreas"
"""The function of the workbook's VBA that tells all merged areas of a sheet in one call."""

# HRESULTs by which Excel says that it is busy, as while somebody types into a cell.
_BUSY = frozenset({-2147418111, -2146777998})
# Excel takes a text that begins so for a formula, and one with a digit for a number or a date,
# unless an apostrophe precedes it.
_TAKEN_FOR_A_FORMULA = ("=", "+", "-", "@")
_WORDS_OF_EXCEL = ("TRUE", "FALSE")

_Cell = tuple[int, int]


class _Run(NamedTuple):
    """Cells of one column below each other, and what they are to hold."""

    row: int
    column: int
    contents: tuple[PlannedContent, ...]

    @property
    def area(self) -> Area:
        return Area(self.row, self.column, self.row + len(self.contents) - 1, self.column)


class ExcelWorkbook:
    """A workbook that is open in Excel.

    Every sheet is read once and kept, until a plan has been applied: a call to Excel takes
    milliseconds, whatever it asks for.
    """

    def __init__(self, book: xw.Book) -> None:
        self._book = book
        self._grids: dict[str, Grid] = {}

    @property
    def name(self) -> str:
        """The workbook's name, without its folder."""
        return str(self._book.name)

    @property
    def sheet_names(self) -> Sequence[str]:
        """The names of the worksheets, in the workbook's order."""
        return tuple(self._book.sheet_names)

    @property
    def active_sheet(self) -> str:
        """The name of the sheet that is shown."""
        return str(self._book.sheets.active.name)

    def read(self, sheet: str) -> Grid:
        """The cells of one sheet.

        Raises:
            LayoutError: there is no such sheet.
            WorkbookInUseError: Excel is busy, as while somebody types into a cell.
        """
        if sheet not in self._grids:
            if sheet not in self.sheet_names:
                raise _no_such_sheet(self.name, sheet, self.sheet_names)
            try:
                self._grids[sheet] = self._read(sheet)
            except Exception as error:  # of pywin32 or appscript: the system decides its class
                if _is_busy(error):
                    raise _busy(self.name) from error
                raise
        return self._grids[sheet]

    def apply(self, plan: Plan, progress: Progress = no_progress) -> tuple[str, ...]:
        """Write the planned cells, all or none.

        Raises:
            UnwritableWorkbookError: the sheet is protected.
            WorkbookInUseError: Excel is busy.
            WorkbookError: Excel refused a cell; what was written before it is put back.
        """
        if not plan.cells:
            return ()
        grid = self.read(plan.sheet)
        sheet = self._book.sheets[plan.sheet]
        runs = list(_runs(plan, grid))
        begun: list[_Run] = []
        try:
            for run in runs:
                progress("writing the cells", len(begun) / len(runs))
                begun.append(run)
                _write(sheet, run)
        except BaseException as error:
            for run in begun:
                # What cannot be put back was not written either: Excel refuses both alike.
                with suppress(Exception):
                    _write_back(sheet, run, grid)
            if isinstance(error, Exception):
                raise _not_written(self.name, plan.sheet, sheet, error) from error
            raise
        finally:
            self._grids.clear()
        progress("done", 1.0)
        return ()

    def _read(self, sheet: str) -> Grid:
        used = self._book.sheets[sheet].used_range
        top, left = used.row, used.column
        raw = _rows_of(used.raw_value)
        if any(isinstance(cell, Decimal) for cells in raw for cell in cells):
            raw = _with_exact_amounts(raw, _rows_of(used.api.Value2))
        contents = block_of(raw)
        formulas = _rows_of(used.formula)
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
                (row, column): formula[1:]
                for row, cells in enumerate(formulas, start=top)
                for column, formula in enumerate(cells, start=left)
                if isinstance(formula, str) and formula.startswith("=")
            },
        )

    def _merges(self, sheet: str) -> tuple[Area, ...]:
        try:
            areas = str(self._book.macro(MERGED_AREAS_MACRO)(sheet) or "")
        except Exception as error:  # the same; the macro is missing, or macros are off
            raise WorkbookError(
                Fault(
                    place=self.name,
                    found="merged cells, and no macro that tells which",
                    expected="the macros of this package in the workbook, enabled",
                    remedy="Enable macros, or bring the workbook to this version: "
                    "xlscorecard adopt --upgrade.",
                )
            ) from error
        return tuple(area for text in areas.split(",") if (area := Area.parse(text)))


def _rows_of(value: object) -> Sequence[Sequence[object]]:
    """What Excel gives for a rectangle, as rows; a single cell and a single row come bare."""
    if not isinstance(value, tuple | list):
        return [[value]]
    if not value or not isinstance(value[0], tuple | list):
        return [value]
    return value


def _with_exact_amounts(
    raw: Sequence[Sequence[object]], exact: Sequence[Sequence[object]]
) -> list[list[object]]:
    """The cells with all digits of amounts of money, of which Excel's Value gives four."""
    return [
        [
            full if isinstance(cell, Decimal) else cell
            for cell, full in zip(own, fuller, strict=True)
        ]
        for own, fuller in zip(raw, exact, strict=True)
    ]


def _runs(plan: Plan, grid: Grid) -> Iterator[_Run]:
    """The planned cells in as few blocks as can be, each a part of one column.

    Cells between them are written too where that changes nothing for certain: numbers, and
    texts that the plan writes elsewhere.
    """
    texts = {content for content in plan.cells.values() if isinstance(content, str)}
    columns: dict[int, list[int]] = {}
    for row, column in sorted(plan.cells):
        columns.setdefault(column, []).append(row)
    for column, rows in sorted(columns.items()):
        start, contents = rows[0], [plan.cells[rows[0], column]]
        for row in rows[1:]:
            between = [
                _kept(grid, (gap, column), texts) for gap in range(start + len(contents), row)
            ]
            known = [content for content in between if content is not None]
            if len(known) < len(between):
                yield _Run(start, column, tuple(contents))
                start, contents = row, []
            else:
                contents += known
            contents.append(plan.cells[row, column])
        yield _Run(start, column, tuple(contents))


def _kept(grid: Grid, cell: _Cell, texts: set[str]) -> PlannedContent | None:
    """The content of a cell that may be written again unchanged; None where it may not."""
    content = grid.content(*cell)
    if cell in grid.formulas or grid.merge_at(*cell) is not None:
        return None
    if isinstance(content, float) or (isinstance(content, str) and content in texts):
        return content
    return None


def _write(sheet: xw.Sheet, run: _Run) -> None:
    # As it is: xlwings would look at the range first, in a call for each look.
    _range(sheet, run).raw_value = tuple((_literal(content),) for content in run.contents)


def _write_back(sheet: xw.Sheet, run: _Run, grid: Grid) -> None:
    for row in range(run.row, run.row + len(run.contents)):
        cell = (row, run.column)
        formula = grid.formulas.get(cell)
        target = sheet.range(cell_name(*cell))
        if formula is not None:
            target.formula = f"={formula}"
        else:
            target.value = _literal(grid.content(*cell))


def _range(sheet: xw.Sheet, run: _Run) -> xw.Range:
    area = run.area
    return sheet.range((area.top, area.left), (area.bottom, area.right))


def _literal(content: CellContent) -> object:
    """What to hand to Excel so that the cell holds the content, and nothing that it resembles."""
    if isinstance(content, str):
        begins_so = len(content) > 1 and content.startswith(_TAKEN_FOR_A_FORMULA)
        parsed = begins_so or any(map(str.isdigit, content)) or content.upper() in _WORDS_OF_EXCEL
        return f"'{content}" if parsed else content
    return str(content) if isinstance(content, ErrorCode) else content


def _is_busy(error: Exception) -> bool:
    return getattr(error, "hresult", None) in _BUSY


def _busy(name: str) -> WorkbookInUseError:
    return WorkbookInUseError(
        Fault(
            place=name,
            found="Excel is busy",
            expected="a workbook in which nobody is typing",
            remedy="Press Enter or Esc to finish the cell you are in, then click again.",
        )
    )


def _is_protected(sheet: xw.Sheet) -> bool:
    with suppress(AttributeError):
        return bool(sheet.api.ProtectContents)  # Windows
    with suppress(AttributeError):
        return bool(sheet.api.protect_contents.get())  # Mac
    return False


def _not_written(name: str, title: str, sheet: xw.Sheet, error: Exception) -> WorkbookError:
    if _is_busy(error):
        return _busy(name)
    if _is_protected(sheet):
        return UnwritableWorkbookError(
            Fault(
                place=title,
                found="a protected sheet; nothing was changed",
                expected="a sheet whose computed cells may be written",
                remedy="Choose Review > Unprotect Sheet, then click again.",
            )
        )
    return WorkbookError(
        Fault(
            place=title,
            found=f"Excel refused a cell, and what had been written was put back ({error})",
            expected="cells that may be written",
            remedy="Click again; if this message comes back, show it to whoever set this up.",
        )
    )


def _no_such_sheet(name: str, sheet: str, sheets: Sequence[str]) -> LayoutError:
    names = ", ".join(f'"{own}"' for own in sheets)
    return LayoutError(
        Fault(
            place=name,
            found=f'no sheet "{sheet}"',
            expected=f"one of its sheets: {names}",
            remedy="Name one of these.",
        )
    )
