"""The columns that are headed with a period, and those of them that stand beside the table."""

from collections.abc import Set
from typing import NamedTuple

from xlscorecard.core.sheet.address import Place
from xlscorecard.core.table.headed_columns import HeadedColumns
from xlscorecard.core.table.period_headings import PeriodHeading


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
