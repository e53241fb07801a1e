"""Cells of a month: tokens, numbers with a marker, and other texts."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cases.scorecard_files import EH1A, indicator, save
from tests.cases.scorecard_outcomes import AUGUST, approximately, refreshed

TOKENS = ("-", "n/a", "TBC", "[x]", "[z]", "[c]", "[low]", "[u]", "[k]", "c", "x", "z", "k", "u",
          "low", ":", "..")  # fmt: skip
"""As the law lists them: in the document, the government shorthand, bare and in older forms."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "scorecard.xlsx"


@pytest.mark.parametrize("token", TOKENS)
def test_a_token_is_known_and_no_number(file: Path, token: str) -> None:
    # "A token is never a zero": 789 / 11 without August, not 789 / 12.
    outcome = refreshed(save(file, indicator("A1", (*EH1A[:-1], token)), indicator("A2")))
    assert outcome.figures("A1") == approximately("-", "n/a", "-", "n/a", 789 / 11, 270)
    assert not outcome.about("U2")


@pytest.mark.parametrize("token", TOKENS)
def test_a_token_in_the_twelve_months_is_left_out_of_the_average(file: Path, token: str) -> None:
    # Mar-19 (270, column P) is a token: (915 - 270) / 11, and 144 is the most.
    outcome = refreshed(save(file, indicator("A1", (*EH1A[:10], token, *EH1A[11:]))))
    assert outcome.figures() == approximately(*AUGUST[:4], 645 / 11, 144)
    assert not outcome.about("P2")


@pytest.mark.parametrize(
    ("content", "word"),
    [
        ("126 [p]", "provisional"), ("126 (p)", "provisional"),
        ("126r", "revised"), ("126 [r]", "revised"), ("126 (r)", "revised"),
        ("126 [e]", "estimated"), ("126 (e)", "estimated"),
    ],
)  # fmt: skip
def test_a_number_with_a_marker_is_the_number_and_said_as_such(
    file: Path, content: str, word: str
) -> None:
    # "the number, provisional, revised or estimated, said as such"
    outcome = refreshed(save(file, indicator("A1", (*EH1A[:-1], content))))
    assert outcome.figures() == approximately(*AUGUST)
    assert [each for each in outcome.about("U2") if word in each.text]
    assert not outcome.about("U2", "wrong")


@pytest.mark.parametrize("content", ["1,260 [p]", "£1,260 (p)"])
def test_a_marker_may_follow_a_number_with_commas(file: Path, content: str) -> None:
    values = tuple(10 * value for value in EH1A[:-1])
    outcome = refreshed(save(file, indicator("A1", (*values, content))))
    assert outcome.figures() == approximately(*AUGUST[:4], 762.5, 2700)
    assert [each for each in outcome.about("U2") if "provisional" in each.text]


@pytest.mark.parametrize(
    ("content", "value"),
    [("126", 126), (" 126", 126), ("1,234", 1234), ("£1,200", 1200), ("12.6", 12.6)],
)
def test_a_number_stored_as_text_is_used_and_reported(
    file: Path, content: str, value: float
) -> None:
    # "used as the number, and reported as a finding, never silently"
    outcome = refreshed(save(file, indicator("A1", (*EH1A[:-1], content))))
    assert outcome.figures()[1] == pytest.approx(value / 96 - 1)
    assert outcome.about("U2", "doubtful")


@pytest.mark.parametrize("content", ["see note", "126 approx", "126 [q]", "about 126", "p"])
def test_another_text_is_missing_and_reported(file: Path, content: str) -> None:
    # A2 has a value for Aug-19: without any the month would hold no data.
    path = save(file, indicator("A1", (*EH1A[:-1], content)), indicator("A2"))
    outcome = refreshed(path)
    assert outcome.figures() == approximately("-", "n/a", "-", "n/a", 789 / 11, 270)
    assert outcome.about("U2")


@pytest.mark.parametrize("error", ["#N/A", "#DIV/0!", "#REF!"])
def test_an_error_is_missing_and_reported(file: Path, error: str) -> None:
    path = save(file, indicator("A1"), indicator("A2"))
    book = load_workbook(path)
    cell = book["Scorecard"]["U2"]
    cell.value = error
    cell.data_type = "e"
    book.save(path)
    outcome = refreshed(path)
    assert outcome.figures() == approximately("-", "n/a", "-", "n/a", 789 / 11, 270)
    assert outcome.about("U2")
