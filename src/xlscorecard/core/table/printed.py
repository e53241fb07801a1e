"""Whether a printed figure is another one, as rounded for the scorecard."""

from xlscorecard.core.measures.rounding import decimal_of
from xlscorecard.core.sheet.content import CellContent
from xlscorecard.core.sheet.edits import same
from xlscorecard.core.table.arrows import arrow_in
from xlscorecard.core.table.headings import CHANGES, Column

# Places beyond these are noise of binary fractions, and nothing that anybody has typed.
_MOST_DIGITS = 12

# Programs add up in other orders, and write 15, 16 or 17 digits.
_NOISE = 1e-9


def is_printed_as(
    printed: CellContent, exact: CellContent, column: Column, *, percentage: bool
) -> bool:
    """Whether a content of a computed column is another one, be it rounded as the column shows it.

    It is if it lies within half a unit of its last printed digit of it: distances decide, for a
    text that was rounded differs on both sides of a half.

    ``percentage`` tells whether the row's values are percentages.
    """
    if isinstance(exact, float | str) and same(printed, exact):
        return True
    if isinstance(printed, str) and isinstance(exact, str):
        arrow = arrow_in(printed)
        return arrow is not None and arrow is arrow_in(exact)
    if not isinstance(printed, float) or not isinstance(exact, float):
        return False
    half = half_a_digit(printed, column, percentage=percentage)
    return abs(printed - exact) <= half + _NOISE * abs(exact)


def half_a_digit(printed: float, column: Column, *, percentage: bool) -> float:
    """Half a unit of the last digit with which the scorecard prints a figure of a column."""
    digits = max(
        _decimals(column, percentage=percentage), min(decimals_typed(printed), _MOST_DIGITS)
    )
    return 0.5 * 10.0**-digits


def _decimals(column: Column, *, percentage: bool) -> int:
    """To how many decimal places the scorecard prints a computed column."""
    if column in CHANGES:
        return 2  # a whole per cent
    return 3 if percentage else 0


def decimals_typed(value: float) -> int:
    """How many decimal places a number was printed with."""
    exponent = decimal_of(value).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
