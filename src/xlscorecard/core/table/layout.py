"""Where the scorecard's table stands in a sheet: its header, its columns, its rows.

Every column ends as a known column, a period, a column that a person has said to leave alone, or
one that is not understood.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from xlscorecard.core.domain.period import FinancialYear, Month
from xlscorecard.core.domain.settings import ColumnLine
from xlscorecard.core.sheet.address import Place
from xlscorecard.core.sheet.content import CellContent
from xlscorecard.core.sheet.grid import Grid
from xlscorecard.core.table.column_lines import SaidOfColumns, void_faults
from xlscorecard.core.table.column_reader import ColumnReader
from xlscorecard.core.table.header import Header, anchor_row, nothing_found
from xlscorecard.core.table.headings import Column
from xlscorecard.core.table.period_headings import PeriodHeading
from xlscorecard.errors import LayoutError


class UnknownColumn(NamedTuple):
    """A column of the table that is not understood: its number, its lowest heading, as shown.

    ``heading`` is None where the column has none, or may have none beneath a title. ``row`` is
    where to look for it. ``numbers`` are the rows in which it holds a number, or a formula that is
    not calculated. ``is_apart`` if it stands behind an empty column, beside the table.
    """

    column: int
    row: int
    heading: CellContent
    text: str
    numbers: tuple[int, ...]
    is_apart: bool = False


class Layout(NamedTuple):
    """The columns of the table and the rows of its header, counted from 1.

    ``periods`` maps each month to its column, in the order of the sheet; ``headings`` does so to
    what its heading says. ``targets`` maps the financial years that have a target.
    ``required_headings`` are the texts that head the columns Ref. and Indicator.
    ``texts`` are the lowest headings of the columns as they are shown, with their row.
    ``dot_is_polarity`` if a column DoT stands for the polarity and nobody has said so.
    """

    first_header_row: int
    last_header_row: int
    columns: Mapping[Column, int]
    periods: Mapping[Month, int]
    targets: Mapping[FinancialYear, int]
    required_headings: tuple[str, str]
    headings: Mapping[Month, PeriodHeading]
    texts: Mapping[int, tuple[int, str]]
    unknown: tuple[UnknownColumn, ...]
    left_alone: frozenset[int]
    said: SaidOfColumns
    dot_is_polarity: bool

    def heading_place(self, column: int) -> Place:
        """The cell of the heading of a column."""
        return Place(self.texts.get(column, (self.last_header_row, ""))[0], column)

    def heading_text(self, column: int) -> str:
        """The heading of a column as it is shown."""
        return self.texts.get(column, (0, ""))[1]


def find_layout(grid: Grid, lines: Sequence[ColumnLine] = ()) -> Layout:
    """The layout of the scorecard's table in a sheet.

    Args:
        grid: the sheet.
        lines: what people have said about columns.

    Raises:
        LayoutError: no table, a required column missing, two columns for one month or for one
            thing, a month that cannot be right; every fault of the header is named with its cell.
    """
    anchor = anchor_row(grid)
    if anchor is None:
        raise LayoutError(nothing_found(grid))
    header = Header(grid, anchor)
    columns = ColumnReader(header, lines)
    columns.read()
    if columns.faults:
        raise LayoutError(*columns.faults.from_left_to_right, *void_faults(columns.said.void))
    return Layout(
        first_header_row=header.top,
        last_header_row=header.bottom,
        columns=columns.columns,
        periods=columns.periods,
        targets=columns.targets,
        required_headings=(
            grid.text(anchor, columns.columns[Column.REFERENCE]),
            grid.text(anchor, columns.columns[Column.INDICATOR]),
        ),
        headings=columns.headings,
        texts=columns.headed.texts,
        unknown=tuple(_unknown_columns(columns)),
        left_alone=frozenset(columns.left_alone),
        said=columns.said,
        dot_is_polarity=columns.dot_is_polarity,
    )


def _unknown_columns(read: ColumnReader) -> Iterator[UnknownColumn]:
    """The columns within the table that hold numbers and are not understood."""
    headed = read.headed
    known = {
        *read.columns.values(),
        *read.periods.values(),
        *read.targets.values(),
        *read.left_alone,
        *read.beneath,
    }
    left, right = min(known), max(known)
    while left > 1 and headed.holds_anything(left - 1):
        left -= 1
    while headed.holds_anything(right + 1):
        right += 1
    for column in sorted({*range(left, right + 1), *read.apart}):
        if column not in known and (numbers := headed.numbers_in(column)):
            stack = headed.stacks.get(column, ())
            is_headed = stack and not headed.header.may_be_title(stack[0], column)
            yield UnknownColumn(
                column=column,
                row=headed.place(column).row,
                heading=stack[0].content if is_headed else None,
                text=headed.text(column),
                numbers=numbers,
                is_apart=column in read.apart,
            )
