"""Where the scorecard's table stands in a sheet: its header, its columns, its rows.

Every column ends as a known column, a period, a column that a person has said to leave alone, or
one that is not understood.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from xlscorecard.core.domain.cell_meaning import number_of
from xlscorecard.core.domain.finding import Rule
from xlscorecard.core.domain.period import FinancialYear, Month, month_label
from xlscorecard.core.domain.settings import ColumnLine
from xlscorecard.core.domain.wording import joined
from xlscorecard.core.sheet.address import Area, column_letters, in_areas
from xlscorecard.core.sheet.content import NOT_CALCULATED, CellContent
from xlscorecard.core.sheet.grid import Grid
from xlscorecard.core.table.column_lines import (
    BLANK_HEADING,
    Meaning,
    Said,
    SaidOfColumns,
    VoidLine,
    line_text,
    said_of_columns,
    void_faults,
)
from xlscorecard.core.table.header import Header, Heading, PeriodOver, anchor_row, nothing_found
from xlscorecard.core.table.headings import (
    COMPUTED,
    REQUIRED,
    UNIQUE,
    Column,
    Group,
    column_of,
    group_of,
    part_of,
    target_year_text,
)
from xlscorecard.core.table.period_headings import (
    EitherHeading,
    PeriodHeading,
    cause_of_odd_day,
    day_label,
    either_remedy,
    has_odd_day,
    period_faults,
)
from xlscorecard.core.table.table_rules import (
    HEADING_NOT_CALCULATED,
    HEADINGS_BENEATH,
    MONTH_OR_YEAR,
    MONTH_OUT_OF_PLACE,
    REPEATED_COLUMN,
    REPEATED_MONTH,
)
from xlscorecard.errors import Fault, LayoutError

CALCULATE = "Open the workbook in Excel and save it once, so that it is calculated"
"""What to do about a formula without a result."""

_UNITS = frozenset({"n", "n=", "no", "no.", "number", "count", "%", "value", "values", "£"})
"""Words beneath a month that say how its values are counted, and nothing else."""

_MOST_NAMED = 6


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

    def heading_place(self, column: int) -> tuple[int, int]:
        """The cell of the heading of a column."""
        return self.texts.get(column, (self.last_header_row, ""))[0], column

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
    columns = _Columns(header, lines)
    columns.read()
    if columns.faults:
        raise LayoutError(*sorted(columns.faults, key=_place), *void_faults(columns.said.void))
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
        texts=columns.texts,
        unknown=columns.unknown,
        left_alone=frozenset(columns.left_alone),
        said=columns.said,
        dot_is_polarity=columns.dot_is_polarity,
    )


class _Columns:
    """Finds out what each column is, and gathers every fault on the way."""

    def __init__(self, header: Header, lines: Sequence[ColumnLine]) -> None:
        self.header = header
        self.grid = header.grid
        self.columns: dict[Column, int] = {}
        self.periods: dict[Month, int] = {}
        self.headings: dict[Month, PeriodHeading] = {}
        self.targets: dict[FinancialYear, int] = {}
        self.left_alone: set[int] = set()
        self.unknown: tuple[UnknownColumn, ...] = ()
        self.dot_is_polarity = False
        self.faults: list[Fault] = []
        self.texts: dict[int, tuple[int, str]] = {}
        self._stacks = {column: header.stack(column) for column in range(1, header.width + 1)}
        for column, stack in self._stacks.items():
            if stack:
                self.texts[column] = (stack[0].row, header.text(stack[0]))
        self.said = said_of_columns(
            lines,
            {
                column: [header.text(own) for own in stack if own.content is not NOT_CALCULATED]
                for column, stack in self._stacks.items()
            },
            frozenset(column for column in self._stacks if self._is_understood(column)),
        )
        self._groups: list[tuple[Group, int]] = []
        self._period_columns: list[tuple[int, int, PeriodHeading]] = []
        self._beneath: list[int] = []
        self._dots: list[int] = []
        self._apart: set[int] = set()
        self._not_calculated: list[int] = []

    def read(self) -> None:
        for column in sorted({*self._stacks, *self.said.meanings}):
            meaning = self.said.meanings.get(column)
            if meaning is not None and self._is_empty(column):
                self._void(column, "is empty")
            elif meaning is not None:
                self._take(meaning, column)
            else:
                self._read_column(column, self._stacks[column])
        for group in dict.fromkeys(group for group, _ in self._groups):
            self._read_group(group, [column for other, column in self._groups if other is group])
        self._add_periods()
        self._say_headings_beneath()
        self._say_not_calculated()
        self._settle_polarity()
        self._require_columns()
        self.unknown = tuple(self._unknown_columns())

    # -- single columns -----------------------------------------------------------------------

    def _is_understood(self, column: int) -> bool:
        """Whether the headings of a column say what it is, without anybody's word."""
        over = self.header.periods_over.get(column)
        if over is not None:
            is_plain = not over.beneath or self._is_unit(over)
            return is_plain and isinstance(over.meaning, PeriodHeading)
        return any(
            isinstance(own.content, str)
            and (column_of(own.content) or group_of(own.content) or _target_year(own.content))
            for own in self._stacks[column]
        )

    def _take(self, meaning: Meaning, column: int) -> None:
        """A column of which a person has said what it is."""
        row, text = self.texts.get(column, (self.header.bottom, ""))
        match meaning:
            case Said.LEAVE_ALONE:
                self.left_alone.add(column)
            case Said.VALUES:
                over = self.header.periods_over.get(column)
                if over is not None and isinstance(over.meaning, PeriodHeading):
                    self._period_columns.append((column, over.row, over.meaning))
                else:
                    self._void(column, "has no month over it, so it cannot hold a month's values")
            case PeriodHeading():
                self._period_columns.append((column, row, meaning))
            case FinancialYear():
                self.targets.setdefault(meaning, column)
            case Column() if meaning in COMPUTED and column_of(text) is Column.MOVEMENT:
                self._void(column, f'is headed "{text}", and a refresh never writes such a column')
            case Column():
                self._add_column(meaning, row, column)

    def _void(self, column: int, why: str) -> None:
        name = column_letters(column)
        void = VoidLine(
            self.said.lines[column], f"column {name} {why}", "correct the line, or clear it"
        )
        self.said = self.said._replace(void=(*self.said.void, void))

    def _read_column(self, column: int, stack: Sequence[Heading]) -> None:
        """What the lowest heading of a column that says anything says."""
        over = self.header.periods_over.get(column)
        if over is not None and (not over.beneath or self._is_unit(over)):
            if isinstance(over.meaning, EitherHeading):
                self._ask_month_or_year(column, over.row, over.meaning)
            else:
                self._period_columns.append((column, over.row, over.meaning))
            return
        for own in over.beneath if over is not None else stack:
            if own.content is NOT_CALCULATED:
                self._not_calculated.append(column)
                return
            if not isinstance(own.content, str):
                continue
            if (named := column_of(own.content)) and not (over and named in self.columns):
                self._add_column(named, own.row, column)
                return
            if over is None and (group := group_of(own.content)):
                self._groups.append((group, column))
                return
            if year := _target_year(own.content):
                self.targets.setdefault(year, column)
                return
        if over is not None:
            self._beneath.append(column)

    def _is_unit(self, over: PeriodOver) -> bool:
        """Whether all that stands beneath a month of one column says how its values are counted."""
        return over.is_single and all(
            isinstance(own.content, str) and own.content.strip().casefold() in _UNITS
            for own in over.beneath
        )

    def _ask_month_or_year(self, column: int, row: int, meaning: EitherHeading) -> None:
        month = month_label(meaning.month)
        self._fault(
            self.grid.address(row, column),
            f'"{self.texts[column][1]}", which is the month {month} or the year {meaning.year}',
            "a heading that the headings beside it make clear",
            f"{_capital(either_remedy(meaning))}. Or {self._line(column, month)}.",
            rule=MONTH_OR_YEAR,
        )

    # -- groups of an arrow and a change ------------------------------------------------------

    def _read_group(self, group: Group, columns: list[int]) -> None:
        """The arrow and the percentage under one group; by their own headings, else in order."""
        for position, column in enumerate(columns):
            if column != columns[0] + position:
                what = f'heading "{group.title}"'
                return self._twice(REPEATED_COLUMN, what, columns[0], self.header.top, column)
        if (
            len(columns) == 1
            and group.arrow not in self.columns
            and columns[0] + 1 not in self.said.meanings
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
                self._add_column(named, self.header.bottom, column)
        return None

    def _named_part(self, group: Group, column: int) -> Column | None:
        content = self.header.content(self.header.bottom, column)
        return part_of(group, content) if isinstance(content, str) else None

    def _has_no_heading_of_its_own(self, group: Group, column: int) -> bool:
        """Whether nothing but the heading to the left, or a part of its group, heads a column."""
        rows = self.header.rows[:-1] if self._named_part(group, column) else self.header.rows
        for row in rows:
            merge = self.grid.merge_at(row, column)
            shared = merge is not None and merge.left < column
            if not shared and self.header.content(row, column) not in (None, ""):
                return False
        return True

    def _is_in_use(self, group: Group, column: int) -> bool:
        """Whether a column is more than a gap: headed as a part, or filled if any column is."""
        below = [row for row in self.grid.rows if row > self.header.bottom]
        return (
            not below
            or self._named_part(group, column) is not None
            or any(self.grid.content(row, column) is not None for row in below)
        )

    # -- all columns together -----------------------------------------------------------------

    def _add_periods(self) -> None:
        """The periods, without dates that stand beside the table and head nothing."""
        numbers = {column for column, _, _ in self._period_columns}
        self._apart = {
            own for own in numbers if own not in self.said.meanings and self._is_apart(own, numbers)
        }
        kept = [own for own in self._period_columns if own[0] not in self._apart]
        headings = [heading for _, _, heading in kept]
        for position, (column, row, heading) in enumerate(kept):
            first = self.periods.setdefault(heading.month, column)
            self.headings.setdefault(heading.month, heading)
            if first != column:
                what = f"month {month_label(heading.month)}"
                if heading.day is not None and has_odd_day(position, headings):
                    what += f" (the day {day_label(heading.day)}; {cause_of_odd_day(heading.day)})"
                self._twice(REPEATED_MONTH, what, first, row, column)
        for fault in period_faults(
            headings,
            [column in self.said.meanings for column, _, _ in kept],
            [self.texts.get(column, (0, ""))[1] for column, _, _ in kept],
        ):
            column, row, heading = kept[fault.position]
            self._fault(
                self.grid.address(row, column),
                fault.found,
                "months that follow each other",
                f"{fault.remedy}. If the heading is right, "
                f"{self._line(column, month_label(heading.month))}.",
                rule=MONTH_OUT_OF_PLACE,
            )

    def _is_apart(self, column: int, periods: set[int]) -> bool:
        """Whether a period stands alone beside the table: behind it, after an empty column.

        One over an empty column and with no other period beside it heads nothing either.
        """
        if not self.header.rows_below or len(periods) == 1:
            return False
        if not periods.isdisjoint((column - 1, column + 1)):
            return False
        others = {*self.columns.values(), *self.targets.values(), *periods - {column}}
        beyond = column > max(others) or column < min(others)
        nearest = max(others) if column > max(others) else min(others)
        between = range(min(column, nearest) + 1, max(column, nearest))
        is_behind_a_gap = beyond and any(self._is_empty(own) for own in between)
        return is_behind_a_gap or not self._holds_anything(column)

    def _is_empty(self, column: int) -> bool:
        return not self._stacks.get(column) and not self._holds_anything(column)

    def _say_headings_beneath(self) -> None:
        over = self.header.periods_over
        if any(own is Said.VALUES and column in over for column, own in self.said.meanings.items()):
            return  # what holds the values has been said, and the others hold none
        if not self._beneath:
            return
        names = list(
            dict.fromkeys(self.header.text(over[column].beneath[0]) for column in self._beneath)
        )
        months = {
            month_label(meaning.month)
            for column in self._beneath
            if isinstance(meaning := over[column].meaning, PeriodHeading)
        }
        first = self._beneath[0]
        quoted = [f'"{name}"' for name in names[:_MOST_NAMED]]
        values = next((name for name in names if name.casefold() == "actual"), names[0])
        self._fault(
            self.grid.address(over[first].beneath[0].row, first),
            f"the headings {joined(quoted)} "
            f"beneath {len(months)} {'month' if len(months) == 1 else 'months'}",
            "one column of values for each month",
            "Say which of them holds the values. For example, "
            f"{line_text(values, Said.VALUES.value)}.",
            rule=HEADINGS_BENEATH,
        )

    def _say_not_calculated(self) -> None:
        """Headings by formula of which no result is known, over columns that hold numbers."""
        asked = [
            column
            for column in self._not_calculated
            if not self.periods or self._numbers_in(column)
        ]
        for area in in_areas([self.grid.address(*self._heading_place(own)) for own in asked]):
            self._fault(
                area,
                "a heading by formula that is not calculated",
                "a result, such as a month",
                f"{CALCULATE}.",
                rule=HEADING_NOT_CALCULATED,
            )

    def _settle_polarity(self) -> None:
        """A column DoT is the polarity where no other column is, and the movement elsewhere."""
        if Column.POLARITY in self.columns:
            return
        dots = [own for own in self._dots if own not in self.said.meanings]
        if dots:
            self.columns.pop(Column.MOVEMENT)
            self.columns[Column.POLARITY] = dots[0]
            self.dot_is_polarity = True
            row, text = self.texts[dots[0]]
            for second in dots[1:]:
                self._twice(REPEATED_COLUMN, f'column "{text}"', dots[0], row, second)

    def _heading_place(self, column: int) -> tuple[int, int]:
        return self.texts[column][0], column

    def _require_columns(self) -> None:
        for required in REQUIRED:
            alone = next(
                (
                    own
                    for own in self.left_alone
                    if column_of(self.texts.get(own, (0, ""))[1]) is required
                ),
                None,
            )
            if required not in self.columns and alone is not None:
                self._fault(
                    self.grid.address(*self._heading_place(alone)),
                    f'the column "{required.value}", which is said to be left alone',
                    "a column that is read, for no table is one without it",
                    "Clear that line of the table of columns, or leave out that --column.",
                )
            elif required not in self.columns:
                self._fault(
                    self.grid.address(self.header.top, 1),
                    f'the heading "{required.value}" with another heading below it',
                    "one heading for the column",
                    "Remove the other heading.",
                )
        if not self.periods and not self.faults:
            self._fault(
                self.grid.address(self.header.top, 1),
                "a header without any month",
                "a heading such as Aug-19 above each month's values",
                "Head the columns of values with their months.",
            )

    def _unknown_columns(self) -> Iterator[UnknownColumn]:
        """The columns within the table that hold numbers and are not understood."""
        known = {
            *self.columns.values(),
            *self.periods.values(),
            *self.targets.values(),
            *self.left_alone,
            *self._beneath,
        }
        if not known:
            return
        left, right = min(known), max(known)
        while left > 1 and self._holds_anything(left - 1):
            left -= 1
        while self._holds_anything(right + 1):
            right += 1
        for column in sorted({*range(left, right + 1), *self._apart}):
            if column not in known and (numbers := self._numbers_in(column)):
                row, text = self.texts.get(column, (self.header.bottom, ""))
                stack = self._stacks.get(column, ())
                is_headed = stack and not self.header.may_be_title(stack[0], column)
                heading = stack[0].content if is_headed else None
                is_apart = column in self._apart
                yield UnknownColumn(column, row, heading, text, numbers, is_apart)

    def _numbers_in(self, column: int) -> tuple[int, ...]:
        content = self.grid.content
        return tuple(
            row
            for row in self.header.rows_below
            if (own := content(row, column)) is NOT_CALCULATED or number_of(own) is not None
        )

    def _holds_anything(self, column: int) -> bool:
        """Whether a column has anything below its heading."""
        content = self.grid.content
        return any(content(row, column) not in (None, "") for row in self.header.rows_below)

    def _add_column(self, named: Column, row: int, column: int) -> None:
        if named is Column.MOVEMENT:
            self._dots.append(column)
        first = self.columns.setdefault(named, column)
        if first != column and named in UNIQUE:
            self._twice(REPEATED_COLUMN, f'column "{named.value}"', first, row, column)

    def _twice(self, rule: Rule, what: str, first: int, row: int, column: int) -> None:
        self._fault(
            self.grid.address(row, column),
            f"a second {what}",
            f"one; the first is {self.grid.address(row, first)}",
            "Remove or rename one of the two. To leave one of them alone, "
            f"{self._line(column, Said.LEAVE_ALONE.value)}.",
            rule=rule,
        )

    def _line(self, column: int, meaning: str) -> str:
        """The line of the Columns table that settles what a column means."""
        kept = self.texts.get(column, (0, ""))[1] or BLANK_HEADING
        return line_text(column_letters(column), meaning, kept)

    def _fault(
        self, place: str, found: str, expected: str, remedy: str, *, rule: Rule | None = None
    ) -> None:
        self.faults.append(Fault(place, found, expected, remedy, rule.name if rule else ""))


def _target_year(heading: str) -> FinancialYear | None:
    return FinancialYear.parse(target_year_text(heading) or "")


def _place(fault: Fault) -> tuple[int, int]:
    area = Area.parse(fault.place.rpartition("!")[2])
    return (area.left, area.top) if area else (0, 0)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
