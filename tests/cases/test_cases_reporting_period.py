"""The reporting period asks for data: columns made ahead are none, and are named."""

from pathlib import Path

import pytest

from tests.cases.scorecard_files import (
    CALCULATED,
    EH1A,
    Content,
    Formula,
    Row,
    indicator,
    months,
    save,
    settings_sheet,
)
from tests.cases.scorecard_outcomes import AUGUST, Outcome, approximately, checked, month, refreshed

TO_MARCH = months("May-18", 23)
"""May-18 to Mar-20: Aug-19 in U, Sep-19 in V, Mar-20 in AB."""
AHEAD = tuple(f"{letter}1" for letter in ("V", "W", "X", "Y", "Z", "AA", "AB"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "scorecard.xlsx"


def ahead(file: Path, *rows: Row, **more: object) -> Outcome:
    """Refresh a table whose columns reach to Mar-20."""
    return refreshed(save(file, *rows, periods=TO_MARCH, **more))  # type: ignore[arg-type]


def rows_with(count: int, first: int, *further: Content) -> list[Row]:
    """So many rows with EH1a's values, the first of them with further values from Sep-19 on."""
    return [
        indicator(f"A{number}", (*EH1A, *further) if number <= first else EH1A)
        for number in range(1, count + 1)
    ]


# -- empty columns ------------------------------------------------------------------------------


def test_empty_columns_made_ahead_are_named_in_a_note(file: Path) -> None:
    # "Later columns were made ahead: a note names them."
    outcome = ahead(file, indicator(), indicator("A2"))
    assert outcome.reporting == month(2019, 8)
    assert outcome.figures("A2") == approximately(*AUGUST)
    (note,) = outcome.about("V1", "note")
    assert {cell for cell in AHEAD if note.names(f"Scorecard!{cell}")} == set(AHEAD)
    assert not [each for cell in AHEAD for each in outcome.about(cell, "wrong", "doubtful")]


def test_check_reports_the_same_month(file: Path) -> None:
    path = save(file, indicator(), periods=TO_MARCH)
    assert checked(path).reporting == month(2019, 8)


def test_newest_first_columns_made_ahead_stand_on_the_left(file: Path) -> None:
    # Mar-20 in F … Sep-19 in L, Aug-19 in M.
    values = (*[None] * 7, *EH1A[::-1])
    outcome = refreshed(save(file, indicator("A1", values), periods=TO_MARCH[::-1]))
    assert outcome.reporting == month(2019, 8)
    assert outcome.figures() == approximately(*AUGUST)
    assert outcome.about("L1", "note")


@pytest.mark.parametrize("content", [" ", "-", "n/a", "TBC"])
def test_blanks_and_tokens_are_no_data(file: Path, content: str) -> None:
    # Nothing but a number is a value: "A token is never a zero."
    outcome = ahead(file, *rows_with(3, 3, *[content] * 7))
    assert outcome.reporting == month(2019, 8)
    assert outcome.figures("A3") == approximately(*AUGUST)


def test_where_no_column_holds_data_nothing_is_written_and_that_is_said(file: Path) -> None:
    # "where none does, nothing is written, and that is said"
    path = save(file, indicator("A1", (), Average=5), indicator("A2", (), Change="n/a"))
    outcome = refreshed(path)
    assert outcome.written == {}
    assert outcome.statements


# -- a tenth of the rows, or more than half -----------------------------------------------------


@pytest.mark.parametrize(("count", "first"), [(10, 1), (20, 2), (4, 1), (11, 2)])
def test_a_tenth_of_the_rows_makes_it_the_reporting_period_and_doubtful(
    file: Path, count: int, first: int
) -> None:
    # "at least a tenth of them, and at least one row, have a value in it that is not typed ahead";
    # "in which fewer than half of the rows of the fullest column have one": doubtful.
    outcome = ahead(file, *rows_with(count, first, 118))
    assert outcome.reporting == month(2019, 9)
    assert [each for each in outcome.statements if each.severity == "doubtful"
            and any(cell.startswith("Scorecard!V") for cell in each.cells)]  # fmt: skip


@pytest.mark.parametrize(("count", "first"), [(11, 1), (21, 2)])
def test_less_than_a_tenth_is_a_later_value_and_doubtful(
    file: Path, count: int, first: int
) -> None:
    # "a later column with a value that is not typed ahead": doubtful, with the cells.
    outcome = ahead(file, *rows_with(count, first, 118))
    assert outcome.reporting == month(2019, 8)
    assert outcome.figures("A5") == approximately(*AUGUST)
    said = [*outcome.about("V1", "doubtful"), *outcome.about("V2", "doubtful")]
    assert said


def test_half_of_the_rows_are_not_fewer_than_half(file: Path) -> None:
    # 5 of 10 rows: enough for the reporting period. The other five are 'not yet in'; the period
    # itself is not doubted, so nothing is said at rows that are in.
    outcome = ahead(file, *rows_with(10, 5, 118))
    assert outcome.reporting == month(2019, 9)
    assert not outcome.about("V2", "doubtful", "wrong")


@pytest.mark.parametrize("count", [1, 3, 12])
def test_all_rows_with_a_value_are_the_newest_month_without_a_doubt(file: Path, count: int) -> None:
    # 118 after 126, and after 17 a year ago; 915 - 17 + 118 = 1016 in the twelve months.
    outcome = ahead(file, *rows_with(count, count, 118))
    assert outcome.reporting == month(2019, 9)
    assert outcome.figures() == approximately("→", 118 / 126 - 1, "↑", 118 / 17 - 1, 1016 / 12, 270)
    assert not outcome.about("V1", "doubtful", "wrong")


# -- targets typed ahead ------------------------------------------------------------------------


@pytest.mark.parametrize("columns", [3, 4, 7])
def test_equal_numbers_up_to_the_last_column_are_typed_ahead(file: Path, columns: int) -> None:
    # "one of equal numbers that run up to the last period column through three or more columns
    # short of that half": one row of four.
    rows = rows_with(4, 1, *[100] * columns)
    outcome = refreshed(save(file, *rows, periods=months("May-18", 16 + columns)))
    assert outcome.reporting == month(2019, 8)
    assert outcome.figures("A1") == approximately(*AUGUST)
    assert not outcome.about("V2", "doubtful", "wrong")


def test_two_equal_numbers_are_not_yet_typed_ahead(file: Path) -> None:
    # Through two columns only, Sep-19 and Oct-19: a quarter of the rows has a value there.
    rows = rows_with(4, 1, 100, 100)
    outcome = refreshed(save(file, *rows, periods=months("May-18", 18)))
    assert outcome.reporting == month(2019, 10)
    assert [each for each in outcome.statements if each.severity == "doubtful"
            and any(cell.startswith("Scorecard!W") for cell in each.cells)]  # fmt: skip


def test_equal_numbers_that_stop_before_the_last_column_are_not_typed_ahead(file: Path) -> None:
    # Sep-19 to Feb-20, nothing in Mar-20: they do not "run up to the last period column".
    outcome = ahead(file, *rows_with(4, 1, *[100] * 6))
    assert outcome.reporting == month(2020, 2)


def test_a_value_before_the_targets_is_data(file: Path) -> None:
    # 118 in Sep-19, targets of 100 from Oct-19 on: the value is none of the equal numbers.
    outcome = ahead(file, *rows_with(4, 1, 118, *[100] * 6))
    assert outcome.reporting == month(2019, 9)


def test_targets_in_half_of_the_rows_are_still_typed_ahead(file: Path) -> None:
    # 2 of 4 rows: not "more than half".
    outcome = ahead(file, *rows_with(4, 2, *[100] * 7))
    assert outcome.reporting == month(2019, 8)
    assert outcome.figures("A4") == approximately(*AUGUST)


# -- zeros --------------------------------------------------------------------------------------


def test_formulas_that_give_zero_are_no_data(file: Path) -> None:
    # "Formula results of 0 do not count": =SUMIFS(…) filled to the end of the year. The workbook
    # was calculated: another formula gives 12.
    zeros = [Formula(f"=SUM(Data!B{number})", 0) for number in range(7)]
    rows = [indicator(f"A{number}", (*EH1A, *zeros)) for number in range(1, 4)]
    outcome = ahead(file, *rows, others={"Data": [[Formula("=6*2", 12)]]}, calculation=CALCULATED)
    assert outcome.reporting == month(2019, 8)
    assert outcome.figures("A3") == approximately(*AUGUST)


def test_a_formula_that_gives_a_number_is_data(file: Path) -> None:
    rows = [indicator(f"A{number}", (*EH1A, Formula("=59*2", 118))) for number in range(1, 4)]
    outcome = ahead(file, *rows, calculation=CALCULATED)
    assert outcome.reporting == month(2019, 9)


def test_formulas_that_are_not_calculated_count_as_values(file: Path) -> None:
    # "a cell that is not calculated counts as a value": Sep-19 is reported, and all six figures of
    # each row depend on it.
    rows = [indicator(f"A{number}", (*EH1A, Formula("=59*2"))) for number in range(1, 4)]
    outcome = ahead(file, *rows)
    assert outcome.written == {}
    assert [each for each in outcome.about("V2", "doubtful") if "calculated" in each.text]


def test_a_month_of_zeros_alone_is_doubtful(file: Path) -> None:
    # "a reporting period whose values are all 0": typed zeros, in all rows.
    outcome = ahead(file, *rows_with(3, 3, 0))
    assert outcome.reporting == month(2019, 9)
    assert [each for each in outcome.statements if each.severity == "doubtful"
            and any(cell.startswith("Scorecard!V") for cell in each.cells)]  # fmt: skip


def test_a_month_with_one_value_that_is_no_zero_is_not_doubted(file: Path) -> None:
    rows = [*rows_with(2, 2, 0), indicator("A3", (*EH1A, 118))]
    outcome = ahead(file, *rows)
    assert outcome.reporting == month(2019, 9)
    assert not outcome.about("V1", "doubtful")


# -- quarterly rows -----------------------------------------------------------------------------

QUARTERS: tuple[Content, ...] = (
    10, None, 20, None, None, 30, None, None, 40, None, None, 50, None, None, 60, None,
)  # fmt: skip
"""May-18 (Q1), Jul-18, Oct-18, Jan-19, Apr-19 and Jul-19 (Q2 of 2019-20): six quarters."""


def test_a_later_value_of_a_quarterly_row_is_not_counted_where_there_are_monthly_rows(
    file: Path,
) -> None:
    # "Rows that are quarterly … are not counted where there are others": 1 of 4 would be a tenth.
    quarterly = indicator("Q1", (*QUARTERS[:14], None, None, 60))
    lines = settings_sheet(indicators={"Q1": {"Frequency": "quarterly"}})
    outcome = ahead(file, *rows_with(3, 0), quarterly, settings=lines)
    assert outcome.reporting == month(2019, 8)
    assert outcome.figures("A1") == approximately(*AUGUST)


def test_rows_reported_about_once_a_quarter_are_not_counted_either(file: Path) -> None:
    quarterly = indicator("Q1", (*QUARTERS[:14], None, None, 60))
    outcome = ahead(file, *rows_with(3, 0), quarterly)
    assert outcome.reporting == month(2019, 8)


def test_where_all_rows_are_quarterly_a_quarter_counts_in_each_of_its_months(file: Path) -> None:
    # "where there are none, a quarter counts in each of its months": the value of Jul-19 is that
    # of July to September, so Sep-19 is the newest column that holds data.
    rows = [indicator(f"Q{number}", QUARTERS) for number in range(1, 4)]
    lines = settings_sheet(indicators={f"Q{n}": {"Frequency": "quarterly"} for n in range(1, 4)})
    outcome = ahead(file, *rows, settings=lines)
    assert outcome.reporting == month(2019, 9)
    # 60 after 50, and after 20 a year ago; the four quarters are 30, 40, 50 and 60.
    assert outcome.figures("Q1") == approximately("↑", 0.2, "↑", 2, 45, 60)


def test_where_all_rows_are_quarterly_and_the_table_ends_in_august_it_is_august(file: Path) -> None:
    rows = [indicator(f"Q{number}", QUARTERS) for number in range(1, 4)]
    lines = settings_sheet(indicators={f"Q{n}": {"Frequency": "quarterly"} for n in range(1, 4)})
    outcome = refreshed(save(file, *rows, settings=lines))
    assert outcome.reporting == month(2019, 8)
    assert outcome.figures("Q1") == approximately("↑", 0.2, "↑", 2, 45, 60)


# -- a period that was named --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("named", "reporting"), [("Jul-19", month(2019, 7)), ("Aug-18", month(2018, 8))]
)
def test_a_setting_that_is_behind_is_doubtful(file: Path, named: str, reporting: int) -> None:
    # "A reporting period in the settings that is older than the newest month with data is doubtful"
    path = save(file, indicator(), settings=settings_sheet({"Reporting period": named}))
    outcome = refreshed(path)
    assert outcome.reporting == reporting
    assert [
        each for each in outcome.saying(named, "Aug-19", "Settings") if each.severity == "doubtful"
    ]


def test_a_setting_that_is_the_newest_month_with_data_is_not_doubted(file: Path) -> None:
    lines = settings_sheet({"Reporting period": "Aug-19"})
    outcome = ahead(file, indicator(), settings=lines)
    assert outcome.reporting == month(2019, 8)
    assert not outcome.saying("names Aug-19")
    assert not outcome.about("Settings!B2")


def test_a_caller_may_name_an_earlier_period_without_a_doubt(file: Path) -> None:
    # The sentence is about "a reporting period in the settings".
    outcome = refreshed(save(file, indicator()), period="Jul-19")
    assert outcome.reporting == month(2019, 7)
    assert outcome.figures()[4:] == approximately(67.25, 270)
