"""How often a row is reported, to judge by its values alone."""

from collections.abc import Sequence
from itertools import pairwise

from xlscorecard.core.domain.period import Frequency, Month

_QUARTERLY = Frequency.QUARTERLY

# Fewer values than this say nothing about how often a row is reported.
_FEWEST_VALUES = 3


def looks_quarterly(months: Sequence[Month], values: Sequence[float | None]) -> bool:
    """Whether a row has at most one value in each quarter, and gaps otherwise."""
    if values.count(None) < len(values) // 2:
        return False  # the quick answer for nearly all rows
    present = _present(months, values)
    quarters = {_QUARTERLY.period_of(month) for month in present}
    return (
        len(present) >= _FEWEST_VALUES
        and len(quarters) == len(present)
        and max(present) - min(present) + 1 > len(present)
    )


def is_about_quarterly(months: Sequence[Month], values: Sequence[float | None]) -> bool:
    """Whether a row is reported about once a quarter.

    Its values never stand in months beside each other, and are no more than the quarters from
    the first to the last; two may stand in one quarter, as a slip.
    """
    if values.count(None) * 2 < len(values):
        return False  # the quick answer for nearly all rows
    present = sorted(_present(months, values))
    if len(present) < _FEWEST_VALUES:
        return False
    if any(later - earlier < 2 for earlier, later in pairwise(present)):
        return False
    first, last = (_QUARTERLY.period_of(present[index]) for index in (0, -1))
    return len(present) <= last - first + 1


def _present(months: Sequence[Month], values: Sequence[float | None]) -> list[Month]:
    return [month for month, value in zip(months, values, strict=True) if value is not None]
