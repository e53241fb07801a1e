"""Values that a row's own history does not explain."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import exp, log, sqrt
from statistics import median

from xlscorecard.core.checks.explained import (
    begins_a_year,
    is_told_of,
    may_be_a_season,
    may_be_closed,
)
from xlscorecard.core.checks.history import History, usual_change, varies_by_chance
from xlscorecard.core.checks.impossible import (
    ABOVE_THE_WHOLE,
    FAR_FROM_ZERO,
    UNUSUAL_NEGATIVE,
    UNUSUAL_ZERO,
    above_the_whole,
    zero_or_below,
)
from xlscorecard.core.checks.misplaced import MISPLACED_RULES, misplaced
from xlscorecard.core.checks.odd_value import odd_value, value_text
from xlscorecard.core.checks.subject import Subject, Value
from xlscorecard.core.domain.finding import Finding, Rule
from xlscorecard.core.domain.period import month_label
from xlscorecard.core.domain.scorecard import Indicator
from xlscorecard.core.measures.scale import typed_without_sign

FAR_OUTSIDE = Rule.doubtful(
    "far-outside",
    "a value that is further, as a ratio, from the months beside it and from the median of the "
    "three on each side than five times the change from month to month below which three quarters "
    "of the row's changes are, and further from the row's median than five times the median "
    "deviation from it: at least twice or half, or from 28% on where the row hardly moves and no "
    "season and no commentary explains it; or ten times all other values, or a tenth; rows of "
    "eight positive values or more, or of five that lie close together, small counts only beyond "
    "chance",
)
SWAPPED_DIGITS = Rule.doubtful(
    "swapped-digits",
    "a value outside all others of a row that hardly moves, which would lie among them if two "
    "digits beside each other changed places",
)
OUTLIER_RULES = (
    *MISPLACED_RULES,
    UNUSUAL_ZERO,
    UNUSUAL_NEGATIVE,
    ABOVE_THE_WHOLE,
    FAR_OUTSIDE,
    SWAPPED_DIGITS,
)
_FEWEST_VALUES = 5
_FEWEST_OF_A_LEVEL = 8
# A value so many times all others, or so small a part of them, is a slip of the keys.
_FAR_OFF = 9.5
_SMALL_SHARE = 0.1
# Of fewer values all but one must lie so close together, as a ratio.
_TOGETHER = 1.25
_TIMES_THE_USUAL = 5
_RATIO = log(2)
# A row that hardly moves at all must not make a finding of each small change.
_LEAST_USUAL = log(1.05)
_TIMES_THE_SPREAD = 5
# The same with the value itself among the others, which a quick look allows for.
_TIMES_OF_ALL = 4
# How many values on each side say what the level is.
_AROUND = 3
# Four standard deviations of the difference of two square roots of counts.
_BEYOND_CHANCE = 2.83
# A value with two digits swapped is this far outside, and beyond so many usual changes.
_SWAPPED, _TIMES_FOR_SWAPPED = log(1.04), 3
_CALM = log(1.06)


def outliers(subject: Subject) -> Iterator[Finding]:
    """The values of each row that stand out, each for one reason."""
    moved = list(misplaced(subject))
    yield from moved
    explained = {cell for finding in moved for cell in finding.cells}
    for finding in _in_rows(subject):
        if explained.isdisjoint(finding.cells):
            yield finding


def _in_rows(subject: Subject) -> Iterator[Finding]:
    for position, history in enumerate(subject.histories):
        count = len(history.numbers)
        if count < _FEWEST_VALUES:
            continue
        ordered = history.ordered
        low, high = ordered[0], ordered[-1]
        outlier = _is_beyond_all(ordered, history.indicator)
        if outlier is not None and not (
            history.indicator.percentage and typed_without_sign(history.numbers)
        ):
            yield from _beyond_all(subject, position, history, outlier)
        elif low <= 0:
            found = list(zero_or_below(subject, position, history))
            yield from found or _among_the_positive(subject, position, history)
        elif _may_stand_out(ordered):
            yield from _far_outside(subject, position, history)
        if high > 1 and history.indicator.percentage and ordered[-2] <= 1:
            yield from above_the_whole(subject, position, history)


def _among_the_positive(subject: Subject, position: int, history: History) -> Iterator[Finding]:
    positive = [number for number in history.ordered if number > 0]
    if len(positive) >= _FEWEST_VALUES and _may_stand_out(positive):
        yield from _far_outside(subject, position, history)


def _may_stand_out(ordered: Sequence[float]) -> bool:
    """The quick answer for most rows: the ends lie no further out than the quarters say."""
    count = len(ordered)
    if count < _FEWEST_OF_A_LEVEL and not _are_together(ordered):
        return False
    quarter = count // 4
    middle = ordered[count // 2]
    spread = _TIMES_THE_SPREAD * min(
        middle - ordered[quarter], ordered[count - 1 - quarter] - middle
    )
    furthest = max(ordered[-1] - middle, middle - ordered[0])
    if furthest <= spread:
        return False
    deviations = sorted([abs(number - middle) for number in ordered])
    return furthest > _TIMES_OF_ALL * deviations[count // 2]


def _are_together(ordered: Sequence[float]) -> bool:
    """Whether all but one of a few values lie close together."""
    return ordered[-2] <= _TOGETHER * ordered[0] or ordered[-1] <= _TOGETHER * ordered[1]


def _is_beyond_all(ordered: Sequence[float], indicator: Indicator) -> float | None:
    """The value that is ten times all others, or a tenth, as a slip of the keys makes it.

    None where there is none, or where the others are too small to say.
    """
    low, next_low, next_high, high = ordered[0], ordered[1], ordered[-2], ordered[-1]
    smallest = _SMALL_SHARE if indicator.percentage else FAR_FROM_ZERO
    # What happens once a year is no slip.
    if next_high > 0 and high > _FAR_OFF * max(next_high, 0 if indicator.percentage else 1):
        return high if high >= smallest else None
    if 0 < low * _FAR_OFF < next_low and next_low >= smallest:
        return low
    return None


def _beyond_all(
    subject: Subject, position: int, history: History, outlier: float
) -> Iterator[Finding]:
    values = subject.values(subject.rows[position])
    value = next(each for each in values if each.value == outlier)
    is_known = is_told_of(subject, history, value) or begins_a_year(history, value)
    if is_known or may_be_closed(values, value, history.indicator):
        return
    is_high = outlier == history.ordered[-1]
    nearest = value_text(history.ordered[-2 if is_high else 1], history.indicator)
    yield odd_value(
        FAR_OUTSIDE,
        subject,
        history,
        value,
        f"; no other value of the row is {'above' if is_high else 'below'} {nearest}",
        "check the figure with whoever supplied it",
    )


def _far_outside(subject: Subject, position: int, history: History) -> Iterator[Finding]:
    indicator = history.indicator
    if indicator.percentage and typed_without_sign(history.numbers):
        return  # of which wrong-scale speaks
    values = [each for each in subject.values(subject.rows[position]) if each.value > 0]
    logs = [log(each.value) for each in values]
    is_counted = not indicator.percentage and all(each.value.is_integer() for each in values)
    usual = usual_change(logs)
    limit = max(_TIMES_THE_USUAL * max(usual, _LEAST_USUAL), _LEAST_RATIO)
    found = False
    for index in _far_from_the_middle(values):
        value = values[index]
        distance = _distance(logs, index)
        if distance <= limit or not _is_beyond_spread(values, index):
            continue
        is_known = is_told_of(subject, history, value) or begins_a_year(history, value)
        if is_known or (distance < _RATIO and may_be_a_season(values, value)):
            continue
        if not is_counted or _is_beyond_chance(values, index, usual):
            found = True
            yield _outside(subject, history, values, index, usual)
    if not found and usual <= _CALM:
        yield from _swapped(subject, history, values, usual)


_LEAST_RATIO = _TIMES_THE_USUAL * _LEAST_USUAL


def _far_from_the_middle(values: Sequence[Value]) -> list[int]:
    """The positions of values that may be beyond the spread: the quick answer for the others."""
    middle = median([each.value for each in values])
    deviations = [abs(each.value - middle) for each in values]
    least = _TIMES_OF_ALL * median(deviations)
    return [index for index, deviation in enumerate(deviations) if deviation > least]


def _distance(logs: list[float], index: int) -> float:
    """How far a value is, as a ratio, from the nearest of those beside it and of the level there.

    A step to a new level is one neighbour away; a slip is away from both.
    """
    beside = [*logs[max(0, index - 1) : index], *logs[index + 1 : index + 2]]
    around = logs[max(0, index - _AROUND) : index] + logs[index + 1 : index + 1 + _AROUND]
    differences = [logs[index] - other for other in (*beside, median(around))]
    if min(differences) < 0 < max(differences):
        return 0.0  # between the two
    return min(map(abs, differences))


def _is_beyond_spread(values: Sequence[Value], index: int) -> bool:
    """Whether a value is further from the row's median than its values usually are, many times.

    A row that ranges from 1 to 900 has no value far outside, whatever the ratios.
    """
    others = [value.value for position, value in enumerate(values) if position != index]
    centre = median(others)
    usual = median(abs(value - centre) for value in others)
    return abs(values[index].value - centre) > _TIMES_THE_SPREAD * usual


def _is_beyond_chance(values: Sequence[Value], index: int, usual: float) -> bool:
    """Whether a count differs from one beside it by more than small counts do by chance.

    The square root of a count varies by about a half, whatever the count. Where a row varies much
    less than that from month to month, its counts are no matter of chance.
    """
    value, other = values[index].value, values[index - 1 if index else 1].value
    return abs(sqrt(value) - sqrt(other)) > _BEYOND_CHANCE or (
        min(value, other) >= FAR_FROM_ZERO and not varies_by_chance(usual, other)
    )


def _outside(
    subject: Subject, history: History, values: Sequence[Value], index: int, usual: float
) -> Finding:
    beside = values[index - 1 if index else 1]
    times = values[index].value / beside.value
    if 0.5 < times < 2:
        ratio = f"{abs(times - 1):.0%} {'above' if times > 1 else 'below'}"
    elif times < 1:
        ratio = f"1/{1 / times:,.0f} of"
    else:
        ratio = f"{times:,.0f} times" if times >= 10 else f"{times:,.1f} times"
    return odd_value(
        FAR_OUTSIDE,
        subject,
        history,
        values[index],
        f", {ratio} the {value_text(beside.value, history.indicator)} of "
        f"{month_label(beside.month)}; "
        "most of the row's changes from month to month are below "
        f"{exp(max(usual, _LEAST_USUAL)) - 1:.0%}",
        "check the figure with whoever supplied it",
    )


def _swapped(
    subject: Subject, history: History, values: Sequence[Value], usual: float
) -> Iterator[Finding]:
    """The highest or lowest value, if it lies among the others with two digits swapped."""
    limit = max(_SWAPPED, _TIMES_FOR_SWAPPED * usual)
    ordered = sorted(each.value for each in values)
    for extreme, nearest, others in (
        (ordered[0], ordered[1], ordered[1:]), (ordered[-1], ordered[-2], ordered[:-1]),
    ):  # fmt: skip
        if abs(log(extreme / nearest)) <= limit:
            continue
        value = next(each for each in values if each.value == extreme)
        text = value_text(extreme, history.indicator)
        meant = [
            swapped
            for swapped in _with_digits_swapped(text)
            if others[0] <= _number(swapped, history.indicator) <= others[-1]
        ]
        if meant and not is_told_of(subject, history, value):
            yield odd_value(
                SWAPPED_DIGITS,
                subject,
                history,
                value,
                ", outside all other values of the row "
                f"({value_text(others[0], history.indicator)} to "
                f"{value_text(others[-1], history.indicator)}); {meant[0]} would lie among them",
                "check whether two digits have changed places",
            )


def _with_digits_swapped(text: str) -> Iterator[str]:
    places = [place for place, sign in enumerate(text) if sign.isdigit()]
    for first, second in pairwise(places):
        if text[first] != text[second]:
            signs = list(text)
            signs[first], signs[second] = signs[second], signs[first]
            if signs[0] != "0":
                yield "".join(signs)


def _number(text: str, indicator: Indicator) -> float:
    number = float(text.rstrip("%").replace(",", ""))
    return number / 100 if indicator.percentage else number
