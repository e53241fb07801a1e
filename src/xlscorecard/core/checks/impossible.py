"""Values that a row's own history rules out: 0, below 0, above 100%."""

from collections.abc import Iterator, Sequence

from xlscorecard.core.checks.explained import begins_a_year, is_told_of, may_be_closed
from xlscorecard.core.checks.history import History
from xlscorecard.core.checks.late_pattern import LatePattern
from xlscorecard.core.checks.odd_value import odd_value, value_text
from xlscorecard.core.checks.subject import Subject
from xlscorecard.core.domain.finding import Finding, Rule
from xlscorecard.core.domain.scorecard import Indicator
from xlscorecard.core.measures.scale import typed_without_sign

UNUSUAL_ZERO = Rule.doubtful(
    "unusual-zero",
    "a 0 in a row of five values or more whose other values are all far from 0: at least 8 and two "
    "fifths of the median for counts, half of the median for others",
)
UNUSUAL_NEGATIVE = Rule.doubtful(
    "unusual-negative",
    "a value below 0 in a row of five values or more that has no other, unless its name says that "
    "it may be: net, variance, change, balance and the like",
)
ABOVE_THE_WHOLE = Rule.doubtful(
    "above-100-per-cent",
    "a percentage above 100% in a row of five values or more that has no other, unless its name "
    "says that it may be: budget, occupancy, profile and the like",
)
# A count of eight is 0 by chance once in three thousand times.
FAR_FROM_ZERO = 8
_LOWEST_COUNT_SHARE, _LOWEST_SHARE = 0.4, 0.5
_MAY_BE_NEGATIVE = LatePattern(
    r"(?i)\b(?:net|variance|change|balance|difference|gap|growth|surplus|deficit|margin|movement"
    r"|against|versus|vs|anomaly|score|savings?|\+/-)\b"
)
_MAY_EXCEED_THE_WHOLE = LatePattern(
    r"(?i)\b(?:budget|spen[dt]|occupancy|occupied|capacity|profile|plan|planned|targets?|forecast"
    r"|expected|expectation|ratio|change|growth|increase|uplift|fill|commissioned|contract(?:ed)?"
    r"|establishment|estimate|utilisation|return|against|variance|baseline|delivered|delivery|due|collected)\b"
)


def zero_or_below(subject: Subject, position: int, history: History) -> Iterator[Finding]:
    ordered = history.ordered
    low, next_lowest = ordered[0], ordered[1]
    values = subject.values(subject.rows[position])
    if low == 0 and _is_far_from_zero(ordered[1:], history.indicator):
        value = next(each for each in values if each.value == 0)
        is_known = is_told_of(subject, history, value) or begins_a_year(history, value)
        if not is_known and not may_be_closed(values, value, history.indicator):
            yield odd_value(
                UNUSUAL_ZERO,
                subject,
                history,
                value,
                f"; its other {len(ordered) - 1} values are "
                f"{value_text(next_lowest, history.indicator)} or more",
                "type the figure, or clear the cell if there is none yet",
            )
    elif low < 0 <= next_lowest and not _MAY_BE_NEGATIVE.search(history.indicator.title):
        value = next(each for each in values if each.value == low)
        yield odd_value(
            UNUSUAL_NEGATIVE,
            subject,
            history,
            value,
            "; no other value of the row is below 0",
            "check the sign",
        )


def _is_far_from_zero(others: Sequence[float], indicator: Indicator) -> bool:
    lowest, middle = others[0], others[len(others) // 2]
    if not indicator.percentage and all(map(float.is_integer, others)):
        return lowest >= FAR_FROM_ZERO and lowest >= _LOWEST_COUNT_SHARE * middle
    return lowest >= _LOWEST_SHARE * middle


def above_the_whole(subject: Subject, position: int, history: History) -> Iterator[Finding]:
    title = history.indicator.title
    if typed_without_sign(history.numbers) or _MAY_EXCEED_THE_WHOLE.search(title):
        return  # wrong-scale speaks of the former
    value = max(subject.values(subject.rows[position]), key=lambda each: each.value)
    if is_told_of(subject, history, value):
        return
    yield odd_value(
        ABOVE_THE_WHOLE,
        subject,
        history,
        value,
        "; no other value of the row is above "
        f"{value_text(history.ordered[-2], history.indicator)}, and a share cannot be above 100%",
        "check the figure, and what it was divided by",
    )
