"""Where the cells of the scorecard's table stand; rows and columns are counted from 1.

The order is that of the document: 36 columns from Ref. to Commentary.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import NamedTuple

from xlscorecard.addin.workbook.document import document
from xlscorecard.core.domain.period import FinancialYear, Month, month_of, year_and_number
from xlscorecard.core.sheet.address import Area, column_letters
from xlscorecard.core.table.headings import PREVIOUS_GROUP, YEAR_GROUP, Column

TITLE_ROW = 1
KEY_ROW = 2
GROUP_ROW = 7
HEADING_ROW = 8
FIRST_ROW = 9
LAST_RULED_ROW = 400
"""Colours and choices are ready down to this row, for indicators that a person adds."""

MONTH_COUNT = 16
LAST_MONTH = month_of(2019, 8)
MONTHS = tuple(Month(LAST_MONTH - MONTH_COUNT + 1 + index) for index in range(MONTH_COUNT))
TARGET_YEARS = (FinancialYear(2017), FinancialYear(2018), FinancialYear(2019))


class Kind(Enum):
    """What the cells of a column hold, which decides how they look."""

    REFERENCE = "reference"
    TITLE = "title"
    PERSON = "person"
    OUTCOME = "outcome"
    COMMENTARY = "commentary"
    VALUE = "value"
    ARROW = "arrow"
    CHANGE = "change"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableColumn:
    """One column of the table: which it is, its heading, its width in characters."""

    meaning: Column | Month | FinancialYear
    heading: str | date
    width: float
    kind: Kind


def _named(column: Column, width: float, kind: Kind, heading: str | None = None) -> TableColumn:
    return TableColumn(meaning=column, heading=heading or column.value, width=width, kind=kind)


def _month(month: Month) -> TableColumn:
    year, number = year_and_number(month)
    return TableColumn(meaning=month, heading=date(year, number, 1), width=7.3, kind=Kind.VALUE)


def _target(year: FinancialYear) -> TableColumn:
    heading = f"Target {year.start % 100}-{(year.start + 1) % 100}"
    return TableColumn(meaning=year, heading=heading, width=8, kind=Kind.VALUE)


COLUMNS: tuple[TableColumn, ...] = (
    _named(Column.REFERENCE, 10, Kind.REFERENCE),
    _named(Column.INDICATOR, 30, Kind.TITLE),
    _named(Column.OWNER, 10.5, Kind.PERSON),
    _named(Column.REPORTER, 12.5, Kind.PERSON),
    _named(Column.OUTCOME, 29, Kind.OUTCOME),
    *(_month(month) for month in MONTHS),
    _named(Column.PREVIOUS_ARROW, 5, Kind.ARROW, PREVIOUS_GROUP.title),
    _named(Column.PREVIOUS_CHANGE, 8, Kind.CHANGE, ""),
    _named(Column.YEAR_ARROW, 5, Kind.ARROW, YEAR_GROUP.title),
    _named(Column.YEAR_CHANGE, 8, Kind.CHANGE, ""),
    _named(Column.POLARITY, 6, Kind.CHOICE),
    _named(Column.AVERAGE, 9, Kind.VALUE),
    _named(Column.MAXIMUM, 9, Kind.VALUE),
    _named(Column.PERCENTAGE, 12.5, Kind.CHOICE),
    _named(Column.STATISTICAL_NEIGHBOUR, 11, Kind.VALUE),
    _named(Column.ENGLAND, 9, Kind.VALUE),
    _named(Column.REGION, 8, Kind.VALUE),
    *(_target(year) for year in TARGET_YEARS),
    _named(Column.COMMENTARY, 66, Kind.COMMENTARY, f"{Column.COMMENTARY.value} (Aug-19)"),
)
"""The table from left to right."""

LAST_COLUMN = len(COLUMNS)
FIRST_MONTH_COLUMN = next(
    number for number, column in enumerate(COLUMNS, start=1) if column.meaning == MONTHS[0]
)
LAST_MONTH_COLUMN = FIRST_MONTH_COLUMN + MONTH_COUNT - 1


def column_of(meaning: Column | Month | FinancialYear) -> int:
    """The number of a column."""
    return next(
        number for number, column in enumerate(COLUMNS, start=1) if column.meaning == meaning
    )


class TablePlace(NamedTuple):
    """Where a scorecard's rows stand in a sheet, and which column is which.

    ``last_row`` is the last that has rules, also for indicators to come; ``last_indicator`` is that
    of the last indicator. ``months`` are the headings of the months, where they stand side by side.
    """

    first_row: int
    last_row: int
    last_indicator: int
    columns: Mapping[Column, int]
    months: Area | None

    def first_cell(self, column: Column) -> str:
        """The first cell of a column, for a formula that is to move down and not across."""
        return f"${column_letters(self.columns[column])}{self.first_row}"


PLACE = TablePlace(
    first_row=FIRST_ROW,
    last_row=LAST_RULED_ROW,
    last_indicator=FIRST_ROW + len(document()) - 1,
    months=Area(HEADING_ROW, FIRST_MONTH_COLUMN, HEADING_ROW, LAST_MONTH_COLUMN),
    columns={
        column.meaning: number
        for number, column in enumerate(COLUMNS, start=1)
        if isinstance(column.meaning, Column)
    },
)
"""Where they stand in the workbook that is built here."""
