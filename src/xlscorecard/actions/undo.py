"""Undo: put the cells back that the last refresh overwrote."""

from datetime import date
from typing import NamedTuple

from xlscorecard.books.protocol import Book, Progress, no_progress
from xlscorecard.core.domain.cell_meaning import number_of
from xlscorecard.core.settings.scorecard import read_scorecard
from xlscorecard.core.sheet.address import Place
from xlscorecard.core.sheet.content import CellContent
from xlscorecard.core.sheet.edits import Formula, Plan, PlannedContent, RestoreCells, held, same
from xlscorecard.core.table.computed_columns import computed_in
from xlscorecard.core.table.headings import Column
from xlscorecard.core.table.reader import SheetReading
from xlscorecard.errors import LayoutError


class OverwrittenCell(NamedTuple):
    """A computed cell, found by its indicator and its column; and before and after a refresh.

    ``place`` is the row and the column at the time: a formula means something else elsewhere.
    """

    reference: str
    column: Column
    place: Place
    before: CellContent | Formula
    after: PlannedContent


class Overwritten(NamedTuple):
    """What one refresh overwrites."""

    sheet: str
    cells: tuple[OverwrittenCell, ...]


class Undone(NamedTuple):
    """What an undo did.

    ``restored`` cells were put back. Left alone were: ``changed``, the addresses of cells that
    somebody has changed since; ``moved``, those of cells that held a formula in another place;
    and ``gone``, cells, in words, whose row or column is no more.
    """

    sheet: str
    restored: int
    changed: tuple[str, ...]
    moved: tuple[str, ...]
    gone: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        """Whether nothing was left alone."""
        return not (self.changed or self.moved or self.gone)


def overwritten_by(plan: Plan, reading: SheetReading) -> Overwritten:
    """What the cells of a plan hold before it is applied."""
    columns = {number: computed.column for computed, number in computed_in(reading.layout.columns)}
    references = {
        row: indicator.reference
        for row, indicator in zip(reading.rows, reading.scorecard.indicators, strict=True)
    }
    return Overwritten(
        sheet=plan.sheet,
        cells=tuple(
            OverwrittenCell(
                reference=references[place.row],
                column=columns[place.column],
                place=place,
                before=held(reading.grid, *place),
                after=after,
            )
            for place, after in plan.cells.items()
        ),
    )


def undo(book: Book, overwritten: Overwritten, progress: Progress = no_progress) -> Undone:
    """Put back what a refresh overwrote, except where somebody has changed it since.

    Rows and columns may have moved: a cell is found by its indicator's reference and by its
    column's heading. A cell that holds already what it held before is left alone.

    Raises:
        XlscorecardError: the sheet is gone, cannot be read or not be written; then nothing was
            changed.
    """
    if overwritten.sheet not in book.sheet_names:
        raise LayoutError.because(
            place=book.name,
            found=f'no sheet "{overwritten.sheet}", which that refresh had written to',
            expected="the sheet under the name that it had",
            remedy="If it was renamed, give it that name again, then click once more.",
        )
    progress("reading the workbook", 0.0)
    reading = read_scorecard(book, overwritten.sheet)
    rows = {
        indicator.reference: row
        for row, indicator in zip(reading.rows, reading.scorecard.indicators, strict=True)
    }
    columns = reading.layout.columns
    restored: dict[Place, CellContent | Formula] = {}
    changed: list[str] = []
    moved: list[str] = []
    gone: list[str] = []
    for cell in overwritten.cells:
        row, column = rows.get(cell.reference), columns.get(cell.column)
        if row is None or column is None:
            gone.append(f"{cell.reference}, {cell.column.value}")
            continue
        now = held(reading.grid, row, column)
        if _is(now, cell.before):
            continue
        if not _is_as_refreshed(now, cell.after):
            changed.append(reading.grid.address(row, column))
        elif isinstance(cell.before, Formula) and (row, column) != cell.place:
            moved.append(reading.grid.address(row, column))
        else:
            restored[Place(row, column)] = cell.before
    if restored:
        book.apply(Plan((RestoreCells(overwritten.sheet, restored),)), progress)
    return Undone(
        sheet=overwritten.sheet,
        restored=len(restored),
        changed=tuple(changed),
        moved=tuple(moved),
        gone=tuple(gone),
    )


def _is_as_refreshed(now: CellContent | Formula, after: PlannedContent) -> bool:
    """Whether a cell holds what a refresh wrote, also where Excel keeps a number as text."""
    if isinstance(now, str) and isinstance(after, float):
        number = number_of(now)
        return number is not None and same(number, after)
    # A cell that is formatted as a date gives a whole number as one.
    return _is(now, after) or (isinstance(now, date) and isinstance(after, float))


def _is(now: CellContent | Formula, other: CellContent | Formula) -> bool:
    if isinstance(other, float | str):
        return not isinstance(now, Formula) and same(now, other)
    if other is None:
        return now is None or now == ""
    return type(now) is type(other) and now == other
