"""Why a measure is what it is: the values, the periods and the rule behind it, as data."""

from collections.abc import Sequence
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from xlscorecard.core.domain.period import Frequency, Month
from xlscorecard.core.domain.polarity import Polarity
from xlscorecard.core.domain.settings import ChangeUnit, Tolerance
from xlscorecard.core.measures.results import Comparison, compare
from xlscorecard.core.measures.rounding import decimal_of
from xlscorecard.core.measures.timeline import Conflict, Timeline


class Obstacle(Enum):
    """Why there is no change."""

    NO_CURRENT_VALUE = "the period itself has no value"
    NO_EARLIER_VALUE = "the period to compare it with has no value"
    SEVERAL_CURRENT_VALUES = "the period itself has several values"
    SEVERAL_EARLIER_VALUES = "the period to compare it with has several values"
    EARLIER_VALUE_ZERO = "the value to compare it with is 0"
    EARLIER_VALUE_NEGATIVE = "the value to compare it with is negative"
    EARLIER_VALUE_TINY = "the value to compare it with is too near to 0"


class ExplainedChange(NamedTuple):
    """A comparison, and what it was made from.

    ``current`` and ``earlier`` are the values; None where there is none, or several.
    ``obstacle`` says why there is no change; None where there is one. ``up_from`` and
    ``down_to`` are the current values from which on the arrow points up and down; None without
    a change.
    """

    frequency: Frequency
    period: int
    earlier_period: int
    current: float | None
    earlier: float | None
    tolerance: Tolerance
    polarity: Polarity
    comparison: Comparison
    obstacle: Obstacle | None
    up_from: Decimal | None
    down_to: Decimal | None


class ExplainedFigure(NamedTuple):
    """The values of the twelve months up to the reporting period, oldest first.

    ``undecided`` are the periods with several values: with one of them there is no figure.
    """

    frequency: Frequency
    reporting: Month
    counted: tuple[tuple[int, float], ...]
    undecided: tuple[int, ...]


def explain_change(
    values: Sequence[float | None],
    timeline: Timeline,
    lag: int,
    polarity: Polarity,
    tolerance: Tolerance,
) -> ExplainedChange:
    """What the change against an earlier period comes from.

    Args:
        values: one value or None a period column, aligned to the columns of the timeline.
        timeline: the period columns at the row's own frequency, up to the reporting period.
        lag: how many periods before: 1, or the periods of a year.
        polarity: which direction is good.
        tolerance: from which change on the value counts as moved.
    """
    compared = timeline.compared(values, lag)
    current, earlier = _number(compared.current), _number(compared.earlier)
    comparison = compare(current, earlier, polarity, tolerance)
    up_from, down_to = None, None
    if comparison.change is not None and earlier is not None:
        up_from, down_to = _limits(earlier, tolerance)
    return ExplainedChange(
        frequency=timeline.frequency,
        period=compared.period,
        earlier_period=compared.earlier_period,
        current=current,
        earlier=earlier,
        tolerance=tolerance,
        polarity=polarity,
        comparison=comparison,
        obstacle=_obstacle(compared.current, compared.earlier, comparison),
        up_from=up_from,
        down_to=down_to,
    )


def explain_figure(values: Sequence[float | None], timeline: Timeline) -> ExplainedFigure:
    """What the average and the maximum of the last twelve months come from."""
    present = timeline.in_window(values)
    return ExplainedFigure(
        frequency=timeline.frequency,
        reporting=timeline.reporting,
        counted=tuple(
            (period, value)
            for period, value in sorted(present.items())
            if value is not Conflict.SEVERAL_VALUES
        ),
        undecided=tuple(
            period for period, value in sorted(present.items()) if value is Conflict.SEVERAL_VALUES
        ),
    )


def _number(value: float | Conflict | None) -> float | None:
    return None if value is Conflict.SEVERAL_VALUES else value


def _limits(earlier: float, tolerance: Tolerance) -> tuple[Decimal, Decimal]:
    """The current values at which a change is just the tolerance, up and down."""
    base, limit = decimal_of(earlier), decimal_of(tolerance.amount)
    if tolerance.unit is ChangeUnit.RELATIVE:
        limit *= base
    return base + limit, base - limit


def _obstacle(
    current: float | Conflict | None, earlier: float | Conflict | None, comparison: Comparison
) -> Obstacle | None:
    if comparison.change is not None:
        return None
    if current is None or current is Conflict.SEVERAL_VALUES:
        several = current is not None
        return Obstacle.SEVERAL_CURRENT_VALUES if several else Obstacle.NO_CURRENT_VALUE
    if earlier is None or earlier is Conflict.SEVERAL_VALUES:
        several = earlier is not None
        return Obstacle.SEVERAL_EARLIER_VALUES if several else Obstacle.NO_EARLIER_VALUE
    if earlier == 0:
        return Obstacle.EARLIER_VALUE_ZERO
    return Obstacle.EARLIER_VALUE_NEGATIVE if earlier < 0 else Obstacle.EARLIER_VALUE_TINY
