"""Values as text, the way the scorecard's number formats print them."""

from xlscorecard.core.measures.rounding import decimal_of, rounded, signed
from xlscorecard.core.sheet.content import CellContent
from xlscorecard.core.table.headings import CHANGES, COMPUTED, FIGURES
from xlscorecard.core.table.plan import MISSING_FIGURE

# Below this an average without decimal places would say too little.
_SMALL = 100


def figure_text(value: float | None, *, percentage: bool) -> str:
    """A value, an average or a maximum: ``1,234``, ``34.75`` or ``5.9%``; ``-`` if missing."""
    if value is None:
        return MISSING_FIGURE
    if percentage:
        return f"{rounded(value * 100, 1):,}%"
    digits = 0 if abs(value) >= _SMALL or value.is_integer() else 2
    return f"{rounded(value, digits):,}"


def change_text(change: float) -> str:
    """A relative change to the whole per cent, with its sign: ``+31%``; ``0%`` has none."""
    return f"{signed(rounded(change * 100, 0))}%"


def told_apart(
    first: CellContent, second: CellContent, position: int, *, percentage: bool
) -> tuple[str, str]:
    """Two different contents of a computed cell as they are printed, with digits enough to differ.

    ``position`` is the column's position in ``COMPUTED``.
    """
    shown = tuple(computed_text(own, position, percentage=percentage) for own in (first, second))
    if shown[0] == shown[1] and isinstance(first, float) and isinstance(second, float):
        column = COMPUTED[position]
        as_percentage = column in CHANGES or (percentage and column in FIGURES)
        shown = tuple(_in_full(own, as_percentage=as_percentage) for own in (first, second))
    return shown[0], shown[1]


def _in_full(value: float, *, as_percentage: bool) -> str:
    """A number with all its digits."""
    exact = decimal_of(value) * (100 if as_percentage else 1)
    return f"{exact.normalize():,f}{'%' if as_percentage else ''}"


def computed_text(content: CellContent, position: int, *, percentage: bool) -> str:
    """The content of a computed cell as it is printed; texts in quotes.

    ``position`` is the column's position in ``COMPUTED``.
    """
    if not isinstance(content, float):
        return f'"{content}"'
    if COMPUTED[position] in CHANGES:
        return change_text(content)
    return figure_text(content, percentage=percentage and COMPUTED[position] in FIGURES)
