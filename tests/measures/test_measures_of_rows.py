"""All measures of a row: calendar, frequencies, windows and the document's own rows."""

from typing import Any

import pytest

from tests.measures.scorecard_rows import MONTHS, ROWS, measured, month
from xlscorecard.core.domain.period import Frequency, Month
from xlscorecard.core.domain.polarity import Polarity
from xlscorecard.core.measures.direction import Direction
from xlscorecard.core.measures.judgement import Judgement
from xlscorecard.core.measures.results import Comparison, Measures
from xlscorecard.core.measures.timeline import Calendar

UP, LEVEL, DOWN = Direction.UP, Direction.LEVEL, Direction.DOWN
QUARTERLY, ANNUAL = Frequency.QUARTERLY, Frequency.ANNUAL
MISSING = Comparison(change=None, direction=None, judgement=None)
_: None = None


def near(value: float) -> Any:
    """A number, but for the last digits of its fraction."""
    return pytest.approx(value, rel=1e-12)


def moved(change: float, direction: Direction) -> Comparison:
    """A comparison without a judgement."""
    return Comparison(change=near(change), direction=direction, judgement=None)


# The values of scorecard.txt, worked out by hand as fractions; printed beside them.
EXPECTED = {
    "EH1a": (moved(30 / 96, UP), moved(108 / 18, UP), 915 / 12, 270, 12),  # 31%, 600%, 76
    "EH1c": (moved(15 / 217, LEVEL), moved(220 / 12, UP), 2201 / 12, 898, 12),  # 7%, 1833%, 183
    "EH1b": (moved(-65 / 245, DOWN), moved(117 / 63, UP), 2164 / 12, 519, 12),  # -27%, 186%, 180
    "EH14b": (moved(23 / 138, UP), moved(136 / 25, UP), 1702 / 12, 560, 12),  # 17%, 544%, 142
    "CIN5": (moved(-31 / 2976, LEVEL), moved(978 / 1967, UP), 27405 / 12, 2976, 12),
    "LSCB17a": (MISSING, MISSING, 0.07, 0.078, 2),  # n/a, n/a, 7.0%, 7.8%
    "YO2": (MISSING, MISSING, 1235 / 3, 439, 3),  # measures.md: 412 and 439
    "FM011": (MISSING, MISSING, 377 / 3, 155, 3),  # measures.md: 126 (97, 155, 125)
}


@pytest.mark.parametrize("reference", list(EXPECTED))
def test_the_monthly_rows_of_the_document(reference: str) -> None:
    previous, year, average, largest, count = EXPECTED[reference]
    assert measured(ROWS[reference]) == Measures(previous, year, near(average), largest, count)


def test_fm012_is_measured_by_its_quarters() -> None:
    # measures.md: 34.75, 85, +431%; a year ago 57, so +49%
    assert measured(ROWS["FM012"], frequency=QUARTERLY) == Measures(
        moved(69 / 16, UP), moved(28 / 57, UP), 34.75, 85, 4
    )


def test_a_judgement_comes_with_the_polarity() -> None:
    measures = measured(ROWS["FM012"], frequency=QUARTERLY, polarity=Polarity.LOWER_IS_BETTER)
    assert measures.previous.judgement is Judgement.NEGATIVE
    assert measures.year.judgement is Judgement.NEGATIVE
    assert measured(ROWS["YO2"], polarity=Polarity.LOWER_IS_BETTER).previous == MISSING


# -- the calendar, never the position of a column ----------------------------------------------


def test_without_a_column_for_the_month_before_there_is_no_change_from_it() -> None:
    months = (month("Jun-19"), month("Aug-19"))
    assert measured((144, 126), months=months) == Measures(MISSING, MISSING, 135, 144, 2)


def test_without_a_column_for_the_month_a_year_ago_there_is_no_change_from_it() -> None:
    kept = [at for at, each in enumerate(MONTHS) if each != month("Aug-18")]
    measures = measured([ROWS["EH1a"][at] for at in kept], months=[MONTHS[at] for at in kept])
    assert measures == measured(ROWS["EH1a"])._replace(year=MISSING)


def test_columns_missing_in_between_do_not_move_the_year_ago() -> None:
    labels = ("Aug-18", "Dec-18", "Jul-19", "Aug-19")
    measures = measured((18, 21, 96, 126), months=[month(label) for label in labels])
    assert measures == Measures(moved(30 / 96, UP), moved(6, UP), 81, 126, 3)


def test_the_newest_columns_may_stand_first() -> None:
    assert measured(ROWS["EH1a"][::-1], months=MONTHS[::-1]) == measured(ROWS["EH1a"])


# -- the reporting period ----------------------------------------------------------------------


def test_an_earlier_reporting_period_sees_nothing_that_came_later() -> None:
    # EH1a in Jul-19: 96 after 144, a year ago 42; Aug-18 to Jul-19 add up to 807.
    assert measured(ROWS["EH1a"], reporting="Jul-19") == Measures(
        moved(-48 / 144, DOWN), moved(54 / 42, UP), 807 / 12, 270, 12
    )


def test_a_monthly_row_without_a_value_in_the_reporting_month_has_no_change() -> None:
    values = (*ROWS["EH1a"][:-1], None)
    measures = measured(values)
    assert (measures.previous, measures.year, measures.counted) == (MISSING, MISSING, 11)


def test_a_quarterly_row_before_its_newest_value_goes_by_the_quarter_before() -> None:
    # Mar-19: Q4 16 after Q3 38; no Q4 a year before. Quarters in the window: 57, 0, 38, 16.
    assert measured(ROWS["FM012"], frequency=QUARTERLY, reporting="Mar-19") == Measures(
        moved(-22 / 38, DOWN), MISSING, 27.75, 57, 4
    )


def test_the_year_of_a_quarterly_row_ends_with_the_quarter_of_the_reporting_month() -> None:
    # May-19: the value of Q1 (85) stands, so the year is 0, 38, 16, 85, and the maximum is no less
    # than the current value.
    measures = measured(ROWS["FM012"], frequency=QUARTERLY, reporting="May-19")
    assert measures == Measures(moved(69 / 16, UP), moved(28 / 57, UP), 34.75, 85, 4)


def test_the_year_ends_with_the_quarter_before_where_that_of_the_month_has_no_value() -> None:
    # Aug-19: Q2 has no value yet, so the year ends with Q1: 0, 38, 16, 85.
    measures = measured(ROWS["FM012"], frequency=QUARTERLY, reporting="Aug-19")
    assert (measures.average, measures.maximum, measures.counted) == (34.75, 85, 4)


# -- the window of twelve months ----------------------------------------------------------------


def figures(measures: Measures) -> tuple[float | None, float | None, int]:
    """The average, the maximum and the number of values behind them."""
    return measures.average, measures.maximum, measures.counted


def test_the_window_holds_twelve_months_and_no_thirteenth() -> None:
    values = [1000.0] * 4 + [1.0] * 12
    assert figures(measured(values)) == (1.0, 1.0, 12)
    values = [1.0] * 3 + [1000.0] + [1.0] * 12  # Aug-18 has just dropped out
    assert figures(measured(values)) == (1.0, 1.0, 12)
    values = [1.0] * 4 + [13.0] + [1.0] * 11  # Sep-18 is still in
    assert figures(measured(values)) == (2.0, 13.0, 12)


def test_an_empty_window_has_no_figures_even_if_older_values_exist() -> None:
    values = (5, 5, 5, 5, *[None] * 12)
    assert measured(values) == Measures(MISSING, MISSING, None, None, 0)


def test_a_zero_is_a_value() -> None:
    values = (*[None] * 14, 0, 4)
    assert measured(values) == Measures(MISSING, MISSING, 2, 4, 2)


def test_figures_may_be_negative() -> None:
    values = (*[None] * 14, -6, -2)
    assert measured(values) == Measures(MISSING, MISSING, -4, -2, 2)


# -- quarterly rows -----------------------------------------------------------------------------


def test_a_quarters_value_may_stand_in_any_of_its_months() -> None:
    in_last_months = (_, 57, _, _, 0, _, _, 38, _, _, 16, _, _, 85, _, _)
    assert measured(in_last_months, frequency=QUARTERLY) == measured(
        ROWS["FM012"], frequency=QUARTERLY
    )


def test_a_missing_quarter_is_no_shorter_lag() -> None:
    # Q4 is missing: Q1 is not compared with Q3.
    values = (57, _, 0, _, _, 38, _, _, _, _, _, 85, _, _, _, _)
    assert measured(values, frequency=QUARTERLY) == Measures(MISSING, moved(28 / 57, UP), 41, 85, 3)


def test_two_values_in_the_current_quarter_leave_its_changes_and_the_window_undecided() -> None:
    values = (57, _, 0, _, _, 38, _, _, 16, _, _, 85, 90, _, _, _)
    assert measured(values, frequency=QUARTERLY) == Measures(MISSING, MISSING, None, None, 0)


def test_two_values_in_the_quarter_before_leave_only_that_change_and_the_window_undecided() -> None:
    values = (57, _, 0, _, _, 38, _, _, 16, 17, _, 85, _, _, _, _)
    assert measured(values, frequency=QUARTERLY) == Measures(
        MISSING, moved(28 / 57, UP), None, None, 0
    )


def test_two_values_in_the_quarter_a_year_ago_leave_the_window_as_it_is() -> None:
    values = (57, 58, 0, _, _, 38, _, _, 16, _, _, 85, _, _, _, _)
    assert measured(values, frequency=QUARTERLY) == Measures(
        moved(69 / 16, UP), MISSING, 34.75, 85, 4
    )


def test_two_equal_values_in_one_quarter_are_still_two() -> None:
    values = (_, _, _, _, _, _, _, _, 16, _, _, 85, 85, _, _, _)
    assert measured(values, frequency=QUARTERLY).previous == MISSING


def test_a_second_value_after_the_reporting_period_does_not_count() -> None:
    values = (57, _, 0, _, _, 38, _, _, 16, _, _, 85, 90, _, _, _)
    assert measured(values, frequency=QUARTERLY, reporting="Apr-19").previous == moved(69 / 16, UP)


def test_yo2_as_quarterly_has_two_values_in_one_quarter() -> None:
    # measures.md: LSCB17a, YO2 and FM011 have values in Oct and in Dec. Current is Q1 (Apr-19,
    # 397), the quarter before is missing; the year before is Jun-18, 434.
    assert measured(ROWS["YO2"], frequency=QUARTERLY) == Measures(
        MISSING, moved(-37 / 434, LEVEL), None, None, 0
    )


@pytest.mark.parametrize("frequency", list(Frequency))
def test_a_row_without_values_has_no_measures(frequency: Frequency) -> None:
    assert measured([None] * 16, frequency=frequency) == Measures(MISSING, MISSING, None, None, 0)


# -- annual rows --------------------------------------------------------------------------------


def test_an_annual_row_compares_financial_years() -> None:
    # Mar-18 lies in 2017-18, May-18 in 2018-19 and Aug-19 in 2019-20.
    months = [month(label) for label in ("Mar-18", "May-18", "Aug-19")]
    measures = measured((40, 50, 45), months=months, frequency=ANNUAL)
    # The previous period of an annual row is the previous year. Only 2018-19 has ended in the
    # twelve months up to Aug-19.
    assert measures == Measures(moved(-0.1, DOWN), moved(-0.1, DOWN), 50, 50, 1)


def test_an_annual_row_goes_by_its_newest_year_with_a_value() -> None:
    months = [month(label) for label in ("Mar-18", "May-18", "Aug-19")]
    measures = measured((40, 50, None), months=months, frequency=ANNUAL)
    assert measures == Measures(moved(0.25, UP), moved(0.25, UP), 50, 50, 1)


def test_two_values_in_one_financial_year_are_undecided() -> None:
    months = [month(label) for label in ("Mar-18", "Apr-18", "Mar-19", "Aug-19")]
    assert measured((40, 50, 51, None), months=months, frequency=ANNUAL) == Measures(
        MISSING, MISSING, None, None, 0
    )


def test_a_year_that_ends_with_the_reporting_month_is_in_the_window() -> None:
    months = [month(label) for label in ("Mar-18", "Mar-19")]
    assert measured((40, 44), months=months, reporting="Mar-19", frequency=ANNUAL) == Measures(
        moved(0.1, UP), moved(0.1, UP), 44, 44, 1
    )


def test_a_calendar_holds_a_timeline_for_each_frequency() -> None:
    calendar = Calendar.up_to(MONTHS, Month(MONTHS[-1]))
    assert [calendar.at(frequency).frequency for frequency in Frequency] == list(Frequency)
    assert len(calendar.monthly.window_positions) == 12
    # Q2 2018-19 to Q1 2019-20, of which every month has a column.
    assert len(calendar.quarterly.window_positions) == 12
    # Of 2018-19 the table has the months from May-18 to Mar-19.
    assert len(calendar.annual.window_positions) == 11
