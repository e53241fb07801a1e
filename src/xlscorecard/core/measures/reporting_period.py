"""Which period is reported: the newest month that holds data, not the newest heading.

Columns are made ahead, targets are typed ahead, and rows come in late; so a column is asked for
the rows that usually have a value.
"""

from collections.abc import Sequence
from math import ceil
from operator import and_
from typing import NamedTuple

from xlscorecard.core.domain.period import Month

# Of the rows of the fullest column, so many with a value of their own make a month one with data.
_SHARE_WITH_DATA = 10  # a tenth
_COLUMNS_BEFORE = 12
_FEWEST_SHORT = 3


class ReportedPeriods(NamedTuple):
    """The months of a table by whether they hold data.

    ``newest`` is the newest month that does. ``later`` are the months after it; ``unexpected``
    are values there that were not typed ahead, by the row's position and the month.
    """

    newest: Month
    later: tuple[Month, ...]
    unexpected: tuple[tuple[int, Month], ...]


class Completeness(NamedTuple):
    """How full a month is, beside the fullest of the twelve months before.

    ``present`` of its ``expected`` rows have a value. ``says_nothing`` if every value is 0 or was
    typed ahead.
    """

    present: int
    expected: int
    says_nothing: bool

    @property
    def is_thin(self) -> bool:
        """Whether fewer than half of the rows are in."""
        return self.present * 2 < self.expected


class DataColumns:
    """The columns of a table, asked for the data that they hold.

    ``rows`` are the rows that count, each with a value or None a column, aligned to ``months``. A
    value that is there and not known is NaN, which equals no other.
    """

    def __init__(self, months: Sequence[Month], rows: Sequence[Sequence[float | None]]) -> None:
        order = sorted(range(len(months)), key=months.__getitem__)
        self._months = [months[position] for position in order]
        columns = list(zip(*rows, strict=True)) if rows else [()] * len(months)
        self._columns = [columns[position] for position in order]
        self._present = [[value is not None for value in column] for column in self._columns]
        self._counts = [sum(present) for present in self._present]
        self._ahead = self._first_ahead()
        self._with_data = self._columns_with_data()

    def reported(self) -> ReportedPeriods | None:
        """The months by whether they hold data; None where none does."""
        if not self._with_data:
            return None
        newest = self._with_data[-1]
        later = range(newest + 1, len(self._months))
        return ReportedPeriods(
            newest=self._months[newest],
            later=tuple(self._months[column] for column in later),
            unexpected=tuple(
                (row, self._months[column])
                for column in later
                for row in self._not_ahead(column, self._present[column])
            ),
        )

    def completeness(self, month: Month) -> Completeness:
        """How full a month's column is."""
        column = self._months.index(month)
        fullest = self._fullest(column)
        values = [
            self._columns[column][row] for row in self._not_ahead(column, self._present[column])
        ]
        return Completeness(
            present=self._in_both(fullest, column),
            expected=self._counts[fullest] if fullest is not None else 0,
            says_nothing=self._counts[column] > 0 and all(value == 0 for value in values),
        )

    def _columns_with_data(self) -> list[int]:
        found: list[int] = []
        for column in range(len(self._months)):
            if self._counts[column] and self._holds_data(column, found):
                found.append(column)
        return found

    def _holds_data(self, column: int, before: Sequence[int]) -> bool:
        """Whether a column holds data, given those before it that do."""
        recent = before[-_COLUMNS_BEFORE:]
        fullest = max(recent, key=self._counts.__getitem__, default=None)
        if not self._is_short(column, fullest):
            return True
        expected = self._present[column] if fullest is None else self._present[fullest]
        usual = list(map(and_, expected, self._present[column]))
        wanted = max(1, ceil(sum(expected) / _SHARE_WITH_DATA)) if fullest is not None else 1
        return len(self._not_ahead(column, usual)) >= wanted

    def _is_short(self, column: int, fullest: int | None) -> bool:
        """Whether no more than half of the rows of the fullest column have a value in this one."""
        if fullest is None:
            return self._counts[column] == 0
        return self._in_both(fullest, column) * 2 <= self._counts[fullest]

    def _in_both(self, fullest: int | None, column: int) -> int:
        if fullest is None:
            return self._counts[column]
        return sum(map(and_, self._present[fullest], self._present[column]))

    def _fullest(self, column: int) -> int | None:
        """The fullest of the twelve columns before one; None before the first."""
        before = range(max(0, column - _COLUMNS_BEFORE), column)
        return max(before, key=self._counts.__getitem__, default=None)

    def _first_ahead(self) -> dict[int, int]:
        """For each row with values typed ahead, the first column that holds one of them.

        They are equal numbers that run up to the last column, through three short ones or more.
        """
        last = len(self._months) - 1
        short = [self._is_short(column, self._fullest(column)) for column in range(last + 1)]
        if sum(short) < _FEWEST_SHORT:
            return {}
        first: dict[int, int] = {}
        for row, value in enumerate(self._columns[last]):
            column = last
            while column >= 0 and value is not None and self._columns[column][row] == value:
                column -= 1
            if sum(short[column + 1 :]) >= _FEWEST_SHORT and column < last:
                first[row] = column + 1
        return first

    def _not_ahead(self, column: int, rows: Sequence[bool]) -> list[int]:
        """Those of some rows whose value in a column was not typed ahead."""
        last = len(self._months)
        return [
            row for row, holds in enumerate(rows) if holds and column < self._ahead.get(row, last)
        ]


def is_not_yet_in(
    months: Sequence[Month], values: Sequence[float | None], reporting: Month
) -> bool:
    """Whether a monthly row has no value for a month, and had one in each of the three before."""
    value_of = dict(zip(months, values, strict=True))
    before = (value_of.get(Month(reporting - back)) for back in (1, 2, 3))
    return value_of.get(reporting) is None and all(value is not None for value in before)
