"""What is to be changed in a workbook: a list of edits, plain data that an adapter applies."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from xlscorecard.core.sheet.address import Place
from xlscorecard.core.sheet.colour_rule import ColourRule
from xlscorecard.core.sheet.content import CellContent
from xlscorecard.core.sheet.grid import Grid
from xlscorecard.core.sheet.number_format import ShownDate
from xlscorecard.core.sheet.page import Page

# Nearer than this, two numbers are the same in the 15 digits that Excel keeps.
_NEAR = 1e-14

PlannedContent = float | str
PlannedCells = Mapping[Place, PlannedContent]


class Formula(NamedTuple):
    """A formula that a cell holds, without its equals sign."""

    text: str


@dataclass(frozen=True, slots=True)
class WriteCells:
    """Write cells of one sheet; nothing else there is touched."""

    sheet: str
    cells: PlannedCells


@dataclass(frozen=True, slots=True)
class RestoreCells:
    """Put cells of one sheet back to what they held before."""

    sheet: str
    cells: Mapping[Place, CellContent | Formula]


@dataclass(frozen=True, slots=True)
class WritePage:
    """Write a sheet of ours, new or in place of the one of its name."""

    page: Page


@dataclass(frozen=True, slots=True, kw_only=True)
class AddColours:
    """Give cells of a sheet their rules of colour, once, and the palette that is chosen.

    The rules find the palette by the defined name ``chosen``; a workbook that has it has had the
    rules. One with the name ``settled`` has rules and a choice elsewhere, and stays as it is.
    """

    sheet: str
    rules: tuple[ColourRule, ...]
    palette: str
    chosen: str
    settled: str


Edit = WriteCells | RestoreCells | WritePage | AddColours
"""One kind of change; each adapter applies each kind that it takes in one module."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Edits of one workbook, in the order in which they are applied."""

    edits: tuple[Edit, ...] = ()

    @property
    def _written(self) -> WriteCells:
        written = (edit for edit in self.edits if isinstance(edit, WriteCells))
        return next(written, WriteCells("", {}))

    @property
    def sheet(self) -> str:
        """The sheet of whose cells some are written; '' where none are."""
        return self._written.sheet

    @property
    def cells(self) -> PlannedCells:
        """The cells that are written there."""
        return self._written.cells

    def followed_by(self, *edits: Edit) -> "Plan":
        """The plan with more edits behind its own."""
        return Plan((*self.edits, *edits))


def held(grid: Grid, row: int, column: int) -> CellContent | Formula:
    """What a cell holds: its formula if it has one."""
    formula = grid.formula(row, column)
    return grid.content(row, column) if formula is None else Formula(formula)


def same(present: CellContent, planned: PlannedContent) -> bool:
    """Whether a cell holds the planned content already, to Excel's 15 digits."""
    if isinstance(present, ShownDate):
        present = present.number  # in a cell that shows numbers as dates
    if isinstance(present, float) and isinstance(planned, float):
        # Programs write 15, 16 or 17 digits.
        return abs(present - planned) <= _NEAR * abs(planned)
    return type(present) is type(planned) and present == planned
