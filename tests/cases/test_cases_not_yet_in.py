"""Rows that are not yet in: blank for the reporting period after three months with values."""

import re
from pathlib import Path

import pytest

from tests.cases.scorecard_files import (
    CALCULATED,
    EH1A,
    Content,
    Formula,
    Row,
    indicator,
    save,
    settings_sheet,
)
from tests.cases.scorecard_outcomes import Outcome, Statement, approximately, month, refreshed


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "scorecard.xlsx"


def newest(*contents: Content) -> tuple[Content, ...]:
    """EH1a with other contents in its last months: the last of them is Aug-19, in U."""
    return (*EH1A[: 16 - len(contents)], *contents)


def beside(*rows: Row, file: Path, full: int = 6, **more: object) -> Outcome:
    """The rows below so many that have all their values; they stand from row ``full + 2`` on."""
    others = [indicator(f"F{number}") for number in range(1, full + 1)]
    return refreshed(save(file, *others, *rows, **more))  # type: ignore[arg-type]


def not_in(outcome: Outcome, row: int = 8) -> list[Statement]:
    """What is said of the blank cell of the newest month."""
    return outcome.about(f"U{row}")


def test_a_blank_after_three_values_is_not_yet_in(file: Path) -> None:
    # "its cell for the reporting period is blank … although it had a value in each of the three
    # months before": R, S and T.
    outcome = beside(indicator("A1", newest(None)), file=file)
    assert outcome.reporting == month(2019, 8)
    assert [each.severity for each in not_in(outcome)] == ["doubtful"]
    assert "A1" in not_in(outcome)[0].text


def test_its_figures_are_those_of_a_missing_value(file: Path) -> None:
    # "n/a when either value is missing"; (915 - 126) / 11 in the twelve months.
    outcome = beside(indicator("A1", newest(None)), file=file)
    assert outcome.figures("A1") == approximately("-", "n/a", "-", "n/a", 789 / 11, 270)


@pytest.mark.parametrize(
    "last",
    [
        (None, 144, 96, None),  # no value in R: only two of the three months before
        (57, None, 96, None),
        (57, 144, None, None),
        ("-", 144, 96, None),  # a token is no value
        (57, "n/a", 96, None),
        (57, 144, "[c]", None),
    ],
)
def test_a_row_without_a_value_in_one_of_the_three_months_is_not_named(
    file: Path, last: tuple[Content, ...]
) -> None:
    assert not not_in(beside(indicator("A1", newest(*last)), file=file))


@pytest.mark.parametrize("token", ["-", "n/a", "TBC", "[x]", "[z]", "[c]", "c", "..", ":"])
def test_a_token_is_no_blank(file: Path, token: str) -> None:
    # "blank (not a token)"
    assert not not_in(beside(indicator("A1", newest(token)), file=file))


@pytest.mark.parametrize("last", [(0, 0, 0, None), (None, 57, 144, 96, None), (5, 5, 5, None)])
def test_zeros_and_equal_numbers_are_values(file: Path, last: tuple[Content, ...]) -> None:
    outcome = beside(indicator("A1", newest(*last)), file=file)
    assert [each.severity for each in not_in(outcome)] == ["doubtful"]


@pytest.mark.parametrize("blank", [" ", "  "])
def test_spaces_are_a_blank(file: Path, blank: str) -> None:
    outcome = beside(indicator("A1", newest(blank)), file=file)
    assert [each.severity for each in not_in(outcome)] == ["doubtful"]


def test_a_row_that_the_settings_call_quarterly_is_never_named(file: Path) -> None:
    # "rows that are, or look, quarterly never are"
    lines = settings_sheet(indicators={"A1": {"Frequency": "quarterly"}})
    outcome = beside(indicator("A1", newest(57, 144, 96, None)), file=file, settings=lines)
    assert not [each for each in not_in(outcome) if each.severity == "doubtful"]


def test_a_row_that_looks_quarterly_is_never_named(file: Path) -> None:
    values = (None, 5, None, None, 6, None, None, 7, None, None, 8, None, None, 9, None, None)
    assert not [
        each
        for each in not_in(beside(indicator("A1", values), file=file))
        if each.severity == "doubtful"
    ]


def test_an_earlier_reporting_period_looks_at_its_own_months(file: Path) -> None:
    # For Jul-19 (T) the three months before are Q, R and S; the value of August came first.
    path = save(file, *(indicator(f"F{n}") for n in range(1, 7)),
                indicator("A1", newest(None, 126)))  # fmt: skip
    outcome = refreshed(path, period="Jul-19")
    assert [each.severity for each in outcome.about("T8")] == ["doubtful"]
    assert not refreshed(path).about("T8", "doubtful")


def test_several_rows_are_one_finding(file: Path) -> None:
    rows = [indicator(f"A{number}", newest(None)) for number in range(1, 4)]
    outcome = beside(*rows, file=file)
    said = {each.text for row in (8, 9, 10) for each in not_in(outcome, row)}
    assert len(said) == 1
    for reference in ("A1", "A2", "A3"):
        assert reference in said.copy().pop()


@pytest.mark.parametrize(("blank", "rest"), [(20, 0), (21, 1), (45, 25)])
def test_at_most_twenty_are_named_and_the_rest_is_counted(
    file: Path, blank: int, rest: int
) -> None:
    # "One doubtful finding names at most 20 of them and counts the rest."
    rows = [indicator(f"KPI{number:03}", newest(None)) for number in range(1, blank + 1)]
    outcome = beside(*rows, file=file, full=60)
    (said,) = outcome.about("U62", "doubtful")
    message = said.text.split(" | ")[0]
    named = re.findall(r"KPI\d{3}", message)
    assert "KPI001" in named
    assert len(set(named)) == 20
    if rest:
        assert re.search(rf"\b{rest}\b", message.replace("KPI", ""))
    assert len(outcome.saying("KPI001", "KPI002")) == 1


def test_half_a_month_typed_is_said_in_the_same_finding(file: Path) -> None:
    # "in which fewer than half of the rows of the fullest column have one (said in one finding with
    # the rows not yet in)": 3 of 8 rows have a value.
    rows = [indicator(f"A{number}", newest(None)) for number in range(1, 6)]
    outcome = beside(*rows, file=file, full=3)
    assert outcome.reporting == month(2019, 8)
    doubts = [
        each
        for each in outcome.statements
        if each.severity == "doubtful" and any("!U" in cell for cell in each.cells)
    ]
    assert len(doubts) == 1
    assert "A5" in doubts[0].text


# -- a formula that gives 0 ----------------------------------------------------------------------


def test_a_formula_that_gives_0_after_three_months_with_values_is_named(file: Path) -> None:
    # A link to a month that is not typed yet gives 0, which is no value anybody reported.
    last = Formula("=Data!C9", 0)
    data: list[list[Content]] = [["Agency", "", 1]]
    outcome = beside(
        indicator("A1", newest(last)), file=file, others={"Data": data}, calculation=CALCULATED
    )
    assert outcome.reporting == month(2019, 8)
    assert [each.severity for each in not_in(outcome)] == ["doubtful"]
    assert "gives 0" in not_in(outcome)[0].text


def test_a_formula_that_gives_0_in_a_row_that_often_has_0_is_not_named(file: Path) -> None:
    data: list[list[Content]] = [["Agency", "", 1]]
    last = (0, 3, 0, Formula("=Data!C9", 0))
    outcome = beside(
        indicator("A1", newest(*last)), file=file, others={"Data": data}, calculation=CALCULATED
    )
    assert not_in(outcome) == []


def test_a_typed_0_is_a_value(file: Path) -> None:
    assert not_in(beside(indicator("A1", newest(0)), file=file)) == []
