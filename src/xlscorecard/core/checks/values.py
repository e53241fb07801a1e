"""Values on the wrong scale, and values far outside the row's own history."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import exp, log, sqrt
from statistics import median

from xlscorecard.core.checks.subject import Row, Subject, Value
from xlscorecard.core.domain.finding import Finding, Rule
from xlscorecard.core.domain.period import month_label
from xlscorecard.core.domain.wording import listed
from xlscorecard.core.measures.rounding import decimal_of
from xlscorecard.core.measures.scale import typed_without_sign
from xlscorecard.core.table.headings import Column
from xlscorecard.core.table.printed import figure_text

WRONG_SCALE = Rule.wrong(
    "wrong-scale", "a percentage typed as 6.2 instead of 6.2%, in one month or in the whole row"
)
FORMAT_AND_FLAG = Rule.doubtful(
    "format-and-flag",
    "a row with P whose values are not formatted as percentages, or one without P whose are",
)
FAR_OUTSIDE = Rule.doubtful(
    "far-outside",
    "a value that is at least twice or at most half of the months beside it and of the median of "
    "the three on each side; further from them, as a ratio, than five times the change from month "
    "to month below which three quarters of the row's changes are; and further from the row's "
    "median than five times the median deviation from it; rows of eight positive values or more, "
    "small counts only beyond chance",
)

_FEWEST_VALUES = 8
_TIMES_THE_USUAL = 5
_RATIO = 2
_LEAST_RATIO = log(_RATIO)
# A row that hardly moves at all must not make a finding of each small change.
_LEAST_USUAL = log(1.05)

_TIMES_THE_SPREAD = 5
# How many values on each side say what the level is.
_AROUND = 3
# Four standard deviations of the difference of two square roots of counts.
_BEYOND_CHANCE = 2.83

_MOST_NAMED = 4


def wrong_scale(subject: Subject) -> Iterator[Finding]:
    """Percentages that were typed a hundred times too large."""
    for row in subject.rows:
        if row.indicator.percentage:
            large = typed_without_sign(subject.numbers(row))
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


def far_outside(subject: Subject) -> Iterator[Finding]:
    """Values that a row's own history does not explain."""
    for row in subject.rows:
        numbers = [number for number in subject.numbers(row) if number > 0]
        if len(numbers) < _FEWEST_VALUES:
            continue
        candidates = _standing_out(numbers)
        if not candidates or (row.indicator.percentage and typed_without_sign(numbers)):
            continue  # wrong-scale speaks of the latter
        values = [value for value in subject.values(row) if value.value > 0]
        yield from _far_outside(subject, row, values, candidates)


def _standing_out(numbers: Sequence[float]) -> list[int]:
    """The positions of values that are twice, or half, of those beside them.

    A step to a new level is one neighbour away, a slip is away from both.
    """
    earlier, later = [numbers[1], *numbers[:-1]], [*numbers[1:], numbers[-2]]
    return [
        position
        for position, number in enumerate(numbers)
        if (number >= _RATIO * earlier[position] and number >= _RATIO * later[position])
        or (number * _RATIO <= earlier[position] and number * _RATIO <= later[position])
    ]


def _far_outside(
    subject: Subject, row: Row, values: Sequence[Value], candidates: Sequence[int]
) -> Iterator[Finding]:
    logs = [log(value.value) for value in values]
    changes = sorted(abs(later - earlier) for earlier, later in pairwise(logs))
    usual = max(changes[len(changes) * 3 // 4], _LEAST_USUAL)
    limit = max(_TIMES_THE_USUAL * usual, _LEAST_RATIO)
    for index in candidates:
        beside = [*logs[max(0, index - 1) : index], *logs[index + 1 : index + 2]]
        if any(abs(logs[index] - other) <= limit for other in beside):
            continue
        around = logs[max(0, index - _AROUND) : index] + logs[index + 1 : index + 1 + _AROUND]
        if abs(logs[index] - median(around)) <= limit or not _is_beyond_spread(values, index):
            continue
        if row.indicator.percentage or _is_beyond_chance(values, index):
            yield _outside(subject, row, values, index, usual)


def _is_beyond_spread(values: Sequence[Value], index: int) -> bool:
    """Whether a value is further from the row's median than its values usually are, many times.

    A row that ranges from 1 to 900 has no value far outside, whatever the ratios.
    """
    others = [value.value for position, value in enumerate(values) if position != index]
    centre = median(others)
    usual = median(abs(value - centre) for value in others)
    return abs(values[index].value - centre) > _TIMES_THE_SPREAD * usual


def _is_beyond_chance(values: Sequence[Value], index: int) -> bool:
    """Whether a count differs from one beside it by more than small counts do by chance.

    The square root of a count varies by about a half, whatever the count.
    """
    other = values[index - 1] if index else values[1]
    return abs(sqrt(values[index].value) - sqrt(other.value)) > _BEYOND_CHANCE


def _outside(
    subject: Subject, row: Row, values: Sequence[Value], index: int, usual: float
) -> Finding:
    outlier = values[index]
    beside = values[index - 1] if index else values[1]
    shown, other = (
        figure_text(each.value, percentage=row.indicator.percentage) for each in (outlier, beside)
    )
    times = outlier.value / beside.value
    ratio = f"{times:,.0f} times" if times >= 10 else f"{times:,.1f} times"
    if times < 1:
        ratio = f"1/{1 / times:,.0f} of"
    return FAR_OUTSIDE.found(
        subject.cells([outlier.place]),
        row.reference,
        f"{row.reference} in {month_label(outlier.month)} is {shown}, {ratio} the {other} of "
        f"{month_label(beside.month)}; most of the row's changes from month to month "
        f"are below {exp(usual) - 1:.0%}",
        "check the figure with whoever supplied it; if it is right, accept this finding",
    )
