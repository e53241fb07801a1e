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
    name: number for number, full in enumerate(MONTH_NAMES, start=1) for name in (full, full[:3])
} | {"sept": 9}


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
                reader = _ClauseReader(written[start:at], within, calendar)
                yield Sentence(tuple(reader.clauses()))
            start = at + 1


_TIMELY = frozenset(
    set(_NUMBERS)
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
_TO_BE_READ = (_SEPARATOR, _FIRST_OF_PHRASE, _MONTH_NAME, DOUBTED)
# What a word may be, in small letters; a name of a month is one if it has a capital.
_KINDS: Mapping[str, str] = {
    **ROLES,
    **dict.fromkeys(_SEPARATORS, _SEPARATOR),
    **dict.fromkeys(BY_FIRST, _FIRST_OF_PHRASE),
    **{f"{name}{end}": _MONTH_NAME for name in _NUMBERS for end in ("", "'s", "’s")},
}


# Before a figure: 'performance: 71.4%', '+3.6pp on April'.
_SIGNS = {":": VERB, "+": UP}
_GOING_ON = frozenset({"has", "have", "had", "is", "are", "now", "continues", "remains"})
_CONDITIONS = ("Had", "Should", "Were")
_DAY = re.compile(r"(?:[12]?\d|3[01])(?:st|nd|rd|th)?")
_FULL_YEAR, _SHORT_YEAR = re.compile(r"(?:19|20)\d\d"), re.compile(r"\d\d")


class _ClauseReader:
    """Reads the words of a sentence one by one into clauses."""

    def __init__(self, tokens: list[str], lowers: list[str], calendar: Calendar) -> None:
        self._tokens = tokens
        self._lowers = lowers
        self._calendar = calendar
        self._after = 0
        """Where the words behind a phrase, a date or a year begin."""
        self._begin()

    def _begin(self) -> None:
        self._clause = Clause([], "", {}, {})
        self._roles: list[str] = []

    def _add(self, text: str, role: str) -> None:
        self._clause.words.append(text)
        self._roles.append(role)

    def clauses(self) -> Iterator[Clause]:
        """The clauses of the sentence."""
        if self._tokens[0] in _CONDITIONS:
            self._add("", DOUBTED)
        for at, lower in enumerate(self._lowers):
            if at < self._after:
                continue
            role = _KINDS.get(lower)
            if role is None or role in _TO_BE_READ:
                role = self._read(at, lower, role)
                if role == _SEPARATOR:
                    yield from self._end()
            elif lower == "and" and self._goes_on(at + 1):
                yield from self._end()  # 66 in July and has come down
            else:
                self._add(self._tokens[at], role)
        yield from self._end()

    def _end(self) -> Iterator[Clause]:
        if self._roles:
            yield self._clause._replace(roles="".join(self._roles))
            self._begin()

    def _goes_on(self, at: int) -> bool:
        return at < len(self._lowers) and self._lowers[at] in _GOING_ON

    def _read(self, at: int, lower: str, kind: str | None) -> str | None:
        """Read a word that is not what it is by itself alone; a separator is given back."""
        text = self._tokens[at]
        if kind is None:
            if text[0] in FIRST_OF_AMOUNT:
                self._number(at, text, lower)
            else:
                self._add(text, OTHER)
        elif kind == _SEPARATOR:
            sign = _SIGNS.get(lower)
            if sign is None or not self._is_amount(at + 1):
                return _SEPARATOR
            self._add(text, sign)
        elif kind == _MONTH_NAME:
            self._month(at, text, lower)
        elif kind == _FIRST_OF_PHRASE:
            self._phrase(at, text, lower)
        else:
            of_the_month = lower in _OF_THE_MONTH and self._roles[-1:] == [TIME]
            self._add(text, PLAIN if of_the_month else DOUBTED)
        return None

    def _is_amount(self, at: int) -> bool:
        return at < len(self._lowers) and self._lowers[at][0] in FIRST_OF_AMOUNT

    def _number(self, at: int, text: str, lower: str) -> None:
        """A number, or the day of a date."""
        following = self._lowers[at + 1 : at + 2]
        if following and _KINDS.get(following[0]) == _MONTH_NAME and _DAY.fullmatch(lower):
            self._after = _year_at(self._lowers, at + 2)[1]  # 12 September 2019
            self._add(text, OTHER)
            return
        amount, role = amount_of(text, following)
        if amount is not None:
            self._clause.amounts[len(self._roles)] = amount
        self._add(text, role)

    def _month(self, at: int, text: str, lower: str) -> None:
        """The name of a month, if it has a capital: may and march are other words too."""
        if not text[0].isupper():
            self._add(text, ROLES.get(lower, OTHER))
            return
        year, self._after = _year_at(self._lowers, at + 1)
        name = lower.removesuffix("'s").removesuffix("’s")
        month = self._calendar.named(_NUMBERS[name], year)
        if self._clause.words and self._clause.words[-1].lower() == "last":
            self._roles[-1] = PLAIN
            if month == self._calendar.reporting:
                month = Month(month - MONTHS_A_YEAR)
        self._clause.months[len(self._roles)] = month
        self._add(text, TIME)

    def _phrase(self, at: int, text: str, lower: str) -> None:
        """Words that have a meaning together, or the first of them alone."""
        found = phrase_at(self._lowers, at)
        if found is None:
            self._add(text, ROLES.get(lower, OTHER))
            return
        phrase, self._after = found
        last = len(self._roles) - 1
        if phrase.role == LAST_YEAR and last in self._clause.months:
            month = self._clause.months[last]
            self._clause.months[last] = _a_year_before(month, self._calendar)
            return
        role = role_of_phrase(phrase, self._calendar)
        for first in role[:-1]:  # two roles in one phrase
            self._add("", first)
        if role[-1] == TIME:
            self._clause.months[len(self._roles)] = month_of_phrase(phrase, self._calendar)
        elif phrase.number:
            amount = Amount(phrase.number, 0, str(phrase.number))
            self._clause.amounts[len(self._roles)] = amount
        self._add(phrase.text, role[-1])


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
