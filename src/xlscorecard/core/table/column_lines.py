"""What people have said about columns: the lines of the Columns table, put to a header.

A line names a column by a heading of it, or by its letter. One by letter keeps the heading that
stood there, so that it does not pass to another column when columns are moved.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from typing import NamedTuple

from xlscorecard.core.domain.period import FinancialYear
from xlscorecard.core.domain.settings import ColumnLine
from xlscorecard.core.sheet.address import column_number
from xlscorecard.core.table.headings import Column, column_of, group_of, target_year_text
from xlscorecard.core.table.period_headings import PeriodHeading, month_named
from xlscorecard.core.table.table_rules import LINE_NOT_USED
from xlscorecard.errors import Fault


class Said(Enum):
    """What a column may be said to be besides a known column, a month or a target."""

    LEAVE_ALONE = "leave alone"
    VALUES = "values"
    """The column under a month that holds the month's values."""


Meaning = Said | Column | PeriodHeading | FinancialYear
"""What a line says of a column."""

MEANING_WORDS: Mapping[str, Meaning] = {
    **{said.value: said for said in Said},
    "polarity": Column.POLARITY,
    "movement": Column.MOVEMENT,
}
"""The words that are no headings."""

BLANK_HEADING = "(blank)"
"""How the table writes that a column had no heading."""

_LETTERS = re.compile(r"[A-Z]{1,3}")


class VoidLine(NamedTuple):
    """A line that says nothing here, and why: ``found`` and ``remedy`` in words."""

    line: ColumnLine
    found: str
    remedy: str


class UnkeptLine(NamedTuple):
    """A line by letter that holds, and does not keep the heading that stands there."""

    line: ColumnLine
    heading: str


class SaidOfColumns(NamedTuple):
    """The meanings that lines give to columns, by column, and the lines that are to be said.

    ``lines`` are those that give the meanings, by column.
    """

    meanings: Mapping[int, Meaning]
    lines: Mapping[int, ColumnLine]
    void: tuple[VoidLine, ...]
    unkept: tuple[UnkeptLine, ...]


def meaning_of(text: str) -> Meaning | None:
    """What a text of the Columns table means; None where it means nothing."""
    text = " ".join(text.split())
    if said := MEANING_WORDS.get(text.casefold()):
        return said
    if year := FinancialYear.parse(target_year_text(text) or ""):
        return year
    month = month_named(text)
    if month is not None:
        return PeriodHeading(month)
    if named := column_of(text):
        return named
    group = group_of(text)
    return group.change if group else None


def said_of_columns(
    lines: Sequence[ColumnLine], headings: Mapping[int, Sequence[str]], understood: frozenset[int]
) -> SaidOfColumns:
    """Put the lines to the columns of a table.

    Args:
        lines: what people have said.
        headings: the texts over each column, the lowest first; a column without any has none.
        understood: the columns whose own headings are understood.
    """
    meanings: dict[int, Meaning] = {}
    line_of: dict[int, ColumnLine] = {}
    void: list[VoidLine] = []
    unkept: list[UnkeptLine] = []
    for line in lines:
        meaning = meaning_of(line.meaning)
        assert meaning is not None, "the lines are checked when they are read"
        columns = list(_headed(line.name, headings))
        if not columns and _LETTERS.fullmatch(line.name.upper()):
            column = column_number(line.name.upper())
            now = next(iter(headings.get(column, ())), BLANK_HEADING)
            if _still_holds(line, now, is_understood=column in understood):
                columns = [column]
                if line.heading_there is None and not line.for_one_run:
                    unkept.append(UnkeptLine(line, now))
            else:
                void.append(_moved(line, now))
        elif not columns:
            void.append(
                VoidLine(
                    line,
                    f'no column of the table is headed "{line.name}"',
                    "correct it, or leave it out"
                    if line.for_one_run
                    else "correct the heading, or clear the line",
                )
            )
        for column in columns:
            other = line_of.get(column)
            if other is not None and _contradict(line, other):
                void.append(
                    VoidLine(
                        line,
                        f'"{line.name}" is said to be {line.meaning}, and "{other.name}", which is '
                        f"the same column, {other.meaning}",
                        "say one of the two" if line.for_one_run else "clear one of the two lines",
                    )
                )
                continue
            meanings[column], line_of[column] = meaning, line
    return SaidOfColumns(meanings, line_of, tuple(void), tuple(unkept))


def _contradict(line: ColumnLine, other: ColumnLine) -> bool:
    """Whether lines for one column differ; what is said for one run counts above the sheet."""
    return line.for_one_run == other.for_one_run and meaning_of(line.meaning) != meaning_of(
        other.meaning
    )


def _still_holds(line: ColumnLine, now: str, *, is_understood: bool) -> bool:
    """Whether a line by letter still means the column that it was written for.

    One that keeps no heading holds where the column's own heading says nothing.
    """
    if line.heading_there is not None:
        return _key(line.heading_there) == _key(now)
    return line.for_one_run or not is_understood


def void_faults(void: Sequence[VoidLine]) -> list[Fault]:
    """The lines that are not used, for a table that cannot be read without them."""
    return [
        Fault(
            place=unused.line.place,
            found=unused.found,
            expected="a line that means a column of the table",
            remedy=f"{unused.remedy[0].upper()}{unused.remedy[1:]}.",
            rule=LINE_NOT_USED.name,
        )
        for unused in void
    ]


def line_text(name: str, meaning: str, heading_there: str = "") -> str:
    """What a message says about a line of the Columns table, so that it can be typed."""
    kept = f', Heading there "{heading_there}"' if heading_there else ""
    return (
        "type this line in the table of columns on the sheet Settings: "
        f'Column "{name}", What it means "{meaning}"{kept}'
    )


def _moved(line: ColumnLine, now: str) -> VoidLine:
    there = "kept no heading" if line.heading_there is None else f'was "{line.heading_there}"'
    return VoidLine(
        line,
        f'column {line.name} is headed "{now}" now and {there} when the line was written, so the '
        "line is not used",
        f'type "{now}" beside it under Heading there if it means this column, or name the right '
        "column",
    )


def _headed(name: str, headings: Mapping[int, Sequence[str]]) -> Iterator[int]:
    for column, texts in headings.items():
        if any(_key(text) == _key(name) for text in texts):
            yield column


def _key(text: str) -> str:
    return " ".join(text.split()).casefold()
