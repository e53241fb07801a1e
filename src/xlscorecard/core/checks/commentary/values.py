"""Figures that a commentary gives for a month, or for now."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from xlscorecard.core.checks.commentary.amounts import Amount
from xlscorecard.core.checks.commentary.facts import Facts
from xlscorecard.core.checks.commentary.roles import (
    ABOUT,
    BY,
    DIRECTIONS,
    DOUBTED,
    FROM,
    NOW,
    NUMBER,
    OTHER,
    PERCENT,
    SINCE,
    SUBJECT,
    TIME,
    TO,
    VERB,
)
from xlscorecard.core.checks.commentary.sentences import Clause, Sentence
from xlscorecard.core.checks.commentary.speaking import (
    AMOUNTS,
    Wrong,
    goes_on,
    is_doubted,
    speaks_of_the_row,
)
from xlscorecard.core.domain.period import Month

_NAMES_OF_VALUES = frozenset(
    {
        "figure", "figures", "rate", "percentage", "proportion", "share", "performance", "value",
        "result", "measure", "indicator", "outturn",
        "position",
    }
)  # fmt: skip


def wrong_values(sentence: Sentence, facts: Facts) -> Iterator[Wrong]:
    """Figures that are given for a month, or for now, and are not the row's."""
    pairs = list(_listed(sentence, facts))
    if not pairs:
        pairs = [
            pair
            for at, clause in enumerate(sentence.clauses)
            for pair in _pairs(clause, facts)
            if pair.is_right or goes_on(sentence, at, facts)
        ]
    is_any_right = any(pair.is_right for pair in pairs)
    for pair in pairs:
        if not pair.is_right and pair.is_near and (is_any_right or pair.names_the_row):
            yield Wrong(
                f'"{pair.clause.text(pair.start, pair.end)}"', f"the row has {facts.at(pair.month)}"
            )


class _Pair(NamedTuple):
    """A figure with its month."""

    clause: Clause
    start: int
    end: int
    month: Month
    is_right: bool
    is_near: bool
    """Whether the figure may be a slip: one far off is of something else."""
    names_the_row: bool


def are_of_something_else(sentence: Sentence, facts: Facts) -> bool:
    """Whether a sentence gives figures for months, and none of them can be the row's."""
    pairs = [pair for clause in sentence.clauses for pair in _pairs(clause, facts)]
    if pairs:
        return not any(pair.is_right or pair.is_near for pair in pairs)
    return any(
        _GIVES_A_FIGURE.search(clause.roles) and not facts.is_of_the_kind(found[1])
        for clause in sentence.clauses
        for found in _FIGURE.finditer(clause.roles)
        if _ALL_DIRECTIONS.isdisjoint(clause.roles)
    )


def _listed(sentence: Sentence, facts: Facts) -> Iterator[_Pair]:
    """The pairs of '571, 588 and 602 in April, May and June'."""
    if len(sentence.clauses) == 1 and sentence.clauses[0].roles.count(TIME) < 2:
        return  # the quick answer for most
    clause = _joined(sentence.clauses)
    figures = [at for at, role in enumerate(clause.roles) if role in AMOUNTS]
    times = [at for at, role in enumerate(clause.roles) if role == TIME]
    is_list = len(figures) == len(times) > 1 and figures[-1] < times[0]
    if is_list and DOUBTED not in clause.roles and not set(clause.roles) & set(DIRECTIONS):
        for figure, time in zip(figures, times, strict=True):
            month, amount = clause.months.get(time), clause.amounts.get(figure)
            if month is not None and amount is not None:
                yield from _pair(clause, figures[0], times[-1] + 1, month, figure, amount, facts)


def _joined(clauses: Sequence[Clause]) -> Clause:
    """The clauses of a sentence as one."""
    words: list[str] = []
    months: dict[int, Month] = {}
    amounts: dict[int, Amount] = {}
    for clause in clauses:
        start = len(words)
        words += clause.words
        months |= {start + at: month for at, month in clause.months.items()}
        amounts |= {start + at: amount for at, amount in clause.amounts.items()}
    return Clause(words, "".join(clause.roles for clause in clauses), months, amounts)


# '16,204 calls were received in August'
_GIVES_A_FIGURE = re.compile(r"[N%][gj?o]*v")
_FIGURE = re.compile(r"([N%])")
_ALL_DIRECTIONS = frozenset(DIRECTIONS)
# A figure so many times the row's value is of something else.
_FAR = 2
# 'January to March totalled 224'
_SPAN_OF_MONTHS = re.compile(r"T[ga]*t[ga]*T")
# 'Positive outcomes: 8.2%'
_TITLE_AND_FIGURE = re.compile(r"[gjo?]+v[N%]")
_FIGURE_IN_MONTH = re.compile(r"[N%](?=([gj?ov]{0,8}i{0,2}[go]*T))")
_MONTH_WITH_FIGURE = re.compile(r"T[gj?]{0,4}v[gjav]{0,3}?(?=([N%]))")


def _pairs(clause: Clause, facts: Facts) -> Iterator[_Pair]:
    roles = clause.roles
    if not (NUMBER in roles or PERCENT in roles) or is_doubted(clause, facts):
        return
    if _SPAN_OF_MONTHS.search(roles):
        return
    if (FROM in roles and TO in roles) or "N&N" in roles or "%&%" in roles:
        return  # of which the claims of movement speak, or a list that does not fit its months
    found = [
        (match.start(), match.end(1), match.start(), match.end(1) - 1)
        for match in _FIGURE_IN_MONTH.finditer(roles)
    ]
    found += [
        (match.start(), match.end(1), match.end(1) - 1, match.start())
        for match in _MONTH_WITH_FIGURE.finditer(roles)
        if roles[match.end(1) :][:1] not in ("i", "T", "o")
    ]
    for start, end, figure, time in found:
        month, amount = clause.months.get(time), clause.amounts.get(figure)
        if month is not None and amount is not None and _is_a_value(roles, figure):
            yield from _pair(clause, start, end, month, figure, amount, facts)
    figures = [at for at, role in enumerate(roles) if role in AMOUNTS]
    if _TITLE_AND_FIGURE.fullmatch(roles) and clause.words[-2] == ":":
        amount = clause.amounts.get(figures[0])
        if amount is not None:
            month = facts.calendar.reporting
            yield from _pair(clause, 0, len(roles), month, figures[0], amount, facts)
    if NOW in roles and VERB in roles and TIME not in roles and len(figures) == 1:
        amount = clause.amounts.get(figures[0])
        if amount is not None and not set(roles) & set(DIRECTIONS):
            yield from _pair(
                clause, 0, len(roles), facts.calendar.reporting, figures[0], amount, facts
            )


def _may_be_a_slip(amount: Amount, value: float, facts: Facts) -> bool:
    """Whether a figure is not far from a value, or has its digits in another order."""
    true = value * 100 if facts.percentage else value
    if true > 0 and 1 / _FAR <= amount.value / true <= _FAR:
        return True
    digits = sorted(filter(str.isdigit, f"{true:.{amount.decimals}f}"))
    return digits == sorted(filter(str.isdigit, f"{amount.value:.{amount.decimals}f}"))


def _is_a_value(roles: str, figure: int) -> bool:
    """Whether a figure is none by which something has changed, nor a name (category 1)."""
    before, after = roles[:figure][-1:], roles[figure + 1 :][:1]
    return before not in (BY, OTHER, *DIRECTIONS) and after not in DIRECTIONS and after != "o"


def _pair(
    clause: Clause, start: int, end: int, month: Month, figure: int, amount: Amount, facts: Facts
) -> Iterator[_Pair]:
    value = facts.value(month)
    if value is None or not facts.is_of_the_kind(clause.roles[figure]):
        return
    if not amount.text[0].isdigit() or amount.text in facts.numbers_of_name:
        return  # money that the row does not count, or a word of its name
    roughly = clause.roles[:figure][-1:] in (ABOUT, SINCE)
    is_right = facts.agrees(amount, value, roughly=roughly)
    names = [
        word.casefold() in _NAMES_OF_VALUES
        if role == SUBJECT
        else role == OTHER and facts.names(word)
        for word, role in zip(clause.words, clause.roles, strict=True)
    ]
    speaks = speaks_of_the_row(clause, facts) and (
        any(names) or (NOW in clause.roles and SUBJECT in clause.roles)
    )
    yield _Pair(clause, start, end, month, is_right, _may_be_a_slip(amount, value, facts), speaks)
