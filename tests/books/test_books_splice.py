"""Planned cells spliced into sheets written in every way that XML allows."""

from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest
from openpyxl.formula.translate import Translator

from tests.books.losslessness import Place, losses
from tests.books.sample_workbooks import (
    CHAIN_PART,
    MAIN,
    RELATIONSHIPS,
    SHEET_PART,
    STRICT,
    STRICT_RELATIONSHIPS,
    WORKBOOK_PART,
    hand_made,
    part,
    parts,
    sheet_xml,
)
from tests.plans import writing
from xlscorecard.books.file.book import WorkbookFile
from xlscorecard.errors import DamagedWorkbookError, UnwritableWorkbookError

Planned = Mapping[Place, float | str]


def written(path: Path, planned: Planned) -> tuple[str, list[str]]:
    """The sheet's XML after writing, and what was lost."""
    before = path.with_name("before.xlsx")
    before.write_bytes(path.read_bytes())
    WorkbookFile(path).apply(writing("Sheet1", planned))
    return part(path, SHEET_PART).decode(), losses(before, path, "Sheet1", planned)


def rows_written(tmp_path: Path, rows: str, planned: Planned, before: str = "") -> str:
    """What stands in ``sheetData`` after writing; nothing may be lost."""
    path = hand_made(tmp_path / "book.xlsx", sheet_xml(rows, before=before), strings=["<t>a</t>"])
    xml, lost = written(path, planned)
    assert lost == []
    return xml.partition("<sheetData>")[2].partition("</sheetData>")[0]


# Rows as they are, what is planned, rows as they have to be.
CASES: dict[str, tuple[str, Planned, str]] = {
    "a number replaces a number": (
        '<row r="1"><c r="A1" s="1"><v>1</v></c></row>',
        {(1, 1): 2.5},
        '<row r="1"><c r="A1" s="1"><v>2.5</v></c></row>',
    ),
    "a number replaces a shared text": (
        '<row r="1"><c r="A1" s="1" t="s"><v>0</v></c></row>',
        {(1, 1): 2.0},
        '<row r="1"><c r="A1" s="1"><v>2</v></c></row>',
    ),
    "a text replaces a number": (
        '<row r="1"><c r="A1" s="1"><v>1</v></c></row>',
        {(1, 1): "▲"},
        '<row r="1"><c r="A1" s="1" t="inlineStr"><is><t>▲</t></is></c></row>',
    ),
    "a text is escaped": (
        '<row r="1"><c r="A1"/></row>',
        {(1, 1): " <&> _x0041_ \x07\n"},
        '<row r="1"><c r="A1" t="inlineStr"><is><t xml:space="preserve"> &lt;&amp;&gt; '
        "_x005F_x0041_ _x0007_\n</t></is></c></row>",
    ),
    "an attribute behind the type keeps its meaning": (
        '<row r="1"><c r="A1" t="s" s="2"><v>0</v></c></row>',
        {(1, 1): 1.0},
        '<row r="1"><c r="A1" s="2"><v>1</v></c></row>',
    ),
    "metadata of the old content goes": (
        '<row r="1"><c r="A1" s="1" cm="1" vm="2"><f t="array" ref="A1">SORT(B1)</f><v>1</v></c>'
        "</row>",
        {(1, 1): 1.0},
        '<row r="1"><c r="A1" s="1"><v>1</v></c></row>',
    ),
    "an extension list in a cell stays": (
        '<row r="1"><c r="A1" s="1"><v>1</v><extLst><ext uri="{1}"><a/></ext></extLst></c></row>',
        {(1, 1): 2.0},
        '<row r="1"><c r="A1" s="1"><v>2</v><extLst><ext uri="{1}"><a/></ext></extLst></c></row>',
    ),
    "a cell is inserted in order": (
        '<row r="1" spans="1:4"><c r="A1"/><c r="D1"/></row>',
        {(1, 2): 2.0, (1, 3): 3.0, (1, 27): 27.0},
        '<row r="1" spans="1:27"><c r="A1"/><c r="B1"><v>2</v></c><c r="C1"><v>3</v></c>'
        '<c r="D1"/><c r="AA1"><v>27</v></c></row>',
    ),
    "an empty row is opened": (
        '<row r="2" ht="20"/><row r="3"></row>',
        {(2, 1): 1.0, (3, 1): 2.0},
        '<row r="2" ht="20"><c r="A2"><v>1</v></c></row><row r="3"><c r="A3"><v>2</v></c></row>',
    ),
    "a row is inserted in order": (
        '<row r="2"/><row r="5"/>',
        {(1, 1): 1.0, (3, 1): 3.0, (4, 1): 4.0, (6, 1): 6.0},
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"/><row r="3"><c r="A3"><v>3</v></c>'
        '</row><row r="4"><c r="A4"><v>4</v></c></row><row r="5"/><row r="6"><c r="A6"><v>6</v>'
        "</c></row>",
    ),
    "rows and cells without an address are counted": (
        "<row><c><v>1</v></c><c/></row><row/><row><c/><c><v>2</v></c></row>",
        {(1, 2): 1.0, (3, 2): 3.0},
        '<row><c><v>1</v></c><c r="B1"><v>1</v></c></row><row/><row><c/><c r="B3"><v>3</v></c>'
        "</row>",
    ),
    "a cell without address follows the one before it": (
        '<row r="1"><c r="E1" s="1"><v>1</v></c><c s="2"><v>2</v></c></row>',
        {(1, 6): 9.0, (1, 2): 8.0},
        '<row r="1"><c r="B1"><v>8</v></c><c r="E1" s="1"><v>1</v></c><c r="F1" s="2"><v>9</v></c>'
        "</row>",
    ),
    "single quotes": (
        "<row r='1' spans='1:1'><c r='A1' s='1' t='s'><v>0</v></c><c r='B1'/></row>",
        {(1, 1): 1.0, (1, 3): 2.0},
        "<row r='1' spans='1:3'><c r=\"A1\" s=\"1\"><v>1</v></c><c r='B1'/><c r=\"C1\"><v>2</v>"
        "</c></row>",
    ),
    "comments and CDATA": (
        '<!-- <row r="1"> --><row r="1"><!-- <c r="A1"/> --><c r="A1" t="str">'
        '<v><![CDATA[<c r="B1"/>]]></v></c><c r="B1"/></row>',
        {(1, 2): 1.0},
        '<!-- <row r="1"> --><row r="1"><!-- <c r="A1"/> --><c r="A1" t="str">'
        '<v><![CDATA[<c r="B1"/>]]></v></c><c r="B1"><v>1</v></c></row>',
    ),
    "a sign that ends no tag": (
        '<row r="1" foo="a>b"><c r="A1" foo="/>"><v>1</v></c><c r="B1"/></row>',
        {(1, 2): 1.0},
        '<row r="1" foo="a>b"><c r="A1" foo="/>"><v>1</v></c><c r="B1"><v>1</v></c></row>',
    ),
    "white space inside": (
        '\n <row r="1" >\n  <c r="A1"  s="1" >\n <v>1</v>\n</c >\n </row >\n',
        {(1, 1): 2.0},
        '\n <row r="1" >\n  <c r="A1" s="1"><v>2</v></c>\n </row >\n',
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_in_the_sheet_is_spliced(name: str, tmp_path: Path) -> None:
    rows, planned, expected = CASES[name]

    assert rows_written(tmp_path, rows, planned) == expected


def test_a_cell_that_is_added_has_its_rows_style_or_else_its_columns(tmp_path: Path) -> None:
    columns = '<cols><col min="2" max="3" width="9" style="2"/></cols>'
    rows = '<row r="1" s="1" customFormat="1"/><row r="2" s="1"/>'

    assert rows_written(
        tmp_path, rows, {(row, column): 1.0 for row in (1, 2, 3) for column in (3, 4)}, columns
    ) == (
        '<row r="1" s="1" customFormat="1"><c r="C1" s="1"><v>1</v></c><c r="D1" s="1"><v>1</v></c>'
        '</row><row r="2" s="1"><c r="C2" s="2"><v>1</v></c><c r="D2"><v>1</v></c></row>'
        '<row r="3"><c r="C3" s="2"><v>1</v></c><c r="D3"><v>1</v></c></row>'
    )


def test_the_stated_extent_grows_with_the_cells(tmp_path: Path) -> None:
    path = hand_made(
        tmp_path / "book.xlsx",
        sheet_xml('<row r="2"><c r="B2"/></row>', before='<dimension ref="B2"/>'),
    )

    xml, lost = written(path, {(2, 2): 1.0, (4, 1): 2.0})

    assert lost == []
    assert '<dimension ref="A2:B4"/>' in xml


@pytest.mark.parametrize("empty", ["<sheetData/>", "<sheetData />", "<sheetData></sheetData>"])
def test_a_sheet_without_rows_gets_its_first(tmp_path: Path, empty: str) -> None:
    sheet = sheet_xml("").replace(b"<sheetData></sheetData>", empty.encode())
    path = hand_made(tmp_path / "book.xlsx", sheet)

    xml, lost = written(path, {(1, 1): 1.0})

    assert lost == []
    filled = '<row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>'
    assert xml.replace("<sheetData >", "<sheetData>").endswith(f"<sheetData>{filled}")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            '<x:row r="1"><x:c r="A1" s="1"/></x:row><x:row r="2"/>',
            '<x:row r="1"><x:c r="A1" s="1"><x:v>1</x:v></x:c></x:row><x:row r="2"><x:c r="B2" '
            't="inlineStr"><x:is><x:t>b</x:t></x:is></x:c></x:row>',
        ),
        (
            '<x:row r="1"><x:c r="A1"><x:f>B1</x:f><x:v>5</x:v></x:c></x:row>',
            '<x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row><x:row r="2"><x:c r="B2" '
            't="inlineStr"><x:is><x:t>b</x:t></x:is></x:c></x:row>',
        ),
    ],
)
def test_prefixed_names_are_written_with_their_prefix(
    tmp_path: Path, rows: str, expected: str
) -> None:
    sheet = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData>{rows}</x:sheetData></x:worksheet>'
    path = hand_made(tmp_path / "book.xlsx", sheet.encode())

    xml, lost = written(path, {(1, 1): 1.0, (2, 2): "b"})

    assert lost == []
    assert xml == sheet.replace(rows, expected)


def test_strict_workbooks_are_written_like_others(tmp_path: Path) -> None:
    sheet = sheet_xml('<row r="1"><c r="A1" s="1"/></row>').replace(MAIN.encode(), STRICT.encode())
    path = hand_made(
        tmp_path / "book.xlsx", sheet, namespace=STRICT, relationships=STRICT_RELATIONSHIPS
    )

    xml, lost = written(path, {(1, 1): 1.0})

    assert lost == []
    assert '<c r="A1" s="1"><v>1</v></c>' in xml


@pytest.mark.parametrize("quote", ['"', "'"])
def test_a_byte_order_mark_stays_and_moves_nothing(tmp_path: Path, quote: str) -> None:
    rows = '<row r="1"><c r="A1" s="1"/></row><row r="2"><c r="A2"/></row>'.replace('"', quote)
    sheet = b"\xef\xbb\xbf" + sheet_xml(rows)
    path = hand_made(tmp_path / "book.xlsx", sheet)

    xml, lost = written(path, {(1, 1): 1.0})

    assert lost == []
    assert xml.encode() == sheet.replace(
        f"<c r={quote}A1{quote} s={quote}1{quote}/>".encode(), b'<c r="A1" s="1"><v>1</v></c>'
    )


def test_utf_16_is_refused(tmp_path: Path) -> None:
    sheet = sheet_xml('<row r="1"><c r="A1"/></row>').decode().replace("UTF-8", "UTF-16")
    path = hand_made(tmp_path / "book.xlsx", sheet.encode("utf-16"))
    before = path.read_bytes()

    with pytest.raises(DamagedWorkbookError) as error:
        WorkbookFile(path).apply(writing("Sheet1", {(1, 1): 1.0}))

    assert str(error.value) == (
        f"{path}, part xl/worksheets/sheet1.xml: text in UTF-16, not in UTF-8; expected a whole "
        "workbook. Open it in Excel and save it there. If Excel cannot open it, go back to a "
        "backup."
    )
    assert path.read_bytes() == before


# -- formulas ---------------------------------------------------------------------------------


def shared_block(formula: str, *, top: int = 2, left: int = 3, height: int = 4) -> str:
    """Rows with one shared formula in a column, its first cell the topmost."""
    letters = "ABCDEFGHIJ"[left - 1]
    reference = f"{letters}{top}:{letters}{top + height - 1}"
    first = f'<f t="shared" ref="{reference}" si="0">{formula}</f>'
    child = '<f t="shared" si="0"/>'
    return "".join(
        f'<row r="{row}"><c r="{letters}{row}" s="1">'
        f"{first if row == top else child}<v>1</v></c></row>"
        for row in range(top, top + height)
    )


FORMULAS = [
    "A2*B2",
    "$A2+B$2-$B$2",
    "SUM(A$2:B2)/COUNT($A:$B)",
    "IF(A2=&quot;A2&quot;,LOG10(B2),'My A2 sheet'!B2)",
    "SUM(1:1)+SUM($2:3)+A2%",
    "Sheet2!A2&amp;&quot; B2 &quot;&amp;TRUE",
    "VLOOKUP(A2,Sheet2!$A$1:$B$9,2,FALSE)",
    "-A2^2+1.5E2+B2",
]


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_shared_formula_whose_first_cell_is_overwritten_still_calculates_the_same(
    tmp_path: Path, formula: str
) -> None:
    path = hand_made(tmp_path / "book.xlsx", sheet_xml(shared_block(formula)))
    plain = formula.replace("&quot;", '"').replace("&amp;", "&")
    translator = Translator(f"={plain}", origin="C2")

    xml, lost = written(path, {(2, 3): 7.0, (4, 3): 8.0})

    assert lost == []
    assert xml.count("<f") == 2
    sheet = openpyxl.load_workbook(path)["Sheet1"]
    assert [sheet["C2"].value, sheet["C4"].value] == [7, 8]
    assert [sheet["C3"].value, sheet["C5"].value] == [
        translator.translate_formula("C3"),
        translator.translate_formula("C5"),
    ]


def test_a_shared_formula_that_is_overwritten_wholly_goes(tmp_path: Path) -> None:
    path = hand_made(tmp_path / "book.xlsx", sheet_xml(shared_block("A2*B2")))

    xml, lost = written(path, {(row, 3): float(row) for row in range(2, 6)})

    assert lost == []
    assert "<f" not in xml


def test_a_shared_formula_with_another_cell_overwritten_stays(tmp_path: Path) -> None:
    path = hand_made(tmp_path / "book.xlsx", sheet_xml(shared_block("A2*B2")))

    xml, lost = written(path, {(3, 3): 1.0})

    assert lost == []
    assert '<f t="shared" ref="C2:C5" si="0">A2*B2</f>' in xml


def test_part_of_an_array_formula_is_refused_with_its_address(tmp_path: Path) -> None:
    rows = (
        '<row r="1"><c r="A1"><f t="array" ref="A1:A2">B1:B2*2</f><v>2</v></c></row>'
        '<row r="2"><c r="A2"><v>4</v></c></row>'
    )
    path = hand_made(tmp_path / "book.xlsx", sheet_xml(rows))
    before = path.read_bytes()

    with pytest.raises(UnwritableWorkbookError) as error:
        WorkbookFile(path).apply(writing("Sheet1", {(1, 1): 1.0, (2, 1): 1.0}))

    assert str(error.value).splitlines() == [
        f"Sheet1!{cell}: a part of the array formula or data table in A1:A2; expected a cell of "
        "its own. Replace the array formula by values, or move it elsewhere."
        for cell in ("A1", "A2")
    ]
    assert path.read_bytes() == before


def test_a_cell_of_a_data_table_is_refused_with_its_address(tmp_path: Path) -> None:
    rows = (
        "<row r='2'><c r='B2'><f t='dataTable' ref='B2:C3' dt2D='1' dtr='1' r1='A1' r2='A2'/>"
        "<v>1</v></c></row><row r='3'><c r='C3'><v>4</v></c></row>"
    )
    path = hand_made(tmp_path / "book.xlsx", sheet_xml(rows))
    before = path.read_bytes()

    with pytest.raises(UnwritableWorkbookError) as error:
        WorkbookFile(path).apply(writing("Sheet1", {(3, 3): 1.0}))

    assert str(error.value) == (
        "Sheet1!C3: a part of the array formula or data table in B2:C3; expected a cell of its "
        "own. Replace the array formula by values, or move it elsewhere."
    )
    assert path.read_bytes() == before


def test_a_heading_of_a_table_is_refused_with_its_address(tmp_path: Path) -> None:
    table = f'<table xmlns="{MAIN}" id="1" name="T" ref="A1:B3"/>'
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{RELATIONSHIPS}/table" Target="../tables/table1.xml"/>'
        "</Relationships>"
    )
    path = hand_made(
        tmp_path / "book.xlsx",
        sheet_xml('<row r="1"><c r="A1" t="str"><v>One</v></c></row>'),
        parts={
            "xl/tables/table1.xml": table.encode(),
            "xl/worksheets/_rels/sheet1.xml.rels": rels.encode(),
        },
    )
    before = path.read_bytes()

    with pytest.raises(UnwritableWorkbookError) as error:
        WorkbookFile(path).apply(writing("Sheet1", {(1, 2): "x", (2, 2): 1.0}))

    assert str(error.value) == (
        "Sheet1!B1: a heading of an Excel table; expected a cell below the headings. Change the "
        "heading in Excel."
    )
    assert path.read_bytes() == before


# -- calculation ------------------------------------------------------------------------------

ONE_FORMULA = '<row r="1"><c r="A1"><f>B1*2</f><v>2</v></c><c r="B1"><v>1</v></c></row>'


def test_the_calculation_chain_goes_when_a_formula_is_overwritten(tmp_path: Path) -> None:
    path = hand_made(tmp_path / "book.xlsx", sheet_xml(ONE_FORMULA), chain=["A1"])

    _, lost = written(path, {(1, 1): 1.0})

    assert lost == []
    assert CHAIN_PART not in parts(path)
    assert b"calcChain" not in part(path, "[Content_Types].xml")
    assert b"calcChain" not in part(path, "xl/_rels/workbook.xml.rels")


def test_the_calculation_chain_stays_when_no_formula_is_overwritten(tmp_path: Path) -> None:
    path = hand_made(tmp_path / "book.xlsx", sheet_xml(ONE_FORMULA), chain=["A1"])
    before = part(path, CHAIN_PART)

    _, lost = written(path, {(1, 2): 2.0})

    assert lost == []
    assert part(path, CHAIN_PART) == before


@pytest.mark.parametrize(
    ("workbook", "expected"),
    [
        ("", '<calcPr fullCalcOnLoad="1"/>'),
        ('<calcPr calcId="1"/>', '<calcPr calcId="1" fullCalcOnLoad="1"/>'),
        ('<calcPr calcId="1" />', '<calcPr calcId="1" fullCalcOnLoad="1" />'),
        ("<calcPr fullCalcOnLoad='0' calcId='1'/>", "<calcPr fullCalcOnLoad='1' calcId='1'/>"),
        ('<calcPr fullCalcOnLoad="1"/>', '<calcPr fullCalcOnLoad="1"/>'),
        ("<oleSize ref='A1'/>", "<calcPr fullCalcOnLoad=\"1\"/><oleSize ref='A1'/>"),
        ("<definedNames/><extLst/>", '<definedNames/><calcPr fullCalcOnLoad="1"/><extLst/>'),
    ],
)
def test_a_workbook_with_a_formula_over_a_written_cell_is_calculated_when_opened(
    tmp_path: Path, workbook: str, expected: str
) -> None:
    path = hand_made(tmp_path / "book.xlsx", sheet_xml(ONE_FORMULA), workbook=workbook)

    _, lost = written(path, {(1, 2): 2.0})

    assert lost == []
    assert part(path, WORKBOOK_PART).decode().endswith(f"</sheets>{expected}</workbook>")


@pytest.mark.parametrize("rows", ['<row r="1"><c r="A1"/></row>', ONE_FORMULA])
def test_a_workbook_without_such_a_formula_keeps_its_workbook_part(
    rows: str, tmp_path: Path
) -> None:
    path = hand_made(tmp_path / "book.xlsx", sheet_xml(rows), workbook="<calcPr/>")
    before = part(path, WORKBOOK_PART)

    _, lost = written(path, {(2, 1): 2.0})

    assert lost == []
    assert part(path, WORKBOOK_PART) == before


def test_a_column_that_is_formatted_to_the_end_of_the_sheet_is_kept_and_can_be_written_to(
    tmp_path: Path,
) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row>' + "".join(
        f'<row r="{number}"><c r="K{number}" s="1"/></row>' for number in range(2, 60_000)
    )
    path = hand_made(tmp_path / "tall.xlsx", sheet_xml(rows))
    cells = {(1, 1): 2.0, (30_000, 11): 3.0, (30_000, 12): 4.0, (70_000, 1): 5.0}

    book = WorkbookFile(path)
    assert list(book.read("Sheet1").rows) == [1]
    book.apply(writing("Sheet1", cells))  # compares all parts

    written = part(path, SHEET_PART).decode()
    assert '<c r="A1"><v>2</v></c>' in written
    assert '<c r="K29999" s="1"/></row><row r="30000"><c r="K30000" s="1"><v>3</v></c>' in written
    assert '<c r="L30000"><v>4</v></c></row>' in written
    assert written.endswith(
        '<row r="70000"><c r="A70000"><v>5</v></c></row></sheetData></worksheet>'
    )
