"""Whether a benchmark or a target can be of the same kind as the values beside it."""

from collections.abc import Sequence
from functools import lru_cache

from xlscorecard.core.checks.history import History
from xlscorecard.core.checks.late_pattern import LatePattern
from xlscorecard.core.domain.cell_meaning import number_of
from xlscorecard.core.domain.period import Frequency
from xlscorecard.core.measures.scale import HIGHEST_SHARE

FEWEST_VALUES = 3
# A figure so many times above the highest value, or below the lowest, is of another kind. Shares
# are bounded, and small ones differ more from place to place: there it must also be so far away.
_TIMES = 4
_FAR_SHARE, _TIMES_OF_SMALL = 0.1, 8
_TIMES_WITHOUT_SIGN = 10
# Small counts and rates differ by more than that for good reasons.
_SMALL_COUNT, _SMALL_RATE = 20, 1
_FROM_HIGH = 5
_AT_THE_END = 1.05

_RANGE = LatePattern(r"[^A-Za-z]*\d[^A-Za-z]*")
_NUMBER = LatePattern(r"\d[\d,]*(?:\.\d+)?\s*%?")


@lru_cache
def figures_in(text: str) -> Sequence[float]:
    """The numbers of a text that holds nothing else: ``16-18``, ``95%+``, ``< 20``; else none.

    The same few texts stand in most cells of benchmarks and targets.
    """
    number = number_of(text)
    if number is not None:
        return (number,)
    if not _RANGE.fullmatch(text):
        return ()
    return [_plain(found) for found in _NUMBER.findall(text)]


def _plain(text: str) -> float:
    number = float(text.rstrip("% ").replace(",", ""))
    return number / 100 if text.endswith("%") else number


def is_like(figure: float, history: History) -> bool:
    """Whether a figure can be of the kind of a row's values; true where too little is known.

    0 and 100% are aims of any row.
    """
    ordered = history.ordered
    if len(ordered) < FEWEST_VALUES or figure <= 0 or ordered[0] <= 0:
        return True
    low, high = ordered[0], ordered[-1]
    first, last = history.numbers[0], history.numbers[-1]
    if last <= low * _AT_THE_END and first * _AT_THE_END >= high:
        low *= low / high  # it has come down, and its aim is to go on
    if history.indicator.percentage:
        return figure == 1 or _is_like_share(figure, low, high)
    times = _TIMES if history.indicator.frequency is Frequency.MONTHLY else 2 * _TIMES
    if figure > high:
        return figure <= times * high or high < _FROM_HIGH
    if figure >= low / _TIMES:
        return True
    is_counted = all(value.is_integer() for value in ordered)
    return low < (_SMALL_COUNT if is_counted else _SMALL_RATE)


def _is_like_share(figure: float, low: float, high: float) -> bool:
    if figure > HIGHEST_SHARE:
        return figure <= _TIMES_WITHOUT_SIGN * high
    if figure > high:
        times, distance = figure / high, figure - high
    elif figure < low:
        times, distance = low / figure, low - figure
    else:
        return True
    return times < _TIMES or (distance < _FAR_SHARE and times < _TIMES_OF_SMALL)
