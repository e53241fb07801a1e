"""Month headings, quarters and financial years, as measures.md ('Periods') wants them."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlscorecard.core.domain.period import (
    FinancialYear,
    Frequency,
    Month,
    month_label,
    month_of,
    month_of_date,
    parse_month,
    year_and_number,
)
from xlscorecard.errors import InvalidValueError

AUGUST_2019 = month_of(2019, 8)
MONTHLY, QUARTERLY, ANNUAL = Frequency.MONTHLY, Frequency.QUARTERLY, Frequency.ANNUAL

months = st.builds(month_of, st.integers(1990, 2099), st.integers(1, 12))


@pytest.mark.parametrize(
    "heading",
    [
        # measures.md, 'Periods'
        "Aug-19", "August 2019", "Aug 19", "2019-08",
        # the same with another case, sign, space or line break
        "AUG-19", "aug-19", "Aug-2019", "Aug–19", "Aug/19", "Aug'19", "Aug’19", "Aug.19",
        "Aug. 2019", " Aug-19 ", "Aug\n19", "Aug\u00a019", "Aug  2019", "Aug19", "August-19",
        "2019/08", "2019-8", "8/2019", "08/2019", "2019-08-01", "2019-08-31",
        "2019-08-01 00:00:00", "2019-08-01T00:00:00",
    ],
)  # fmt: skip
def test_every_spelling_of_a_month_heading_names_the_same_month(heading: str) -> None:
    assert parse_month(heading) == AUGUST_2019


@pytest.mark.parametrize(
    ("heading", "number"),
    [
        ("Jan-19", 1), ("Feb-19", 2), ("Mar-19", 3), ("Apr-19", 4), ("May-19", 5), ("Jun-19", 6),
        ("Jul-19", 7), ("Aug-19", 8), ("Sep-19", 9), ("Sept-19", 9), ("Oct-19", 10),
        ("Nov-19", 11), ("Dec-19", 12), ("June 2019", 6), ("July 2019", 7), ("September 2019", 9),
    ],
)  # fmt: skip
def test_each_month_is_known_by_its_name(heading: str, number: int) -> None:
    month = parse_month(heading)
    assert month is not None
    assert year_and_number(month) == (2019, number)


@pytest.mark.parametrize(
    ("heading", "year"), [("Aug-00", 2000), ("Aug-69", 2069), ("Aug-99", 2099), ("Aug-1999", 1999)]
)
def test_a_year_of_two_digits_is_of_the_2000s(heading: str, year: int) -> None:
    assert parse_month(heading) == month_of(year, 8)


@pytest.mark.parametrize(
    "heading",
    [
        "", " ", "-", "August", "2019", "19", "Aug", "Au-19", "Aug-9", "Aug-019", "Aug-20190",
        "Augustus-19", "Ago-19", "19-08", "2019-13", "2019-00", "0/2019", "13/2019", "Aug-1989",
        "Aug-2100", "2019-8-1-1", "Q1 2019", "18-19", "2018/19", "2018-19", "Target 18-19",
        "Commentary (Aug-19)", "Updated Mar-19", "May 2018 to Aug 2019", "Ma-19", "Sep tember 19",
    ],
)  # fmt: skip
def test_a_text_that_names_no_month_is_none(heading: str) -> None:
    assert parse_month(heading) is None


def test_a_financial_year_is_never_taken_for_a_month() -> None:
    # 2012-13 is a year; only up to 12 may a second number be a month.
    assert parse_month("2012-13") is None
    assert parse_month("2011-12") == month_of(2011, 12)


@pytest.mark.parametrize("day", [date(2019, 8, 1), date(2019, 8, 31), datetime(2019, 8, 15, 9)])
def test_any_day_of_a_month_stands_for_the_month(day: date) -> None:
    assert month_of_date(day) == AUGUST_2019


@pytest.mark.parametrize("number", [0, 13, -1])
def test_a_month_that_the_calendar_lacks_is_refused(number: int) -> None:
    with pytest.raises(InvalidValueError) as caught:
        month_of(2019, number)
    assert str(caught.value) == (
        f"month: {number}; expected a number from 1 to 12. Name a month of the calendar."
    )


def test_the_month_before_is_one_less_and_a_year_ago_twelve_less() -> None:
    assert month_of(2019, 1) - 1 == month_of(2018, 12)
    assert month_of(2018, 8) == AUGUST_2019 - 12


def test_a_month_is_labelled_as_the_scorecard_heads_its_column() -> None:
    labels = [month_label(Month(month)) for month in range(month_of(2018, 5), AUGUST_2019 + 1)]
    # scorecard.txt, the header
    assert labels == [
        "May-18", "Jun-18", "Jul-18", "Aug-18", "Sep-18", "Oct-18", "Nov-18", "Dec-18",
        "Jan-19", "Feb-19", "Mar-19", "Apr-19", "May-19", "Jun-19", "Jul-19", "Aug-19",
    ]  # fmt: skip


@given(months.filter(lambda month: month >= month_of(2000, 1)))
def test_a_label_reads_back_as_its_month(month: Month) -> None:
    assert parse_month(month_label(month)) == month


@given(months)
def test_year_and_number_make_the_month_again(month: Month) -> None:
    assert month_of(*year_and_number(month)) == month


@pytest.mark.parametrize(
    ("quarter", "numbers", "year"),
    [("Q1", (4, 5, 6), 2019), ("Q2", (7, 8, 9), 2019), ("Q3", (10, 11, 12), 2019),
     ("Q4", (1, 2, 3), 2020)],
)  # fmt: skip
def test_quarters_are_those_of_the_financial_year(
    quarter: str, numbers: tuple[int, ...], year: int
) -> None:
    in_quarter = [month_of(year, number) for number in numbers]
    (period,) = {QUARTERLY.period_of(month) for month in in_quarter}
    assert QUARTERLY.label(period) == f"{quarter} 2019-20"
    assert (QUARTERLY.first_month(period), QUARTERLY.last_month(period)) == (
        in_quarter[0],
        in_quarter[-1],
    )


def test_a_financial_year_runs_from_april_to_march() -> None:
    april, march = month_of(2018, 4), month_of(2019, 3)
    year = ANNUAL.period_of(april)
    assert {ANNUAL.period_of(Month(month)) for month in range(april, march + 1)} == {year}
    assert ANNUAL.period_of(Month(april - 1)) == year - 1
    assert ANNUAL.period_of(Month(march + 1)) == year + 1
    assert (ANNUAL.first_month(year), ANNUAL.last_month(year)) == (april, march)
    assert ANNUAL.label(year) == "2018-19"
    assert FinancialYear.containing(april) == FinancialYear.containing(march) == FinancialYear(2018)


def test_a_monthly_period_is_labelled_as_the_month() -> None:
    assert MONTHLY.label(MONTHLY.period_of(AUGUST_2019)) == "Aug-19"


@pytest.mark.parametrize("frequency", list(Frequency))
@given(month=months)
def test_a_month_lies_in_its_period_and_periods_join_without_a_gap(
    frequency: Frequency, month: Month
) -> None:
    period = frequency.period_of(month)
    assert frequency.first_month(period) <= month <= frequency.last_month(period)
    assert frequency.last_month(period) + 1 == frequency.first_month(period + 1)
    assert frequency.period_of(Month(month - 12)) == period - frequency.periods_a_year


@pytest.mark.parametrize(
    "text",
    ["18-19", "2018/19", "2018-19", "18/19", "2018-2019", "2018/2019", "18–19", "2018 / 19",
     " 18-19 "],
)  # fmt: skip
def test_every_spelling_of_a_financial_year_names_the_same_one(text: str) -> None:
    assert FinancialYear.parse(text) == FinancialYear(2018)


@pytest.mark.parametrize(
    ("text", "start"), [("99-00", 2099), ("1999-00", 1999), ("1999-2000", 1999), ("09/10", 2009)]
)
def test_a_financial_year_may_cross_a_century(text: str, start: int) -> None:
    assert FinancialYear.parse(text) == FinancialYear(start)


@pytest.mark.parametrize(
    "text",
    ["", "2018", "18", "18-20", "19-18", "18-18", "2018-2020", "2018-1919", "1918-2019", "8-9",
     "Aug-19", "18-19-20", "2018-08"],
)  # fmt: skip
def test_a_text_that_names_no_financial_year_is_none(text: str) -> None:
    assert FinancialYear.parse(text) is None


@pytest.mark.parametrize(
    ("start", "name"), [(2018, "2018-19"), (1999, "1999-00"), (2009, "2009-10")]
)
def test_a_financial_year_is_named_by_both_its_calendar_years(start: int, name: str) -> None:
    assert str(FinancialYear(start)) == name
    assert FinancialYear.parse(name) == FinancialYear(start)
