"""Whether a printed figure is another one, as rounded for the scorecard."""

from xlscorecard.domain.cell import CellContent
from xlscorecard.measures.rounding import decimal_of, rounded
from xlscorecard.sheet.headings import CHANGES, Column
from xlscorecard.sheet.plan import same

# Places beyond these are noise of binary fractions, and nothing that anybody has typed.
_MOST_DIGITS = 12


def is_printed_as(
    printed: CellContent, exact: CellContent, column: Column, *, percentage: bool
) -> bool:
    """Whether a content of a computed column is another one, be it rounded as the column shows it.

    ``percentage`` tells whether the row's values are percentages.
    """
    if isinstance(exact, float | str) and same(printed, exact):
        return True
    if not isinstance(printed, float) or not isinstance(exact, float):
        return False
    least = _decimals(column, percentage=percentage)
    if abs(printed - exact) > 10.0**-least:
        return False
    typed = max(0, -_exponent(printed))
    digits = max(least, min(typed, _MOST_DIGITS))
    return rounded(exact, digits) == rounded(printed, digits)


def _decimals(column: Column, *, percentage: bool) -> int:
    """To how many decimal places the scorecard prints a computed column."""
    if column in CHANGES:
        return 2  # a whole per cent
    return 3 if percentage else 0


def _exponent(value: float) -> int:
    exponent = decimal_of(value).normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0
