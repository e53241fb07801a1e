"""Which cells show percentages, by their number formats: the file's answer."""

from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from xlscorecard.books.file.book import WorkbookFile
from xlscorecard.core.sheet.address import Area

ALL = Area(1, 1, 9, 9)
SHOWN = {"0%", "0.00%", "0.0%;[Red]-0.0%", "# ??/??%"}
NOT_SHOWN = {"General", "0.00", '0" % of all"', r"0\%", "mmm-yy", "@"}


def written(path: Path, formats: list[str]) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Sheet")
        for column, number_format in enumerate(formats):
            sheet.write_number(0, column, 0.5, book.add_format({"num_format": number_format}))


@pytest.mark.parametrize("number_format", sorted(SHOWN))
def test_a_format_with_a_percent_sign_shows_a_percentage(
    number_format: str, tmp_path: Path
) -> None:
    written(tmp_path / "book.xlsx", [number_format])
    book = WorkbookFile(tmp_path / "book.xlsx")
    assert book.percentage_cells("Sheet", ALL) == {(1, 1)}


@pytest.mark.parametrize("number_format", sorted(NOT_SHOWN))
def test_a_sign_that_is_quoted_or_absent_shows_none(number_format: str, tmp_path: Path) -> None:
    written(tmp_path / "book.xlsx", [number_format])
    book = WorkbookFile(tmp_path / "book.xlsx")
    assert book.percentage_cells("Sheet", ALL) == frozenset()


def test_only_the_cells_of_the_area_are_told(tmp_path: Path) -> None:
    written(tmp_path / "book.xlsx", ["0%", "0", "0%", "0%"])
    book = WorkbookFile(tmp_path / "book.xlsx")
    assert book.percentage_cells("Sheet", Area(1, 2, 1, 3)) == {(1, 3)}
    assert book.percentage_cells("Sheet", Area(2, 1, 9, 9)) == frozenset()


@pytest.mark.parametrize("prefix", [b"", b"x:"])
def test_openpyxls_order_of_attributes_and_prefixes_make_no_difference(
    prefix: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "book.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([0.5, "text", 0.25])
    for cell in ("A1", "B1"):
        sheet[cell].number_format = "0%"
    book.save(path)
    if prefix:
        _prefixed(path, prefix)
    assert WorkbookFile(path).percentage_cells("Sheet", ALL) == {(1, 1), (1, 2)}


def _prefixed(path: Path, prefix: bytes) -> None:
    """Write the sheet with a prefix before every element, as some programs do."""
    import re
    import zipfile

    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = "xl/worksheets/sheet1.xml"
    xml = re.sub(rb"<(/?)(?=[A-Za-z])", rb"<\1" + prefix, parts[name])
    parts[name] = xml.replace(b"xmlns=", b"xmlns:x=", 1)
    with zipfile.ZipFile(path, "w") as package:
        for own, content in parts.items():
            package.writestr(own, content)
