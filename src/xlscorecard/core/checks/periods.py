"""Months that are missing or out of order, and values in the wrong month of a quarter."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from xlscorecard.core.checks.subject import Row, Subject, Value
from xlscorecard.core.domain.finding import Finding, Rule
from xlscorecard.core.domain.period import Frequency, Month, month_label
from xlscorecard.core.domain.wording import listed
from xlscorecard.core.measures.regularity import is_about_quarterly

MISSING_MONTH = Rule.doubtful(
    "missing-month", "a month that has no column between months that have one"
)
MONTHS_OUT_OF_ORDER = Rule.note(
    "months-out-of-order", "columns of months that do not follow the calendar"
)
TWO_MONTHS_OF_A_QUARTER = Rule.doubtful(
    "two-months-of-a-quarter",
    "a row reported about once a quarter with values in two months of one quarter",
)
WRONG_MONTH_OF_QUARTER = Rule.doubtful(
    "wrong-month-of-quarter",
    "a quarterly row with a value in another month of the quarter than the rest of its values",
)

_QUARTERLY = Frequency.QUARTERLY
_FEWEST_VALUES = 3
_MOST_NAMED = 6


def missing_months(subject: Subject) -> Iterator[Finding]:
    """A finding for each gap between the months of the table."""
    layout = subject.reading.layout
    for earlier, later in pairwise(sorted(layout.periods)):
        if later - earlier > 1:
            gone = [month_label(Month(month)) for month in range(earlier + 1, later)]
            beside = subject.cells([(layout.last_header_row, layout.periods[later])])
            yield MISSING_MONTH.found(
                beside,
                "",
                f"there is no column for {listed(gone, _MOST_NAMED)} before {month_label(later)}; "
                f"comparisons with {_them(gone)} are n/a",
                "insert a column for each month, blank if nothing was reported",
            )


def _them(months: Sequence[str]) -> str:
    return "it" if len(months) == 1 else "them"


def months_out_of_order(subject: Subject) -> Iterator[Finding]:
    """The first month that stands after a later one, in a table that goes forwards.

    A table whose newest month stands first is in order too.
    """
    layout = subject.reading.layout
    by_column = sorted((column, month) for month, column in layout.periods.items())
    steps = list(pairwise(by_column))
    backwards = [(earlier, later) for earlier, later in steps if later[1] < earlier[1]]
    if not backwards or len(backwards) == len(steps):
        return
    cells = subject.cells((layout.last_header_row, later[0]) for _, later in backwards)
    (_, before), (_, month) = backwards[0]
    yield MONTHS_OUT_OF_ORDER.found(
        cells,
        "",
        f"{month_label(month)} stands after {month_label(before)}; the measures follow the "
        "calendar all the same",
        "check that the heading is right, and sort the columns by month",
    )


def two_months_of_a_quarter(subject: Subject) -> Iterator[Finding]:
    """Rows that would be quarterly, were it not for a quarter with two values."""
    for row in subject.rows:
        if row.indicator.frequency is not Frequency.MONTHLY:
            continue
        if subject.settings.for_indicator(row.reference).frequency is not None:
            continue  # somebody has said that it is monthly
        months = subject.reading.scorecard.periods
        if is_about_quarterly(months, row.indicator.values):
            yield from _doubled(subject, row, subject.values(row))


def _doubled(subject: Subject, row: Row, values: Sequence[Value]) -> Iterator[Finding]:
    quarters: dict[int, list[Value]] = {}
    for value in values:
        quarters.setdefault(_QUARTERLY.period_of(value.month), []).append(value)
    for quarter, within in quarters.items():
        if len(within) < 2:
            continue
        months = " and ".join(month_label(value.month) for value in within)
        empty = [other for other in (quarter - 1, quarter + 1) if other not in quarters]
        belongs = f"; {_QUARTERLY.label(empty[0])} has none" if empty else ""
        yield TWO_MONTHS_OF_A_QUARTER.found(
            subject.cells(value.place for value in within),
            row.reference,
            f"{row.reference} is reported about once a quarter, and has values in {months}, two "
            f"months of {_QUARTERLY.label(quarter)}{belongs}",
            "check which quarter each value belongs to, and move the one in the wrong month",
            about=_QUARTERLY.label(quarter),
        )


def wrong_month_of_quarter(subject: Subject) -> Iterator[Finding]:
    """Values of quarterly rows that stand in another month of the quarter than usual.

    Merged cells, quarters with two values and quarters cut by the edge of the table are left out.
    """
    months = subject.reading.scorecard.periods
    whole = Counter(_QUARTERLY.period_of(month) for month in months)
    for row in subject.rows:
        if row.indicator.frequency is not _QUARTERLY:
            continue
        if row.number in subject.reading.grid.merges_of_row:
            continue
        present = subject.values(row)
        count_in = Counter(_QUARTERLY.period_of(value.month) for value in present)
        values = [
            value
            for value in present
            if whole[(quarter := _QUARTERLY.period_of(value.month))] == _QUARTERLY.months
            and count_in[quarter] == 1
        ]
        positions = Counter(_position(value) for value in values)
        if not positions:
            continue
        (usual, count), others = positions.most_common(1)[0], len(values)
        if count < _FEWEST_VALUES or count * 3 < others * 2:
            continue
        for value in values:
            if _position(value) != usual:
                yield _wrong_month(subject, row, value, usual)


def _position(value: Value) -> int:
    """The month within its quarter, from 0."""
    return value.month - _QUARTERLY.first_month(_QUARTERLY.period_of(value.month))


def _wrong_month(subject: Subject, row: Row, value: Value, usual: int) -> Finding:
    quarter = _QUARTERLY.period_of(value.month)
    expected = month_label(Month(_QUARTERLY.first_month(quarter) + usual))
    return WRONG_MONTH_OF_QUARTER.found(
        subject.cells([value.place]),
        row.reference,
        f"the value of {row.reference} for {_QUARTERLY.label(quarter)} stands in "
        f"{month_label(value.month)}; the row's other values stand in the "
        f"{('first', 'second', 'third')[usual]} month of a quarter",
        f"move it to {expected} if it is the value of that quarter",
    )
