"""A scorecard: indicators, and the months for which they have values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from xlscorecard.core.domain.cell_meaning import CellMeaning
from xlscorecard.core.domain.period import Frequency, Month
from xlscorecard.core.domain.polarity import Polarity
from xlscorecard.core.sheet.content import NOT_CALCULATED
from xlscorecard.errors import InvalidValueError

_NO_CELLS: Mapping[int, CellMeaning] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One row of the scorecard.

    ``values`` are aligned to the scorecard's periods; None is missing. ``other_cells`` keeps,
    by position, the cells that are neither a plain number nor empty: tokens, numbers stored as
    text or with a marker (their number is in ``values`` too), errors, unreadable texts and
    formulas that are not calculated.
    """

    reference: str
    title: str
    values: tuple[float | None, ...]
    other_cells: Mapping[int, CellMeaning] = field(default_factory=lambda: _NO_CELLS)
    frequency: Frequency = Frequency.MONTHLY
    polarity: Polarity = Polarity.NONE
    percentage: bool = False
    not_calculated: frozenset[int] = field(init=False, compare=False, repr=False)
    """The positions of formulas of which no result is known."""

    def __post_init__(self) -> None:
        lacking = [at for at, cell in self.other_cells.items() if cell is NOT_CALCULATED]
        object.__setattr__(self, "not_calculated", frozenset(lacking))
        if not self.reference:
            raise InvalidValueError.because(
                place=f'indicator "{self.title}"',
                found="no reference",
                expected="a reference such as EH1a",
                remedy="Give each indicator a Ref. of its own.",
            )


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
