"""The button What changed: asks for a file, reads both, writes nothing into the workbook."""

import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from types import SimpleNamespace

import openpyxl
import pytest

from tests.excel.excel_engine import STATE, FakeExcel
from xlscorecard.addin import ribbon
from xlscorecard.addin.buttons.log import log_path
from xlscorecard.addin.buttons.user_folder import state_folder
from xlscorecard.addin.buttons.what_changed import PAGE
from xlscorecard.addin.workbook import build

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="the program for opening files is Linux's"
)
DIALOG = ("Excel workbooks (*.xlsx; *.xlsm),*.xlsx;*.xlsm", 1, "Choose last month's workbook")


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file into which this computer's program for opening files writes what it was given."""
    told = tmp_path / "opened.txt"
    program = tmp_path / "bin" / "xdg-open"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nprintf "%s" "$1" > "{told}"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent), prepend=":")
    return told


@pytest.fixture
def last_month(tmp_path: Path) -> Path:
    """The same workbook, before 96 was typed into Jul-19 of EH1a."""
    build(path := tmp_path / "last" / "Scorecard Aug-19.xlsm")
    book = openpyxl.load_workbook(path, keep_vba=True)
    book["Scorecard"]["T9"] = 90
    book["Scorecard"]["C9"] = "A former owner"
    book.save(path)
    return path


def _page() -> Path:
    return state_folder() / PAGE


def test_the_page_opens_and_the_message_names_the_revisions(
    excel: FakeExcel, opened: Path, last_month: Path
) -> None:
    excel.chosen = str(last_month)
    before = [*excel.cells["Scorecard"].iter_rows(values_only=True)]
    assert ribbon.what_changed() == (
        "done",
        "Scorecard.xlsm (Aug-19) compared with Scorecard Aug-19.xlsm (Aug-19):\n"
        "1 revision of published figures, 1 other change.\n\n"
        "revised: EH1a, Jul-19: 90, now 96 (Scorecard!T9)\n\n"
        "The page that opens in the browser lists everything, and can be printed.",
    )
    assert excel.dialogs == [DIALOG]
    assert opened.read_text() == str(_page())
    root = ET.fromstring(_page().read_text("utf-8"))
    assert [own.text for own in root.iter("h2")] == [
        "Revisions of published figures: 1", "Names, owners and other descriptions: 1",
    ]  # fmt: skip
    assert [*excel.cells["Scorecard"].iter_rows(values_only=True)] == before
    assert excel.state == STATE


@pytest.mark.usefixtures("opened")
def test_the_same_workbook_in_excel_and_in_a_file_has_not_changed(
    excel: FakeExcel, tmp_path: Path
) -> None:
    build(same := tmp_path / "same.xlsm")
    excel.chosen = str(same)
    _, text = ribbon.what_changed()
    assert text.splitlines()[1] == "Nothing has changed."


@pytest.mark.parametrize("is_on_a_mac", [False, True])
def test_to_cancel_says_nothing_and_writes_nothing(excel: FakeExcel, is_on_a_mac: bool) -> None:
    excel.is_on_a_mac = is_on_a_mac
    assert ribbon.what_changed() == ("silent", "")
    assert len(excel.dialogs) == 1
    assert not _page().exists()


@pytest.mark.usefixtures("opened")
def test_on_a_mac_its_own_dialog_is_asked_and_given_time(
    excel: FakeExcel, last_month: Path
) -> None:
    excel.is_on_a_mac, excel.chosen = True, SimpleNamespace(path=str(last_month))
    assert ribbon.what_changed()[0] == "done"
    assert excel.dialogs == [(("button_text", "Compare"), ("timeout", 3600))]


def test_a_path_of_the_mac_by_colons_is_one_of_its_volumes(excel: FakeExcel) -> None:
    excel.is_on_a_mac, excel.chosen = True, "Macintosh HD:Users:me:Aug.xlsm"
    kind, text = ribbon.what_changed()
    assert kind == "refused"
    assert text.startswith("/Volumes/Macintosh HD/Users/me/Aug.xlsm: no such file")


def test_a_workbook_on_a_server_of_the_internet_is_refused(excel: FakeExcel) -> None:
    excel.chosen = "https://council.sharepoint.com/sites/kpi/Scorecard.xlsm"
    assert ribbon.what_changed() == (
        "refused",
        "https://council.sharepoint.com/sites/kpi/Scorecard.xlsm: a workbook on a server of the "
        "internet.\n"
        "Expected: a file on this computer or on a share.\n"
        "What to do: Choose it in the folder that OneDrive keeps on this computer, or save a copy "
        "first (File > Save a Copy).",
    )


@pytest.mark.usefixtures("opened")
def test_a_sheet_that_had_another_name_last_month_is_found(
    excel: FakeExcel, last_month: Path
) -> None:
    book = openpyxl.load_workbook(last_month, keep_vba=True)
    book["Scorecard"].title = "July"
    book.save(last_month)
    excel.chosen = str(last_month)
    _, text = ribbon.what_changed()
    assert text.splitlines()[1].startswith("1 revision of published figures")


def test_last_months_unusable_setting_is_refused_by_the_name_of_its_workbook(
    excel: FakeExcel, last_month: Path
) -> None:
    book = openpyxl.load_workbook(last_month, keep_vba=True)
    book["Settings"]["B6"] = "a little"
    book.save(last_month)
    excel.chosen = str(last_month)
    kind, text = ribbon.what_changed()
    assert (kind, text.splitlines()[0]) == ("refused", f'{last_month}, Settings!B6: "a little".')


def test_without_a_folder_of_ones_own_the_page_is_refused(
    excel: FakeExcel, last_month: Path, tmp_path: Path
) -> None:
    (tmp_path / "state").write_text("a file where the folder would be")
    excel.chosen = str(last_month)
    kind, text = ribbon.what_changed()
    assert kind == "refused"
    assert text.startswith(f"{_page()}: a file that could not be written")


@pytest.mark.usefixtures("opened")
def test_the_log_names_the_cells_and_holds_no_value(excel: FakeExcel, last_month: Path) -> None:
    book = openpyxl.load_workbook(last_month, keep_vba=True)
    book["Scorecard"]["T9"] = 987654.25
    book.save(last_month)
    excel.chosen = str(last_month)
    ribbon.what_changed()
    log = log_path().read_text("utf-8")
    assert "compared Scorecard, revisions: Scorecard!T9" in log
    assert "opened what-changed.html" in log
    assert "987654" not in log
    assert "former owner" not in log
