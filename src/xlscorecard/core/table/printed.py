"""Figures and arrows as scorecards print them, and whether a printed one is another, rounded."""

from xlscorecard.core.measures.direction import Direction
from xlscorecard.core.measures.rounding import decimal_of, rounded, signed
from xlscorecard.core.sheet.content import CellContent
from xlscorecard.core.sheet.edits import same
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


_ARROWS = {
    **dict.fromkeys(("↑", "▲", "⬆", "⇧", "up"), Direction.UP),
    **dict.fromkeys(("→", "►", "▶", "➡", "⇨", "↔", "◄►", "◀▶", "similar", "same"), Direction.LEVEL),
    **dict.fromkeys(("↓", "▼", "⬇", "⇩", "down"), Direction.DOWN),
}


def arrow_in(text: str) -> Direction | None:
    """The direction that a text shows, in our arrows or in others; None where it shows none."""
    return _ARROWS.get(text.strip().casefold())


# Places beyond these are noise of binary fractions, and nothing that anybody has typed.
_MOST_DIGITS = 12

# Programs add up in other orders, and write 15, 16 or 17 digits.
_NOISE = 1e-9


class PrintedFigure:
    """A content of a computed column, as it was printed, held against what it may have been.

    ``percentage`` tells whether the row's values are percentages.
    """

    __slots__ = ("_column", "_half", "_percentage", "content")

    def __init__(self, content: CellContent, column: ComputedColumn, *, percentage: bool) -> None:
        self.content = content
        self._column = column
        self._percentage = percentage
        self._half: float | None = None

    def shows(self, exact: CellContent) -> bool:
        """Whether it is another content, be it rounded as the column shows it.

        It is if it lies within half a unit of its last printed digit of it: distances decide, for
        a text that was rounded differs on both sides of a half.
        """
        printed = self.content
        if isinstance(printed, float) and isinstance(exact, float):
            distance = abs(printed - exact)
            return distance == 0 or distance <= self.half_a_digit + _NOISE * abs(exact)
        if isinstance(exact, float | str) and same(printed, exact):
            return True
        if isinstance(printed, str) and isinstance(exact, str):
            arrow = arrow_in(printed)
            return arrow is not None and arrow is arrow_in(exact)
        return False

    @property
    def half_a_digit(self) -> float:
        """Half a unit of the last digit with which the scorecard prints it; 0 of a text."""
        if self._half is None:
            self._half = self._half_of(self.content) if isinstance(self.content, float) else 0.0
        return self._half

    def _half_of(self, printed: float) -> float:
        # A change is shown as a whole per cent.
        shown = 2 if self._column.kind is ContentKind.CHANGE else 3 if self._percentage else 0
        return float(0.5 * 10.0 ** -max(shown, min(decimals_typed(printed), _MOST_DIGITS)))


def decimals_typed(value: float) -> int:
    """How many decimal places a number was printed with."""
    digits, _, power = f"{value:.15g}".partition("e")
    return max(0, len(digits.partition(".")[2]) - int(power or 0))
