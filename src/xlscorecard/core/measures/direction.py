"""Direction of travel: the arrow of a change."""

from enum import Enum

from xlscorecard.core.domain.settings import DEFAULT_TOLERANCE, ChangeUnit, Tolerance
from xlscorecard.core.measures.change import change
from xlscorecard.core.measures.rounding import decimal_of

# Nearer than this to the tolerance, binary fractions cannot decide; decimal ones can.
_NEAR = 1e-9


class Direction(Enum):
    """Where the number went, whatever that means; the value is the arrow that shows it."""

    UP = "↑"
    LEVEL = "→"
    DOWN = "↓"


def direction(
    current: float | None, base: float | None, tolerance: Tolerance = DEFAULT_TOLERANCE
) -> Direction | None:
    """The direction in which a value moved from ``base`` to ``current``.

    Up if the change is at least the tolerance, down if it is at most minus the tolerance, level
    otherwise; None where there is no change (see ``change``). Decided on the decimal values as
    Excel shows them to 15 digits: from 6.0 to 6.6 is up by a tolerance of 10%, although the
    binary quotient falls just below 0.1, and 9.96% is level although it prints as 10%.

    Source: the scorecard's key, '↑ increase 10% or more, → similar, ↓ decrease 10% or more'.
    """
    moved = change(current, base, tolerance.unit)
    if moved is None or current is None or base is None:
        return None
    limit = tolerance.amount
    if abs(abs(moved) - limit) > _NEAR:
        if abs(moved) < limit:
            return Direction.LEVEL
        return Direction.UP if moved > 0 else Direction.DOWN
    return _exact_direction(current, base, tolerance)


def _exact_direction(current: float, base: float, tolerance: Tolerance) -> Direction:
    exact_base = decimal_of(base)
    difference = decimal_of(current) - exact_base
    limit = decimal_of(tolerance.amount)
    if tolerance.unit is ChangeUnit.RELATIVE:
        limit *= exact_base
    if difference >= limit:
        return Direction.UP
    return Direction.DOWN if difference <= -limit else Direction.LEVEL
