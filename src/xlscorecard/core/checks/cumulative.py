"""Rows of totals since April that are compared as if they were figures of single months."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import mean, median

from xlscorecard.core.checks.late_pattern import LatePattern
from xlscorecard.core.checks.subject import Row, Subject, Value
from xlscorecard.core.domain.finding import Finding, Rule
from xlscorecard.core.domain.period import FinancialYear, Frequency, month_label
from xlscorecard.core.table.headings import Column
from xlscorecard.core.table.printed import figure_text

CUMULATIVE_VALUES = Rule.doubtful(
    "cumulative-values",
    "a monthly row that never falls within a financial year, grows there to twice its first value "
    "or more, and falls back to less than half in April; or one year that grows by a month's value "
    "each month, beside another that does not: totals since April, which the row's name and "
    "commentary do not say",
)

_FEWEST_VALUES = 8
# Before and after April; a year of which the table has less says nothing.
_FEWEST_IN_A_YEAR = 3
_FALLS_TO, _GROWS_TO = 0.5, 2
# The highest of totals is so many times their median, or more.
_ABOVE_THE_MIDDLE = 1.3
# In a year of totals beside one of single months: how it grows, and beyond what it grows.
_FEWEST_OF_TOTALS, _BEYOND, _LIKE_A_MONTH, _LIKE_MONTHS = 5, 2, 1.5, 2
_RISES = b"\1" * (_FEWEST_OF_TOTALS - 1)
_SAYS_SO = LatePattern(
    r"(?i)cumulative|year[ -]to[ -]date|\bYTD\b|to date|so far|running total|since april"
    r"|starts again|restarts|resets|\bforecast|year[ -]end|\bbudget|\bspend\b|\bvariance"
)


def cumulative(subject: Subject) -> Iterator[Finding]:
    """A finding for each such row."""
    for position, history in enumerate(subject.histories):
        numbers = history.numbers
        ordered = history.ordered
        if len(numbers) < _FEWEST_VALUES or ordered[0] < 0:
            continue
        if ordered[-1] < _ABOVE_THE_MIDDLE * ordered[len(ordered) // 2]:
            continue  # the quick answer for calm rows
        # Totals grow month by month, but for April; most rows never rise so often in a row.
        rises = bytes(map(float.__le__, numbers, numbers[1:]))
        if _RISES not in rises or history.indicator.frequency is not Frequency.MONTHLY:
            continue
        row = subject.rows[position]
        years = _by_year(subject.values(row))
        found = _falls_back_in_april(years) or _one_year_of_totals(years)
        if found is None:
            continue
        if not _SAYS_SO.search(f"{row.indicator.title}\n{subject.text(row, Column.COMMENTARY)}"):
            yield _cumulative(subject, row, found)


def _cumulative(subject: Subject, row: Row, found: Sequence[Value]) -> Finding:
    percentage = row.indicator.percentage
    first, last = found[0], found[-1]
    shown = [
        f"{month_label(each.month)}: {figure_text(each.value, percentage=percentage)}"
        for each in (first, last)
    ]
    return CUMULATIVE_VALUES.found(
        subject.cells(value.place for value in subject.values(row)),
        row.reference,
        f"the values of {row.reference} only rise within the financial year ({shown[0]}, "
        f"{shown[1]}), unlike its other months; they seem to be totals since April, so changes "
        "from month to month say little",
        "give the figures of single months; if the totals are meant, say cumulative in the name "
        "of the indicator",
    )


_Years = Sequence[Sequence[Value]]


def _by_year(values: Sequence[Value]) -> _Years:
    years: dict[int, list[Value]] = {}
    for value in values:
        years.setdefault(FinancialYear.containing(value.month).start, []).append(value)
    return list(years.values())


def _falls_back_in_april(years: _Years) -> Sequence[Value] | None:
    """The first year, where each year only grows and each April falls back."""
    long = [year for year in years if len(year) >= _FEWEST_IN_A_YEAR]
    if len(long) < 2 or not all(map(_only_rises, years)) or any(not year[0].value for year in long):
        return None
    grows = [year for year in long if year[-1].value >= _GROWS_TO * max(year[0].value, 1e-9)]
    falls = [after[0].value <= _FALLS_TO * before[-1].value for before, after in pairwise(years)]
    return years[0] if all(falls) and len(grows) >= len(long) - 1 else None


def _one_year_of_totals(years: _Years) -> Sequence[Value] | None:
    """A year that grows by about a month's value each month, beside years of single months."""
    for year in years:
        others = [each.value for other in years if other is not year for each in other]
        if len(year) < _FEWEST_OF_TOTALS or len(others) < _FEWEST_IN_A_YEAR:
            continue
        low, high = min(others), max(others)
        if low <= 0:
            continue
        steps = [later.value - earlier.value for earlier, later in pairwise(year)]
        if (
            year[-1].value > _BEYOND * high
            and (year is years[0] or year[0].month == _april_of(year))
            and all(low / _LIKE_A_MONTH <= step <= high * _LIKE_A_MONTH for step in steps)
            and 1 / _LIKE_MONTHS <= mean(steps) / median(others) <= _LIKE_MONTHS
        ):
            return year
    return None


def _april_of(year: Sequence[Value]) -> int:
    return FinancialYear.containing(year[0].month).first_month


def _only_rises(year: Sequence[Value]) -> bool:
    return all(earlier.value <= later.value for earlier, later in pairwise(year))
