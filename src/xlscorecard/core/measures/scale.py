"""Percentages: whether values are fractions, as Excel holds them, or typed without the % sign."""

from collections.abc import Sequence
from statistics import median

HIGHEST_SHARE = 1.5
"""Percentages above 150% are rare; what is above that may have been typed without its % sign."""
# From ten times the median on, a hundredth of a value is nearer to the median, as a ratio.
_TIMES_THE_MEDIAN = 10


def typed_without_sign(values: Sequence[float]) -> list[int]:
    """The positions of values of a percentage that were typed a hundred times too large.

    Among values like 6.2% and 6.6%, 6.2 is a slip; among 90% and 120%, 160% is not.
    """
    large = [position for position, value in enumerate(values) if abs(value) > HIGHEST_SHARE]
    if not large:
        return []
    others = [abs(value) for value in values if abs(value) <= HIGHEST_SHARE]
    usual = median(others) if others else 0.0
    return [position for position in large if abs(values[position]) > _TIMES_THE_MEDIAN * usual]
