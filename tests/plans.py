"""Plans for the tests, of cells by row and column."""

from collections.abc import Mapping

from xlscorecard.core.sheet.address import Place
from xlscorecard.core.sheet.content import CellContent
from xlscorecard.core.sheet.edits import Formula, Plan, PlannedContent, RestoreCells, WriteCells


def writing(sheet: str, cells: Mapping[tuple[int, int], PlannedContent]) -> Plan:
    """A plan that writes some cells."""
    return Plan((WriteCells(sheet, {Place(*place): cells[place] for place in cells}),))


def restoring(sheet: str, cells: Mapping[tuple[int, int], CellContent | Formula]) -> Plan:
    """A plan that puts some cells back."""
    return Plan((RestoreCells(sheet, {Place(*place): cells[place] for place in cells}),))
