"""Why a published figure does not follow from the values: the likely cause."""

from collections.abc import Iterator, Mapping, Sequence
from statistics import fmean
from typing import NamedTuple

from xlscorecard.core.domain.period import Frequency
from xlscorecard.core.measures.change import change
from xlscorecard.core.measures.direction import Direction
from xlscorecard.core.measures.rounding import rounded
from xlscorecard.core.sheet.content import ErrorCode
from xlscorecard.core.sheet.edits import PlannedContent
from xlscorecard.core.table.computed_columns import AVERAGE, ComputedColumn, ContentKind
from xlscorecard.core.table.printed import PrintedFigure, arrow_in, decimals_typed

TEXT_NUMBERS = "numbers stored as text were left out"
TYPED_OVER = "typed over"
OTHER_TEXT = "the text was typed in"
ERROR = "a formula that failed, kept as a value"
NO_TOLERANCE = "the arrow was set without the tolerance"
OTHER_TOLERANCE = "the arrow was set with another tolerance"
DIFFERENCE = "given as a difference, not in per cent"
NO_SIGN = "a percentage typed without its % sign"
TWICE_DIVIDED = "a percentage divided by 100 once too often"
SIGN = "the sign was turned round"
CUT_OFF = "cut off instead of rounded"
ROUNDED = "rounded too far"
NO_VALUES = "worked out when the 12 months had values"
UNCERTAIN = "not certain while a column that may be a month cannot be read"
UNFIT_UNIT = "its unit of change is set to points, which this row cannot be given in"
BLANKS_AS_ZERO = "months without a value were counted as 0"

CERTAIN = frozenset({ERROR, OTHER_TEXT})
"""Causes that follow from what is printed, whatever the values are."""

# A shorter window is not one that anybody means.
_SHORTEST = 2
# How coarsely, and how finely, somebody may round: to tens, to a millionth.
_MOST_DIGITS, _FEWEST_DIGITS = 6, -1


class History(NamedTuple):
    """The values of a row by period of its own frequency, up to the reporting period.

    ``current`` is the period whose change is shown, ``last`` the one with which the window ends.
    """

    frequency: Frequency
    series: Mapping[int, float]
    current: int
    last: int


_Figures = tuple[str, Sequence[float]]
"""A cause, and the figures that it would have given."""


def cause_of(
    figure: PrintedFigure,
    wanted: PlannedContent,
    column: ComputedColumn,
    history: History,
    *,
    percentage: bool,
) -> str:
    """The likely cause, in words.

    Args:
        figure: what the cell holds.
        wanted: what follows from the values.
        column: the figure's column.
        history: the row's values.
        percentage: whether the values of the row are percentages.
    """
    printed = figure.content
    if isinstance(printed, ErrorCode):
        return ERROR
    if isinstance(printed, str) and (arrow := arrow_in(printed)) is not None:
        return _cause_of_arrow(arrow, column, history)
    if not isinstance(printed, float):
        return OTHER_TEXT
    if not isinstance(wanted, float):
        return TYPED_OVER
    is_change = column.kind is ContentKind.CHANGE
    if (is_change or percentage) and _is_without_sign(printed, wanted):
        return NO_SIGN
    same_figure = (
        (TWICE_DIVIDED, (wanted / 100,) if is_change or percentage else ()),
        (SIGN, (-wanted,) if is_change else ()),
    )
    for cause, figures in (*same_figure, *_other_figures(column, history)):
        if any(figure.shows(other) for other in figures):
            return cause
    return _rounding(printed, wanted) or TYPED_OVER


def _cause_of_arrow(arrow: Direction, column: ComputedColumn, history: History) -> str:
    if arrow is Direction.LEVEL:
        return OTHER_TOLERANCE
    return NO_TOLERANCE if _without_tolerance(arrow.value, column, history) else TYPED_OVER


def _is_without_sign(printed: float, wanted: float) -> bool:
    """Whether a figure is a hundred times the percentage, rounded to the digits that it shows."""
    half = 0.5 * 10.0 ** -decimals_typed(printed)
    return abs(printed - wanted * 100) <= half < abs(wanted * 100)


def _other_figures(
    column: ComputedColumn, history: History
) -> Iterator[tuple[str, Sequence[float]]]:
    """What another base, or another window, would have given."""
    if column.periods_back is None:
        yield from _other_windows(column, history)
    else:
        yield from _other_bases(column.periods_back(history.frequency), history)


def _other_bases(usual: int, history: History) -> Iterator[_Figures]:
    frequency, current = history.frequency, history.current
    value = history.series.get(current)
    year = frequency.periods_a_year
    base = history.series.get(current - usual)
    if value is not None and base is not None:
        yield DIFFERENCE, (value - base, (value - base) * 100)
    for lag in (1, 2, 3, year - 1, year, year + 1):
        found = change(value, history.series.get(current - lag))
        if lag not in (0, usual) and found is not None:
            other, right = frequency.label(current - lag), frequency.label(current - usual)
            yield f"compared with {other}, not {right}", (found,)


def _other_windows(
    column: ComputedColumn, history: History
) -> Iterator[tuple[str, Sequence[float]]]:
    year = history.frequency.periods_a_year
    figure = fmean if column is AVERAGE else max

    def within(length: int) -> list[float]:
        first = history.last - length + 1
        return [value for period, value in history.series.items() if period >= first]

    longest = history.last - min(history.series, default=history.last) + 1
    # The nearest to the right length first: 11 or 13 of a row are a slip, 3 hardly.
    for length in sorted(range(_SHORTEST, longest + 1), key=lambda length: abs(length - year)):
        if length != year and within(length):
            name = _NAMES[history.frequency]
            yield f"taken over {length} {name}, not {year}", (figure(within(length)),)
    if column is AVERAGE:
        yield BLANKS_AS_ZERO, (sum(within(year)) / year,)


_NAMES = {Frequency.MONTHLY: "months", Frequency.QUARTERLY: "quarters", Frequency.ANNUAL: "years"}


def _without_tolerance(printed: str, column: ComputedColumn, history: History) -> bool:
    if column.periods_back is None:
        return False
    lag = column.periods_back(history.frequency)
    current = history.series.get(history.current)
    base = history.series.get(history.current - lag)
    if current is None or base is None or current == base:
        return False
    moved = Direction.UP if current > base else Direction.DOWN
    return printed == moved.value


def _rounding(printed: float, wanted: float) -> str | None:
    if printed == 0:
        return None
    for digits in range(_MOST_DIGITS, _FEWEST_DIGITS - 1, -1):
        if float(rounded(wanted, digits)) == printed:
            return ROUNDED
        step = 10.0**-digits
        if 0 < abs(wanted) - abs(printed) < step and float(rounded(printed, digits)) == printed:
            return CUT_OFF
    return None
