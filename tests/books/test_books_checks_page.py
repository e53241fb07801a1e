"""What a sheet of our own needs beside its cells, and what a workbook that refuses it gets."""

import re
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from tests.books.test_books_page import applied, page, parts, styles
from tests.gallery import GALLERY, Gallery
from xlscorecard.books.file.book import WorkbookFile
from xlscorecard.core.sheet.edits import Plan, WritePage
from xlscorecard.formats.xlsx.comparison import Allowance, differences

STRICT = (
    (b"schemas.openxmlformats.org/spreadsheetml/2006/main",
     b"purl.oclc.org/ooxml/spreadsheetml/main"),
    (b"schemas.openxmlformats.org/officeDocument/2006/relationships",
     b"purl.oclc.org/ooxml/officeDocument/relationships"),
)  # fmt: skip


def changed(path: Path, change: dict[str, bytes | None], *, strict: bool = False) -> Path:
    """Write a package anew with other parts; None removes one."""
    old = parts(path)
    new = {name: own for name, own in {**old, **change}.items() if own is not None}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, own in new.items():
            for transitional, other in STRICT if strict else ():
                own = own.replace(transitional, other)
            package.writestr(name, own)
    return path


def workbook_part(path: Path) -> str:
    return parts(path)["xl/workbook.xml"].decode()


def names_of(path: Path) -> list[tuple[str, str]]:
    """The defined names of one sheet alone: the attributes and what each refers to."""
    return re.findall(r"<definedName (name=[^>]*localSheetId[^>]*)>([^<]*)<", workbook_part(path))


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    """A sheet, and a chart sheet behind it."""
    return sample(tmp_path / "plain.xlsx")


def sample(path: Path, *, filtered: str = "") -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("A sheet")
        sheet.write_column("A1", [5, 6, 7])
        if filtered:
            sheet.autofilter(filtered)
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "='A sheet'!$A$1:$A$3"})
        book.add_chartsheet("A chart").set_chart(chart)
    return path


def test_the_filter_and_the_repeated_headings_have_their_names_as_excel_writes_them(
    plain: Path,
) -> None:
    applied(plain, page("first", "second"))

    assert names_of(plain) == [
        ('name="_xlnm._FilterDatabase" localSheetId="2" hidden="1"', "'Our list'!$A$3:$B$5"),
        ('name="_xlnm.Print_Titles" localSheetId="2"', "'Our list'!$3:$3"),
    ]
    sheet = openpyxl.load_workbook(plain)["Our list"]
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.oddFooter.center.text == "Page &P of &N"


def test_the_name_of_the_filter_follows_a_list_that_is_written_anew(plain: Path) -> None:
    applied(plain, page("first", "second"))
    applied(plain, page("first", "second", "third", "fourth"))

    assert [own[1] for own in names_of(plain)] == ["'Our list'!$A$3:$B$7", "'Our list'!$3:$3"]
    assert openpyxl.load_workbook(plain)["Our list"].auto_filter.ref == "A3:B7"


def test_the_filters_of_other_sheets_stay(tmp_path: Path) -> None:
    plain = sample(tmp_path / "filtered.xlsx", filtered="A1:A9")
    before = names_of(plain)

    applied(plain, page("first"))
    applied(plain, page("first", "second"))

    assert len(before) == 1
    assert names_of(plain)[0] == before[0]


def test_a_copy_in_which_the_filter_of_another_sheet_has_changed_is_refused(tmp_path: Path) -> None:
    plain = changed(sample(tmp_path / "filtered.xlsx", filtered="A1:A9"), {})
    bad = Path(shutil.copy(plain, tmp_path / "bad.xlsx"))
    workbook = workbook_part(plain)
    other = workbook.replace("$A$1:$A$9", "$A$1:$A$5").encode()
    assert other != workbook.encode()
    changed(bad, {"xl/workbook.xml": other})

    allowed = Allowance(grown={"xl/workbook.xml": other}, filtered=frozenset({"Our list"}))

    assert list(differences(plain, bad, allowed)) == ["part xl/workbook.xml"]


def test_a_strict_workbook_is_left_without_the_list_and_that_is_said(plain: Path) -> None:
    before = changed(plain, {}, strict=True).read_bytes()

    notices = applied(plain, page("first"))

    assert notices == (
        "The findings were not listed in the workbook, for it is a Strict Open XML workbook.",
    )
    assert plain.read_bytes() == before


def test_a_signed_workbook_in_which_no_figure_changes_is_left_alone_and_that_is_said(
    plain: Path,
) -> None:
    before = changed(plain, {"_xmlsignatures/origin.sigs": b""}).read_bytes()

    notices = applied(plain, page("first"))

    assert notices == (
        "The findings were not listed in the workbook, for any change would break its digital "
        "signature.",
    )
    assert plain.read_bytes() == before


def test_with_another_output_a_workbook_that_refuses_the_list_is_copied(
    plain: Path, tmp_path: Path
) -> None:
    changed(plain, {"_xmlsignatures/origin.sigs": b""})
    strict = changed(Path(shutil.copy(plain, tmp_path / "strict.xlsx")),
                     {"_xmlsignatures/origin.sigs": None}, strict=True)  # fmt: skip
    for path in (plain, strict):
        output = tmp_path / f"out-{path.name}"
        book = WorkbookFile(path, output)
        assert book.apply(Plan((WritePage(page("first")),))).page_refused
        assert output.read_bytes() == path.read_bytes()


@pytest.mark.filterwarnings("ignore::UserWarning")  # openpyxl says what it would drop
@pytest.mark.parametrize("name", GALLERY)
def test_a_rich_workbook_keeps_its_names_and_grows_no_style_twice(
    name: str, gallery: Gallery, tmp_path: Path
) -> None:
    path = gallery[name]
    copy = Path(shutil.copy(path, tmp_path / path.name))
    try:
        notices = applied(copy, page("first", "second"))
    except Exception as error:  # what the adapter refuses is tested elsewhere
        if type(error).__module__ != "xlscorecard.errors":
            raise
        return
    if notices:
        return
    name = next(own for own in parts(copy) if re.fullmatch(r"xl/workbook\d*\.xml", own))
    old, new = parts(path)[name].decode(), parts(copy)[name].decode()
    pattern = r"<(?:\w+:)?definedName\b.*?</(?:\w+:)?definedName>"
    assert set(re.findall(pattern, old, re.DOTALL)) <= set(re.findall(pattern, new, re.DOTALL))
    before = styles(copy)
    applied(copy, page("third"))
    assert styles(copy) == before
    assert openpyxl.load_workbook(copy)["Our list"]["A4"].value == "third"
