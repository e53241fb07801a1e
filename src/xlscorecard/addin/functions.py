"""The functions that cells call; Excel's names and their words stand in the registry.

Every argument arrives as Excel hands it over (a cell, or a block of cells as rows), and every
answer is a block as well. A function is the measure of the same name, applied to each row: a
cell and a refresh can never disagree.

What is missing follows the rules of the measures: blank cells, tokens, texts and error cells
are no values. Too few values answer #N/A, an argument that cannot be used answers #VALUE!.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import wraps
from math import isfinite
from typing import NamedTuple, ParamSpec

import xlwings as xw

from xlscorecard.addin.arguments import (
    cells_per_row,
    direction_in,
    frequency_in,
    lag_in,
    months_in,
    polarity_in,
    tolerance_in,
    unit_in,
)
from xlscorecard.books.excel.content import block_of
from xlscorecard.core.domain.cell_meaning import number_of
from xlscorecard.core.domain.period import Frequency
from xlscorecard.core.measures.change import change as change_between
from xlscorecard.core.measures.direction import Direction, direction
from xlscorecard.core.measures.judgement import judgement as judgement_of
from xlscorecard.core.measures.rolling import maximum as maximum_of
from xlscorecard.core.measures.rolling import mean
from xlscorecard.core.measures.rolling import minimum as minimum_of
from xlscorecard.core.measures.timeline import Calendar, Timeline
from xlscorecard.core.sheet.content import CellContent, ErrorCode
from xlscorecard.errors import XlscorecardError

NOT_ENOUGH_DATA = ErrorCode("#N/A")
WRONG_ARGUMENT = ErrorCode("#VALUE!")
NO_JUDGEMENT = ""
"""The judgement of a change that nobody judges: an empty text."""

Answer = float | str | None
"""What one row answers; None is not enough data."""
Answers = list[list[float | str]]
"""What Excel gets: a column, one answer a row. Errors are spelled as Excel spells them, and the
VBA makes real errors of them."""

Numbers = tuple[float | None, ...]
"""The values of one row."""

# Arguments that cannot be used, and numbers too large to be added up.
_UNUSABLE = (XlscorecardError, ArithmeticError, ValueError)

_Parameters = ParamSpec("_Parameters")


def _worksheet_function(
    function: Callable[_Parameters, Iterator[Answer]],
) -> Callable[_Parameters, Answers]:
    """Make a function that Excel can call of one that yields an answer a row."""

    @wraps(function)
    def answered(*arguments: _Parameters.args, **named: _Parameters.kwargs) -> Answers:
        try:
            return [[_shown(answer)] for answer in function(*arguments, **named)]
        except _UNUSABLE:
            return [[str(WRONG_ARGUMENT)]]

    # xlwings takes annotations for converters; here every argument is taken as it comes.
    names = [name for name in function.__annotations__ if name != "return"]
    answered.__annotations__ = {}
    registered: Callable[_Parameters, Answers] = xw.func(answered)
    for name in names:
        registered = xw.arg(name, "raw")(registered)
    return registered


def _shown(answer: Answer) -> float | str:
    if answer is None:
        return str(NOT_ENOUGH_DATA)
    if isinstance(answer, float) and not isfinite(answer):
        return str(WRONG_ARGUMENT)
    return answer


@_worksheet_function
def change(current: object, earlier: object, unit: object = None) -> Iterator[Answer]:
    """The change from the earlier to the current value."""

    def answer(now: CellContent, before: CellContent, unit_cell: CellContent) -> Answer:
        return change_between(number_of(now), number_of(before), unit_in(unit_cell))

    return _answers(answer, *_columns(current, earlier, unit))


@_worksheet_function
def arrow(
    current: object, earlier: object, tolerance: object = None, unit: object = None
) -> Iterator[Answer]:
    """The arrow of the change from the earlier to the current value."""

    def answer(
        now: CellContent, before: CellContent, limit: CellContent, unit_cell: CellContent
    ) -> Answer:
        limits = tolerance_in(limit, unit_in(unit_cell))
        return _sign(direction(number_of(now), number_of(before), limits))

    return _answers(answer, *_columns(current, earlier, tolerance, unit))


@_worksheet_function
def judgement(arrow: object, polarity: object) -> Iterator[Answer]:
    """What an arrow means by the polarity."""

    def answer(sign: CellContent, good: CellContent) -> Answer:
        moved = direction_in(sign)
        if moved is None:
            return None
        meaning = judgement_of(moved, polarity_in(good))
        return meaning.value if meaning else NO_JUDGEMENT

    return _answers(answer, *_columns(arrow, polarity))


@_worksheet_function
def previous_change(
    values: object, months: object, frequency: object = None, unit: object = None
) -> Iterator[Answer]:
    """The change from the previous period."""
    return _changes(values, months, frequency, unit, lambda _: 1)


@_worksheet_function
def previous_arrow(
    values: object,
    months: object,
    tolerance: object = None,
    frequency: object = None,
    unit: object = None,
) -> Iterator[Answer]:
    """The arrow of the change from the previous period."""
    return _arrows(values, months, tolerance, frequency, unit, lambda _: 1)


@_worksheet_function
def year_change(
    values: object, months: object, frequency: object = None, unit: object = None
) -> Iterator[Answer]:
    """The change from the same period of the previous year."""
    return _changes(values, months, frequency, unit, lambda own: own.periods_a_year)


@_worksheet_function
def year_arrow(
    values: object,
    months: object,
    tolerance: object = None,
    frequency: object = None,
    unit: object = None,
) -> Iterator[Answer]:
    """The arrow of the change from the same period of the previous year."""
    return _arrows(values, months, tolerance, frequency, unit, lambda own: own.periods_a_year)


@_worksheet_function
def lag_change(
    values: object, months: object, lag: object, frequency: object = None, unit: object = None
) -> Iterator[Answer]:
    """The change from a number of periods before."""
    periods = lag_in(lag)
    return _changes(values, months, frequency, unit, lambda _: periods)


@_worksheet_function
def average(values: object, months: object, frequency: object = None) -> Iterator[Answer]:
    """The mean of the last twelve months."""
    return _rolling(mean, values, months, frequency)


@_worksheet_function
def maximum(values: object, months: object, frequency: object = None) -> Iterator[Answer]:
    """The largest value of the last twelve months."""
    return _rolling(maximum_of, values, months, frequency)


@_worksheet_function
def minimum(values: object, months: object, frequency: object = None) -> Iterator[Answer]:
    """The smallest value of the last twelve months."""
    return _rolling(minimum_of, values, months, frequency)


_Lag = Callable[[Frequency], int]
"""How many periods before, at a frequency."""


def _changes(
    values: object, months: object, frequency: object, unit: object, lag: _Lag
) -> Iterator[Answer]:
    table = _Table.given(values, months)

    def answer(numbers: Numbers, frequency_cell: CellContent, unit_cell: CellContent) -> Answer:
        timeline = table.timeline(frequency_cell)
        current, base = timeline.lagged(numbers, lag(timeline.frequency))
        return change_between(current, base, unit_in(unit_cell))

    return _answers(answer, table.rows, *table.columns(frequency, unit))


def _arrows(
    values: object, months: object, tolerance: object, frequency: object, unit: object, lag: _Lag
) -> Iterator[Answer]:
    table = _Table.given(values, months)

    def answer(
        numbers: Numbers, limit: CellContent, frequency_cell: CellContent, unit_cell: CellContent
    ) -> Answer:
        timeline = table.timeline(frequency_cell)
        current, base = timeline.lagged(numbers, lag(timeline.frequency))
        return _sign(direction(current, base, tolerance_in(limit, unit_in(unit_cell))))

    return _answers(answer, table.rows, *table.columns(tolerance, frequency, unit))


def _rolling(
    measure: Callable[[Sequence[float]], float | None],
    values: object,
    months: object,
    frequency: object,
) -> Iterator[Answer]:
    table = _Table.given(values, months)

    def answer(numbers: Numbers, frequency_cell: CellContent) -> Answer:
        return measure(table.timeline(frequency_cell).align(numbers).window)

    return _answers(answer, table.rows, *table.columns(frequency))


class _Table(NamedTuple):
    """The numbers of some rows, and their timelines up to the last of the months."""

    rows: list[Numbers]
    calendar: Calendar

    @classmethod
    def given(cls, values: object, months: object) -> "_Table":
        block = block_of(values)
        periods = months_in(block_of(months), columns=len(block[0]))
        return cls(
            rows=[tuple(number_of(cell) for cell in cells) for cells in block],
            calendar=Calendar.up_to(periods, max(periods)),
        )

    def timeline(self, frequency_cell: CellContent) -> Timeline:
        return self.calendar.at(frequency_in(frequency_cell))

    def columns(self, *arguments: object) -> list[Sequence[CellContent]]:
        return [cells_per_row(argument, len(self.rows)) for argument in arguments]


def _columns(*arguments: object) -> list[Sequence[CellContent]]:
    """Columns of cells side by side; a single cell stands for every row."""
    rows = max(len(block_of(argument)) for argument in arguments)
    return [cells_per_row(argument, rows) for argument in arguments]


def _answers(answer: Callable[..., Answer], *columns: Sequence[object]) -> Iterator[Answer]:
    """The answer of each row; an argument that one row cannot use spoils that row alone."""
    for cells in zip(*columns, strict=True):
        try:
            yield answer(*cells)
        except _UNUSABLE:
            yield str(WRONG_ARGUMENT)


def _sign(moved: Direction | None) -> str | None:
    return moved.value if moved else None
