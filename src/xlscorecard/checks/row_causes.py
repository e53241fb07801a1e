"""Causes that explain all odd figures of a row at once, and why a figure can be none.

They come before any blame of a person: a value that was corrected since, or has gone, or a setting
that has changed, makes right figures differ.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from xlscorecard.domain.cell import CellContent
from xlscorecard.domain.period import Frequency, Month, month_label
from xlscorecard.measures.timeline import Compared, Conflict, Timeline
from xlscorecard.sheet.headings import COMPUTED, Column
from xlscorecard.sheet.plan import Contents, PlannedContent

Values = Sequence[float | None]
ContentsOf = Callable[[Values, Frequency], Contents]
"""What the computed columns hold for other values, or at another frequency."""

Follows = Callable[[CellContent, PlannedContent, int], bool]
"""Whether a printed content is a figure of the column at a position of ``COMPUTED``."""

_AVERAGE = COMPUTED.index(Column.AVERAGE)
_FEWEST_EXPLAINED = 2
_WORDS = {
    Frequency.MONTHLY: "monthly",
    Frequency.QUARTERLY: "quarterly",
    Frequency.ANNUAL: "annual",
}


def row_cause(
    odd: Mapping[int, CellContent],
    values: Values,
    months: Sequence[Month],
    timeline: Timeline,
    contents_of: ContentsOf,
    follows: Follows,
) -> str | None:
    """What explains all odd figures of a row; None where nothing does.

    Args:
        odd: the odd figures, by their position in ``COMPUTED``.
        values: the values of the row.
        months: the months of the values.
        timeline: the timeline at the row's frequency.
        contents_of: the contents for other values, or at another frequency.
        follows: whether a figure is the printed one.
    """

    def explains(others: Contents) -> bool:
        return all(
            (figure := others[position]) is not None and follows(content, figure, position)
            for position, content in odd.items()
        )

    if len(odd) < _FEWEST_EXPLAINED:
        return None
    for frequency in Frequency:
        if frequency is not timeline.frequency and explains(contents_of(values, frequency)):
            return (
                f"worked out as a {_WORDS[frequency]} row, and it is {_WORDS[timeline.frequency]}"
            )
    printed = odd.get(_AVERAGE)
    if timeline.frequency is Frequency.MONTHLY and isinstance(printed, float):
        for position, earlier in _earlier_values(printed, values, timeline):
            before = [*values[:position], earlier, *values[position + 1 :]]
            if explains(contents_of(before, timeline.frequency)):
                month = month_label(months[position])
                if values[position] is None:
                    return f"worked out when {month} had a value"
                return f"worked out before the value of {month} was changed"
    return None


def _earlier_values(
    average: float, values: Values, timeline: Timeline
) -> Iterator[tuple[int, float]]:
    """For each month of the window, the value by which the average would be the printed one."""
    window = [values[position] for position in timeline.window_positions]
    present = [value for value in window if value is not None]
    for position in timeline.window_positions:
        value = values[position]
        count = len(present) + (value is None)
        earlier = average * count - sum(present) + (value or 0.0)
        # Most values have few digits; the printed average may be rounded.
        yield position, round(earlier, 6)


def missing_cause(compared: Compared, frequency: Frequency) -> str:
    """Why there is no change now where one was printed."""
    current, earlier = frequency.label(compared.period), frequency.label(compared.earlier_period)
    if isinstance(compared.current, Conflict):
        return f"{current} has several values now"
    if isinstance(compared.earlier, Conflict):
        return f"{earlier} has several values now"
    if compared.current is None:
        return f"worked out when {current} had a value"
    if compared.earlier is None:
        return f"worked out when {earlier} had a value"
    if compared.earlier == 0:
        return f"compared with the 0 of {earlier}, with which nothing can be compared in per cent"
    return f"compared with a value below 0 in {earlier}, which gives no per cent"
