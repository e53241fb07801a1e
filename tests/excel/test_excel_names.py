"""Names of files and sheets with all that Excel allows in them, with every button."""

from pathlib import Path

import pytest
import xlwings as xw

from tests.excel.excel_engine import FakeExcel
from tests.excel.excel_fixture import hand_over_vba
from xlscorecard.addin import ribbon
from xlscorecard.addin.workbook import build

FILES = (
    "Children's services scorecard.xlsm",
    "'quoted'.xlsm",
    "KPIs [draft] (2).xlsm",
    "50% & more #1!.xlsm",
    "Zoë, Müller + Łódź – 得点.xlsm",
    "a;b,c=d@e^f~g.xlsm",
)
SHEETS = ("Children's KPIs", "50% & more #1!", "Zoë (Ł) – 得点", "A1", "a;b,c=d@e^f")
ACTIONS = ("refresh_scorecard", "check_data", "undo_last_refresh", "explain_cell", "about")


@pytest.fixture(params=["with the VBA's object", "by xlwings alone"])
def by_vba(request: pytest.FixtureRequest) -> bool:
    return bool(request.param == "with the VBA's object")


def _opened(path: Path, monkeypatch: pytest.MonkeyPatch, *, by_vba: bool) -> FakeExcel:
    monkeypatch.setenv("XDG_STATE_HOME", str(path.parent / "state"))
    build(path)
    excel = FakeExcel(path)
    monkeypatch.setattr(xw.Book, "_mock_caller", excel.book, raising=False)
    if by_vba:
        hand_over_vba(excel, monkeypatch)
    return excel


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_any_name_answers_every_button(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, *, by_vba: bool
) -> None:
    excel = _opened(tmp_path / name, monkeypatch, by_vba=by_vba)
    excel.selected = ("Scorecard", 10, 22)
    for action in ACTIONS:
        kind, text = ribbon.ACTIONS[action]()
        assert kind == "done", (action, text)
    excel.selected = ("Checks", 7, 1)
    assert ribbon.accept_finding(text="right").kind == "done"


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_sheet_of_any_name_is_refreshed_listed_and_explained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sheet: str, *, by_vba: bool
) -> None:
    excel = _opened(tmp_path / "Scorecard.xlsm", monkeypatch, by_vba=by_vba)
    for book in (excel.cells, excel.results):
        book["Scorecard"].title = sheet
    excel.active = sheet
    assert ribbon.refresh_scorecard().kind == "done"
    assert excel.cells[sheet]["W9"].value == 0.3125
    excel.selected = (sheet, 10, 22)
    assert ribbon.explain_cell().kind == "done"
    assert ribbon.undo_last_refresh().kind == "done"
    assert excel.cells[sheet]["W9"].value == 0.31
