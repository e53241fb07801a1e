"""The scorecard workbook, open in the Excel of these tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import xlwings as xw

from tests.excel.excel_engine import FakeExcel
from xlscorecard.addin.workbook import build


@pytest.fixture
def excel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeExcel]:
    """The scorecard workbook, open in Excel, and calling; the user's folders are empty."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    path = tmp_path / "Scorecard.xlsm"
    build(path)
    opened = FakeExcel(path)
    opened.book.set_mock_caller()
    yield opened
    delattr(xw.Book, "_mock_caller")
