"""The Checks sheet in Excel: made without a change of what is shown, written anew, and typed on."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from tests.excel.excel_engine import CALL_REJECTED, STATE, ExcelError, FakeExcel
from xlscorecard.actions.refresh import refresh
from xlscorecard.addin import ribbon
from xlscorecard.books.excel.book import ExcelWorkbook
from xlscorecard.books.protocol import Applied
from xlscorecard.core.domain.finding import FindingColumn
from xlscorecard.core.findings.checks_page import Stamp
from xlscorecard.core.sheet.edits import Plan, WritePage
from xlscorecard.core.sheet.page import Look, Page, PageCell

FIRST = 7
STAMP = Stamp(datetime(2019, 9, 2, 9, 30), "1.2.3")
COLUMN = {heading: number for number, heading in enumerate(FindingColumn, start=1)}


def sheet(excel: FakeExcel, name: str = "Checks") -> Any:
    return excel.cells[name]


def column(excel: FakeExcel, heading: FindingColumn) -> list[object]:
    """What stands in a column of the list, down to its last line."""
    rows = sheet(excel).iter_rows(FIRST, min_col=COLUMN[heading], max_col=COLUMN[heading])
    values = [cell.value for (cell,) in rows]
    while values and values[-1] is None:
        values.pop()
    return values


def typed(excel: FakeExcel, row: int, by: str, reason: str) -> None:
    for book in (excel.cells, excel.results):
        book["Checks"].cell(row, COLUMN[FindingColumn.BY]).value = by
        book["Checks"].cell(row, COLUMN[FindingColumn.REASON]).value = reason


def without_the_sheet(excel: FakeExcel) -> None:
    """As in a workbook that was adopted by an earlier version."""
    for book in (excel.cells, excel.results):
        del book["Checks"]


def rejecting(call: str, times: int = 1) -> Callable[[str], None]:
    """An Excel in which somebody begins to type, so that it rejects a call, the last of some."""
    left = times

    def before_call(name: str) -> None:
        nonlocal left
        left -= name == call
        if name == call and left == 0:
            raise ExcelError(CALL_REJECTED, "call was rejected by callee")

    return before_call


def _contents(excel: FakeExcel, name: str) -> dict[str, object]:
    rows = excel.cells[name].iter_rows()
    return {cell.coordinate: cell.value for row in rows for cell in row if cell.value is not None}


def test_a_refresh_lists_its_findings_behind_the_other_sheets(excel: FakeExcel) -> None:
    without_the_sheet(excel)
    before = excel.cells.sheetnames
    shown = excel.active

    ribbon.refresh_scorecard()

    assert excel.cells.sheetnames == [*before, "Checks"]
    assert excel.active == shown
    assert excel.state == STATE
    listed = sheet(excel)
    assert listed["A1"].value == "Checks of the scorecard"
    assert listed["A2"].value == "Scorecard, Aug-19: 1 wrong, 10 doubtful, 3 note, 4 put right."
    assert [cell.value for cell in listed[6]] == [heading.value for heading in FindingColumn]
    assert listed["D7"].value == '=HYPERLINK("#Scorecard!H12","H12:N12")'
    assert column(excel, FindingColumn.STATUS) == ["open"] * 14 + ["put right"] * 4
    assert listed.auto_filter.ref == "A6:I24"
    assert listed.freeze_panes == "A7"
    assert not listed.sheet_view.showGridLines
    assert excel.page_setups["Checks"].PrintTitleRows == "$6:$6"
    assert listed.column_dimensions["I"].hidden


def test_colours_and_yellow_cells_stand_where_their_lines_do(excel: FakeExcel) -> None:
    ribbon.refresh_scorecard()
    listed = sheet(excel)
    assert [listed.cell(row, 1).font.color.rgb for row in (7, 8, 18, 21)] == [
        "FFA4262C", "FF8A5A00", "FF1F5C99", "FF605E5C",
    ]  # fmt: skip
    fills = [listed.cell(row, COLUMN[FindingColumn.BY]).fill.fgColor.rgb for row in (7, 20, 21)]
    assert fills == ["FFFFF9DB", "FFFFF9DB", "00000000"]


def test_a_finding_that_a_person_accepts_is_told_no_more(excel: FakeExcel) -> None:
    ribbon.refresh_scorecard()
    typed(excel, FIRST, "Ann Lee", "two ways of counting")

    _, text = ribbon.check_data()

    assert "13 things to look at" in text
    assert column(excel, FindingColumn.STATUS)[13] == "accepted"
    row = FIRST + 13
    assert sheet(excel).cell(row, COLUMN[FindingColumn.BY]).value == "Ann Lee"


def test_an_accepted_finding_is_open_again_when_its_cell_holds_something_else(
    excel: FakeExcel,
) -> None:
    ribbon.refresh_scorecard()
    typed(excel, FIRST, "Ann Lee", "two ways of counting")
    ribbon.check_data()
    for book in (excel.cells, excel.results):
        book["Scorecard"]["H12"].value += 1

    _, text = ribbon.check_data()

    assert "14 things to look at" in text
    assert "accepted" not in column(excel, FindingColumn.STATUS)
    (row,) = (
        own for own in sheet(excel).iter_rows(FIRST, values_only=True)
        if str(own[COLUMN[FindingColumn.REASON] - 1] or "").startswith("Before")
    )  # fmt: skip
    by, reason = row[COLUMN[FindingColumn.BY] - 1 : COLUMN[FindingColumn.REASON]]
    assert (by, reason) == (None, "Before the cell changed: two ways of counting (Ann Lee)")


def test_no_line_of_a_longer_list_stays(excel: FakeExcel) -> None:
    ribbon.refresh_scorecard()
    for book in (excel.cells, excel.results):
        for cell in ("G15", "K15", "M15", "Q15"):
            book["Scorecard"][cell].value = float(book["Scorecard"][cell].value)

    ribbon.check_data()

    assert len(column(excel, FindingColumn.SEVERITY)) == 14
    assert sheet(excel).auto_filter.ref == "A6:I20"


def test_the_sheet_of_a_new_workbook_is_filled_where_it_stands(excel: FakeExcel) -> None:
    before = excel.cells.sheetnames
    assert column(excel, FindingColumn.SEVERITY) == ["Not checked yet."]

    ribbon.refresh_scorecard()

    assert excel.cells.sheetnames == before
    assert column(excel, FindingColumn.STATUS) == ["open"] * 14 + ["put right"] * 4
    assert sheet(excel).auto_filter.ref == "A6:I24"


def test_check_data_writes_no_cell_but_on_the_checks_sheet(excel: FakeExcel) -> None:
    names = [own for own in excel.cells.sheetnames if own != "Checks"]
    before = [_contents(excel, name) for name in names]
    assert ribbon.check_data()[0] == "done"
    assert [_contents(excel, name) for name in names] == before
    assert set(column(excel, FindingColumn.STATUS)) == {"open"}


def test_where_the_structure_is_protected_the_figures_are_refreshed_and_that_is_said(
    excel: FakeExcel,
) -> None:
    without_the_sheet(excel)
    excel.is_structure_protected = True

    kind, text = ribbon.refresh_scorecard()

    assert kind == "done"
    assert excel.cells["Scorecard"]["AA16"].value == pytest.approx(377 / 3)
    assert "Checks" not in excel.cells.sheetnames
    assert text.endswith(
        "The sheet Checks could not be written. If the workbook or that sheet is protected, "
        "unprotect it (Review > Protect Workbook), then click again."
    )
    assert "lists them all" not in text


def test_an_excel_that_refuses_the_list_loses_nothing_that_was_typed(excel: FakeExcel) -> None:
    ribbon.refresh_scorecard()
    typed(excel, FIRST, "Ann Lee", "two ways of counting")
    excel.protected = {"Checks"}

    _, text = ribbon.check_data()

    assert "The sheet Checks could not be written." in text
    excel.protected = set()
    assert sheet(excel).cell(FIRST, COLUMN[FindingColumn.BY]).value == "Ann Lee"


@pytest.mark.parametrize("call", ["add a sheet", "rename", "write", "activate", "clear formats"])
def test_an_excel_that_is_busy_over_the_list_keeps_the_figures(excel: FakeExcel, call: str) -> None:
    if call != "clear formats":
        without_the_sheet(excel)
    before = excel.cells.sheetnames
    writes = ribbon_writes(excel) if call == "write" else 1
    excel.before_call = rejecting(call, writes)

    kind, text = ribbon.refresh_scorecard()

    assert kind == "done"
    assert excel.cells["Scorecard"]["AA16"].value == pytest.approx(377 / 3)
    if call == "activate":  # of the sheet that was shown: everything is written by then
        assert "The sheet Checks lists them all." in text
        return
    assert "The sheet Checks could not be written." in text
    assert excel.cells.sheetnames == before

    excel.before_call = lambda _name: None
    _, text = ribbon.refresh_scorecard()
    assert "The sheet Checks lists them all." in text


def ribbon_writes(excel: FakeExcel) -> int:
    """How many writes a refresh of the workbook takes, the list being the last of them."""
    other = FakeExcel(excel.path)
    without_the_sheet(other)
    calls: list[str] = []
    other.before_call = calls.append
    refresh(ExcelWorkbook(other.book), stamp=STAMP, always_list=True)
    return calls.count("write")


def test_a_status_bar_that_excel_does_not_let_be_set_stops_no_refresh(excel: FakeExcel) -> None:
    def busy(name: str) -> None:
        if name == "status bar text" and excel.shown:  # after the first text
            raise ExcelError(CALL_REJECTED, "call was rejected by callee")

    excel.before_call = busy
    assert ribbon.refresh_scorecard()[0] == "done"
    assert column(excel, FindingColumn.STATUS) == ["open"] * 14 + ["put right"] * 4
    excel.before_call = lambda _name: None
    assert ribbon.undo_last_refresh()[1].startswith("22 cells of Scorecard put back")


def test_a_name_that_a_chart_sheet_has_leaves_no_sheet_behind(excel: FakeExcel) -> None:
    without_the_sheet(excel)
    excel.chart_sheets.add("Checks")
    before, shown = excel.cells.sheetnames, excel.active

    kind, text = ribbon.refresh_scorecard()

    assert kind == "done"
    assert "The sheet Checks could not be written." in text
    assert excel.cells.sheetnames == before
    assert excel.active == shown


def test_a_table_that_cannot_be_read_is_said_and_nothing_is_listed(excel: FakeExcel) -> None:
    for book in (excel.cells, excel.results):
        book["Scorecard"]["A10"].value = book["Scorecard"]["A9"].value
    before = column(excel, FindingColumn.SEVERITY)

    kind, text = ribbon.check_data()

    assert (kind, text.split("\n\n")[0]) == ("done", "The table cannot be read.")
    assert column(excel, FindingColumn.SEVERITY) == before


def test_a_plan_without_cells_writes_its_page_and_nothing_else(excel: FakeExcel) -> None:
    names = excel.cells.sheetnames
    before = [_contents(excel, name) for name in names]
    rows = {1: (PageCell("Heading", Look.HEADING),), 2: (PageCell("=1+1", Look.TEXT),)}
    page = Page("Page", rows, heading_row=1, widths=(10,), heights={})

    assert ExcelWorkbook(excel.book).apply(Plan((WritePage(page),))) == (Applied())

    assert [_contents(excel, name) for name in names] == before
    assert _contents(excel, "Page") == {"A1": "Heading", "A2": "=1+1"}


def test_an_undo_leaves_the_list_as_it_is(excel: FakeExcel) -> None:
    ribbon.refresh_scorecard()
    before = [*sheet(excel).iter_rows(values_only=True)]
    ribbon.undo_last_refresh()
    assert [*sheet(excel).iter_rows(values_only=True)] == before


def test_a_sheet_named_checks_of_somebody_else_is_left_alone(excel: FakeExcel) -> None:
    without_the_sheet(excel)
    for book in (excel.cells, excel.results):
        book.create_sheet("Checks")["B2"] = "Figures read twice"

    _, text = ribbon.refresh_scorecard()

    assert "The sheet Scorecard checks lists them all." in text
    assert [cell.value for row in excel.cells["Checks"].iter_rows() for cell in row][-1] == (
        "Figures read twice"
    )
    assert sheet(excel, "Scorecard checks")["A1"].value == "Checks of the scorecard"


def test_a_new_sheet_that_cannot_be_set_up_leaves_the_shown_one_shown(excel: FakeExcel) -> None:
    without_the_sheet(excel)
    shown = excel.active

    def refused(name: str) -> None:
        if name in ("column width", "window"):
            raise ExcelError(-1, "no")

    excel.before_call = refused
    assert ribbon.refresh_scorecard()[0] == "done"
    assert excel.active == shown
    assert sheet(excel)["A1"].value == "Checks of the scorecard"


def test_excel_and_the_file_list_the_same(excel: FakeExcel, tmp_path: Path) -> None:
    import xlscorecard

    path = tmp_path / "file.xlsm"
    xlscorecard.refresh(excel.path, output=path)
    in_file = openpyxl.load_workbook(path)["Checks"]

    ribbon.refresh_scorecard()

    rows = [
        [[cell.value for cell in row] for row in book.iter_rows(min_row=4)]
        for book in (in_file, sheet(excel))
    ]
    assert rows[0] == rows[1]


def test_the_list_takes_as_few_calls_for_48_findings_as_for_2(tmp_path: Path) -> None:
    made, again = [], []
    for rows in (4, 96):
        excel = FakeExcel(doubtful_scorecard(tmp_path / f"{rows}.xlsx", rows))
        refresh(ExcelWorkbook(excel.book), stamp=STAMP, always_list=True)
        made.append(excel.calls)
        done = refresh(ExcelWorkbook(excel.book), stamp=STAMP, always_list=True)
        assert len(done.findings) == rows // 2
        again.append(excel.calls - made[-1])
    # A refresh alone takes 16 of them. Reading the list takes 10, its looks some 35: a call for
    # each property of each of ten kinds of cells. Excel answers one in about a millisecond.
    assert made[0] == made[1] < 95
    assert again[0] == again[1] < 75


def doubtful_scorecard(path: Path, rows: int) -> Path:
    """A scorecard in which every second row has something to look at."""
    values = ("?", "7", 7, 7)
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Scorecard")
        sheet.write_row(0, 0, ["Ref.", "Indicator", "Jul-19", "Aug-19", "12 month average"])
        for row in range(1, rows + 1):
            sheet.write_row(row, 0, [f"R{row}", "Thing", row, values[row % 4], "old"])
    return path
