"""Two properties: no month is computed silently for another, and what we write is right."""

import math
import tempfile
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path
from statistics import fmean

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.cases.scorecard_files import EH1A, MONTHS, Content, first_days, indicator, save
from tests.cases.scorecard_outcomes import JULY, approximately, checked, refreshed

EXAMPLES = settings(max_examples=100, deadline=None)
KNOWN = frozenset(
    {
        "#", "code", "id", "kpi", "pi", "sn", "no.", "ref", "ref.", "indicator", "measure",
        "metric", "title", "owner", "lead", "service", "target", "dot", "aim", "trend",
        "commentary", "comments", "comment", "notes", "england", "london", "national",
        "standard", "reporter", "outcome", "maximum", "polarity", "region", "percentage",
    }
)  # fmt: skip
"""Short headings that some table may know; the property is about those that none does."""

# -- whatever stands over the newest column -----------------------------------------------------

NEAR = st.sampled_from(
    ["Aug", "August", "Agust", "Sep", "Q2", "Q1 19/20", "2019", "19", "2019/20", "YTD", "Aug-19",
     "AUG 2019", "Aug-20", "2019-08", "31/08/2019", "8/2019", "201908", "Month 8", "P5", "this",
     "Max", "Actual", "Total", "2010-11", "May-18", "Jul-19", "Jun-20"]
)  # fmt: skip
NOISE = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Co", "Cn")), max_size=6)
TEXTS = st.one_of(
    NOISE,
    NEAR,
    st.builds(lambda text, noise: f"{text}{noise}", NEAR, NOISE),
    st.builds(lambda noise, text: f"{noise} {text}", NOISE, NEAR),
    st.builds(lambda text, at, letter: f"{text[:at]}{letter}{text[at + 1:]}", NEAR,
              st.integers(0, 6), st.sampled_from("aeghlpsty0129-/ ")),
).filter(lambda text: text.strip(" .,:;!?'\"()[]*-_/").lower() not in KNOWN)  # fmt: skip
NUMBERS = st.one_of(
    st.integers(-10, 3000),
    st.integers(32_000, 74_000),  # serial numbers of days, 1987 to 2102
    st.floats(-1e6, 1e6, allow_nan=False),
)
DATES = st.one_of(
    st.dates(date(1901, 1, 1), date(2150, 1, 1)),
    st.dates(date(2018, 1, 1), date(2021, 1, 1)),
    st.builds(lambda year: date(year, 8, 19), st.integers(2015, 2035)),
)
HEADINGS: st.SearchStrategy[Content] = st.one_of(st.none(), TEXTS, NUMBERS, DATES)


@EXAMPLES
@given(heading=HEADINGS, others=st.sampled_from([MONTHS[:-1], first_days()[:-1]]),
       newest_first=st.booleans())  # fmt: skip
def test_the_figures_of_another_month_are_never_written_silently(
    heading: Content, others: tuple[Content, ...], newest_first: bool
) -> None:
    # Jul-19 is the newest month beside it; its figures mean that the newest column was passed over.
    periods = (*others, heading)
    values = EH1A
    if newest_first:
        periods, values = periods[::-1], values[::-1]
    cell = "F1" if newest_first else "U1"
    with tempfile.TemporaryDirectory() as folder:
        rows = [indicator(f"A{number}", values) for number in range(1, 4)]
        outcome = refreshed(save(Path(folder) / "scorecard.xlsx", *rows, periods=periods))
        if outcome.refused:
            return
        if outcome.figures() == approximately(*JULY):
            assert outcome.about(cell), f"{heading!r}: July was computed, and nothing was said"


@EXAMPLES
@given(heading=HEADINGS)
def test_a_column_after_the_newest_month_is_never_passed_over_silently(heading: Content) -> None:
    # The same with a right Aug-19 before it, whose figures stand already: nothing to write, and yet
    # the column that may be Sep-19 is named, or computed.
    with tempfile.TemporaryDirectory() as folder:
        rows = [indicator(f"A{number}", (*EH1A, 118)) for number in range(1, 4)]
        path = save(Path(folder) / "scorecard.xlsx", *rows, periods=(*MONTHS, heading))
        outcome = refreshed(path)
        passed_over = not outcome.refused and outcome.figures()[4] == 76.25
        if passed_over:
            assert outcome.about("V1"), f"{heading!r}: Aug-19 was computed, and nothing was said"


# -- refresh, then check ------------------------------------------------------------------------

VALUES = st.one_of(
    st.integers(1, 3000),
    st.decimals("0.1", "99999", places=2).map(float),
    st.decimals("0.001", "9.999", places=3).map(float),
    st.builds(lambda a, b: a / b, st.integers(1, 9999), st.integers(1, 997)),
    st.builds(lambda a, b: (a + b) / 10 + 0.1 + 0.2, st.integers(0, 99), st.integers(1, 99)),
)
ROWS = st.lists(st.one_of(VALUES, VALUES, VALUES, st.none()), min_size=16, max_size=16)


def in_digits(digits: int) -> Callable[[float], float]:
    """The number as a program that writes so many digits leaves it."""
    return lambda number: float(f"{number:.{digits}g}")


def summed(values: list[float]) -> dict[str, float]:
    """The mean as several programs add it."""
    exact = sum(map(Fraction, values)) / len(values)
    total = 0.0
    for value in reversed(values):
        total += value
    running = 0.0
    for number, value in enumerate(values, start=1):
        running += (value - running) / number
    return {
        "exact": float(exact),
        "forwards": sum(values) / len(values),
        "backwards": total / len(values),
        "smallest first": sum(sorted(values)) / len(values),
        "largest first": sum(sorted(values, reverse=True)) / len(values),
        "running": running,
        "shares": sum(value / len(values) for value in values),
        "fmean": fmean(values),
    }


@EXAMPLES
@given(
    values=ROWS,
    digits=st.sampled_from([15, 16, 17]),
    values_digits=st.sampled_from([None, 15, 16, 17]),
    order=st.sampled_from(sorted(summed([1.0]))),
    percentage=st.booleans(),
    difference=st.booleans(),
)
def test_after_a_refresh_a_check_finds_nothing_wrong_in_computed_cells(
    values: list[float | None],
    digits: int,
    values_digits: int | None,
    order: str,
    percentage: bool,
    difference: bool,
) -> None:
    # Aug-19 has a value, so that the reporting period is the same afterwards.
    assume(values[15] is not None)
    for base in (values[14], values[3]):
        # Below a ten-thousandth the digits of the values themselves decide about the change.
        change = 0.0 if base is None else float(values[15] or 0) / base - 1
        assume(change == 0 or abs(change) > 1e-4)
    window = [value for value in values[4:] if value is not None]
    written_again = in_digits(digits)
    with tempfile.TemporaryDirectory() as folder:
        row = indicator(
            "A1",
            values,
            number_format="0.0%" if percentage else "General",
            Percentage="P" if percentage else "-",
        )
        path = refreshed(save(Path(folder) / "scorecard.xlsx", row, indicator("A2"))).path
        book = load_workbook(path)
        page = book.worksheets[0]
        assert isinstance(page, Worksheet)
        assert math.isclose(float(str(page["AA2"].value)), fmean(window), rel_tol=1e-12)
        page["AA2"].value = written_again(summed(window)[order])
        page["AB2"].value = written_again(float(max(window)))
        for cell, base in (("W2", values[14]), ("Y2", values[3])):
            if isinstance(page[cell].value, int | float) and base is not None:
                current = float(values[15] or 0)
                other = (current - base) / base if difference else current / base - 1
                page[cell].value = written_again(other)
        if values_digits is not None:
            for number, value in enumerate(values):
                if value is not None:
                    page.cell(2, 6 + number).value = in_digits(values_digits)(value)
        book.save(path)
        outcome = checked(path)
        for column in ("V", "W", "X", "Y", "AA", "AB"):
            for number in (2, 3):
                assert not outcome.about(f"{column}{number}", "wrong", "doubtful")
        assert not outcome.saying("typed over")


@EXAMPLES
@given(values=ROWS, decimals=st.integers(0, 3))
def test_figures_rounded_as_printed_are_right_as_well(
    values: list[float | None], decimals: int
) -> None:
    # "A published figure is the result if it lies within half a unit of its last printed digit."
    assume(values[15] is not None)
    window = [Fraction(value) for value in values[4:] if value is not None]
    mean = sum(window) / len(window)
    unit = Fraction(1, 10**decimals)
    printed = float(math.floor(mean / unit + Fraction(1, 2)) * unit)
    assume(printed != 0)
    with tempfile.TemporaryDirectory() as folder:
        row = indicator("A1", values, Average=printed)
        # A last digit of 0 is not stored: 76.0 is the number 76. The format prints it.
        shown = "0" if decimals == 0 else "0." + "0" * decimals
        path = save(Path(folder) / "scorecard.xlsx", row, indicator("A2"), formats={"AA2": shown})
        outcome = refreshed(path)
        assert not outcome.about("AA2", "wrong", "doubtful")
