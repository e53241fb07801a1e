"""The buttons beside Refresh: check, explain, log and help; and what the log holds."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.excel.excel_engine import CALL_REJECTED, STATE, UNKNOWN_NAME, ExcelError, FakeExcel
from xlscorecard.addin import ribbon
from xlscorecard.addin.buttons.log import log_path
from xlscorecard.addin.help_page import help_page


def test_check_data_lists_what_there_is_to_look_at_and_changes_nothing(excel: FakeExcel) -> None:
    before = [*excel.cells["Scorecard"].iter_rows(values_only=True)]
    kind, text = ribbon.check_data()
    assert kind == "done"
    first, second, *_ = text.split("\n\n")
    assert first == (
        "9 indicators checked for Aug-19: 18 things to look at. The sheet Checks lists them all. "
        "A refresh would change 22 cells."
    )
    assert second.startswith("wrong: YO2, Scorecard!AA15: YO2 12 month average was printed as")
    assert [*excel.cells["Scorecard"].iter_rows(values_only=True)] == before
    assert excel.state == STATE


@pytest.mark.usefixtures("excel")
def test_after_a_refresh_every_computed_cell_is_up_to_date() -> None:
    ribbon.refresh_scorecard()
    _, text = ribbon.check_data()
    assert text.splitlines()[0].endswith("Every computed cell is up to date.")


def test_a_selected_cell_is_explained_in_what_a_message_box_shows(excel: FakeExcel) -> None:
    excel.selected = ("Scorecard", 10, 22)
    assert ribbon.explain_cell() == (
        "done",
        "Scorecard!V10: EH1c, arrow for the change from the previous period\n\n"
        "Compared: 232 in Aug-19 with 217 in Jul-19.\n"
        "Change: 232 / 217 - 1 = +6.91%.\n"
        "Rule: up from +10% on, down from -10% on, similar between them: so similar.\n"
        "No direction is good (DoT), so there is no judgement.\n"
        "For another arrow Aug-19 would have to be 238.7 or more for up, or 195.3 or less for "
        "down.",
    )
    assert excel.state == STATE


def test_an_explanation_ends_with_what_is_to_be_looked_at(excel: FakeExcel) -> None:
    excel.selected = ("Scorecard", 15, 11)
    _, text = ribbon.explain_cell()
    assert '\n\ndoubtful: YO2, Scorecard!K15: "439" in Oct-18 is a number stored as text' in text


@pytest.mark.parametrize("selected", [None, ("Scorecard", 10, 22)])
def test_without_a_cell_of_this_workbook_nothing_is_explained(
    excel: FakeExcel, selected: tuple[str, int, int] | None
) -> None:
    excel.selected, excel.selected_book = selected, "Other.xlsx"
    assert ribbon.explain_cell() == (
        "refused",
        "Scorecard.xlsm: no cell selected.\n"
        "Expected: a cell of the scorecard, such as an arrow.\n"
        "What to do: Select one, then click Explain this cell again.",
    )


NO_CELL = [
    AttributeError("Selection.Address"),  # a bare object of pywin32: a chart or a picture
    ExcelError(UNKNOWN_NAME, "Unknown name."),  # the same, wrapped by xlwings
    AttributeError("'NoneType' object has no attribute 'Address'"),  # a chart sheet
]


@pytest.mark.parametrize("thrown", NO_CELL, ids=["bare", "wrapped", "chart sheet"])
@pytest.mark.parametrize("action", [ribbon.explain_cell, ribbon.accept_finding])
def test_with_a_chart_selected_the_message_asks_for_a_cell(
    excel: FakeExcel, thrown: Exception, action: Callable[[], tuple[str, str]]
) -> None:
    excel.object_selected = thrown
    kind, text = action()
    assert kind == "refused"
    assert text.startswith("Scorecard.xlsm: no ")
    assert "What to do: Select one, then click " in text


def test_a_busy_excel_is_not_taken_for_one_without_a_selection(excel: FakeExcel) -> None:
    excel.object_selected = ExcelError(CALL_REJECTED, "rejected")
    assert "Excel is busy" in ribbon.explain_cell()[1]


# -- accepting a finding ----------------------------------------------------------------------


def _listed(excel: FakeExcel) -> int:
    """The row of the first finding of the list, which is selected."""
    ribbon.check_data()
    excel.active = "Checks"
    excel.selected = ("Checks", 7, 5)
    return 7


def test_a_finding_is_accepted_with_the_name_that_excel_knows(excel: FakeExcel) -> None:
    row = _listed(excel)
    kind, text = ribbon.accept_finding(text="agreed with finance")
    assert kind == "done"
    assert text == (
        "Accepted by A. Reporter: YO2, AA15.\n\nReason: agreed with finance\n\n"
        "It stays accepted until its cell changes. The next refresh or check moves it to the end "
        "of the list."
    )
    sheet = excel.cells["Checks"]
    assert [sheet.cell(row, column).value for column in (7, 8)] == [
        "A. Reporter", "agreed with finance",
    ]  # fmt: skip
    _, text = ribbon.check_data()
    assert "17 things to look at" in text
    accepted = [row for row in sheet.iter_rows(values_only=True) if row[1] == "accepted"]
    assert [row[2] for row in accepted] == ["YO2"]


@pytest.mark.parametrize("typed", [("B. Colleague", "agreed in May"), (None, "to be asked")])
def test_what_somebody_has_typed_already_is_not_typed_over(
    excel: FakeExcel, typed: tuple[str | None, str]
) -> None:
    row = _listed(excel)
    for book in (excel.cells, excel.results):
        for column, text in zip((7, 8), typed, strict=True):
            book["Checks"].cell(row, column).value = text
    kind, text = ribbon.accept_finding(text="right")
    assert kind == "refused"
    assert "clear the yellow cells of this row" in text
    assert excel.cells["Checks"].cell(row, 8).value == typed[1]


def test_a_row_without_a_finding_is_refused(excel: FakeExcel) -> None:
    _listed(excel)
    excel.selected = ("Checks", 2, 1)
    kind, text = ribbon.accept_finding(text="right")
    assert (kind, text.splitlines()[0]) == ("refused", "sheet Checks, row 2: no finding.")


def test_a_cell_of_another_sheet_is_no_finding(excel: FakeExcel) -> None:
    excel.selected = ("Scorecard", 9, 3)
    kind, text = ribbon.accept_finding(text="right")
    assert (kind, text.splitlines()[0]) == ("refused", "sheet Scorecard, row 9: no finding.")


def test_an_excel_without_a_user_name_says_what_to_type(excel: FakeExcel) -> None:
    row = _listed(excel)
    excel.user = ""
    kind, text = ribbon.accept_finding(text="right")
    assert kind == "refused"
    assert "File > Options > General" in text
    assert excel.cells["Checks"].cell(row, 8).value is None


def test_a_cell_of_a_sheet_without_a_scorecard_is_refused(excel: FakeExcel) -> None:
    excel.selected = ("Functions", 3, 2)
    kind, text = ribbon.explain_cell()
    assert kind == "refused"
    assert text.startswith("sheet Functions: no scorecard table.")


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


linux = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="the program for opening files is Linux's"
)


@linux
@pytest.mark.usefixtures("excel")
def test_show_log_opens_the_log_and_says_nothing(opened: Path) -> None:
    assert ribbon.show_log() == ("silent", "")
    assert opened.read_text() == str(log_path())
    assert log_path().read_text("utf-8").splitlines()[0].endswith("INFO show_log")


@linux
@pytest.mark.usefixtures("excel")
def test_help_opens_the_page_for_reporters(opened: Path) -> None:
    assert ribbon.show_help() == ("silent", "")
    assert opened.read_text() == str(help_page())
    assert help_page().is_file()


def test_on_a_mac_what_has_nothing_to_say_shows_nothing(excel: FakeExcel) -> None:
    ribbon.run("put_back_interrupted")
    assert excel.alerts == []


# -- the log ----------------------------------------------------------------------------------


def _log() -> str:
    return log_path().read_text("utf-8")


def test_the_log_names_cells_and_rules_and_holds_no_value(excel: FakeExcel) -> None:
    # A value, a title and a text that occur nowhere else.
    for book in (excel.cells, excel.results):
        book["Scorecard"]["U9"] = 987654.25
        book["Scorecard"]["T9"] = "eighty-seven"
        book["Scorecard"]["B9"] = "A title to keep private"
    ribbon.refresh_scorecard()
    ribbon.undo_last_refresh()
    excel.selected = ("Scorecard", 9, 22)
    ribbon.explain_cell()
    log = _log()
    assert "refreshed Scorecard, cells: V9, " in log
    assert "unreadable-value Scorecard!T9" in log
    assert "undone on Scorecard: 2" in log
    assert "explained Scorecard!V9" in log
    for private in ("987654", "eighty-seven", "keep private"):
        assert private not in log


def test_a_refusal_is_logged_by_its_place_and_not_by_what_was_found(excel: FakeExcel) -> None:
    for book in (excel.cells, excel.results):
        book["Settings"]["B6"] = "a private remark"
    ribbon.refresh_scorecard()
    assert "WARNING refresh_scorecard refused: SettingsError: Settings!B6" in _log()
    assert "private" not in _log()


def test_a_failure_is_logged_by_where_it_happened_and_not_by_its_words(excel: FakeExcel) -> None:
    def broken(name: str) -> None:
        if name == "used range":
            raise ExcelError(-1, "a private value")

    excel.before_call = broken
    assert ribbon.refresh_scorecard() == ("failed", "ExcelError: (-1, 'a private value')")
    assert "ERROR refresh_scorecard failed: ExcelError\n  click.py:" in _log()
    assert "private" not in _log()


@pytest.mark.usefixtures("excel")
def test_the_log_is_turned_over_before_it_grows_large() -> None:
    log_path().parent.mkdir(parents=True)
    log_path().write_text("x" * 499_990)
    ribbon.about()
    assert _log().endswith("INFO about\n")
    assert log_path().with_name("xlscorecard.log.1").stat().st_size == 499_990


@pytest.mark.usefixtures("excel")
def test_without_a_folder_for_the_log_the_buttons_work(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where the folder would be")
    assert ribbon.check_data()[0] == "done"
    kind, text = ribbon.show_log()
    assert (kind, text.splitlines()[0]) == (
        "refused", f"{log_path()}: no log, for its folder cannot be written to.",
    )  # fmt: skip
