"""Answers of a function in cells: one for each row of its arguments, as Excel takes them."""

from collections.abc import Callable, Iterator, Sequence
from functools import wraps
from math import isfinite
from typing import NamedTuple, ParamSpec

import xlwings as xw

from xlscorecard.addin.cells.arguments import cells_per_row, frequency_in, months_in
from xlscorecard.books.excel.content import block_of
from xlscorecard.core.domain.cell_meaning import number_of
from xlscorecard.core.measures.timeline import Calendar, Timeline
from xlscorecard.core.sheet.content import CellContent, ErrorCode
from xlscorecard.errors import XlscorecardError

NOT_ENOUGH_DATA = ErrorCode("#N/A")
WRONG_ARGUMENT = ErrorCode("#VALUE!")

Answer = float | str
"""What one row answers; an error is an ``ErrorAnswer``."""
Answers = list[list[float | str]]
"""What Excel gets: a column, one answer a row. An error is its text, such as #N/A, of which the
VBA makes a real one."""

Numbers = tuple[float | None, ...]
"""The values of one row."""

# Arguments that cannot be used, and numbers too large to be added up.
UNUSABLE = (XlscorecardError, ArithmeticError, ValueError)

_Parameters = ParamSpec("_Parameters")


class ErrorAnswer(str):
    """An error that a cell shows, as its text, and why it does, as the end of a sentence."""

    __slots__ = ("why",)
    why: str

    def __new__(cls, error: ErrorCode, why: str) -> "ErrorAnswer":
        answer = super().__new__(cls, str(error))
        answer.why = why
        return answer


def not_enough(why: str) -> ErrorAnswer:
    """The answer where a measure has no value."""
    return ErrorAnswer(NOT_ENOUGH_DATA, f"{why}.")


def wrong_argument(error: Exception | str) -> ErrorAnswer:
    """The answer where an argument cannot be used."""
    if isinstance(error, XlscorecardError):
        fault = error.faults[0]
        why = f"the argument {fault.place} is {fault.found}. Expected: {fault.expected}."
    else:
        why = f"{error}." if isinstance(error, str) else "the numbers are too large to reckon with."
    return ErrorAnswer(WRONG_ARGUMENT, why)


def worksheet_function(
    function: Callable[_Parameters, Iterator[Answer]],
) -> Callable[_Parameters, Answers]:
    """Make a function that Excel can call of one that yields an answer a row."""

    @wraps(function)
    def answered(*arguments: _Parameters.args, **named: _Parameters.kwargs) -> Answers:
        try:
            return [[_shown(answer)] for answer in function(*arguments, **named)]
        except UNUSABLE:
            return [[str(WRONG_ARGUMENT)]]

    # xlwings takes annotations for converters; here every argument is taken as it comes.
    names = [name for name in function.__annotations__ if name != "return"]
    answered.__annotations__ = {}
    registered: Callable[_Parameters, Answers] = xw.func(answered)
    for name in names:
        registered = xw.arg(name, "raw")(registered)
    return registered


def _shown(answer: Answer) -> float | str:
    if isinstance(answer, float) and not isfinite(answer):
        return str(WRONG_ARGUMENT)
    return str(answer) if isinstance(answer, ErrorAnswer) else answer


class MonthlyRows(NamedTuple):
    """The numbers of some rows, and their timelines up to the last of the months."""

    numbers: list[Numbers]
    calendar: Calendar

    @classmethod
    def given(cls, values: object, months: object) -> "MonthlyRows":
        """What the arguments of a function say."""
        block = block_of(values)
        periods = months_in(block_of(months), columns=len(block[0]))
        return cls(
            numbers=[tuple(number_of(cell) for cell in cells) for cells in block],
            calendar=Calendar.up_to(periods, max(periods)),
        )

    def timeline(self, frequency_cell: CellContent) -> Timeline:
        """The timeline of a row of that frequency."""
        return self.calendar.at(frequency_in(frequency_cell))

    def columns(self, *arguments: object) -> list[Sequence[CellContent]]:
        """Further arguments, one cell for each row."""
        return [cells_per_row(argument, len(self.numbers)) for argument in arguments]


def columns_of_cells(*arguments: object) -> list[Sequence[CellContent]]:
    """Columns of cells side by side; a single cell stands for every row."""
    rows = max(len(block_of(argument)) for argument in arguments)
    return [cells_per_row(argument, rows) for argument in arguments]


def answers(answer: Callable[..., Answer], *columns: Sequence[object]) -> Iterator[Answer]:
    """The answer of each row; an argument that one row cannot use spoils that row alone."""
    for cells in zip(*columns, strict=True):
        try:
            yield answer(*cells)
        except UNUSABLE as error:
            yield wrong_argument(error)
