"""Whether a printed figure is another one, as rounded for the scorecard."""

from xlscorecard.core.measures.rounding import decimal_of
from xlscorecard.core.sheet.content import CellContent
from xlscorecard.core.sheet.edits import same
from xlscorecard.core.table.arrows import arrow_in
from xlscorecard.core.table.computed_columns import ComputedColumn, ContentKind

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
    exponent = decimal_of(value).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
