"""The Settings sheet: its tables, their headings and the words that may stand in them.

The sheet holds three tables, wherever they stand: 'Setting' beside 'Value', single indicators
under the heading 'Ref.', and columns under the heading 'Column'. A blank value leaves the default.
"""

from enum import Enum

from xlscorecard.core.domain.period import Frequency
from xlscorecard.core.domain.polarity import Polarity
from xlscorecard.core.domain.settings import ChangeUnit, FormulaPolicy, Palette, TargetBasis

SETTING_HEADING = "Setting"
VALUE_HEADING = "Value"


class Label(Enum):
    """The name of a general setting, as it stands in the sheet."""

    REPORTING_PERIOD = "Reporting period"
    TOLERANCE = "Tolerance"
    FORMULAS = "Formulas in computed cells"
    PALETTE = "Colours"


class IndicatorHeading(Enum):
    """A column of the table of single indicators."""

    REFERENCE = "Ref."
    FREQUENCY = "Frequency"
    UNIT = "Unit of change"
    TOLERANCE = "Tolerance"
    POLARITY = "Polarity"
    TARGET_BASIS = "Target basis"
    PART_OF = "Part of"


class ColumnHeading(Enum):
    """A column of the table of columns, which says what a column of the scorecard means."""

    COLUMN = "Column"
    MEANING = "What it means"
    HEADING_THERE = "Heading there"


OPTIONAL_HEADINGS = (IndicatorHeading.TARGET_BASIS, IndicatorHeading.PART_OF)
"""Headings that sheets of earlier versions do not have."""


FREQUENCY_WORDS = {
    "monthly": Frequency.MONTHLY,
    "quarterly": Frequency.QUARTERLY,
    "annual": Frequency.ANNUAL,
}
UNIT_WORDS = {unit.value: unit for unit in ChangeUnit}
POLARITY_WORDS = {
    "▲": Polarity.HIGHER_IS_BETTER,
    "▼": Polarity.LOWER_IS_BETTER,
    "none": Polarity.NONE,
}
TARGET_BASIS_WORDS = {basis.value: basis for basis in TargetBasis}
FORMULA_WORDS = {policy.value: policy for policy in FormulaPolicy}
PALETTE_WORDS = {palette.value: palette for palette in Palette}
