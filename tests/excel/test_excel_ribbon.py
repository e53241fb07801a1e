"""What the buttons do, on xlwings' own classes over the engine of these tests."""

import sys

import pytest
import xlwings as xw

from tests.excel.excel_engine import CALL_REJECTED, STATE, ExcelError, FakeExcel
from tests.excel.vba_sheets import VbaSheets
from xlscorecard import __version__
from xlscorecard.addin import ribbon
from xlscorecard.addin.buttons import click
from xlscorecard.addin.buttons.log import log_path
from xlscorecard.addin.buttons.messages import LONGEST_TEXT
from xlscorecard.books.excel.macros import MacrosGiven


def test_refresh_writes_the_computed_cells_and_says_so(excel: FakeExcel) -> None:
    kind, text = ribbon.refresh_scorecard()
    assert kind == "done"
    assert text.splitlines()[0] == (
        "9 indicators refreshed for Aug-19, 22 cells changed, 18 things to look at. The sheet "
        "Checks lists them all."
    )
    assert "\n\nwrong: YO2, Scorecard!AA15: YO2 12 month average was printed" in text
    sheet = excel.cells["Scorecard"]
    # docs/measures.md: 439, 399 and 397 in YO2's window.
    written = [sheet[cell].value for cell in ("V9", "W9", "AA15", "AB17")]
    assert written == ["↑", 0.3125, pytest.approx(1235 / 3), 85]


@pytest.mark.usefixtures("excel")
def test_a_message_is_no_longer_than_a_message_box_shows() -> None:
    _, text = ribbon.refresh_scorecard()
    assert len(text) <= LONGEST_TEXT
    assert text.splitlines()[-1].startswith("… and ")
    assert text.splitlines()[-1].endswith(" more.")


def test_the_state_of_excel_comes_back_and_the_status_bar_tells_what_is_done(
    excel: FakeExcel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(click, "SECONDS_BETWEEN", 0)
    ribbon.refresh_scorecard()
    assert excel.state | {"status_bar": False} == STATE  # on Windows VBA clears the bar
    told = [text for text in excel.shown if text != click.TITLE]
    assert told[0] == "Scorecard: reading the workbook (0%)"
    assert told[-1].startswith("Scorecard: done (100%)")


def test_a_quick_refresh_does_not_spend_its_time_on_the_status_bar(excel: FakeExcel) -> None:
    ribbon.refresh_scorecard()
    assert len([text for text in excel.shown if text != click.TITLE]) <= 3


def test_the_active_sheet_is_refreshed_if_it_holds_a_scorecard(excel: FakeExcel) -> None:
    for book in (excel.cells, excel.results):
        book.copy_worksheet(book["Scorecard"]).title = "Draft"
    excel.active = "Draft"
    ribbon.refresh_scorecard()
    assert excel.cells["Draft"]["W9"].value == 0.3125
    assert excel.cells["Scorecard"]["W9"].value == 0.31


def test_from_another_sheet_the_scorecard_is_refreshed(excel: FakeExcel) -> None:
    excel.active = "Settings"
    assert ribbon.refresh_scorecard()[0] == "done"
    assert excel.cells["Scorecard"]["W9"].value == 0.3125


@pytest.mark.usefixtures("excel")
def test_a_second_refresh_changes_nothing() -> None:
    ribbon.refresh_scorecard()
    _, text = ribbon.refresh_scorecard()
    assert text.splitlines()[0].startswith("9 indicators refreshed for Aug-19, 0 cells changed,")


def test_a_setting_that_cannot_be_used_is_refused_in_plain_words(excel: FakeExcel) -> None:
    for book in (excel.cells, excel.results):
        book["Settings"]["B6"] = "a little"
    assert ribbon.refresh_scorecard() == (
        "refused",
        'Settings!B6: "a little".\n'
        "Expected: a percentage above 0% and up to 100%, such as 10%.\n"
        "What to do: Correct this cell of the settings.",
    )
    assert excel.state == STATE


def test_a_protected_sheet_is_refused_and_the_state_comes_back(excel: FakeExcel) -> None:
    excel.protected.add("Scorecard")
    kind, text = ribbon.refresh_scorecard()
    assert (kind, text.splitlines()[0]) == (
        "refused", "Scorecard: a protected sheet; nothing was changed.",
    )  # fmt: skip
    assert excel.state == STATE


@pytest.mark.parametrize("call", ["full name", "screen_updating", "sheet name", "value", "write"])
def test_an_excel_in_edit_mode_is_refused_whatever_it_is_asked_for(
    excel: FakeExcel, call: str
) -> None:
    before = [*excel.cells["Scorecard"].iter_rows(values_only=True)]

    asked = False

    def busy(name: str) -> None:
        nonlocal asked
        if name == call:
            asked = True
            raise ExcelError(CALL_REJECTED, "call was rejected by callee")

    excel.before_call = busy
    kind, text = ribbon.refresh_scorecard()
    if not asked:  # the workbook's VBA has seen to it
        assert (call, kind) == ("screen_updating", "done")
        return
    assert kind == "refused"
    assert "Press Enter or Esc to finish the cell you are in" in text
    assert [*excel.cells["Scorecard"].iter_rows(values_only=True)] == before


def test_an_end_of_python_goes_on_and_the_state_comes_back(excel: FakeExcel) -> None:
    def broken(name: str) -> None:
        if name == "write":
            raise KeyboardInterrupt

    excel.before_call = broken
    before = excel.cells["Scorecard"]["W9"].value
    with pytest.raises(KeyboardInterrupt):
        ribbon.refresh_scorecard()
    assert excel.state == STATE
    assert excel.cells["Scorecard"]["W9"].value == before


def test_a_workbook_of_another_version_is_said(excel: FakeExcel) -> None:
    for book in (excel.cells, excel.results):
        sheet = book["xlwings.conf"]
        row = next(row for row in range(1, 20) if sheet.cell(row, 1).value == "XLSCORECARD_VERSION")
        sheet.cell(row, 2).value = "0.0.1"
    _, text = ribbon.refresh_scorecard()
    assert text.splitlines()[-1] == (
        f"This workbook is set up for version 0.0.1 of xlscorecard, and version {__version__} is "
        "installed. Ask whoever set it up to run: xlscorecard adopt --upgrade."
    )


def test_a_message_is_spelled_in_what_a_message_box_shows(excel: FakeExcel) -> None:
    for book in (excel.cells, excel.results):
        book["Settings"]["B6"] = "↑ or ▼ or Ω"
    _, text = ribbon.refresh_scorecard()
    assert text.splitlines()[0] == 'Settings!B6: "up or lower is better or ?".'


def test_about_says_what_is_at_work_and_where(excel: FakeExcel) -> None:
    assert ribbon.about() == (
        "done",
        f"Python answers.\nxlscorecard {__version__}, xlwings {xw.__version__}\n"
        f"Python {sys.version.split()[0]}: {sys.executable}\nExcel 16.0\nLog: {log_path()}",
    )
    assert excel.state == STATE


def test_on_a_mac_the_outcome_is_shown_by_python(excel: FakeExcel) -> None:
    ribbon.run("about")
    assert [(title, mode) for _, title, mode in excel.alerts] == [("Scorecard", "info")]


def test_a_refusal_on_a_mac_is_shown_as_one(excel: FakeExcel) -> None:
    excel.protected.add("Scorecard")
    ribbon.run("refresh_scorecard")
    assert [(title, mode) for _, title, mode in excel.alerts] == [("Scorecard", "critical")]


def test_an_error_that_nobody_expects_is_said_in_plain_words_on_a_mac(excel: FakeExcel) -> None:
    def broken(name: str) -> None:
        if name == "used range":
            raise ExcelError(-1, "something technical")

    excel.before_call = broken
    ribbon.run("refresh_scorecard")
    ((text, _title, mode),) = excel.alerts
    assert mode == "critical"
    assert text.startswith("That did not work, because of an error that nobody expected.")
    assert "technical" not in text


@pytest.mark.parametrize("name", ["screen_updating", "enable_events", "calculation"])
def test_a_switch_that_excel_does_not_let_be_set_stops_no_refresh(
    excel: FakeExcel, name: str
) -> None:
    asked = 0

    def refused(call: str) -> None:
        nonlocal asked
        asked += call == name
        if call == name and asked == 2:  # first it is read, then set
            raise ExcelError(-1, "cannot be set now")

    excel.before_call = refused
    assert ribbon.refresh_scorecard()[0] == "done"
    assert excel.state == STATE


class _Mute:
    """An object of the workbook's VBA that cannot be called."""

    def SheetNames(self) -> str:  # noqa: N802 - the VBA's name
        raise ExcelError(-2147352570, "Unknown name.")


def test_an_object_that_cannot_be_called_is_done_without(excel: FakeExcel) -> None:
    assert click.answering(MacrosGiven(_Mute())) is None
    given = MacrosGiven(VbaSheets(excel))
    assert click.answering(given) is given


def test_a_long_refusal_still_says_what_to_do(excel: FakeExcel) -> None:
    for book in (excel.cells, excel.results):
        book["Settings"]["B6"] = "a little " * 300
    _, text = ribbon.refresh_scorecard()
    assert len(text) <= LONGEST_TEXT
    assert text.endswith("What to do: Correct this cell of the settings.")
