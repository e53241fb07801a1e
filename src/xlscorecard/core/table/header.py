"""The header of the scorecard's table: its rows, and the headings that stand over each column.

The header row is the one that holds both 'Ref.' and 'Indicator'; rows directly above and below it
belong to the header too where they hold months, groups or headings beneath the months. A merged
heading counts for each of its columns.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from xlscorecard.core.domain.cell_meaning import Unreadable, interpret
from xlscorecard.core.domain.period import month_label
from xlscorecard.core.sheet.content import NOT_CALCULATED, CellContent
from xlscorecard.core.sheet.grid import Grid
from xlscorecard.core.table.headings import (
    PREVIOUS_GROUP,
    REQUIRED,
    Column,
    column_of,
    group_of,
    part_of,
)
from xlscorecard.core.table.period_headings import (
    EitherHeading,
    HeadingMeaning,
    PeriodHeading,
    period_headings,
)
from xlscorecard.errors import Fault

# A header has two rows in the scorecard document; a third is tolerated.
_ROWS_BESIDE = 2

_WANTED = " and ".join(f'"{column.value}"' for column in REQUIRED)
_WHAT = {Column.REFERENCE: "references", Column.INDICATOR: "indicators' names"}


class Heading(NamedTuple):
    """A heading over a column: its row, and what it holds."""

    row: int
    content: CellContent


class PeriodOver(NamedTuple):
    """A period over a column, and the headings that stand beneath it, the lowest first.

    ``is_single`` if no other column stands under the same heading.
    """

    row: int
    meaning: PeriodHeading | EitherHeading
    beneath: tuple[Heading, ...]
    is_single: bool = True


def anchor_row(grid: Grid) -> int | None:
    """The row that holds both required headings; None where no row does."""
    for row in sorted(grid.rows):
        found = {column_of(text) for _, text in _texts(grid.rows[row])}
        if found.issuperset(REQUIRED):
            return row
    return None


def holds_scorecard(grid: Grid) -> bool:
    """Whether a sheet has a row with both headings that every scorecard has."""
    return anchor_row(grid) is not None


def missing_heading(grid: Grid) -> Fault | None:
    """What a sheet lacks that has one of the required headings but not both; None for any other."""
    for row in sorted(grid.rows):
        for column, text in _texts(grid.rows[row]):
            heading = column_of(text)
            if heading in REQUIRED:
                missing = next(other for other in REQUIRED if other is not heading)
                return Fault(
                    place=grid.address(row, column),
                    found=f'the heading "{text.strip()}", but none "{missing.value}" in its row',
                    expected=f"the headings {_WANTED} in one row",
                    remedy=f'Head the column of the {_WHAT[missing]} with "{missing.value}".',
                )
    return None


def nothing_found(grid: Grid) -> Fault:
    """Why a sheet holds no scorecard."""
    return missing_heading(grid) or Fault(
        place=f"sheet {grid.sheet}",
        found="no scorecard table",
        expected=f"a row with the headings {_WANTED}, looked for in every row",
        remedy="Name the right sheet, or put the headings above the table.",
    )


class Header:
    """The rows of a header, and what stands over each column."""

    def __init__(self, grid: Grid, anchor: int) -> None:
        self.grid = grid
        self._reference, self._indicator = (
            next(column for column, text in _texts(grid.rows[anchor]) if column_of(text) is kind)
            for kind in REQUIRED
        )
        self._periods: dict[int, tuple[HeadingMeaning, ...]] = {}
        self.top, self.bottom = self._rows(anchor)

    @property
    def rows(self) -> range:
        """The rows of the header."""
        return range(self.top, self.bottom + 1)

    @cached_property
    def width(self) -> int:
        """The last column that has a heading."""
        return max(len(self.grid.rows.get(row, ())) for row in self.rows)

    @cached_property
    def rows_below(self) -> tuple[int, ...]:
        """The rows below the header that have a reference."""
        return tuple(
            row
            for row in sorted(self.grid.rows)
            if row > self.bottom and self.grid.text(row, self._reference)
        )

    def content(self, row: int, column: int) -> CellContent:
        """The content of a heading; a merged one counts for each of its columns."""
        merge = self.grid.merge_at(row, column)
        return self.grid.content(merge.top, merge.left) if merge else self.grid.content(row, column)

    def stack(self, column: int) -> tuple[Heading, ...]:
        """The headings over a column, the lowest first; a merged one once.

        A title merged over months is no heading of its columns: a blank one stays blank.
        """
        found: list[Heading] = []
        seen: set[tuple[int, int]] = set()
        for row in reversed(self.rows):
            merge = self.grid.merge_at(row, column)
            place = (merge.top, merge.left) if merge else (row, column)
            content = self.grid.content(*place)
            if content in (None, "") or place in seen or self._is_merged_title(row, column):
                continue
            seen.add(place)
            found.append(Heading(row, content))
        return tuple(found)

    def may_be_title(self, heading: Heading, column: int) -> bool:
        """Whether a text may be a title that begins here: the month to its right has none."""
        return (
            not self._is_merged_across(heading.row, column)
            and self.content(heading.row, column + 1) in (None, "")
            and self._holds_period(heading.row + 1, column + 1)
        )

    def _is_merged_title(self, row: int, column: int) -> bool:
        """Whether a text is merged over months, and names no period, column or group."""
        merge, content = self.grid.merge_at(row, column), self.content(row, column)
        return (
            merge is not None
            and merge.left != merge.right
            and isinstance(content, str)
            and self.period_at(row, column) is None
            and not (column_of(content) or group_of(content))
            and any(
                self._holds_period(merge.bottom + 1, other)
                for other in range(merge.left, merge.right + 1)
            )
        )

    def _holds_period(self, top: int, column: int) -> bool:
        """Whether a column has a period in a row of the header, from one row down."""
        rows = range(top, self.bottom + 1)
        return any(self.period_at(row, column) is not None for row in rows)

    def text(self, heading: Heading) -> str:
        """A heading as it is shown, for a message; a date as its month."""
        return heading_text(self.grid, heading)

    def period_at(self, row: int, column: int) -> HeadingMeaning:
        """What a heading says about a period, read together with its row."""
        meanings = self._periods_of(row)
        return meanings[column - 1] if column <= len(meanings) else None

    @cached_property
    def periods_over(self) -> Mapping[int, PeriodOver]:
        """The period over each column that has one.

        A period with headings beneath it counts for the columns to its right, too, that have a
        heading beneath and none beside the period.
        """
        found: dict[int, PeriodOver] = {}
        group: PeriodOver | None = None
        for column in range(1, self.width + 1):
            stack = self.stack(column)
            over = next(
                (
                    PeriodOver(heading.row, meaning, stack[:index])
                    for index, heading in enumerate(stack)
                    if (meaning := self.period_at(heading.row, column)) is not None
                ),
                None,
            )
            if over is not None:
                found[column], group = over, over if over.beneath else None
            elif group is not None and stack and all(_is_beneath(each, group) for each in stack):
                found[column] = group._replace(beneath=stack)
            else:
                group = None
        columns_of = Counter((over.row, over.meaning) for over in found.values())
        return {
            column: over._replace(is_single=columns_of[over.row, over.meaning] == 1)
            for column, over in found.items()
        }

    def _rows(self, anchor: int) -> tuple[int, int]:
        grid, reference = self.grid, self._reference
        merge = grid.merge_at(anchor, reference)
        top, bottom = (merge.top, merge.bottom) if merge else (anchor, anchor)
        for _ in range(_ROWS_BESIDE):
            below = bottom + 1
            is_free = not grid.text(below, reference) and not grid.text(below, self._indicator)
            if not is_free:
                break
            has_months = any(self._holds_months(row) for row in range(top, below))
            if (
                (not has_months and self._holds_months(below))
                or self._holds_groups(below)
                or self._holds_sub_headings(below, range(top, below))
            ):
                bottom = below
        for _ in range(_ROWS_BESIDE):
            if grid.text(top - 1, reference):
                break
            # A month above a header that has months is a date of the title.
            has_months = any(self._holds_months(row) for row in range(top, bottom + 1))
            if self._holds_groups(top - 1) or (not has_months and self._holds_months(top - 1)):
                top -= 1
        return top, bottom

    def _periods_of(self, row: int) -> tuple[HeadingMeaning, ...]:
        if row not in self._periods:
            contents = [
                self.content(row, column)
                for column in range(1, len(self.grid.rows.get(row, ())) + 1)
            ]
            self._periods[row] = period_headings(contents, self.grid.day_zero)
        return self._periods[row]

    def _holds_months(self, row: int) -> bool:
        """Whether a row holds a month, or what may turn out as one when it is calculated."""
        return any(meaning is not None for meaning in self._periods_of(row)) or (
            sum(content is NOT_CALCULATED for content in self.grid.rows.get(row, ())) > 1
        )

    def _holds_groups(self, row: int) -> bool:
        """Whether a row holds a heading over arrow and percentage, or one of its parts."""
        return any(
            group_of(text) or part_of(PREVIOUS_GROUP, text)
            for _, text in _texts(self.grid.rows.get(row, ()))
        )

    def _holds_sub_headings(self, row: int, above: range) -> bool:
        """Whether a row holds words, and no figures, beneath at least half of the months."""
        width = max(len(self.grid.rows.get(upper, ())) for upper in above)
        months = [
            column
            for column in range(1, width + 1)
            if any(self.period_at(upper, column) is not None for upper in above)
        ]
        cells = [self.grid.content(row, column) for column in months]
        words = sum(
            isinstance(cell, str)
            and isinstance(interpret(cell), Unreadable)
            and not self._is_merged_across(row, column)
            for column, cell in zip(months, cells, strict=True)
        )
        figures = any(isinstance(cell, float) for cell in cells)
        return bool(months) and not figures and words * 2 >= len(months)

    def _is_merged_across(self, row: int, column: int) -> bool:
        merge = self.grid.merge_at(row, column)
        return merge is not None and merge.left != merge.right


def _is_beneath(heading: Heading, group: PeriodOver) -> bool:
    """Whether a heading without a period over it stands beneath the period to its left."""
    content = heading.content
    is_known = isinstance(content, str) and (column_of(content) or group_of(content))
    return heading.row > group.row and not is_known


def heading_text(grid: Grid, heading: Heading) -> str:
    """A heading as it is shown, for a message; a date as its month."""
    content = heading.content
    if isinstance(content, str):
        return " ".join(content.split())
    if isinstance(content, float):
        return f"{content:.15g}"
    for meaning in period_headings([content], grid.day_zero):
        if isinstance(meaning, PeriodHeading):
            return month_label(meaning.month)
    return "" if content is NOT_CALCULATED else str(content)


def _texts(cells: Sequence[CellContent]) -> Iterator[tuple[int, str]]:
    for column, content in enumerate(cells, start=1):
        if isinstance(content, str):
            yield column, content
