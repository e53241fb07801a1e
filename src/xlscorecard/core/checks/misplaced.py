"""Values of the newest month that stand in the rows of others: moved by a row, or swapped."""

from collections.abc import Iterator, Sequence
from math import sqrt

from xlscorecard.core.checks.history import History
from xlscorecard.core.checks.subject import Subject
from xlscorecard.core.domain.finding import Finding, Rule
from xlscorecard.core.domain.period import month_label
from xlscorecard.core.domain.wording import joined, listed
from xlscorecard.core.table.printed import figure_text

MOVED_VALUES = Rule.doubtful(
    "moved-values",
    "values of the newest month in two rows or more which lie outside all other values of their "
    "row, and each among the values of the row above it, or each among those of the row below it",
)
SWAPPED_VALUES = Rule.doubtful(
    "swapped-values",
    "values of the newest month in two rows of which each lies outside its row's other values and "
    "among those of the other",
)

MISPLACED_RULES = (MOVED_VALUES, SWAPPED_VALUES)

_FEWEST_VALUES = 6
_FEWEST_MOVED = 2
# So far outside its row's other values, as a ratio, a value does not belong there.
_RATIO = 1.5
# So far outside, as a difference of the roots of two counts, it is there by no chance.
_BEYOND_CHANCE = 1.5
# A value may be so far outside the others of a row, as a ratio, and belong there.
_SLACK = 1.1
# Comparing each with each takes long, and so many are no slip of two rows.
_MOST_MISFITS = 100
_MOST_NAMED = 6


def misplaced(subject: Subject) -> Iterator[Finding]:
    """Blocks of values that were typed a row too high or too low, and pairs that were swapped."""
    histories = subject.histories
    misfits = [position for position, history in enumerate(histories) if _is_misfit(history)]
    if len(misfits) < _FEWEST_MOVED:
        return
    named: set[int] = set()
    for offset, where in ((1, "above"), (-1, "below")):
        moved = [at for at in misfits if _belongs(histories, at, at - offset)]
        if len(moved) >= _FEWEST_MOVED and len(moved) * 2 > len(misfits):
            named.update(moved)
            yield _moved(subject, [histories[at] for at in moved], where)
    if len(misfits) <= _MOST_MISFITS:
        yield from _swapped(subject, [at for at in misfits if at not in named])


def _is_misfit(history: History) -> bool:
    """Whether the newest value lies outside all others of its row, further than chance takes it."""
    newest, ordered = history.newest, history.ordered
    if newest is None or (newest != ordered[-1] and newest != ordered[0]):
        return False  # the quick answer for most rows
    if len(ordered) < _FEWEST_VALUES or newest < 0 or ordered[0] < 0:
        return False
    if newest == ordered[-1]:
        nearest = ordered[-2]
        return newest > _RATIO * nearest and sqrt(newest) - sqrt(nearest) > _margin(history)
    if newest == ordered[0]:
        nearest = ordered[1]
        return newest * _RATIO < nearest and sqrt(nearest) - sqrt(newest) > _margin(history)
    return False


def _margin(history: History) -> float:
    return 0.0 if history.indicator.percentage else _BEYOND_CHANCE


def _belongs(histories: Sequence[History], position: int, other: int) -> bool:
    """Whether the newest value of a row lies among the values of another."""
    if not 0 <= other < len(histories):
        return False
    newest, owner = histories[position].newest, histories[other]
    numbers = [number for number in owner.numbers if number != owner.newest]
    if newest is None or len(numbers) < _FEWEST_VALUES - 1:
        return False
    if histories[position].indicator.percentage != owner.indicator.percentage:
        return False
    return min(numbers) <= newest * _SLACK and newest <= max(numbers) * _SLACK


def _swapped(subject: Subject, misfits: Sequence[int]) -> Iterator[Finding]:
    histories = subject.histories
    pairs = [
        (first, second)
        for at, first in enumerate(misfits)
        for second in misfits[at + 1 :]
        if _belongs(histories, first, second) and _belongs(histories, second, first)
    ]
    for first, second in pairs:
        pair = [histories[first], histories[second]]
        month = month_label(subject.reporting)
        texts = [_text(history) for history in pair]
        names = joined([history.reference for history in pair])
        yield SWAPPED_VALUES.found(
            _cells(subject, pair),
            pair[0].reference,
            f"{names} have {joined(texts)} in {month}; each lies outside the other values of its "
            "row and among those of the other",
            "check whether the two were swapped",
            about=pair[1].reference,
        )


def _moved(subject: Subject, moved: Sequence[History], where: str) -> Finding:
    month = month_label(subject.reporting)
    return MOVED_VALUES.found(
        _cells(subject, moved),
        "",
        f"the values of {listed([history.reference for history in moved], _MOST_NAMED)} in {month} "
        "lie outside the other values of their rows, and each among those of the row "
        f"{where} it",
        f"check whether the values were typed one row too {'low' if where == 'above' else 'high'}",
    )


def _cells(subject: Subject, histories: Sequence[History]) -> tuple[str, ...]:
    column = subject.reading.layout.periods[subject.reporting]
    return subject.cells((history.row, column) for history in histories)


def _text(history: History) -> str:
    return figure_text(history.newest, percentage=history.indicator.percentage)
