"""Values as text, the way the scorecard's number formats print them."""

from collections.abc import Sequence

from xlscorecard.domain.cell import CellContent
from xlscorecard.measures.rounding import rounded
from xlscorecard.sheet.headings import CHANGES, COMPUTED, FIGURES
from xlscorecard.sheet.plan import MISSING_FIGURE

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
    """A relative change to the whole per cent, with its sign: ``+31%``."""
    return f"{rounded(change * 100, 0):+,}%"


def counted(number: int, noun: str) -> str:
    """A number of things: ``1 cell``, ``1,200 cells``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def listed(names: Sequence[str], most: int) -> str:
    """Some names, and how many more there are: ``V9, W9 and 20 more``; '' of none."""
    rest = len(names) - most
    shown = ", ".join(names[:most])
    return f"{shown} and {rest:,} more" if rest > 0 else shown


def computed_text(content: CellContent, position: int, *, percentage: bool) -> str:
    """The content of a computed cell as it is printed; texts in quotes.

    ``position`` is the column's position in ``COMPUTED``.
    """
    if not isinstance(content, float):
        return f'"{content}"'
    if COMPUTED[position] in CHANGES:
        return change_text(content)
    return figure_text(content, percentage=percentage and COMPUTED[position] in FIGURES)
