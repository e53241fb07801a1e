"""Sheets as plain grids, and a book that holds them: a third adapter beside file and Excel."""

from collections.abc import Mapping, Sequence

from xlscorecard.books.protocol import Applied, Progress, no_progress
from xlscorecard.core.sheet.address import Area, Place
from xlscorecard.core.sheet.content import CellContent
from xlscorecard.core.sheet.edits import Formula, Plan, RestoreCells, WriteCells, WritePage
from xlscorecard.core.sheet.grid import Grid
from xlscorecard.core.sheet.page import Link, Page
from xlscorecard.core.sheet.sheets import UsedFunctions

_: None = None
Row = Sequence[CellContent]

COMPUTED_HEADINGS = (
    "Arrow prev. period",
    "% change from prev. period",
    "Arrow prev. yr",
    "% change from same period prev. yr",
    "12 month average",
    "12-mnth max value",
)
"""One heading for each computed column, in the order of ``COMPUTED``."""


def grid(
    *rows: Row,
    sheet: str = "Scorecard",
    merges: Sequence[str] = (),
    formulas: Mapping[tuple[int, int], str] | None = None,
) -> Grid:
    """A sheet with these rows from its row 1 on; a whole number stands for itself."""
    areas = [Area.parse(text) for text in merges]
    return Grid(
        sheet=sheet,
        rows={number: _cells(row) for number, row in enumerate(rows, start=1)},
        merges=tuple(area for area in areas if area is not None),
        formulas={Place(*place): text for place, text in (formulas or {}).items()},
    )


def _cells(row: Row) -> list[CellContent]:
    return [float(cell) if type(cell) is int else cell for cell in row]


def page_grid(page: Page) -> Grid:
    """A page as a sheet of its own."""
    links = {
        Place(number, column): cell.content.formula
        for number, cells in page.rows.items()
        for column, cell in enumerate(cells, start=1)
        if isinstance(cell.content, Link)
    }
    rows = {number: [cell.text or None for cell in cells] for number, cells in page.rows.items()}
    return Grid(sheet=page.sheet, rows=rows, formulas=links)


class Sheets:
    """A book of grids. Applying a plan makes new grids; what a formula stood in is a value then."""

    name = "in memory"

    def __init__(self, *grids: Grid) -> None:
        self.grids = {each.sheet: each for each in grids}

    @property
    def sheet_names(self) -> Sequence[str]:
        return tuple(self.grids)

    def read(self, sheet: str) -> Grid:
        return self.grids[sheet]

    def percentage_cells(self, sheet: str, area: Area) -> frozenset[Place] | None:
        assert sheet in self.grids, area
        return None

    def formulas_with(self, start: str) -> UsedFunctions:
        return UsedFunctions(
            [
                (sheet, place, formula)
                for sheet, grid in self.grids.items()
                for place, formula in grid.formulas.items()
                if start in formula
            ]
        )

    def apply(self, plan: Plan, progress: Progress = no_progress) -> Applied:
        for edit in plan.edits:
            if isinstance(edit, WritePage):
                self.grids[edit.page.sheet] = page_grid(edit.page)
            elif isinstance(edit, WriteCells | RestoreCells):
                self._write(edit.sheet, edit.cells)
        progress("done", 1.0)
        return Applied()

    def _write(self, sheet: str, written: Mapping[Place, CellContent | Formula]) -> None:
        before = self.grids[sheet]
        rows = {number: list(cells) for number, cells in before.rows.items()}
        formulas = {place: text for place, text in before.formulas.items() if place not in written}
        for (row, column), content in written.items():
            cells = rows[row]
            cells.extend([None] * (column - len(cells)))
            if isinstance(content, Formula):
                formulas[Place(row, column)] = content.text
            else:
                cells[column - 1] = content
        self.grids[sheet] = Grid(sheet=sheet, rows=rows, merges=before.merges, formulas=formulas)
