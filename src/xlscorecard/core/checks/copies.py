"""Values and commentary that stand in two places."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from operator import eq

from xlscorecard.core.checks.commentary.claims import holds_amount
from xlscorecard.core.checks.history import History
from xlscorecard.core.checks.subject import Subject
from xlscorecard.core.domain.finding import Finding, Rule
from xlscorecard.core.domain.period import MONTHS_A_YEAR, Month, month_label
from xlscorecard.core.domain.wording import joined, listed, quoted
from xlscorecard.core.table.headings import Column

COPIED_MONTH = Rule.doubtful(
    "copied-month",
    "a month with the same values as another in at least half of the rows, and in four or more; "
    "the newest month is held against every other, each other against the one before; rows that "
    "often repeat a value are not counted",
)
COPIED_ROW = Rule.doubtful(
    "copied-row",
    "two rows, and no third, with the same values in the twelve months up to the reporting month: "
    "eight or more values, four of them different, or the same name and four or more values",
)
COPIED_COMMENTARY = Rule.doubtful(
    "copied-commentary", "the same commentary, with a figure in it, in two rows"
)

COPY_RULES = (COPIED_MONTH, COPIED_ROW, COPIED_COMMENTARY)

_FEWEST_ROWS = 4
_SHARE_OF_ROWS = 0.5
# A sheet in which fewer rows vary than twice this share has no copied month.
_LEAST_SHARE = 0.05
# A row in which fewer of the values differ repeats itself by chance.
_DIFFERENT_SHARE = 0.6
_FEWEST_VALUES, _FEWEST_DIFFERENT = 8, 4
# More rows with the same values are a form that nobody has filled in yet.
_ALIKE = 2
_SHORTEST_TEXT = 60
_MOST_NAMED = 6

_Values = tuple[float | None, ...]


def copies(subject: Subject) -> Iterator[Finding]:
    """A finding for each pair of months, rows and commentaries that are the same."""
    yield from _copied_months(subject)
    yield from _copied_rows(subject)
    yield from _copied_commentary(subject)


def _copied_months(subject: Subject) -> Iterator[Finding]:
    months = subject.reading.scorecard.periods
    newest = subject.reporting
    earlier = [month for month in sorted(months, reverse=True) if month < newest]
    pairs = [*((newest, month) for month in earlier), *pairwise(earlier)]
    by_month = _by_month(subject.histories, months)
    rows: list[History] | None = None
    fewest = max(_FEWEST_ROWS, _LEAST_SHARE * len(subject.histories))
    for later, before in pairs:
        # The quick answer for most pairs; two that are missing are equal here.
        if sum(map(eq, by_month[later], by_month[before])) < fewest:
            continue
        if rows is None:
            rows = [history for history in subject.histories if not _repeats_itself(history)]
            by_month = _by_month(rows, months)
        yield from _copied_month(subject, later, before, rows, by_month)


def _by_month(rows: Sequence[History], months: Sequence[Month]) -> Mapping[Month, _Values]:
    columns = zip(*(history.indicator.values for history in rows), strict=True)
    return dict(zip(months, columns, strict=True)) if rows else dict.fromkeys(months, ())


def _copied_month(
    subject: Subject,
    later: Month,
    before: Month,
    rows: Sequence[History],
    by_month: Mapping[Month, _Values],
) -> Iterator[Finding]:
    if sum(map(eq, by_month[later], by_month[before])) < _FEWEST_ROWS:
        return
    compared = [
        (history, value == other)
        for history, value, other in zip(rows, by_month[later], by_month[before], strict=True)
        if value is not None and other is not None and (value or other)
    ]
    equal = [history for history, is_equal in compared if is_equal]
    if len(equal) < _FEWEST_ROWS or len(equal) < _SHARE_OF_ROWS * len(compared):
        return
    column = subject.reading.layout.periods[later]
    yield COPIED_MONTH.found(
        subject.cells((history.row, column) for history in equal),
        "",
        f"{month_label(later)} has the same value as {month_label(before)} in {len(equal):,} of "
        f"{len(compared):,} rows: {listed([history.reference for history in equal], _MOST_NAMED)}",
        f"check that the values of {month_label(later)} were typed, not copied",
    )


def _repeats_itself(history: History) -> bool:
    return len(set(history.numbers)) < _DIFFERENT_SHARE * len(history.numbers)


def _copied_rows(subject: Subject) -> Iterator[Finding]:
    months = subject.reading.scorecard.periods
    first = subject.reporting - MONTHS_A_YEAR + 1
    within = [at for at, month in enumerate(months) if first <= month <= subject.reporting]
    groups: dict[_Values, list[History]] = {}
    for history in subject.histories:
        values = history.indicator.values
        groups.setdefault(tuple([values[at] for at in within]), []).append(history)
    for key, group in groups.items():
        if len(group) == _ALIKE and _tells_enough(key, *group):
            yield _copied_row(subject, *reversed(group))


def _tells_enough(values: _Values, first: History, second: History) -> bool:
    """Whether values that are equal in two rows are so by no chance."""
    numbers = [value for value in values if value is not None]
    different = len(set(numbers))
    if _name(first) == _name(second):
        return len(numbers) >= _FEWEST_DIFFERENT and different > 1
    return len(numbers) >= _FEWEST_VALUES and different >= _FEWEST_DIFFERENT


def _name(history: History) -> str:
    return " ".join(history.indicator.title.split()).casefold()


def _copied_row(subject: Subject, history: History, other: History) -> Finding:
    columns = sorted(subject.reading.layout.periods.values())
    cells = subject.cells((each.row, column) for each in (history, other) for column in columns)
    names = joined([other.reference, history.reference])
    if _name(history) == _name(other):
        message = f"{names} have the same name and the same values: one row entered twice"
        remedy = "remove one of the two"
    else:
        message = f"{names} have the same values in the twelve months up to the reporting month"
        remedy = "check which of the two the values belong to"
    return COPIED_ROW.found(
        cells,
        history.reference,
        message,
        f"{remedy}; if both are right, accept this finding",
        about=other.reference,
    )


def _copied_commentary(subject: Subject) -> Iterator[Finding]:
    if subject.column(Column.COMMENTARY) is None:
        return
    seen: dict[str, str] = {}
    for row in subject.rows:
        text = subject.text(row, Column.COMMENTARY)
        if len(text) < _SHORTEST_TEXT:
            continue
        other = seen.setdefault(text, row.reference)
        if other != row.reference and holds_amount(text):
            yield COPIED_COMMENTARY.found(
                [subject.cell(row, Column.COMMENTARY)],
                row.reference,
                f"{row.reference} has the same commentary as {other}: {quoted(text)}",
                "check which of the two rows it was written for",
                about=other,
            )
