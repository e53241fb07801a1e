"""Calendar alignment: which columns belong to which period of a frequency.

Everything here follows the calendar, never the position of a column: a month that has no column
is a missing value, not a shorter lag.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from xlscorecard.domain.period import MONTHS_A_YEAR, Frequency, Month


class Conflict(Enum):
    """What a period holds when its months hold more than one value: no guess is made."""

    SEVERAL_VALUES = "several values in one period"


Series = dict[int, float | Conflict]
"""The values of a row by period of its frequency; a missing value has no entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The period columns of a scorecard, seen at one frequency up to the reporting period.

    ``positions`` pairs each column up to the reporting period with its period; ``window`` are
    the periods that end in the twelve months up to the reporting period.
    """

    frequency: Frequency
    reporting: Month
    positions: tuple[tuple[int, int], ...]
    window: tuple[int, ...]

    @classmethod
    def of(cls, periods: Sequence[Month], reporting: Month, frequency: Frequency) -> "Timeline":
        """The timeline of the given period columns; their order and gaps do not matter."""
        last = frequency.period_of(reporting)
        if frequency.last_month(last) > reporting:
            last -= 1
        return cls(
            frequency=frequency,
            reporting=reporting,
            positions=tuple(
                (position, frequency.period_of(month))
                for position, month in enumerate(periods)
                if month <= reporting
            ),
            window=tuple(range(last - MONTHS_A_YEAR // frequency.months + 1, last + 1)),
        )

    def series(self, values: Sequence[float | None]) -> Series:
        """The row's values by period, up to the reporting period.

        A quarter or a year holds the one value that its months hold, and a Conflict where they
        hold several.
        """
        if self.frequency is Frequency.MONTHLY:  # a month has one column
            return {
                period: value
                for position, period in self.positions
                if (value := values[position]) is not None
            }
        series: Series = {}
        for position, period in self.positions:
            value = values[position]
            if value is not None:
                series[period] = Conflict.SEVERAL_VALUES if period in series else value
        return series

    def current_period(self, series: Series) -> int:
        """The period that is compared with earlier ones.

        The reporting month for a monthly row; otherwise the newest period with a value, so that
        a quarter not yet reported does not blank the row.
        """
        if self.frequency is Frequency.MONTHLY or not series:
            return self.frequency.period_of(self.reporting)
        return max(series)


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The timelines of a scorecard at every frequency."""

    monthly: Timeline
    quarterly: Timeline
    annual: Timeline

    @classmethod
    def of(cls, periods: Sequence[Month], reporting: Month) -> "Calendar":
        """The timelines of the given period columns."""
        return cls(
            monthly=Timeline.of(periods, reporting, Frequency.MONTHLY),
            quarterly=Timeline.of(periods, reporting, Frequency.QUARTERLY),
            annual=Timeline.of(periods, reporting, Frequency.ANNUAL),
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
