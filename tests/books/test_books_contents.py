"""What the cells of a sheet hold, read in one way whichever way they are written in."""

import re
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.books.sample_workbooks import hand_made, rich_workbook, sheet_xml
from xlscorecard.books.file.book import WorkbookFile
from xlscorecard.core.sheet.address import Area
from xlscorecard.core.sheet.content import NOT_CALCULATED, CellContent, ErrorCode
from xlscorecard.core.sheet.grid import Grid
from xlscorecard.core.sheet.number_format import ShownDate
from xlscorecard.errors import DamagedWorkbookError, LayoutError
from xlscorecard.formats.xlsx.cell_detail import cell_detail

STRINGS = [
    "<t>plain</t>",
    '<t xml:space="preserve"> spaced </t>',
    '<r><rPr><b/></rPr><t>rich </t></r><r><t xml:space="preserve">text</t></r>',
    "<t>東京</t><rPh sb='0' eb='2'><t>とうきょう</t></rPh><phoneticPr fontId='1'/>",
    "<t>&lt;&amp;&gt; &#8364; &#x20AC; _x000D_ _x005F_x0041_</t>",
    "<t></t>",
    "<t/>",
]


def grid(path: Path, rows: str, **options: str) -> Grid:
    hand_made(path, sheet_xml(rows, after=options.get("after", "")), strings=STRINGS,
              before_sheets=options.get("before_sheets", ""))  # fmt: skip
    return WorkbookFile(path).read("Sheet1")


CELLS: dict[str, tuple[str, CellContent]] = {
    "a whole number": ("<c><v>12</v></c>", 12.0),
    "a fraction": ("<c t='n'><v>-0.1</v></c>", -0.1),
    "a number with an exponent": ("<c><v>1.5E-3</v></c>", 0.0015),
    "an empty cell": ("<c s='1'/>", None),
    "an empty value": ("<c><v></v></c>", None),
    "a shared text": ("<c t='s'><v>0</v></c>", "plain"),
    "a shared text with space": ("<c t='s'><v>1</v></c>", " spaced "),
    "a rich text": ("<c t='s'><v>2</v></c>", "rich text"),
    "a text without its phonetic guide": ("<c t='s'><v>3</v></c>", "東京"),
    "entities and escapes": ("<c t='s'><v>4</v></c>", "<&> € € \r _x0041_"),
    "an empty shared text": ("<c t='s'><v>5</v></c>", ""),
    "a text of its own": ("<c t='inlineStr'><is><t>own &amp;</t></is></c>", "own &"),
    "a rich text of its own": (
        "<c t='inlineStr'><is><r><t>o</t></r><r><t>wn</t></r></is></c>",
        "own",
    ),
    "true": ("<c t='b'><v>1</v></c>", True),
    "false": ("<c t='b'><v>0</v></c>", False),
    "an error": ("<c t='e'><v>#DIV/0!</v></c>", ErrorCode("#DIV/0!")),
    "a date by a built-in format": ("<c s='5'><v>45777</v></c>", date(2025, 4, 30)),
    "a date by its own format": ("<c s='6'><v>45777.75</v></c>", date(2025, 4, 30)),
    "a day before the leap day that was none": ("<c s='5'><v>1</v></c>", date(1900, 1, 1)),
    "a number too large for a date": ("<c s='5'><v>1E9</v></c>", 1e9),
    "a date in words": ("<c t='d'><v>2025-04-30T00:00:00</v></c>", date(2025, 4, 30)),
    "a formula's number": ("<c><f>1+1</f><v>2</v></c>", 2.0),
    "a formula's text": ("<c t='str'><f>A2&amp;\"\"</f><v>a_x000D_</v></c>", "a\r"),
    "a formula's empty text": ("<c t='str'><f>A2</f><v></v></c>", ""),
    "a formula without a result": ("<c><f>A2</f></c>", NOT_CALCULATED),
    "a formula with an empty result": ("<c><f>A2</f><v></v></c>", NOT_CALCULATED),
    "a formula that names a text and has none": ("<c t='str'><f>A2</f></c>", NOT_CALCULATED),
    "a formula's empty text in one tag": ("<c t='str'><f>A2</f><v/></c>", ""),
}


def kind(content: object) -> type:
    """The type of a content; a date that knows its number is a date."""
    return date if isinstance(content, ShownDate) else type(content)


@pytest.mark.parametrize("quote", ['"', "'"])
@pytest.mark.parametrize("name", CELLS)
def test_a_cell_holds(name: str, quote: str, tmp_path: Path) -> None:
    cell, expected = CELLS[name]
    addressed = cell.replace("'", quote).replace("<c", f"<c r={quote}A1{quote}", 1)

    found = grid(tmp_path / "b.xlsx", f"<row r={quote}1{quote}>{addressed}</row>").content(1, 1)

    assert found == expected
    assert kind(found) is kind(expected)


def test_dates_are_counted_from_1904_where_the_workbook_says_so(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1" s="5"><v>44315</v></c></row>'

    read = grid(tmp_path / "b.xlsx", rows, before_sheets='<workbookPr date1904="1"/>')

    assert read.content(1, 1) == date(2025, 4, 30)


def test_formulas_and_merged_areas_are_told(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><f>B1&amp;"x"</f><v>1</v></c><c r="B1"><f t="shared" ref="B1:B2" '
    rows += 'si="0">C1</f></c></row><row r="2"><c r="B2"><f t="shared" si="0"/></c></row>'
    merges = (
        '<mergeCells count="2"><mergeCell ref="A1:C2"/><mergeCell ref="$D$4:$E$4"/></mergeCells>'
    )

    read = grid(tmp_path / "b.xlsx", rows, after=merges)

    assert read.formulas == {(1, 1): 'B1&"x"', (1, 2): "C1", (2, 2): ""}
    assert read.merges == (Area(1, 1, 2, 3), Area(4, 4, 4, 5))


def test_rows_and_cells_that_are_not_there_are_empty(tmp_path: Path) -> None:
    read = grid(tmp_path / "b.xlsx", '<row r="3"><c r="C3"><v>1</v></c></row><row r="9"/>')

    assert read.rows == {3: [None, None, 1.0]}


def test_a_sheet_that_is_not_there_is_refused_with_the_names_that_are(tmp_path: Path) -> None:
    path = hand_made(tmp_path / "b.xlsx", sheet_xml(""))

    with pytest.raises(LayoutError) as error:
        WorkbookFile(path).read("Scorecard")

    assert str(error.value) == (
        f'{path}: no sheet "Scorecard"; expected one of its sheets: "Sheet1". Name one of these.'
    )


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ('<row r="1"><c r="A1" t="s"><v>7</v></c></row>', "shared text '7' of 7"),
        ('<row r="1"><c r="A1" t="s"><v>-1</v></c></row>', "shared text '-1' of 7"),
        ('<row r="1"><c r="A1"><v>many</v></c></row>', "'many' where a number belongs"),
        ('<row r="1"><c r="A1"><v>1E999</v></c></row>', "'1E999' where a number belongs"),
        ('<row r="1"><c r="A1"><v>nan</v></c></row>', "'nan' where a number belongs"),
        ('<row r="1"><c r="B1"/><c r="A1"/></row>', "cells of row 1 out of order"),
        ('<row r="1"><c r="A1"/><c r="A1"/></row>', "cells of row 1 out of order"),
        ('<row r="2"/><row r="2"/>', "row 2 twice, or out of bounds"),
        ('<row r="1048577"/>', "row 1048577 twice, or out of bounds"),
        ('<row r="1"><c r="ZZZ1"/></row>', "column ZZZ out of bounds"),
        ('<row r="1"><c r="1A"/></row>', '"1A" where an address belongs'),
        ('<row r="x"/>', '"x" where a number belongs'),
        ('<row r="1"><c r="A1"></row>', "mismatched tag: line 2, column 240"),
    ],
)
def test_a_cell_that_cannot_be_read_is_refused(rows: str, found: str, tmp_path: Path) -> None:
    path = hand_made(tmp_path / "b.xlsx", sheet_xml(rows), strings=STRINGS)

    with pytest.raises(DamagedWorkbookError) as error:
        WorkbookFile(path).read("Sheet1")

    message = re.sub(r"line 2, column \d+", "line 2, column 240", str(error.value))
    assert message == (
        f"{path}, part xl/worksheets/sheet1.xml: {found}; expected a whole workbook. "
        "Open it in Excel and save it there. If Excel cannot open it, go back to a backup."
    )


# -- the same sheet in many spellings ---------------------------------------------------------

numbers = st.floats(allow_nan=False, allow_infinity=False)
texts = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=12)
cells = st.one_of(st.none(), numbers, texts, st.booleans(), st.integers(0, len(STRINGS) - 1))
tables = st.dictionaries(
    st.integers(1, 60),
    st.dictionaries(st.integers(1, 40), st.tuples(cells, st.integers(0, 4)), max_size=12),
    max_size=12,
)
Table = dict[int, dict[int, tuple[float | str | bool | int | None, int]]]


def spelled(table: Table, *, quote: str, prefix: str, space: str, comment: str) -> str:
    def escaped(text: str) -> str:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    rows: list[str] = []
    p, q = prefix, quote
    for row in sorted(table):
        inside = ""
        for column, (content, style) in sorted(table[row].items()):
            letters = openpyxl.utils.get_column_letter(column)
            start = f"<{p}c r={q}{letters}{row}{q}" + (f" s={q}{style}{q}" if style else "")
            if content is None:
                inside += f"{start}{space}/>"
            elif isinstance(content, bool):
                inside += f"{start} t={q}b{q}{space}><{p}v>{int(content)}</{p}v></{p}c>"
            elif isinstance(content, int):
                inside += f"{start} t={q}s{q}{space}><{p}v>{content}</{p}v></{p}c>"
            elif isinstance(content, float):
                inside += f"{start}{space}><{p}v>{content!r}</{p}v></{p}c>"
            else:
                text = escaped(content)
                inside += f"{start} t={q}inlineStr{q}{space}><{p}is><{p}t>{text}</{p}t></{p}is>"
                inside += f"</{p}c>"
            inside += comment
        rows.append(
            f"<{p}row r={q}{row}{q}{space}>{inside}</{p}row>"
            if inside
            else f"<{p}row r={q}{row}{q}{space}/>"
        )
    return "".join(rows)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(table=tables)
def test_a_sheet_reads_alike_in_whichever_way_it_is_written(table: Table, tmp_path: Path) -> None:
    ways = {
        "ordinary": {"quote": '"', "prefix": "", "space": "", "comment": ""},
        "spaced": {"quote": '"', "prefix": "", "space": " ", "comment": "\n"},
        "quoted": {"quote": "'", "prefix": "", "space": "", "comment": ""},
        "prefixed": {"quote": '"', "prefix": "x:", "space": "\n", "comment": ""},
        "commented": {"quote": '"', "prefix": "", "space": "", "comment": '<!--<c r="A1"/>-->'},
    }
    read: dict[str, tuple[dict[int, list[CellContent]], list[str]]] = {}
    for name, way in ways.items():
        sheet = sheet_xml(spelled(table, **way))
        if way["prefix"]:
            sheet = re.sub(rb"<(/?)(worksheet|sheetData)", rb"<\1x:\2", sheet)
            sheet = sheet.replace(b" xmlns=", b" xmlns:x=")
        path = hand_made(tmp_path / f"{name}.xlsx", sheet, strings=STRINGS)
        rows = WorkbookFile(path).read("Sheet1").rows
        content = {row: list(cells) for row, cells in rows.items()}
        read[name] = content, [str(type(cell)) for cells in content.values() for cell in cells]

    assert read == dict.fromkeys(ways, read["ordinary"])


# -- second readers ---------------------------------------------------------------------------


def as_openpyxl_reads(path: Path, sheet: str) -> dict[tuple[int, int], object]:
    """Contents by openpyxl, in this package's types: numbers as float, dates as date."""

    def content(value: object) -> object:
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, int | float) and not isinstance(value, bool):
            return float(value)
        if isinstance(value, str) and value.startswith("#"):
            return ErrorCode(value)
        # openpyxl resolves no escape but that of the underscore.
        return value.replace("_x0007_", "\x07") if isinstance(value, str) else value

    book = openpyxl.load_workbook(path, data_only=True)
    return {
        (cell.row, cell.column): content(cell.value)
        for row in book[sheet].iter_rows()
        for cell in row
        if cell.value is not None
    }


@pytest.mark.filterwarnings("ignore::UserWarning")  # openpyxl says what it does not know
@pytest.mark.parametrize("sheet", ["Scorecard", "Other's & more", "Hidden"])
def test_openpyxl_reads_the_same_contents(sheet: str, tmp_path: Path) -> None:
    path = rich_workbook(tmp_path / "rich.xlsx")
    read = WorkbookFile(path).read(sheet)

    ours = {
        (row, column): content
        for row, cells in read.rows.items()
        for column, content in enumerate(cells, start=1)
        if content is not None
    }

    theirs = as_openpyxl_reads(path, sheet)
    assert {place: kind(content) for place, content in ours.items()} == {
        place: kind(content) for place, content in theirs.items()
    }
    assert ours == theirs


def test_calamine_reads_the_same_contents(tmp_path: Path) -> None:
    calamine = pytest.importorskip("python_calamine", reason="of the extra 'benchmark'")
    path = rich_workbook(tmp_path / "rich.xlsx")
    read = WorkbookFile(path).read("Scorecard")

    rows = calamine.load_workbook(str(path)).get_sheet_by_name("Scorecard").to_python()

    def plain(content: CellContent) -> object:
        # calamine gives '' for empty cells and leaves out errors.
        return "" if content is None or isinstance(content, ErrorCode) else content

    found = [
        [plain(read.content(row, column)) for column in range(1, len(cells) + 1)]
        for row, cells in enumerate(rows, start=1)
    ]
    assert [cell for row in found for cell in row] == [
        cell.date() if isinstance(cell, datetime) else cell for row in rows for cell in row
    ]


def test_a_raised_part_of_an_inline_text_is_read_as_raised() -> None:
    raised = b'<rPr><vertAlign val="superscript"/></rPr>'
    cell = b'<c r="A1" t="inlineStr"><is><r><t>Aug-19</t></r><r>%b<t>1</t></r></is></c>' % raised
    assert cell_detail(cell).inline == "Aug-19¹"
    lowered = cell.replace(b"superscript", b"subscript")
    assert cell_detail(lowered).inline == "Aug-191"
