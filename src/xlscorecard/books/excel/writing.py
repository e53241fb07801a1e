"""Writing cells in Excel: in few calls, all or none, and read again."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from decimal import Decimal
from functools import partial
from typing import NamedTuple

import xlwings as xw

from xlscorecard.books.excel.content import content_of, rows_of
from xlscorecard.books.excel.faults import either
from xlscorecard.core.domain.cell_meaning import number_of
from xlscorecard.core.domain.wording import listed
from xlscorecard.core.sheet.address import Area, Place, cell_name
from xlscorecard.core.sheet.content import CellContent, ErrorCode
from xlscorecard.core.sheet.edits import Formula, held, same
from xlscorecard.core.sheet.grid import Grid
from xlscorecard.core.sheet.number_format import DAY_ZERO, ShownDate

# Excel takes a text that begins so for a formula, an error or a mark of its own, and one with a
# digit for a number or a date, unless an apostrophe precedes it.
_TAKEN_FOR_SOMETHING = ("=", "+", "-", "@", "'", "#")
_WORDS_OF_EXCEL = ("TRUE", "FALSE")
_GENERAL = "General"

_MOST_NAMED = 5

Content = CellContent | Formula


class Run(NamedTuple):
    """Cells of one column below each other, and what they are to hold; a formula stands alone."""

    row: int
    column: int
    contents: tuple[Content, ...]

    @property
    def area(self) -> Area:
        """The cells."""
        return Area(self.row, self.column, self.row + len(self.contents) - 1, self.column)

    def cells(self) -> Iterator[tuple[Place, Content]]:
        """Each cell and what it is to hold."""
        for row, content in enumerate(self.contents, start=self.row):
            yield Place(row, self.column), content


def runs_of(cells: Mapping[Place, Content], grid: Grid, *, bridged: bool) -> Iterator[Run]:
    """The cells to write in as few blocks as can be, each a part of one column.

    If ``bridged``, cells between them are written too where that changes nothing: blank cells,
    numbers, and texts that are written elsewhere.
    """
    texts = {content for content in cells.values() if isinstance(content, str)}
    columns: dict[int, list[int]] = {}
    for row, column in sorted(cells):
        columns.setdefault(column, []).append(row)
    for column, rows in sorted(columns.items()):
        start, contents = rows[0], [cells[Place(rows[0], column)]]
        for row in rows[1:]:
            content = cells[Place(row, column)]
            gap = [Place(between, column) for between in range(start + len(contents), row)]
            alone = isinstance(content, Formula) or isinstance(contents[-1], Formula)
            joined = not gap or (bridged and all(_is_kept(grid, cell, texts) for cell in gap))
            if joined and not alone:
                contents += [grid.content(*cell) for cell in gap]
            else:
                yield Run(start, column, tuple(contents))
                start, contents = row, []
            contents.append(content)
        yield Run(start, column, tuple(contents))


def _is_kept(grid: Grid, cell: Place, texts: set[str]) -> bool:
    """Whether a cell stays as it is when its content is written again."""
    content = grid.content(*cell)
    if cell in grid.formulas or grid.merge_at(*cell) is not None:
        return False
    return isinstance(content, float | None) or (isinstance(content, str) and content in texts)


def write(sheet: xw.Sheet, run: Run) -> None:
    """Write a run in one call; Excel takes all of it or nothing."""
    cells = cells_of(sheet, run.area)
    first = run.contents[0]
    if isinstance(first, Formula):
        formula = f"={first.text}"
        # Formula2 can spill; an Excel before 2021 has no such property, and no such formulas.
        either(
            partial(setattr, cells, "formula2", formula),
            partial(setattr, cells, "formula", formula),
        )
    else:
        # As it is: xlwings would look at the range first, in a call for each look.
        cells.raw_value = values_of(run)


def values_of(run: Run) -> tuple[tuple[object], ...]:
    """What to hand to Excel for a run, row by row."""
    return tuple((literal(content),) for content in run.contents)


@contextmanager
def formulas_alone(app: xw.App) -> Iterator[None]:
    """A formula that is written into a column of a table fills no other cell of it meanwhile."""
    before = None
    with suppress(Exception):  # of Excel for the Mac, which has no such switch for programs
        before = app.api.AutoCorrect.AutoFillFormulasInLists
        app.api.AutoCorrect.AutoFillFormulasInLists = False
    try:
        yield
    finally:
        if before is not None:
            with suppress(Exception):
                app.api.AutoCorrect.AutoFillFormulasInLists = before


def formulas_in(cells: xw.Range) -> Sequence[Sequence[object]]:
    """The formulas of cells, as ``write`` puts them back."""
    return rows_of(either(lambda: cells.formula2, lambda: cells.formula))


def is_put_back(sheet: xw.Sheet, runs: Sequence[Run], grid: Grid) -> bool:
    """Put back what runs have overwritten; False where Excel refuses a part of that."""
    before = {cell: held(grid, *cell) for run in runs for cell, _ in run.cells()}
    refused = False
    for run in runs_of(before, grid, bridged=False):
        try:
            write(sheet, run)
        except Exception:  # the sheet is gone, Excel is busy or has ended
            refused = True
    with suppress(Exception):
        _repair(sheet, _numbers_as_text(_read(sheet, before), before))
    return not refused


def kept_otherwise(
    sheet: xw.Sheet, runs: Sequence[Run], planned: Mapping[Place, Content]
) -> tuple[str, ...]:
    """Read what was written: notices of the planned numbers that Excel keeps as text.

    A number between the planned cells that has become text is made a number again.

    Raises:
        RefusedCellError: a cell holds something else.
    """
    wanted = {cell: content for run in runs for cell, content in run.cells()}
    now = _read(sheet, wanted)
    as_text = _numbers_as_text(now, wanted)
    _repair(sheet, {cell: number for cell, number in as_text.items() if cell not in planned})
    for cell, content in wanted.items():
        if cell not in as_text and not _holds(now[cell], content):
            raise RefusedCellError(f"{cell_name(*cell)} does not hold what was written into it")
    names = [cell_name(*cell) for cell in sorted(as_text) if cell in planned]
    if not names:
        return ()
    return (
        "Excel keeps numbers as text in cells that are formatted as text "
        f"({listed(names, _MOST_NAMED)}). Format the column as a number (Home > Number), then "
        "refresh again.",
    )


def _read(sheet: xw.Sheet, cells: Mapping[Place, Content]) -> dict[Place, object]:
    """What cells hold, as Excel hands it over."""
    top, left = min(row for row, _ in cells), min(column for _, column in cells)
    bottom, right = max(row for row, _ in cells), max(column for _, column in cells)
    block = rows_of(cells_of(sheet, Area(top, left, bottom, right)).raw_value)
    return {place: block[place.row - top][place.column - left] for place in cells}


def _numbers_as_text(
    now: Mapping[Place, object], wanted: Mapping[Place, Content]
) -> dict[Place, float]:
    """The numbers that cells hold as text, as they do where they are formatted as text."""
    return {
        cell: content
        for cell, content in wanted.items()
        if isinstance(content, float)
        and isinstance(text := now[cell], str)
        and number_of(text) is not None
    }


def _repair(sheet: xw.Sheet, numbers: Mapping[Place, float]) -> None:
    """Make numbers of texts, in cells that are formatted as text and stay so."""
    for cell, number in numbers.items():
        target = sheet.range(cell, cell)
        number_format = target.number_format
        target.number_format = _GENERAL
        try:
            target.raw_value = number
        finally:
            target.number_format = number_format


def _holds(raw: object, wanted: Content) -> bool:
    if isinstance(wanted, Formula) or isinstance(raw, Decimal):
        return True  # a result, or an amount of money, of which Excel shows four digits
    now = content_of(raw)
    if isinstance(wanted, float) and isinstance(now, date):
        return True  # in a cell that shows numbers as dates
    if isinstance(wanted, date):
        return isinstance(now, date) and now == wanted
    if isinstance(wanted, float | str):
        return same(now, wanted) or (wanted == "" and now is None)
    return type(now) is type(wanted) and now == wanted


def cells_of(sheet: xw.Sheet, area: Area) -> xw.Range:
    """The range of an area."""
    return sheet.range((area.top, area.left), (area.bottom, area.right))


def literal(content: Content) -> object:
    """What to hand to Excel so that the cell holds the content, and nothing that it resembles."""
    if content is None:
        return ""  # which Excel takes for an empty cell
    if isinstance(content, ShownDate):
        return content.number  # the cell's format still makes a date of it
    if isinstance(content, date):
        return float((content - DAY_ZERO).days)  # the cell's format still makes a date of it
    if isinstance(content, str):
        begins_so = len(content) > 1 and content.startswith(_TAKEN_FOR_SOMETHING)
        parsed = begins_so or any(map(str.isdigit, content)) or content.upper() in _WORDS_OF_EXCEL
        return f"'{content}" if parsed else content
    return str(content) if isinstance(content, ErrorCode) else content


class RefusedCellError(Exception):
    """A cell that holds something else than was written into it."""
