"""What a number format makes of a number: a date, a time, a percentage or just a number.

The one rule for it, whoever asks: both adapters and the functions in cells. It reads the codes
of number formats as files and Excel's ``NumberFormat`` write them, in English.

Source: ECMA-376 part 1, 18.8.30 and 18.8.31.
"""

import re
from datetime import date, timedelta
from enum import Enum
from functools import lru_cache


class Kind(Enum):
    """What a number format shows."""

    DATE = "date"
    CLOCK = "time of day"
    """``h:mm`` or ``mm:ss``; a date as well where the number is 1 or more."""
    DURATION = "elapsed time"
    """``[h]:mm`` or ``[mm]:ss``: a number of days, whatever its size."""
    PERCENTAGE = "percentage"
    NUMBER = "number"


DAY_ZERO = date(1899, 12, 30)
"""Day 0 of a workbook that counts days from 1900, since March 1900."""

DAY_ZERO_1904 = date(1904, 1, 1)
"""Day 0 of a workbook that counts days from 1904, as old Macs did."""

LAST_DAY_NUMBER = 2_958_465
"""31 December 9999, the last day that Excel knows."""

_FIRST_AFTER_29_FEBRUARY_1900 = 61

# What is shown as it stands: quoted texts, escaped and padding characters, other brackets.
_LITERAL = re.compile(r'"[^"]*"?|\\.?|[_*].?|\[[^\]]*\]?', re.DOTALL)
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)


@lru_cache(maxsize=1024)
def kind_of(code: str) -> Kind:
    """The kind of a number format, by its code: ``0.0%``, ``mmm-yy``, ``[h]:mm``.

    A sign in quotes changes no number: ``0.0"%"`` is no percentage.
    """
    if _ELAPSED.search(_without_quoted(code)):
        return Kind.DURATION
    letters = set(_LITERAL.sub("", code).replace("General", "").casefold())
    if letters & {"y", "d"}:
        return Kind.DATE
    if letters & {"h", "s"}:
        return Kind.CLOCK
    if "m" in letters:
        return Kind.DATE
    return Kind.PERCENTAGE if "%" in letters else Kind.NUMBER


def _without_quoted(code: str) -> str:
    return re.sub(r'"[^"]*"?|\\.', "", code)


def shows_date(number: float, kind: Kind) -> bool:
    """Whether a number in a format of this kind is a date; elapsed time is a number of days."""
    first = {Kind.DATE: 1, Kind.CLOCK: 1}.get(kind)
    return first is not None and first <= number < LAST_DAY_NUMBER + 1


class ShownDate(date):
    """A day that a cell shows, with the number that the cell holds: nothing of it is lost."""

    number: float

    @classmethod
    def showing(cls, day: date, number: float) -> "ShownDate":
        """A day, and the number behind it."""
        shown = cls(day.year, day.month, day.day)
        shown.number = number
        return shown

    def __repr__(self) -> str:
        return f"datetime.date({self.year}, {self.month}, {self.day})"


def date_of(number: float, day_zero: date = DAY_ZERO) -> ShownDate:
    """The day of a serial number, from 1 to ``LAST_DAY_NUMBER``."""
    days = int(number)
    if day_zero == DAY_ZERO and days < _FIRST_AFTER_29_FEBRUARY_1900:
        days += 1  # Excel counts a 29 February 1900
    return ShownDate.showing(day_zero + timedelta(days=days), number)
