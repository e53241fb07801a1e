"""Rolling figures over the last twelve months."""

from collections.abc import Sequence
from math import fsum


def mean(values: Sequence[float]) -> float | None:
    """The arithmetic mean of the values that are present, in their unit; None of none.

    Source: the scorecard's column '12 month average'.
    """
    return fsum(values) / len(values) if values else None


def maximum(values: Sequence[float]) -> float | None:
    """The largest of the values that are present, in their unit; None of none.

    Source: the scorecard's column '12-mnth max value'.
    """
    return max(values) if values else None


def minimum(values: Sequence[float]) -> float | None:
    """The smallest of the values that are present, in their unit; None of none."""
    return min(values) if values else None
