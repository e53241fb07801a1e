"""Where the cells of the Settings sheet stand; rows and columns are counted from 1."""

from xlscorecard.core.domain.settings import Palette
from xlscorecard.core.settings.words import ColumnHeading, IndicatorHeading, Label
from xlscorecard.core.sheet.address import Area
from xlscorecard.core.table.column_lines import MEANING_WORDS
from xlscorecard.core.table.headings import MEANT_BY_HEADING

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

COLUMNS_TITLE_ROW = LAST_INDICATOR_ROW + 2
COLUMN_HEADING_ROW = COLUMNS_TITLE_ROW + 5
FIRST_COLUMN_ROW = COLUMN_HEADING_ROW + 1
LAST_COLUMN_ROW = COLUMN_HEADING_ROW + 20

MEANING_CHOICES = (*MEANING_WORDS, *MEANT_BY_HEADING)
"""What a column may be said to be, besides a month or a target."""

# In a hidden column, beside the list of settings.
PALETTE_CHOICES = Area(
    SETTINGS_HEADING_ROW,
    LAST_COLUMN + 2,
    SETTINGS_HEADING_ROW + len(Palette) - 1,
    LAST_COLUMN + 2,
)


MEANING_CELLS = Area(
    COLUMN_HEADING_ROW,
    PALETTE_CHOICES.left,
    COLUMN_HEADING_ROW + len(MEANING_CHOICES) - 1,
    PALETTE_CHOICES.left,
)
"""Where these choices stand, in the same hidden column.

They hold the heading Indicator, so that they must not stand beside the heading Ref.
"""


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


def column_column(heading: ColumnHeading) -> int:
    """The column of the table of columns."""
    return tuple(ColumnHeading).index(heading) + 1


def column_cells(heading: ColumnHeading) -> Area:
    """The input cells of one column of the table of columns."""
    column = column_column(heading)
    return Area(FIRST_COLUMN_ROW, column, LAST_COLUMN_ROW, column)
