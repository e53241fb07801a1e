"""A scorecard: indicators, and the months for which they have values."""

from dataclasses import dataclass

from xlscorecard.core.domain.indicator import Indicator
from xlscorecard.core.domain.period import Month
from xlscorecard.errors import InvalidValueError


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorecard:
    """Indicators in the order of the sheet, with a value or None for each period.

    ``periods`` need not be sorted nor complete: comparisons follow the calendar.

    Raises InvalidValueError where a period or a reference stands twice, or where an indicator
    has more or fewer values than there are periods.
    """

    periods: tuple[Month, ...]
    indicators: tuple[Indicator, ...]

    def __post_init__(self) -> None:
        self._require(bool(self.periods), "no period", "at least one month")
        self._require(
            len(set(self.periods)) == len(self.periods), "a period twice", "each month once"
        )
        references = {indicator.reference for indicator in self.indicators}
        self._require(
            len(references) == len(self.indicators), "a reference twice", "each reference once"
        )
        count = len(self.periods)
        self._require(
            all(len(indicator.values) == count for indicator in self.indicators),
            "an indicator with another number of values than there are periods",
            f"{count} values in each row",
        )

    @staticmethod
    def _require(holds: bool, found: str, expected: str) -> None:
        if not holds:
            raise InvalidValueError.because(
                place="scorecard",
                found=found,
                expected=expected,
                remedy="Correct the periods and rows given.",
            )
