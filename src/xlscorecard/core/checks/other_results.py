"""What the computed columns of a row would hold at another time, or for other values."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from xlscorecard.core.checks.published_findings import PublishedRow
from xlscorecard.core.checks.subject import Subject
from xlscorecard.core.domain.cell_meaning import NumberAsText
from xlscorecard.core.domain.period import Frequency, Month
from xlscorecard.core.measures.results import measure
from xlscorecard.core.measures.timeline import Calendar, Timeline
from xlscorecard.core.table.computed_columns import COMPUTED_COLUMNS, ComputedColumn
from xlscorecard.core.table.plan import Contents, contents, tolerance_of

# How far back a figure may have been right: not refreshed since is no fault of the figure.
_MONTHS_BACK = 3

Values = Sequence[float | None]


class OtherResults:
    """Computes the contents of rows for other reporting periods, values and frequencies."""

    def __init__(self, subject: Subject) -> None:
        self.reporting = subject.reporting
        self.periods = subject.reading.scorecard.periods
        self._settings = subject.settings
        self._unfit = {subject.reading.rows[position] for position in subject.unfit}
        self._calendars: dict[Month, Calendar] = {}
        self._later = range(self.reporting + 1, max(self.periods) + 1)

    def is_unfit(self, row: PublishedRow) -> bool:
        """Whether the changes of a row cannot be given in the unit that is set."""
        return row.number in self._unfit

    def timeline(self, frequency: Frequency, reporting: Month | None = None) -> Timeline:
        """The timeline of a frequency up to a reporting period, the present one by default."""
        month = self.reporting if reporting is None else reporting
        calendar = self._calendars.get(month)
        if calendar is None:
            calendar = self._calendars[month] = Calendar.up_to(self.periods, month)
        return calendar.at(frequency)

    def contents(
        self,
        row: PublishedRow,
        values: Values,
        reporting: Month,
        columns: Sequence[ComputedColumn] = COMPUTED_COLUMNS,
    ) -> Contents:
        """The contents of a row's columns for some values at a reporting period."""
        indicator = row.indicator
        tolerance = tolerance_of(indicator, self._settings)
        measures = measure(
            values,
            self.timeline(indicator.frequency, reporting),
            indicator.polarity,
            tolerance,
            indicator.not_calculated,
            with_changes=not all(column.is_figure for column in columns),
        )
        if row.number in self._unfit:
            measures = measures.without_changes()
        return contents(measures, tolerance.unit, columns)

    def at_other_times(
        self, row: PublishedRow, columns: Sequence[ComputedColumn]
    ) -> Iterator[Contents]:
        """The contents at other times: some months ago, later, before the newest value came."""
        values = row.indicator.values
        for back in range(1, _MONTHS_BACK + 1):
            yield self.contents(row, values, Month(self.reporting - back), columns)
        # Going back to an earlier reporting period makes the figures of the later ones old too.
        for later in self._later:
            yield self.contents(row, values, Month(later), columns)
        without_newest = tuple(
            None if month == self.reporting else value
            for month, value in zip(self.periods, values, strict=True)
        )
        if without_newest != values:
            yield self.contents(row, without_newest, self.reporting, columns)

    def at_frequency(self, row: PublishedRow, values: Values, frequency: Frequency) -> Contents:
        """The contents for other values, or at another frequency."""
        other = replace(row.indicator, values=tuple(values), frequency=frequency)
        return self.contents(row._replace(indicator=other), other.values, self.reporting)

    def without_text(self, row: PublishedRow) -> Contents | None:
        """The contents as a formula has them that passes over numbers stored as text."""
        text = {
            position
            for position, cell in row.indicator.other_cells.items()
            if isinstance(cell, NumberAsText)
        }
        if not text:
            return None
        values = tuple(
            None if position in text else value
            for position, value in enumerate(row.indicator.values)
        )
        return self.contents(row, values, self.reporting)
