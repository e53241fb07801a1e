"""Explanations in a reporter's words."""

from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from xlscorecard.core.domain.period import month_label
from xlscorecard.core.domain.settings import ChangeUnit
from xlscorecard.core.measures.direction import Direction
from xlscorecard.core.measures.explanation import ExplainedChange, ExplainedFigure, Obstacle
from xlscorecard.core.measures.rolling import maximum, mean
from xlscorecard.core.measures.rounding import decimal_of, rounded
from xlscorecard.core.table.computed_columns import MISSING_CHANGE, MISSING_FIGURE, points_text
from xlscorecard.core.table.printed import figure_text

# Enough for every value that is typed, and few enough to be read.
_DECIMAL_PLACES = 4
_DIGITS = 4

_OBSTACLES = {
    Obstacle.NO_CURRENT_VALUE: "{period} has no value",
    Obstacle.NO_EARLIER_VALUE: "{earlier} has no value",
    Obstacle.SEVERAL_CURRENT_VALUES: "{period} has several values, and none is guessed",
    Obstacle.SEVERAL_EARLIER_VALUES: "{earlier} has several values, and none is guessed",
    Obstacle.EARLIER_VALUE_ZERO: "{earlier} is 0, and no percentage can be taken of that",
    Obstacle.EARLIER_VALUE_NEGATIVE: "{earlier} is below 0, and no percentage can be taken of that",
    Obstacle.EARLIER_VALUE_TINY: "{earlier} is too near to 0 to take a percentage of it",
}


def change_sentences(
    explained: ExplainedChange, *, percentage: bool, is_set: bool = False
) -> Iterator[str]:
    """What an arrow and the change beside it come from, sentence by sentence.

    ``is_set`` says that the polarity is one of the Settings sheet.
    """
    if explained.obstacle is not None:
        yield from _no_change(explained, explained.obstacle, percentage=percentage)
        return
    yield f"Compared: {_compared(explained, percentage=percentage)}."
    yield f"Change: {_calculation(explained, percentage=percentage)}."
    yield _rule(explained)
    yield _judged(explained, is_set=is_set)
    yield _what_else(explained, percentage=percentage)


def figure_sentences(
    explained: ExplainedFigure, *, percentage: bool, largest: bool
) -> Iterator[str]:
    """What an average, or a maximum, comes from, sentence by sentence."""
    window = f"the 12 months up to {month_label(explained.reporting)}"
    label = explained.frequency.label
    if explained.undecided:
        periods = ", ".join(map(label, explained.undecided))
        yield f"{periods} has several values, and none is guessed: so {MISSING_FIGURE}."
        return
    if not explained.counted:
        yield f"There is no value in {window}: so {MISSING_FIGURE}."
        return
    values = [value for _, value in explained.counted]
    listed = ", ".join(
        f"{label(period)}: {value_text(value, percentage=percentage)}"
        for period, value in explained.counted
    )
    yield f"Counted: the values whose period ends in {window}, {len(values)} of them. {listed}."
    figure = maximum(values) if largest else mean(values)
    shown = figure_text(figure, percentage=percentage)
    yield f"The {'largest of them' if largest else 'mean of them'} is {shown}."


def _no_change(
    explained: ExplainedChange, obstacle: Obstacle, *, percentage: bool
) -> Iterator[str]:
    label = explained.frequency.label
    sentence = _OBSTACLES[obstacle].format(
        period=label(explained.period), earlier=label(explained.earlier_period)
    )
    yield f"{sentence}: so {MISSING_FIGURE} and {MISSING_CHANGE}."
    if explained.current is not None and explained.earlier is not None:
        moved = decimal_of(explained.current) - decimal_of(explained.earlier)
        yield (
            f"Compared: {_compared(explained, percentage=percentage)}; the difference is "
            f"{'+' if moved >= 0 else ''}{_decimal_text(moved, percentage=percentage)}."
        )


def _compared(explained: ExplainedChange, *, percentage: bool) -> str:
    label = explained.frequency.label
    assert explained.current is not None
    assert explained.earlier is not None
    return (
        f"{value_text(explained.current, percentage=percentage)} in {label(explained.period)} "
        f"with {value_text(explained.earlier, percentage=percentage)} in "
        f"{label(explained.earlier_period)}"
    )


def _calculation(explained: ExplainedChange, *, percentage: bool) -> str:
    change = explained.comparison.change
    assert explained.current is not None
    assert explained.earlier is not None
    assert change is not None
    current = value_text(explained.current, percentage=percentage)
    earlier = value_text(explained.earlier, percentage=percentage)
    if explained.tolerance.unit is ChangeUnit.POINTS:
        return f"{current} − {earlier} = {points_text(change)}"
    return f"{current} / {earlier} − 1 = {rounded(change * 100, 2):+,}%"


def _rule(explained: ExplainedChange) -> str:
    direction = explained.comparison.direction
    assert direction is not None
    limit = _limit_text(explained)
    return (
        f"Rule: {Direction.UP.value} from +{limit} on, {Direction.DOWN.value} from -{limit} on, "
        f"{Direction.LEVEL.value} between them: so {direction.value}."
    )


def _limit_text(explained: ExplainedChange) -> str:
    amount = decimal_of(explained.tolerance.amount) * 100
    unit = " pp" if explained.tolerance.unit is ChangeUnit.POINTS else "%"
    return f"{_plain(amount)}{unit}"


def _judged(explained: ExplainedChange, *, is_set: bool) -> str:
    judged = explained.comparison.judgement
    source = "the Settings sheet" if is_set else "DoT"
    if judged is None:
        return f"No direction is good ({source}), so there is no judgement."
    return f"{explained.polarity.value.capitalize()} ({source}): so {judged.value}."


def _what_else(explained: ExplainedChange, *, percentage: bool) -> str:
    """What the value would have to be for each other arrow."""
    assert explained.up_from is not None
    assert explained.down_to is not None
    period = explained.frequency.label(explained.period)
    up_from = _decimal_text(explained.up_from, percentage=percentage, rounding=ROUND_CEILING)
    down_to = _decimal_text(explained.down_to, percentage=percentage, rounding=ROUND_FLOOR)
    needed = {
        Direction.UP: f"{up_from} or more for {Direction.UP.value}",
        Direction.LEVEL: f"more than {down_to} and less than {up_from} for {Direction.LEVEL.value}",
        Direction.DOWN: f"{down_to} or less for {Direction.DOWN.value}",
    }
    others = [text for moved, text in needed.items() if moved is not explained.comparison.direction]
    return f"For another arrow {period} would have to be {', or '.join(others)}."


def value_text(value: float, *, percentage: bool) -> str:
    """A value as it is typed: ``1,234.5`` or ``5.86%``."""
    return _decimal_text(decimal_of(value), percentage=percentage)


def _decimal_text(value: Decimal, *, percentage: bool, rounding: str | None = None) -> str:
    """A value to four decimal places, or four digits if it is tiny: ``1,234.5``, ``5.86%``."""
    shown = value * 100 if percentage else value
    if shown != shown.to_integral_value():
        places = max(_DECIMAL_PLACES, _DIGITS - 1 - shown.adjusted())
        shown = shown.quantize(Decimal(1).scaleb(-places), rounding=rounding)
    return f"{_plain(shown)}%" if percentage else _plain(shown)


def _plain(value: Decimal) -> str:
    """Without zeros at the end, and with thousands."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
