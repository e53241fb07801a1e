"""Explain: what a cell of the scorecard document comes from, in words."""

import pytest

from tests.sheet.sheet_grids import COMPUTED_HEADINGS, Sheets, grid
from xlscorecard.actions.explain import Explained, explain
from xlscorecard.addin.workbook import build
from xlscorecard.books.file.book import WorkbookFile
from xlscorecard.core.sheet.address import Area
from xlscorecard.errors import LayoutError

_: None = None


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> WorkbookFile:
    path = tmp_path_factory.mktemp("explained") / "Scorecard.xlsm"
    build(path)
    return WorkbookFile(path)


def _explained(book: WorkbookFile, cell: str) -> Explained:
    area = Area.parse(cell)
    assert area is not None
    return explain(book, area.top, area.left)


# Values: the seed document. 10% of 217 is 21.7, so from 238.7 up and to 195.3 down.
SENTENCES = {
    "V10": [
        "Compared: 232 in Aug-19 with 217 in Jul-19.",
        "Change: 232 / 217 − 1 = +6.91%.",
        "Rule: ↑ from +10% on, ↓ from -10% on, → between them: so →.",
        "No direction is good (DoT), so there is no judgement.",
        "For another arrow Aug-19 would have to be 238.7 or more for ↑, or 195.3 or less for ↓.",
    ],
    "W14": ["Aug-19 has no value: so - and n/a."],
    "AA15": [
        "Counted: the values whose period ends in the 12 months up to Aug-19, 3 of them. "
        "Oct-18: 439, Dec-18: 399, Apr-19: 397.",
        "The mean of them is 412.",
        'The cell holds "-"; a refresh writes 412.',
    ],
    "AB17": [
        "Counted: the values whose period ends in the 12 months up to Aug-19, 4 of them. "
        "Q2 2018-19: 0, Q3 2018-19: 38, Q4 2018-19: 16, Q1 2019-20: 85.",
        "The largest of them is 85.",
        "The cell is blank; a refresh writes 85.",
    ],
    "X17": [
        "Compared: 85 in Q1 2019-20 with 57 in Q1 2018-19.",
        "Change: 85 / 57 − 1 = +49.12%.",
        "Rule: ↑ from +10% on, ↓ from -10% on, → between them: so ↑.",
        "No direction is good (DoT), so there is no judgement.",
        "For another arrow Q1 2019-20 would have to be more than 51.3 and less than 62.7 for →, "
        "or 51.3 or less for ↓.",
        'The cell is blank; a refresh writes "↑".',
    ],
    "U9": ["126 counts as the value of Aug-19."],
    "U14": ["There is no value in Aug-19: a blank cell is never a zero."],
    "C9": ["A person fills this in; a refresh leaves it as it is."],
}


@pytest.mark.parametrize("cell", SENTENCES)
def test_a_cell_of_the_document_is_explained(document: WorkbookFile, cell: str) -> None:
    assert list(_explained(document, cell).sentences) == SENTENCES[cell]


def test_an_explanation_names_the_cell_its_indicator_and_its_column(document: WorkbookFile) -> None:
    explained = _explained(document, "W9")
    assert (explained.cell, explained.reference, explained.heading) == (
        "Scorecard!W9", "EH1a", "% change from the previous period",
    )  # fmt: skip


def test_a_cell_of_a_merged_quarter_stands_for_the_quarter(document: WorkbookFile) -> None:
    # FM012: the quarter from Apr-19 to Jun-19 is merged in Q17:S17; its value is in Q17.
    explained = _explained(document, "R17")
    assert (explained.cell, explained.sentences) == (
        "Scorecard!Q17", ("85 counts as the value of Q1 2019-20.",),
    )  # fmt: skip


def test_what_is_to_be_looked_at_in_the_cell_is_told_with_it(document: WorkbookFile) -> None:
    first, second = _explained(document, "K15").findings
    assert str(first).startswith('Scorecard!K15: "439" in Oct-18 is a number stored as text')
    assert second.rule == "two-months-of-a-quarter"


@pytest.mark.parametrize("cell", ["A1", "A40", "W40"])
def test_a_cell_of_no_indicator_is_refused(document: WorkbookFile, cell: str) -> None:
    with pytest.raises(LayoutError) as refused:
        _explained(document, cell)
    (fault,) = refused.value.faults
    assert (fault.place, fault.found, fault.remedy) == (
        f"Scorecard!{cell}",
        "no cell of an indicator",
        "Choose one of these cells.",
    )


HEADER = ("Ref.", "Indicator", "DoT", "Percentage?", "Jul-19", "Aug-19", *COMPUTED_HEADINGS)


def test_percentages_and_polarity_are_told_in_their_own_words() -> None:
    book = Sheets(grid(HEADER, ("P1", "Share", "▼", "P", 0.059, 0.0725)))
    assert list(explain(book, 2, 7).sentences) == [
        "Compared: 7.25% in Aug-19 with 5.9% in Jul-19.",
        "Change: 7.25% / 5.9% − 1 = +22.88%.",
        "Rule: ↑ from +10% on, ↓ from -10% on, → between them: so ↑.",
        "Lower is better (DoT): so Negative.",
        # 5.9% ± 0.59%
        "For another arrow Aug-19 would have to be more than 5.31% and less than 6.49% for →, or "
        "5.31% or less for ↓.",
        'The cell is blank; a refresh writes "↑".',
    ]


def test_points_are_told_in_points() -> None:
    settings = grid(
        ("Ref.", "Frequency", "Unit of change", "Tolerance", "Polarity"),
        ("P1", _, "points", 0.005, _),
        sheet="Settings",
    )
    book = Sheets(settings, grid(HEADER, ("P1", "Share", "▲", "P", 0.059, 0.062)))
    assert list(explain(book, 2, 7).sentences)[1:3] == [
        "Change: 6.2% − 5.9% = +0.3 pp.",
        "Rule: ↑ from +0.5 pp on, ↓ from -0.5 pp on, → between them: so →.",
    ]


def test_a_negative_base_gives_the_difference_instead() -> None:
    book = Sheets(grid(HEADER, ("N1", "Balance", "", "", -40, 10, "-", "n/a")))
    assert list(explain(book, 2, 8).sentences) == [
        "Jul-19 is below 0, and no percentage can be taken of that: so - and n/a.",
        "Compared: 10 in Aug-19 with -40 in Jul-19; the difference is +50.",
    ]


def test_a_formula_is_named_and_left_alone() -> None:
    book = Sheets(
        grid(HEADER, ("F1", "Visits", "", "", 4, 6, "↑", 0.5), formulas={(2, 8): "F2/E2-1"})
    )
    assert explain(book, 2, 8).sentences[-1] == (
        "The cell holds a formula, which a refresh leaves alone: =F2/E2-1"
    )


def test_a_rounded_change_is_said_to_be_written_in_full() -> None:
    book = Sheets(grid(HEADER, ("R1", "Visits", "", "", 217, 232, "→", 0.07)))
    assert explain(book, 2, 8).sentences[-1] == (
        "The cell holds it rounded; a refresh writes it in full."
    )


def test_a_text_in_a_month_is_no_value() -> None:
    book = Sheets(grid(HEADER, ("T1", "Visits", "", "", "n/a", 6)))
    assert explain(book, 2, 5).sentences == (
        '"n/a" is no number: Jul-19 has no value, which is never a zero.',
    )


def test_a_polarity_of_the_settings_sheet_is_said_to_be_of_there() -> None:
    settings = grid(
        ("Ref.", "Frequency", "Unit of change", "Tolerance", "Polarity"),
        ("S1", _, _, _, "▲"),
        sheet="Settings",
    )
    book = Sheets(settings, grid(HEADER, ("S1", "Visits", "▼", "", 4, 6)))
    assert explain(book, 2, 7).sentences[3] == (
        "Higher is better (the Settings sheet): so Positive."
    )  # fmt: skip


def test_tiny_values_keep_their_digits() -> None:
    book = Sheets(grid(HEADER, ("T1", "Rate", "", "", 0.00002, 0.00003)))
    assert explain(book, 2, 8).sentences[:2] == (
        "Compared: 0.00003 in Aug-19 with 0.00002 in Jul-19.",
        "Change: 0.00003 / 0.00002 − 1 = +50.00%.",
    )


def test_a_value_after_the_reporting_month_is_not_counted_yet() -> None:
    book = Sheets(grid(HEADER, ("A1", "Visits", "", "", 4, 6)))
    assert explain(book, 2, 6, period="Jul-19").sentences == (
        "6 stands for Aug-19, after the reporting month Jul-19: it is not counted yet.",
    )
