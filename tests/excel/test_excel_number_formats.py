"""One rule says what a number format makes of a number, whichever adapter reads the sheet."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from tests.excel.excel_engine import FakeExcel
from xlscorecard.addin import functions
from xlscorecard.books.excel.book import ExcelWorkbook
from xlscorecard.books.file.book import WorkbookFile
from xlscorecard.books.protocol import Book
from xlscorecard.core.sheet.address import Area
from xlscorecard.core.sheet.content import CellContent


def in_excel(path: Path) -> Book:
    return ExcelWorkbook(FakeExcel(path).book)


def in_a_file(path: Path) -> Book:
    return WorkbookFile(path)


# A number, its format, and what the cell holds: elapsed time is a number of days.
CELLS: tuple[tuple[float, str, CellContent], ...] = (
    (3.7, "[h]:mm", 3.7),
    (0.25, "[h]:mm", 0.25),
    (1.5, "[mm]:ss", 1.5),
    (12.25, "[h]:mm:ss", 12.25),
    (0.75, "h:mm", 0.75),
    (0.5, "mm:ss", 0.5),
    (0.5, "h:mm AM/PM", 0.5),
    (43678, "mmm-yy", date(2019, 8, 1)),
    (43678.5, "dd/mm/yyyy hh:mm", date(2019, 8, 1)),
    (0.31, "0%", 0.31),
    (5.9, '0.0"%"', 5.9),
    (5.9, "0.0\\%", 5.9),
    (0.062, "0.0%;[Red]-0.0%", 0.062),
    (1234.5, "#,##0.0", 1234.5),
)
PERCENTAGES = {10, 13}
"""The rows whose format shows a percentage: a % in quotes shows none."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "formats.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Sheet")
        for row, (number, code, _) in enumerate(CELLS):
            sheet.write_number(row, 0, number, book.add_format({"num_format": code}))
    return path


@pytest.mark.parametrize("opened", [in_excel, in_a_file])
def test_a_number_is_what_its_format_makes_of_it(
    path: Path, opened: Callable[[Path], Book]
) -> None:
    rows = opened(path).read("Sheet").rows
    assert [rows[row][0] for row in sorted(rows)] == [content for *_, content in CELLS]


@pytest.mark.parametrize("opened", [in_excel, in_a_file])
def test_the_cells_that_show_percentages_are_told(
    path: Path, opened: Callable[[Path], Book]
) -> None:
    area = Area(1, 1, len(CELLS), 1)
    shown = opened(path).percentage_cells("Sheet", area)
    assert shown == frozenset((row, 1) for row in PERCENTAGES)


def test_a_workbook_that_counts_days_from_1904_has_the_same_days(tmp_path: Path) -> None:
    path = tmp_path / "1904.xlsx"
    with xlsxwriter.Workbook(path, {"date_1904": True}) as book:
        sheet = book.add_worksheet("Sheet")
        sheet.write_datetime(0, 0, date(2019, 8, 1), book.add_format({"num_format": "mmm-yy"}))
        sheet.write_number(1, 0, 3.7, book.add_format({"num_format": "[h]:mm"}))
    grid = WorkbookFile(path).read("Sheet")
    assert [grid.content(1, 1), grid.content(2, 1)] == [date(2019, 8, 1), 3.7]


def test_an_older_workbook_without_the_macro_reads_dates_as_dates(path: Path) -> None:
    excel = FakeExcel(path)
    del excel.macros["NumberFormats"]
    grid = ExcelWorkbook(excel.book).read("Sheet")
    assert grid.content(8, 1) == date(2019, 8, 1)
    assert grid.content(10, 1) == 0.31


def dated(number: float, code: str) -> str:
    """A cell that Excel shows as a date, as the VBA hands it to a function."""
    return f"|date| {number}| {number}|{code}"


def test_a_function_takes_elapsed_time_as_the_number_of_days() -> None:
    months = (tuple(dated(serial, "mmm-yy") for serial in (43617, 43647, 43678)),)
    values = ((dated(3.7, "[h]:mm"), dated(0.5, "h:mm"), dated(4.2, "[h]:mm")),)
    assert functions.maximum(values, months) == [[4.2]]
    assert functions.average(values, months) == [[pytest.approx(8.4 / 3)]]


def test_a_date_among_the_values_of_a_function_is_no_number() -> None:
    months = (tuple(dated(serial, "mmm-yy") for serial in (43617, 43647, 43678)),)
    assert functions.maximum(((1.0, dated(43678, "dd/mm/yyyy"), 3.0),), months) == [[3.0]]
