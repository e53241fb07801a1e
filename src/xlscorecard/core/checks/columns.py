"""Columns that are not understood, or not where they belong, and what was said of columns."""

from collections.abc import Iterator, Sequence

from xlscorecard.core.checks.subject import Subject
from xlscorecard.core.domain.finding import Finding, Rule
from xlscorecard.core.domain.period import Month, month_label
from xlscorecard.core.domain.state import State
from xlscorecard.core.domain.wording import counted, listed
from xlscorecard.core.sheet.address import column_letters
from xlscorecard.core.table.column_lines import BLANK_HEADING, Said, line_text
from xlscorecard.core.table.computed_columns import MISSING_FIGURE
from xlscorecard.core.table.headings import (
    ARROWS,
    COMPUTED,
    YEARLY,
    Column,
    heading_of,
    is_of_totals,
    words,
)
from xlscorecard.core.table.layout import UnknownColumn
from xlscorecard.core.table.month_words import missing_months_at
from xlscorecard.core.table.period_headings import states_of, usual_step, whole_year_label
from xlscorecard.core.table.printed import arrow_in
from xlscorecard.core.table.table_rules import LINE_NOT_USED

UNKNOWN_COLUMN = Rule.doubtful(
    "column-not-understood", "a column of numbers within the table whose heading is not understood"
)
TOTALS_COLUMN = Rule.note(
    "column-of-totals",
    "a column of numbers headed YTD, Total, Actual, Plan or the like, which is not read",
)
COLUMN_BETWEEN_MONTHS = Rule.doubtful(
    "column-between-months",
    "a known column, such as DoT or an average, that stands between two months",
)
MARKED_MONTH = Rule.note(
    "marked-month",
    "a month whose heading is marked as provisional, revised or estimated, or with a footnote",
)
NEWEST_EARLIER = Rule.doubtful(
    "newest-column-earlier",
    "a newest column whose month is earlier than that of the column beside it",
)
UNKEPT_LINE = Rule.note(
    "line-without-heading",
    "a line of the Columns table by letter that does not keep the heading of its column",
)
COMPUTED_NOT_UNDERSTOOD = Rule.doubtful(
    "computed-column-not-understood",
    "a column of arrows, or headed like a computed column ('12 mnth mean'), that is not "
    "understood, beside computed columns that are: its figures are not refreshed",
)

_MOST_NAMED = 6
_ROLLING = frozenset({"12", "twelve", "rolling", "month", "mean", "average", "maximum"})
_OF_WHAT = {
    Column.AVERAGE: frozenset({"average", "mean"}),
    Column.MAXIMUM: frozenset({"maximum", "highest", "peak"}),
}
_COMPARING = frozenset({"change", "arrow", "movement", "difference", "%"})
_EARLIER = frozenset({"previous", "last", "year", "month", "period", "ago", "prior"})


def unknown_columns(subject: Subject) -> Iterator[Finding]:
    """Columns within the table that hold numbers and are not understood."""
    missing = dict(missing_months_at(subject.reading.layout))
    computed = dict(_computed_not_understood(subject))
    for unknown in subject.reading.layout.unknown:
        if unknown.column in computed:
            continue  # of which the rule below speaks
        is_total = isinstance(unknown.heading, str) and is_of_totals(unknown.heading)
        rule = TOTALS_COLUMN if is_total else UNKNOWN_COLUMN
        remedy = _line(unknown) if is_total else _remedy(unknown, missing.get(unknown.column))
        cells = subject.cells([(unknown.row, unknown.column)])
        yield rule.found(cells, "", _said_of(unknown), remedy, about=unknown.text)


def computed_not_understood(subject: Subject) -> Iterator[Finding]:
    """Columns that seem to be computed ones under another heading."""
    layout = subject.reading.layout
    for column, meant in _computed_not_understood(subject):
        text = layout.heading_text(column)
        name = column_letters(column)
        yield COMPUTED_NOT_UNDERSTOOD.found(
            subject.cells([layout.heading_place(column)]),
            "",
            f'the heading "{text}" of column {name} is not understood, so its figures stay as they '
            "are while those of other computed columns are refreshed",
            f'head it "{heading_of(meant)}" if that is meant, or '
            + line_text(name, Said.LEAVE_ALONE.value, text or BLANK_HEADING),
            about=text,
        )


def _computed_not_understood(subject: Subject) -> Iterator[tuple[int, Column]]:
    """Such columns, with the computed column that each may be."""
    layout = subject.reading.layout
    missing = [column for column in COMPUTED if column not in layout.columns]
    if not missing or len(missing) == len(COMPUTED):
        return
    known = {
        *layout.columns.values(), *layout.periods.values(), *layout.targets.values(),
        *layout.left_alone,
    }  # fmt: skip
    for column in range(min(known), max(known) + 2):
        if column in known or column not in layout.texts:
            continue
        meant = _meant(layout.heading_text(column), missing)
        if meant is None and _holds_arrows(subject, column):
            meant = next((each for each in missing if each in ARROWS), None)
        if meant is not None:
            yield column, meant


def _meant(heading: str, missing: Sequence[Column]) -> Column | None:
    """The computed column that a heading may stand for."""
    said = frozenset(words(heading).split())
    for column, names in _OF_WHAT.items():
        if column in missing and said & names and len(said & _ROLLING) > 1:
            return column
    if said & _COMPARING and said & _EARLIER:
        is_year = bool(said & {"year"})
        return next(
            (each for each in missing if each not in _OF_WHAT and (each in YEARLY) == is_year), None
        )
    return None


def _holds_arrows(subject: Subject, column: int) -> bool:
    contents = [
        text
        for row in subject.reading.rows
        if (text := subject.reading.grid.text(row, column)) not in ("", MISSING_FIGURE)
    ]
    arrows = sum(arrow_in(text) is not None for text in contents)
    return arrows > 1 and arrows * 2 > len(contents)


def _said_of(unknown: UnknownColumn) -> str:
    heading = f'the heading "{unknown.text}"' if unknown.text else "a blank heading"
    what = "is not understood"
    if unknown.is_apart:
        what = "stands behind an empty column, beside the table"
    numbers = counted(len(unknown.numbers), "number")
    return (
        f"{heading} of column {column_letters(unknown.column)} {what}; its {numbers} "
        f"{'was' if len(unknown.numbers) == 1 else 'were'} not read"
    )


def _remedy(unknown: UnknownColumn, month: Month | None) -> str:
    if unknown.is_apart:
        return f"if it is a month of the table, move it beside the others; {_line(unknown)}"
    if month is None:
        return _line(unknown)
    label = whole_year_label(month)
    return f"if it is a month, head it with the month, such as {label}; {_line(unknown)}"


def _line(unknown: UnknownColumn) -> str:
    """The line of the Columns table by which the column is asked about no more."""
    kept = unknown.text or BLANK_HEADING
    line = line_text(column_letters(unknown.column), Said.LEAVE_ALONE.value, kept)
    return f"if it is no month, {line}"


def columns_between_months(subject: Subject) -> Iterator[Finding]:
    """Known columns between two months."""
    layout = subject.reading.layout
    first, last = min(layout.periods.values()), max(layout.periods.values())
    settled = layout.said.meanings
    for number in sorted({*layout.columns.values(), *layout.targets.values()}):
        if first < number < last and number not in settled:
            heading = layout.heading_text(number)
            yield COLUMN_BETWEEN_MONTHS.found(
                subject.cells([layout.heading_place(number)]),
                "",
                f'"{heading}" in column {column_letters(number)} stands between two months and was '
                "not read as one",
                "if it is a month, head it with the month; if not, move it beside the months, or "
                + line_text(column_letters(number), heading, heading),
            )


def marked_months(subject: Subject) -> Iterator[Finding]:
    """Months whose headings carry a marker; they are compared as any other."""
    layout = subject.reading.layout
    for state, months in states_of(layout.headings).items():
        names = [layout.heading_text(layout.periods[month]) for month in months]
        is_one = len(months) == 1
        what = "carries a mark" if state is State.FOOTNOTE else f"is {state.value}"
        if not is_one:
            what = "carry marks" if state is State.FOOTNOTE else f"are {state.value}"
        labels = listed([month_label(month) for month in months], _MOST_NAMED)
        yield MARKED_MONTH.found(
            subject.cells(layout.heading_place(layout.periods[month]) for month in months),
            "",
            f"{listed(names, _MOST_NAMED)} {what}; {'it was' if is_one else 'they were'} read as "
            f"{labels} and compared as any other month",
            "take the mark away when the figures are final",
            about=state.value,
        )


def newest_column_earlier(subject: Subject) -> Iterator[Finding]:
    """A column where the newest month belongs, with a month earlier than its neighbour's."""
    layout = subject.reading.layout
    by_column = sorted((column, month) for month, column in layout.periods.items())
    if len(by_column) < 3:
        return
    if usual_step([month for _, month in by_column]) < 0:
        by_column.reverse()
    (_, before), (column, month) = by_column[-2:]
    if month < before and column not in layout.said.meanings:
        yield NEWEST_EARLIER.found(
            subject.cells([layout.heading_place(column)]),
            "",
            f'"{layout.heading_text(column)}" stands where the newest month belongs, and '
            f"{month_label(month)} is earlier than {month_label(before)} beside it; "
            f"{month_label(subject.reporting)} is reported",
            "check the year of the heading",
        )


def lines_of_columns(subject: Subject) -> Iterator[Finding]:
    """Lines of the Columns table that are not used, or may come to mean another column."""
    layout = subject.reading.layout
    for void in layout.said.void:
        cell = void.line.place
        if void.line.for_one_run:
            cell = subject.cells([(layout.first_header_row, 1)])[0]
        yield LINE_NOT_USED.found(
            [cell], "", f'"{void.line.name}" | "{void.line.meaning}": {void.found}', void.remedy
        )
    for unkept in layout.said.unkept:
        line = unkept.line
        yield UNKEPT_LINE.found(
            [line.place],
            "",
            f"the line for column {line.name} does not say which heading stands there, so it would "
            "mean another column when columns are moved",
            f'type "{unkept.heading}" beside it under Heading there',
        )
