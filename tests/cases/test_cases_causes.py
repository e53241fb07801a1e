"""Causes that are true: what is said of published figures that do not follow."""

from pathlib import Path

import pytest

from tests.cases.scorecard_files import EH1A, Content, Row, Written, indicator, save
from tests.cases.scorecard_outcomes import (
    AUGUST,
    JULY,
    Outcome,
    Statement,
    approximately,
    checked,
    refreshed,
)

JUNE = ("↑", 144 / 57 - 1, "↑", 144 / 19 - 1, 62.75, 270)
"""EH1a for Jun-19: 144 after 57, 19 a year ago; Jul-18 to Jun-19 sum to 753."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "scorecard.xlsx"


def published(reference: str, figures: tuple[Content, ...], **other: Content) -> Row:
    """EH1a with these six figures printed."""
    names = ("Arrow", "Change", "YearArrow", "YearChange", "Average", "Max")
    return indicator(reference, EH1A, {**dict(zip(names, figures, strict=True)), **other})


def of_computed_cells(outcome: Outcome, rows: range = range(2, 30)) -> list[Statement]:
    return [
        each
        for each in outcome.statements
        if any(
            each.names(f"Scorecard!{column}{row}")
            for column in ("V", "W", "X", "Y", "AA", "AB")
            for row in rows
        )
    ]


# -- most figures at once -----------------------------------------------------------------------


def test_when_most_figures_differ_the_reading_is_suspected_in_one_finding(file: Path) -> None:
    # "one finding asks whether the period and the results are right, instead of one 'typed over' a
    # row": the figures are right for no month.
    rows = [published(f"A{n}", ("↓", -0.44, "↓", -0.33, 500 + n, 900 + n)) for n in range(1, 11)]
    outcome = refreshed(save(file, *rows))
    assert not outcome.saying("typed over")
    (said,) = {each.text for each in of_computed_cells(outcome) if each.severity != "note"}
    assert "Aug-19" in said
    assert "result" in said


@pytest.mark.parametrize(("wrong", "typed_over"), [(7, False), (3, True), (1, True)])
def test_few_figures_are_typed_over_and_many_are_not(
    file: Path, wrong: int, typed_over: bool
) -> None:
    # Ten averages are printed, nothing else; of them 7, 3 or 1 differ.
    rows = [indicator(f"A{n}", Average=500 + n if n <= wrong else 76.25) for n in range(1, 11)]
    outcome = refreshed(save(file, *rows))
    assert bool(outcome.saying("typed over")) is typed_over
    if typed_over:
        for row in range(2, 2 + wrong):
            assert [each for each in outcome.about(f"AA{row}") if "typed over" in each.text]


def test_check_asks_the_same(file: Path) -> None:
    rows = [indicator(f"A{n}", Average=500 + n, Max=900 + n) for n in range(1, 11)]
    outcome = checked(save(file, *rows))
    assert not outcome.saying("typed over")
    assert len({each.text for each in of_computed_cells(outcome) if each.severity != "note"}) == 1


# -- not refreshed since ------------------------------------------------------------------------


@pytest.mark.parametrize("figures", [JULY, JUNE], ids=["of July", "of June"])
def test_figures_that_are_right_for_an_earlier_month_are_refreshed_without_a_word(
    file: Path, figures: tuple[Content, ...]
) -> None:
    # "Figures that are right for an earlier period were not refreshed since: … a refresh says
    # nothing of them."
    rows = [published(f"A{number}", figures) for number in range(1, 7)]
    outcome = refreshed(save(file, *rows))
    assert of_computed_cells(outcome) == []
    assert outcome.figures("A6") == approximately(*AUGUST)


def test_figures_of_an_earlier_month_may_be_rounded_as_printed(file: Path) -> None:
    # July: −33%, +129%, 67.25 as 67.
    rows = [published(f"A{n}", ("↓", -0.33, "↑", 1.29, 67, 270)) for n in range(1, 7)]
    assert of_computed_cells(refreshed(save(file, *rows))) == []


def test_one_figure_typed_over_among_figures_of_july_is_still_said(file: Path) -> None:
    rows = [published(f"A{number}", JULY) for number in range(1, 7)]
    rows[2] = published("A3", JULY, Average=500)
    outcome = refreshed(save(file, *rows))
    assert outcome.about("AA4", "wrong")
    assert {cell for each in of_computed_cells(outcome) for cell in each.cells} == {"Scorecard!AA4"}


def test_figures_that_are_right_give_no_word(file: Path) -> None:
    outcome = refreshed(save(file, published("A1", AUGUST), published("A2", AUGUST)))
    assert outcome.written == {}
    assert of_computed_cells(outcome) == []


# -- what follows, by distance ------------------------------------------------------------------

THIRDS = (*EH1A[:-1], 127)
"""916 in twelve months: the average is 76 1/3."""


@pytest.mark.parametrize(
    "printed",
    [
        Written("76.3333333333333"), Written("76.33333333333333"), Written("76.333333333333329"),
        Written("76.333333333333343"), Written("76.3333333333334"),
        76, 76.3, 76.33, 76.333, 76.3333333,
    ],
)  # fmt: skip
def test_an_average_follows_within_half_a_unit_of_its_last_digit(
    file: Path, printed: Content
) -> None:
    outcome = refreshed(save(file, indicator("A1", THIRDS, Average=printed), indicator("A2")))
    assert not outcome.about("AA2", "wrong", "doubtful")


@pytest.mark.parametrize("printed", [77, 75, 76.4, 76.2, 76.34, 76.32, 76.3344, 76.3334333])
def test_an_average_further_away_does_not_follow(file: Path, printed: float) -> None:
    # 76.4 is 0.067 away, more than 0.05; 76.34 is 0.0067 away, more than 0.005.
    rows = [indicator(f"B{number}", Average=76.25) for number in range(3)]
    outcome = refreshed(save(file, indicator("A1", THIRDS, Average=printed), *rows))
    assert outcome.about("AA2", "wrong")


@pytest.mark.parametrize(("printed", "follows"), [(76, True), (77, True), (75, False), (78, False)])
def test_exactly_half_a_unit_follows_on_either_side(
    file: Path, printed: int, follows: bool
) -> None:
    # 918 / 12 = 76.5: "within half a unit of its last printed digit".
    rows = [indicator(f"B{number}", Average=76.25) for number in range(3)]
    path = save(file, indicator("A1", (*EH1A[:-1], 129), Average=printed), *rows)
    assert bool(refreshed(path).about("AA2", "wrong")) is not follows


@pytest.mark.parametrize(
    ("printed", "follows"),
    [(0.31, True), (0.312, True), (0.313, True), (0.3125, True), (0.32, False),
     (0.311, False), (0.314, False), (0.3124, False)],
)  # fmt: skip
def test_a_change_follows_by_the_same_distance(file: Path, printed: float, follows: bool) -> None:
    # 0.3125: 0.312 and 0.313 are half a thousandth away.
    rows = [indicator(f"B{number}", Change=0.3125) for number in range(3)]
    path = save(file, indicator("A1", Change=printed), *rows)
    assert bool(refreshed(path).about("W2", "wrong")) is not follows


@pytest.mark.parametrize(
    ("stored", "follows"), [(0.31, True), (0.3125, True), (0.3, False), (0.32, False)]
)
def test_the_last_printed_digit_of_a_percentage_is_the_one_that_is_shown(
    file: Path, stored: float, follows: bool
) -> None:
    # 0.3 in the format 0% is printed as 30%, and 31.25% is 1.25% away.
    rows = [indicator(f"B{number}", Change=0.3125) for number in range(3)]
    path = save(file, indicator("A1", Change=stored), *rows, formats={"W2": "0%"})
    assert bool(refreshed(path).about("W2", "wrong")) is not follows


def test_no_finding_says_that_a_figure_is_itself(file: Path) -> None:
    # "printed as 438, the values give 438": twelve times 438 and a hair.
    values = (*EH1A[:4], *[438] * 11, 438.0000001)
    outcome = refreshed(save(file, indicator("A1", values, Average=438), indicator("A2")))
    assert not outcome.about("AA2", "wrong", "doubtful")
