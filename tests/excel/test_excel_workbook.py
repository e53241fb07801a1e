"""The adapter for Excel does what the adapter for files does, in few calls.

Both run the same contract; the adapter for Excel on xlwings' own classes, over an engine of
these tests (``excel_engine.py``).
"""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter
from openpyxl.utils.datetime import to_excel

from tests.excel.excel_engine import CALL_REJECTED, ExcelError, FakeExcel, plain_scorecard
from tests.excel.excel_fixture import open_workbook
from tests.plans import restoring, writing
from xlscorecard.actions.refresh import refresh
from xlscorecard.addin import ribbon
from xlscorecard.addin.workbook import build
from xlscorecard.books.excel.book import ExcelWorkbook
from xlscorecard.books.excel.faults import is_busy
from xlscorecard.books.file.book import WorkbookFile
from xlscorecard.books.protocol import Applied, Book
from xlscorecard.core.sheet.address import Area
from xlscorecard.core.sheet.content import CellContent, ErrorCode
from xlscorecard.core.sheet.edits import Formula, held
from xlscorecard.core.sheet.grid import Grid
from xlscorecard.errors import (
    LayoutError,
    UnwritableWorkbookError,
    WorkbookError,
    WorkbookInUseError,
)


def mixed_workbook(path: Path) -> Path:
    """Every kind of cell that a sheet can hold, beginning in C2."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Mixed")
    book.add_worksheet("Other").write_string("A1", "alone")
    day = book.add_format({"num_format": "mmm-yy"})
    pounds = book.add_format({"num_format": "£#,##0.00"})
    sheet.write_row("C2", ["text", 1.5, True])
    sheet.write_datetime("F2", date(2019, 8, 1), day)
    sheet.write_number("G2", 1234.56789, pounds)
    sheet.write_formula("C3", "=D2*2", None, 3.0)
    sheet.write_formula("D3", "=NA()", None, "#N/A")
    sheet.merge_range("C4:D5", "merged")
    sheet.write_string("C6", "-")
    sheet.write_number("D6", 7)
    sheet.write_number("D7", 8)
    sheet.write_number("D9", 9)
    book.close()
    return path


def in_excel(path: Path) -> Book:
    return ExcelWorkbook(FakeExcel(path).book)


def in_a_file(path: Path) -> Book:
    return WorkbookFile(path)


def contents(grid: Grid) -> dict[tuple[int, int], CellContent]:
    """Every cell that is not empty."""
    return {
        (row, column): content
        for row, cells in grid.rows.items()
        for column, content in enumerate(cells, start=1)
        if content is not None
    }


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    return mixed_workbook(tmp_path / "mixed.xlsx")


@pytest.fixture(params=[in_excel, in_a_file])
def opened(request: pytest.FixtureRequest) -> Callable[[Path], Book]:
    function: Callable[[Path], Book] = request.param
    return function


# -- the contract of both adapters ------------------------------------------------------------


def test_every_kind_of_cell_is_read(opened: Callable[[Path], Book], mixed: Path) -> None:
    grid = opened(mixed).read("Mixed")
    assert contents(grid) == {
        (2, 3): "text",
        (2, 4): 1.5,
        (2, 5): True,
        (2, 6): date(2019, 8, 1),
        (2, 7): 1234.56789,
        (3, 3): 3.0,
        (3, 4): ErrorCode("#N/A"),
        (4, 3): "merged",
        (6, 3): "-",
        (6, 4): 7.0,
        (7, 4): 8.0,
        (9, 4): 9.0,
    }
    assert set(grid.formulas) == {(3, 3), (3, 4)}
    assert grid.merges == (Area(4, 3, 5, 4),)


def test_the_sheets_are_named_in_their_order(opened: Callable[[Path], Book], mixed: Path) -> None:
    assert list(opened(mixed).sheet_names) == ["Mixed", "Other"]


def test_a_sheet_that_is_not_there_is_said_by_name(
    opened: Callable[[Path], Book], mixed: Path
) -> None:
    with pytest.raises(
        LayoutError, match='no sheet "Nowhere"; expected one of its sheets: "Mixed"'
    ):
        opened(mixed).read("Nowhere")


def test_a_sheet_of_one_cell_is_read(opened: Callable[[Path], Book], mixed: Path) -> None:
    assert contents(opened(mixed).read("Other")) == {(1, 1): "alone"}


def test_planned_cells_are_written_and_read_again(
    opened: Callable[[Path], Book], mixed: Path
) -> None:
    book = opened(mixed)
    cells: dict[tuple[int, int], float | str] = {
        (6, 4): 70.5,
        (8, 4): "n/a",
        (9, 4): "+0.3 pp",
        (6, 3): "-",
        (12, 9): "↑",
    }
    before = contents(book.read("Mixed"))

    assert book.apply(writing("Mixed", cells)) == Applied()

    assert contents(book.read("Mixed")) == before | cells


def test_an_empty_plan_changes_nothing(opened: Callable[[Path], Book], mixed: Path) -> None:
    assert opened(mixed).apply(writing("Mixed", {})) == Applied()


def test_a_refresh_writes_the_same_cells_with_the_same_findings(tmp_path: Path) -> None:
    path = tmp_path / "Scorecard.xlsm"
    build(path)
    by_file = refresh(WorkbookFile(path, tmp_path / "out.xlsm"))
    excel = FakeExcel(path)
    by_excel = refresh(ExcelWorkbook(excel.book))

    assert by_excel.plan == by_file.plan
    assert [str(own) for own in by_excel.findings] == [str(own) for own in by_file.findings]
    sheet = excel.cells["Scorecard"]
    assert {cell: sheet.cell(*cell).value for cell in by_file.plan.cells} == by_file.plan.cells
    assert refresh(ExcelWorkbook(excel.book)).plan.cells == {}


# -- of Excel alone ---------------------------------------------------------------------------


def test_a_refresh_of_3000_rows_takes_as_few_calls_as_one_of_10(tmp_path: Path) -> None:
    calls = []
    for rows in (10, 3000):
        excel = FakeExcel(plain_scorecard(tmp_path / f"{rows}.xlsx", rows))
        result = refresh(ExcelWorkbook(excel.book))
        assert len(result.plan.cells) == rows // 2
        calls.append(excel.calls)
    assert calls[0] == calls[1] < 25


def test_a_formula_between_planned_cells_is_left_alone(mixed: Path) -> None:
    excel = FakeExcel(mixed)
    excel.cells["Mixed"]["D8"] = "=D7"
    excel.results["Mixed"]["D8"] = 8.0
    ExcelWorkbook(excel.book).apply(writing("Mixed", {(7, 4): 1.0, (9, 4): 2.0}))
    column = [excel.cells["Mixed"].cell(row, 4).value for row in (7, 8, 9)]
    assert column == [1.0, "=D7", 2.0]


def test_a_text_between_planned_cells_is_not_typed_anew(mixed: Path) -> None:
    # Excel would make a date of it.
    excel = FakeExcel(mixed)
    for book in (excel.cells, excel.results):
        book["Mixed"]["D8"] = "1-2"
    written: list[str] = []
    excel.before_call = written.append
    ExcelWorkbook(excel.book).apply(writing("Mixed", {(7, 4): 1.0, (9, 4): 2.0}))
    assert written.count("write") == 2
    assert excel.cells["Mixed"]["D8"].value == "1-2"


def test_what_was_written_is_put_back_when_excel_refuses_a_later_cell(mixed: Path) -> None:
    excel = FakeExcel(mixed)
    writes = 0

    def refuse_the_second(name: str) -> None:
        nonlocal writes
        if name == "write":
            writes += 1
            if writes == 2:
                raise ExcelError(-2146827284, "no")

    excel.before_call = refuse_the_second
    book = ExcelWorkbook(excel.book)
    before = contents(book.read("Mixed"))
    with pytest.raises(WorkbookError) as caught:
        book.apply(writing("Mixed", {(3, 3): 5.0, (6, 4): 1.0}))
    assert "Excel refused a cell, and what had been written was put back" in str(caught.value)
    assert excel.cells["Mixed"]["C3"].value == "=D2*2"
    excel.results["Mixed"]["C3"] = 3.0  # what Excel would calculate
    assert contents(book.read("Mixed")) == before


def test_a_protected_sheet_is_said_and_left_as_it_is(mixed: Path) -> None:
    excel = FakeExcel(mixed)
    excel.protected.add("Mixed")
    with pytest.raises(UnwritableWorkbookError) as caught:
        ExcelWorkbook(excel.book).apply(writing("Mixed", {(6, 4): 1.0}))
    assert str(caught.value) == (
        "Mixed: a protected sheet; nothing was changed; expected a sheet whose computed cells may "
        "be written. Choose Review > Unprotect Sheet, then click again."
    )
    assert excel.cells["Mixed"]["D6"].value == 7


@pytest.mark.parametrize("at", ["value", "write"])
def test_somebody_typing_into_a_cell_is_asked_to_finish(at: str, mixed: Path) -> None:
    excel = FakeExcel(mixed)

    def busy(name: str) -> None:
        if name == at:
            raise ExcelError(CALL_REJECTED, "call was rejected by callee")

    excel.before_call = busy
    book = ExcelWorkbook(excel.book)
    with pytest.raises(WorkbookInUseError) as caught:
        book.apply(writing("Mixed", {(6, 4): 1.0}))
    assert str(caught.value) == (
        "mixed.xlsx: Excel is busy; expected a workbook in which nobody is typing. Press Enter or "
        "Esc to finish the cell you are in, then click again."
    )


def test_merged_cells_without_the_macro_that_tells_them_are_an_error(mixed: Path) -> None:
    excel = FakeExcel(mixed)
    excel.macros.clear()
    with pytest.raises(WorkbookError, match="merged cells, and no macro to find them"):
        ExcelWorkbook(excel.book).read("Mixed")


def test_a_sheet_is_read_once_until_something_is_written(mixed: Path) -> None:
    excel = FakeExcel(mixed)
    book = ExcelWorkbook(excel.book)
    assert book.read("Mixed") is book.read("Mixed")
    book.apply(writing("Mixed", {(6, 4): 1.0}))
    assert book.read("Mixed").content(6, 4) == 1.0


# -- what is written is read again ------------------------------------------------------------


@pytest.fixture
def column(tmp_path: Path) -> FakeExcel:
    """Cells A1 to A5: texts to be overwritten at 1 and 5, and others between them."""
    path = tmp_path / "Column.xlsx"
    book = xlsxwriter.Workbook(path)
    text, day = book.add_format({"num_format": "@"}), book.add_format({"num_format": "d/m/yyyy"})
    sheet = book.add_worksheet("Sheet")
    sheet.write(0, 0, "old")
    sheet.write_number(1, 0, 7, text)
    sheet.write_number(2, 0, 12.34, day)
    sheet.write_blank(3, 0, None)
    sheet.write(4, 0, "old")
    book.close()
    return FakeExcel(path)


def _held(excel: FakeExcel) -> list[object]:
    """What the cells hold; a number that is shown as a date is that number."""
    shown = [row[0] for row in excel.cells["Sheet"].iter_rows(values_only=True)]
    return [round(to_excel(own), 6) if isinstance(own, datetime) else own for own in shown]


PLAN = writing("Sheet", {(1, 1): 1.0, (5, 1): 5.0})


def test_a_number_between_that_became_text_is_made_a_number_again(column: FakeExcel) -> None:
    assert ExcelWorkbook(column.book).apply(PLAN) == Applied()
    assert _held(column) == [1, 7, 12.34, None, 5]
    assert column.cells["Sheet"]["A2"].number_format == "@"


def test_what_is_put_back_is_what_was_there_in_every_format(column: FakeExcel) -> None:
    before = _held(column)
    column.hidden_rows = {5}
    with pytest.raises(WorkbookError, match="A5 does not hold what was written into it"):
        ExcelWorkbook(column.book).apply(PLAN)
    assert _held(column) == before


def test_what_an_overwritten_cell_held_is_put_back_in_every_format(column: FakeExcel) -> None:
    before = _held(column)
    book = ExcelWorkbook(column.book)
    grid = book.read("Sheet")
    held_before = {(row, 1): held(grid, row, 1) for row in range(1, 6)}
    book.apply(writing("Sheet", {(row, 1): float(row) for row in range(1, 6)}))
    assert _held(column)[0] == 1
    book.apply(restoring("Sheet", held_before))
    # What is formatted as text takes a number as text, and that is said of a plan.
    assert _held(column) == [*before[:1], "7", *before[2:]]


@pytest.mark.parametrize(
    "text", ["'quoted", "#1", "=1+1", "-", "- 3", "@home", "1/2", "TRUE", "#", "plain"]
)
def test_a_text_is_put_back_as_the_text_that_it_was(column: FakeExcel, text: str) -> None:
    book = ExcelWorkbook(column.book)
    book.apply(PLAN)
    book.apply(restoring("Sheet", {(1, 1): text}))
    assert _held(column)[0] == text


@pytest.mark.parametrize("spills", [True, False], ids=["with Formula2", "without"])
def test_a_formula_is_put_back_as_it_was(column: FakeExcel, spills: bool) -> None:
    column.spills = spills
    book = ExcelWorkbook(column.book)
    book.apply(restoring("Sheet", {(1, 1): Formula("SUM(A2:A3)"), (2, 1): 7.5}))
    assert column.cells["Sheet"]["A1"].value == "=SUM(A2:A3)"
    assert book.read("Sheet").formulas == {(1, 1): "SUM(A2:A3)"}


def test_excel_s_own_error_of_being_busy_is_known_by_what_it_has_thrown() -> None:
    # pywin32: hresult, text, (wcode, source, text, help file, help id, scode), argument
    inner = (0, "Microsoft Excel", None, None, 0, -2146777998)
    assert is_busy(Exception(-2147352567, "Exception occurred.", inner, None))
    assert not is_busy(Exception(-2147352567, "Exception occurred.", (*inner[:5], 1), None))


@pytest.mark.parametrize(
    "name",
    ["Children's services scorecard.xlsm", "A & B (1).xlsm", "50% #1!.xlsm", "Übersicht.xlsm"],
)
def test_a_workbook_of_any_name_is_refreshed_with_the_help_of_its_macros(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    with open_workbook(tmp_path / name) as excel:
        kind, text = ribbon.refresh_scorecard()

        assert kind == "done"
        assert text.startswith("9 indicators refreshed for Aug-19, 22 cells changed")
        # The document's last row lies under merged cells, of which the macro tells.
        assert excel.cells["Scorecard"]["AB17"].value == 85


def test_columns_that_are_formatted_to_the_end_of_the_sheet_are_not_read(excel: FakeExcel) -> None:
    for name in ("Scorecard", "Settings"):
        for book in (excel.cells, excel.results):
            book[name].cell(1_048_576, 5).number_format = "0.0"
    assert ribbon.refresh_scorecard()[0] == "done"
    assert excel.cells["Scorecard"]["W9"].value == 0.3125


def test_a_sheet_that_is_formatted_and_blank_is_one_cell(excel: FakeExcel) -> None:
    for book in (excel.cells, excel.results):
        book.create_sheet("Blank").cell(1_048_576, 3).number_format = "0.0"
    grid = ExcelWorkbook(excel.book).read("Blank")
    assert not grid.rows
