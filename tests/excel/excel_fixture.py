"""The scorecard workbook, open in the Excel of these tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import xlwings as xw

from tests.excel.excel_engine import FakeExcel
from xlscorecard.addin.workbook import build


@contextmanager
def open_workbook(path: Path) -> Iterator[FakeExcel]:
    """The scorecard workbook under a name, open in Excel, and calling."""
    build(path)
    opened = FakeExcel(path)
    opened.book.set_mock_caller()
    yield opened
    delattr(xw.Book, "_mock_caller")


@pytest.fixture
def excel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeExcel]:
    """The scorecard workbook, open in Excel, and calling; the user's folders are empty."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    with open_workbook(tmp_path / "Scorecard.xlsm") as opened:
        yield opened
