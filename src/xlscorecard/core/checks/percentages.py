"""Percentages on the wrong scale, or with formats of another kind."""

from collections.abc import Iterator, Sequence

from xlscorecard.core.checks.late_pattern import LatePattern
from xlscorecard.core.checks.subject import Row, Subject, Value
from xlscorecard.core.domain.finding import Finding, Rule
from xlscorecard.core.domain.period import month_label
from xlscorecard.core.domain.wording import listed
from xlscorecard.core.measures.rounding import decimal_of
from xlscorecard.core.measures.scale import HIGHEST_SHARE, typed_without_sign
from xlscorecard.core.table.headings import Column
from xlscorecard.core.table.printed import figure_text

WRONG_SCALE = Rule.wrong(
    "wrong-scale", "a percentage typed as 6.2 instead of 6.2%, in one month or in the whole row"
)
FORMAT_AND_FLAG = Rule.doubtful(
    "format-and-flag",
    "a row with P whose values are not formatted as percentages, or one without P whose are",
)
NAME_AND_FLAG = Rule.doubtful(
    "name-and-flag",
    "a row whose name begins with Percentage, Proportion or %, and that has no P and values above "
    "1.5; or one whose name begins with Number of, and that has P",
)


_START = r"(?i)\W*(?:of which:?\s*)?(?:the\s+)?"
_SAYS_SHARE = LatePattern(rf"{_START}(?:percentage|proportion|per ?cent\b|%)")
_SAYS_NUMBER = LatePattern(rf"{_START}(?:total\s+)?(?:number|count) of\b")
_MOST_NAMED = 4


def wrong_scale(subject: Subject) -> Iterator[Finding]:
    """Percentages that were typed a hundred times too large."""
    for row, history in zip(subject.rows, subject.histories, strict=True):
        if row.indicator.percentage:
            large = typed_without_sign(history.numbers)
            if large:
                values = subject.values(row)
                yield _wrong_scale(subject, row, [values[position] for position in large])


def _wrong_scale(subject: Subject, row: Row, large: Sequence[Value]) -> Finding:
    first = large[0]
    typed = f"{decimal_of(first.value):f}"
    months = listed([month_label(value.month) for value in large], _MOST_NAMED)
    return WRONG_SCALE.found(
        subject.cells(value.place for value in large),
        row.reference,
        f"{row.reference} is a percentage, and its value in {months} is {typed}, which is "
        f"{figure_text(first.value, percentage=True)}",
        f"type {typed}% if that is meant; if it is no percentage, clear the P under Percentage?",
    )


def name_and_flag(subject: Subject) -> Iterator[Finding]:
    """Names that say percentage or number, against the sign under Percentage?."""
    if subject.column(Column.PERCENTAGE) is None:
        return
    for history in subject.histories:
        indicator = history.indicator
        if not history.numbers:
            continue
        if indicator.percentage:
            if not _SAYS_NUMBER.match(indicator.title):
                continue
            what = "says that it is a number, and the row has P"
        elif history.ordered[-1] > HIGHEST_SHARE and _SAYS_SHARE.match(indicator.title):
            highest = figure_text(history.ordered[-1], percentage=False)
            what = f"says that it is a percentage; the row has no P, and values up to {highest}"
        else:
            continue
        yield NAME_AND_FLAG.found(
            subject.cells([(history.row, subject.reading.layout.columns[Column.INDICATOR])]),
            history.reference,
            f"the name of {history.reference} {what}",
            "check that name and values belong together, then set or clear P under Percentage?",
        )


def format_and_flag(subject: Subject) -> Iterator[Finding]:
    """Number formats of values that do not go with the sign under Percentage?."""
    if subject.percentages is None or subject.column(Column.PERCENTAGE) is None:
        return
    columns = subject.reading.layout.periods.values()
    shown: dict[int, set[int]] = {}
    for number, column in subject.percentages:
        shown.setdefault(number, set()).add(column)
    for row in subject.rows:
        in_row = shown.get(row.number, set())
        if not in_row and not row.indicator.percentage:
            continue  # the quick answer for nearly all rows
        as_text = {
            column
            for position, column in enumerate(columns)
            if position in row.indicator.other_cells
        }
        differing = [
            value
            for value in subject.values(row)
            if (value.column in in_row) != row.indicator.percentage
            and value.column not in as_text
            and value.value != 0
        ]
        if differing:
            yield _format_and_flag(subject, row, differing)


def _format_and_flag(subject: Subject, row: Row, differing: Sequence[Value]) -> Finding:
    months = listed([month_label(value.month) for value in differing], _MOST_NAMED)
    if row.indicator.percentage:
        message = f"{row.reference} has P, and its value in {months} is not shown as a percentage"
        remedy = "format the cell as a percentage, or clear the P under Percentage?"
    else:
        message = f"{row.reference} has no P, and its value in {months} is shown as a percentage"
        remedy = "choose P (a percentage), or format the cell as a number"
    return FORMAT_AND_FLAG.found(
        subject.cells(value.place for value in differing), row.reference, message, remedy
    )
