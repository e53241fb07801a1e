"""Words that have a meaning together: 'the same month last year', 'compared with'."""

from collections.abc import Iterator
from typing import NamedTuple

from xlscorecard.core.checks.commentary.roles import (
    DOUBLE,
    DOUBTED,
    DOWN,
    HALF,
    LAST_YEAR,
    LEVEL,
    PLAIN,
    POINTS,
    SINCE,
    TIME,
    TREBLE,
    UP,
    VERB,
)
from xlscorecard.core.domain.period import MONTHS_A_YEAR, Frequency, Month, year_and_number


class Calendar(NamedTuple):
    """What 'last month' and 'this quarter' mean for a row."""

    reporting: Month
    frequency: Frequency

    @property
    def step(self) -> int:
        """The months of a period."""
        return self.frequency.months

    def named(self, number: int, year: int | None) -> Month:
        """A month; one without a year is the latest up to the reporting period."""
        this_year, _ = year_and_number(self.reporting)
        month = Month((this_year if year is None else year) * MONTHS_A_YEAR + number - 1)
        return Month(month - MONTHS_A_YEAR) if year is None and month > self.reporting else month


_SAME = [
    f"same {when} {last}"
    for when in ("month", "point", "period", "time", "quarter")
    for last in (
        "last year", "of last year", "previous year", "the previous year", "in the previous year",
        "of the previous year", "prior year", "the prior year", "of the prior year",
    )
]  # fmt: skip
_NUMBER_WORDS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
)  # fmt: skip
_BEFORE = ("last", "previous", "preceding", "prior")


class Phrase(NamedTuple):
    """Words that have a meaning together: their role, and how many periods or months back."""

    role: str
    text: str
    periods: int = 0
    months: int = 0
    quarter: int = 0
    number: int = 0
    frequency: Frequency | None = None
    """The frequency of the rows of which it can be said; None of all."""


def _phrases() -> Iterator[tuple[str, Phrase]]:
    monthly, quarterly = Frequency.MONTHLY, Frequency.QUARTERLY
    year_ago = Phrase(TIME, "a year ago", months=MONTHS_A_YEAR)
    for words in (
        *_SAME,
        "this time last year",
        "a year ago",
        "a year earlier",
        "a year before",
        "one year ago",
        "one year earlier",
        "twelve months ago",
        "twelve months earlier",
    ):
        yield words, year_ago
    yield "last year", Phrase(LAST_YEAR, "last year")
    for frequency, name in ((monthly, "month"), (quarterly, "quarter")):
        before = Phrase(TIME, f"the {name} before", periods=1, frequency=frequency)
        for words in (
            *(f"{each} {name}" for each in _BEFORE),
            f"{name} before",
            f"over the {name}",
        ):
            yield words, before
        now = Phrase(TIME, f"this {name}", frequency=frequency)
        for words in (f"this {name}", f"in the {name}", f"current {name}", f"latest {name}"):
            yield words, now
    yield "in month", Phrase(TIME, "in the month", frequency=monthly)
    for number in range(1, 5):
        quarter = Phrase(TIME, f"quarter {number}", quarter=number, frequency=quarterly)
        yield f"quarter {number}", quarter
        yield f"q {number}", quarter
    for words in (
        "no change",
        "not change",
        "not changed",
        "hasn't changed",
        "remained level",
        "remains level",
        "stayed level",
        "remained flat",
        "stayed flat",
        "remained the same",
        "remains the same",
        "stayed the same",
        "same level",
    ):
        yield words, Phrase(LEVEL, "unchanged")
    for words in ("same as", "same level as"):
        yield words, Phrase(LEVEL + SINCE, "the same as")
    for words in (
        "compared with",
        "compared to",
        "in comparison with",
        "in comparison to",
        "relative to",
    ):
        yield words, Phrase(SINCE, "compared with")
    for words, role in (("doubled", DOUBLE), ("trebled", TREBLE), ("halved", HALF)):
        yield f"more than {words}", Phrase(role, f"more than {words}")
    for words in ("below that of", "below the level of"):
        yield words, Phrase(DOWN + SINCE, "below that of")
    for words in ("above that of", "above the level of"):
        yield words, Phrase(UP + SINCE, "above that of")
    yield "three times as many", Phrase(TREBLE, "three times as many")
    for words in ("in a year", "over the year", "year on year", "in twelve months"):
        yield words, Phrase(SINCE + TIME, "in a year", months=MONTHS_A_YEAR)
    for words in ("as in", "as at", "as it was in"):
        yield words, Phrase(SINCE, "as in")
    yield "twice as many", Phrase(DOUBLE, "twice as many")
    for words in ("on time", "in time"):
        yield words, Phrase(PLAIN, words)
    yield "peaked at", Phrase(VERB, "peaked at")
    yield "it should be noted that", Phrase(PLAIN, "")
    for number, name in enumerate(_NUMBER_WORDS, start=1):
        for unit in ("percentage points", "percentage point", "points", "point"):
            yield f"{name} {unit}", Phrase(POINTS, f"{name} {unit}", number=number)
    yield "level with", Phrase(LEVEL + SINCE, "level with")
    yield "cut in half", Phrase(HALF, "halved")
    for words in (
        "half of what it was",
        "half what it was",
        "half that",
        "half the",
        "half of the",
        "half of that",
    ):
        yield words, Phrase(HALF + SINCE, "half of")


BY_FIRST: dict[str, list[tuple[list[str], Phrase]]] = {}

for _words, _phrase in sorted(_phrases(), key=lambda found: -len(found[0].split())):
    BY_FIRST.setdefault(_words.split()[0], []).append((_words.split(), _phrase))


def phrase_at(lowers: list[str], at: int) -> tuple[Phrase, int] | None:
    """The phrase that begins at a word, and where the words after it begin."""
    for words, phrase in BY_FIRST[lowers[at]]:
        end = at + len(words)
        if lowers[at:end] == words:
            return phrase, end
    return None


def role_of_phrase(phrase: Phrase, calendar: Calendar) -> str:
    return phrase.role if phrase.frequency in (None, calendar.frequency) else DOUBTED


def month_of_phrase(phrase: Phrase, calendar: Calendar) -> Month:
    if phrase.quarter:
        return calendar.named((3 * phrase.quarter + 2) % MONTHS_A_YEAR + 1, None)
    return Month(calendar.reporting - phrase.months - phrase.periods * calendar.step)
