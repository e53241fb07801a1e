"""How a commentary says that the row has moved."""

import re
from collections.abc import Iterator, Set
from typing import NamedTuple

from xlscorecard.core.checks.commentary.amounts import Amount
from xlscorecard.core.checks.commentary.facts import Facts
from xlscorecard.core.checks.commentary.roles import (
    ABOUT,
    AND,
    BETTER,
    BETWEEN,
    BY,
    DIRECTIONS,
    DOUBLE,
    DOWN,
    FROM,
    HALF,
    IN,
    LEVEL,
    NUMBER,
    PERCENT,
    POINTS,
    SINCE,
    TIME,
    TO,
    TREBLE,
    UP,
    WORSE,
)
from xlscorecard.core.checks.commentary.sentences import Clause, Sentence
from xlscorecard.core.checks.commentary.speaking import (
    AMOUNTS,
    Wrong,
    goes_on,
    is_doubted,
    speaks_of_the_row,
)
from xlscorecard.core.checks.commentary.values import are_of_something_else
from xlscorecard.core.domain.period import MONTHS_A_YEAR, Month
from xlscorecard.core.domain.polarity import Polarity

# Words of this kind may stand between a preposition and what it belongs to.
_PASSED = "gjoa"
# A count 'has doubled' from 1.7 times on, and 'halved' up to 0.6.
_LEAST_TIMES = {DOUBLE: 1.7, TREBLE: 2.5}
_MOST_OF_HALF = 0.62
# What is said to be unchanged may differ by chance.
_UNCHANGED, _UNCHANGED_COUNT = 0.1, 2
_ALL_DIRECTIONS = frozenset(DIRECTIONS)


def wrong_changes(sentence: Sentence, facts: Facts) -> Iterator[Wrong]:
    """Rises that are falls, amounts that are others, and the like."""
    known: tuple[float, float] | None = None
    is_of_another: bool | None = None
    for at, clause in enumerate(sentence.clauses):
        roles = clause.roles
        if _ALL_DIRECTIONS.isdisjoint(roles):
            continue
        if known is not None and _GOES_ON_BY.fullmatch(roles):
            # 29 more than a year ago, an increase of 33%
            if _is_other_amount(clause, *known, facts):
                yield Wrong(f'"{clause.text()}"', f"the row has {_shown(known, facts)}")
            continue
        if is_doubted(clause, facts) or not goes_on(sentence, at, facts):
            continue
        directions = {role for role in roles if role in DIRECTIONS}
        if len(directions) != 1 or not speaks_of_the_row(clause, facts):
            continue
        if TIME not in roles:
            yield from _wrong_to_now(clause, facts)
            continue
        if is_of_another is None:
            is_of_another = are_of_something_else(sentence, facts)
        if is_of_another:
            return
        months = _compared(clause, facts)
        times = sum(each.roles.count(TIME) for each in sentence.clauses)
        if months is None or (months.is_assumed and times > 1):
            continue
        base, current = facts.value(months.base), facts.value(months.current)
        if base is None or current is None:
            continue
        known = (base, current)
        if _has_other_figures(clause, months, facts):
            continue  # of another measure
        if not _holds(directions.pop(), base, current, facts) or _is_other_amount(
            clause, base, current, facts
        ):
            yield Wrong(
                f'"{clause.text()}"', f"the row has {facts.at(months.base, months.current)}"
            )


_GOES_ON_BY = re.compile(r"g*(?:[UD][gv]*o?|[UD]?b)[ga]*[N%p]")


def _shown(values: tuple[float, float], facts: Facts) -> str:
    return " and ".join(map(facts.text, values))


# A figure and its month: 'from 54 in July', 'to 61'.
_FROM_THE_FIGURE = re.compile(r"[fs][ga]*([N%])")
_TO_THE_FIGURE = re.compile(r"t[ga]*([N%])")


def _has_other_figures(clause: Clause, months: "_Compared", facts: Facts) -> bool:
    """Whether a clause gives what something has moved from or to, and it is not the row's."""
    for pattern, month in (
        (_FROM_THE_FIGURE, months.base), (_TO_THE_FIGURE, months.current),
    ):  # fmt: skip
        for found in pattern.finditer(clause.roles):
            amount = clause.amounts.get(found.start(1))
            value = facts.value(month)
            if amount is None or value is None or clause.roles[found.end() :][:1] in DIRECTIONS:
                continue
            roughly = clause.roles[: found.start(1)][-1:] == ABOUT
            if not facts.is_of_the_kind(found[1]) or not facts.agrees(
                amount, value, roughly=roughly
            ):
                return True
    return False


class _Compared(NamedTuple):
    """The months from which and to which something has moved.

    ``is_assumed`` if no month is named from which it has: then it is the period before.
    """

    base: Month
    current: Month
    is_assumed: bool


def _compared(clause: Clause, facts: Facts) -> _Compared | None:
    """The months from which and to which something has moved; None where that is not clear."""
    bases: list[Month] = []
    currents: list[Month] = []
    is_between = False
    for at, role in enumerate(clause.roles):
        month = clause.months.get(at)
        if role != TIME or month is None:
            continue
        before = clause.roles[:at].rstrip(_PASSED)[-1:]
        if before == IN and SINCE in clause.roles[:at].rstrip(_PASSED + IN)[-1:]:
            before = SINCE  # than in, the same as in
        elif _THAN_IT_WAS.search(clause.roles[:at]):
            before = SINCE  # higher than it was in
        elif _FROM_A_FIGURE.search(clause.roles[:at]):
            before = FROM  # down from 66 in October, more than the 66 of October
        if before == BETWEEN:
            is_between = True
            bases.append(month)
        elif before == AND and is_between:
            currents.append(month)
        elif before in (SINCE, FROM, HALF, DOUBLE) or _is_beside(clause, at):
            bases.append(month)
        else:
            currents.append(month)
    if len(bases) > 1 or len(currents) > 1 or not (bases or currents):
        return None
    if is_between and not currents:
        return None
    current = currents[0] if currents else facts.calendar.reporting
    base = bases[0] if bases else Month(current - facts.calendar.step)
    return _Compared(base, current, not bases) if base < current else None


def _is_beside(clause: Clause, at: int) -> bool:
    """Whether a month is what the row is above or below: 'still above the July level'."""
    before = clause.roles[:at].rstrip(_PASSED)
    return bool(before) and clause.words[len(before) - 1].casefold() in ("above", "below")


_THAN_IT_WAS = re.compile(r"s[gjoa]*v[gjoa]*i?[gjoa]*$")
_FROM_A_FIGURE = re.compile(r"[fs][ga]*[N%?][gj]*[io][gjoa]*$")


def _holds(direction: str, base: float, current: float, facts: Facts) -> bool:
    """Whether a value has moved as it is said."""
    if direction in (BETTER, WORSE):
        if facts.polarity is Polarity.NONE:
            return True
        is_up = (facts.polarity is Polarity.HIGHER_IS_BETTER) == (direction == BETTER)
        direction = UP if is_up else DOWN
    if direction == LEVEL:
        moved = abs(current - base)
        least = 0.0 if facts.percentage else _UNCHANGED_COUNT
        return moved <= max(_UNCHANGED * abs(base), least)
    if direction == UP:
        return current > base
    if direction == DOWN:
        return current < base
    if base <= 0:
        return True
    if direction == HALF:
        return current / base <= _MOST_OF_HALF
    return current / base >= _LEAST_TIMES[direction]


def _is_other_amount(clause: Clause, base: float, current: float, facts: Facts) -> bool:
    """Whether the clause says by how much, and it was by another amount."""
    amounts = list(_amounts_of_change(clause, facts.numbers_of_name))
    if len(amounts) != 1:
        return False
    role, amount, roughly = amounts[0]
    moved = abs(current - base)
    said = [moved * 100 if facts.percentage else moved]
    if role == PERCENT:
        relative = [abs(moved / base) * 100] if base else []
        said = relative + (said if facts.percentage else [])
    elif (role == POINTS) != facts.percentage:
        return False
    unit = 10.0**-amount.decimals
    slack = max(0.1 * amount.value, unit) if roughly else unit * (role != NUMBER) + 1e-9
    return bool(said) and all(abs(true - amount.value) > slack for true in said)


def _wrong_to_now(clause: Clause, facts: Facts) -> Iterator[Wrong]:
    """A change 'by 3 points to 71%' where 71% is right and no earlier value is 3 points away."""
    to = _TO_A_FIGURE.search(clause.roles)
    newest = facts.value(facts.calendar.reporting)
    if to is None or newest is None or FROM in clause.roles:
        return
    amount = clause.amounts.get(to.end() - 1)
    is_value = facts.is_of_the_kind(clause.roles[to.end() - 1])
    earlier = facts.window(Month(facts.calendar.reporting - 1), 2 * MONTHS_A_YEAR)
    if amount is None or not is_value or not facts.agrees(amount, newest) or not earlier:
        return
    if all(_is_other_amount(clause, base, newest, facts) for base in earlier):
        before = Month(facts.calendar.reporting - facts.calendar.step)
        yield Wrong(
            f'"{clause.text()}"', f"the row has {facts.at(before, facts.calendar.reporting)}"
        )


_TO_A_FIGURE = re.compile(r"t[ga]*[N%]")
_MOVE_OF = re.compile(rf"[{re.escape(''.join(DIRECTIONS))}][gv]*o[ga]*$")


def _amounts_of_change(clause: Clause, names: Set[str]) -> Iterator[tuple[str, Amount, bool]]:
    """The amounts of a clause that stand neither for a value nor for that of a month."""
    roles = clause.roles
    for at, role in enumerate(roles):
        amount = clause.amounts.get(at)
        if role not in AMOUNTS or amount is None or not amount.text[0].isdigit():
            continue
        if amount.text in names:
            continue
        before, after = roles[:at].rstrip("ga")[-1:], roles[at + 1 :].lstrip("gj?")[:1]
        if before in (FROM, TO) or (after in (IN, TIME) and before not in (BY, *DIRECTIONS)):
            continue
        is_moved_by = before == "o" and _MOVE_OF.search(roles[:at]) is not None
        if is_moved_by or before in (BY, *DIRECTIONS) or after in DIRECTIONS:
            yield role, amount, roles[:at][-1:] in (ABOUT, SINCE)
