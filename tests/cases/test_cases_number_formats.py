"""One rule by number format: a date, a duration, a percentage or a number; points and zeros."""

import re
from datetime import date
from pathlib import Path

import pytest

from tests.cases.scorecard_files import EH1A, Content, indicator, save, settings_sheet
from tests.cases.scorecard_outcomes import AUGUST, Outcome, approximately, checked, refreshed

RATES = (5.9, 6, 6.1, 6.2, 6, 6, 5.8, 5.9, 6, 6.1, 6.2, 6, 6, 5.8, 5.9, 6.2)
"""May-18 to Aug-19: 6.2 after 5.9, and after 6.2 a year ago."""
FRACTIONS = (0.059, 0.06, 0.061, 0.062, 0.06, 0.06, 0.058, 0.059,
             0.06, 0.061, 0.062, 0.06, 0.06, 0.058, 0.059, 0.062)  # fmt: skip


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "scorecard.xlsx"


# -- durations ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "number_format", ["[h]:mm", "[hh]:mm", "[h]:mm:ss", "[mm]:ss", "[m]", "[ss]"]
)
@pytest.mark.parametrize("divisor", [10, 1000])
def test_elapsed_time_is_a_number_of_days_whatever_its_size(
    file: Path, number_format: str, divisor: int
) -> None:
    # 12.6 days and 0.126 days are EH1a's 126 over ten and over a thousand.
    values = [value / divisor for value in EH1A]
    outcome = refreshed(save(file, indicator("A1", values, number_format=number_format)))
    assert outcome.figures() == approximately(*AUGUST[:4], 76.25 / divisor, 270 / divisor)
    assert not outcome.about("U2", "wrong")


@pytest.mark.parametrize("number_format", ["h:mm", "hh:mm", "h:mm:ss", "mm:ss", "h:mm AM/PM"])
def test_a_time_without_brackets_is_a_number_below_one(file: Path, number_format: str) -> None:
    values = [value / 1000 for value in EH1A]
    outcome = refreshed(save(file, indicator("A1", values, number_format=number_format)))
    assert outcome.figures() == approximately(*AUGUST[:4], 0.07625, 0.27)
    assert not outcome.about("U2", "wrong")


@pytest.mark.parametrize("number_format", ["h:mm", "mm:ss"])
@pytest.mark.parametrize(("newest", "is_number"), [(0.999, True), (1, False), (1.5, False)])
def test_at_one_day_and_more_a_time_without_brackets_is_a_date(
    file: Path, number_format: str, newest: float, is_number: bool
) -> None:
    # "`h:mm` and `mm:ss` without brackets below 1"; "a date in a value cell is no number"
    values = [*(value / 1000 for value in EH1A[:-1]), newest]
    row = indicator("A1", values, number_format=number_format)
    outcome = refreshed(save(file, row, indicator("A2")))
    if is_number:
        assert outcome.figures()[1] == pytest.approx(0.999 / 0.096 - 1)
        assert not outcome.about("U2", "wrong")
    else:
        # "missing, and reported with its cell address"; 789 / 11 / 1000 without August.
        assert outcome.figures() == approximately("-", "n/a", "-", "n/a", 0.789 / 11, 0.27)
        assert outcome.about("U2")


@pytest.mark.parametrize("number_format", ["dd/mm/yyyy", "mmm-yy", "d mmm", "[$-809]d mmmm yyyy"])
def test_a_date_in_a_value_cell_is_no_number(file: Path, number_format: str) -> None:
    values = (*EH1A[:-1], date(2019, 8, 31))
    path = save(file, indicator("A1", values), indicator("A2"), formats={"U2": number_format})
    outcome = refreshed(path)
    assert outcome.figures() == approximately("-", "n/a", "-", "n/a", 789 / 11, 270)
    assert outcome.about("U2")


@pytest.mark.parametrize(
    "number_format",
    [
        '0" days"', r"0.0\ \d\a\y\s", "[Red]0;[Blue]-0", "[Magenta]0.00", '"Month" 0', "0_d", "0_m",
        "_-[$£-809]* #,##0.00_-;-[$£-809]* #,##0.00_-", '#,##0,,"m"', "[>=1000]0,\\k;0", "* 0",
        "0*d",
    ],
)  # fmt: skip
def test_letters_in_quotes_and_colours_make_no_date(file: Path, number_format: str) -> None:
    outcome = refreshed(save(file, indicator("A1", number_format=number_format)))
    assert outcome.figures() == approximately(*AUGUST)
    assert not outcome.about("U2", "wrong")


# -- percentages --------------------------------------------------------------------------------


@pytest.mark.parametrize("number_format", ["0%", "0.0%", "0.00%", "[Red]0%;-0%", '0%" of cases"'])
def test_a_percentage_is_shown_with_a_sign_outside_quotes(file: Path, number_format: str) -> None:
    # With P the format fits, so nothing is said of it.
    row = indicator("A1", FRACTIONS, number_format=number_format, Percentage="P")
    assert not checked(save(file, row)).about("U2")


@pytest.mark.parametrize("number_format", ['0.0"%"', r"0.0\%", '0" %"'])
def test_a_sign_in_quotes_is_no_percentage(file: Path, number_format: str) -> None:
    # "`0.0"%"` is no percentage": 6.2 shown as 6.2%. Without P nothing is to be said.
    plain = indicator("A1", RATES, number_format=number_format, Percentage="-")
    assert not checked(save(file, plain)).about("U2")
    # With P the values are not formatted as percentages.
    marked = indicator("A1", RATES, number_format=number_format, Percentage="P")
    assert checked(save(file, marked)).about("U2", "doubtful", "wrong")


# -- points -------------------------------------------------------------------------------------


def in_points(
    file: Path, values: tuple[Content, ...], number_format: str, flag: str, tolerance: float = 0.01
) -> Outcome:
    row = indicator("A1", values, number_format=number_format, Percentage=flag)
    unit: dict[str, Content] = {"Unit of change": "points", "Tolerance": tolerance}
    return refreshed(save(file, row, settings=settings_sheet(indicators={"A1": unit})))


@pytest.mark.parametrize(
    ("values", "number_format", "flag"),
    [
        (EH1A, "General", "-"),  # a count
        (EH1A, "#,##0", "-"),
        (RATES, "0.0", "-"),  # a rate per thousand
        (RATES, "General", "P"),  # typed as 5.9, "on the scale of 0 to 100"
        (RATES, '0.0"%"', "P"),  # the same, shown as 5.9%
        (RATES, '0.0"%"', "-"),
        (tuple(value * 10 for value in RATES), "0", "P"),  # 59 of 100
    ],
)
def test_points_of_what_is_no_percentage_of_excel_are_a_finding_and_na(
    file: Path, values: tuple[Content, ...], number_format: str, flag: str
) -> None:
    outcome = in_points(file, values, number_format, flag)
    assert outcome.figures()[:4] == ("-", "n/a", "-", "n/a")
    assert outcome.saying("points", "A1")


def test_the_average_of_such_a_row_does_not_need_a_unit(file: Path) -> None:
    # "give a finding and n/a" is said of the change.
    assert in_points(file, EH1A, "General", "-").figures()[4:] == approximately(76.25, 270)


@pytest.mark.parametrize(
    ("newest", "tolerance", "expected"),
    [
        (0.062, 0.01, ("→", "+0.3 pp")),  # 6.2% − 5.9%, tolerance 1 point
        (0.062, 0.003, ("↑", "+0.3 pp")),  # at the tolerance: "change ≥ tolerance"
        (0.056, 0.003, ("↓", "-0.3 pp")),  # "change ≤ −tolerance"
        (0.059, 0.01, ("→", "0.0 pp")),  # no change at all
        (0.0592, 0.01, ("→", "0.0 pp")),  # +0.02 rounds to 0, without a sign
        (0.0588, 0.01, ("→", "0.0 pp")),  # −0.02
        (0.0596, 0.01, ("→", "+0.1 pp")),  # +0.06
        (0.0584, 0.01, ("→", "-0.1 pp")),  # −0.06
    ],
)
def test_points_of_a_percentage_are_the_difference(
    file: Path, newest: float, tolerance: float, expected: tuple[str, str]
) -> None:
    outcome = in_points(file, (*FRACTIONS[:-1], newest), "0.0%", "P", tolerance)
    arrow, change = outcome.figures()[:2]
    assert (arrow, str(change).replace("−", "-")) == expected
    assert not outcome.saying("points", "A1", "no percentage")


# -- a rounded zero has no sign -----------------------------------------------------------------


@pytest.mark.parametrize("newest", [95.9, 96.1, 96])
def test_no_message_gives_a_zero_a_sign(file: Path, newest: float) -> None:
    # 95.9 after 96 is −0.1%, which rounds to 0%; the published 5% is wrong by any reading.
    row = indicator("A1", (*EH1A[:-1], newest), Change=0.05)
    outcome = refreshed(save(file, row, indicator("A2"), indicator("A3")))
    said = outcome.about("W2", "wrong")
    assert said
    assert not re.search(r"[-+−]0(\.0+)?\s?(%|pp)", " ".join(each.text for each in said))


def test_no_message_prints_one_figure_for_both_sides(file: Path) -> None:
    # 75.74 is shown as 76 and lies more than half a unit from 76.25, which is shown as 76 too.
    rows = [indicator("A1", Average=75.74), indicator("A2"), indicator("A3")]
    outcome = refreshed(save(file, *rows, formats={"AA2": "0"}))
    assert outcome.figures("A1")[4] == 76.25
    for each in outcome.about("AA2", "wrong"):
        assert not re.search(r"printed as 76, the values give 76\b(?!\.)", each.text)
