"""Headings that are dates, years and serial numbers, and dates that are no headings."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl.utils import get_column_letter

from tests.cases.scorecard_files import (
    AFTER,
    EH1A,
    MONTHS,
    Content,
    first_days,
    indicator,
    months,
    save,
)
from tests.cases.scorecard_outcomes import AUGUST, REFUSED, approximately, month, refreshed

FIRSTS = first_days()
"""1 May 2018 to 1 August 2019, columns F to U."""
MONTH_ENDS = tuple(day - timedelta(days=1) for day in first_days("Jun-18"))
"""31 May 2018 to 31 August 2019."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "scorecard.xlsx"


def serial(day: date) -> int:
    """The number by which Excel counts a day: 1 is 1 January 1900, with its leap-year slip."""
    return (day - date(1899, 12, 30)).days


# -- Aug-19 typed in another year ---------------------------------------------------------------


@pytest.mark.parametrize("days", [FIRSTS, MONTH_ENDS], ids=["firsts", "month-ends"])
@pytest.mark.parametrize("year", [2020, 2024, 2026, 2031])
def test_a_day_that_breaks_days_and_months_is_refused_with_its_cause(
    file: Path, days: tuple[date, ...], year: int
) -> None:
    # "typed as `Aug-19`, Excel makes 19 August of the present year of it"
    headings = (*days[:-1], date(year, 8, 19))
    outcome = refreshed(save(file, indicator(), periods=headings))
    assert outcome.refused
    assert [each for each in outcome.about("U1", REFUSED) if "Aug-19" in each.text]


def test_such_a_day_within_the_next_twelve_months_is_refused_as_well(file: Path) -> None:
    # 19 December 2019 after 1 July 2019: the day breaks the firsts, the month the sequence.
    outcome = refreshed(save(file, indicator(), periods=(*FIRSTS[:-1], date(2019, 12, 19))))
    assert outcome.refused
    assert outcome.about("U1", REFUSED)


def test_such_a_day_in_the_middle_is_refused_too(file: Path) -> None:
    # Mar-19 (column P) typed in 2026.
    headings = (*FIRSTS[:10], date(2026, 3, 19), *FIRSTS[11:])
    outcome = refreshed(save(file, indicator(), periods=headings))
    assert outcome.refused
    assert [each for each in outcome.about("P1", REFUSED) if "Mar-19" in each.text]


def test_the_first_of_two_such_days_is_named(file: Path) -> None:
    # Jul-19 and Aug-19 both typed in 2026: 19 July 2026 is 85 months after June 2019.
    headings = (*FIRSTS[:-2], date(2026, 7, 19), date(2026, 8, 19))
    outcome = refreshed(save(file, indicator(), periods=headings))
    assert outcome.refused
    assert [each for each in outcome.about("T1", REFUSED) if "2019" in each.text]


@pytest.mark.parametrize("day", [1, 2, 15, 19, 30, 31])
@pytest.mark.parametrize("days", [FIRSTS, MONTH_ENDS], ids=["firsts", "month-ends"])
def test_a_date_in_sequence_is_its_month_whatever_its_day(
    file: Path, days: tuple[date, ...], day: int
) -> None:
    # "A date heading in sequence, whatever its day, is its month."
    outcome = refreshed(save(file, indicator(), periods=(*days[:-1], date(2019, 8, day))))
    assert outcome.reporting == month(2019, 8)
    assert outcome.figures() == approximately(*AUGUST)


def test_a_time_of_day_makes_no_other_month(file: Path) -> None:
    headings = (*FIRSTS[:-1], datetime(2019, 8, 31, 23, 30))
    outcome = refreshed(save(file, indicator(), periods=headings))
    assert outcome.reporting == month(2019, 8)


# -- more than twelve months from the neighbour -------------------------------------------------


@pytest.mark.parametrize(
    "heading", [date(2020, 8, 1), date(2026, 8, 1), "Aug-20", "Aug-29", "Aug-09", "Aug 2099"]
)
def test_a_newest_month_more_than_twelve_months_on_is_refused(file: Path, heading: Content) -> None:
    # Aug-20 is 13 months after Jul-19: "any period more than 12 months from its neighbour".
    before: tuple[Content, ...] = FIRSTS if isinstance(heading, date) else MONTHS
    outcome = refreshed(save(file, indicator(), periods=(*before[:-1], heading)))
    assert outcome.refused
    assert outcome.about("U1", REFUSED)


def test_twelve_months_from_the_neighbour_are_not_refused(file: Path) -> None:
    # Jul-20 is 12 months after Jul-19. 126 after 96 a year ago, nothing in Jun-20; in the twelve
    # months Aug-19 to Jul-20 stands 126 alone.
    outcome = refreshed(save(file, indicator(), periods=(*MONTHS[:-1], "Jul-20")))
    assert outcome.reporting == month(2020, 7)
    assert outcome.figures() == approximately("-", "n/a", "↑", 126 / 96 - 1, 126, 126)


@pytest.mark.parametrize(("oldest", "refused"), [("May-17", True), ("Jun-17", False)])
def test_the_oldest_month_may_be_twelve_months_from_the_next(
    file: Path, oldest: str, refused: bool
) -> None:
    # Jun-18 stands in G: May-17 is 13 months before it, Jun-17 is 12.
    outcome = refreshed(save(file, indicator(), periods=(oldest, *MONTHS[1:])))
    assert outcome.refused is refused
    if not refused:
        assert outcome.figures() == approximately(*AUGUST)


def test_the_columns_table_is_the_way_out(file: Path) -> None:
    # "The way out is the heading itself or the Columns table."
    path = save(file, indicator(), periods=(*FIRSTS[:-1], date(2026, 8, 19)))
    outcome = refreshed(path, columns={"U": "Aug-19"})
    assert outcome.reporting == month(2019, 8)
    assert outcome.figures() == approximately(*AUGUST)


# -- a newest column that is earlier than its neighbour -----------------------------------------


@pytest.mark.parametrize(("first", "newest"), [("Sep-18", "Aug-18"), ("Aug-18", "Jul-18")])
def test_a_newest_column_earlier_than_its_neighbour_is_doubtful(
    file: Path, first: str, newest: str
) -> None:
    # "A newest column whose month is earlier than its neighbour's is doubtful (`Aug-18` after
    # `Jul-19`)." 11 and 12 months are no reason to refuse.
    headings = months(first, 11 if first == "Sep-18" else 12)
    assert headings[-1] == "Jul-19"
    letter = "Q" if first == "Sep-18" else "R"
    values = EH1A[: len(headings) + 1]
    outcome = refreshed(save(file, indicator("A1", values), periods=(*headings, newest)))
    assert not outcome.refused
    assert outcome.about(f"{letter}1", "doubtful")


def test_months_in_order_give_no_such_doubt(file: Path) -> None:
    assert not refreshed(save(file, indicator())).about("U1")


# -- 2010-11: a month or a financial year -------------------------------------------------------

ISO = tuple(f"{day:%Y-%m}" for day in first_days("Aug-09"))
"""2009-08 to 2010-11, of which the last two may be financial years."""


def test_2010_11_among_months_is_november(file: Path) -> None:
    # "`2010-11` is a month or a financial year, as its neighbours say"
    assert ISO[-1] == "2010-11"
    outcome = refreshed(save(file, indicator(), periods=ISO))
    assert outcome.reporting == month(2010, 11)
    assert outcome.figures() == approximately(*AUGUST)


def test_2010_11_among_financial_years_is_no_month(file: Path) -> None:
    # 2012-13 cannot be a month. Were 2010-11 one, it would be 29 months before Apr-13: refused.
    headings = ("2010-11", "2011-12", "2012-13", *months("Apr-13"))
    values = (400, 500, 600, *EH1A)
    outcome = refreshed(save(file, indicator("A1", values), periods=headings))
    assert not outcome.refused
    assert outcome.reporting == month(2014, 7)
    assert outcome.figures() == approximately(*AUGUST)


@pytest.mark.parametrize("heading", ["2010-11", "2008-09"])
def test_without_neighbours_it_is_asked(file: Path, heading: str) -> None:
    outcome = refreshed(save(file, indicator("A1", (5,)), periods=(heading,)))
    assert [each for each in outcome.about("F1") if heading in each.text]


# -- serial numbers, and impossible years ------------------------------------------------------


@pytest.mark.parametrize("day", [date(2019, 8, 1), date(2019, 8, 31)])
def test_a_serial_number_among_dates_is_a_date(file: Path, day: date) -> None:
    # 43678 and 43708: a heading that has lost its number format.
    outcome = refreshed(save(file, indicator(), periods=(*FIRSTS[:-1], serial(day))))
    assert outcome.reporting == month(2019, 8)
    assert outcome.figures() == approximately(*AUGUST)


def test_a_serial_number_in_the_middle_of_dates_is_a_date(file: Path) -> None:
    headings: tuple[Content, ...] = (*FIRSTS[:8], serial(FIRSTS[8]), *FIRSTS[9:])
    outcome = refreshed(save(file, indicator(), periods=headings))
    assert outcome.figures() == approximately(*AUGUST)


@pytest.mark.parametrize(
    "heading",
    ["Aug 1989", "August 1919", "Aug-2100", "31/08/1989", date(2100, 8, 1),
     date(1989, 8, 31), serial(date(2100, 8, 1)), serial(date(1989, 8, 1))],
)  # fmt: skip
def test_years_beyond_1990_to_2099_are_no_month_in_any_kind_of_heading(
    file: Path, heading: Content
) -> None:
    # "within 1990 to 2099 for every kind of heading": not understood, and next to the newest month.
    before: tuple[Content, ...] = MONTHS if isinstance(heading, str) else FIRSTS
    outcome = refreshed(save(file, indicator(), periods=(*before[:-1], heading)))
    assert outcome.refused
    assert outcome.about("U1", REFUSED)


@pytest.mark.parametrize(
    ("first", "newest"), [(date(1990, 1, 1), (1991, 4)), (date(2098, 9, 1), (2099, 12))]
)
def test_the_first_and_the_last_year_are_understood(
    file: Path, first: date, newest: tuple[int, int]
) -> None:
    start = 12 * first.year + first.month - 1
    headings = tuple(date(each // 12, each % 12 + 1, 1) for each in range(start, start + 16))
    outcome = refreshed(save(file, indicator(), periods=headings))
    assert outcome.reporting == month(*newest)
    assert outcome.figures() == approximately(*AUGUST)


def test_two_digit_years_are_of_this_century(file: Path) -> None:
    # "Two-digit years are 2000s": Dec-99 is December 2099.
    outcome = refreshed(save(file, indicator(), periods=months("Sep-98")))
    assert outcome.reporting == month(2099, 12)


@pytest.mark.parametrize("heading", ["01/08/2019", "31/08/2019", "1/8/2019", "08/08/2019"])
def test_a_date_typed_as_a_text_is_in_uk_order(file: Path, heading: str) -> None:
    outcome = refreshed(save(file, indicator(), periods=(*MONTHS[:-1], heading)))
    assert outcome.reporting == month(2019, 8)
    assert outcome.figures() == approximately(*AUGUST)


# -- dates that are no headings -----------------------------------------------------------------


@pytest.mark.parametrize("content", [date(2019, 9, 12), "Sep-19", "September 2019"])
@pytest.mark.parametrize("column", ["C", "F", "U", "V"])
def test_a_date_in_a_section_row_is_no_period(file: Path, content: Content, column: str) -> None:
    # Row 3 is a section row between two indicators: "a date … in a section row is no period".
    rows = [indicator("A1"), indicator("", ()), indicator("A2")]
    cells = {"A3": None, "B3": "Early help, as at", f"{column}3": content}
    outcome = refreshed(save(file, *rows, cells=cells))
    assert outcome.reporting == month(2019, 8)
    assert outcome.figures("A1") == approximately(*AUGUST)
    assert outcome.figures("A2") == approximately(*AUGUST)


@pytest.mark.parametrize("column", [0, 5, 20, 21])
def test_a_date_above_the_table_is_no_period(file: Path, column: int) -> None:
    title: list[Content] = [*[None] * column, date(2019, 9, 30)]
    outcome = refreshed(save(file, indicator(), above=[title, []]))
    assert outcome.reporting == month(2019, 8)
    assert outcome.figures() == approximately(*AUGUST)


@pytest.mark.parametrize("content", [date(2019, 9, 30), "Sep-19"])
def test_a_date_beside_the_table_is_no_period(file: Path, content: Content) -> None:
    # The table ends in AD.
    assert len(AFTER) == 9
    outcome = refreshed(save(file, indicator(), cells={"AG1": content, "AG2": 118}))
    assert outcome.reporting == month(2019, 8)
    assert outcome.figures() == approximately(*AUGUST)


def test_the_heading_of_the_wrong_year_is_blamed_and_not_its_neighbours(file: Path) -> None:
    # Each December and January in turn, typed with the year of the one before or after it.
    for position, heading in ((7, "Dec-19"), (8, "Jan-18"), (8, "Jan-20"), (0, "May-28")):
        headings = (*MONTHS[:position], heading, *MONTHS[position + 1 :])
        outcome = refreshed(save(file, indicator(), periods=headings))
        blamed = {cell for each in outcome.statements for cell in each.cells}
        if outcome.refused:
            assert blamed == {f"Scorecard!{get_column_letter(6 + position)}1"}, heading


def test_a_repeated_month_end_is_not_said_to_be_a_month_typed_as_a_day(file: Path) -> None:
    outcome = refreshed(save(file, indicator(), periods=(*MONTH_ENDS[:-1], MONTH_ENDS[-2])))
    assert outcome.about("U1", REFUSED)
    assert not outcome.saying("likely cause")


def test_a_month_repeated_by_a_day_is_told_with_its_cause(file: Path) -> None:
    outcome = refreshed(save(file, indicator(), periods=(*FIRSTS[:-1], date(2018, 8, 19))))
    assert outcome.about("U1", REFUSED)
    assert outcome.saying("typed as Aug-19")
