"""From results to planned cells: plain data, which an adapter applies."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from xlscorecard.core.domain.scorecard import Indicator
from xlscorecard.core.domain.settings import ChangeUnit, FormulaPolicy, Settings, Tolerance
from xlscorecard.core.measures.results import Measures
from xlscorecard.core.measures.timeline import UNAFFECTED
from xlscorecard.core.sheet.address import Place
from xlscorecard.core.sheet.edits import Plan, PlannedContent, WriteCells, same
from xlscorecard.core.table.computed_columns import COMPUTED_COLUMNS, ComputedColumn, computed_in
from xlscorecard.core.table.reader import SheetReading
from xlscorecard.errors import LayoutError

Contents = Mapping[ComputedColumn, PlannedContent | None]
"""What the computed columns of one row hold.

None leaves the cell as it is, for it rests on a formula that is not calculated.
"""

LEFT_AS_IT_IS: Contents = MappingProxyType(dict.fromkeys(COMPUTED_COLUMNS))
"""The contents of a row of which nothing is known."""


class PlannedRefresh(NamedTuple):
    """A plan, and the computed cells that it leaves as they are.

    ``formulas`` are cells that hold a formula; ``covered`` lie under a merged cell.
    """

    plan: Plan
    formulas: tuple[Place, ...]
    covered: tuple[Place, ...]


def tolerance_of(indicator: Indicator, settings: Settings) -> Tolerance:
    """The tolerance that holds for an indicator."""
    return settings.for_indicator(indicator.reference).tolerance or settings.tolerance


def contents(
    measures: Measures, unit: ChangeUnit, columns: Iterable[ComputedColumn] = COMPUTED_COLUMNS
) -> Contents:
    """What the computed columns, or some of them, hold for these measures, at full precision."""
    affected = measures.affected
    if affected is UNAFFECTED:
        return {column: column.content(measures, unit) for column in columns}
    return {
        column: None if column.rests_on_unknown(affected) else column.content(measures, unit)
        for column in columns
    }


def plan_refresh(
    reading: SheetReading, wanted: Sequence[Contents], formula_policy: FormulaPolicy
) -> PlannedRefresh:
    """The computed cells whose content has to change so that they hold what is wanted.

    Args:
        reading: the sheet as it is.
        wanted: the contents of each indicator's computed columns, in the order of the reading.
        formula_policy: what happens to cells that hold a formula.
    """
    grid = reading.grid
    columns = computed_in(reading.layout.columns)
    keep_formulas = formula_policy is FormulaPolicy.KEEP
    cells: dict[Place, PlannedContent] = {}
    formulas: list[Place] = []
    covered: list[Place] = []
    for row, row_contents in zip(reading.rows, wanted, strict=True):
        may_be_covered = row in grid.merges_of_row
        for computed, column in columns:
            place, content = Place(row, column), row_contents[computed]
            if content is None:
                continue
            if place in grid.formulas and keep_formulas:
                formulas.append(place)
            elif may_be_covered and _is_covered(reading, place):
                covered.append(place)
            elif place in grid.formulas or not same(grid.content(row, column), content):
                cells[place] = content
    return PlannedRefresh(
        plan=Plan((WriteCells(grid.sheet, cells),)),
        formulas=tuple(formulas),
        covered=tuple(covered),
    )


def _is_covered(reading: SheetReading, place: Place) -> bool:
    merge = reading.grid.merge_at(*place)
    return merge is not None and (merge.top, merge.left) != place


def require_computed_columns(reading: SheetReading) -> None:
    """Refuse a table of which a refresh has no column to fill.

    Raises:
        LayoutError: there is none.
    """
    layout = reading.layout
    if computed_in(layout.columns):
        return
    raise LayoutError.because(
        place=reading.grid.address(layout.first_header_row, 1),
        found="a table without any computed column",
        expected='a heading such as "% change from prev. period", "% change from same period '
        'prev. yr", "12 month average" or "12-mnth max value"',
        remedy="Add the columns that the refresh is to fill.",
    )


def missing_columns(reading: SheetReading) -> tuple[str, ...]:
    """A sentence that names the computed columns which the table does not have."""
    columns = [computed.column for computed in COMPUTED_COLUMNS]
    missing = [column.value for column in columns if column not in reading.layout.columns]
    if not missing:
        return ()
    return (f"The table has no column headed: {', '.join(missing)}.",)
