"""Where the cells of the Settings sheet stand; rows and columns are counted from 1."""

from typing import Any, NamedTuple

from xlscorecard.core.domain.settings import Palette, Settings
from xlscorecard.core.settings.all_settings import COLUMN_HEADINGS, GENERAL, INDICATOR_HEADINGS
from xlscorecard.core.settings.setting import Heading, Setting
from xlscorecard.core.sheet.address import Area, Place
from xlscorecard.core.table.column_lines import MEANING_WORDS
from xlscorecard.core.table.headings import MEANT_BY_HEADING

TITLE_ROW = 1
SENTENCE_ROW = 2

SETTING_COLUMN = 1
VALUE_COLUMN = 2
MEANING_COLUMN = 3
LAST_COLUMN = 8

SETTINGS_HEADING_ROW = 4


class InputTable(NamedTuple):
    """A table to be filled: a title, a sentence, what each heading means, the headings, rows."""

    headings: tuple[Heading, ...]
    title: str
    sentence: str
    title_row: int
    heading_row: int
    row_count: int

    @property
    def last_row(self) -> int:
        """The last of the rows to be filled."""
        return self.heading_row + self.row_count

    def cells(self, heading: Heading) -> Area:
        """The input cells below a heading."""
        column = self.headings.index(heading) + 1
        return Area(self.heading_row + 1, column, self.last_row, column)


_INDICATORS_ROW = SETTINGS_HEADING_ROW + len(GENERAL) + 2
INDICATORS = InputTable(
    INDICATOR_HEADINGS,
    "Settings of single indicators",
    "Add a row only for an indicator that differs from the rest, and fill only what differs.",
    title_row=_INDICATORS_ROW,
    heading_row=_INDICATORS_ROW + 2 + len(INDICATOR_HEADINGS) + 1,
    row_count=40,
)

_COLUMNS_ROW = INDICATORS.last_row + 2
COLUMNS = InputTable(
    COLUMN_HEADINGS,
    "Columns",
    "Say here what a column of the scorecard means if its heading is not understood, or that it is "
    "to be left alone.",
    title_row=_COLUMNS_ROW,
    heading_row=_COLUMNS_ROW + 2 + len(COLUMN_HEADINGS),
    row_count=20,
)

MEANING_CHOICES = (*MEANING_WORDS, *MEANT_BY_HEADING)
"""What a column may be said to be, besides a month or a target."""

_HIDDEN_COLUMN = LAST_COLUMN + 2


def _hidden(first_row: int, count: int) -> Area:
    return Area(first_row, _HIDDEN_COLUMN, first_row + count - 1, _HIDDEN_COLUMN)


PALETTE_CHOICES = _hidden(SETTINGS_HEADING_ROW, len(Palette))
"""Beside the list of settings."""

MEANING_CELLS = _hidden(COLUMNS.heading_row, len(MEANING_CHOICES))
"""Where these choices stand, in the same hidden column.

They hold the heading Indicator, so that they must not stand beside the heading Ref.
"""


def value_cell(setting: Setting[Settings, Any]) -> Place:
    """The cell that holds the value of a general setting."""
    return Place(SETTINGS_HEADING_ROW + 1 + GENERAL.index(setting), VALUE_COLUMN)
