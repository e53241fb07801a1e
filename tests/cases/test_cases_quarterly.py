"""Quarterly rows: their twelve months end with the quarter of the reporting period."""

from pathlib import Path

import pytest

from tests.cases.scorecard_files import Content, indicator, save, settings_sheet
from tests.cases.scorecard_outcomes import approximately, refreshed

_: None = None
QUARTERS: tuple[Content, ...] = (10, _, 20, _, _, 30, _, _, 40, _, _, 50, _, _, 900, _)
"""May-18 (Q1), Jul-18, Oct-18, Jan-19, Apr-19 and Jul-19 (Q2 of 2019-20)."""
WITHOUT: tuple[Content, ...] = (*QUARTERS[:14], _, _)
"""The same before the value of July to September came."""
QUARTERLY = settings_sheet(indicators={"Q1": {"Frequency": "quarterly"}})
MERGES = ("F3:G3", "H3:J3", "K3:M3", "N3:P3", "Q3:S3", "T3:U3")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "scorecard.xlsx"


def figures(file: Path, values: tuple[Content, ...], **options: object) -> tuple[object, ...]:
    """The figures of the quarterly row, in row 3, below a monthly one."""
    path = save(file, indicator("A1"), indicator("Q1", values), settings=QUARTERLY)
    return refreshed(path, **options).figures("Q1")


def test_the_twelve_months_end_with_the_quarter_that_has_a_value(file: Path) -> None:
    # 900 after 50, and after 20 a year ago; Oct-18 to Jul-19: 30, 40, 50 and 900.
    assert figures(file, QUARTERS) == approximately("↑", 17, "↑", 44, 255, 900)


def test_without_a_value_of_that_quarter_they_are_those_that_ended(file: Path) -> None:
    # "over the values whose period ends in the 12 months up to the reporting period": the quarter
    # to Sep-18 is the first. 50 after 40, and after 10 a year ago; 20, 30, 40 and 50.
    assert figures(file, WITHOUT) == approximately("↑", 0.25, "↑", 4, 35, 50)


@pytest.mark.parametrize("token", ["-", "n/a", "[x]"])
def test_a_token_in_that_quarter_is_no_value(file: Path, token: str) -> None:
    assert figures(file, (*QUARTERS[:14], token, _)) == approximately("↑", 0.25, "↑", 4, 35, 50)


def test_the_value_may_stand_in_the_second_month(file: Path) -> None:
    # Aug-19, the second month of the quarter cut by the edge of the table.
    values = (*QUARTERS[:14], _, 900)
    assert figures(file, values)[4:] == approximately(255, 900)


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("Jul-19", (255, 900)),  # July to September has its value: 30, 40, 50, 900
        ("Jun-19", (35, 50)),  # April to June has: 20, 30, 40, 50
        ("May-19", (35, 50)),  # the same quarter, not yet over: never below the current value
        ("Apr-19", (35, 50)),
        ("Mar-19", (25, 40)),  # January to March: 10 (Q1 of 2018-19), 20, 30, 40
    ],
)
def test_the_quarter_of_an_earlier_reporting_period_counts_as_well(
    file: Path, period: str, expected: tuple[float, float]
) -> None:
    assert figures(file, QUARTERS, period=period)[4:] == approximately(*expected)


def test_merged_quarters_do_the_same_without_a_setting(file: Path) -> None:
    # "if its period cells are merged by quarters"; "merged cells hold its value in their first
    # cell"
    path = save(file, indicator("A1"), indicator("Q1", QUARTERS), merges=MERGES)
    assert refreshed(path).figures("Q1") == approximately("↑", 17, "↑", 44, 255, 900)


@pytest.mark.parametrize("newest", [1, 51, 900, 100000])
def test_the_maximum_is_never_below_the_current_value(file: Path, newest: int) -> None:
    average, maximum = figures(file, (*QUARTERS[:14], newest, _))[4:]
    assert maximum == max(50, newest)
    assert average == pytest.approx((30 + 40 + 50 + newest) / 4)


def test_a_quarterly_sheet_does_the_same(file: Path) -> None:
    # Only quarterly rows, to Aug-19: "a quarter counts in each of its months".
    path = save(file, indicator("Q1", QUARTERS), settings=QUARTERLY)
    assert refreshed(path).figures("Q1") == approximately("↑", 17, "↑", 44, 255, 900)


def test_two_values_in_the_quarter_give_na_for_what_depends_on_it(file: Path) -> None:
    # "Two values in one quarter of a quarterly row: no guess; a finding, and n/a".
    path = save(file, indicator("A1"), indicator("Q1", (*QUARTERS[:15], 901)), settings=QUARTERLY)
    outcome = refreshed(path)
    assert outcome.figures("Q1")[:4] == ("-", "n/a", "-", "n/a")
    assert outcome.about("T3", "wrong")


def test_a_row_that_only_looks_quarterly_stays_monthly(file: Path) -> None:
    # "so that the published `n/a` is reproduced": Aug-19 is blank. Oct-18, Jan-19, Apr-19 and
    # Jul-19 lie in the twelve months from Sep-18 on.
    path = save(file, indicator("A1"), indicator("Q1", QUARTERS))
    outcome = refreshed(path)
    assert outcome.figures("Q1") == approximately("-", "n/a", "-", "n/a", 255, 900)
