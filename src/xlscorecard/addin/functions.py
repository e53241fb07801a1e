"""The functions that cells call; Excel's names and their words stand in the registry.

Every argument arrives as Excel hands it over (a cell, or a block of cells as rows), and every
answer is a block as well. A function is the measure of the same name, applied to each row: a
cell and a refresh can never disagree.

What is missing follows the rules of the measures: blank cells, tokens, texts and error cells
are no values. Too few values answer #N/A, an argument that cannot be used answers #VALUE!.
"""

from collections.abc import Callable, Iterator, Sequence

from xlscorecard.addin.cells.answers import (
    Answer,
    ErrorAnswer,
    MonthlyRows,
    Numbers,
    answers,
    columns_of_cells,
    not_enough,
    worksheet_function,
)
from xlscorecard.addin.cells.arguments import (
    direction_in,
    lag_in,
    polarity_in,
    tolerance_in,
    unit_in,
)
from xlscorecard.core.domain.cell_meaning import number_of
from xlscorecard.core.domain.period import Frequency, month_label
from xlscorecard.core.measures.change import change as change_between
from xlscorecard.core.measures.direction import direction
from xlscorecard.core.measures.judgement import judgement as judgement_of
from xlscorecard.core.measures.rolling import maximum as maximum_of
from xlscorecard.core.measures.rolling import mean
from xlscorecard.core.measures.rolling import minimum as minimum_of
from xlscorecard.core.measures.timeline import Conflict, Timeline
from xlscorecard.core.sheet.content import CellContent

NO_JUDGEMENT = ""
"""The judgement of a change that nobody judges: an empty text."""


@worksheet_function
def change(current: object, earlier: object, unit: object = None) -> Iterator[Answer]:
    """The change from the earlier to the current value."""

    def answer(now: CellContent, before: CellContent, unit_cell: CellContent) -> Answer:
        current, base = number_of(now), number_of(before)
        moved = change_between(current, base, unit_in(unit_cell))
        return _no_change(current, base) if moved is None else moved

    return answers(answer, *columns_of_cells(current, earlier, unit))


@worksheet_function
def arrow(
    current: object, earlier: object, tolerance: object = None, unit: object = None
) -> Iterator[Answer]:
    """The arrow of the change from the earlier to the current value."""

    def answer(
        now: CellContent, before: CellContent, limit: CellContent, unit_cell: CellContent
    ) -> Answer:
        current, base = number_of(now), number_of(before)
        moved = direction(current, base, tolerance_in(limit, unit_in(unit_cell)))
        return _no_change(current, base) if moved is None else moved.value

    return answers(answer, *columns_of_cells(current, earlier, tolerance, unit))


@worksheet_function
def judgement(arrow: object, polarity: object) -> Iterator[Answer]:
    """What an arrow means by the polarity."""

    def answer(sign: CellContent, good: CellContent) -> Answer:
        moved = direction_in(sign)
        if moved is None:
            return not_enough("the argument arrow holds no arrow")
        meaning = judgement_of(moved, polarity_in(good))
        return meaning.value if meaning else NO_JUDGEMENT

    return answers(answer, *columns_of_cells(arrow, polarity))


@worksheet_function
def previous_change(
    values: object, months: object, frequency: object = None, unit: object = None
) -> Iterator[Answer]:
    """The change from the previous period."""
    return _changes(values, months, frequency, unit, lambda _: 1)


@worksheet_function
def previous_arrow(
    values: object,
    months: object,
    tolerance: object = None,
    frequency: object = None,
    unit: object = None,
) -> Iterator[Answer]:
    """The arrow of the change from the previous period."""
    return _arrows(values, months, tolerance, frequency, unit, lambda _: 1)


@worksheet_function
def year_change(
    values: object, months: object, frequency: object = None, unit: object = None
) -> Iterator[Answer]:
    """The change from the same period of the previous year."""
    return _changes(values, months, frequency, unit, lambda often: often.periods_a_year)


@worksheet_function
def year_arrow(
    values: object,
    months: object,
    tolerance: object = None,
    frequency: object = None,
    unit: object = None,
) -> Iterator[Answer]:
    """The arrow of the change from the same period of the previous year."""
    return _arrows(values, months, tolerance, frequency, unit, lambda often: often.periods_a_year)


@worksheet_function
def lag_change(
    values: object, months: object, lag: object, frequency: object = None, unit: object = None
) -> Iterator[Answer]:
    """The change from a number of periods before."""
    periods = lag_in(lag)
    return _changes(values, months, frequency, unit, lambda _: periods)


@worksheet_function
def average(values: object, months: object, frequency: object = None) -> Iterator[Answer]:
    """The mean of the last twelve months."""
    return _rolling(mean, values, months, frequency)


@worksheet_function
def maximum(values: object, months: object, frequency: object = None) -> Iterator[Answer]:
    """The largest value of the last twelve months."""
    return _rolling(maximum_of, values, months, frequency)


@worksheet_function
def minimum(values: object, months: object, frequency: object = None) -> Iterator[Answer]:
    """The smallest value of the last twelve months."""
    return _rolling(minimum_of, values, months, frequency)


_Lag = Callable[[Frequency], int]
"""How many periods before, at a frequency."""


def _changes(
    values: object, months: object, frequency: object, unit: object, lag: _Lag
) -> Iterator[Answer]:
    rows = MonthlyRows.given(values, months)

    def answer(numbers: Numbers, frequency_cell: CellContent, unit_cell: CellContent) -> Answer:
        timeline = rows.timeline(frequency_cell)
        current, base = timeline.lagged(numbers, lag(timeline.frequency))
        moved = change_between(current, base, unit_in(unit_cell))
        return _no_lagged(timeline, numbers, lag) if moved is None else moved

    return answers(answer, rows.numbers, *rows.columns(frequency, unit))


def _arrows(
    values: object, months: object, tolerance: object, frequency: object, unit: object, lag: _Lag
) -> Iterator[Answer]:
    rows = MonthlyRows.given(values, months)

    def answer(
        numbers: Numbers, limit: CellContent, frequency_cell: CellContent, unit_cell: CellContent
    ) -> Answer:
        timeline = rows.timeline(frequency_cell)
        current, base = timeline.lagged(numbers, lag(timeline.frequency))
        moved = direction(current, base, tolerance_in(limit, unit_in(unit_cell)))
        return _no_lagged(timeline, numbers, lag) if moved is None else moved.value

    return answers(answer, rows.numbers, *rows.columns(tolerance, frequency, unit))


def _rolling(
    measure: Callable[[Sequence[float]], float | None],
    values: object,
    months: object,
    frequency: object,
) -> Iterator[Answer]:
    rows = MonthlyRows.given(values, months)

    def answer(numbers: Numbers, frequency_cell: CellContent) -> Answer:
        timeline = rows.timeline(frequency_cell)
        result = measure(timeline.align(numbers).window)
        return _no_values(timeline) if result is None else result

    return answers(answer, rows.numbers, *rows.columns(frequency))


def _no_change(current: float | None, base: float | None) -> ErrorAnswer:
    """Why there is no change between two values."""
    if current is None:
        return not_enough("the current value is missing")
    if base is None:
        return not_enough("the earlier value is missing")
    return not_enough("no % change can be reckoned from an earlier value of 0 or below")


def _no_lagged(timeline: Timeline, numbers: Numbers, lag: _Lag) -> ErrorAnswer:
    """Why there is no change between two periods of a row."""
    compared = timeline.compared(numbers, lag(timeline.frequency))
    for period, value in (
        (compared.period, compared.current),
        (compared.earlier_period, compared.earlier),
    ):
        month = month_label(timeline.frequency.last_month(period))
        if value is None:
            return not_enough(f"there is no value for {month}")
        if value is Conflict.SEVERAL_VALUES:
            return not_enough(f"there are several values for the period that ends with {month}")
    return not_enough("no % change can be reckoned from an earlier value of 0 or below")


def _no_values(timeline: Timeline) -> ErrorAnswer:
    """Why there is no rolling figure."""
    month = month_label(timeline.frequency.last_month(timeline.last))
    return not_enough(f"the year up to {month} has no value, or a period with several")
