"""What Excel does that nobody expects, and what the reporter is told: all in one table.

``docs/excel.md`` has the same table, for people.
"""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
import xlwings as xw

from tests.excel.excel_engine import (
    CALL_REJECTED,
    REFUSED,
    STATE,
    TEXT_FORMAT,
    UNKNOWN_NAME,
    ExcelError,
    FakeExcel,
)
from xlscorecard.addin import ribbon
from xlscorecard.addin.buttons import click
from xlscorecard.books.excel.book import ExcelWorkbook

DOCUMENT = Path(__file__).parents[2] / "docs" / "excel.md"


class ExcelBusyError(Exception):
    """As xlwings names its own error, after it has tried for a while."""


def _raising(call: str, error: Exception, times: int = 1_000_000) -> Callable[[FakeExcel], None]:
    """An Excel that throws an error at a call."""

    def set_up(excel: FakeExcel) -> None:
        left = times

        def before(name: str) -> None:
            nonlocal left
            if name == call and left:
                left -= 1
                raise error

        excel.before_call = before

    return set_up


def _busy_within() -> ExcelError:
    """What pywin32 makes of an error that Excel itself throws, with Excel's code at its end."""
    error = ExcelError(-2147352567, "Exception occurred.")
    error.args = (*error.args, (0, None, None, None, 0, -2146777998), None)
    return error


def _set(**values: object) -> Callable[[FakeExcel], None]:
    def set_up(excel: FakeExcel) -> None:
        for name, value in values.items():
            setattr(excel, name, value)

    return set_up


def _deletes_the_sheet(excel: FakeExcel) -> None:
    def before(name: str) -> None:
        if name == "write" and "Scorecard" in excel.cells.sheetnames:
            del excel.cells["Scorecard"]
        if name == "write":
            raise ExcelError(REFUSED, "the object is no more")

    excel.before_call = before


def _deletes_the_sheet_of_an_autosaved_workbook(excel: FakeExcel) -> None:
    _set(is_autosaved=True)(excel)
    _deletes_the_sheet(excel)


def _formats_as_text(excel: FakeExcel) -> None:
    excel.cells["Scorecard"]["AA15"].number_format = TEXT_FORMAT


def _without_macros(excel: FakeExcel) -> None:
    excel.macros.clear()


def _keeps_no_record(excel: FakeExcel) -> None:
    """The folder of the person is a file."""
    (excel.path.parent / "state").write_text("a file where the folder would be")


def _keeps_no_record_and_saves(excel: FakeExcel) -> None:
    _keeps_no_record(excel)
    excel.is_autosaved = True


def _has_no_list(excel: FakeExcel) -> None:
    for book in (excel.cells, excel.results):
        del book["Checks"]


def _has_a_chart_sheet_of_the_name(excel: FakeExcel) -> None:
    _has_no_list(excel)
    excel.chart_sheets.add("Checks")


def _has_a_closed_structure(excel: FakeExcel) -> None:
    _has_no_list(excel)
    excel.is_structure_protected = True


def _has_no_user(excel: FakeExcel) -> None:
    excel.user = ""
    excel.selected = ("Checks", 7, 1)


class Misbehaviour(NamedTuple):
    """What Excel does, at which click, and what the message says (its end, or a part of it)."""

    what: str
    set_up: Callable[[FakeExcel], None]
    click: Callable[[], tuple[str, str]]
    kind: str
    said: str


_refresh, _explain, _undo = ribbon.refresh_scorecard, ribbon.explain_cell, ribbon.undo_last_refresh
_BUSY = "Press Enter or Esc to finish the cell you are in, then click again."
_NOT_LISTED = "The sheet Checks could not be written."
_NO_CELL = "Select one, then click Explain this cell again."
_REFRESHED = "22 cells changed"

TABLE = (
    Misbehaviour("somebody is typing into a cell (call rejected)",
                 _raising("used range", ExcelError(CALL_REJECTED, "rejected")),
                 _refresh, "refused", _BUSY),
    Misbehaviour("the same, as Excel's own error within another",
                 _raising("used range", _busy_within()), _refresh, "refused", _BUSY),
    Misbehaviour("the same, after xlwings has tried for a while",
                 _raising("used range", ExcelBusyError()), _refresh, "refused", _BUSY),
    Misbehaviour("the same, while it is asked what is selected",
                 _set(object_selected=ExcelError(CALL_REJECTED, "rejected")),
                 _explain, "refused", _BUSY),
    Misbehaviour("it refuses a cell",
                 _raising("write", ExcelError(REFUSED, "no"), times=1),
                 _refresh, "refused",
                 "Excel refused a cell, and what had been written was put back"),
    Misbehaviour("a filter keeps cells from being written",
                 _set(hidden_rows={15}), _refresh, "refused", "Clear the filter"),
    Misbehaviour("the sheet is deleted meanwhile", _deletes_the_sheet, _refresh, "refused",
                 "if the sheet is gone, close without saving and open the workbook again."),
    Misbehaviour("the same, with AutoSave on", _deletes_the_sheet_of_an_autosaved_workbook,
                 _refresh, "refused",
                 "if the sheet is gone, choose File > Info > Version History, for AutoSave has "
                 "saved it already."),
    Misbehaviour("the sheet is protected",
                 _set(protected={"Scorecard"}), _refresh, "refused",
                 "Choose Review > Unprotect Sheet, then click again."),
    Misbehaviour("the workbook's structure is protected, and there is no list yet",
                 _has_a_closed_structure, _refresh, "done", _NOT_LISTED),
    Misbehaviour("a chart sheet has the name of the list",
                 _has_a_chart_sheet_of_the_name, _refresh, "done", _NOT_LISTED),
    Misbehaviour("the list is on a protected sheet",
                 _set(protected={"Checks"}), _refresh, "done", _NOT_LISTED),
    Misbehaviour("cells are formatted as text", _formats_as_text, _refresh, "done",
                 "Format the column as a number (Home > Number), then refresh again."),
    Misbehaviour("it has no Formula2, as Excel 2019",
                 _set(spills=False), _refresh, "done", _REFRESHED),
    Misbehaviour("macros are off, and cells are merged", _without_macros, _refresh, "refused",
                 "Enable macros, or bring the workbook to this version"),
    Misbehaviour("a chart or a picture is selected (a bare object)",
                 _set(object_selected=AttributeError("Address")), _explain, "refused", _NO_CELL),
    Misbehaviour("a chart or a picture is selected (a wrapped object)",
                 _set(object_selected=ExcelError(UNKNOWN_NAME, "Unknown name.")),
                 _explain, "refused", _NO_CELL),
    Misbehaviour("a chart sheet is shown",
                 _set(object_selected=AttributeError("'NoneType' object has no attribute")),
                 _explain, "refused", _NO_CELL),
    Misbehaviour("the workbook is open read-only",
                 _set(is_read_only=True), _refresh, "done",
                 "To keep the figures, save it under another name (File > Save As)."),
    Misbehaviour("the person's folder cannot be written", _keeps_no_record, _refresh, "done",
                 "If you want it undone, close without saving and open the workbook again."),
    Misbehaviour("the same, with AutoSave on", _keeps_no_record_and_saves, _refresh, "done",
                 "If you want it undone, choose File > Info > Version History, for AutoSave has "
                 "saved it already."),
    Misbehaviour("it knows no name of the person", _has_no_user, ribbon.accept_finding, "refused",
                 "set the name in File > Options > General."),
    Misbehaviour("it refuses the status bar",
                 _raising("status bar text", ExcelError(REFUSED, "no")),
                 _refresh, "done", _REFRESHED),
    Misbehaviour("the workbook lies on SharePoint, with no folder here",
                 _set(fullname="https://council.sharepoint.com/kpi/Scorecard.xlsm"),
                 _refresh, "done", _REFRESHED),
    Misbehaviour("nothing was refreshed yet", _set(), _undo, "refused", "no refresh to undo"),
    Misbehaviour("all defined names were deleted",
                 lambda excel: excel.cells.defined_names.clear(), _refresh, "done", _REFRESHED),
)  # fmt: skip


@pytest.mark.parametrize("seeded", TABLE, ids=lambda seeded: seeded.what)
def test_the_reporter_is_told_what_to_do(
    excel: FakeExcel, monkeypatch: pytest.MonkeyPatch, seeded: Misbehaviour
) -> None:
    if seeded.set_up is _without_macros:  # then no object of the workbook's VBA can be there
        monkeypatch.setattr(click, "calling_workbook", lambda: ExcelWorkbook(xw.Book.caller()))
    seeded.set_up(excel)
    kind, text = seeded.click()
    assert (kind, seeded.said in text) == (seeded.kind, True), text
    excel.before_call = lambda _name: None
    assert excel.state == STATE
    if kind == "refused" and "Scorecard" in excel.cells.sheetnames:
        assert excel.cells["Scorecard"]["W9"].value == 0.31  # as it was


def _lines() -> list[str]:
    """The lines of the table in the document."""
    return [
        f"| {seeded.what} | {'refreshed' if seeded.kind == 'done' else 'as before'} | "
        f"*{'…' if not seeded.said[0].isupper() else ''}{seeded.said}* |"
        for seeded in TABLE
        if seeded.said != _REFRESHED
    ]


def test_the_document_lists_them_all() -> None:
    assert len(TABLE) >= 20
    text = DOCUMENT.read_text("utf-8")
    missing = [line for line in _lines() if line not in text]
    assert not missing, "docs/excel.md lacks:\n" + "\n".join(missing)
