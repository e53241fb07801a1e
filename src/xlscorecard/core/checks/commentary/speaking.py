"""Whether a clause speaks of the row, and what it says is meant."""

import re
from typing import NamedTuple

from xlscorecard.core.checks.commentary.facts import Facts
from xlscorecard.core.checks.commentary.roles import (
    DIRECTIONS,
    DOUBTED,
    NOW,
    NUMBER,
    OTHER,
    PERCENT,
    POINTS,
    SINCE,
    SUBJECT,
    TIME,
)
from xlscorecard.core.checks.commentary.sentences import Clause, Sentence

AMOUNTS = (NUMBER, PERCENT, POINTS)


class Wrong(NamedTuple):
    """A statement that does not hold: its words, and what is true."""

    said: str
    true: str


_TELLING = re.compile(rf"[{re.escape(''.join((*AMOUNTS, TIME, NOW, *DIRECTIONS)))}]")
_NOT_TELLING = "sftizb&aovgj?!"


def speaks_of_the_row(clause: Clause, facts: Facts) -> bool:
    """Whether each word of a clause, up to the last that tells something, is of the row.

    Such words are common ones, or those of the row's name. What comes behind is a cause or a
    circumstance.
    """
    return all(
        facts.names(clause.words[at])
        for at in range(_end_of_telling(clause))
        if clause.roles[at] == OTHER
    )


def is_doubted(clause: Clause, facts: Facts) -> bool:
    """Whether a word before the last that tells something denies it or speaks of more."""
    roles = clause.roles
    end = _end_of_telling(clause)
    if roles[end : end + 1] == SINCE:
        return True  # higher in July than expected
    return DOUBTED in roles[:end] and any(
        roles[at] == DOUBTED and not facts.names(clause.words[at]) for at in range(end)
    )


def _end_of_telling(clause: Clause) -> int:
    return len(clause.roles.rstrip(_NOT_TELLING))


def goes_on(sentence: Sentence, at: int, facts: Facts) -> bool:
    """Whether a clause has a subject of its own, or goes on from clauses that speak of the row."""
    clause = sentence.clauses[at]
    start = _TELLING.search(clause.roles)
    before = clause.roles[: start.start()] if start else ""
    if not at or SUBJECT in before or OTHER in before:
        return True
    return all(
        role != OTHER or facts.names(word)
        for earlier in sentence.clauses[:at]
        for word, role in zip(earlier.words, earlier.roles, strict=True)
    )
