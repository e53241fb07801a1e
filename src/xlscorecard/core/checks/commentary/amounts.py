"""The words, numbers and signs of a text, and the amounts among them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from xlscorecard.core.checks.commentary.roles import NUMBER, OTHER, PERCENT, POINTS

_TOKEN = re.compile(
    r"[A-Za-z]+(?:['’-][A-Za-z]+)*"
    r"|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|(?:19|20)\d\d ?[-/–] ?\d{2,4}\b"
    r"|\d+ ?[-–] ?\d+(?!\d|[.,]\d)|\d+(?:st|nd|rd|th)\b|\d+\+"
    r"|[£€]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
    r"(?:\s?(?:percentage points?|points?|pp|ppts?|per cent|percent|%))?(?![\w])"
    r"|[£€]?\d[\w/]*(?:[.,]\d[\w/]*)*|[.;:,()?!–—/=•\n’'+-]"
)
_AMOUNT = re.compile(r"(\d[\d,]*(?:\.(\d+))?)\s*(\D*)$")


class Amount(NamedTuple):
    """A number as it is written: its value, its decimal places and its text."""

    value: float
    decimals: int
    text: str


class Tokens(NamedTuple):
    """The words, numbers and signs of a text, as they are and in small letters."""

    written: list[str]
    lower: list[str]

    @classmethod
    def of_text(cls, text: str) -> "Tokens":
        """Those of a text."""
        written = _TOKEN.findall(text)
        return cls(written, list(map(str.lower, written)))


FIRST_OF_AMOUNT = frozenset("0123456789£€")
_SPANS = frozenset({"month", "months", "week", "weeks", "year", "years", "quarter", "quarters"})


def amount_of(text: str, following: list[str]) -> tuple[Amount | None, str]:
    """An amount and its role; none of a span of time, a year or a date."""
    if text.isdigit() and len(text) < 4 and _SPANS.isdisjoint(following):
        return Amount(float(text), 0, text), NUMBER  # the quick answer for most
    found = _AMOUNT.fullmatch(text.lstrip("£€").strip())
    if found is None:
        return None, OTHER
    number, decimals, unit = found.groups()
    value = float(number.replace(",", ""))
    if not unit:
        is_year = 1990 <= value <= 2100 and "," not in number
        if is_year or not _SPANS.isdisjoint(following):
            return None, OTHER
        role = NUMBER
    elif unit in ("%", "per cent", "percent"):
        role = PERCENT
    elif "p" in unit:
        role = POINTS
    else:
        return None, OTHER  # £125k
    return Amount(value, len(decimals or ""), text), role


def amounts_of(lowers: list[str]) -> Iterator[tuple[str, Amount]]:
    """The amounts of a text with their roles, from its words in small letters."""
    for at, lower in enumerate(lowers):
        if lower[0] in FIRST_OF_AMOUNT:
            amount, role = amount_of(lower, lowers[at + 1 : at + 2])
            if amount is not None:
                yield role, amount
