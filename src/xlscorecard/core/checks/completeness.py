"""What a row lacks, and commentary that is older than the values."""

from collections.abc import Iterator

from xlscorecard.core.checks.subject import Row, Subject
from xlscorecard.core.domain.finding import Finding, Rule
from xlscorecard.core.domain.period import Month, month_label, parse_month
from xlscorecard.core.domain.polarity import Polarity
from xlscorecard.core.domain.wording import listed
from xlscorecard.core.table.headings import Column

MISSING_POLARITY = Rule.note(
    "missing-polarity",
    "indicators without ▲ or ▼, whose changes are not judged; - says that none is meant",
)
MISSING_OWNER = Rule.note("missing-owner", "an indicator without an owner")
MISSING_REPORTER = Rule.note("missing-reporter", "an indicator without a reporter")
MISSING_COMMENTARY = Rule.note(
    "missing-commentary", "indicators with a value for the reporting month and no commentary"
)
OLD_COMMENTARY = Rule.doubtful(
    "old-commentary", "commentary whose heading names another month than the reporting month"
)

_MOST_NAMED = 6


def missing_polarity(subject: Subject) -> Iterator[Finding]:
    """One finding for all rows without a polarity: a scorecard may do without on purpose."""
    if subject.column(Column.POLARITY) is None:
        return
    rows = [
        row
        for row in subject.rows
        if row.indicator.polarity is Polarity.NONE
        and not subject.text(row, Column.POLARITY)
        and subject.settings.for_indicator(row.reference).polarity is None
    ]
    if rows:
        names = listed([row.reference for row in rows], _MOST_NAMED)
        have, their = ("has", "its") if len(rows) == 1 else ("have", "their")
        yield MISSING_POLARITY.found(
            [subject.cell(row, Column.POLARITY) for row in rows],
            rows[0].reference if len(rows) == 1 else "",
            f"{names} {have} no polarity, so {their} changes are neither good nor bad",
            "choose ▲ (higher is better) or ▼ (lower is better), or - if neither is meant",
        )


def missing_owner(subject: Subject) -> Iterator[Finding]:
    """Rows without an owner."""
    return _missing_person(subject, Column.OWNER, MISSING_OWNER)


def missing_reporter(subject: Subject) -> Iterator[Finding]:
    """Rows without a reporter."""
    return _missing_person(subject, Column.REPORTER, MISSING_REPORTER)


def _missing_person(subject: Subject, column: Column, rule: Rule) -> Iterator[Finding]:
    if subject.column(column) is None:
        return
    for row in subject.rows:
        if not _own_or_merged_text(subject, row, column):
            yield rule.found(
                [subject.cell(row, column)],
                row.reference,
                f"{row.reference} has no {column.value.lower()}",
                "fill in a name",
            )


def _own_or_merged_text(subject: Subject, row: Row, column: Column) -> str:
    """The text of a cell, or of the merged area in which it lies: one owner of several rows."""
    grid, number = subject.reading.grid, subject.reading.layout.columns[column]
    merge = grid.merge_at(row.number, number)
    return grid.text(merge.top, merge.left) if merge else grid.text(row.number, number)


def missing_commentary(subject: Subject) -> Iterator[Finding]:
    """One finding for all rows that have a value for the reporting month, and nothing said."""
    if subject.column(Column.COMMENTARY) is None:
        return
    periods = subject.reading.scorecard.periods
    newest = periods.index(subject.reporting)
    rows = [
        row
        for row in subject.rows
        if row.indicator.values[newest] is not None
        and not _own_or_merged_text(subject, row, Column.COMMENTARY)
    ]
    if rows:
        names = listed([row.reference for row in rows], _MOST_NAMED)
        have, what = (
            ("has a value", "the figure means")
            if len(rows) == 1
            else ("have values", "the figures mean")
        )
        yield MISSING_COMMENTARY.found(
            [subject.cell(row, Column.COMMENTARY) for row in rows],
            rows[0].reference if len(rows) == 1 else "",
            f"{names} {have} for {month_label(subject.reporting)} and no commentary",
            f"write what {what}",
        )


def old_commentary(subject: Subject) -> Iterator[Finding]:
    """A heading of the commentary that names another month than the reporting month."""
    column = subject.column(Column.COMMENTARY)
    if column is None:
        return
    layout = subject.reading.layout
    for row in range(layout.first_header_row, layout.last_header_row + 1):
        heading = subject.reading.grid.text(row, column)
        month = _month_named(heading)
        if month is not None and month != subject.reporting:
            yield OLD_COMMENTARY.found(
                subject.cells([(row, column)]),
                "",
                f'the heading "{heading}" names {month_label(month)}, and '
                f"{month_label(subject.reporting)} is reported",
                "bring the commentary up to date, then the heading",
            )
            return


def _month_named(heading: str) -> Month | None:
    """The month in a heading such as 'Commentary (Aug-19):'."""
    parts = heading.replace("(", " ").replace(")", " ").strip(" :").split()
    endings = (parse_month(" ".join(parts[start:])) for start in range(1, len(parts)))
    return next((month for month in endings if month is not None), None)
