"""The Scorecard sheet: every printed value in its cell, and a table that can be worked with."""

import re
from datetime import datetime
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.spreadsheet_program import saved_anew
from xlscorecard.addin.workbook import build
from xlscorecard.addin.workbook.build import workbook_bytes
from xlscorecard.addin.workbook.settings_table import value_cell
from xlscorecard.core.settings.all_settings import GENERAL_TOLERANCE

FIRST_ROW = 9
OUTCOME, FIRST_MONTH, LAST_MONTH, COMMENTARY = 5, 6, 21, 36
# The cells of a printed row, in the order of printed.tsv (README.md says where it is from).
CELLS = [1, 2, 3, 4, *range(6, 36)]
PRINTED = [
    line.split("\t")
    for line in Path(__file__).with_name("printed.tsv").read_text("utf-8").splitlines()
]
REFERENCES = [fields[0] for fields in PRINTED]
NUMBER = re.compile(r"-?\d+(?:\.\d+)?%?")
# In the hand-kept workbook these are text, which is why its average is '-' and its maximum 0.
STORED_AS_TEXT = {("YO2", column) for column in range(FIRST_MONTH, LAST_MONTH + 1)}


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> Any:
    path = tmp_path_factory.mktemp("built") / "Scorecard.xlsm"
    build(path)
    return openpyxl.load_workbook(path)["Scorecard"]


def stored(reference: str, column: int, text: str) -> float | str | None:
    """What a cell must hold for what the document prints."""
    if not text:
        return None
    if not NUMBER.fullmatch(text) or (reference, column) in STORED_AS_TEXT:
        return text
    return float(text.removesuffix("%")) / 100 if text.endswith("%") else float(text)


def row_of(reference: str) -> int:
    return FIRST_ROW + REFERENCES.index(reference)


def test_the_document_has_nine_rows() -> None:
    assert REFERENCES == [
        "EH1a", "EH1c", "EH1b", "EH14b", "CIN5", "LSCB17a", "YO2", "FM011", "FM012",
    ]  # fmt: skip


@pytest.mark.parametrize("fields", PRINTED, ids=REFERENCES)
def test_every_printed_value_stands_in_its_cell(sheet: Any, fields: list[str]) -> None:
    row = row_of(fields[0])
    expected = [stored(fields[0], *cell) for cell in zip(CELLS, fields[:-1], strict=True)]
    found = [sheet.cell(row, column).value for column in CELLS]
    assert found == pytest.approx(expected, abs=1e-12)
    assert [isinstance(value, str) for value in found] == [
        isinstance(value, str) for value in expected
    ]


@pytest.mark.parametrize("fields", PRINTED, ids=REFERENCES)
def test_the_commentary_keeps_every_figure_of_the_document(sheet: Any, fields: list[str]) -> None:
    text = sheet.cell(row_of(fields[0]), COMMENTARY).value
    missing = [
        figure
        for figure in fields[-1].split()
        if not re.search(rf"(?<![\d,.]){re.escape(figure)}(?![\d%]|[,.]\d)", text)
    ]
    assert missing == []


def test_every_row_has_an_outcome_and_a_commentary(sheet: Any) -> None:
    for row in range(FIRST_ROW, FIRST_ROW + 9):
        assert sheet.cell(row, OUTCOME).value
        assert sheet.cell(row, COMMENTARY).value


def test_the_table_has_36_columns_and_ends_with_its_ninth_row(sheet: Any) -> None:
    assert sheet.calculate_dimension() == "A1:AJ17"


def test_nothing_in_the_table_is_a_formula(sheet: Any) -> None:
    kinds = {cell.data_type for row in sheet.iter_rows(min_row=7) for cell in row}
    assert kinds == {"s", "n", "d"}


def test_the_headings_are_those_of_the_document(sheet: Any) -> None:
    single = {
        "A7": "Ref.", "B7": "Indicator", "C7": "Owner", "D7": "Reporter", "E7": "Outcome",
        "Z7": "DoT", "AA7": "12 month average", "AB7": "12-mnth max value", "AC7": "Percentage?",
        "AG7": "Target 17-18", "AH7": "Target 18-19", "AI7": "Target 19-20",
        "AJ7": "Commentary (Aug-19)",
    }  # fmt: skip
    groups = {
        "F7": "Qualitative measures", "V7": "Key to direction of travel", "AD7": "Benchmarking",
        "V8": "% change from prev. period", "X8": "% change from same period prev. yr",
        "AD8": "Stat. Neighbour", "AE8": "England", "AF8": "SE region",
    }  # fmt: skip
    for cell, heading in (single | groups).items():
        assert sheet[cell].value == heading, cell


def test_single_headings_are_merged_over_both_rows_and_groups_over_their_columns(
    sheet: Any,
) -> None:
    merged = {str(area) for area in sheet.merged_cells.ranges}
    columns = ["A", "B", "C", "D", "E", "Z", "AA", "AB", "AC", "AG", "AH", "AI", "AJ"]
    assert {f"{column}7:{column}8" for column in columns} <= merged
    assert {"F7:U7", "V7:Y7", "AD7:AF7", "V8:W8", "X8:Y8"} <= merged


def test_the_month_headings_are_dates_from_may_2018_to_august_2019(sheet: Any) -> None:
    cells = sheet[8][FIRST_MONTH - 1 : LAST_MONTH]
    months = [(cell.value.year, cell.value.month) for cell in cells]
    assert all(isinstance(cell.value, datetime) and cell.value.day == 1 for cell in cells)
    assert months[0] == (2018, 5)
    assert months[-1] == (2019, 8)
    assert all(12 * (b[0] - a[0]) + b[1] - a[1] == 1 for a, b in pairwise(months))
    assert {cell.number_format for cell in cells} == {"mmm-yy"}


def _key(book: Any) -> set[str]:
    shown = openpyxl.load_workbook(book, data_only=True)["Scorecard"]
    return {str(cell.value) for row in shown["A1:AJ6"] for cell in row if cell.value}


@pytest.mark.parametrize(
    ("tolerance", "share"), [(0.075, "7.5%"), (0.07, "7%"), (None, "10%"), ("", "10%")]
)
def test_the_key_follows_the_tolerance_that_is_set(
    soffice: str, tmp_path: Path, tolerance: float | str | None, share: str
) -> None:
    book = openpyxl.load_workbook(BytesIO(workbook_bytes()))
    place = value_cell(GENERAL_TOLERANCE)
    book["Settings"].cell(*place).value = tolerance
    path = tmp_path / "set.xlsx"
    book.save(path)
    texts = _key(saved_anew(path, soffice, tmp_path / "anew"))
    assert {f"↑  Increase {share} or more", f"↓  Decrease {share} or more"} <= texts


def test_the_key_stands_above_the_table() -> None:
    texts = _key(BytesIO(workbook_bytes()))
    assert {
        "Children's services scorecard",
        "Qualitative measures", "Positive", "Similar", "Negative",
        "Key to direction of travel",
        "↑  Increase 10% or more", "→  Similar", "↓  Decrease 10% or more",
        "Benchmarking", "(Updated Mar-19, using 17-18 data)",
    } <= texts  # fmt: skip


def test_the_quarters_of_fm012_are_merged_and_cut_by_the_edges_of_the_table(sheet: Any) -> None:
    row = row_of("FM012")
    merged = sorted(str(area) for area in sheet.merged_cells.ranges if area.min_row == row)
    assert merged == ["F17:G17", "H17:J17", "K17:M17", "N17:P17", "Q17:S17", "T17:U17"]


def test_no_other_row_is_merged(sheet: Any) -> None:
    rows = {area.min_row for area in sheet.merged_cells.ranges if area.min_row >= FIRST_ROW}
    assert rows == {row_of("FM012")}


@pytest.mark.parametrize(
    ("cell", "number_format"),
    [
        ("U9", "#,##0"), ("W9", "0%"), ("Y9", "0%"), ("AA9", "#,##0"), ("AB9", "#,##0"),
        ("AH10", "#,##0"), ("U13", "#,##0"), ("AD15", "#,##0"),
        ("G14", "0.0%"), ("W14", "0%"), ("AA14", "0.0%"), ("AB14", "0.0%"), ("AD14", "0.0%"),
    ],
)  # fmt: skip
def test_numbers_look_as_the_percentage_column_says(
    sheet: Any, cell: str, number_format: str
) -> None:
    assert sheet[cell].number_format == number_format


def test_headings_and_indicators_stay_in_sight(sheet: Any) -> None:
    assert sheet.freeze_panes == "C9"


def test_the_filter_reaches_from_the_second_heading_row_to_the_last_cell(sheet: Any) -> None:
    assert sheet.auto_filter.ref == "A8:AJ17"


def test_it_prints_on_landscape_a3_one_page_wide_with_its_headings_on_every_page(
    sheet: Any,
) -> None:
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == 8
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$7:$8"
    assert sheet.oddFooter.center.text == "Page &P of &N"


def test_dot_and_percentage_offer_their_signs_also_in_rows_to_come(sheet: Any) -> None:
    choices = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    months = {"F8:U8": "IF(ISNUMBER(F8),DAY(F8)=1,TRUE)"}
    assert choices == months | {"Z9:Z400": '"▲,▼"', "AC9:AC400": '"P,-"'}


def test_long_text_is_wrapped_in_a_row_that_is_high_enough(sheet: Any) -> None:
    # Arial 10 in a column of 66 takes at most 80 letters a line, and 11.5 points at least.
    for row in range(FIRST_ROW, FIRST_ROW + 9):
        commentary = sheet.cell(row, COMMENTARY)
        assert commentary.alignment.wrap_text
        assert (commentary.alignment.horizontal, commentary.alignment.vertical) == ("left", "top")
        assert sheet.row_dimensions[row].height >= len(commentary.value) / 80 * 11.5
