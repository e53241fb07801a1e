"""What the headings of a row say about periods: one parser for files, Excel and functions.

A heading is read together with the others of its row: a number is a date among dates, and
``2010-11`` is a month or a financial year, as the headings beside it say.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from xlscorecard.core.domain.period import (
    MONTHS_A_YEAR,
    FinancialYear,
    Month,
    is_plausible,
    month_label,
    month_of_date,
    parse_day,
    parse_month,
)
from xlscorecard.core.domain.state import State, without_markers
from xlscorecard.core.sheet.content import CellContent
from xlscorecard.core.sheet.number_format import DAY_ZERO, LAST_DAY_NUMBER, date_of


class PeriodHeading(NamedTuple):
    """A heading that names a month; ``day`` where it is a date, ``state`` what a marker says."""

    month: Month
    day: date | None = None
    state: State | None = None


class EitherHeading(NamedTuple):
    """A heading such as ``2010-11`` that may be a month or a financial year."""

    month: Month
    year: FinancialYear


class PeriodFault(NamedTuple):
    """A period heading that cannot be right, by its place among the headings, and why."""

    position: int
    found: str
    remedy: str


HeadingMeaning = PeriodHeading | EitherHeading | None


def period_headings(
    contents: Sequence[CellContent], day_zero: date = DAY_ZERO
) -> tuple[HeadingMeaning, ...]:
    """What each heading of a row says about a period; None where it names none.

    Args:
        contents: the headings, in the order of the columns.
        day_zero: the day from which the workbook counts days.
    """
    has_dates = any(isinstance(content, date) for content in contents)
    alone = [_alone(content, day_zero if has_dates else None) for content in contents]
    return tuple(
        _settled(position, heading, alone) if isinstance(heading, EitherHeading) else heading
        for position, heading in enumerate(alone)
    )


def month_named(content: CellContent) -> Month | None:
    """The month that a single cell names, as text or as a date; None where it names none."""
    meaning = _alone(content, None)
    return None if meaning is None else meaning.month


def _alone(content: CellContent, day_zero: date | None) -> HeadingMeaning:
    """What a heading says without the others; ``day_zero`` if a number may be a date."""
    if isinstance(content, date):
        return PeriodHeading(month_of_date(content), content) if is_plausible(content) else None
    if isinstance(content, str):
        return _of_text(content)
    if (
        day_zero is not None
        and type(content) is float
        and content.is_integer()
        and 1 <= content <= LAST_DAY_NUMBER
    ):
        return _alone(date_of(content, day_zero), None)
    return None


def _of_text(text: str) -> HeadingMeaning:
    text = " ".join(text.split())
    month = parse_month(text)
    state = None
    if month is None:
        text, state = without_markers(text)
        month = parse_month(text)
    if month is None:
        return None
    year = FinancialYear.parse(text)
    if year is not None:
        return EitherHeading(month, year)
    return PeriodHeading(month, parse_day(text), state)


def _settled(
    position: int, heading: EitherHeading, alone: Sequence[HeadingMeaning]
) -> HeadingMeaning:
    """A heading of two meanings, as its neighbours say; both where they do not."""
    beside = [
        next((other for other in side if other is not None), None)
        for side in (alone[:position][::-1], alone[position + 1 :])
    ]
    months = [other.month for other in beside if isinstance(other, PeriodHeading)]
    if any(abs(month - heading.month) <= _NEXT_TO for month in months):
        return PeriodHeading(heading.month)
    if any(abs(month - heading.month) > MONTHS_A_YEAR for month in months):
        return None  # a financial year among months of other years
    years = [other.year for other in beside if isinstance(other, EitherHeading)]
    if not months and any(abs(year.start - heading.year.start) == 1 for year in years):
        return None  # financial years that follow each other
    return heading


# A month apart, or the months of quarters beside each other.
_NEXT_TO = 3


def either_remedy(heading: EitherHeading) -> str:
    """What to do about a heading of two meanings."""
    return f"type {month_label(heading.month)} if it is that month, or 'Year {heading.year}' if not"


def usual_step(months: Sequence[Month]) -> int:
    """By how many months a row of months goes on from column to column; 1 if it never does."""
    steps = Counter(later - earlier for earlier, later in pairwise(months))
    return steps.most_common(1)[0][0] if steps else 1


def period_faults(
    headings: Sequence[PeriodHeading], settled: Sequence[bool], texts: Sequence[str]
) -> list[PeriodFault]:
    """The headings that cannot be right beside the others, in the order of the columns.

    Args:
        headings: the headings that name a period, in the order of the columns.
        settled: whether a person has said what a column means; it is asked no more.
        texts: the headings as they are shown, for the messages.
    """
    months = [heading.month for heading in headings]
    step = usual_step(months)
    faults: dict[int, PeriodFault] = {}
    for position, heading in enumerate(headings):
        if not settled[position] and _breaks(position, headings, step):
            faults[position] = _misread(position, heading, texts[position], months, step)
    for position, (earlier, later) in enumerate(pairwise(months), start=1):
        pair = (position - 1, position)
        if abs(later - earlier) <= MONTHS_A_YEAR or any(settled[each] for each in pair):
            continue
        if not any(each in faults for each in pair):
            wrong = _odd_one(pair, months, step)
            other = months[position if wrong == position - 1 else position - 1]
            faults[wrong] = PeriodFault(
                wrong,
                f'"{texts[wrong]}", which is {abs(later - earlier)} months from '
                f"{month_label(other)} beside it",
                _typed(wrong, months, step),
            )
    return [faults[position] for position in sorted(faults)]


def _breaks(position: int, headings: Sequence[PeriodHeading], step: int) -> bool:
    """Whether both the day and the month of a date are out of the sequence of the others."""
    heading = headings[position]
    if not has_odd_day(position, headings):
        return False
    before = headings[position - 1].month if position else None
    after = headings[position + 1].month if position + 1 < len(headings) else None
    follows = before is not None and heading.month - before == step
    leads = after is not None and after - heading.month == step
    return not (follows or leads)


def has_odd_day(position: int, headings: Sequence[PeriodHeading]) -> bool:
    """Whether a heading is a date whose day does not keep to the custom of the other dates."""
    day = headings[position].day
    days = [other.day for index, other in enumerate(headings) if index != position and other.day]
    return day is not None and len(days) >= _FEWEST_DATES and not _is_alike(day, days)


# Fewer dates show no custom.
_FEWEST_DATES = 2


def _is_alike(day: date, others: Sequence[date]) -> bool:
    """Whether a date keeps to the custom of the others: all firsts, all month-ends, all 15ths."""
    if all(_ends_month(other) for other in others):
        return _ends_month(day)
    if len({other.day for other in others}) == 1:
        return day.day == others[0].day
    return True


def _ends_month(day: date) -> bool:
    return (day + timedelta(days=1)).day == 1


def _misread(
    position: int, heading: PeriodHeading, text: str, months: Sequence[Month], step: int
) -> PeriodFault:
    assert heading.day is not None
    return PeriodFault(
        position,
        f'"{text}", the day {day_label(heading.day)}, which does not follow the months beside it; '
        f"{cause_of_odd_day(heading.day)}",
        _typed(position, months, step),
    )


def day_label(day: date) -> str:
    """A day with its month in words: ``19 August 2026``."""
    return f"{day.day} {day:%B %Y}"


def cause_of_odd_day(day: date) -> str:
    """How a date that was meant for a month came to be a day."""
    return (
        f"likely cause: typed as {day:%b}-{day.day:02}, of which Excel makes a day of the present "
        "year"
    )


def _typed(position: int, months: Sequence[Month], step: int) -> str:
    """What to type so that the sequence of the months goes on."""
    if position:
        wanted = Month(months[position - 1] + step)
    else:
        wanted = Month(months[1] - step) if len(months) > 1 else months[0]
    return f"Type the month with its whole year, such as {whole_year_label(wanted)}"


def whole_year_label(month: Month) -> str:
    """A month as Excel cannot mistake it: ``Aug 2019``."""
    return month_label(month)[:3] + f" {month // MONTHS_A_YEAR}"


def _odd_one(pair: tuple[int, int], months: Sequence[Month], step: int) -> int:
    """Which of two headings far apart is wrong: the one without which the others go on best."""
    first, second = pair

    def gap_without(position: int) -> int:
        if position in (0, len(months) - 1):
            return 0
        return abs(months[position + 1] - months[position - 1] - 2 * step)

    return first if gap_without(first) < gap_without(second) else second


def states_of(headings: Mapping[Month, PeriodHeading]) -> dict[State, list[Month]]:
    """The months by what their markers say."""
    found: dict[State, list[Month]] = {}
    for month, heading in headings.items():
        if heading.state is not None:
            found.setdefault(heading.state, []).append(month)
    return found
