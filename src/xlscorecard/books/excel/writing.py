"""Writing cells in Excel: in few calls, all or none, and read again."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import xlwings as xw

from xlscorecard.books.excel.content import content_of, rows_of
from xlscorecard.domain.address import Area, cell_name
from xlscorecard.domain.cell import CellContent, ErrorCode, number_of
from xlscorecard.sheet.grid import Grid
from xlscorecard.sheet.plan import Formula, held, same

# Excel takes a text that begins so for a formula, and one with a digit for a number or a date,
# unless an apostrophe precedes it.
_TAKEN_FOR_A_FORMULA = ("=", "+", "-", "@")
_WORDS_OF_EXCEL = ("TRUE", "FALSE")
# Days count from here on since March 1900, and in a workbook of the 1900 system.
_DAY_ZERO = date(1899, 12, 30)

_MOST_NAMED = 5

Cell = tuple[int, int]
Content = CellContent | Formula


class Run(NamedTuple):
    """Cells of one column below each other, and what they are to hold."""

    row: int
    column: int
    contents: tuple[Content, ...]

    @property
    def area(self) -> Area:
        return Area(self.row, self.column, self.row + len(self.contents) - 1, self.column)


def runs_of(cells: Mapping[Cell, Content], grid: Grid, *, bridged: bool) -> Iterator[Run]:
    """The cells to write in as few blocks as can be, each a part of one column.

    If ``bridged``, cells between them are written too where that changes nothing for certain:
    blank cells, numbers, and texts that are written elsewhere.
    """
    texts = {content for content in cells.values() if isinstance(content, str)}
    columns: dict[int, list[int]] = {}
    for row, column in sorted(cells):
        columns.setdefault(column, []).append(row)
    for column, rows in sorted(columns.items()):
        start, contents = rows[0], [cells[rows[0], column]]
        for row in rows[1:]:
            gap = [(between, column) for between in range(start + len(contents), row)]
            if not gap or (bridged and all(_is_kept(grid, cell, texts) for cell in gap)):
                contents += [grid.content(*cell) for cell in gap]
            else:
                yield Run(start, column, tuple(contents))
                start, contents = row, []
            contents.append(cells[row, column])
        yield Run(start, column, tuple(contents))


def _is_kept(grid: Grid, cell: Cell, texts: set[str]) -> bool:
    """Whether a cell stays as it is when its content is written again."""
    content = grid.content(*cell)
    if cell in grid.formulas or grid.merge_at(*cell) is not None:
        return False
    return isinstance(content, float | None) or (isinstance(content, str) and content in texts)


def write(sheet: xw.Sheet, run: Run) -> None:
    """Write a run in one call; Excel takes all of it or nothing."""
    # As it is: xlwings would look at the range first, in a call for each look.
    _range(sheet, run).raw_value = tuple((_literal(content),) for content in run.contents)


def is_written_back(sheet: xw.Sheet, run: Run, grid: Grid) -> bool:
    """Put back what a run may have overwritten; False where Excel refuses that."""
    cells = [(row, run.column) for row in range(run.row, run.row + len(run.contents))]
    before = tuple(held(grid, *cell) for cell in cells)
    try:
        write(sheet, run._replace(contents=before))
    except Exception:  # the sheet is gone, Excel is busy or has ended
        return False
    return True


def kept_otherwise(sheet: xw.Sheet, cells: Mapping[Cell, Content]) -> tuple[str, ...]:
    """Read what was written: notices of the numbers that Excel keeps as text.

    Raises:
        RefusedCellError: a cell holds something else.
    """
    top, left = min(row for row, _ in cells), min(column for _, column in cells)
    bottom, right = max(row for row, _ in cells), max(column for _, column in cells)
    block = rows_of(sheet.range((top, left), (bottom, right)).raw_value)
    as_text: list[str] = []
    for (row, column), wanted in cells.items():
        raw = block[row - top][column - left]
        now = content_of(raw)
        if isinstance(wanted, Formula) or isinstance(raw, Decimal):
            continue  # a result, or an amount of money, of which Excel shows four digits
        if isinstance(now, date) and not isinstance(wanted, date):
            continue  # a number in a cell that shows dates
        if isinstance(wanted, float) and isinstance(now, str) and number_of(now) is not None:
            as_text.append(cell_name(row, column))
        elif not _is(now, wanted):
            raise RefusedCellError(f"{cell_name(row, column)} holds something else")
    if not as_text:
        return ()
    shown = ", ".join(sorted(as_text)[:_MOST_NAMED]) + ("…" if len(as_text) > _MOST_NAMED else "")
    return (
        f"Excel keeps numbers as text in cells that are formatted as text ({shown}). Format the "
        "column as a number (Home > Number), then refresh again.",
    )


def _range(sheet: xw.Sheet, run: Run) -> xw.Range:
    area = run.area
    return sheet.range((area.top, area.left), (area.bottom, area.right))


def _literal(content: Content) -> object:
    """What to hand to Excel so that the cell holds the content, and nothing that it resembles."""
    if isinstance(content, Formula):
        return f"={content.text}"
    if content is None:
        return ""  # which Excel takes for an empty cell
    if isinstance(content, date):
        return float((content - _DAY_ZERO).days)  # the cell's format still makes a date of it
    if isinstance(content, str):
        begins_so = len(content) > 1 and content.startswith(_TAKEN_FOR_A_FORMULA)
        parsed = begins_so or any(map(str.isdigit, content)) or content.upper() in _WORDS_OF_EXCEL
        return f"'{content}" if parsed else content
    return str(content) if isinstance(content, ErrorCode) else content


def _is(now: CellContent, wanted: CellContent) -> bool:
    if isinstance(wanted, float | str):
        return same(now, wanted) or (wanted == "" and now is None)
    return type(now) is type(wanted) and now == wanted


class RefusedCellError(Exception):
    """A cell that holds something else than was written into it."""
