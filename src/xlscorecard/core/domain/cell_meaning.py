"""What a cell of a period column means.

A cell holds a number, is empty, or holds one of the known tokens; a number stored as text, or
with a marker of its state, is used as the number and reported; an error or any other text is
missing and reported. A formula that has not been calculated is neither empty nor a number.
"""

import re
from dataclasses import dataclass
from enum import Enum
from functools import cache
from math import isfinite

from xlscorecard.core.domain.state import State, without_marker
from xlscorecard.core.sheet.content import CellContent, ErrorCode, NotCalculated


class Token(Enum):
    """A text that stands for 'no number' on purpose. Never a zero."""

    DASH = "-"
    NOT_APPLICABLE = "n/a"
    TO_BE_CONFIRMED = "TBC"
    LOCAL = "Local"
    # Government Analysis Function, 'Using symbols and shorthand in tables'.
    NOT_AVAILABLE = "[x]"
    DOES_NOT_APPLY = "[z]"
    SUPPRESSED = "[c]"
    LOW = "[low]"
    LOW_RELIABILITY = "[u]"
    # Department for Education: a figure that rounds to 0 and is not 0.
    ROUNDS_TO_ZERO = "[k]"


@dataclass(frozen=True, slots=True)
class NumberAsText:
    """A number that the workbook stores as text."""

    value: float
    text: str


@dataclass(frozen=True, slots=True)
class MarkedNumber:
    """A number with a marker of its state: ``126 [p]`` is 126, provisional."""

    value: float
    text: str
    state: State


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A text, a date or a logical value where a number belongs."""

    text: str


CellMeaning = (
    float | NumberAsText | MarkedNumber | Token | ErrorCode | Unreadable | NotCalculated | None
)
"""What a cell means; None is empty, a float is a number."""

_TOKENS = {token.value.casefold(): token for token in Token} | {
    "–": Token.DASH,
    "—": Token.DASH,
    "na": Token.NOT_APPLICABLE,
    "n.a.": Token.NOT_APPLICABLE,
    # The shorthand without its brackets, and the signs that it has replaced.
    "c": Token.SUPPRESSED,
    "x": Token.NOT_AVAILABLE,
    "z": Token.DOES_NOT_APPLY,
    "k": Token.ROUNDS_TO_ZERO,
    "u": Token.LOW_RELIABILITY,
    "low": Token.LOW,
    ":": Token.NOT_AVAILABLE,
    "..": Token.NOT_AVAILABLE,
}
_NUMBER = r"""(?xa)(?P<open>\()?
        (?P<sign>[-−+])?\s*[£$€]?\s*
        (?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d*)?|\.\d+)
        \s*(?P<percent>%)?
        (?P<close>\))?"""


def interpret(content: CellContent) -> CellMeaning:
    """What the content of a period cell means."""
    match content:
        case None | ErrorCode() | NotCalculated():
            return content
        case bool():
            return Unreadable("TRUE" if content else "FALSE")
        case int() | float():
            return float(content)
        case str():
            return _interpret_text(content)
        case _:
            return Unreadable(content.isoformat())


def number_of(content: CellContent) -> float | None:
    """The number that a cell gives to a calculation; None where it gives none."""
    cell = interpret(content)
    if isinstance(cell, NumberAsText | MarkedNumber):
        return cell.value
    return cell if isinstance(cell, float) else None


def _interpret_text(text: str) -> CellMeaning:
    stripped = text.strip()  # a non-breaking space is white space too
    if not stripped:
        return None
    if token := _TOKENS.get(stripped.casefold()):
        return token
    value = number_in_text(stripped)
    if value is not None:
        return NumberAsText(value, text)
    bare, state = without_marker(stripped)
    value = None if state is None else number_in_text(bare)
    if state is None or value is None:
        return Unreadable(text)
    return MarkedNumber(value, text, state)


@cache
def _number() -> "re.Pattern[str]":
    return re.compile(_NUMBER)  # when it is first needed: start-up counts


def number_in_text(text: str) -> float | None:
    """The number that a text stands for: ``1,234``, ``5.9%`` (0.059), ``£1,200``, ``(12)`` (−12).

    None where the text is no number in British spelling; a comma groups thousands only.
    """
    match = _number().fullmatch(text.strip())
    if match is None or bool(match["open"]) != bool(match["close"]):
        return None
    if match["open"] and match["sign"]:
        return None
    # Scaled in decimal, so that 5.9% is the number that Excel holds for it.
    value = float(match["digits"].replace(",", "") + ("e-2" if match["percent"] else ""))
    if not isfinite(value):
        return None  # more digits than a number can have
    return -value if match["open"] or match["sign"] in ("-", "−") else value
