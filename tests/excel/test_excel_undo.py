"""Undo and what is put back after a refresh that was cut short, on xlwings' own classes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
import xlwings as xw

from tests.excel.excel_engine import CALL_REJECTED, STATE, ExcelError, FakeExcel, plain_scorecard
from tests.excel.excel_fixture import hand_over_vba
from xlscorecard.addin import ribbon
from xlscorecard.addin.buttons import click
from xlscorecard.addin.buttons.kept_refresh import MOST_WORKBOOKS, KeptRefresh
from xlscorecard.addin.buttons.outcome import Outcome
from xlscorecard.addin.buttons.user_folder import state_folder


class PythonEndedError(BaseException):
    """What ends a Python: nothing that it would still do comes to pass."""


def _cells(excel: FakeExcel) -> list[tuple[object, ...]]:
    return [tuple(row) for row in excel.cells["Scorecard"].iter_rows(values_only=True)]


def _first_line(outcome: Outcome) -> tuple[str, str]:
    kind, text = outcome
    return kind, text.splitlines()[0]


def test_undo_puts_back_every_cell_that_the_refresh_has_written(excel: FakeExcel) -> None:
    before = _cells(excel)
    ribbon.refresh_scorecard()
    assert _cells(excel) != before
    kind, text = ribbon.undo_last_refresh()
    assert (kind, text.partition(" the refresh of ")[0]) == (
        "done", "22 cells of Scorecard put back to what stood there before",
    )  # fmt: skip
    assert _cells(excel) == before
    assert excel.state == STATE


@pytest.mark.usefixtures("excel")
def test_a_second_undo_has_nothing_to_do() -> None:
    ribbon.refresh_scorecard()
    ribbon.undo_last_refresh()
    assert ribbon.undo_last_refresh() == (
        "refused",
        "Scorecard.xlsm: no refresh to undo.\n"
        "Expected: a refresh of this workbook, on this computer, that has changed a cell and is "
        "not undone yet.\n"
        "What to do: If the workbook was saved under another name since, the file of the earlier "
        "name has the old figures, unless it was saved too.",
    )


def test_a_cell_that_a_person_has_changed_since_stays_and_is_named(excel: FakeExcel) -> None:
    ribbon.refresh_scorecard()
    for book in (excel.cells, excel.results):
        book["Scorecard"]["AA15"] = 400
    _, text = ribbon.undo_last_refresh()
    assert text.startswith("21 cells of Scorecard put back")
    assert text.endswith("Left alone, because somebody has changed them since: Scorecard!AA15.")
    assert excel.cells["Scorecard"]["AA15"].value == 400
    assert excel.cells["Scorecard"]["AB15"].value == 0


@pytest.mark.usefixtures("excel")
def test_a_refresh_that_changes_nothing_leaves_the_one_before_it_to_undo() -> None:
    ribbon.refresh_scorecard()
    ribbon.refresh_scorecard()
    _, text = ribbon.undo_last_refresh()
    assert text.startswith("22 cells of Scorecard put back")


def test_a_workbook_elsewhere_has_an_undo_of_its_own(excel: FakeExcel) -> None:
    ribbon.refresh_scorecard()
    excel.fullname = "https://council.sharepoint.com/sites/kpi/Scorecard.xlsm"
    assert ribbon.undo_last_refresh()[0] == "refused"
    ribbon.refresh_scorecard()
    excel.fullname = str(excel.path)
    assert ribbon.undo_last_refresh()[0] == "done"


def test_a_protected_sheet_keeps_what_there_is_to_undo(excel: FakeExcel) -> None:
    before = _cells(excel)
    ribbon.refresh_scorecard()
    excel.protected.add("Scorecard")
    assert _first_line(ribbon.undo_last_refresh()) == (
        "refused", "Scorecard: a protected sheet; nothing was changed.",
    )  # fmt: skip
    excel.protected.clear()
    ribbon.undo_last_refresh()
    assert _cells(excel) == before


def test_a_refused_refresh_leaves_the_one_before_it_to_undo(excel: FakeExcel) -> None:
    before = _cells(excel)
    ribbon.refresh_scorecard()
    for book in (excel.cells, excel.results):
        book["Scorecard"]["U9"] = 50
    excel.protected.add("Scorecard")
    assert ribbon.refresh_scorecard()[0] == "refused"
    excel.protected.clear()
    ribbon.undo_last_refresh()
    after = _cells(excel)
    assert after[8][20] == 50
    assert [row[21:] for row in after] == [row[21:] for row in before]


@pytest.mark.parametrize("writes", range(8))
def test_what_a_python_that_ended_has_written_is_put_back_by_the_next(
    excel: FakeExcel, writes: int
) -> None:
    before = _cells(excel)
    _end_after(excel, writes)
    with pytest.raises(PythonEndedError):
        ribbon.refresh_scorecard()
    excel.before_call = lambda _name: None
    assert (_cells(excel) != before) == (writes > 0)
    kind, text = ribbon.put_back_interrupted()
    assert kind == "done"
    assert text.startswith("Python stopped in the middle of the refresh. ")
    assert text.endswith(
        "put back to what stood there before; nothing is half done.\n"
        "What to do: click Refresh scorecard again."
    )
    assert _cells(excel) == before
    assert ribbon.put_back_interrupted() == ("silent", "")


def test_a_refresh_is_never_refused_because_of_an_older_one(excel: FakeExcel) -> None:
    _end_after(excel, 3)
    with pytest.raises(PythonEndedError):
        ribbon.refresh_scorecard()
    excel.before_call = lambda _name: None
    for book in (excel.cells, excel.results):
        book["Scorecard"].title = "KPIs"
    excel.active = "KPIs"
    assert ribbon.undo_last_refresh() == (
        "refused",
        'Scorecard.xlsm: no sheet "Scorecard", which that refresh had written to.\n'
        "Expected: the sheet under the name that it had.\n"
        "What to do: If it was renamed, give it that name again, then click once more.",
    )
    assert ribbon.refresh_scorecard()[0] == "done"
    assert ribbon.undo_last_refresh()[0] == "done"


def test_a_damaged_record_of_a_refresh_that_was_cut_short_stops_no_refresh(
    excel: FakeExcel,
) -> None:
    _end_after(excel, 3)
    with pytest.raises(PythonEndedError):
        ribbon.refresh_scorecard()
    excel.before_call = lambda _name: None
    (record,) = (state_folder() / "undo").iterdir()
    record.write_text("{")
    assert ribbon.refresh_scorecard()[0] == "done"
    assert excel.cells["Scorecard"]["W9"].value == 0.3125


def test_a_record_that_cannot_take_its_name_spoils_no_refresh(excel: FakeExcel) -> None:
    ribbon.refresh_scorecard()
    (record,) = (state_folder() / "undo").iterdir()
    record.unlink()
    record.mkdir()  # a name that cannot be taken
    excel.results["Scorecard"]["W9"] = excel.cells["Scorecard"]["W9"] = 0.5
    kind, text = ribbon.refresh_scorecard()
    assert kind == "done"
    assert "This refresh cannot be undone" in text
    assert ribbon.put_back_interrupted() == ("silent", "")
    assert excel.cells["Scorecard"]["W9"].value == 0.3125


def test_after_a_refresh_that_could_not_be_kept_no_older_one_is_undone(excel: FakeExcel) -> None:
    ribbon.refresh_scorecard()
    (record,) = (state_folder() / "undo").iterdir()
    record.with_suffix(".begun.json").mkdir()  # a name that cannot be taken
    excel.results["Scorecard"]["W9"] = excel.cells["Scorecard"]["W9"] = 0.5
    assert "cannot be undone" in ribbon.refresh_scorecard()[1]
    assert ribbon.undo_last_refresh()[0] == "refused"
    assert excel.cells["Scorecard"]["W9"].value == 0.3125
    assert list(record.parent.glob("*.part")) == []


def test_interrupted_refreshes_are_bounded_too(excel: FakeExcel) -> None:
    for number in range(MOST_WORKBOOKS + 3):
        excel.fullname = f"/somewhere/{number}.xlsm"
        _end_after(excel, 0)
        with pytest.raises(PythonEndedError):
            ribbon.refresh_scorecard()
    excel.before_call = lambda _name: None
    ribbon.refresh_scorecard()
    assert len(list((state_folder() / "undo").iterdir())) == MOST_WORKBOOKS


KILLED = """
import os, signal, sys
from pathlib import Path
from tests.excel.excel_engine import FakeExcel
from xlscorecard.addin import ribbon
from xlscorecard.addin.buttons.outcome import Outcome

source, target = map(Path, sys.argv[1:])
excel = FakeExcel(source)
excel.book.set_mock_caller()
writes = []

def killed(name):
    writes.append(name) if name == "write" else None
    if len(writes) == 5:
        excel.cells.save(target)  # what Excel would still hold
        os.kill(os.getpid(), signal.SIGKILL)

excel.before_call = killed
ribbon.refresh_scorecard()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL on Windows")
def test_a_python_that_was_really_killed_leaves_a_record_by_which_all_is_put_back(
    excel: FakeExcel, tmp_path: Path
) -> None:
    before, left = _cells(excel), tmp_path / "left.xlsx"
    run = subprocess.run(
        [sys.executable, "-c", KILLED, excel.path, left],
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
        check=False,
    )
    assert run.returncode == -9
    excel.cells = openpyxl.load_workbook(left)
    excel.results = openpyxl.load_workbook(left, data_only=True)
    assert _cells(excel) != before
    assert ribbon.put_back_interrupted()[0] == "done"
    assert _cells(excel) == before


def test_a_refresh_after_one_that_was_cut_short_can_be_undone_to_the_very_start(
    excel: FakeExcel,
) -> None:
    before = _cells(excel)
    _end_after(excel, 3)
    with pytest.raises(PythonEndedError):
        ribbon.refresh_scorecard()
    excel.before_call = lambda _name: None
    assert _first_line(ribbon.refresh_scorecard()) == (
        "done", "9 indicators refreshed for Aug-19, 22 cells changed, 18 things to look at. "
        "The sheet Checks lists them all.",
    )  # fmt: skip
    ribbon.undo_last_refresh()
    assert _cells(excel) == before


def test_an_excel_that_is_busy_in_the_middle_is_put_right_by_undo(excel: FakeExcel) -> None:
    before, written = _cells(excel), 0

    def busy_from_the_third_write_on(name: str) -> None:
        nonlocal written
        written += name == "write"
        if name == "write" and written > 2:
            raise ExcelError(CALL_REJECTED, "call was rejected by callee")

    excel.before_call = busy_from_the_third_write_on
    kind, text = ribbon.refresh_scorecard()
    assert kind == "refused"
    assert text.endswith(
        "What to do: Finish the cell you are in with Enter or Esc, then click Undo last refresh, "
        "which puts the rest back."
    )
    excel.before_call = lambda _name: None
    ribbon.undo_last_refresh()
    assert _cells(excel) == before


def test_a_folder_that_cannot_be_written_is_said_and_stops_no_refresh(excel: FakeExcel) -> None:
    state_folder().parent.mkdir(parents=True)
    state_folder().write_text("a file where the folder would be")
    kind, text = ribbon.refresh_scorecard()
    assert kind == "done"
    assert text.endswith(
        "This refresh cannot be undone, for what it has overwritten could not be kept in your own "
        "folder. If you want it undone, close without saving and open the workbook again."
    )
    assert excel.cells["Scorecard"]["W9"].value == 0.3125


@pytest.mark.usefixtures("excel")
def test_a_damaged_record_is_refused_with_what_to_do() -> None:
    ribbon.refresh_scorecard()
    (record,) = (state_folder() / "undo").iterdir()
    record.write_text('{"when": "yesterday"}')
    kind, text = ribbon.undo_last_refresh()
    assert kind == "refused"
    assert text == (
        f"{record}: a record of the last refresh that cannot be read.\n"
        "Expected: what this version of xlscorecard writes there.\n"
        "What to do: Delete this file; that refresh can then no longer be undone."
    )


def test_records_are_kept_of_so_many_workbooks(excel: FakeExcel) -> None:
    for number in range(MOST_WORKBOOKS + 3):
        excel.fullname = f"/somewhere/{number}.xlsm"
        excel.results["Scorecard"]["W9"] = excel.cells["Scorecard"]["W9"] = float(number)
        ribbon.refresh_scorecard()
    assert len(list((state_folder() / "undo").iterdir())) == MOST_WORKBOOKS
    assert KeptRefresh("/somewhere/0.xlsm").last is None
    assert KeptRefresh(excel.fullname).last is not None


@pytest.mark.usefixtures("excel")
def test_a_record_is_readable_json_of_the_sheet_and_its_cells() -> None:
    ribbon.refresh_scorecard()
    (record,) = (state_folder() / "undo").iterdir()
    data = json.loads(record.read_text("utf-8"))
    assert data["sheet"] == "Scorecard"
    assert ["EH1a", "PREVIOUS_CHANGE", [9, 23], 0.31, 0.3125] in data["cells"]


@pytest.mark.parametrize(
    ("by_vba", "most"), [(True, (35, 25, 15)), (False, (110, 40, 90))], ids=["Windows", "Mac"]
)
def test_the_buttons_take_as_few_calls_for_3000_rows_as_for_10(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, by_vba: bool, most: tuple[int, int, int]
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    calls: list[list[int]] = []
    for rows in (10, 3000):
        excel = FakeExcel(plain_scorecard(tmp_path / f"{rows}.xlsx", rows))
        monkeypatch.setattr(xw.Book, "_mock_caller", excel.book, raising=False)
        if by_vba:
            hand_over_vba(excel, monkeypatch)
        # By the clock, and no two runs take the same time.
        monkeypatch.setattr(click, "SECONDS_BETWEEN", float("inf"))
        calls.append([])
        for action in (ribbon.refresh_scorecard, ribbon.undo_last_refresh, ribbon.check_data):
            excel.calls = 0
            assert action()[0] == "done"
            calls[-1].append(excel.calls)
    assert calls[0] == calls[1]
    # The first refresh makes the sheet Checks too, with its widths and its page for the printer;
    # to list the findings on it anew takes the looks of its blocks of rows.
    assert all(made <= limit for made, limit in zip(calls[0], most, strict=True)), calls[0]


@pytest.mark.parametrize("rows", [10, 3000])
def test_a_click_on_refresh_takes_fewer_than_40_calls_with_the_list_of_findings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: int
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    excel = FakeExcel(plain_scorecard(tmp_path / "book.xlsx", rows))
    monkeypatch.setattr(xw.Book, "_mock_caller", excel.book, raising=False)
    hand_over_vba(excel, monkeypatch)
    for _ in range(2):  # the first makes the sheet, the second writes it anew
        excel.calls = 0
        assert ribbon.refresh_scorecard()[0] == "done"
        assert "Checks" in excel.cells.sheetnames
        assert excel.calls < 40


def _end_after(excel: FakeExcel, writes: int) -> None:
    """End Python after so many writes: no later call reaches Excel, not even to put back."""
    written = 0

    def ended(name: str) -> None:
        nonlocal written
        if written >= writes and (name == "write" or written > writes):
            written += 1
            raise PythonEndedError
        written += name == "write"

    excel.before_call = ended
