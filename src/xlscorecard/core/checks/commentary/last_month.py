"""A commentary of last month: its figures are those of the month before, and of the one before."""

from collections.abc import Iterator, Sequence

from xlscorecard.core.checks.commentary.amounts import Amount, amounts_of
from xlscorecard.core.checks.commentary.facts import Facts
from xlscorecard.core.checks.commentary.roles import COMPARING, FROM, SINCE
from xlscorecard.core.checks.commentary.sentences import Clause, Sentence
from xlscorecard.core.checks.commentary.speaking import Wrong
from xlscorecard.core.domain.period import Month

# Smaller counts stand in a text for many things.
_SMALLEST_COUNT = 10
# So many words away from a figure stands what it is of.
_BESIDE = 3


def of_last_month(lowers: list[str], found: Sequence[Sentence], facts: Facts) -> Iterator[Wrong]:
    """What gives a text away: last month's figure as the newest, with that of the month before.

    The month before may also stand in it as the change since. A text that has the newest figure,
    or says that the figure is last month's, is none.
    """
    reporting, step = facts.calendar.reporting, facts.calendar.step
    months = [Month(reporting - back * step) for back in range(3)]
    values = [facts.value(month) for month in months]
    if any(value is None for value in values) or COMPARING.isdisjoint(lowers):
        return
    newest, last, before = (value for value in values if value is not None)
    if last in (newest, before) or (not facts.percentage and abs(last) < _SMALLEST_COUNT):
        return
    amounts = list(amounts_of(lowers))
    kind = [
        amount
        for role, amount in amounts
        if facts.is_of_the_kind(role) and not any(facts.agrees(amount, aim) for aim in facts.aims)
    ]
    if any(facts.agrees(amount, newest) for amount in kind):
        return
    if not any(facts.agrees(amount, last) for amount in kind):
        return
    is_since = any(facts.agrees(amount, before) for amount in kind) or any(
        _is_difference(amount, last - before, facts) for _, amount in amounts
    )
    if is_since and not _says_that_it_is_past(found, last, facts):
        yield Wrong(
            f"{facts.text(last)} as if it were the newest figure",
            f"the row has {facts.at(*reversed(months))}: it may be last month's commentary",
        )


def _is_difference(amount: Amount, difference: float, facts: Facts) -> bool:
    return abs(difference) >= (0 if facts.percentage else _SMALLEST_COUNT) and facts.agrees(
        amount, abs(difference)
    )


def _says_that_it_is_past(found: Sequence[Sentence], last: float, facts: Facts) -> bool:
    """Whether the text gives last month's figure as a past one: as a base, or in a series."""
    past = facts.calendar.reporting - facts.calendar.step
    named = {month for each in found for clause in each.clauses for month in _named(clause)}
    if past in named or len(named) > 2:
        return True
    for sentence in found:
        for clause in sentence.clauses:
            for at, amount in clause.amounts.items():
                if facts.agrees(amount, last) and _is_past(clause, at, facts):
                    return True
    return False


def _named(clause: Clause) -> Iterator[Month]:
    """The months that a clause calls by their names."""
    for place, month in clause.months.items():
        if clause.words[place][:1].isupper():
            yield month


def _is_past(clause: Clause, at: int, facts: Facts) -> bool:
    before = clause.roles[:at].rstrip("ga")[-1:]
    if before in (FROM, SINCE):
        return True
    last = facts.calendar.reporting - facts.calendar.step
    return any(
        month == last and abs(place - at) <= _BESIDE for place, month in clause.months.items()
    )
