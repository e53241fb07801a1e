"""All measures of one row."""

from collections.abc import Sequence, Set
from typing import NamedTuple

from xlscorecard.core.domain.polarity import Polarity
from xlscorecard.core.domain.settings import DEFAULT_TOLERANCE, Tolerance
from xlscorecard.core.measures.change import change
from xlscorecard.core.measures.direction import Direction, direction
from xlscorecard.core.measures.judgement import Judgement, judgement
from xlscorecard.core.measures.rolling import maximum, mean
from xlscorecard.core.measures.timeline import UNAFFECTED, Affected, Timeline


# Named tuples, not dataclasses: a million rows make three million of them.
class Comparison(NamedTuple):
    """The current value against an earlier one; None is n/a."""

    change: float | None
    direction: Direction | None
    judgement: Judgement | None


_NO_COMPARISON = Comparison(None, None, None)


class Measures(NamedTuple):
    """What a refresh computes for an indicator. ``counted`` values are in the average.

    ``affected`` says which of it rests on values that are not known; that is no result.
    """

    previous: Comparison
    year: Comparison
    average: float | None
    maximum: float | None
    counted: int
    affected: Affected = UNAFFECTED

    def without_changes(self) -> "Measures":
        """The same where values cannot be compared in the unit that is set."""
        return self._replace(previous=_NO_COMPARISON, year=_NO_COMPARISON)


def measure(
    values: Sequence[float | None],
    timeline: Timeline,
    polarity: Polarity = Polarity.NONE,
    tolerance: Tolerance = DEFAULT_TOLERANCE,
    unknown: Set[int] = frozenset(),
    *,
    with_changes: bool = True,
) -> Measures:
    """All measures of a row.

    Args:
        values: one value or None a period column, aligned to the columns of the timeline.
        timeline: the period columns at the row's own frequency, up to the reporting period.
        polarity: which direction is good; NONE gives no judgement.
        tolerance: from which change on the value counts as moved, in the unit of the change.
        unknown: the positions of values that are not known, such as formulas not calculated.
        with_changes: whether the changes are asked for, which take most of the time.

    Returns:
        The changes from the previous period and from the same period a year before, and the
        mean and maximum of the values whose period ends in the twelve months up to the
        reporting period; of a quarterly row, up to the end of its quarter where that has a value.

        None for what a missing value leaves undecided, and for all that
        depends on a quarter or year that holds several values.
    """
    current, previous, year_before, window = timeline.align(values)
    before = year = _NO_COMPARISON
    if with_changes:
        before = compare(current, previous, polarity, tolerance)
        year = compare(current, year_before, polarity, tolerance)
    return Measures(
        previous=before,
        year=year,
        average=mean(window),
        maximum=maximum(window),
        counted=len(window),
        affected=timeline.affected(values, unknown) if unknown else UNAFFECTED,
    )


def compare(
    current: float | None, base: float | None, polarity: Polarity, tolerance: Tolerance
) -> Comparison:
    """A value against an earlier one: all of it None where there is no change (see ``change``)."""
    if current is None or base is None:
        return _NO_COMPARISON
    moved = direction(current, base, tolerance)
    return Comparison(change(current, base, tolerance.unit), moved, judgement(moved, polarity))
