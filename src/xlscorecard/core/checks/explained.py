"""What explains an unusual value: a season, a closure, its reporter's own words."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from statistics import median

from xlscorecard.core.checks.commentary.claims import months_named
from xlscorecard.core.checks.history import History
from xlscorecard.core.checks.late_pattern import LatePattern
from xlscorecard.core.checks.subject import Subject, Value
from xlscorecard.core.domain.period import MONTHS_A_YEAR, year_and_number
from xlscorecard.core.domain.scorecard import Indicator
from xlscorecard.core.measures.rounding import rounded
from xlscorecard.core.table.headings import Column

_APRIL, _AUGUST, _DECEMBER = 4, 8, 12
_EXPLAINS = LatePattern(
    r"(?i)\b(?:covid\S*|pandemic|lockdown|suspend\w+|paused|clos(?:ed|ure|ures)|defer\w*|ceased"
    r"|stopped|restructur\w+|re-?organi[sz]\w+|transferred|definition|new system|strikes?"
    r"|industrial action|one-off|backlog|catch-?up)\b"
)
_IN_WORDS: Mapping[float, str] = dict(
    enumerate(
        ("no|none|nil|zero", "one|once", "two|twice", "three", "four", "five", "six", "seven",
         "eight", "nine", "ten", "eleven", "twelve")
    )
)  # fmt: skip
# A smaller number in a commentary may be anything.
_LEAST_CHANGE = 10
_BEGINS_ANEW = LatePattern(r"(?i)year[ -]end|forecast|budget|spend|variance|appraisal")
_CUMULATIVE = LatePattern(r"(?i)cumulative|to[ -]date|\bYTD\b|since april|running total")


def may_be_closed(values: Sequence[Value], value: Value, indicator: Indicator) -> bool:
    """Whether nothing happens in that month: counts of a month of holidays, or of every year."""
    return not indicator.percentage and may_be_a_season(values, value, (_AUGUST,))


def may_be_a_season(
    values: Sequence[Value], value: Value, low_months: tuple[int, ...] = (_AUGUST, _DECEMBER)
) -> bool:
    """Whether the same month of another year was as low or high, or is a month of holidays.

    Where the table has no other such month, a low August or December is taken for a season.
    """
    others = [each for each in values if each.month != value.month]
    middle = median(each.value for each in others)
    same = [each for each in others if (each.month - value.month) % MONTHS_A_YEAR == 0]
    if not same:
        number = year_and_number(value.month)[1]
        return number in low_months and value.value < middle
    return all(
        (each.value - middle) * (value.value - middle) > 0
        and abs(each.value - middle) >= abs(value.value - middle) / 2
        for each in same
    )


def begins_a_year(history: History, value: Value) -> bool:
    """Whether a row of money begins anew in April, or one of totals in whatever month."""
    title = history.indicator.title
    is_april = year_and_number(value.month)[1] == _APRIL
    is_low = value.value < history.ordered[len(history.ordered) // 2]
    return (is_april and bool(_BEGINS_ANEW.search(title))) or (
        is_low and bool(_CUMULATIVE.search(title))
    )


def is_told_of(subject: Subject, history: History, value: Value) -> bool:
    """Whether the commentary gives the newest value or its change, or names an earlier one's month.

    Then its reporter has looked at it. A low value may also be explained in other words.
    """
    number = subject.column(Column.COMMENTARY)
    if number is None:
        return False
    text = subject.reading.grid.text(history.row, number)
    if value.value < history.ordered[len(history.ordered) // 2] and _EXPLAINS.search(text):
        return True
    if value.month != subject.reporting:
        return value.month in months_named(text, subject.reporting)
    shown = value.value * 100 if history.indicator.percentage else value.value
    words = _IN_WORDS.get(shown)
    if words is not None and re.search(rf"(?i)\b(?:{words})\b", text):
        return True
    if any(_has_figure(text, rounded(shown, digits)) for digits in (0, 1, 2)):
        return True
    if history.indicator.percentage or len(history.numbers) == 1:
        return False
    change = rounded(abs(value.value - history.numbers[-2]), 0)
    return change >= _LEAST_CHANGE and _has_figure(text, change)


def _has_figure(text: str, figure: Decimal) -> bool:
    return bool(re.search(rf"(?<![\d.,]){figure:,}(?![\d,]|\.\d)", text))
