"""Rounding for display, as Excel does it: half away from zero, on decimal digits."""

from decimal import ROUND_HALF_UP, Context, Decimal

# Room for the digits of the largest number that a cell can hold, and of its decimal places.
_ROOMY = Context(prec=400)


def rounded(value: float, digits: int) -> Decimal:
    """A number to so many decimal places; halves go away from zero: 0.125 to 2 is 0.13.

    What rounds to 0 has no sign.
    """
    exact = decimal_of(value).quantize(
        Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP, context=_ROOMY
    )
    return exact if exact else abs(exact)


def signed(value: Decimal) -> str:
    """A rounded number with its sign, and with commas; 0 has no sign."""
    return f"{value:+,}" if value else f"{value:,}"


def decimal_of(value: float) -> Decimal:
    """The decimal number that Excel shows for a value: 15 significant digits are what it keeps."""
    return Decimal(format(value, ".15g"))
