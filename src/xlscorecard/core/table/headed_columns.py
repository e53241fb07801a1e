"""The columns of a table with the headings that stand over them, and what they hold."""

from collections.abc import Set
from functools import cached_property
from typing import NamedTuple

from xlscorecard.core.domain.cell_meaning import number_of
from xlscorecard.core.domain.period import FinancialYear
from xlscorecard.core.sheet.address import Place
from xlscorecard.core.sheet.content import NOT_CALCULATED
from xlscorecard.core.table.header import Header, PeriodOver
from xlscorecard.core.table.headings import column_of, group_of, target_year_text
from xlscorecard.core.table.period_headings import PeriodHeading

_UNITS = frozenset({"n", "n=", "no", "no.", "number", "count", "%", "value", "values", "£"})
"""Words beneath a month that say how its values are counted, and nothing else."""


class HeadedColumns:
    """The columns under a header, by their numbers in the sheet."""

    def __init__(self, header: Header) -> None:
        self.header = header
        self.grid = header.grid
        self.stacks = {column: header.stack(column) for column in range(1, header.width + 1)}
        self.texts = {
            column: (stack[0].row, header.text(stack[0]))
            for column, stack in self.stacks.items()
            if stack
        }
        """The lowest heading of each column that has any: its row, and as it is shown."""

    def text(self, column: int) -> str:
        """The lowest heading of a column as it is shown; '' where it has none."""
        return self.texts.get(column, (0, ""))[1]

    def place(self, column: int) -> Place:
        """The cell of the lowest heading; the last row of the header where there is none."""
        return Place(self.texts.get(column, (self.header.bottom, ""))[0], column)

    @cached_property
    def calculated_texts(self) -> dict[int, list[str]]:
        """The headings of each column, the lowest first, without those that are not calculated."""
        return {
            column: [
                self.header.text(heading)
                for heading in stack
                if heading.content is not NOT_CALCULATED
            ]
            for column, stack in self.stacks.items()
        }

    def is_understood(self, column: int) -> bool:
        """Whether the headings of a column say what it is, without anybody's word."""
        over = self.header.periods_over.get(column)
        if over is not None:
            is_plain = not over.beneath or is_unit(over)
            return is_plain and isinstance(over.meaning, PeriodHeading)
        return any(
            isinstance(heading.content, str)
            and (
                column_of(heading.content)
                or group_of(heading.content)
                or target_year(heading.content)
            )
            for heading in self.stacks[column]
        )

    def is_empty(self, column: int) -> bool:
        """Whether a column has neither a heading nor anything below it."""
        return not self.stacks.get(column) and not self.holds_anything(column)

    def holds_anything(self, column: int) -> bool:
        """Whether a column has anything below its heading."""
        content = self.grid.content
        return any(content(row, column) not in (None, "") for row in self.header.rows_below)

    def numbers_in(self, column: int) -> tuple[int, ...]:
        """The rows in which a column holds a number, or a formula that is not calculated."""
        content = self.grid.content
        return tuple(
            row
            for row in self.header.rows_below
            if (held := content(row, column)) is NOT_CALCULATED or number_of(held) is not None
        )


def is_unit(over: PeriodOver) -> bool:
    """Whether all that stands beneath a month of one column says how its values are counted."""
    return over.is_single and all(
        isinstance(heading.content, str) and heading.content.strip().casefold() in _UNITS
        for heading in over.beneath
    )


def target_year(heading: str) -> FinancialYear | None:
    """The financial year whose target a heading names; None of any other heading."""
    return FinancialYear.parse(target_year_text(heading) or "")


class PeriodColumn(NamedTuple):
    """The cell of a heading that is a period, and what it says."""

    place: Place
    heading: PeriodHeading


def is_apart(column: int, periods: Set[int], others: Set[int], headed: HeadedColumns) -> bool:
    """Whether a period stands alone beside the table: behind it, after an empty column.

    One over an empty column and with no other period beside it heads nothing either.

    Args:
        column: the column of the period.
        periods: the columns of all periods.
        others: the columns that are known to be something else.
        headed: all columns.
    """
    if not headed.header.rows_below or len(periods) == 1:
        return False
    if not periods.isdisjoint((column - 1, column + 1)):
        return False
    known = {*others, *periods - {column}}
    beyond = column > max(known) or column < min(known)
    nearest = max(known) if column > max(known) else min(known)
    between = range(min(column, nearest) + 1, max(column, nearest))
    is_behind_a_gap = beyond and any(map(headed.is_empty, between))
    return is_behind_a_gap or not headed.holds_anything(column)
