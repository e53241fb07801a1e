"""A sheet of our own in a workbook file: added to it, or written anew, and nothing else changed."""

import re
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from tests.gallery import GALLERY, Gallery
from xlscorecard.books.file.book import WorkbookFile
from xlscorecard.core.sheet.edits import Plan, WritePage
from xlscorecard.core.sheet.page import Link, Look, Page, PageCell

BUILT = Path(__file__).parent.parent.parent / "workbook" / "Scorecard.xlsm"
# The parts to which a new sheet is added; every other part stays as it is, byte by byte.
MAY_GROW = re.compile(
    r"\[Content_Types\]\.xml|(.*/)?_rels/workbook\d*\.xml\.rels|(.*/)?workbook\d*\.xml"
    r"|(.*/)?styles\d*\.xml"
)


def page(*texts: str, sheet: str = "Our list") -> Page:
    """A page with a title, a line of headings, and a line for each text."""
    rows: dict[int, tuple[PageCell, ...]] = {
        1: (PageCell("Title", Look.TITLE),),
        3: (PageCell("What", Look.HEADING), PageCell("Where", Look.HEADING)),
    }
    for number, text in enumerate(texts, start=4):
        link = Link(text, "'A sheet'!B2")
        rows[number] = (PageCell(text, Look.TEXT), PageCell(link, Look.LINK))
    return Page(sheet, rows, 3, (30, 20), {1: 24.0})


def applied(path: Path, own: Page) -> tuple[str, ...]:
    """Write a page into a workbook."""
    book = WorkbookFile(path)
    return book.apply(Plan((WritePage(own),))).notices


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def styles(path: Path) -> bytes:
    return next(content for name, content in parts(path).items() if "styles" in name)


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    path = tmp_path / "plain.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("A sheet")
        sheet.write_row(0, 0, ["Ref.", "Indicator", 5], book.add_format({"bold": True}))
    return path


def test_a_page_is_added_behind_the_other_sheets(plain: Path) -> None:
    assert applied(plain, page("first", 'second <&> "third"')) == ()

    book = openpyxl.load_workbook(plain)
    assert book.sheetnames == ["A sheet", "Our list"]
    sheet = book["Our list"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["Title", None],
        [None, None],
        ["What", "Where"],
        ["first", '=HYPERLINK("#\'A sheet\'!B2","first")'],
        ['second <&> "third"', '=HYPERLINK("#\'A sheet\'!B2","second <&> ""third""")'],
    ]
    assert sheet.auto_filter.ref == "A3:B5"
    assert sheet.freeze_panes == "A4"
    assert sheet["A1"].font.size == 16
    assert (sheet["B4"].font.underline, sheet["B4"].alignment.wrap_text) == ("single", True)
    results = openpyxl.load_workbook(plain, data_only=True)["Our list"]
    assert results["B4"].value == "first"


def test_a_page_is_written_anew_with_fewer_lines_and_no_style_more(plain: Path) -> None:
    applied(plain, page("first", "second", "third"))
    before = styles(plain)

    applied(plain, page("fourth"))

    assert styles(plain) == before
    sheet = openpyxl.load_workbook(plain)["Our list"]
    assert [cell.value for (cell,) in sheet["A4:A9"]] == ["fourth", *[None] * 5]
    assert sheet.auto_filter.ref == "A3:B4"


def test_what_a_person_has_done_to_the_sheet_stays(plain: Path) -> None:
    applied(plain, page("first"))
    book = openpyxl.load_workbook(plain)
    sheet = book["Our list"]
    sheet.column_dimensions["A"].width = 77
    sheet["D1"].comment = openpyxl.comments.Comment("keep me", "Ann")
    book.save(plain)

    applied(plain, page("second"))

    sheet = openpyxl.load_workbook(plain)["Our list"]
    assert sheet.column_dimensions["A"].width == 77
    assert sheet["A4"].value == "second"
    assert "keep me" in b"".join(parts(plain).values()).decode("utf-8", "replace")


def test_the_same_page_gives_the_same_bytes(plain: Path, tmp_path: Path) -> None:
    other = Path(shutil.copy(plain, tmp_path / "other.xlsx"))
    for path in (plain, other):
        applied(path, page("first"))
    assert plain.read_bytes() == other.read_bytes()


@pytest.mark.parametrize("name", GALLERY)
def test_nothing_else_in_a_rich_workbook_changes(
    name: str, gallery: Gallery, tmp_path: Path
) -> None:
    path = gallery[name]
    copy = Path(shutil.copy(path, tmp_path / path.name))
    try:
        before = WorkbookFile(copy)
        grids = {name: before.read(name) for name in before.sheet_names}
        notices = applied(copy, page("first", "second", sheet="Checks"))
    except Exception as error:  # what the adapter refuses is tested elsewhere
        if type(error).__module__ != "xlscorecard.errors":
            raise
        assert copy.read_bytes() == path.read_bytes()
        return

    old, new = parts(path), parts(copy)
    chain = {name for name in old if "calcChain" in name}
    if notices:
        assert new == old
        return
    assert set(old) - set(new) <= chain
    assert len(set(new) - set(old)) == 1
    changed = [name for name in new if name in old and new[name] != old[name]]
    assert [name for name in changed if not MAY_GROW.fullmatch(name)] == []
    after = WorkbookFile(copy)
    assert tuple(after.sheet_names) == (*grids, "Checks")
    for name, grid in grids.items():
        again = after.read(name)
        assert (again.rows, again.formulas, again.merges) == (grid.rows, grid.formulas, grid.merges)
    assert after.read("Checks").text(5, 1) == "second"


def test_a_workbook_with_a_locked_structure_is_left_alone_and_that_is_said(plain: Path) -> None:
    book = openpyxl.load_workbook(plain)
    book.security = openpyxl.workbook.protection.WorkbookProtection(lockStructure=True)
    book.save(plain)
    before = plain.read_bytes()

    notices = applied(plain, page("first"))

    assert notices == (
        "The findings were not listed in the workbook, for its structure is protected.",
    )
    assert plain.read_bytes() == before


def test_a_name_that_a_chart_sheet_has_is_not_taken(plain: Path) -> None:
    book = openpyxl.load_workbook(plain)
    book.create_chartsheet("our LIST")
    book.save(plain)
    before = plain.read_bytes()

    notices = applied(plain, page("first"))

    assert notices == (
        'The findings were not listed in the workbook, for it has a sheet "Our list" of another '
        "kind.",
    )
    assert plain.read_bytes() == before


def test_links_that_are_formulas_do_not_spoil_the_calculation_chain(
    gallery: Gallery, tmp_path: Path
) -> None:
    path = tmp_path / "chain.xlsx"
    shutil.copy(gallery["formulas of all kinds in a chain"], path)
    applied(path, page("first"))
    assert not any("calcChain" in name for name in parts(path))
    assert b"calcChain" not in b"".join(
        content for name, content in parts(path).items() if "rels" in name or "Types" in name
    )
