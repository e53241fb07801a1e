"""The values of a row in the order of the calendar, and figures about them that rules share."""

from collections.abc import Sequence
from itertools import pairwise
from math import sqrt

from xlscorecard.core.domain.scorecard import Indicator

# Three quarters of the changes between counts that vary by chance alone are below this, divided
# by the root of the count: 1.15 standard deviations of the difference of two of them.
_CHANCE = 1.63


class History:
    """A row's values without the missing ones.

    ``row`` is its number in the sheet; ``newest`` is the value of the reporting period, None where
    it is missing.
    """

    __slots__ = ("indicator", "newest", "numbers", "ordered", "row")

    def __init__(
        self, row: int, indicator: Indicator, numbers: Sequence[float], newest: float | None
    ) -> None:
        self.row = row
        self.indicator = indicator
        self.numbers = numbers
        self.newest = newest
        self.ordered = sorted(numbers)
        """The values from the lowest to the highest."""

    @property
    def reference(self) -> str:
        """The indicator's reference."""
        return self.indicator.reference


def usual_change(logs: Sequence[float]) -> float:
    """The change from value to value below which three quarters of the changes are.

    Values and changes are logarithms, so that a doubling is as large as a halving; 0 of one value.
    """
    changes = sorted(abs(later - earlier) for earlier, later in pairwise(logs))
    return changes[len(changes) * 3 // 4] if changes else 0.0


def varies_by_chance(usual: float, level: float) -> bool:
    """Whether a row varies about as much from month to month as counts do by chance alone."""
    return usual > _CHANCE / sqrt(level) / 2
