"""The reporting period of a sheet: who names it, and how full its column is."""

from collections.abc import Sequence
from enum import Enum
from math import nan
from typing import NamedTuple

from xlscorecard.core.domain.period import Frequency, Month
from xlscorecard.core.domain.scorecard import Indicator
from xlscorecard.core.measures.regularity import is_about_quarterly
from xlscorecard.core.measures.reporting_period import Completeness, DataColumns, ReportedPeriods
from xlscorecard.core.table.reader import SheetReading


class NamedBy(Enum):
    """Who has named the reporting period."""

    DATA = "the newest month with data"
    SETTINGS = "the Settings sheet"
    CALLER = "whoever asked"


class Reporting(NamedTuple):
    """The reporting period, and what the columns say about it.

    ``reported`` are the months by whether they hold data; None where none does. ``rows`` are the
    positions of the indicators by which that was judged.
    """

    month: Month
    named_by: NamedBy
    reported: ReportedPeriods | None
    completeness: Completeness
    rows: tuple[int, ...]

    @property
    def lacks_data(self) -> bool:
        """Whether no month holds data, and nobody has named one."""
        return self.reported is None and self.named_by is NamedBy.DATA


def reporting_of(reading: SheetReading, named: Month | None, named_by: NamedBy) -> Reporting:
    """The reporting period of a sheet: the month that is named, else the newest with data.

    Where no month holds data it is the newest month, of which nothing can be computed.
    """
    periods = reading.scorecard.periods
    rows = _rows_that_count(reading)
    columns = DataColumns(periods, [_data(reading, row) for row in rows])
    reported = columns.reported()
    month = named
    if month is None:
        month = reported.newest if reported else max(periods)
    return Reporting(month, named_by, reported, columns.completeness(month), rows)


def _rows_that_count(reading: SheetReading) -> tuple[int, ...]:
    """The monthly rows; where there are none, all of them."""
    months = reading.scorecard.periods
    monthly = tuple(
        position
        for position, indicator in enumerate(reading.scorecard.indicators)
        if indicator.frequency is Frequency.MONTHLY
        and not is_about_quarterly(months, indicator.values)
    )
    return monthly or tuple(range(len(reading.rows)))


def _data(reading: SheetReading, position: int) -> Sequence[float | None]:
    """The values of a row that count as data: no 0 of a formula; NaN for what is not known."""
    indicator = reading.scorecard.indicators[position]
    unknown = indicator.not_calculated
    values: Sequence[float | None] = indicator.values
    if reading.grid.formulas:
        row = reading.rows[position]
        values = [
            None if value == 0 and reading.grid.is_zero_by_formula(row, column) else value
            for value, column in zip(values, reading.layout.periods.values(), strict=True)
        ]
    if unknown:
        values = [nan if index in unknown else value for index, value in enumerate(values)]
    return _spread(indicator, reading.scorecard.periods, values)


def _spread(
    indicator: Indicator, months: Sequence[Month], values: Sequence[float | None]
) -> Sequence[float | None]:
    """The values, those of a quarter in each of its months."""
    frequency = indicator.frequency
    if frequency is Frequency.MONTHLY and not is_about_quarterly(months, indicator.values):
        return values
    frequency = Frequency.QUARTERLY if frequency is Frequency.MONTHLY else frequency
    value_of = {
        frequency.period_of(month): value
        for month, value in zip(months, values, strict=True)
        if value is not None
    }
    return [value_of.get(frequency.period_of(month)) for month in months]
