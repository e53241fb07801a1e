"""The scorecard workbook, open in the Excel of these tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import xlwings as xw

from tests.excel.excel_engine import FakeExcel
from tests.excel.vba_sheets import VbaSheets
from xlscorecard.addin.buttons import click
from xlscorecard.addin.workbook import build
from xlscorecard.books.excel.book import ExcelWorkbook
from xlscorecard.books.excel.macros import MacrosGiven


@contextmanager
def open_workbook(path: Path) -> Iterator[FakeExcel]:
    """The scorecard workbook under a name, open in Excel, and calling."""
    build(path)
    opened = FakeExcel(path)
    opened.book.set_mock_caller()
    yield opened
    delattr(xw.Book, "_mock_caller")


@pytest.fixture(params=["with the VBA's object", "by xlwings alone"])
def excel(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[FakeExcel]:
    """The scorecard workbook, open in Excel, and calling; the user's folders are empty.

    As on Windows, where a click hands over an object of the workbook's VBA, and as on a Mac.
    """
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    with open_workbook(tmp_path / "Scorecard.xlsm") as opened:
        if request.param == "with the VBA's object":
            hand_over_vba(opened, monkeypatch)
        yield opened


def hand_over_vba(excel: FakeExcel, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each click hand over the object of the workbook's VBA, as on Windows."""
    given = MacrosGiven(VbaSheets(excel))
    monkeypatch.setattr(click, "calling_workbook", lambda: ExcelWorkbook(xw.Book.caller(), given))
