"""All measures of one row."""

from collections.abc import Sequence
from typing import NamedTuple

from xlscorecard.domain.polarity import Polarity
from xlscorecard.domain.settings import DEFAULT_TOLERANCE, Tolerance
from xlscorecard.measures.change import change
from xlscorecard.measures.direction import Direction, direction
from xlscorecard.measures.judgement import Judgement, judgement
from xlscorecard.measures.rolling import maximum, mean
from xlscorecard.measures.timeline import Conflict, Timeline


# Named tuples, not dataclasses: a million rows make three million of them.
class Comparison(NamedTuple):
    """The current value against an earlier one; None is n/a."""

    change: float | None
    direction: Direction | None
    judgement: Judgement | None


class Measures(NamedTuple):
    """What a refresh computes for an indicator. ``count`` values are in the average."""

    previous: Comparison
    year: Comparison
    average: float | None
    maximum: float | None
    count: int


def measure(
    values: Sequence[float | None],
    timeline: Timeline,
    polarity: Polarity = Polarity.NONE,
    tolerance: Tolerance = DEFAULT_TOLERANCE,
) -> Measures:
    """All measures of a row.

    Args:
        values: one value or None a period column, aligned to the columns of the timeline.
        timeline: the period columns at the row's own frequency, up to the reporting period.
        polarity: which direction is good; NONE gives no judgement.
        tolerance: from which change on the value counts as moved, in the unit of the change.

    Returns:
        The changes from the previous period and from the same period a year before, and the
        mean and maximum of the values whose period ends in the twelve months up to the
        reporting period. None for what a missing value leaves undecided, and for all that
        depends on a quarter or year that holds several values.
    """
    series = timeline.series(values)
    current = timeline.current_period(series)
    value = _known(series.get(current))
    previous = _known(series.get(current - 1))
    year_before = _known(series.get(current - timeline.frequency.periods_a_year))
    window = [series[period] for period in timeline.window if period in series]
    numbers = [number for number in window if number is not Conflict.SEVERAL_VALUES]
    if len(numbers) < len(window):
        numbers = []
    return Measures(
        previous=_compare(value, previous, polarity, tolerance),
        year=_compare(value, year_before, polarity, tolerance),
        average=mean(numbers),
        maximum=maximum(numbers),
        count=len(numbers),
    )


def _known(value: float | Conflict | None) -> float | None:
    return None if value is Conflict.SEVERAL_VALUES else value


def _compare(
    current: float | None, base: float | None, polarity: Polarity, tolerance: Tolerance
) -> Comparison:
    moved = direction(current, base, tolerance)
    return Comparison(
        change=change(current, base, tolerance.unit),
        direction=moved,
        judgement=judgement(moved, polarity),
    )
