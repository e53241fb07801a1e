"""Where the scorecard's table stands in a sheet: its header, its columns, its rows.

The table is found by its headings. The header row is the one that holds both 'Ref.' and
'Indicator'; rows directly above and below it belong to the header too where they hold months
or groups. A merged heading counts for each of its columns.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from xlscorecard.domain.cell import CellContent
from xlscorecard.domain.finding import Rule
from xlscorecard.domain.period import FinancialYear, Month, month_label
from xlscorecard.errors import Fault, LayoutError
from xlscorecard.sheet.grid import Grid
from xlscorecard.sheet.headings import (
    PREVIOUS_GROUP,
    REQUIRED,
    UNIQUE,
    Column,
    Group,
    column_of,
    group_of,
    part_of,
    target_year_text,
)
from xlscorecard.sheet.settings_sheet import month_in
from xlscorecard.sheet.table_rules import REPEATED_COLUMN, REPEATED_MONTH

# A header has two rows in the scorecard document; a third is tolerated.
_ROWS_BESIDE = 2


class Layout(NamedTuple):
    """The columns of the table and the rows of its header, counted from 1.

    ``periods`` maps each month to its column, in the order of the sheet; ``targets`` does so
    for the financial years that have a target. ``required_headings`` are the texts that head
    the columns Ref. and Indicator.
    """

    first_header_row: int
    last_header_row: int
    columns: Mapping[Column, int]
    periods: Mapping[Month, int]
    targets: Mapping[FinancialYear, int]
    required_headings: tuple[str, str]


def find_layout(grid: Grid) -> Layout:
    """The layout of the scorecard's table in a sheet.

    Raises:
        LayoutError: no table, a required column missing, or two columns for one month or for
            one thing; every fault of the header is named with its cell.
    """
    anchor = _anchor_row(grid)
    if anchor is None:
        raise LayoutError(_nothing_found(grid))
    top, bottom = _header_rows(grid, anchor)
    header = _Header(grid, top, bottom)
    header.read()
    if header.faults:
        raise LayoutError(*header.faults)
    return Layout(
        first_header_row=top,
        last_header_row=bottom,
        columns=header.columns,
        periods=header.periods,
        targets=header.targets,
        required_headings=(
            grid.text(anchor, header.columns[Column.REFERENCE]),
            grid.text(anchor, header.columns[Column.INDICATOR]),
        ),
    )


def holds_scorecard(grid: Grid) -> bool:
    """Whether a sheet has a row with both headings that every scorecard has."""
    return _anchor_row(grid) is not None


def _texts(cells: Sequence[CellContent]) -> Iterator[tuple[int, str]]:
    for column, content in enumerate(cells, start=1):
        if isinstance(content, str):
            yield column, content


def _anchor_row(grid: Grid) -> int | None:
    for row in sorted(grid.rows):
        found = {column_of(text) for _, text in _texts(grid.rows[row])}
        if found.issuperset(REQUIRED):
            return row
    return None


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


def _nothing_found(grid: Grid) -> Fault:
    return missing_heading(grid) or Fault(
        place=f"sheet {grid.sheet}",
        found="no scorecard table",
        expected=f"a row with the headings {_WANTED}, looked for in every row",
        remedy="Name the right sheet, or put the headings above the table.",
    )


_WANTED = " and ".join(f'"{column.value}"' for column in REQUIRED)
_WHAT = {Column.REFERENCE: "references", Column.INDICATOR: "indicators' names"}


def _header_rows(grid: Grid, anchor: int) -> tuple[int, int]:
    reference = next(
        column for column, text in _texts(grid.rows[anchor]) if column_of(text) is Column.REFERENCE
    )
    merge = grid.merge_at(anchor, reference)
    top, bottom = (merge.top, merge.bottom) if merge else (anchor, anchor)
    for _ in range(_ROWS_BESIDE):
        if not grid.text(bottom + 1, reference) and (
            _holds_months(grid, bottom + 1) or _holds_groups(grid, bottom + 1)
        ):
            bottom += 1
    for _ in range(_ROWS_BESIDE):
        if grid.text(top - 1, reference):
            break
        # A month above a header that has months is a date of the title.
        has_months = any(_holds_months(grid, row) for row in range(top, bottom + 1))
        if _holds_groups(grid, top - 1) or (not has_months and _holds_months(grid, top - 1)):
            top -= 1
    return top, bottom


def _holds_months(grid: Grid, row: int) -> bool:
    return any(month_in(content) is not None for content in grid.rows.get(row, ()))


def _holds_groups(grid: Grid, row: int) -> bool:
    """Whether a row holds a heading over arrow and percentage, or one of its parts."""
    return any(
        group_of(text) or part_of(PREVIOUS_GROUP, text)
        for _, text in _texts(grid.rows.get(row, ()))
    )


class _Header:
    """Reads the headings of all columns and gathers every fault on the way."""

    def __init__(self, grid: Grid, top: int, bottom: int) -> None:
        self.grid = grid
        self.rows = range(top, bottom + 1)
        self.columns: dict[Column, int] = {}
        self.periods: dict[Month, int] = {}
        self.targets: dict[FinancialYear, int] = {}
        self.faults: list[Fault] = []

    def read(self) -> None:
        width = max(len(self.grid.rows.get(row, ())) for row in self.rows)
        groups: list[tuple[Group, int]] = []
        for column in range(1, width + 1):
            self._read_column(column, groups)
        for group in dict.fromkeys(group for group, _ in groups):
            self._read_group(group, [column for other, column in groups if other is group])
        for required in REQUIRED:
            if required not in self.columns:
                self._fault(
                    self.grid.address(self.rows[0], 1),
                    f'the heading "{required.value}" with another heading below it',
                    "one heading for the column",
                    "Remove the other heading.",
                )
        if not self.periods:
            self._fault(
                self.grid.address(self.rows[0], 1),
                "a header without any month",
                "a heading such as Aug-19 above each month's values",
                "Head the columns of values with their months.",
            )

    def _read_column(self, column: int, groups: list[tuple[Group, int]]) -> None:
        """What the lowest heading of a column that says anything says."""
        for row in reversed(self.rows):
            content = self._heading(row, column)
            if (month := month_in(content)) is not None:
                return self._add_period(month, row, column)
            if not isinstance(content, str):
                continue
            if named := column_of(content):
                return self._add_column(named, row, column)
            if group := group_of(content):
                groups.append((group, column))
                return None
            if year := FinancialYear.parse(target_year_text(content) or ""):
                self.targets.setdefault(year, column)
                return None
        return None

    def _heading(self, row: int, column: int) -> CellContent:
        """The content of a heading; a merged one counts for each of its columns."""
        merge = self.grid.merge_at(row, column)
        return self.grid.content(merge.top, merge.left) if merge else self.grid.content(row, column)

    def _read_group(self, group: Group, columns: list[int]) -> None:
        """The arrow and the percentage under one group; by their own headings, else in order."""
        for position, column in enumerate(columns):
            if column != columns[0] + position:
                what = f'heading "{group.title}"'
                return self._twice(REPEATED_COLUMN, what, columns[0], self.rows[0], column)
        if (
            len(columns) == 1
            and group.arrow not in self.columns
            and self._has_no_heading_of_its_own(group, columns[0] + 1)
            and self._is_in_use(group, columns[0] + 1)
        ):
            columns = [*columns, columns[0] + 1]  # a heading over two cells, not merged
        parts = {column: self._named_part(group, column) for column in columns}
        in_order = (group.arrow, group.change) if len(columns) > 1 else (group.change,)
        left = [part for part in in_order if part not in parts.values()]
        for column, part in parts.items():
            named = part or (left.pop(0) if left else None)
            if named is not None:
                self._add_column(named, self.rows[-1], column)
        return None

    def _named_part(self, group: Group, column: int) -> Column | None:
        content = self._heading(self.rows[-1], column)
        return part_of(group, content) if isinstance(content, str) else None

    def _has_no_heading_of_its_own(self, group: Group, column: int) -> bool:
        """Whether nothing but the heading to the left, or a part of its group, heads a column."""
        rows = self.rows[:-1] if self._named_part(group, column) else self.rows
        for row in rows:
            merge = self.grid.merge_at(row, column)
            shared = merge is not None and merge.left < column
            if not shared and self._heading(row, column) not in (None, ""):
                return False
        return True

    def _is_in_use(self, group: Group, column: int) -> bool:
        """Whether a column is more than a gap: headed as a part, or filled if any column is."""
        below = [row for row in self.grid.rows if row > self.rows[-1]]
        return (
            not below
            or self._named_part(group, column) is not None
            or any(self.grid.content(row, column) is not None for row in below)
        )

    def _add_period(self, month: Month, row: int, column: int) -> None:
        first = self.periods.setdefault(month, column)
        if first != column:
            self._twice(REPEATED_MONTH, f"month {month_label(month)}", first, row, column)

    def _add_column(self, named: Column, row: int, column: int) -> None:
        first = self.columns.setdefault(named, column)
        if first != column and named in UNIQUE:
            self._twice(REPEATED_COLUMN, f'column "{named.value}"', first, row, column)

    def _twice(self, rule: Rule, what: str, first: int, row: int, column: int) -> None:
        self._fault(
            self.grid.address(row, column),
            f"a second {what}",
            f"one; the first is {self.grid.address(row, first)}",
            "Remove or rename one of the two.",
            rule=rule.name,
        )

    def _fault(self, place: str, found: str, expected: str, remedy: str, *, rule: str = "") -> None:
        self.faults.append(Fault(place, found, expected, remedy, rule))
