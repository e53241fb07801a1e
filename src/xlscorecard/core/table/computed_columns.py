"""The computed columns: each is declared once, with all that is said and done about it.

Reading, planning, checking, explaining and undoing go over these declarations. A new one is a
declaration here, its heading in ``headings.py``, and a measure.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum

from xlscorecard.core.domain.period import Frequency
from xlscorecard.core.domain.settings import ChangeUnit
from xlscorecard.core.measures.results import Comparison, Measures
from xlscorecard.core.measures.rounding import rounded, signed
from xlscorecard.core.measures.timeline import Affected
from xlscorecard.core.sheet.edits import PlannedContent
from xlscorecard.core.table.headings import COMPUTED, Column

MISSING_FIGURE = "-"
"""What an arrow, an average or a maximum shows when there is none."""
MISSING_CHANGE = "n/a"
"""What a change shows when there is none."""


class ContentKind(Enum):
    """What the cells of a computed column hold; it decides how they are printed."""

    ARROW = "an arrow"
    CHANGE = "a change in per cent, or in points"
    FIGURE = "a figure in the unit of the values"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ComputedColumn:
    """A column that a refresh writes.

    ``name`` is what findings call it. ``content`` gives what its cell holds for the measures of a
    row, at full precision, with changes in a unit. ``rests_on_unknown`` tells whether that rests
    on a value that is not known. ``periods_back`` is how many periods of a frequency an arrow or
    a change looks back; None for the figures of the 12 months.
    """

    column: Column
    name: str
    kind: ContentKind
    content: Callable[[Measures, ChangeUnit], PlannedContent]
    rests_on_unknown: Callable[[Affected], bool]
    periods_back: Callable[[Frequency], int] | None = None

    @property
    def is_figure(self) -> bool:
        """Whether it holds figures of the 12 months, not a comparison."""
        return self.kind is ContentKind.FIGURE


def points_text(change: float) -> str:
    """A change in percentage points, with its sign: ``+0.3 pp``; one that rounds to 0 has none."""
    return f"{signed(rounded(change * 100, 1))} pp"


def _arrow(comparison: Comparison) -> str:
    return comparison.direction.value if comparison.direction else MISSING_FIGURE


def _change(comparison: Comparison, unit: ChangeUnit) -> PlannedContent:
    if comparison.change is None:
        return MISSING_CHANGE
    if unit is ChangeUnit.POINTS:
        # In words, for the cell's own format would print points as per cent of the base.
        return points_text(comparison.change)
    return comparison.change


def _figure(value: float | None) -> PlannedContent:
    return MISSING_FIGURE if value is None else value


def _one(_frequency: Frequency) -> int:
    return 1


def _a_year(frequency: Frequency) -> int:
    return frequency.periods_a_year


PREVIOUS_ARROW = ComputedColumn(
    column=Column.PREVIOUS_ARROW,
    name="arrow from the previous period",
    kind=ContentKind.ARROW,
    content=lambda measures, _unit: _arrow(measures.previous),
    rests_on_unknown=lambda affected: affected.previous,
    periods_back=_one,
)
PREVIOUS_CHANGE = ComputedColumn(
    column=Column.PREVIOUS_CHANGE,
    name="change from the previous period",
    kind=ContentKind.CHANGE,
    content=lambda measures, unit: _change(measures.previous, unit),
    rests_on_unknown=lambda affected: affected.previous,
    periods_back=_one,
)
YEAR_ARROW = ComputedColumn(
    column=Column.YEAR_ARROW,
    name="arrow from a year ago",
    kind=ContentKind.ARROW,
    content=lambda measures, _unit: _arrow(measures.year),
    rests_on_unknown=lambda affected: affected.year,
    periods_back=_a_year,
)
YEAR_CHANGE = ComputedColumn(
    column=Column.YEAR_CHANGE,
    name="change from a year ago",
    kind=ContentKind.CHANGE,
    content=lambda measures, unit: _change(measures.year, unit),
    rests_on_unknown=lambda affected: affected.year,
    periods_back=_a_year,
)
AVERAGE = ComputedColumn(
    column=Column.AVERAGE,
    name="12 month average",
    kind=ContentKind.FIGURE,
    content=lambda measures, _unit: _figure(measures.average),
    rests_on_unknown=lambda affected: affected.window,
)
MAXIMUM = ComputedColumn(
    column=Column.MAXIMUM,
    name="12 month max",
    kind=ContentKind.FIGURE,
    content=lambda measures, _unit: _figure(measures.maximum),
    rests_on_unknown=lambda affected: affected.window,
)

COMPUTED_COLUMNS = (
    PREVIOUS_ARROW, PREVIOUS_CHANGE, YEAR_ARROW, YEAR_CHANGE, AVERAGE, MAXIMUM,
)  # fmt: skip
"""The columns that a refresh writes, in the order of the scorecard; it writes no other cell."""

_BY_COLUMN: Mapping[Column, ComputedColumn] = {
    computed.column: computed for computed in COMPUTED_COLUMNS
}
assert set(COMPUTED) == set(_BY_COLUMN)  # each has a heading by which it is found


def computed_column(column: Column | None) -> ComputedColumn | None:
    """The declaration of a column; None of one that a person fills."""
    return None if column is None else _BY_COLUMN.get(column)


def computed_in(columns: Mapping[Column, int]) -> tuple[tuple[ComputedColumn, int], ...]:
    """The computed columns of a table, with their numbers in the sheet."""
    return tuple(
        (computed, columns[computed.column])
        for computed in COMPUTED_COLUMNS
        if computed.column in columns
    )
