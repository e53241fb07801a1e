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
