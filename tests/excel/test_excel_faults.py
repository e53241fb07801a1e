"""When something is wrong in Excel: the workbook stays as it was, and a message says what to do."""

import openpyxl
import pytest

from tests.excel.excel_engine import STATE, TEXT_FORMAT, FakeExcel
from xlscorecard.addin import ribbon


def _cells(excel: FakeExcel) -> list[tuple[object, ...]]:
    return [*excel.cells["Scorecard"].iter_rows(values_only=True)]


def test_a_sheet_that_is_deleted_while_it_is_refreshed_is_said(excel: FakeExcel) -> None:
    def deleted(name: str) -> None:
        if name == "write" and "Scorecard" in excel.cells.sheetnames:
            del excel.cells["Scorecard"]
        if name == "write":
            raise KeyError("the object is no more")

    excel.before_call = deleted
    kind, text = ribbon.refresh_scorecard()
    assert kind == "refused"
    assert text == (
        'Scorecard.xlsm: the sheet "Scorecard" was deleted or renamed meanwhile.\n'
        "Expected: a workbook that stays as it is while it is refreshed.\n"
        "What to do: Click again; if the sheet is gone, close without saving and open the "
        "workbook again."
    )
    assert excel.state == STATE


def test_an_odd_state_of_excel_comes_back_as_odd_as_it_was(excel: FakeExcel) -> None:
    odd = {
        "screen_updating": False,
        "enable_events": False,
        "calculation": "semiautomatic",
        "status_bar": "mine",
    }
    excel.state.update(odd)
    assert ribbon.refresh_scorecard()[0] == "done"
    assert excel.state == odd


def test_cells_that_do_not_take_what_is_written_are_found_and_all_is_put_back(
    excel: FakeExcel,
) -> None:
    before = _cells(excel)
    excel.hidden_rows = {15}  # as by a filter
    kind, text = ribbon.refresh_scorecard()
    assert kind == "refused"
    assert text.startswith(
        "Scorecard: Excel refused a cell, and what had been written was put back"
    )
    assert "AA15" in text
    assert _cells(excel) == before
    assert excel.state == STATE


def test_numbers_that_excel_keeps_as_text_are_said(excel: FakeExcel) -> None:
    for cell in ("AA15", "AB15"):
        excel.cells["Scorecard"][cell].number_format = TEXT_FORMAT
    kind, text = ribbon.refresh_scorecard()
    assert kind == "done"
    assert text.endswith(
        "Excel keeps numbers as text in cells that are formatted as text (AA15, AB15). Format the "
        "column as a number (Home > Number), then refresh again."
    )


def test_hidden_and_very_hidden_sheets_are_read_and_refreshed(excel: FakeExcel) -> None:
    excel.cells["Scorecard"].sheet_state = "veryHidden"
    excel.cells["Settings"].sheet_state = "hidden"
    excel.active = "Functions"
    assert ribbon.refresh_scorecard()[0] == "done"
    assert excel.cells["Scorecard"]["W9"].value == 0.3125
    assert excel.cells["Scorecard"].sheet_state == "veryHidden"


def test_a_chart_sheet_that_is_shown_is_passed_over(excel: FakeExcel) -> None:
    excel.active = "Chart1"  # Excel counts it among the sheets, and not among the worksheets
    assert ribbon.refresh_scorecard()[0] == "done"
    assert excel.cells["Scorecard"]["W9"].value == 0.3125


def test_a_formula_that_is_put_back_into_a_table_fills_no_other_cell(excel: FakeExcel) -> None:
    sheet = excel.cells["Scorecard"]
    sheet.add_table(openpyxl.worksheet.table.Table(displayName="Kpis", ref="A8:AJ17"))
    sheet["AA9"] = "=AVERAGE(J9:U9)"
    for book in (excel.cells, excel.results):
        book["Settings"]["B7"] = "replace"
    before = _cells(excel)
    assert ribbon.refresh_scorecard()[0] == "done"
    assert isinstance(sheet["AA9"].value, float)
    assert ribbon.undo_last_refresh()[0] == "done"
    assert _cells(excel) == before
    assert excel.auto_correct.AutoFillFormulasInLists is True


@pytest.mark.parametrize(
    "address",
    [
        "https://council.sharepoint.com/sites/kpi/Shared Documents/Scorecard.xlsm",
        "https://d.docs.live.net/0123456789abcdef/Scorecard.xlsm",
        r"C:\Users\Zoë\OneDrive - A Council\Scorecard.xlsm",
        "Scorecard.xlsm",
    ],
)
def test_wherever_the_workbook_lies_it_is_refreshed_and_undone(
    excel: FakeExcel, address: str
) -> None:
    before = _cells(excel)
    excel.fullname = address
    assert ribbon.refresh_scorecard()[0] == "done"
    assert ribbon.undo_last_refresh()[0] == "done"
    assert _cells(excel) == before


def test_a_protected_sheet_with_open_cells_is_refreshed(excel: FakeExcel) -> None:
    # Everything but the computed cells is closed, also what lies between them.
    excel.protected.add("Scorecard")
    excel.open_columns = {22, 23, 24, 25, 27, 28}
    assert ribbon.refresh_scorecard()[0] == "done"
    assert excel.cells["Scorecard"]["W9"].value == 0.3125


def test_a_protected_sheet_with_some_open_cells_is_left_as_it_was(excel: FakeExcel) -> None:
    before = _cells(excel)
    excel.protected.add("Scorecard")
    excel.open_columns = {22, 23, 24, 25, 27}
    kind, text = ribbon.refresh_scorecard()
    assert (kind, text.splitlines()[0]) == (
        "refused", "Scorecard: a protected sheet; nothing was changed.",
    )  # fmt: skip
    assert _cells(excel) == before
