"""What the rules look at: a reading of a scorecard, and all that was computed from it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from xlscorecard.core.checks.history import History
from xlscorecard.core.domain.period import FinancialYear, Month
from xlscorecard.core.domain.scorecard import Indicator
from xlscorecard.core.domain.settings import Settings
from xlscorecard.core.measures.results import Measures
from xlscorecard.core.settings.reader import SettingsFound
from xlscorecard.core.sheet.address import Area, Place
from xlscorecard.core.sheet.sheets import UsedFunctions
from xlscorecard.core.table.headings import Column
from xlscorecard.core.table.plan import (
    LEFT_AS_IT_IS,
    Contents,
    PlannedRefresh,
    contents,
    plan_refresh,
    tolerance_of,
)
from xlscorecard.core.table.reader import SheetReading
from xlscorecard.core.table.reporting import Reporting

Percentages = frozenset[Place]
"""The cells of the months' columns whose number format shows a percentage."""

PercentageCells = Callable[[Area], Percentages | None]
"""Which cells of an area show percentages; None where that cannot be told."""


class Row(NamedTuple):
    """An indicator, and the sheet's row in which it stands."""

    number: int
    indicator: Indicator

    @property
    def reference(self) -> str:
        """The indicator's reference."""
        return self.indicator.reference


class Value(NamedTuple):
    """A value of a row, its month, and where it stands."""

    month: Month
    value: float
    row: int
    column: int

    @property
    def place(self) -> Place:
        """Its cell."""
        return Place(self.row, self.column)


@dataclass(frozen=True, kw_only=True)
class Subject:
    """A scorecard with all that was computed from it: what the rules look at.

    ``results`` are the measures in the order of the rows. ``unfit`` are the positions of rows
    that cannot be compared in points, as they are set. ``is_built_here`` if the workbook was built
    by this package, where DoT is the polarity. ``settings_found`` says where the settings stand.
    """

    reading: SheetReading
    settings: Settings
    settings_found: SettingsFound
    period: Reporting
    results: Sequence[Measures]
    unfit: frozenset[int]
    is_built_here: bool
    percentage_cells: PercentageCells
    function_formulas: Callable[[], UsedFunctions]

    @cached_property
    def wanted(self) -> Sequence[Contents]:
        """What the computed columns of each row are to hold.

        Where no month holds data, nothing is known of them.
        """
        if self.period.lacks_data:
            return [LEFT_AS_IT_IS] * len(self.results)
        return [
            contents(measures, tolerance_of(indicator, self.settings).unit)
            for measures, indicator in zip(
                self.results, self.reading.scorecard.indicators, strict=True
            )
        ]

    @cached_property
    def planned(self) -> PlannedRefresh:
        """What a refresh would write."""
        return plan_refresh(self.reading, self.wanted, self.settings.formulas)

    @cached_property
    def percentages(self) -> Percentages | None:
        """The cells of the months that show percentages; None where formats are not known."""
        if not self.reading.rows:
            return frozenset()
        columns = self.reading.layout.periods.values()
        rows = self.reading.rows
        return self.percentage_cells(Area(rows[0], min(columns), rows[-1], max(columns)))

    @property
    def reporting(self) -> Month:
        """The reporting period."""
        return self.period.month

    @property
    def reporting_year(self) -> FinancialYear:
        """The financial year of the reporting period."""
        return FinancialYear.containing(self.reporting)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The indicators in the order of the sheet."""
        return tuple(map(Row, self.reading.rows, self.reading.scorecard.indicators))

    def values(self, row: Row) -> list[Value]:
        """The values of a row in the order of the calendar."""
        numbers = row.indicator.values
        return [
            Value(month, value, row.number, column)
            for month, position, column in self._calendar
            if (value := numbers[position]) is not None
        ]

    @cached_property
    def histories(self) -> tuple[History, ...]:
        """The same without their places, for each row in the order of the sheet."""
        in_order = [position for _, position, _ in self._calendar]
        is_in_order = in_order == sorted(in_order)
        newest = self.reading.scorecard.periods.index(self.reporting)
        histories = []
        for number, indicator in zip(
            self.reading.rows, self.reading.scorecard.indicators, strict=True
        ):
            values = indicator.values
            by_month = values if is_in_order else [values[at] for at in in_order]
            numbers = [value for value in by_month if value is not None]
            histories.append(History(number, indicator, numbers, values[newest]))
        return tuple(histories)

    @cached_property
    def _calendar(self) -> list[tuple[Month, int, int]]:
        """The months in order, each with its position in a row and its column in the sheet."""
        columns = self.reading.layout.periods.items()
        return sorted((month, at, column) for at, (month, column) in enumerate(columns))

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

    def cells(self, places: Iterable[tuple[int, int]]) -> tuple[str, ...]:
        """The addresses of places."""
        return tuple(self.reading.grid.address(*place) for place in places)
