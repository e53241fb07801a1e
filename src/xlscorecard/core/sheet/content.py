"""What a cell holds, before anybody asks what it means."""

from dataclasses import dataclass
from datetime import date
from enum import Enum


@dataclass(frozen=True, slots=True)
class ErrorCode:
    """A spreadsheet error as it stands in a cell: ``#N/A``, ``#DIV/0!``."""

    code: str

    def __str__(self) -> str:
        return self.code


class NotCalculated(Enum):
    """The result of a formula that no program has calculated: never empty, never a zero."""

    FORMULA = "not calculated"

    def __str__(self) -> str:
        return ""


NOT_CALCULATED = NotCalculated.FORMULA

CellContent = float | str | bool | date | ErrorCode | NotCalculated | None
"""What a cell holds; None is empty."""

RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
"""Figures that are formatted as superscript, as the signs for them: 126¹ is not 1261."""


def whole_text(text: str) -> str:
    """A text in which every character is a whole one.

    Two halves of a character (surrogates) that stand beside each other are joined; a half that
    stands alone, which no file and no terminal takes, becomes the sign �.
    """
    if text.isascii() or not any("\ud800" <= character <= "\udfff" for character in text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
