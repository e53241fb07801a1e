"""What a commentary says of where the row stands: beside its target, benchmarks and past."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from statistics import mean

from xlscorecard.core.checks.commentary.amounts import Amount
from xlscorecard.core.checks.commentary.claims import months_named, without_dates
from xlscorecard.core.checks.commentary.facts import Facts
from xlscorecard.core.checks.commentary.roles import BETTER, DOWN, UP, WORSE, role_of
from xlscorecard.core.checks.commentary.speaking import Wrong
from xlscorecard.core.checks.late_pattern import LatePattern
from xlscorecard.core.domain.period import MONTHS_A_YEAR, Month
from xlscorecard.core.domain.polarity import Polarity
from xlscorecard.core.table.headings import Column

_CLAUSES = LatePattern(
    r"(?<!\d)[.](?!\d)|(?<=\d)[.](?=\s|$)|[;:!\n•]|, (?=and |but |so |which |with )"
    r"|\b(?:but|while|whilst|whereas|although|though)\b"
)
# Words that make no claim of what is: it is denied, possible, wanted, or of a longer time.
_NO_CLAIM = LatePattern(
    r"\b(?:not|never|nor|neither|no longer|if|should|would|could|may|might|will|expect\w*"
    r"|forecast\w*|aim\w*|hop(?:e|es|ed|ing)|plan(?:s|ned)? to|planned|on course|on track"
    r"|year[ -]end|end of (?:the )?year"
    r"|annual\w*|yearly|ytd|year[ -]to[ -]date|cumulative\w*|previously|last year|unless|until"
    r"|one of the|gap|almost|nearly|close to|towards|in order to|needs?|required|all but"
    r"|except|quarter(?:ly)?|per cent of target|would have|had been|service level)\b|n't\b|\?"
)
_NOTED = LatePattern(r"(?i)\bit should be noted that\b")
_FIGURE_IN_BRACKETS = LatePattern(r"\((£?\d[\d.,]*\s?%?)\)")
_ASIDE = LatePattern(r"\([^()]*\)")
_NUMBER = LatePattern(r"(?<![\w.,-])(\d[\d,]*(?:\.(\d+))?)\s?(%?)(?![\w-]|,\d)")


_WORDS_OF_TOPICS = frozenset(
    {
        "target", "targets", "england", "national", "nationally", "neighbour", "neighbours",
        "region", "regional", "regionally", "comparators", "average", "averages", "averaged",
        "highest", "lowest", "best", "worst", "high", "low", "busiest", "quietest", "fewest",
        "most", "authorities", "consecutive", "successive", "row",
        "running", "succession", "each", "every",
    }
)  # fmt: skip


def speaks_of_standing(lowers: Sequence[str]) -> bool:
    """The quick answer for most texts, by their words in small letters."""
    return not _WORDS_OF_TOPICS.isdisjoint(lowers)


def wrong_standing(text: str, facts: Facts) -> Iterator[Wrong]:
    """Statements about target, benchmarks, average, records and runs that do not hold."""
    plain = _ASIDE.sub(" ", _FIGURE_IN_BRACKETS.sub(r" \1 ", _NOTED.sub("", text)))
    for clause in _CLAUSES.split(plain):
        lower = clause.strip().casefold()
        # 'which was the lowest' speaks of what stands before it.
        if lower and not lower.startswith("which"):
            for topic, judge in _TOPICS:
                if topic.search(lower):
                    yield from judge(clause.strip(), lower, facts)


# Target

_MISSED = LatePattern(
    r"\btargets?\b.{0,30}?\b(?:not (?:yet )?(?:been )?(?:met|achieved|reached|hit)|missed"
    r"|yet to be (?:met|achieved|reached|hit))\b"
    r"|\b(?:missed|missing|fail(?:ed|s|ing)? to (?:meet|achieve|reach|hit)|(?:did|does|do) not "
    r"(?:meet|achieve|reach|hit)|(?:have|has) not (?:met|achieved|reached)|short of|outside|off)"
    r"\b.{0,30}?\btarget"
)
_MET = LatePattern(
    r"\btarget\b.{0,25}?\b(?:was |is |has been |were |of \d[\d.,]*%? )(?:again |also |just )*"
    r"(?:met|achieved|exceeded|reached|hit|surpassed)\b"
    r"|\b(?:met|meets|meeting|achieved|achieves|exceeded|exceeds|exceeding|hit|surpassed|beat|beats"
    r"|within|inside|on)\b(?: (?:the|our|its|this|their|a|monthly|of|council|local|ceiling"
    r"|set|as|\d[\d.,]*%?|\d+-\w+|minutes?|days?))* target\b(?! (?:to|for the year|by)\b)"
)
_ABOVE_TARGET = LatePattern(r"\b(?:above|over|higher than|ahead of)\b.{0,20}?\btarget\b")
_BELOW_TARGET = LatePattern(r"\b(?:below|under|lower than)\b.{0,20}?\btarget\b")


def _target(said: str, lower: str, facts: Facts) -> Iterator[Wrong]:
    missed = _MISSED.search(lower)
    if missed is None and (_NO_CLAIM.search(lower) or re.search(r"\bnational\b", lower)):
        return
    is_higher_better = facts.polarity is Polarity.HIGHER_IS_BETTER
    if missed is not None or _MET.search(lower):
        says_met = missed is None
    elif _ABOVE_TARGET.search(lower) and (is_higher_better or _NUMBER.search(lower)):
        says_met = is_higher_better
    elif _BELOW_TARGET.search(lower) and (is_higher_better or _NUMBER.search(lower)):
        says_met = not is_higher_better
    else:
        return
    month = _month_of(said, facts)
    if month is None or facts.polarity is Polarity.NONE:
        return
    target, value = facts.target(month), facts.value(month)
    if target is None or value is None or not _are_in(lower, (target, value), facts):
        return
    if facts.text(target) == facts.text(value):
        return
    if ((value >= target) == is_higher_better) != says_met:
        yield Wrong(
            f'"{said}"',
            f"the target is {facts.text(target)}, and the row has {facts.at(month)}, which "
            f"{'misses' if says_met else 'meets'} it",
        )


def _are_in(lower: str, values: Sequence[float], facts: Facts) -> bool:
    """Whether each number of a clause is one of some values: else it speaks of something else."""
    for found in _NUMBER.finditer(without_dates(lower)):
        amount = Amount(float(found[1].replace(",", "")), len(found[2] or ""), found[0])
        if not any(facts.agrees(amount, value) for value in values):
            return False
    return True


def _month_of(said: str, facts: Facts) -> Month | None:
    """The month of which a clause speaks: the one that it names, or the newest."""
    named = months_named(said, facts.calendar.reporting)
    if not named:
        return facts.calendar.reporting
    month = named.pop()
    if named or (month != facts.calendar.reporting and not _IN_A_MONTH.search(said)):
        return None  # 'now the September rush is over'
    return month


_IN_A_MONTH = LatePattern(
    r"(?i)\b(?:in|for|during|of|since) [A-Z][a-z]{2,}\b|\bthe [A-Z][a-z]+ figure\b"
)

# Benchmarks

_NAMED = {
    Column.STATISTICAL_NEIGHBOUR: LatePattern(r"\bneighbours?\b|\bsimilar authorities\b"),
    Column.ENGLAND: LatePattern(
        r"\bengland\b|\bnationally\b"
        r"|\bnational (?:average|figure|rate|mean|median|benchmark|level|one)\b"
    ),
    Column.REGION: LatePattern(r"\bregion(?:al)?\b|\bsouth east\b"),
}
_ALL_OF_THEM = LatePattern(
    r"\b(?:all|three) (?:three )?(?:of (?:our|the) )?(?:comparators|benchmarks)\b"
)
_SIDES: Sequence[tuple[str, LatePattern]] = (
    (
        BETTER,
        LatePattern(
            r"\b(?:better than|ahead of|outperform\w*|(?:quicker|faster)\b.{0,12}? than)\b(.*)"
        ),
    ),
    (WORSE, LatePattern(r"\b(?:worse than|behind|lags?|slower\b.{0,12}? than)\b(.*)")),
    (UP, LatePattern(r"\b(?:above|exceeds?|over)\b(.*)")),
    (UP, LatePattern(r"\b(?:more|higher|greater|longer)\b.*?\bthan\b(.*)")),
    (DOWN, LatePattern(r"\b(?:below|under)\b(.*)")),
    (DOWN, LatePattern(r"\b(?:less|fewer|lower|shorter)\b.*?\bthan\b(.*)")),
)


def _benchmark(said: str, lower: str, facts: Facts) -> Iterator[Wrong]:
    value = facts.value(facts.calendar.reporting)
    if _NO_CLAIM.search(lower) or value is None or not facts.benchmarks:
        return
    if months_named(said, facts.calendar.reporting) - {facts.calendar.reporting}:
        return
    for side, pattern in _SIDES:
        found = pattern.search(lower)
        if found is None:
            continue
        is_above = _is_above(side, facts)
        if is_above is None:
            return
        every = bool(_ALL_OF_THEM.search(found[1]))
        named = [kind for kind in facts.benchmarks if every or _NAMED[kind].search(found[1][:80])]
        figures = [facts.benchmarks[kind] for kind in named]
        if not named or not _are_in(lower, [value, *figures], facts):
            return
        wrong = [kind for kind in named if _contradicts(value, facts.benchmarks[kind], is_above)]
        if wrong:
            shown = facts.text(facts.benchmarks[wrong[0]])
            yield Wrong(
                f'"{said}"',
                f"the row has {facts.at(facts.calendar.reporting)}, and {wrong[0].value} is "
                f"{shown}",
            )
        return


def _is_above(side: str, facts: Facts) -> bool | None:
    """Whether a side is that of the higher values; None where that cannot be told."""
    if side in (UP, DOWN):
        return side == UP
    if facts.polarity is Polarity.NONE:
        return None
    return (facts.polarity is Polarity.HIGHER_IS_BETTER) == (side == BETTER)


def _contradicts(value: float, other: float, is_above: bool) -> bool:
    return value < other if is_above else value > other


# Average

_YEAR = r"(?:(?:12|twelve)[- ]months?|year)"
_AVERAGE = LatePattern(
    r"(?:12|twelve)[- ]months?(?: rolling| moving)? average"
    rf"|average (?:of|over|for|in) (?:the )?(?:last |past |previous )?{_YEAR}"
    rf"|averag\w+ .{{0,40}}?(?:over|in) the (?:last|past) {_YEAR}"
    rf"|(?:over|in) the (?:last|past) {_YEAR}.{{0,40}}? average"
)
_BESIDE_AVERAGE = LatePattern(r"\b(above|higher than|over|below|lower than|under)\b")


def _average(said: str, lower: str, facts: Facts) -> Iterator[Wrong]:
    reporting = facts.calendar.reporting
    value, window = facts.value(reporting), facts.window(reporting)
    found = _AVERAGE.search(lower)
    if found is None or _NO_CLAIM.search(lower) or value is None or len(window) < 2:
        return
    if months_named(said, reporting) - {reporting}:
        return
    average = mean(window)
    rest = lower.replace(found[0], found[0].translate(_WITHOUT_DIGITS))
    figures = [
        Amount(float(number[1].replace(",", "")), len(number[2] or ""), number[0])
        for number in _NUMBER.finditer(rest)
    ]
    others = [each for each in figures if not facts.agrees(each, value)]
    is_rough = re.search(r"\b(?:about|around|some|roughly|approximately|nearly|c)\b", lower)
    beside = _BESIDE_AVERAGE.search(lower[: found.start()])
    if len(others) == 1 and not facts.agrees(others[0], average, roughly=bool(is_rough)):
        if beside or not re.search(r"[a-z]", rest[found.end() :].split(others[0].text)[0][40:]):
            yield Wrong(f'"{said}"', f"the 12 month average is {facts.text(average)}")
    elif beside and not figures[1:]:
        is_above = beside[1] in ("above", "higher than", "over")
        if _contradicts(value, average, is_above):
            yield Wrong(
                f'"{said}"',
                f"the row has {facts.at(reporting)}, and the 12 month average is "
                f"{facts.text(average)}",
            )


_WITHOUT_DIGITS = str.maketrans("0123456789", "xxxxxxxxxx")

# Records

_EXTREME = LatePattern(
    r"\b(highest|lowest|best|worst|high|low|busiest|quietest|fewest|most(?=.*\bin any month\b)"
    r"|most(?=.*\bof any month\b))\b"
)
_WHOLE_TABLE = LatePattern(r"\b(?:in|of|for) the (?:period|series|months)(?: shown)?\b")
_SPAN = LatePattern(
    r"\b(?:in|for|of|over|during)? ?(?:the |a )?(?:last |past |previous |whole )?"
    r"(?:(?:12|twelve)[- ]months?\b(?! average)|(?<=past )twelve\b|(?<=last )12\b"
    r"|(?<=for a )year\b|(?<=in a )year\b"
    r"|(?<=past )year\b|(?<=last )year\b)|\bfor (?:over |more than )?a year\b"
)


def _record(said: str, lower: str, facts: Facts) -> Iterator[Wrong]:
    extreme = _EXTREME.search(lower)
    if extreme is None or _NO_CLAIM.search(lower.replace("last year", "past year")):
        return
    is_high = _is_high(extreme[1], facts)
    before, _, after = said.partition(" since ")
    named = months_named(before, facts.calendar.reporting)
    if is_high is None or len(named) > 1:
        return
    month = named.pop() if named else facts.calendar.reporting
    value = facts.value(month)
    since = months_named(after, facts.calendar.reporting)
    if len(since) == 1:
        first = Month(since.pop() + 1)
    elif not after and _WHOLE_TABLE.search(lower):
        first = facts.first_month
    elif not after and _SPAN.search(lower):
        first = Month(month - MONTHS_A_YEAR + 1)
    else:
        return
    if value is None or first >= month or not _are_in(_SPAN.sub("", lower), (value,), facts):
        return
    steps = range(first, month, facts.calendar.step)
    beyond = [
        Month(other)
        for other in steps
        if (there := facts.value(Month(other))) is not None and _contradicts(value, there, is_high)
    ]
    if beyond:
        yield Wrong(f'"{said}"', f"the row has {facts.at(beyond[-1], month)}")


def _is_high(word: str, facts: Facts) -> bool | None:
    if word in ("highest", "high", "busiest", "most"):
        return True
    if word in ("lowest", "low", "quietest", "fewest"):
        return False
    if facts.polarity is Polarity.NONE:
        return None
    return (facts.polarity is Polarity.HIGHER_IS_BETTER) == (word == "best")


# Runs

_COUNTS = {
    word: number
    for number, words in enumerate(
        (("two", "second", "2", "2nd"), ("three", "third", "3", "3rd"),
         ("four", "fourth", "4", "4th"), ("five", "fifth", "5", "5th"),
         ("six", "sixth", "6", "6th"), ("seven", "seventh", "7", "7th"),
         ("eight", "eighth", "8", "8th")),
        start=2,
    )
    for word in words
}  # fmt: skip
_COUNT = "|".join(_COUNTS)
_RUN = LatePattern(
    rf"\b(?P<a>{_COUNT}) (?:consecutive|successive) |"
    rf"\b(?P<b>{_COUNT}) (?:months?|quarters?) (?:in a row|in succession|running)"
    rf"|\beach of the (?:last|past|previous) (?P<c>{_COUNT}) (?:months|quarters)"
)
_EVERY_MONTH = LatePattern(r"\b(?:every|each) (?:month|quarter) since\b")


def _run(said: str, lower: str, facts: Facts) -> Iterator[Wrong]:
    if re.search(r"\b(?:not|never|if|would|target|above|below|within|no|than)\b", lower):
        return
    directions = {role for word in re.findall(r"[a-z]+", lower) if (role := role_of(word))}
    is_up = _is_above(directions.pop(), facts) if len(directions) == 1 else None
    reporting, step = facts.calendar.reporting, facts.calendar.step
    found = _RUN.search(lower)
    if is_up is None:
        return
    if found is not None:
        if months_named(said, reporting) - {reporting}:
            return
        count = _COUNTS[found["a"] or found["b"] or found["c"]]
    elif _EVERY_MONTH.search(lower):
        named = months_named(said, reporting)
        if len(named) != 1:
            return
        count = (reporting - named.pop()) // step
    else:
        return
    months = [Month(reporting - back * step) for back in range(count + 1)]
    for newer, older in pairwise(months):
        later, earlier = facts.value(newer), facts.value(older)
        if later is not None and earlier is not None and _contradicts(later, earlier, is_up):
            yield Wrong(f'"{said}"', f"the row has {facts.at(older, newer)}")
            return


_Judge = Callable[[str, str, Facts], Iterator[Wrong]]
_TOPICS: Sequence[tuple[LatePattern, _Judge]] = (
    (LatePattern("target"), _target),
    (LatePattern("england|national|neighbour|region|comparators|authorities"), _benchmark),
    (LatePattern("averag"), _average),
    (
        LatePattern("highest|lowest|best|worst|month high|month low|busiest|quietest|fewest|most"),
        _record,
    ),
    (LatePattern("consecutive|successive|in a row|running|succession|each of|every month"), _run),
)
