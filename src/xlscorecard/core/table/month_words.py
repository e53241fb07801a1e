"""Headings that are no month that can be read, and may be meant for one."""

import re
from collections.abc import Iterator

from xlscorecard.core.domain.period import MONTH_NAMES, MONTHS_A_YEAR, Month
from xlscorecard.core.sheet.content import CellContent
from xlscorecard.core.table.headings import is_of_totals
from xlscorecard.core.table.layout import Layout
from xlscorecard.core.table.period_headings import usual_step

_WORD = re.compile(r"[^\W\d_]+")
_YEAR = re.compile(r"(?<!\d)(?:(?:19|20)\d\d|\d\d\s?[/–-]\s?\d\d)(?!\d)")
# A word and the end of a year, as in Agu-19.
_SHORT_YEAR = re.compile(r"[^\W\d_]{3,9}\.?\s?[-'’/]\s?(\d\d)(?!\d)")
# As in 9/19.
_NUMBERED = re.compile(r"^\s*\d{1,2}\s?[/.]\s?\d{2}\s*$")
_QUARTER = re.compile(r"(?i)\b(?:q\s?[1-4]|qtr|quarter)(?![^\W\d_])")
_LEAST_LETTERS = 5
_YEARS_AROUND = 2


def may_be_a_month(heading: CellContent, newest: Month) -> bool:
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
    if names_month(heading) or _QUARTER.search(heading) or _NUMBERED.search(heading):
        return True
    return not is_of_totals(heading) and _names_year(heading, newest)


def names_month(heading: str) -> bool:
    """Whether a heading has the name of a month as a word of its own.

    One letter may be wrong where the name has five or more: ``Agust``.
    """
    return any(_is_month(word.casefold()) for word in _WORD.findall(heading))


def _is_month(word: str) -> bool:
    if word == "sept":
        return True
    return any(
        word in (name, name[:3]) or (len(name) >= _LEAST_LETTERS and is_nearly(word, name))
        for name in MONTH_NAMES
    )


def is_nearly(word: str, name: str) -> bool:
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
    year = newest // MONTHS_A_YEAR % 100
    return any(
        abs(int(match[1]) - year) <= _YEARS_AROUND for match in _SHORT_YEAR.finditer(heading)
    )


def missing_months_at(layout: Layout) -> Iterator[tuple[int, Month]]:
    """The columns that are not understood and may be a month, and the month that is missing there.

    Between two months that is the one after the earlier of them; behind the newest the next one.
    """
    by_column = sorted((column, month) for month, column in layout.periods.items())
    step = usual_step([month for _, month in by_column])
    newest = max(layout.periods)
    if step < 0:
        by_column.reverse()
    for unknown in layout.unknown:
        if unknown.is_apart or not may_be_a_month(unknown.heading, newest):
            continue
        side = [month for column, month in by_column if (column < unknown.column) == (step > 0)]
        if not side:
            continue
        wanted = Month(side[-1] + abs(step))
        if wanted not in layout.periods:
            yield unknown.column, wanted
