"""Change of a value against an earlier one."""

from math import isfinite

from xlscorecard.core.domain.settings import ChangeUnit


def change(
    current: float | None, base: float | None, unit: ChangeUnit = ChangeUnit.RELATIVE
) -> float | None:
    """The change from ``base`` to ``current`` in the given unit.

    Args:
        current: the value of the current period; None is missing.
        base: the value to compare with; None is missing.
        unit: relative (current / base − 1) or points (current − base, both fractions of 1).

    Returns:
        A fraction: 0.1 is +10% or +10 percentage points. None where either value is missing
        and, for the relative change, where the base is zero or negative, for then the quotient
        means nothing, or so near to zero that the quotient is no number.

    Source: the scorecard's columns '% change from prev. period' and '… same period prev. yr'.
    """
    if current is None or base is None:
        return None
    if unit is ChangeUnit.POINTS:
        return current - base
    if base <= 0:
        return None
    moved = current / base - 1
    return moved if isfinite(moved) else None
