"""What the rules look at: a reading of a scorecard, and all that was computed from it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from xlscorecard.core.domain.indicator import Indicator
from xlscorecard.core.domain.period import FinancialYear, Month
from xlscorecard.core.domain.settings import Settings
from xlscorecard.core.settings.reader import SettingsFound
from xlscorecard.core.table.headings import Column
from xlscorecard.core.table.plan import Contents, PlannedRefresh
from xlscorecard.core.table.reader import SheetReading
from xlscorecard.core.table.reporting import Reporting

Place = tuple[int, int]
"""Row and column of a cell."""

Percentages = frozenset[Place]
"""The cells of the months' columns whose number format shows a percentage."""


class Row(NamedTuple):
    """An indicator, and the sheet's row in which it stands."""

    number: int
    indicator: Indicator

    @property
    def reference(self) -> str:
        """The indicator's reference."""
        return self.indicator.reference


class Value(NamedTuple):
    """A value of a row, its month and its cell."""

    month: Month
    value: float
    place: Place


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What the rules look at.

    ``wanted`` is what the computed columns of each row are to hold, ``planned`` what a refresh
    would write; ``percentages`` is None where the number formats are not known. ``unfit`` are the
    positions of rows that cannot be compared in points, as they are set. ``is_built_here`` if the
    workbook was built by this package, where DoT is the polarity. ``sheets`` says where the
    settings stand.
    """

    reading: SheetReading
    settings: Settings
    period: Reporting
    wanted: Sequence[Contents]
    planned: PlannedRefresh
    percentages: Percentages | None
    unfit: frozenset[int]
    is_built_here: bool
    sheets: SettingsFound

    @property
    def reporting(self) -> Month:
        """The reporting period."""
        return self.period.month

    @property
    def reporting_year(self) -> FinancialYear:
        """The financial year of the reporting period."""
        return FinancialYear.of(self.reporting)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The indicators in the order of the sheet."""
        return tuple(map(Row, self.reading.rows, self.reading.scorecard.indicators))

    def values(self, row: Row) -> list[Value]:
        """The values of a row in the order of the calendar."""
        return self._values[row.number]

    @cached_property
    def _values(self) -> dict[int, list[Value]]:
        periods = self.reading.layout.periods
        in_order = sorted((month, position) for position, month in enumerate(periods))
        columns = [(month, position, periods[month]) for month, position in in_order]
        return {
            row.number: [
                Value(month, value, (row.number, column))
                for month, position, column in columns
                if (value := row.indicator.values[position]) is not None
            ]
            for row in self.rows
        }

    def column(self, column: Column) -> int | None:
        """The number of a column; None where the table does not have it."""
        return self.reading.layout.columns.get(column)

    def text(self, row: Row, column: Column) -> str:
        """The text of a cell of a row; '' where it or its column is not there."""
        number = self.column(column)
        return self.reading.grid.text(row.number, number) if number else ""

    def cell(self, row: Row, column: Column) -> str:
        """The address of a cell of a row in a column that the table has."""
        return self.reading.grid.address(row.number, self.reading.layout.columns[column])

    def cells(self, places: Iterable[Place]) -> tuple[str, ...]:
        """The addresses of places."""
        return tuple(self.reading.grid.address(*place) for place in places)
