"""What is true of a row, for its commentary to be held against."""

import re
from collections.abc import Mapping, Sequence
from functools import cached_property

from xlscorecard.core.checks.commentary.amounts import Amount
from xlscorecard.core.checks.commentary.phrases import Calendar
from xlscorecard.core.checks.commentary.roles import COMMON_WORDS, NUMBER, PERCENT
from xlscorecard.core.checks.subject import Row, Subject
from xlscorecard.core.domain.period import (
    MONTHS_A_YEAR,
    FinancialYear,
    Frequency,
    Month,
    month_label,
)
from xlscorecard.core.domain.polarity import Polarity
from xlscorecard.core.measures.rounding import rounded
from xlscorecard.core.table.headings import BENCHMARKS, Column
from xlscorecard.core.table.printed import figure_text

_STEM, _SHORTEST = 5, 4
_WORD = re.compile(r"[a-z]{3,}")
# 'Around 60' is 57 to 63.
_ROUGHLY = 0.06


def _singular(word: str) -> str:
    return word[:-1] if len(word) > _SHORTEST and word.endswith("s") else word


class Facts:
    """The values of a row by their months, and its name, target and benchmarks."""

    def __init__(self, subject: Subject, row: Row) -> None:
        self._subject = subject
        self._row = row
        self.percentage = row.indicator.percentage
        self._frequency = row.indicator.frequency
        self.calendar = Calendar(subject.reporting, self._frequency)
        if self._frequency is not Frequency.MONTHLY:
            newest = max(self._values, default=self._frequency.period_of(subject.reporting))
            month = min(self._frequency.last_month(newest), subject.reporting)
            self.calendar = Calendar(month, self._frequency)

    @cached_property
    def _values(self) -> Mapping[int, float]:
        """The values up to the reporting month, by their periods."""
        period_of = self._frequency.period_of
        months = self._subject.reading.scorecard.periods
        return {
            period_of(month): value
            for month, value in zip(months, self._row.indicator.values, strict=True)
            if value is not None and month <= self._subject.reporting
        }

    @property
    def reference(self) -> str:
        """The row's reference."""
        return self._row.reference

    @property
    def polarity(self) -> Polarity:
        """Which direction is good."""
        return self._row.indicator.polarity

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(map(_singular, _WORD.findall(self._row.indicator.title.casefold())))

    @cached_property
    def _initials(self) -> str:
        return "".join(word[0] for word in self._row.indicator.title.casefold().split())

    @cached_property
    def numbers_of_name(self) -> frozenset[str]:
        """The numbers in the row's name: within 21 days."""
        return frozenset(re.findall(r"\d+", self._row.indicator.title))

    def names(self, word: str) -> bool:
        """Whether a word is one of the row's name: in another form, cut short, as initials."""
        lower = _singular(word.casefold())
        if lower in self._words:
            return True
        if "-" in lower:
            return all(
                len(part) < 3 or part in COMMON_WORDS or self.names(part)
                for part in lower.split("-")
            )
        if len(lower) >= _SHORTEST and any(
            other.startswith(lower[:_STEM]) for other in self._words
        ):
            return True
        letters = word.rstrip("s")
        if not (letters.isupper() and 1 < len(letters) <= _STEM):
            return False
        rest = iter(self._initials)
        return all(letter in rest for letter in letters.casefold())

    def value(self, month: Month) -> float | None:
        """The value of the period in which a month lies."""
        return self._values.get(self._frequency.period_of(month))

    def window(self, last: Month, months: int = MONTHS_A_YEAR) -> Sequence[float]:
        """The values of the periods that end in so many months up to one."""
        end = self._frequency.period_of(last)
        first = end - months // self._frequency.months + 1
        return [value for period, value in self._values.items() if first <= period <= end]

    @property
    def first_month(self) -> Month:
        """The first month of the table."""
        return min(self._subject.reading.scorecard.periods)

    def target(self, month: Month) -> float | None:
        """The target of the financial year in which a month lies."""
        column = self._subject.reading.layout.targets.get(FinancialYear.containing(month))
        content = self._content(column)
        return content if isinstance(content, float) else None

    @cached_property
    def benchmarks(self) -> Mapping[Column, float]:
        """The benchmarks that are numbers."""
        found = {kind: self._content(self._subject.column(kind)) for kind in BENCHMARKS}
        return {kind: content for kind, content in found.items() if isinstance(content, float)}

    @property
    def aims(self) -> Sequence[float]:
        """The benchmarks, and the target of the reporting period."""
        target = self.target(self.calendar.reporting)
        return [*self.benchmarks.values(), *([] if target is None else [target])]

    def _content(self, column: int | None) -> object:
        return column and self._subject.reading.grid.content(self._row.number, column)

    def is_of_the_kind(self, role: str) -> bool:
        """Whether an amount is a percentage where the row's values are, and else a number."""
        return role == (PERCENT if self.percentage else NUMBER)

    def agrees(self, amount: Amount, value: float, *, roughly: bool = False) -> bool:
        """Whether an amount is a value, rounded or cut off as it is written."""
        true = value * 100 if self.percentage else value
        if true == amount.value:
            return True  # the quick answer for most
        if roughly:
            return abs(true - amount.value) <= _ROUGHLY * abs(true) + 1
        if float(rounded(true, amount.decimals)) == amount.value:
            return True
        return abs(true - amount.value) < 10.0**-amount.decimals and not true.is_integer()

    def text(self, value: float) -> str:
        """A value as messages show it."""
        return figure_text(value, percentage=self.percentage)

    def at(self, *months: Month) -> str:
        """Values and their months: ``61 in Jul-19 and 48 in Aug-19``."""
        return " and ".join(
            f"{self.text(value)} in {month_label(month)}"
            for month in months
            if (value := self.value(month)) is not None
        )
