"""What each column of a table is, by its headings and by what people have said."""

from collections.abc import Sequence

from xlscorecard.core.domain.period import FinancialYear, Month
from xlscorecard.core.domain.settings import ColumnLine
from xlscorecard.core.sheet.address import Place, column_letters
from xlscorecard.core.sheet.content import NOT_CALCULATED
from xlscorecard.core.table.column_lines import Meaning, Said, VoidLine, said_of_columns
from xlscorecard.core.table.headed_columns import (
    HeadedColumns,
    PeriodColumn,
    is_apart,
    is_unit,
    target_year,
)
from xlscorecard.core.table.header import Header, Heading
from xlscorecard.core.table.headings import (
    COMPUTED,
    REQUIRED,
    UNIQUE,
    Column,
    Group,
    column_of,
    group_of,
    part_of,
)
from xlscorecard.core.table.layout_faults import LayoutFaults
from xlscorecard.core.table.period_headings import (
    EitherHeading,
    PeriodHeading,
    has_odd_day,
    period_faults,
)


class ColumnReader:
    """Finds out what each column is, and gathers every fault on the way."""

    def __init__(self, header: Header, lines: Sequence[ColumnLine]) -> None:
        self.header = header
        self.headed = HeadedColumns(header)
        self.faults = LayoutFaults(self.headed)
        self.columns: dict[Column, int] = {}
        self.periods: dict[Month, int] = {}
        self.headings: dict[Month, PeriodHeading] = {}
        self.targets: dict[FinancialYear, int] = {}
        self.left_alone: set[int] = set()
        self.beneath: list[int] = []
        """Columns whose headings stand beneath a month, and say nothing that is known."""
        self.apart: set[int] = set()
        """Columns headed with a month that stand beside the table and head nothing."""
        self.dot_is_polarity = False
        self.said = said_of_columns(
            lines,
            self.headed.calculated_texts,
            frozenset(filter(self.headed.is_understood, self.headed.stacks)),
        )
        self._groups: list[tuple[Group, int]] = []
        self._period_columns: list[PeriodColumn] = []
        self._dots: list[int] = []
        self._not_calculated: list[int] = []

    def read(self) -> None:
        """Read all columns: first each by itself, then what they are together."""
        for column in sorted({*self.headed.stacks, *self.said.meanings}):
            meaning = self.said.meanings.get(column)
            if meaning is not None and self.headed.is_empty(column):
                self._void(column, "is empty")
            elif meaning is not None:
                self._take(meaning, column)
            else:
                self._read_column(column, self.headed.stacks[column])
        for group in dict.fromkeys(group for group, _ in self._groups):
            self._read_group(group, [column for other, column in self._groups if other is group])
        self._add_periods()
        self._ask_about_headings_beneath()
        # Those over columns that hold no numbers may be anything.
        self.faults.not_calculated(
            column
            for column in self._not_calculated
            if not self.periods or self.headed.numbers_in(column)
        )
        self._settle_polarity()
        self._require_columns()

    # -- single columns -----------------------------------------------------------------------

    def _take(self, meaning: Meaning, column: int) -> None:
        """A column of which a person has said what it is."""
        place, text = self.headed.place(column), self.headed.text(column)
        match meaning:
            case Said.LEAVE_ALONE:
                self.left_alone.add(column)
            case Said.VALUES:
                over = self.header.periods_over.get(column)
                if over is not None and isinstance(over.meaning, PeriodHeading):
                    self._period_columns.append(PeriodColumn(Place(over.row, column), over.meaning))
                else:
                    self._void(column, "has no month over it, so it cannot hold a month's values")
            case PeriodHeading():
                self._period_columns.append(PeriodColumn(place, meaning))
            case FinancialYear():
                self.targets.setdefault(meaning, column)
            case Column() if meaning in COMPUTED and column_of(text) is Column.MOVEMENT:
                self._void(column, f'is headed "{text}", and a refresh never writes such a column')
            case Column():
                self._add_column(meaning, place)

    def _void(self, column: int, why: str) -> None:
        name = column_letters(column)
        void = VoidLine(
            self.said.lines[column], f"column {name} {why}", "correct the line, or clear it"
        )
        self.said = self.said._replace(void=(*self.said.void, void))

    def _read_column(self, column: int, stack: Sequence[Heading]) -> None:
        """What the lowest heading of a column that says anything says."""
        over = self.header.periods_over.get(column)
        if over is not None and (not over.beneath or is_unit(over)):
            place = Place(over.row, column)
            if isinstance(over.meaning, EitherHeading):
                self.faults.month_or_year(place, over.meaning)
            else:
                self._period_columns.append(PeriodColumn(place, over.meaning))
            return
        for heading in over.beneath if over is not None else stack:
            if heading.content is NOT_CALCULATED:
                self._not_calculated.append(column)
                return
            if not isinstance(heading.content, str):
                continue
            if (named := column_of(heading.content)) and not (over and named in self.columns):
                self._add_column(named, Place(heading.row, column))
                return
            if over is None and (group := group_of(heading.content)):
                self._groups.append((group, column))
                return
            if year := target_year(heading.content):
                self.targets.setdefault(year, column)
                return
        if over is not None:
            self.beneath.append(column)

    def _add_column(self, named: Column, place: Place) -> None:
        if named is Column.MOVEMENT:
            self._dots.append(place.column)
        first = self.columns.setdefault(named, place.column)
        if first != place.column and named in UNIQUE:
            self.faults.second_column(f'column "{named.value}"', first, place)

    # -- groups of an arrow and a change ------------------------------------------------------

    def _read_group(self, group: Group, columns: list[int]) -> None:
        """The arrow and the percentage under one group; by their own headings, else in order."""
        for position, column in enumerate(columns):
            if column != columns[0] + position:
                place = Place(self.header.top, column)
                self.faults.second_column(f'heading "{group.title}"', columns[0], place)
                return
        if (
            len(columns) == 1
            and group.arrow not in self.columns
            and columns[0] + 1 not in self.said.meanings
            and self._has_no_other_heading(group, columns[0] + 1)
            and self._is_in_use(group, columns[0] + 1)
        ):
            columns = [*columns, columns[0] + 1]  # a heading over two cells, not merged
        parts = {column: self._named_part(group, column) for column in columns}
        in_order = (group.arrow, group.change) if len(columns) > 1 else (group.change,)
        left = [part for part in in_order if part not in parts.values()]
        for column, part in parts.items():
            named = part or (left.pop(0) if left else None)
            if named is not None:
                self._add_column(named, Place(self.header.bottom, column))

    def _named_part(self, group: Group, column: int) -> Column | None:
        content = self.header.content(self.header.bottom, column)
        return part_of(group, content) if isinstance(content, str) else None

    def _has_no_other_heading(self, group: Group, column: int) -> bool:
        """Whether nothing but the heading to the left, or a part of its group, heads a column."""
        rows = self.header.rows[:-1] if self._named_part(group, column) else self.header.rows
        for row in rows:
            merge = self.headed.grid.merge_at(row, column)
            shared = merge is not None and merge.left < column
            if not shared and self.header.content(row, column) not in (None, ""):
                return False
        return True

    def _is_in_use(self, group: Group, column: int) -> bool:
        """Whether a column is more than a gap: headed as a part, or filled if any column is."""
        grid = self.headed.grid
        below = [row for row in grid.rows if row > self.header.bottom]
        return (
            not below
            or self._named_part(group, column) is not None
            or any(grid.content(row, column) is not None for row in below)
        )

    # -- all columns together -----------------------------------------------------------------

    def _add_periods(self) -> None:
        """The periods, without dates that stand beside the table and head nothing."""
        numbers = {period.place.column for period in self._period_columns}
        others = {*self.columns.values(), *self.targets.values()}
        self.apart = {
            column
            for column in numbers
            if column not in self.said.meanings and is_apart(column, numbers, others, self.headed)
        }
        kept = [period for period in self._period_columns if period.place.column not in self.apart]
        headings = [period.heading for period in kept]
        for position, (place, heading) in enumerate(kept):
            first = self.periods.setdefault(heading.month, place.column)
            self.headings.setdefault(heading.month, heading)
            if first != place.column:
                is_odd_day = heading.day is not None and has_odd_day(position, headings)
                self.faults.second_month(heading, first, place, is_odd_day=is_odd_day)
        for fault in period_faults(
            headings,
            [place.column in self.said.meanings for place, _ in kept],
            [self.headed.text(place.column) for place, _ in kept],
        ):
            place, heading = kept[fault.position]
            self.faults.month_out_of_place(place, heading, fault.found, fault.remedy)

    def _ask_about_headings_beneath(self) -> None:
        over = self.header.periods_over
        says_values = any(
            meaning is Said.VALUES and column in over
            for column, meaning in self.said.meanings.items()
        )
        # Once it is said what holds the values, the others hold none.
        if self.beneath and not says_values:
            self.faults.headings_beneath(self.beneath)

    def _settle_polarity(self) -> None:
        """A column DoT is the polarity where no other column is, and the movement elsewhere."""
        dots = [column for column in self._dots if column not in self.said.meanings]
        if Column.POLARITY in self.columns or not dots:
            return
        self.columns.pop(Column.MOVEMENT)
        self.columns[Column.POLARITY] = dots[0]
        self.dot_is_polarity = True
        row, text = self.headed.texts[dots[0]]
        for second in dots[1:]:
            self.faults.second_column(f'column "{text}"', dots[0], Place(row, second))

    def _require_columns(self) -> None:
        for required in REQUIRED:
            if required in self.columns:
                continue
            alone = [
                column
                for column in self.left_alone
                if column_of(self.headed.text(column)) is required
            ]
            if alone:
                self.faults.required_left_alone(required, alone[0])
            else:
                self.faults.required_under_another(required)
        if not self.periods and not self.faults:
            self.faults.no_month()
