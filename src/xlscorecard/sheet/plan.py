"""From results to planned cells: plain data, which an adapter applies."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from xlscorecard.domain.cell import CellContent
from xlscorecard.domain.indicator import Indicator
from xlscorecard.domain.number_format import ShownDate
from xlscorecard.domain.settings import ChangeUnit, FormulaPolicy, Settings, Tolerance
from xlscorecard.measures.results import Comparison, Measures
from xlscorecard.measures.rounding import rounded, signed
from xlscorecard.measures.timeline import UNAFFECTED
from xlscorecard.sheet.grid import Grid
from xlscorecard.sheet.headings import COMPUTED
from xlscorecard.sheet.page import Page
from xlscorecard.sheet.reader import SheetReading

MISSING_FIGURE = "-"
"""What an arrow, an average or a maximum shows when there is none."""
MISSING_CHANGE = "n/a"
"""What a change shows when there is none."""

# Nearer than this, two numbers are the same in the 15 digits that Excel keeps.
_NEAR = 1e-14

PlannedContent = float | str


class Formula(NamedTuple):
    """A formula that a cell holds, without its equals sign."""

    text: str


Contents = tuple[PlannedContent | None, ...]
"""What the computed columns of one row hold, in the order of ``COMPUTED``.

None leaves the cell as it is, for it rests on a formula that is not calculated.
"""


LEFT_AS_IT_IS: Contents = (None,) * len(COMPUTED)
"""The contents of a row of which nothing is known."""


class Plan(NamedTuple):
    """The cells to write into one sheet, by row and column; nothing else there is touched.

    ``page`` is a sheet of our own to write beside it, new or in place of the one of its name.
    """

    sheet: str
    cells: Mapping[tuple[int, int], PlannedContent]
    page: Page | None = None


def held(grid: Grid, row: int, column: int) -> CellContent | Formula:
    """What a cell holds: its formula if it has one."""
    if (row, column) in grid.formulas:
        return Formula(grid.formulas[row, column])
    return grid.content(row, column)


class Restoration(NamedTuple):
    """The cells of one sheet to put back to what they held before."""

    sheet: str
    cells: Mapping[tuple[int, int], CellContent | Formula]


class PlannedRefresh(NamedTuple):
    """A plan, and the computed cells that it leaves as they are.

    ``formulas`` are cells that hold a formula; ``covered`` lie under a merged cell.
    """

    plan: Plan
    formulas: tuple[tuple[int, int], ...]
    covered: tuple[tuple[int, int], ...]


def tolerance_of(indicator: Indicator, settings: Settings) -> Tolerance:
    """The tolerance that holds for an indicator."""
    return settings.of(indicator.reference).tolerance or settings.tolerance


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
    cells: dict[tuple[int, int], PlannedContent] = {}
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
                cells[place] = content
    return PlannedRefresh(
        plan=Plan(sheet=grid.sheet, cells=cells),
        formulas=tuple(formulas),
        covered=tuple(covered),
    )


def same(present: CellContent, planned: PlannedContent) -> bool:
    """Whether a cell holds the planned content already, to Excel's 15 digits."""
    if isinstance(present, ShownDate):
        present = present.number  # in a cell that shows numbers as dates
    if isinstance(present, float) and isinstance(planned, float):
        # Programs write 15, 16 or 17 digits.
        return abs(present - planned) <= _NEAR * abs(planned)
    return type(present) is type(planned) and present == planned


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
