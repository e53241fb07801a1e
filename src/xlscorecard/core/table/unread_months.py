"""Columns that are not understood and stand where the next month would: no refresh without them."""

from collections.abc import Iterator

from xlscorecard.core.domain.period import Month, month_label
from xlscorecard.core.sheet.address import column_letters
from xlscorecard.core.table.column_lines import BLANK_HEADING, Said, line_text
from xlscorecard.core.table.layout import UnknownColumn
from xlscorecard.core.table.month_words import may_be_a_month
from xlscorecard.core.table.period_headings import usual_step, whole_year_label
from xlscorecard.core.table.reader import SheetReading
from xlscorecard.core.table.table_rules import MONTH_NOT_READ
from xlscorecard.errors import Fault


def unread_months(reading: SheetReading, newest: Month) -> Iterator[Fault]:
    """The columns without which a refresh would compute an earlier month instead.

    Args:
        reading: the sheet.
        newest: the newest month that holds data.
    """
    layout = reading.layout
    position = reading.scorecard.periods.index(newest)
    filled = {
        row
        for row, indicator in zip(reading.rows, reading.scorecard.indicators, strict=True)
        if indicator.values[position] is not None or position in indicator.not_calculated
    }
    unknown = {unknown_column.column: unknown_column for unknown_column in layout.unknown}
    for column in _places_of_the_next(reading, newest):
        unknown_column = unknown.get(column)
        if unknown_column is None or not may_be_a_month(unknown_column.heading, newest):
            continue
        if filled and len(filled.intersection(unknown_column.numbers)) * 2 >= len(filled):
            yield _fault(reading, unknown_column, newest)


def _places_of_the_next(reading: SheetReading, newest: Month) -> Iterator[int]:
    """Where the next month would stand: beside the newest one, and beside the outermost one."""
    layout = reading.layout
    by_column = sorted((column, month) for month, column in layout.periods.items())
    step = 1 if usual_step([month for _, month in by_column]) >= 0 else -1
    outermost = by_column[-1 if step == 1 else 0][0]
    for start in dict.fromkeys((layout.periods[newest], outermost)):
        column = start + step
        while column in layout.left_alone:
            column += step
        yield column


def _fault(reading: SheetReading, unknown_column: UnknownColumn, newest: Month) -> Fault:
    by_column = sorted((column, month) for month, column in reading.layout.periods.items())
    step = abs(usual_step([month for _, month in by_column])) or 1
    following = Month(max(reading.layout.periods) + step)
    letters, kept = column_letters(unknown_column.column), unknown_column.text or BLANK_HEADING
    shown = f'"{unknown_column.text}"' if unknown_column.text else "a blank heading"
    return Fault(
        place=reading.grid.address(unknown_column.row, unknown_column.column),
        found=f"{shown} is no month that can be read, over numbers where the month after "
        f"{month_label(newest)} would stand",
        expected=f"a month such as {month_label(following)}",
        remedy=f"Type {whole_year_label(following)}. If column {letters} is no month, "
        f"{line_text(letters, Said.LEAVE_ALONE.value, kept)}.",
        rule=MONTH_NOT_READ.name,
    )
