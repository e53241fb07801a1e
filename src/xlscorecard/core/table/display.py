"""Values as text, the way the scorecard's number formats print them."""

from xlscorecard.core.measures.rounding import decimal_of, rounded, signed
from xlscorecard.core.sheet.content import CellContent
from xlscorecard.core.table.computed_columns import MISSING_FIGURE, ComputedColumn, ContentKind

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
    first: CellContent, second: CellContent, column: ComputedColumn, *, percentage: bool
) -> tuple[str, str]:
    """Two different contents of a computed cell as printed, with digits enough to differ."""
    shown = tuple(computed_text(held, column, percentage=percentage) for held in (first, second))
    if shown[0] == shown[1] and isinstance(first, float) and isinstance(second, float):
        as_percentage = column.kind is ContentKind.CHANGE or (percentage and column.is_figure)
        shown = tuple(_in_full(held, as_percentage=as_percentage) for held in (first, second))
    return shown[0], shown[1]


def _in_full(value: float, *, as_percentage: bool) -> str:
    """A number with all its digits."""
    exact = decimal_of(value) * (100 if as_percentage else 1)
    return f"{exact.normalize():,f}{'%' if as_percentage else ''}"


def computed_text(content: CellContent, column: ComputedColumn, *, percentage: bool) -> str:
    """The content of a computed cell as it is printed; texts in quotes."""
    if not isinstance(content, float):
        return f'"{content}"'
    if column.kind is ContentKind.CHANGE:
        return change_text(content)
    return figure_text(content, percentage=percentage and column.is_figure)
