"""Commentary as clauses: short runs of words of which each has a role.

A clause is read as a string of roles, one sign for each word, so that patterns of what people
write are short.
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from xlscorecard.core.checks.commentary.amounts import FIRST_OF_AMOUNT, Amount, Tokens, amount_of
from xlscorecard.core.checks.commentary.phrases import (
    BY_FIRST,
    Calendar,
    month_of_phrase,
    phrase_at,
    role_of_phrase,
)
from xlscorecard.core.checks.commentary.roles import (
    DIRECTIONS,
    DOUBTED,
    LAST_YEAR,
    NOW,
    OTHER,
    PLAIN,
    ROLES,
    TIME,
    UP,
    VERB,
)
from xlscorecard.core.domain.period import MONTH_NAMES, MONTHS_A_YEAR, Month, year_and_number

_SEPARATORS = frozenset(
    {
        ";", ":", ",", "(", ")", "–", "—", "-", "/", "=", "but", "while", "whilst", "whereas",
        "although", "though", "because", "following", "due", "owing", "thanks", "helped", "driven",
        "reflecting", "with", "which", "who", "when", "where", "as", "despite",
        "including", "excluding", "yet",
        "then", "+",
    }
)  # fmt: skip
_ENDS = frozenset({".", "!", "?", "\n", "•"})
_NUMBERS = {
    name: number
    for number, full in enumerate(MONTH_NAMES, start=1)
    for name in (full.title(), full[:3].title(), full.upper(), full[:3].upper(), full)
    # In small letters these are words of another meaning.
    if name not in ("may", "march")
} | {"Sept": 9}


class Clause(NamedTuple):
    """A run of words, their roles, one sign for each, and the months and amounts among them."""

    words: list[str]
    roles: str
    months: dict[int, Month]
    amounts: dict[int, Amount]

    def text(self, start: int = 0, end: int | None = None) -> str:
        """Its words as they are read."""
        return " ".join(filter(None, self.words[start:end]))


class Sentence(NamedTuple):
    """The clauses of a sentence."""

    clauses: tuple[Clause, ...]


def sentences(tokens: Tokens, calendar: Calendar) -> Iterator[Sentence]:
    """The sentences of a commentary that may say something of values; questions are left out."""
    written, lower = tokens
    start = 0
    for at, token in enumerate((*written, ".")):
        if token in _ENDS:
            if token != "?" and _may_say_something(within := lower[start:at]):
                yield Sentence(tuple(_clauses(written[start:at], within, calendar)))
            start = at + 1


_TIMELY = frozenset(
    {name.lower() for name in _NUMBERS}
    | {"may", "march", "month", "quarter", "year", "ago", "q"}
    | {word for word, role in ROLES.items() if role == NOW}
)
_MOVING = frozenset(
    {word for word, role in ROLES.items() if role in DIRECTIONS}
    | {"same", "change", "changed", "level", "flat", "half"}
)
_DIGITS = frozenset("0123456789")
_NAME = re.compile("[A-Za-z]+")
# What follows the name of a month is the month's: 'the December peak of 284'.
_OF_THE_MONTH = ("peak", "high", "low", "spike")


def _may_say_something(lowers: list[str]) -> bool:
    """The quick answer for most sentences: a figure or a movement, and a time or an end."""
    moves = not _MOVING.isdisjoint(lowers)
    counts = not _DIGITS.isdisjoint([lower[0] for lower in lowers])
    if not moves and not counts:
        return False
    is_timely = not _TIMELY.isdisjoint(lowers) or (
        counts and not _TIMELY.isdisjoint([lower[:3] for lower in lowers])
    )
    return is_timely or (moves and counts and "to" in lowers)


_SEPARATOR, _FIRST_OF_PHRASE, _MONTH_NAME = "|", "*", "^"
# What a word may be, in small letters; a name of a month is one if it has a capital.
_KINDS: Mapping[str, str] = {
    **ROLES,
    **dict.fromkeys(_SEPARATORS, _SEPARATOR),
    **dict.fromkeys(BY_FIRST, _FIRST_OF_PHRASE),
    **{f"{name.lower()}{end}": _MONTH_NAME for name in _NUMBERS for end in ("", "'s", "’s")},
}


def _clauses(tokens: list[str], lowers: list[str], calendar: Calendar) -> Iterator[Clause]:
    clause = Clause([], "", {}, {})
    roles: list[str] = []
    if tokens[0] in _CONDITIONS:
        clause.words.append("")
        roles.append(DOUBTED)
    after = 0
    for at, lower in enumerate(lowers):
        if at < after:
            continue  # the rest of a phrase
        role = _KINDS.get(lower)
        if lower == "and" and lowers[at + 1 : at + 2] and lowers[at + 1] in _GOING_ON:
            role = _SEPARATOR  # 66 in July and has come down
        if role == _SEPARATOR and (sign := _SIGNS.get(lower)) and _is_amount(lowers, at + 1):
            role = sign
        elif role == _SEPARATOR:
            if roles:
                yield clause._replace(roles="".join(roles))
                clause, roles = Clause([], "", {}, {}), []
            continue
        text = tokens[at]
        if role is None:
            role = OTHER
            if text[0] in FIRST_OF_AMOUNT:
                following = lowers[at + 1 : at + 2]
                if following and _KINDS.get(following[0]) == _MONTH_NAME and _is_day(lower):
                    after = _year_at(lowers, at + 2)[1]  # a date: 12 September 2019
                else:
                    amount, role = amount_of(text, following)
                    if amount is not None:
                        clause.amounts[len(roles)] = amount
        elif role == _MONTH_NAME:
            role = ROLES.get(lower, OTHER)
            if text[0].isupper():
                year, after = _year_at(lowers, at + 1)
                month = calendar.named(_NUMBERS[_NAME.match(text)[0].title()], year)  # type: ignore[index]
                if roles and clause.words[-1].lower() == "last":
                    roles[-1] = PLAIN
                    if month == calendar.reporting:
                        month = Month(month - MONTHS_A_YEAR)
                clause.months[len(roles)] = month
                role = TIME
        elif role == DOUBTED and lower in _OF_THE_MONTH and roles[-1:] == [TIME]:
            role = PLAIN
        elif role == _FIRST_OF_PHRASE:
            role = ROLES.get(lower, OTHER)
            found = phrase_at(lowers, at)
            if found is not None:
                phrase, after = found
                if phrase.role == LAST_YEAR and len(roles) - 1 in clause.months:
                    month = clause.months[len(roles) - 1]
                    clause.months[len(roles) - 1] = _a_year_before(month, calendar)
                    continue
                text, role = phrase.text, role_of_phrase(phrase, calendar)
                if len(role) == 2:  # two roles in one phrase
                    clause.words.append("")
                    roles.append(role[0])
                    role = role[1]
                if role == TIME:
                    clause.months[len(roles)] = month_of_phrase(phrase, calendar)
                elif phrase.number:
                    clause.amounts[len(roles)] = Amount(phrase.number, 0, str(phrase.number))
        clause.words.append(text)
        roles.append(role)
    if roles:
        yield clause._replace(roles="".join(roles))


# Before a figure: 'performance: 71.4%', '+3.6pp on April'.
_SIGNS = {":": VERB, "+": UP}


def _is_amount(lowers: list[str], at: int) -> bool:
    return at < len(lowers) and lowers[at][0] in FIRST_OF_AMOUNT


_GOING_ON = frozenset({"has", "have", "had", "is", "are", "now", "continues", "remains"})
_CONDITIONS = ("Had", "Should", "Were")
_DAY = re.compile(r"(?:[12]?\d|3[01])(?:st|nd|rd|th)?")
_FULL_YEAR, _SHORT_YEAR = re.compile(r"(?:19|20)\d\d"), re.compile(r"\d\d")


def _is_day(text: str) -> bool:
    return _DAY.fullmatch(text) is not None


def _year_at(lowers: list[str], at: int) -> tuple[int | None, int]:
    """The year that stands after a month, and where the words after it begin."""
    following = lowers[at : at + 2]
    if following and _FULL_YEAR.fullmatch(following[0]):
        return int(following[0]), at + 1
    if len(following) == 2 and following[0] in _JOINING:
        if _SHORT_YEAR.fullmatch(following[1]):
            return 2000 + int(following[1]), at + 2
        if _FULL_YEAR.fullmatch(following[1]):
            return int(following[1]), at + 2
    return None, at


_JOINING = ("-", "–", "'", "’")


def _a_year_before(month: Month, calendar: Calendar) -> Month:
    """The month of the calendar year before the reporting period's."""
    year, _ = year_and_number(calendar.reporting)
    return calendar.named(year_and_number(month)[1], year - 1)
