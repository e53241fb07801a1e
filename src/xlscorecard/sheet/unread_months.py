"""Columns that are not understood and stand where the next month would: no refresh without them."""

import re
from collections.abc import Iterator

from xlscorecard.domain.address import column_letters
from xlscorecard.domain.cell import CellContent
from xlscorecard.domain.period import MONTH_NAMES, Month, month_label
from xlscorecard.errors import Fault
from xlscorecard.sheet.column_lines import BLANK_HEADING
from xlscorecard.sheet.headings import is_of_totals
from xlscorecard.sheet.layout import UnknownColumn
from xlscorecard.sheet.period_headings import usual_step, whole_year_label
from xlscorecard.sheet.reader import SheetReading
from xlscorecard.sheet.table_rules import MONTH_NOT_READ

_WORD = re.compile(r"[^\W\d_]+")
_YEAR = re.compile(r"(?<!\d)(?:(?:19|20)\d\d|\d\d\s?[/–-]\s?\d\d)(?!\d)")
# A word and the end of a year, as in Agu-19.
_SHORT_YEAR = re.compile(r"[^\W\d_]{3,9}\.?\s?[-'’/]\s?(\d\d)(?!\d)")
_QUARTER = re.compile(r"(?i)\b(?:q\s?[1-4]|qtr|quarter)(?![^\W\d_])")
_LEAST_LETTERS = 5
_YEARS_AROUND = 2


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
    unknown = {own.column: own for own in layout.unknown}
    for column in _places_of_the_next(reading, newest):
        own = unknown.get(column)
        if own is None or not _may_be_a_month(own.heading, newest):
            continue
        if filled and len(filled.intersection(own.numbers)) * 2 >= len(filled):
            yield _fault(reading, own, newest)


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


def _may_be_a_month(heading: CellContent, newest: Month) -> bool:
    """Whether a heading is blank, a number or a date, or speaks of a month, quarter or year."""
    if not isinstance(heading, str):
        return True
    if not heading.strip():
        return True
    try:
        float(heading.replace(",", ""))
    except ValueError:
        pass
    else:
        return True
    if names_month(heading) or _QUARTER.search(heading):
        return True
    return not is_of_totals(heading) and _names_year(heading, newest)


def names_month(heading: str) -> bool:
    """Whether a heading has the name of a month as a word of its own.

    One letter may be wrong where the name has five or more: ``Agust``.
    """
    return any(_is_month(word.casefold()) for word in _WORD.findall(heading))


def _is_month(word: str) -> bool:
    if word in ("month", "sept"):
        return True
    return any(
        word in (name, name[:3]) or (len(name) >= _LEAST_LETTERS and _is_nearly(word, name))
        for name in MONTH_NAMES
    )


def _is_nearly(word: str, name: str) -> bool:
    """Whether a word is a name with one letter more, fewer or other, or two that changed place."""
    if abs(len(word) - len(name)) > 1:
        return False
    start = 0
    while start < min(len(word), len(name)) and word[start] == name[start]:
        start += 1
    rest, wanted = word[start:], name[start:]
    return (
        rest[1:] == wanted[1:]
        or rest[1:] == wanted
        or rest == wanted[1:]
        or (rest[:2] == wanted[1::-1] and rest[2:] == wanted[2:])
    )


def _names_year(heading: str, newest: Month) -> bool:
    if _YEAR.search(heading):
        return True
    year = newest // 12 % 100
    return any(
        abs(int(match[1]) - year) <= _YEARS_AROUND for match in _SHORT_YEAR.finditer(heading)
    )


def _fault(reading: SheetReading, own: UnknownColumn, newest: Month) -> Fault:
    by_column = sorted((column, month) for month, column in reading.layout.periods.items())
    step = abs(usual_step([month for _, month in by_column])) or 1
    following = Month(max(reading.layout.periods) + step)
    letters, kept = column_letters(own.column), own.text or BLANK_HEADING
    shown = f'"{own.text}"' if own.text else "a blank heading"
    return Fault(
        place=reading.grid.address(own.row, own.column),
        found=f"{shown} is no month that can be read, over numbers where the month after "
        f"{month_label(newest)} would stand",
        expected=f"a month such as {month_label(following)}",
        remedy=f"Type {whole_year_label(following)}, or say on the Settings sheet, in the table of "
        f"columns, that column {letters} is to be left alone ({letters} | leave alone | {kept}).",
        rule=MONTH_NOT_READ.name,
    )
