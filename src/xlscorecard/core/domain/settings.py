"""What a person may set, and the defaults."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType

from xlscorecard.core.domain.period import Frequency, Month
from xlscorecard.core.domain.polarity import Polarity
from xlscorecard.errors import InvalidValueError


class ChangeUnit(Enum):
    """The unit in which a change and its tolerance are given."""

    RELATIVE = "%"
    """current / base − 1, as a fraction"""
    POINTS = "points"
    """current − base of two percentages, as a fraction: 0.02 is 2 percentage points"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tolerance:
    """From which change on a value counts as moved, in the unit of the change.

    Raises InvalidValueError unless 0 < amount ≤ 1.
    """

    amount: float
    unit: ChangeUnit = ChangeUnit.RELATIVE

    def __post_init__(self) -> None:
        if not 0 < self.amount <= 1:
            raise InvalidValueError.because(
                place="tolerance",
                found=f"{self.amount:g}",
                expected="more than 0 and at most 1 (100%)",
                remedy="Type a percentage such as 10%.",
            )


DEFAULT_TOLERANCE = Tolerance(amount=0.1)
"""The key of the scorecard document: 'Increase 10% or more'."""


class FormulaPolicy(Enum):
    """What a refresh does with a computed cell that holds a formula."""

    KEEP = "keep"
    REPLACE = "replace"


class TargetBasis(Enum):
    """What a target is set for."""

    MONTHLY = "monthly"
    """each month's value"""
    ANNUAL = "annual total"
    """the sum of the financial year"""
    LEVEL = "level"
    """a level to reach"""


class Palette(Enum):
    """The colours of Positive, Similar and Negative; the workbook's own rules apply them."""

    GREEN_AMBER_RED = "Green, amber, red"
    BLUE_ORANGE = "Blue and orange"


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorSettings:
    """Settings of one indicator; None leaves it to the sheet or to the general setting.

    ``place`` is the address of the cell that names the indicator; '' where no sheet does.
    ``wholes`` are the references of the indicators of which this one counts a part, so that it
    is never above them.
    """

    place: str = field(default="", compare=False)
    frequency: Frequency | None = None
    tolerance: Tolerance | None = None
    polarity: Polarity | None = None
    target_basis: TargetBasis | None = None
    wholes: tuple[str, ...] = ()


_NOTHING_SET = IndicatorSettings()


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnLine:
    """What a person has said about a column: a line of the Columns table.

    ``name`` is a heading or a column letter, ``meaning`` what it is said to be, in words.
    ``heading_there`` is the heading that stood there, as a line by letter keeps it. ``place`` is
    the address of the line. A line ``for_one_run`` was said to a command and keeps nothing.
    """

    place: str = field(compare=False)
    name: str
    meaning: str
    heading_there: str | None = None
    for_one_run: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All settings of a scorecard. A reporting period of None is the newest one with data."""

    reporting_period: Month | None = None
    tolerance: Tolerance = DEFAULT_TOLERANCE
    formulas: FormulaPolicy = FormulaPolicy.KEEP
    palette: Palette = Palette.GREEN_AMBER_RED
    indicators: Mapping[str, IndicatorSettings] = field(
        default_factory=lambda: MappingProxyType({})
    )
    columns: tuple[ColumnLine, ...] = ()

    def for_indicator(self, reference: str) -> IndicatorSettings:
        """The settings of one indicator."""
        return self.indicators.get(reference, _NOTHING_SET)
