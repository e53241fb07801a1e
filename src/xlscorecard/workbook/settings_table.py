"""Where the cells of the Settings sheet stand; rows and columns are counted from 1."""

from xlscorecard.domain.address import Area
from xlscorecard.domain.settings import Palette
from xlscorecard.sheet.settings_sheet import IndicatorHeading, Label

TITLE_ROW = 1
SENTENCE_ROW = 2

SETTING_COLUMN = 1
VALUE_COLUMN = 2
MEANING_COLUMN = 3
LAST_COLUMN = 8

SETTINGS_HEADING_ROW = 4
SETTINGS = tuple(Label)
"""The general settings from top to bottom."""

INDICATORS_TITLE_ROW = SETTINGS_HEADING_ROW + len(SETTINGS) + 2
FIRST_MEANING_ROW = INDICATORS_TITLE_ROW + 2
INDICATOR_HEADING_ROW = FIRST_MEANING_ROW + len(IndicatorHeading) + 1
FIRST_INDICATOR_ROW = INDICATOR_HEADING_ROW + 1
LAST_INDICATOR_ROW = INDICATOR_HEADING_ROW + 40

# In a hidden column, beside the list of settings.
PALETTE_CHOICES = Area(
    SETTINGS_HEADING_ROW,
    LAST_COLUMN + 2,
    SETTINGS_HEADING_ROW + len(Palette) - 1,
    LAST_COLUMN + 2,
)


def setting_row(label: Label) -> int:
    """The row of a general setting."""
    return SETTINGS_HEADING_ROW + 1 + SETTINGS.index(label)


def indicator_column(heading: IndicatorHeading) -> int:
    """The column of the table of single indicators."""
    return tuple(IndicatorHeading).index(heading) + 1


def indicator_cells(heading: IndicatorHeading) -> Area:
    """The input cells of one column of the table of single indicators."""
    column = indicator_column(heading)
    return Area(FIRST_INDICATOR_ROW, column, LAST_INDICATOR_ROW, column)
