"""What a commentary says in numbers: shares, sums, rises and falls, values of a month.

Cautious on purpose: a claim is taken from a text only where its words leave little doubt, for a
false finding costs more trust than a missed one.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from xlscorecard.core.checks.commentary.claim_patterns import (
    ANY_NUMBER,
    CHAIN,
    DATED,
    DENIED,
    DIGITS,
    IN_ALL,
    MADE_UP,
    MASKS,
    MONTH_SAID,
    MONTH_VALUE,
    MOVED_BY,
    MOVEMENT,
    NEW_TOTAL,
    NO_AMOUNT,
    OF_A_MONTH,
    ON_TOP,
    REST,
    SHARES,
    SUBJECTS,
    SUMS,
    TWO_PARTS,
    WAS,
)
from xlscorecard.core.domain.period import MONTHS_A_YEAR, Month, parse_month, year_and_number


class Amount(NamedTuple):
    """A number as it is written: its value, its decimal places, whether it is a percentage."""

    value: float
    decimals: int
    percentage: bool
    text: str


class Share(NamedTuple):
    """'765 of 2,230 (32%)'."""

    part: Amount
    whole: Amount
    share: Amount


class Sum(NamedTuple):
    """'2,108 plus 144 is 2,374'."""

    parts: tuple[Amount, ...]
    total: Amount


class Parts:
    """Sums of which the parts stand in a list."""


class MovedBy(NamedTuple):
    """'fell 28% from 66 to 54', 'dropped 9.2 points from 88.3% to 81.1%'."""

    by: Amount
    in_points: bool
    earlier: Amount
    later: Amount


class Movement(NamedTuple):
    """'rose from 7.0% in May to 6.8% in June'; a month is None where none is named."""

    rises: bool
    earlier: Amount
    later: Amount
    earlier_month: Month | None
    later_month: Month | None
    word: str


class MonthValue(NamedTuple):
    """'The figure for Aug-19 was 126'."""

    month: Month
    amount: Amount


Claim = Share | Sum | Movement | MovedBy | MonthValue
_FEWEST_PARTS = 3
# Parts that make much more, or much less, are no list of all parts.
_NEAR_TOTAL = 0.2


def claims(text: str, reporting: Month, lowers: Sequence[str]) -> Iterator[Claim]:
    """The claims of a commentary; a month without a year is the latest up to the reporting one.

    ``lowers`` are its words and signs in small letters.
    """
    if _MAY_HOLD_ANY.isdisjoint(lowers):
        return  # the quick answer for most texts
    kinds = [kind for kind, words in _MAY_HOLD.items() if not words.isdisjoint(lowers)]
    masked = without_dates(text)
    if Share in kinds:
        yield from _shares(masked)
    if Sum in kinds:
        yield from _sums(masked)
    if Parts in kinds and sum(lower[0] in DIGITS for lower in lowers) >= _FEWEST_PARTS:
        yield from _lists(masked)
    if Movement in kinds:
        yield from _movements(text, masked, reporting)
        yield from _moved_by(masked)
    if MonthValue in kinds:
        yield from _month_values(text, masked, reporting)


_MAY_HOLD: dict[type, frozenset[str]] = {
    Share: frozenset({"("}),
    Sum: frozenset({"plus", "+", "further", "another", "additional", "extra"}),
    Parts: frozenset(
        {
            "made",
            "split",
            "total",
            "totalling",
            "totals",
            "other",
            "others",
            "comprised",
            "comprising",
            "comprise",
            "consist",
            "consisting",
            "make",
            "makes",
            "making",
            "give",
            "all",
            "(",
            ":",
            "together",
            "rest",
            "remainder",
        }
    ),
    Movement: frozenset({"from", "("}),
    MonthValue: frozenset(SUBJECTS),
}

"""Words of which one stands in each text that holds a claim of a kind."""
_MAY_HOLD_ANY = frozenset().union(*_MAY_HOLD.values())


def _shares(masked: str) -> Iterator[Share]:
    for pattern in SHARES:
        for found in pattern.finditer(masked):
            part, whole, share = (_amount(found[name]) for name in ("part", "whole", "share"))
            if share.percentage and not part.percentage and not whole.percentage:
                yield Share(part, whole, share)


def _sums(masked: str) -> Iterator[Sum]:
    chains = list(CHAIN.finditer(masked))
    for chain in chains:
        parts = tuple(map(_amount, ANY_NUMBER.findall(chain["parts"])))
        yield Sum(parts, _amount(chain["total"]))
    for pattern in SUMS:
        for found in pattern.finditer(masked):
            before = masked[: found.start()].rstrip()
            is_longer = before.endswith(("+", "plus", ",", "and"))
            if not is_longer and not any(
                chain.start() < found.end() and found.start() < chain.end() for chain in chains
            ):
                first, second, total = (
                    _amount(found[name]) for name in ("first", "second", "total")
                )
                yield Sum((first, second), total)
    yield from _sum_in_three_places(masked)


def _lists(masked: str) -> Iterator[Sum]:
    """Totals with all their parts: each part of them, or of their months, is named."""
    for found in MADE_UP.finditer(masked):
        parts = found["parts"]
        names_all = REST.search(parts) or all(map(OF_A_MONTH.match, parts.split(", ")))
        if names_all or not found["open"]:
            yield from _list(found["total"], parts)
    for found in IN_ALL.finditer(masked):
        total = found["after"] or found["made"] or found["before"]
        fewest = 2 if TWO_PARTS.match(found["parts"]) else _FEWEST_PARTS
        yield from _list(total, found["parts"], fewest)


def _list(total: str, text: str, fewest: int = _FEWEST_PARTS) -> Iterator[Sum]:
    parts = tuple(map(_amount, ANY_NUMBER.findall(text)))
    of_all = _amount(total)
    near = abs(sum(part.value for part in parts) - of_all.value) <= _NEAR_TOTAL * of_all.value
    if len(parts) >= fewest and near and "+" not in text:
        yield Sum(parts, of_all)


def _moved_by(masked: str) -> Iterator[MovedBy]:
    for found in (found for pattern in MOVED_BY for found in pattern.finditer(masked)):
        by = _amount(found["by"])
        earlier, later = _amount(found["earlier"]), _amount(found["later"])
        in_points = found["points"] is not None
        if earlier.percentage == later.percentage and (in_points <= later.percentage):
            yield MovedBy(by, in_points, earlier, later)


def _movements(text: str, masked: str, reporting: Month) -> Iterator[Movement]:
    for found in MOVEMENT.finditer(masked):
        before = masked[max(0, found.start() - _LOOK_BACK) : found.start()].rpartition(".")[2]
        if not DENIED.search(before + found[0]):
            yield Movement(
                rises=found["up"] is not None,
                earlier=_amount(found["earlier"]),
                later=_amount(found["later"]),
                earlier_month=_month(text, found, "earlier_month", reporting),
                later_month=_month(text, found, "later_month", reporting),
                word=found["word"],
            )


def _month_values(text: str, masked: str, reporting: Month) -> Iterator[MonthValue]:
    for found in MONTH_VALUE.finditer(masked):
        month = _month(text, found, "month", reporting)
        if month is not None:
            yield MonthValue(month, _amount(found["amount"]))


_LOOK_BACK = 12


def months_named(text: str, reporting: Month) -> set[Month]:
    """The months that a text names; one without a year is the latest up to the reporting one."""
    found = (_month_of_name(name[0], reporting) for name in MONTH_SAID.finditer(text))
    return {month for month in found if month is not None}


def holds_amount(text: str) -> bool:
    """Whether a text gives a figure, not only dates, ages, ordinals and the like."""
    return any(map(str.isdigit, text)) and any(map(DIGITS.__contains__, without_dates(text)))


def without_dates(text: str) -> str:
    """The text with other signs in place of the digits that count nothing."""
    return NO_AMOUNT.sub(_mask, DATED.sub(_mask, text))


def _mask(found: "re.Match[str]") -> str:
    letters = found[0].translate(str.maketrans(DIGITS, MASKS))
    return re.sub(r"[^\w\s]", "_", letters)


def _sum_in_three_places(masked: str) -> Iterator[Sum]:
    """A sum of which the parts stand apart: taken only where there is one of each."""
    was, on_top, total = (
        [_amount(found["amount"]) for found in pattern.finditer(masked)]
        for pattern in (WAS, ON_TOP, NEW_TOTAL)
    )
    if len(was) == len(on_top) == len(total) == 1:
        yield Sum((was[0], on_top[0]), total[0])


def _amount(text: str) -> Amount:
    digits = text.strip("£% ").replace(",", "")
    _, _, decimals = digits.partition(".")
    return Amount(float(digits), len(decimals), text.endswith("%"), text.strip())


def _month(text: str, found: "re.Match[str]", group: str, reporting: Month) -> Month | None:
    """The month that a group of a match names in the text; None where it names none."""
    if found[group] is None:
        return None
    return _month_of_name(text[found.start(group) : found.end(group)], reporting)


def _month_of_name(name: str, reporting: Month) -> Month | None:
    if (named := parse_month(name)) is not None:
        return named
    year, _ = year_and_number(reporting)
    this_year = parse_month(f"{name} {year}")
    if this_year is None:
        return None
    return this_year if this_year <= reporting else Month(this_year - MONTHS_A_YEAR)
