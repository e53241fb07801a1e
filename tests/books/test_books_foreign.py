"""Files of other programs that Excel opens: names in another case, UTF-16, empty attributes."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

import xlscorecard
from tests.excel.excel_engine import plain_scorecard
from xlscorecard.books.file.book import WorkbookFile
from xlscorecard.errors import DamagedWorkbookError

Change = Callable[[str, bytes], bytes]


def _in_utf_16(xml: bytes) -> bytes:
    return re.sub(r'encoding="[\w-]+"', 'encoding="UTF-16"', xml.decode()).encode("utf-16")


def _of(part: str, change: Callable[[bytes], bytes]) -> Change:
    return lambda name, content: change(content) if part in name else content


def _sub(pattern: bytes, new: bytes) -> Callable[[bytes], bytes]:
    def changed(content: bytes) -> bytes:
        result, count = re.subn(pattern, new, content)
        assert count, f"{pattern!r} is not there"
        return result

    return changed


def _same(_name: str, content: bytes) -> bytes:
    return content


OPENED: dict[str, tuple[Change, Callable[[str], str]]] = {
    "backslashes in names": (_same, lambda name: name.replace("/", "\\")),
    "names in capitals": (_same, str.upper),
    "links in another case": (
        _of("workbook.xml.rels", _sub(rb"worksheets/sheet1", b"Worksheets/Sheet1")), str,
    ),
    "links with backslashes": (
        _of("workbook.xml.rels", _sub(rb"worksheets/sheet1", rb"worksheets\\sheet1")), str,
    ),
    "links that are closed by an end tag": (
        _of(".rels", _sub(rb"\s*/>", b"></Relationship>")), str,
    ),
    "links in UTF-16": (_of(".rels", _in_utf_16), str),
    "the list of sheets in UTF-16": (_of("xl/workbook.xml", _in_utf_16), str),
    "shared texts in UTF-16": (_of("sharedStrings", _in_utf_16), str),
    "styles in UTF-16": (_of("styles", _in_utf_16), str),
    "content types in UTF-16": (_of("Content_Types", _in_utf_16), str),
    "an empty extent": (
        _of("sheet1.xml", _sub(rb'<dimension ref="[^"]*"', b'<dimension ref=""')), str,
    ),
    "empty spans": (
        _of("sheet1.xml", _sub(rb'spans="[^"]*"', b'spans=""')), str,
    ),
    "empty styles": (
        _of("sheet1.xml", _sub(rb'<c r="(A\d+)"', rb'<c r="\1" s=""')), str,
    ),
    "an empty merge": (
        _of("sheet1.xml", _sub(rb"</sheetData>", b'</sheetData><mergeCells count="1">'
                               b'<mergeCell ref=""/></mergeCells>')), str,
    ),
    "an empty number format": (
        _of("styles", _sub(rb'numFmtId="\d+"', b'numFmtId=""')), str,
    ),
    "an empty date system": (
        _of("xl/workbook.xml", _sub(rb"<workbookPr", b'<workbookPr date1904=""')), str,
    ),
}  # fmt: skip


def _rewritten(folder: Path, change: Change, rename: Callable[[str], str]) -> Path:
    plain = plain_scorecard(folder / "plain.xlsx", 6)
    path = folder / "foreign.xlsx"
    with zipfile.ZipFile(plain) as before, zipfile.ZipFile(path, "w") as after:
        for info in before.infolist():
            after.writestr(rename(info.filename), change(info.filename, before.read(info)))
    return path


def _names(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        return [info.orig_filename for info in archive.infolist()]


@pytest.mark.parametrize("kind", OPENED)
def test_a_file_that_excel_opens_is_refreshed_and_keeps_its_spelling(
    kind: str, tmp_path: Path
) -> None:
    path = _rewritten(tmp_path, *OPENED[kind])
    names = _names(path)
    refreshed = xlscorecard.refresh(path, checks_sheet=False)
    assert len(refreshed.plan.cells) == 3  # every second row of the six is right already
    assert _names(path) == names
    again = xlscorecard.refresh(path, checks_sheet=False)
    assert not again.plan.cells


def test_a_list_of_sheets_in_utf_16_is_marked_for_calculation_too(tmp_path: Path) -> None:
    plain = plain_scorecard(tmp_path / "plain.xlsx", 6)
    book = openpyxl.load_workbook(plain)
    book["Scorecard"]["H2"] = "=SUM(E2:E7)"
    book.save(plain)
    path = tmp_path / "foreign.xlsx"
    with zipfile.ZipFile(plain) as before, zipfile.ZipFile(path, "w") as after:
        for info in before.infolist():
            content = before.read(info)
            is_list = info.filename == "xl/workbook.xml"
            after.writestr(info.filename, _in_utf_16(_declared(content)) if is_list else content)
    xlscorecard.refresh(path, checks_sheet=False)
    with zipfile.ZipFile(path) as archive:
        written = archive.read("xl/workbook.xml").decode("utf-16")
    assert 'fullCalcOnLoad="1"' in written


def _declared(xml: bytes) -> bytes:
    return xml if xml.startswith(b"<?xml") else b'<?xml version="1.0" encoding="UTF-8"?>' + xml


def test_a_new_sheet_goes_into_a_file_with_names_in_capitals(tmp_path: Path) -> None:
    path = _rewritten(tmp_path, *OPENED["names in capitals"])
    assert xlscorecard.refresh(path).listed_on == "Checks"
    assert WorkbookFile(path).sheet_names == ("Scorecard", "Checks")


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (_of("sheet1.xml", _in_utf_16), "text in UTF-16, not in UTF-8"),
        (_of("sheet1.xml", _sub(rb'<c r="B2"', b'<c r=""')), '"" where an address belongs'),
        (_of("sheet1.xml", _sub(rb'<row r="2"', b'<row r=""')), '"" where a number belongs'),
    ],
)
def test_what_cannot_be_read_is_named_and_excel_can_mend_it(
    change: Change, found: str, tmp_path: Path
) -> None:
    path = _rewritten(tmp_path, change, str)
    before = path.read_bytes()
    with pytest.raises(DamagedWorkbookError) as caught:
        xlscorecard.refresh(path)
    assert f"part xl/worksheets/sheet1.xml: {found}" in str(caught.value)
    assert "Open it in Excel and save it there." in str(caught.value)
    assert path.read_bytes() == before
