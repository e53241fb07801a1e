"""Calendar alignment: which columns belong to which period of a frequency.

Everything here follows the calendar, never the position of a column: a month that has no column
is a missing value, not a shorter lag.
"""

from collections.abc import Container, Mapping, Sequence, Set
from enum import Enum
from typing import NamedTuple

from xlscorecard.core.domain.period import MONTHS_A_YEAR, Frequency, Month


class Conflict(Enum):
    """What a period holds when its months hold more than one value: no guess is made."""

    SEVERAL_VALUES = "several values in one period"


class Aligned(NamedTuple):
    """The values of a row that the measures need; None is missing, or not decided.

    ``window`` are the values of the rolling figures, without the missing ones; nothing where one
    of its periods holds several values.
    """

    current: float | None
    previous: float | None
    year_before: float | None
    window: list[float]


class Compared(NamedTuple):
    """Two values of a row, and the periods that they are of; None is missing."""

    period: int
    earlier_period: int
    current: float | Conflict | None
    earlier: float | Conflict | None


class Affected(NamedTuple):
    """Which measures of a row rest on values that are not known."""

    previous: bool
    year: bool
    window: bool


UNAFFECTED = Affected(previous=False, year=False, window=False)


class Timeline(NamedTuple):
    """The period columns of a scorecard, seen at one frequency up to the reporting period.

    ``positions`` are the columns of each period, by their position in the row; a period without
    a column has no entry. ``last`` is the last period that has ended by the reporting period;
    ``window_positions`` are the columns of the year that ends with it.
    """

    frequency: Frequency
    reporting: Month
    positions: Mapping[int, tuple[int, ...]]
    last: int
    window_positions: tuple[int, ...]

    @classmethod
    def up_to(cls, periods: Sequence[Month], reporting: Month, frequency: Frequency) -> "Timeline":
        """The timeline of the given period columns; their order and gaps do not matter."""
        last = frequency.period_of(reporting)
        if frequency.last_month(last) > reporting:
            last -= 1
        positions: dict[int, tuple[int, ...]] = {}
        for position, month in enumerate(periods):
            if month <= reporting:
                period = frequency.period_of(month)
                positions[period] = (*positions.get(period, ()), position)
        first = last - frequency.periods_a_year + 1
        return cls(
            frequency=frequency,
            reporting=reporting,
            positions=positions,
            last=last,
            window_positions=tuple(
                position
                for period in range(first, last + 1)
                for position in positions.get(period, ())
            ),
        )

    def align(self, values: Sequence[float | None]) -> Aligned:
        """The values of a row that the measures need.

        The current value is that of the reporting month for a monthly row, otherwise of the
        newest period with a value, so that a quarter not yet reported does not blank the row.
        """
        if self.frequency is Frequency.MONTHLY:
            return self._align_months(values)
        series = self._series(values)
        current = self._current(series)
        window = [series[period] for period in self._window(series) if period in series]
        numbers = [value for value in window if value is not Conflict.SEVERAL_VALUES]
        return Aligned(
            current=_known(series.get(current)),
            previous=_known(series.get(current - 1)),
            year_before=_known(series.get(current - self.frequency.periods_a_year)),
            window=numbers if len(numbers) == len(window) else [],
        )

    def lagged(self, values: Sequence[float | None], lag: int) -> tuple[float | None, float | None]:
        """The current value, and the one that stands ``lag`` periods before it."""
        compared = self.compared(values, lag)
        return _known(compared.current), _known(compared.earlier)

    def compared(self, values: Sequence[float | None], lag: int) -> Compared:
        """The current value and the one ``lag`` periods before it, with their periods."""
        series = self._series(values)
        current = self._current(series)
        earlier = current - lag
        return Compared(current, earlier, series.get(current), series.get(earlier))

    def known(self, values: Sequence[float | None]) -> dict[int, float]:
        """The periods that have one value, and that value."""
        return {
            period: value
            for period, value in self._series(values).items()
            if value is not Conflict.SEVERAL_VALUES
        }

    def in_window(self, values: Sequence[float | None]) -> dict[int, float | Conflict]:
        """The periods of the rolling figures that have a value, and that value."""
        series = self._series(values)
        return {period: series[period] for period in self._window(series) if period in series}

    def window_end(self, values: Sequence[float | None]) -> int:
        """The period with which the rolling figures of a row end."""
        return self._window(self._series(values))[-1]

    def affected(self, values: Sequence[float | None], unknown: Set[int]) -> Affected:
        """Which measures rest on values that are not known.

        Args:
            values: one value or None a period column.
            unknown: the positions of columns that hold a value which is not known.
        """
        periods = {
            period
            for period, positions in self.positions.items()
            if not unknown.isdisjoint(positions)
        }
        if not periods:
            return UNAFFECTED
        present = {**self._series(values), **dict.fromkeys(periods, Conflict.SEVERAL_VALUES)}
        current = self._current(present)
        return Affected(
            previous=not periods.isdisjoint((current, current - 1)),
            year=not periods.isdisjoint((current, current - self.frequency.periods_a_year)),
            window=not periods.isdisjoint(self._window(present)),
        )

    def _window(self, present: Container[int]) -> range:
        """The periods of the rolling figures: a year, the last one that has ended at its end.

        That of a quarterly row ends with the quarter of the reporting month where it has a value,
        so that the maximum is never below the current value.
        """
        reporting = self.frequency.period_of(self.reporting)
        has_begun = self.frequency is Frequency.QUARTERLY and reporting in present
        end = reporting if has_begun else self.last
        return range(end - self.frequency.periods_a_year + 1, end + 1)

    def _current(self, series: Mapping[int, "float | Conflict"]) -> int:
        """The reporting month of a monthly row, otherwise the newest period with a value."""
        if self.frequency is Frequency.MONTHLY:
            return self.reporting
        return max(series, default=self.frequency.period_of(self.reporting))

    def _series(self, values: Sequence[float | None]) -> dict[int, "float | Conflict"]:
        """The periods that have a value."""
        return {
            period: value
            for period, positions in self.positions.items()
            if (value := _only_value(values, positions)) is not None
        }

    def _align_months(self, values: Sequence[float | None]) -> Aligned:
        """The same where a period is a month, and so one column: the case of nearly all rows."""
        positions, current = self.positions, self.reporting
        at_current = positions.get(current)
        at_previous = positions.get(current - 1)
        at_year_before = positions.get(current - MONTHS_A_YEAR)
        return Aligned(
            values[at_current[0]] if at_current else None,
            values[at_previous[0]] if at_previous else None,
            values[at_year_before[0]] if at_year_before else None,
            [
                value
                for position in self.window_positions
                if (value := values[position]) is not None
            ],
        )


def _only_value(
    values: Sequence[float | None], positions: tuple[int, ...]
) -> float | Conflict | None:
    """The one value that the months of a period hold; None of none."""
    present = [value for position in positions if (value := values[position]) is not None]
    if len(present) > 1:
        return Conflict.SEVERAL_VALUES
    return present[0] if present else None


def _known(value: float | Conflict | None) -> float | None:
    return None if value is Conflict.SEVERAL_VALUES else value


class Calendar(NamedTuple):
    """The timelines of a scorecard at every frequency."""

    monthly: Timeline
    quarterly: Timeline
    annual: Timeline

    @classmethod
    def up_to(cls, periods: Sequence[Month], reporting: Month) -> "Calendar":
        """The timelines of the given period columns."""
        return cls(
            monthly=Timeline.up_to(periods, reporting, Frequency.MONTHLY),
            quarterly=Timeline.up_to(periods, reporting, Frequency.QUARTERLY),
            annual=Timeline.up_to(periods, reporting, Frequency.ANNUAL),
        )

    def at(self, frequency: Frequency) -> Timeline:
        """The timeline at one frequency."""
        match frequency:
            case Frequency.MONTHLY:
                return self.monthly
            case Frequency.QUARTERLY:
                return self.quarterly
            case Frequency.ANNUAL:
                return self.annual
