"""The engine's own last look at a copy: whatever was not planned is found."""

from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pytest

from tests.books.sample_workbooks import SHEET_PART, hand_made, part, parts, rewritten, sheet_xml
from xlscorecard.books.file.book import WorkbookFile
from xlscorecard.core.sheet.address import Place
from xlscorecard.core.sheet.edits import Plan, WriteCells
from xlscorecard.errors import Fault, LossDetectedError
from xlscorecard.formats.xlsx.comparison import Allowance, differences
from xlscorecard.formats.xlsx.replacement import replace

ORDINARY = (
    '<row r="1" spans="1:3"><c r="A1" s="1"><v>1</v></c><c r="B1" s="2"><v>2</v></c>'
    '<c r="C1"><f>A1</f><v>3</v></c></row><row r="2" ht="20"><c r="A2"><v>4</v></c></row>'
    '<row r="3"><c r="A3"><v>5</v></c></row>'
)
# The same sheet in single quotes, and thus out of the ordinary scanner's reach.
CAREFUL = ORDINARY.replace('"', "'")
PLANNED: dict[Place, float | str] = {Place(1, 1): 10.0, Place(2, 1): "▲"}
PLAN = Plan((WriteCells("Sheet1", PLANNED),))
WAYS = {"ordinary": ORDINARY, "careful": CAREFUL}


@pytest.fixture(params=WAYS)
def book(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, Path]:
    """A workbook and the copy of it that holds the planned cells, as the engine writes it."""
    path = hand_made(tmp_path / "book.xlsx", sheet_xml(WAYS[request.param]))
    copy = tmp_path / "copy.xlsx"
    WorkbookFile(path, copy).apply(PLAN)
    return path, copy


def found(before: Path, after: Path) -> list[str]:
    return list(differences(before, after, Allowance(cells={SHEET_PART: PLANNED})))


def tampered(copy: Path, name: str, old: str, new: str) -> None:
    """Change a part of the copy alone, every other entry staying as it is."""
    content = part(copy, name).decode()
    for quote in ('"', "'"):
        one, two = (text.replace('"', quote) for text in (old, new))
        if one in content:
            break
    assert content.count(one) == 1, (one, content)
    with ZipFile(copy) as archive:
        entries = [(info, archive.read(info)) for info in archive.infolist()]
    with ZipFile(copy, "w", ZIP_DEFLATED) as archive:
        for info, data in entries:
            changed = content.replace(one, two).encode() if info.filename == name else data
            archive.writestr(ZipInfo(info.filename, info.date_time), changed, ZIP_DEFLATED)


def test_a_copy_with_the_planned_cells_alone_has_no_differences(book: tuple[Path, Path]) -> None:
    assert found(*book) == []


# What is tampered with, and what has to be said.
IN_THE_SHEET: dict[str, tuple[str, str, str]] = {
    "another cell's value": (
        '<c r="B1" s="2"><v>2</v></c>',
        '<c r="B1" s="2"><v>2.5</v></c>',
        "row 1 of the sheet",
    ),
    "another cell's style": ('<c r="B1" s="2">', '<c r="B1" s="1">', "row 1 of the sheet"),
    "a formula": ("<f>A1</f>", "<f>A2</f>", "row 1 of the sheet"),
    "a cached result": ("<f>A1</f><v>3</v>", "<f>A1</f>", "row 1 of the sheet"),
    "a cell dropped": ('<c r="A3"><v>5</v></c>', "", "row 3 of the sheet"),
    "a row dropped": ('<row r="3"><c r="A3"><v>5</v></c></row>', "", "row 3 of the sheet"),
    "a row added": (
        '<row r="3">',
        '<row r="7"><c r="A7"><v>1</v></c></row><row r="3">',
        "row 7 of the sheet",
    ),
    "a row's attribute": ('<row r="2" ht="20">', '<row r="2">', "row 2 of the sheet"),
    "something behind the rows": (
        "</sheetData>",
        "</sheetData><pageMargins/>",
        "the sheet outside its rows",
    ),
    "a comment behind the rows": (
        "</sheetData>",
        "</sheetData><!-- a -->",
        "the sheet outside its rows",
    ),
    "another number than planned": (
        "<v>10</v>",
        "<v>11</v>",
        "cell A1, which does not hold what was planned",
    ),
    "a formula where a number was planned": (
        "<v>10</v>",
        "<f>5*2</f><v>10</v>",
        "cell A1, which does not hold what was planned",
    ),
    "another text than planned": (
        "<t>▲</t>",
        "<t>▼</t>",
        "cell A2, which does not hold what was planned",
    ),
}


@pytest.mark.parametrize("name", IN_THE_SHEET)
def test_the_sheet_is_tampered_with(name: str, book: tuple[Path, Path]) -> None:
    old, new, expected = IN_THE_SHEET[name]
    tampered(book[1], SHEET_PART, old, new)

    assert found(*book) == [expected]


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ('<c r="A1" s="1"><v>10</v>', '<c r="A1"><v>10</v>'),
        ('<c r="A1" s="1"><v>10</v>', '<c r="A1" s="2"><v>10</v>'),
        ('<c r="A1" s="1"><v>10</v>', '<c r="A1" s="1" t="b"><v>10</v>'),
        ('<c r="A1" s="1"><v>10</v>', '<c r="A1" s="1" cm="1"><v>10</v>'),
    ],
)
def test_a_planned_cell_with_another_style_or_kind_is_found(
    written: str, instead: str, book: tuple[Path, Path]
) -> None:
    content = part(book[1], SHEET_PART)
    assert content.count(written.encode()) == 1
    rewritten(book[1], {SHEET_PART: content.replace(written.encode(), instead.encode())})

    assert len(found(*book)) == 1


def test_one_byte_of_another_part_is_found(book: tuple[Path, Path]) -> None:
    tampered(book[1], "xl/styles.xml", 'numFmtId="14"', 'numFmtId="15"')

    assert found(*book) == ["part xl/styles.xml"]


def test_another_setting_of_calculation_is_found(book: tuple[Path, Path]) -> None:
    tampered(
        book[1], "xl/workbook.xml", "<calcPr ", '<calcPr calcMode="manual" '
    )  # the engine writes fullCalcOnLoad alone

    assert found(*book) == ["part xl/workbook.xml"]


@pytest.mark.parametrize("change", ["missing", "added", "renamed"])
def test_another_set_of_parts_is_found(change: str, book: tuple[Path, Path]) -> None:
    content = parts(book[1])["xl/styles.xml"]
    changes: dict[str, dict[str, bytes | None]] = {
        "missing": {"xl/styles.xml": None},
        "added": {"xl/new.xml": b"<a/>"},
        "renamed": {"xl/styles.xml": None, "xl/style.xml": content},
    }
    rewritten(book[1], changes[change])

    assert found(*book) == ["other parts, or another order of parts"]


def test_a_calculation_chain_that_went_without_a_reason_is_found(tmp_path: Path) -> None:
    path = hand_made(tmp_path / "book.xlsx", sheet_xml(ORDINARY), chain=["C1"])
    copy = tmp_path / "copy.xlsx"
    WorkbookFile(path, copy).apply(PLAN)
    rewritten(copy, {"xl/calcChain.xml": None})

    assert found(path, copy) == ["other parts, or another order of parts"]


def test_the_same_bytes_packed_in_another_way_are_no_difference(book: tuple[Path, Path]) -> None:
    with ZipFile(book[1]) as archive:
        entries = [(info.filename, archive.read(info)) for info in archive.infolist()]
    with ZipFile(book[1], "w", ZIP_STORED) as archive:
        for name, data in entries:
            archive.writestr(name, data)

    assert found(*book) == []


def test_a_workbook_whose_directory_has_another_order_than_its_entries_is_written(
    tmp_path: Path,
) -> None:
    path = hand_made(tmp_path / "book.xlsx", sheet_xml(ORDINARY))
    with ZipFile(path, "a") as archive:  # rewrites the directory when it is closed
        archive.filelist.reverse()
        archive.comment = b"reversed"

    WorkbookFile(path).apply(PLAN)

    assert WorkbookFile(path).read("Sheet1").content(1, 1) == 10.0


def test_a_copy_that_is_refused_replaces_nothing(tmp_path: Path) -> None:
    path = hand_made(tmp_path / "book.xlsx", sheet_xml(ORDINARY))
    before = path.read_bytes()
    fault = Fault(place="copy", found="a loss", expected="none", remedy="Report it.")

    def refuse(copy: Path) -> None:
        assert copy.read_bytes() == b"a bad copy"
        assert path.read_bytes() == before
        raise LossDetectedError(fault)

    with pytest.raises(LossDetectedError) as error:
        replace(path, lambda target: _write_badly(target), refuse)

    assert str(error.value) == "copy: a loss; expected none. Report it."
    assert path.read_bytes() == before
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["book.xlsx"]


def _write_badly(target: BinaryIO) -> None:
    target.write(b"a bad copy")


def test_what_is_written_in_another_way_says_the_same(tmp_path: Path) -> None:
    """A long text, links written without a space, comments and other prefixes are no losses."""
    long = "<c r='D1' t='str'><f>REPT(\"ab&amp;c\",4000)</f><v>" + "ab&amp;c" * 4000 + "</v></c>"
    sheet = sheet_xml(CAREFUL.replace("</c></row><row r='2'", f"</c>{long}</row><row r='2'"))
    path = hand_made(tmp_path / "book.xlsx", sheet, chain=["C1", "A1"])
    links = "xl/_rels/workbook.xml.rels"
    closed = part(path, links).replace(b"/>", b"></Relationship>")
    rewritten(
        path, {links: b"<!-- made by hand -->" + closed if b"<?xml" not in closed else closed}
    )
    rewritten(path, {SHEET_PART: part(path, SHEET_PART).replace(b"<v>1</v>", b"<f>1</f><v>1</v>")})
    copy = tmp_path / "copy.xlsx"

    WorkbookFile(path, copy).apply(PLAN)

    assert "xl/calcChain.xml" not in parts(copy)
    assert b"calcChain" not in part(copy, links)
