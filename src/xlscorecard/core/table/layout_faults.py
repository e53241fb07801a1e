"""What makes a table's header unusable, in words: gathered, so that all is said at once."""

from collections.abc import Iterable, Sequence

from xlscorecard.core.domain.finding import Rule
from xlscorecard.core.domain.period import month_label
from xlscorecard.core.domain.wording import joined
from xlscorecard.core.sheet.address import Area, Place, column_letters, in_areas
from xlscorecard.core.table.column_lines import BLANK_HEADING, Said, line_text
from xlscorecard.core.table.headed_columns import HeadedColumns
from xlscorecard.core.table.headings import Column
from xlscorecard.core.table.period_headings import (
    EitherHeading,
    PeriodHeading,
    cause_of_odd_day,
    day_label,
    either_remedy,
)
from xlscorecard.core.table.table_rules import (
    HEADING_NOT_CALCULATED,
    HEADINGS_BENEATH,
    MONTH_OR_YEAR,
    MONTH_OUT_OF_PLACE,
    REPEATED_COLUMN,
    REPEATED_MONTH,
)
from xlscorecard.errors import Fault

CALCULATE = "Open the workbook in Excel and save it once, so that it is calculated"
"""What to do about a formula without a result."""

_MOST_NAMED = 6


class LayoutFaults:
    """Gathers the faults of a header, each with its cell."""

    def __init__(self, columns: HeadedColumns) -> None:
        self._columns = columns
        self._found: list[Fault] = []

    def __bool__(self) -> bool:
        return bool(self._found)

    @property
    def from_left_to_right(self) -> list[Fault]:
        """All faults in the order of their columns."""
        return sorted(self._found, key=_left_then_top)

    def second_month(
        self, heading: PeriodHeading, first: int, place: Place, *, is_odd_day: bool
    ) -> None:
        """A second column for one month, perhaps because of a date of the wrong year."""
        what = f"month {month_label(heading.month)}"
        if heading.day is not None and is_odd_day:
            what += f" (the day {day_label(heading.day)}; {cause_of_odd_day(heading.day)})"
        self._second(REPEATED_MONTH, what, first, place)

    def second_column(self, what: str, first: int, place: Place) -> None:
        """A second column with one heading."""
        self._second(REPEATED_COLUMN, what, first, place)

    def _second(self, rule: Rule, what: str, first: int, place: Place) -> None:
        self._add(
            place,
            f"a second {what}",
            f"one; the first is {self._address(Place(place.row, first))}",
            "Remove or rename one of the two. To leave one of them alone, "
            f"{self._line(place.column, Said.LEAVE_ALONE.value)}.",
            rule,
        )

    def month_or_year(self, place: Place, meaning: EitherHeading) -> None:
        """A heading that is a month or a financial year."""
        month, remedy = month_label(meaning.month), either_remedy(meaning)
        self._add(
            place,
            f'"{self._columns.text(place.column)}", which is the month {month} or the year '
            f"{meaning.year}",
            "a heading that the headings beside it make clear",
            f"{remedy[:1].upper()}{remedy[1:]}. Or {self._line(place.column, month)}.",
            MONTH_OR_YEAR,
        )

    def month_out_of_place(
        self, place: Place, heading: PeriodHeading, found: str, remedy: str
    ) -> None:
        """A month that does not follow the months beside it."""
        self._add(
            place,
            found,
            "months that follow each other",
            f"{remedy}. If the heading is right, "
            f"{self._line(place.column, month_label(heading.month))}.",
            MONTH_OUT_OF_PLACE,
        )

    def headings_beneath(self, columns: Sequence[int]) -> None:
        """Headings beneath months of which nobody has said which hold the values."""
        header = self._columns.header
        beneath = [header.periods_over[column] for column in columns]
        names = list(dict.fromkeys(header.text(over.beneath[0]) for over in beneath))
        months = {over.meaning.month for over in beneath if isinstance(over.meaning, PeriodHeading)}
        quoted = [f'"{name}"' for name in names[:_MOST_NAMED]]
        values = next((name for name in names if name.casefold() == "actual"), names[0])
        self._add(
            Place(beneath[0].beneath[0].row, columns[0]),
            f"the headings {joined(quoted)} "
            f"beneath {len(months)} {'month' if len(months) == 1 else 'months'}",
            "one column of values for each month",
            "Say which of them holds the values. For example, "
            f"{line_text(values, Said.VALUES.value)}.",
            HEADINGS_BENEATH,
        )

    def not_calculated(self, columns: Iterable[int]) -> None:
        """Headings by formula of which no result is known."""
        for area in in_areas([self._address(self._columns.place(column)) for column in columns]):
            self._found.append(
                Fault(
                    area,
                    "a heading by formula that is not calculated",
                    "a result, such as a month",
                    f"{CALCULATE}.",
                    HEADING_NOT_CALCULATED.name,
                )
            )

    def required_left_alone(self, required: Column, column: int) -> None:
        """A column that no table is without, and that somebody has said to leave alone."""
        self._add(
            self._columns.place(column),
            f'the column "{required.value}", which is said to be left alone',
            "a column that is read, for no table is one without it",
            "Clear that line of the table of columns, or leave out that --column.",
        )

    def required_under_another(self, required: Column) -> None:
        """A heading that no table is without, with another below it."""
        self._add(
            Place(self._columns.header.top, 1),
            f'the heading "{required.value}" with another heading below it',
            "one heading for the column",
            "Remove the other heading.",
        )

    def no_month(self) -> None:
        """A header without any month."""
        self._add(
            Place(self._columns.header.top, 1),
            "a header without any month",
            "a heading such as Aug-19 above each month's values",
            "Head the columns of values with their months.",
        )

    def _line(self, column: int, meaning: str) -> str:
        """The line of the Columns table that settles what a column means."""
        kept = self._columns.text(column) or BLANK_HEADING
        return line_text(column_letters(column), meaning, kept)

    def _address(self, place: Place) -> str:
        return self._columns.grid.address(*place)

    def _add(
        self, place: Place, found: str, expected: str, remedy: str, rule: Rule | None = None
    ) -> None:
        name = rule.name if rule else ""
        self._found.append(Fault(self._address(place), found, expected, remedy, name))


def _left_then_top(fault: Fault) -> tuple[int, int]:
    area = Area.parse(fault.place.rpartition("!")[2])
    return (area.left, area.top) if area else (0, 0)
