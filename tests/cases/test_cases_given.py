"""Each workbook of ``tests/data/cases`` gives what its table says is right."""

import json
from pathlib import Path

import pytest

import xlscorecard
from tests.cases.scorecard_files import EH1A
from tests.cases.scorecard_outcomes import (
    AUGUST,
    REFUSED,
    Outcome,
    approximately,
    command,
    judgements,
    month,
    refreshed,
)

CASES = Path(__file__).parent.parent / "data" / "cases"
AUGUST_2019 = month(2019, 8)


@pytest.fixture
def case(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The workbook that the test names, copied."""
    (found,) = CASES.glob(f"{request.param}.*")
    copy = tmp_path / found.name
    copy.write_bytes(found.read_bytes())
    return copy


def of(name: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", [name], indirect=True, ids=[name])


def none_is_called_typed_over(outcome: Outcome) -> bool:
    return not outcome.saying("typed over")


@of("heading-with-marker")
def test_a_provisional_month_is_computed_and_the_marker_said(case: Path) -> None:
    outcome = refreshed(case)
    assert outcome.reporting == AUGUST_2019
    assert outcome.figures("A1") == approximately(*AUGUST)  # "the figures of Aug-19"
    assert outcome.saying("provisional")  # "the marker is said"


@of("headings-by-formula-without-results")
def test_headings_that_nothing_has_calculated_stop_the_whole_sheet(case: Path) -> None:
    outcome = refreshed(case)
    assert outcome.written == {}  # "nothing written"
    said = outcome.about("G1", "doubtful", REFUSED)  # "not calculated, with the cells"
    assert [each for each in said if "calculated" in each.text and "Excel" in each.text]


@of("values-by-formula-never-calculated")
def test_values_that_nothing_has_calculated_leave_the_row_as_it_is(case: Path) -> None:
    outcome = refreshed(case)
    # Every value of row 2 and the newest of row 3 are not calculated: all six figures depend on
    # them. "nothing written over"
    assert outcome.written == {}
    assert none_is_called_typed_over(outcome)
    for address in ("U2", "U3"):
        assert [each for each in outcome.about(address, "doubtful") if "calculated" in each.text]


@of("year-made-ahead")
def test_columns_that_were_made_ahead_are_no_reporting_period(case: Path) -> None:
    outcome = refreshed(case)
    assert outcome.reporting == AUGUST_2019
    assert outcome.figures("A1") == approximately(*AUGUST)
    assert outcome.figures("A2") == approximately(*AUGUST)
    assert outcome.figures("A3") == approximately(*AUGUST)  # its targets typed ahead are no data
    assert none_is_called_typed_over(outcome)
    # "a note that seven columns were made ahead": V to AB, Sep-19 to Mar-20.
    assert {each.severity for each in outcome.about("V1")} == {"note"}
    assert [each for each in outcome.about("V1") if "7" in each.text or "seven" in each.text]


@of("date-in-section-row")
def test_a_date_in_a_section_row_is_no_month(case: Path) -> None:
    outcome = refreshed(case)
    assert outcome.reporting == AUGUST_2019
    assert outcome.figures("A1") == approximately(*AUGUST)


@of("september-without-heading")
def test_a_month_whose_heading_is_blank_is_refused(case: Path) -> None:
    outcome = refreshed(case)
    assert outcome.refused
    # "refused: what V8 would have to be", the month after Aug-19.
    assert [each for each in outcome.about("V8", REFUSED) if "Sep-19" in each.text]


@of("september-partly-typed")
def test_the_rows_that_are_not_yet_in_are_named_in_one_finding(case: Path) -> None:
    outcome = refreshed(case)
    assert outcome.reporting == month(2019, 9)
    # Blank in V although there are values in S, T, U: EH1a, EH1c, EH1b and EH14b; CIN5 has its
    # value, and LSCB17a, YO2, FM011 and FM012 are reported once a quarter.
    (said,) = [each for each in outcome.statements if each.names("Scorecard!V9")]
    assert said.severity == "doubtful"
    assert {each for each in said.cells if each[10:11] == "V"} >= {
        "Scorecard!V9",
        "Scorecard!V10",
        "Scorecard!V11",
        "Scorecard!V12",
    }
    assert not any(said.names(f"Scorecard!V{row}") for row in (13, 14, 15, 16, 17))
    for reference in ("EH1a", "EH1c", "EH1b", "EH14b"):
        assert reference in said.text


@of("august-typed-in-2026")
def test_august_of_the_present_year_is_refused_with_the_likely_cause(case: Path) -> None:
    outcome = refreshed(case)
    assert outcome.refused
    # "typed as Aug-19, Excel makes 19 August of the present year of it"
    assert [each for each in outcome.about("U8", REFUSED) if "Aug-19" in each.text]


@of("durations")
@pytest.mark.parametrize("reference", ["A5", "A6", "A7"])
def test_elapsed_time_is_a_number_of_days(case: Path, reference: str) -> None:
    # The values are those of EH1a over ten: average 915 / 12 / 10 = 7.625, the most 27.
    expected = ("↑", 126 / 96 - 1, "↑", 126 / 18 - 1, 7.625, 27)
    outcome = refreshed(case)
    assert outcome.figures(reference) == approximately(*expected)
    row = {"A5": 6, "A6": 7, "A7": 8}[reference]
    assert not outcome.about(f"U{row}", "wrong")


@of("durations")
@pytest.mark.parametrize("reference", ["A1", "A2", "A3", "A4", "A9", "A10"])
def test_letters_and_colours_in_a_number_format_make_no_date(case: Path, reference: str) -> None:
    assert refreshed(case).figures(reference) == approximately(*AUGUST)


@of("points-of-a-count")
@pytest.mark.parametrize(("reference", "row"), [("P2", 3), ("P4", 5)])
def test_points_of_what_is_no_percentage_are_a_finding_and_na(
    case: Path, reference: str, row: int
) -> None:
    outcome = refreshed(case)
    assert outcome.figures(reference)[:4] == ("-", "n/a", "-", "n/a")
    # The row itself, or its line on the Settings sheet, four rows below.
    places = {cell for each in outcome.saying("points", reference) for cell in each.cells}
    line = {f"Settings!{column}{row + 4}" for column in "ABCD"}
    assert places & {f"Scorecard!U{row}", *line}


@of("points-of-a-count")
def test_points_of_a_percentage_are_computed(case: Path) -> None:
    # 6.2% − 5.9% = 0.3 points, 6.2% − 6.2% = 0; the tolerance is 1 point.
    assert refreshed(case).figures("P1")[:4] == ("→", "+0.3 pp", "→", "0.0 pp")


@of("points-of-a-count")
def test_a_tiny_fall_rounds_to_a_zero_without_a_sign(case: Path) -> None:
    # 5.91% − 5.94% = −0.03 points. "A rounded value of 0 has no sign."
    assert refreshed(case).figures("P5")[1] == "0.0 pp"


@of("surrogate-escape")
def test_two_halves_of_a_character_are_the_character(case: Path) -> None:
    run = command("refresh", case, "--output", case.with_name("out.xlsx"), "--json")
    assert run.returncode == 0, run.stderr.decode()
    run = command("check", case, "--json")
    assert run.returncode == 0, run.stderr.decode()
    messages = [each["message"] for each in json.loads(run.stdout)["findings"]]
    assert [each for each in messages if "\U0001f600 fine" in each]  # F3 is no number
    # Row C has EH1a's values but for May-18, on which nothing of Aug-19 depends.
    assert refreshed(case).figures("C") == approximately(*AUGUST)


@of("dot-is-the-movement")
def test_where_a_sheet_has_a_polarity_the_dot_is_the_movement(case: Path) -> None:
    outcome = refreshed(case)
    assert not outcome.refused
    assert not [each for each in outcome.written if each.startswith("AB")]  # "not written"
    assert not outcome.about("KPI Dashboard!X2", "wrong", "doubtful", REFUSED)
    assert outcome.about("KPI Dashboard!X2", "note")  # YTD: "a note"


@of("dot-is-the-movement")
@pytest.mark.parametrize(
    ("reference", "polarity", "judgement"),
    [
        ("1", "higher is better", "similar"),  # 187 after 171: +9%
        ("4", "lower is better", "positive"),  # 109 after 185
        ("5", "higher is better", "negative"),  # 108 after 185
        ("6", "lower is better", "negative"),  # 178 after 121
    ],
)
def test_the_polarity_is_that_of_the_aim(
    case: Path, reference: str, polarity: str, judgement: str
) -> None:
    assert judgements(case, reference) == (polarity, judgement)


@of("plan-actual-rag-under-months")
def test_plan_actual_and_rag_under_months_are_refused(case: Path) -> None:
    outcome = refreshed(case)
    assert outcome.refused
    text = " ".join(each.text for each in outcome.statements)
    # "sub-headings not understood, with the lines of the Columns table that would settle it"
    assert "Actual" in text
    assert "values" in text
    assert "Plan" in text


@of("plan-actual-rag-under-months")
def test_the_actual_columns_are_the_values_once_the_columns_table_says_so(case: Path) -> None:
    outcome = refreshed(case, columns={"Actual": "values"})
    assert outcome.reporting == month(2023, 9)
    # T4 over Q4: 0.913 after 0.82; T11 over Q11: 0.839 after 0.952.
    assert outcome.written["V4"] == pytest.approx(0.913 / 0.82 - 1)
    assert outcome.written["V11"] == pytest.approx(0.839 / 0.952 - 1)


def test_the_values_of_row_a1_are_those_that_the_figures_come_from() -> None:
    # A guard of the tests themselves: 915 in twelve months, 270 the most of them.
    assert sum(EH1A[4:]) == 915
    assert max(EH1A[4:]) == 270
    assert EH1A[3] == 18


@of("protected-sheet")
def test_a_protected_sheet_is_said_before_anything_is_written(case: Path) -> None:
    before = case.read_bytes()
    outcome = refreshed(case)
    assert outcome.written == {}
    assert outcome.saying("a protected sheet", "locked", "unprotect sheet")
    assert case.read_bytes() == before


@of("backslash-part-names")
def test_a_workbook_with_backslashes_in_its_part_names_is_refreshed(case: Path) -> None:
    assert len(xlscorecard.refresh(case).plan.cells) == 78
    assert not xlscorecard.refresh(case).plan.cells
