"""Causes that explain all odd figures of a row at once, and why a figure can be none.

They come before any blame of a person: a value that was corrected since, or has gone, or a setting
that has changed, makes right figures differ.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from math import inf

from xlscorecard.core.domain.period import Frequency, Month, month_label
from xlscorecard.core.domain.wording import joined
from xlscorecard.core.measures.timeline import Compared, Conflict, Timeline
from xlscorecard.core.table.computed_columns import AVERAGE, ComputedColumn
from xlscorecard.core.table.plan import Contents
from xlscorecard.core.table.printed import PrintedFigure

Values = Sequence[float | None]
ContentsOf = Callable[[Values, Frequency], Contents]
"""What the computed columns hold for other values, or at another frequency."""

_FEWEST_EXPLAINED = 2
_MOST_DIGITS = 9
_NOWHERE = (inf, -inf)
# Of the size of a number: what programs differ by when they add up.
_NOISE = 1e-9
_WORDS = {
    Frequency.MONTHLY: "monthly",
    Frequency.QUARTERLY: "quarterly",
    Frequency.ANNUAL: "annual",
}


def row_cause(
    odd: Mapping[ComputedColumn, PrintedFigure],
    values: Values,
    months: Sequence[Month],
    timeline: Timeline,
    contents_of: ContentsOf,
) -> str | None:
    """What explains all odd figures of a row; None where nothing does.

    Args:
        odd: the odd figures by their columns.
        values: the values of the row.
        months: the months of the values.
        timeline: the timeline at the row's frequency.
        contents_of: the contents for other values, or at another frequency.
    """

    def explains(others: Contents) -> bool:
        return all(
            (content := others[column]) is not None and printed.shows(content)
            for column, printed in odd.items()
        )

    if len(odd) < _FEWEST_EXPLAINED:
        return None
    for frequency in Frequency:
        if frequency is not timeline.frequency and explains(contents_of(values, frequency)):
            return (
                f"worked out as a {_WORDS[frequency]} row, and it is {_WORDS[timeline.frequency]}"
            )
    if timeline.frequency is Frequency.MONTHLY:
        for position, earlier in _earlier_values(odd, values, timeline):
            before = [*values[:position], earlier, *values[position + 1 :]]
            if explains(contents_of(before, timeline.frequency)):
                month = month_label(months[position])
                if values[position] is None:
                    return worked_out_with([month])
                return f"worked out before the value of {month} was changed"
    return None


def _earlier_values(
    odd: Mapping[ComputedColumn, PrintedFigure], values: Values, timeline: Timeline
) -> Iterator[tuple[int, float]]:
    """Each month that alone may have had another value when the odd figures were printed.

    An arrow follows from its change, so it is no evidence of its own; figures are rounded, so each
    leaves a range for the value.
    """
    figures = [
        (column, printed.content, printed.half_a_digit)
        for column, printed in odd.items()
        if isinstance(printed.content, float)
    ]
    if len(figures) < _FEWEST_EXPLAINED:
        return
    year = timeline.frequency.periods_a_year
    a_year_ago = timeline.positions.get(Month(timeline.reporting - year), ())
    # A value that is not there now explains more than one that may have been another.
    positions = sorted(
        (*a_year_ago, *timeline.window_positions), key=lambda position: values[position] is not None
    )
    for position in positions:
        low, high = -inf, inf
        for column, printed, half_a_digit in figures:
            half = half_a_digit + _NOISE * abs(printed)
            bounds = _range_of(position, column, printed - half, printed + half, values, timeline)
            low, high = max(low, bounds[0]), min(high, bounds[1])
        if -inf < low <= high < inf:
            yield position, _plainest(low, high)


def _range_of(
    position: int,
    column: ComputedColumn,
    least: float,
    most: float,
    values: Values,
    timeline: Timeline,
) -> tuple[float, float]:
    """Between what the value of a month was, if a figure was from ``least`` to ``most``."""
    if column.periods_back is None:
        if position not in timeline.window_positions:
            return _NOWHERE
        others = [
            value
            for other in timeline.window_positions
            if other != position and (value := values[other]) is not None
        ]
        if column is AVERAGE:
            count, rest = len(others) + 1, sum(others)
            return least * count - rest, most * count - rest
        highest = max(others, default=-inf)
        return (least if least > highest else -inf), (most if most >= highest else -inf)
    lag = column.periods_back(timeline.frequency)
    (at_current, current), (at_earlier, earlier) = (
        _value_at(timeline, values, Month(timeline.reporting - back)) for back in (0, lag)
    )
    ends = _NOWHERE
    if position == at_current and earlier is not None:
        ends = earlier * (1 + least), earlier * (1 + most)
    elif position == at_earlier and current is not None and least > -1:
        ends = current / (1 + most), current / (1 + least)
    return ends if ends == _NOWHERE else (min(ends), max(ends))


def _value_at(timeline: Timeline, values: Values, month: Month) -> tuple[int | None, float | None]:
    """The position of a month and its value; None where it has no column, or none."""
    positions = timeline.positions.get(month)
    return (positions[0], values[positions[0]]) if positions else (None, None)


def _plainest(low: float, high: float) -> float:
    """The number of the fewest digits in a range: a value that somebody has typed."""
    middle = (low + high) / 2
    rounded = (round(middle, digits) for digits in range(_MOST_DIGITS))
    return next((number for number in rounded if low <= number <= high), middle)


def worked_out_with(months: Sequence[str]) -> str:
    """The cause of a figure that rests on values which are not there now."""
    return f"worked out when {joined(months)} had a value"


def missing_cause(compared: Compared, frequency: Frequency) -> str:
    """Why there is no change now where one was printed."""
    current, earlier = frequency.label(compared.period), frequency.label(compared.earlier_period)
    if isinstance(compared.current, Conflict):
        return f"{current} has several values now"
    if isinstance(compared.earlier, Conflict):
        return f"{earlier} has several values now"
    if compared.current is None:
        return worked_out_with([current])
    if compared.earlier is None:
        return worked_out_with([earlier])
    if compared.earlier == 0:
        return f"compared with the 0 of {earlier}, with which nothing can be compared in per cent"
    return f"compared with a value below 0 in {earlier}, which gives no per cent"
