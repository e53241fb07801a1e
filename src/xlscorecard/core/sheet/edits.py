"""What is to be changed in a workbook: plain data, which an adapter applies."""

from collections.abc import Mapping
from typing import NamedTuple

from xlscorecard.core.sheet.content import CellContent
from xlscorecard.core.sheet.grid import Grid
from xlscorecard.core.sheet.number_format import ShownDate
from xlscorecard.core.sheet.page import Page

# Nearer than this, two numbers are the same in the 15 digits that Excel keeps.
_NEAR = 1e-14

PlannedContent = float | str


class Formula(NamedTuple):
    """A formula that a cell holds, without its equals sign."""

    text: str


class Plan(NamedTuple):
    """The cells to write into one sheet, by row and column; nothing else there is touched.

    ``page`` is a sheet of our own to write beside it, new or in place of the one of its name.
    """

    sheet: str
    cells: Mapping[tuple[int, int], PlannedContent]
    page: Page | None = None


def held(grid: Grid, row: int, column: int) -> CellContent | Formula:
    """What a cell holds: its formula if it has one."""
    formula = grid.formula(row, column)
    return grid.content(row, column) if formula is None else Formula(formula)


class Restoration(NamedTuple):
    """The cells of one sheet to put back to what they held before."""

    sheet: str
    cells: Mapping[tuple[int, int], CellContent | Formula]


def same(present: CellContent, planned: PlannedContent) -> bool:
    """Whether a cell holds the planned content already, to Excel's 15 digits."""
    if isinstance(present, ShownDate):
        present = present.number  # in a cell that shows numbers as dates
    if isinstance(present, float) and isinstance(planned, float):
        # Programs write 15, 16 or 17 digits.
        return abs(present - planned) <= _NEAR * abs(planned)
    return type(present) is type(planned) and present == planned
