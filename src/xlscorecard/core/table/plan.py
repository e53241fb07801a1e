"""From results to planned cells: plain data, which an adapter applies."""

from collections.abc import Sequence
from typing import NamedTuple

from xlscorecard.core.domain.indicator import Indicator
from xlscorecard.core.domain.settings import ChangeUnit, FormulaPolicy, Settings, Tolerance
from xlscorecard.core.measures.results import Comparison, Measures
from xlscorecard.core.measures.rounding import rounded, signed
from xlscorecard.core.measures.timeline import UNAFFECTED
from xlscorecard.core.sheet.address import Place
from xlscorecard.core.sheet.edits import Plan, PlannedContent, WriteCells, same
from xlscorecard.core.table.headings import COMPUTED
from xlscorecard.core.table.reader import SheetReading

MISSING_FIGURE = "-"
"""What an arrow, an average or a maximum shows when there is none."""
MISSING_CHANGE = "n/a"
"""What a change shows when there is none."""

Contents = tuple[PlannedContent | None, ...]
"""What the computed columns of one row hold, in the order of ``COMPUTED``.

None leaves the cell as it is, for it rests on a formula that is not calculated.
"""


LEFT_AS_IT_IS: Contents = (None,) * len(COMPUTED)
"""The contents of a row of which nothing is known."""


class PlannedRefresh(NamedTuple):
    """A plan, and the computed cells that it leaves as they are.

    ``formulas`` are cells that hold a formula; ``covered`` lie under a merged cell.
    """

    plan: Plan
    formulas: tuple[tuple[int, int], ...]
    covered: tuple[tuple[int, int], ...]


def tolerance_of(indicator: Indicator, settings: Settings) -> Tolerance:
    """The tolerance that holds for an indicator."""
    return settings.for_indicator(indicator.reference).tolerance or settings.tolerance


def contents(measures: Measures, unit: ChangeUnit) -> Contents:
    """What the computed columns hold for these measures, at full precision."""
    held = (
        _arrow(measures.previous),
        _change(measures.previous, unit),
        _arrow(measures.year),
        _change(measures.year, unit),
        _figure(measures.average),
        _figure(measures.maximum),
    )
    if measures.affected is UNAFFECTED:
        return held
    previous, year, window = measures.affected
    unknown = (previous, previous, year, year, window, window)
    return tuple(None if is_unknown else own for own, is_unknown in zip(held, unknown, strict=True))


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
    columns = reading.computed_columns
    keep_formulas = formula_policy is FormulaPolicy.KEEP
    cells: dict[Place, PlannedContent] = {}
    formulas: list[tuple[int, int]] = []
    covered: list[tuple[int, int]] = []
    for row, row_contents in zip(reading.rows, wanted, strict=True):
        may_be_covered = row in grid.merges_of_row
        for position, column in columns:
            place, content = (row, column), row_contents[position]
            if content is None:
                continue
            if place in grid.formulas and keep_formulas:
                formulas.append(place)
            elif may_be_covered and _is_covered(reading, place):
                covered.append(place)
            elif place in grid.formulas or not same(grid.content(row, column), content):
                cells[Place(row, column)] = content
    return PlannedRefresh(
        plan=Plan((WriteCells(grid.sheet, cells),)),
        formulas=tuple(formulas),
        covered=tuple(covered),
    )


def _is_covered(reading: SheetReading, place: tuple[int, int]) -> bool:
    merge = reading.grid.merge_at(*place)
    return merge is not None and (merge.top, merge.left) != place


def _arrow(comparison: Comparison) -> str:
    return comparison.direction.value if comparison.direction else MISSING_FIGURE


def _change(comparison: Comparison, unit: ChangeUnit) -> PlannedContent:
    if comparison.change is None:
        return MISSING_CHANGE
    if unit is ChangeUnit.POINTS:
        # In words, for the cell's own format would print points as per cent of the base.
        return points_text(comparison.change)
    return comparison.change


def points_text(change: float) -> str:
    """A change in percentage points, with its sign: ``+0.3 pp``; one that rounds to 0 has none."""
    return f"{signed(rounded(change * 100, 1))} pp"


def _figure(value: float | None) -> PlannedContent:
    return MISSING_FIGURE if value is None else value
