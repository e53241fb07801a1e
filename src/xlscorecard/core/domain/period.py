"""Months, the periods of a frequency, and the financial year.

A month is an integer, so that the month before is one less and a year ago twelve less.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import NewType

from xlscorecard.errors import InvalidValueError

Month = NewType("Month", int)
"""A calendar month: 12 × year + (1 to 12) − 1."""

MONTHS_A_YEAR = 12

MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_NAMED_MONTH = r"([a-zA-Z]{3,9})\.?[\s\-–/'’.]*(\d{4}|\d{2})"
_ISO_MONTH = r"(\d{4})[-/](\d{1,2})(?:-\d{1,2}(?:[T ][\d:.]+)?)?"
_NUMBERED_MONTH = r"(\d{1,2})/(\d{4})"
_NUMBERED_DAY = r"(\d{1,2})([/.\-])(\d{1,2})\2(\d{4}|\d{2})"
_NAMED_DAY = r"(\d{1,2})(?:st|nd|rd|th)?[\s\-]+([a-zA-Z]{3,9})\.?[\s\-]+(\d{4}|\d{2})"
_FINANCIAL_YEAR = r"(\d{4}|\d{2})\s*[-–/]\s*(\d{4}|\d{2})"
FIRST_YEAR, LAST_YEAR = 1990, 2099
"""A month outside these years is a slip."""


def month_of(year: int, number: int) -> Month:
    """The month of a calendar year; January is 1."""
    if not 1 <= number <= MONTHS_A_YEAR:
        raise InvalidValueError.because(
            place="month",
            found=str(number),
            expected="a number from 1 to 12",
            remedy="Name a month of the calendar.",
        )
    return Month(year * MONTHS_A_YEAR + number - 1)


def year_and_number(month: Month) -> tuple[int, int]:
    """Calendar year and number of a month; January is 1."""
    year, index = divmod(month, MONTHS_A_YEAR)
    return year, index + 1


def month_label(month: Month) -> str:
    """A month as the scorecard heads its column: ``Aug-19``."""
    year, number = year_and_number(month)
    return f"{MONTH_NAMES[number - 1][:3].title()}-{year % 100:02}"


def month_of_date(day: date) -> Month:
    """The month in which a day lies."""
    return month_of(day.year, day.month)


def parse_month(text: str) -> Month | None:
    """The month that a text names: ``Aug-19``, ``August 2019``, ``2019-08``, ``31/08/2019``.

    Two-digit years are 2000s; days are in the order of the United Kingdom. None where the text
    names no month, or one of a year before ``FIRST_YEAR`` or after ``LAST_YEAR``.
    """
    text = " ".join(text.split())
    if (day := parse_day(text)) is not None:
        return month_of_date(day)
    if match := re.fullmatch(_NAMED_MONTH, text):
        number = _number_of_name(match[1].lower())
        year = int(match[2]) if len(match[2]) == 4 else 2000 + int(match[2])
    elif match := re.fullmatch(_ISO_MONTH, text):
        year, number = int(match[1]), int(match[2])
    elif match := re.fullmatch(_NUMBERED_MONTH, text):
        number, year = int(match[1]), int(match[2])
    else:
        return None
    if not 1 <= number <= MONTHS_A_YEAR or not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    return month_of(year, number)


def parse_day(text: str) -> date | None:
    """The day that a text names, in UK order: ``01/08/2019``, ``31 Aug 2019``; else None."""
    text = " ".join(text.split())
    if match := re.fullmatch(_NUMBERED_DAY, text):
        day, month, year = int(match[1]), int(match[3]), match[4]
    elif match := re.fullmatch(_NAMED_DAY, text):
        day, month, year = int(match[1]), _number_of_name(match[2].lower()), match[3]
    else:
        return None
    full_year = int(year) if len(year) == 4 else 2000 + int(year)
    try:
        found = date(full_year, month, day)
    except ValueError:
        return None
    return found if is_plausible(found) else None


def is_plausible(day: date) -> bool:
    """Whether a day lies in a year that a scorecard can be of."""
    return FIRST_YEAR <= day.year <= LAST_YEAR


def _number_of_name(name: str) -> int:
    """1 to 12 for a month's name or the start of one; 0 for any other word."""
    for number, full in enumerate(MONTH_NAMES, start=1):
        if full.startswith(name) or (name == "sept" and full == "september"):
            return number
    return 0


class Frequency(Enum):
    """How often an indicator is reported; the value is the number of months of a period.

    A period of a frequency is an integer too. Quarters are those of the UK financial year
    (April to June is Q1); they begin in the same months as calendar quarters.
    """

    MONTHLY = 1
    QUARTERLY = 3
    ANNUAL = 12

    def __init__(self, months: int) -> None:
        self.months = months
        self.periods_a_year = MONTHS_A_YEAR // months
        # The financial year starts in April: three months after January.
        self._offset = 3 if months == MONTHS_A_YEAR else 0

    def period_of(self, month: Month) -> int:
        """The period of this frequency in which a month lies."""
        return (month - self._offset) // self.months

    def first_month(self, period: int) -> Month:
        """The month with which a period begins."""
        return Month(period * self.months + self._offset)

    def last_month(self, period: int) -> Month:
        """The month with which a period ends."""
        return Month(self.first_month(period) + self.months - 1)

    def label(self, period: int) -> str:
        """A period in words: ``Aug-19``, ``Q2 2019-20``, ``2019-20``."""
        first = self.first_month(period)
        match self:
            case Frequency.MONTHLY:
                return month_label(first)
            case Frequency.QUARTERLY:
                year = FinancialYear.containing(first)
                quarter = (first - 3) % MONTHS_A_YEAR // 3 + 1
                return f"Q{quarter} {year}"
            case Frequency.ANNUAL:
                return str(FinancialYear.containing(first))


@dataclass(frozen=True, slots=True, order=True)
class FinancialYear:
    """A UK financial year, named by the calendar year in which its April lies."""

    start: int

    @classmethod
    def containing(cls, month: Month) -> "FinancialYear":
        """The financial year in which a month lies."""
        return cls((month - 3) // MONTHS_A_YEAR)

    @classmethod
    def parse(cls, text: str) -> "FinancialYear | None":
        """The year that ``18-19``, ``2018/19`` or ``2018-19`` names; None if it names none."""
        match = re.fullmatch(_FINANCIAL_YEAR, text.strip())
        if match is None:
            return None
        first, second = match.groups()
        start = int(first) if len(first) == 4 else 2000 + int(first)
        # Two digits leave the century to the first year, as in 1999-00.
        end = start + 1 if len(second) == 4 else (start + 1) % 100
        return cls(start) if int(second) == end else None

    @property
    def first_month(self) -> Month:
        """Its April."""
        return month_of(self.start, 4)

    @property
    def previous(self) -> "FinancialYear":
        """The year before."""
        return FinancialYear(self.start - 1)

    def __str__(self) -> str:
        return f"{self.start}-{(self.start + 1) % 100:02}"
