"""What a commentary says in numbers: shares, sums, rises and falls, values of a month.

Cautious on purpose: a claim is taken from a text only where its words leave little doubt, for a
false finding costs more trust than a missed one.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

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

    first: Amount
    second: Amount
    total: Amount


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


Claim = Share | Sum | Movement | MonthValue

# Numbers that count nothing: dates, years, quarters, ages, ranges, ordinals, spans of time.
_NO_AMOUNT = re.compile(
    r"""(?xi)
    \b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b            # 10/07/19
    | \b(?:19|20)\d\d\s?[-/–]\s?\d{2,4}\b         # 2018/19
    | \b\d{2}[/]\d{2}\b                           # 18/19
    | \b\d+\s?[-–]\s?\d+\b                        # 16-17
    | \b\d+(?:st|nd|rd|th)\b                      # 8th
    | \b(?:q|quarter|year|section|aged?|phase|day|week)\s?\d+\b
    | \b\d+\s?(?:st|nd|rd|th)?\s(?:january|february|march|april|may|june|july|august|september
        |october|november|december)\b             # 31 March
    | \b(?:19|20)\d\d\b(?![,.]\d|%)               # 2019
    | \b\d+[-\s](?:months?|mths?|weeks?|days?|hours?|years?|yr)\b   # 12 month average
    | \d+\+                                       # 21+
    """
)
_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)"
)
_DATED = re.compile(rf"(?i)\b{_MONTH}[\s\-’']*(?:20)?\d\d\b")
# Digits of what is no amount are masked by these, so that they read as letters.
_DIGITS, _MASKS = "0123456789", "⓪①②③④⑤⑥⑦⑧⑨"
_MONTH_NAME = rf"{_MONTH}(?![a-z])(?:[\s_]*[{_MASKS}]{{2,4}})?"

_NUMBER = r"[£]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:\s?%)?(?![\w£]|[.,/\-–]\d)"
_BEFORE = r"(?<![\w£.,/\-–])"
_GAP = r"[^\d.;()%£]"
_ARTICLES = r"(?:(?:the|a|an|all|our|its|their|these|those|total|possible)\s+)*"
_SPOKEN = r"(?:or|i\.?e\.?|=|about|around)?\s*"

_SHARES = (
    # 765 claims out of a target of 2,230 families (32%
    re.compile(
        rf"(?i){_BEFORE}(?P<part>{_NUMBER}){_GAP}{{0,60}}?\bof\s+{_ARTICLES}"
        rf"(?P<whole>{_NUMBER}){_GAP}{{0,60}}?\({_SPOKEN}(?P<share>{_NUMBER})"
    ),
    # 45 (75%) of the 60
    re.compile(
        rf"(?i){_BEFORE}(?P<part>{_NUMBER})\s*\({_SPOKEN}(?P<share>{_NUMBER})\)\s*(?:out\s+)?of\s+"
        rf"{_ARTICLES}(?P<whole>{_NUMBER})"
    ),
    # 1,115 (50% conversion rate of 2,230)
    re.compile(
        rf"(?i){_BEFORE}(?P<part>{_NUMBER})\s*\((?P<share>{_NUMBER}){_GAP}{{0,30}}?\bof\s+"
        rf"{_ARTICLES}(?P<whole>{_NUMBER})\)"
    ),
)
_PLUS = r"(?:\bplus\b|\+|\b(?:and|with)\s+(?:a\s+)?(?:further|another|an\s+additional)\b)"
_MAKES = r"(?:=|\bequals?\b|\btotal(?:ling)?\b|\bcumulative\b|\b(?:gives?|giving|makes?|making)\b)"
_ADDED = (
    rf"(?i){_BEFORE}(?P<first>{_NUMBER}){_GAP}{{0,60}}?{_PLUS}{_GAP}{{0,20}}?(?P<second>{_NUMBER})"
)
_SUMS = (
    # 85 claims and a further 68, a cumulative 153
    re.compile(rf"{_ADDED}{_GAP}{{0,80}}?{_MAKES}{_GAP}{{0,30}}?(?P<total>{_NUMBER})"),
    # 85 claims plus 68, 153 in total
    re.compile(
        rf"{_ADDED}{_GAP}{{0,40}}?(?P<total>{_NUMBER}){_GAP}{{0,30}}?\b(?:in\s+total|altogether)"
    ),
)
# In three places of a text: what there was, what came on top, and what that brings the total to.
_WAS = re.compile(
    rf"(?i){_BEFORE}(?P<amount>{_NUMBER})(?:\s+[a-z]+){{0,5}}?\s+(?:by|at|before)\s+the\s+"
    r"(?:end|start|beginning)\s+of\b"
)
_ON_TOP = re.compile(rf"(?i)\b(?:additional|further|extra|another)\s+(?P<amount>{_NUMBER})")
_NEW_TOTAL = re.compile(
    rf"(?i)\b(?:brings?|bringing|takes?|taking)\s+(?:our|the|this|its)\s+total\b[^.;]{{0,100}}?"
    rf"\bto\s+(?P<amount>{_NUMBER})"
)
_UP = r"(?:increas(?:e|ed|es|ing)|ris(?:e|en|es|ing)|rose|grew|grown|risen|up)"
_DOWN = (
    r"(?:decreas(?:e|ed|es|ing)|fall(?:en|s|ing)?|fell|drop(?:ped|s|ping)?|declin(?:e|ed|es|ing)"
    r"|reduc(?:ed|es|ing|tion)|down)"
)
_MOVEMENT = re.compile(
    rf"(?i)\b(?P<word>(?P<up>{_UP})|{_DOWN})\b{_GAP}{{0,25}}?\bfrom\s+(?P<earlier>{_NUMBER})"
    rf"(?:\s+(?:[a-z]+\s+){{0,2}}?(?:in|at|for|during)\s+(?P<earlier_month>{_MONTH_NAME}))?"
    rf"[^\d.;%£]{{0,40}}?\bto\s+(?P<later>{_NUMBER})"
    rf"(?:\s+(?:[a-z]+\s+){{0,2}}?(?:in|at|for|during)\s+(?P<later_month>{_MONTH_NAME}))?"
)
_DENIED = re.compile(r"(?i)\b(?:not|never|rather\s+than|instead\s+of|could|would|should|may)\b|n't")
_SUBJECTS = (
    "figure", "rate", "value", "performance", "percentage", "measure", "indicator", "result",
    "outturn", "proportion",
)  # fmt: skip
_SUBJECT = f"(?:{'|'.join(_SUBJECTS)})"
_MONTH_VALUE = re.compile(
    rf"(?i)\b(?:the|this|our)\s+(?:\w+\s+)?{_SUBJECT}\s+(?:in|for|at|of)\s+(?P<month>{_MONTH_NAME})"
    rf"\s+(?:is|was|stands\s+at|stood\s+at|of)\s+(?P<amount>{_NUMBER})"
)


def claims(text: str, reporting: Month) -> Iterator[Claim]:
    """The claims of a commentary; a month without a year is the latest up to the reporting one."""
    lower = text.casefold()
    kinds = [kind for kind, may_hold in _MAY_HOLD.items() if may_hold(lower)]
    if not kinds or not any(map(str.isdigit, text)):
        return  # the quick answer for most texts
    masked = _NO_AMOUNT.sub(_mask, _DATED.sub(_mask, text))
    if Share in kinds:
        yield from _shares(masked)
    if Sum in kinds:
        yield from _sums(masked)
    if Movement in kinds:
        yield from _movements(text, masked, reporting)
    if MonthValue in kinds:
        yield from _month_values(text, masked, reporting)


_MAY_HOLD: dict[type[Claim], Callable[[str], bool]] = {
    Share: lambda text: "%" in text and "(" in text,
    Sum: lambda text: any(
        word in text for word in ("plus", "+", "further", "another", "additional", "extra")
    ),
    Movement: lambda text: "from" in text and "to" in text,
    MonthValue: lambda text: any(word in text for word in _SUBJECTS),
}
"""Words without which a text holds no claim of a kind; the text is in small letters."""


def _shares(masked: str) -> Iterator[Share]:
    for pattern in _SHARES:
        for found in pattern.finditer(masked):
            part, whole, share = (_amount(found[name]) for name in ("part", "whole", "share"))
            if share.percentage and not part.percentage and not whole.percentage:
                yield Share(part, whole, share)


def _sums(masked: str) -> Iterator[Sum]:
    for pattern in _SUMS:
        for found in pattern.finditer(masked):
            yield Sum(*(_amount(found[name]) for name in ("first", "second", "total")))
    yield from _sum_in_three_places(masked)


def _movements(text: str, masked: str, reporting: Month) -> Iterator[Movement]:
    for found in _MOVEMENT.finditer(masked):
        before = masked[max(0, found.start() - _LOOK_BACK) : found.start()].rpartition(".")[2]
        if not _DENIED.search(before + found[0]):
            yield Movement(
                rises=found["up"] is not None,
                earlier=_amount(found["earlier"]),
                later=_amount(found["later"]),
                earlier_month=_month(text, found, "earlier_month", reporting),
                later_month=_month(text, found, "later_month", reporting),
                word=found["word"],
            )


def _month_values(text: str, masked: str, reporting: Month) -> Iterator[MonthValue]:
    for found in _MONTH_VALUE.finditer(masked):
        month = _month(text, found, "month", reporting)
        if month is not None:
            yield MonthValue(month, _amount(found["amount"]))


_LOOK_BACK = 12


def _mask(found: "re.Match[str]") -> str:
    letters = found[0].translate(str.maketrans(_DIGITS, _MASKS))
    return re.sub(r"[^\w\s]", "_", letters)


def _sum_in_three_places(masked: str) -> Iterator[Sum]:
    """A sum of which the parts stand apart: taken only where there is one of each."""
    was, on_top, total = (
        [_amount(found["amount"]) for found in pattern.finditer(masked)]
        for pattern in (_WAS, _ON_TOP, _NEW_TOTAL)
    )
    if len(was) == len(on_top) == len(total) == 1:
        yield Sum(was[0], on_top[0], total[0])


def _amount(text: str) -> Amount:
    digits = text.strip("£% ").replace(",", "")
    _, _, decimals = digits.partition(".")
    return Amount(float(digits), len(decimals), text.endswith("%"), text.strip())


def _month(text: str, found: "re.Match[str]", group: str, reporting: Month) -> Month | None:
    """The month that a group of a match names in the text; None where it names none."""
    if found[group] is None:
        return None
    name = text[found.start(group) : found.end(group)]
    if (named := parse_month(name)) is not None:
        return named
    year, _ = year_and_number(reporting)
    this_year = parse_month(f"{name} {year}")
    if this_year is None:
        return None
    return this_year if this_year <= reporting else Month(this_year - MONTHS_A_YEAR)
