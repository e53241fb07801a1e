"""Whether the reporting period is the one that people mean: columns made ahead, rows not yet in."""

from collections.abc import Iterator

from xlscorecard.core.checks.subject import Row, Subject
from xlscorecard.core.domain.finding import Finding, Rule
from xlscorecard.core.domain.period import Frequency, month_label
from xlscorecard.core.domain.wording import counted, listed
from xlscorecard.core.measures.regularity import is_about_quarterly, looks_quarterly
from xlscorecard.core.measures.reporting_period import is_not_yet_in
from xlscorecard.core.table.reporting import NamedBy

MADE_AHEAD = Rule.note(
    "made-ahead", "months after the reporting period whose columns were made ahead"
)
NO_DATA = Rule.doubtful(
    "no-data", "a table in which no month holds data, so that nothing is written"
)
LATER_VALUE = Rule.doubtful(
    "later-value", "a value in a month after the reporting period that was not typed ahead"
)
SAYS_NOTHING = Rule.doubtful(
    "period-of-zeros", "a reporting period whose values are all 0, or were all typed ahead"
)
NOT_YET_IN = Rule.doubtful(
    "not-yet-in",
    "rows that are blank for the reporting period and had a value in each of the three months "
    "before, or a reporting period in which fewer than half of the usual rows have a value",
)
PERIOD_BEHIND = Rule.doubtful(
    "period-behind",
    "a reporting period of the Settings sheet that is older than the newest month with data",
)

_MOST_ROWS = 20
_MOST_MONTHS = 3


def later_months(subject: Subject) -> Iterator[Finding]:
    """Columns after the newest month with data, and values in them that nobody typed ahead."""
    layout, reported = subject.reading.layout, subject.period.reported
    if reported is None or subject.period.named_by is not NamedBy.DATA:
        return
    if reported.later:
        columns = [layout.periods[month] for month in reported.later]
        names = listed([month_label(month) for month in reported.later], _MOST_MONTHS)
        yield MADE_AHEAD.found(
            subject.cells(layout.heading_place(column) for column in columns),
            "",
            f"{counted(len(columns), 'column')} after {month_label(reported.newest)} "
            f"{'was' if len(columns) == 1 else 'were'} made ahead ({names}); "
            f"{month_label(reported.newest)}, the newest month with data, is reported",
            "there is nothing to do if that is right; otherwise type the values of the month",
        )
    if reported.unexpected:
        rows = subject.period.rows
        places = [
            (subject.reading.rows[rows[row]], layout.periods[month])
            for row, month in reported.unexpected
        ]
        months = sorted({month for _, month in reported.unexpected})
        later = listed([month_label(month) for month in months], _MOST_MONTHS)
        references = [subject.rows[rows[row]].reference for row, _ in reported.unexpected]
        yield LATER_VALUE.found(
            subject.cells(places),
            references[0] if len(set(references)) == 1 else "",
            f"{listed(list(dict.fromkeys(references)), _MOST_ROWS)} "
            f"{'has' if len(set(references)) == 1 else 'have'} a value for {later}, for which too "
            f"few rows have one, so {month_label(reported.newest)} is reported",
            "type the other rows of that month, or clear the value if it stands in the wrong month",
        )


def no_data(subject: Subject) -> Iterator[Finding]:
    """A table of indicators without a value."""
    if subject.rows and subject.period.lacks_data:
        layout = subject.reading.layout
        yield NO_DATA.found(
            subject.cells([layout.heading_place(layout.periods[subject.reporting])]),
            "",
            "no month holds data, so no figure was computed or compared",
            "type the values of the month, then refresh",
        )


def period_of_zeros(subject: Subject) -> Iterator[Finding]:
    """A reporting period that says nothing."""
    if subject.period.completeness.says_nothing:
        month = month_label(subject.reporting)
        column = subject.reading.layout.periods[subject.reporting]
        yield SAYS_NOTHING.found(
            subject.cells([subject.reading.layout.heading_place(column)]),
            "",
            f"every value of {month}, the reporting period, is 0 or was there before the month "
            "ended",
            "type the values of the month, or name the month that is meant as the reporting "
            "period on the Settings sheet",
        )


def rows_not_yet_in(subject: Subject) -> Iterator[Finding]:
    """One finding for the rows that lack their value for the reporting period."""
    completeness = subject.period.completeness
    rows = [row for row in subject.rows if _is_not_yet_in(subject, row)]
    column = subject.reading.layout.periods[subject.reporting]
    zeros = [row for row in subject.rows if _is_zero_by_formula(subject, row, column)]
    if not rows and not zeros and not completeness.is_thin:
        return
    layout, month = subject.reading.layout, month_label(subject.reporting)
    sentences = []
    if completeness.is_thin:
        sentences.append(
            f"only {completeness.present} of {counted(completeness.expected, 'row')} that usually "
            f"have a value {'has' if completeness.present == 1 else 'have'} one for {month}, the "
            "reporting period"
        )
    if rows:
        names = listed([row.reference for row in rows], _MOST_ROWS)
        sentences.append(
            f"{names} {'has' if len(rows) == 1 else 'have'} no value for {month} yet, and had one "
            "in each of the three months before"
        )
    if zeros:
        names = listed([row.reference for row in zeros], _MOST_ROWS)
        sentences.append(
            f"{names} {'has' if len(zeros) == 1 else 'have'} a formula for {month} that gives 0, "
            "and had other values in each of the three months before"
        )
    rows = [*rows, *zeros]
    places = [(row.number, column) for row in rows] or [layout.heading_place(column)]
    yield NOT_YET_IN.found(
        subject.cells(places),
        rows[0].reference if len(rows) == 1 else "",
        "; ".join(sentences),
        "type the values that are missing, or - where there is none, then refresh again",
    )


def _is_not_yet_in(subject: Subject, row: Row) -> bool:
    indicator, months = row.indicator, subject.reading.scorecard.periods
    position = months.index(subject.reporting)
    if indicator.values[position] is not None or position in indicator.other_cells:
        return False  # the quick answer for nearly all rows; a token is no blank
    if indicator.frequency is not Frequency.MONTHLY:
        return False
    if looks_quarterly(months, indicator.values) or is_about_quarterly(months, indicator.values):
        return False
    return is_not_yet_in(months, indicator.values, subject.reporting)


def _is_zero_by_formula(subject: Subject, row: Row, column: int) -> bool:
    """Whether a row's value comes from a formula that gives 0, after three months with values."""
    grid, indicator = subject.reading.grid, row.indicator
    if not grid.formulas or not grid.is_zero_by_formula(row.number, column):
        return False
    months = subject.reading.scorecard.periods
    blank = [None if value == 0 else value for value in indicator.values]
    return indicator.frequency is Frequency.MONTHLY and is_not_yet_in(
        months, blank, subject.reporting
    )


def period_behind(subject: Subject) -> Iterator[Finding]:
    """A reporting period of the settings that nobody has moved on."""
    reported = subject.period.reported
    if (
        subject.period.named_by is not NamedBy.SETTINGS
        or reported is None
        or reported.newest <= subject.reporting
    ):
        return
    layout = subject.reading.layout
    column = layout.periods[reported.newest]
    cells = len(subject.planned.plan.cells)
    month = month_label(subject.reporting)
    yield PERIOD_BEHIND.found(
        [
            subject.settings_found.period_cell,
            *subject.cells([subject.reading.layout.heading_place(column)]),
        ],
        "",
        f"{month_label(reported.newest)} has data, and the Settings sheet names {month} as the "
        f"reporting period; a refresh writes the figures of {month} back into "
        f"{counted(cells, 'cell')}",
        "clear the reporting period on the Settings sheet, or leave it if the earlier month is "
        "meant",
    )
