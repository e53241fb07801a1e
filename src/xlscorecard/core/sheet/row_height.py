"""Row heights for wrapped text, which neither Excel nor LibreOffice fits in merged cells."""

import math
import textwrap
from collections.abc import Iterable

# A line of Arial 10, and the space that a cell keeps above and below its text.
_LINE_POINTS = 12.9
_PADDING_POINTS = 6.0
# A column's width counts digits; a letter of prose takes a little less room on average.
_LETTERS_A_DIGIT = 1.08
# The width that indent and padding take.
_INDENT = 2.0
_EXCEL_LIMIT_POINTS = 409.0


def line_count(text: str, width: float) -> int:
    """The lines that a text takes, indented, in a column ``width`` characters wide."""
    letters = max(1, math.floor((width - _INDENT) * _LETTERS_A_DIGIT))
    if len(text) <= letters and "\n" not in text:
        return 1  # the quick answer for most texts
    return sum(max(1, len(textwrap.wrap(line, letters))) for line in text.split("\n"))


def row_height(texts: Iterable[tuple[str, float]]) -> float:
    """The height in points of a row that holds texts, each with its column's width."""
    lines = max((line_count(text, width) for text, width in texts), default=1)
    return min(_EXCEL_LIMIT_POINTS, math.ceil(lines * _LINE_POINTS + _PADDING_POINTS))
