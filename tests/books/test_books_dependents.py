"""A workbook is marked to be calculated where a formula may depend on what is written.

What each formula depends on is decided by hand, after what Excel documents of references, names and
tables; areas are decided by openpyxl too, formula by formula.
"""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.formula.translate import Translator
from openpyxl.utils import range_boundaries

from tests.books.losslessness import losses, sheet_part
from tests.books.sample_workbooks import (
    WORKBOOK_PART,
    hand_made,
    part,
    plain_workbook,
    rewritten,
    sheet_xml,
)
from tests.plans import writing
from xlscorecard.books.file.book import WorkbookFile
from xlscorecard.core.sheet.address import Place, cell_name
from xlscorecard.formats.xlsx.dependents import Dependents
from xlscorecard.formats.xlsx.package import Package
from xlscorecard.formats.xlsx.workbook_draft import WorkbookDraft

CARD = "Ann's card"
SHEETS = ("First", CARD, "Last")
# V9:V11, the columns of the card that are computed; its table has its headings in row 8.
WRITTEN: dict[tuple[int, int], float | str] = {(9, 22): 1.5, (10, 22): "▲", (11, 22): 2.5}
NAMES = {
    "Total": f"='{CARD.replace(chr(39), 2 * chr(39))}'!$V$9:$V$20",
    "Elsewhere": "=First!$V$9",
    "Deep": "=Deeper*2",
    "Deeper": "=SUM(Total)",
    "Round": "=Roundabout+1",
    "Roundabout": "=Round+First!$A$1",
    "Beside": "='Ann''s card'!XFD1",
    "FirstOne": "='Ann''s card'!$U$9",
    "LastOne": "='Ann''s card'!$W$9",
    "First!Own": "='Ann''s card'!$V$10",
    "Last!Own": "=Last!$A$1",
    "Twice": "=_xlfn.LAMBDA(_xlpm.x,_xlpm.x*'Ann''s card'!$V$9)",
    "ByText": '=INDIRECT("V"&9)',
    "Macro": "=GET.CELL(5,First!$A$1)",
    "Unplaced": "=V9",
    "Broken": "=SUM(",
}


def workbook(
    path: Path, formulas: Mapping[tuple[str, str], str], names: Mapping[str, str] = NAMES
) -> Path:
    """A card with a table, two more sheets, and formulas by their sheet and cell; not marked."""
    with xlsxwriter.Workbook(path) as book:
        sheets = {name: book.add_worksheet(name) for name in SHEETS}
        columns = [{"header": name} for name in ("Value", "Change", "Note")]
        sheets[CARD].add_table("U8:W12", {"name": "Figures", "columns": columns})
        for row in range(8, 12):
            sheets[CARD].write_row(row, 20, [1, 2, 3])
        sheets["Last"].add_table("A1:B3", {"name": "Others", "columns": columns[:2]})
        for name, meaning in names.items():
            book.define_name(name, meaning)
        for (sheet, cell), formula in formulas.items():
            sheets[sheet].write_formula(cell, formula, None, 1)
    return unmarked(path)


def unmarked(path: Path) -> Path:
    return rewritten(
        path, {WORKBOOK_PART: part(path, WORKBOOK_PART).replace(b' fullCalcOnLoad="1"', b"")}
    )


def is_marked_after_writing(
    path: Path, cells: Mapping[tuple[int, int], float | str] = WRITTEN, sheet: str = CARD
) -> bool:
    """Write the cells, lose nothing, and see whether the workbook is to be calculated."""
    before = path.with_name(f"before-{path.name}")
    before.write_bytes(path.read_bytes())
    WorkbookFile(path).apply(writing(sheet, cells))
    assert losses(before, path, sheet, cells) == []
    return b'fullCalcOnLoad="1"' in part(path, WORKBOOK_PART)


DEPENDING = [
    # cells and areas
    "CARD!V9",
    "CARD!$V$9*2",
    "CARD!v9",
    "SUM(CARD!A9:Z9)",
    "SUM(CARD!Z20:$A$10)",
    "SUM(CARD!V:V)",
    "SUM(CARD!$X:$U)",
    "SUM(CARD!9:9)",
    "SUM(CARD!$1:$10)",
    'IF(A1>0,"",CARD!V11)',
    "SUM(CARD!V1:V100 CARD!9:9)",
    "SUM((CARD!A1,CARD!V9))",
    "_xlfn.ANCHORARRAY(CARD!V9)",
    "SUM(CARD!V9#)",
    "_xlfn.SINGLE(CARD!V:V)",
    "SC_CHANGE(CARD!V9,CARD!U9)",
    # sheets
    "SUM(First:Last!V9)",
    "SUM('Last:First'!V9)",
    "SUM('first:ann''s card'!V9)",
    # areas that are made
    "SUM(CARD!A9:INDEX(CARD!A9:Z9,5))",
    "SUM(CARD!U9:CARD!W9)",
    "SUM(FirstOne:LastOne)",
    "SUM((CARD!U9):INDEX(CARD!W1:W20,MATCH(1,A1:A9,0)))",
    "SUM(CARD!U9:CARD!U10:CARD!W9)",
    # names
    "Total",
    "total/2",
    "'Ann''s card'!Total",
    "[0]!Total",
    "Deep",
    "Own",  # of this sheet
    "First!Own",
    "Twice(2)",
    # tables
    "SUM(Figures)",
    "SUM(Figures[])",
    "SUM(Figures[Change])",
    "SUM(figures[change])",
    "SUM(Figures[#All])",
    "SUM(Figures[[#Data],[Value]:[Note]])",
    "SUM(Figures[[#Headers],[#Data],[Change]])",
    "SUM(Figures[Value]:Figures[Note])",
    "SUM(Figures[Gone])",
    # areas that reach as far as others
    'SUMIF(CARD!A1:A20,"x",CARD!V1)',
    'AVERAGEIF(CARD!A9:B9,"x",CARD!U9)',
    'SUMIF(First!A1:A20,"x",CARD!V1)',
    'SUMIF(First!A1:INDEX(First!A1:A20,12),"x",CARD!V1)',
    'SUMIF(Others[#All],"x",CARD!V7)',
    'SUMIF(Total,"x",CARD!V1)',
    'SUMIF([1]!Far,"x",CARD!F1)',
    # what cannot be known
    'INDIRECT("V9")',
    "SUM(OFFSET(A1,1,1))",
    'CELL("contents")',
    "_xlfn._xlws.PY(0,0)",
    "ByText",
    "Macro",
    "Unplaced",
    "Broken",
    "Nowhere",
    "Nowhere[Change]",
    "SUM(Gone:Last!A1)",
    "A1:OWNFUNCTION(1)",
    "A1+?",
    "SUM(A1",
]
NOT_DEPENDING = [
    # cells and areas
    "CARD!V8",
    "CARD!V12",
    "SUM(CARD!V12:V100)",
    "SUM(CARD!A9:U9)",
    "SUM(CARD!W:XFD)",
    "SUM(CARD!12:1048576)",
    "V9*2",
    "SUM(V:V)",
    "Last!V9",
    "SUM(Last!9:9)",
    # no references at all
    "TODAY()+NOW()+RAND()",
    '"V9"&"Ann\'s card!V9"',
    "HYPERLINK(\"#'Ann''s card'!V9\",\"V9\")",
    "LOG10(100)",
    "CARD!#REF!",
    "#REF!V9",
    # functions and areas that are made
    "SC_CHANGE(CARD!U9,CARD!T9)",
    "INDEX(CARD!A9:U9,3)",
    "SUM(CARD!A9:INDEX(CARD!A9:U9,5))",
    "SUM(CARD!V1:INDEX(CARD!V1:V8,A1))+CARD!X20",
    'SUMIF(CARD!A1:A8,"x",CARD!V1)',
    'SUMIF(First!A1:A8,"x",CARD!V1)+SUM(First!A1:A20)',
    'SUMIF(Others[Value],"x",CARD!V7)',
    'SUMIF(CARD!A1:A30,"x",CARD!W1:W30)',
    # other sheets and workbooks
    "SUM(Last:Last!V9)",
    "[1]card!V9",
    "'[1]Ann''s card'!V9",
    "[1]!Total",
    "[1]!Figures[Change]",
    # names
    "Elsewhere",
    "Round",
    "Last!Own",
    "_xlfn.LET(_xlpm.V,1,_xlpm.V+1)",
    # tables
    "SUM(Figures[Value])",
    "SUM(Figures[[#Headers],[Change]])",
    "SUM(Figures[#Totals])",
    "SUM(Figures[[Note]])",
    "SUM(Others)",
    "SUM(Others[Value])",
]


def spelled(formula: str) -> str:
    return formula.replace("CARD!", "'Ann''s card'!")


@pytest.mark.parametrize("formula", DEPENDING)
def test_a_workbook_is_marked_for(formula: str, tmp_path: Path) -> None:
    path = workbook(tmp_path / "book.xlsx", {("First", "A2"): spelled(formula)})

    assert is_marked_after_writing(path)


@pytest.mark.parametrize("formula", NOT_DEPENDING)
def test_a_workbook_is_not_marked_for(formula: str, tmp_path: Path) -> None:
    path = workbook(tmp_path / "book.xlsx", {("First", "A2"): spelled(formula)})

    assert not is_marked_after_writing(path)


@pytest.mark.parametrize(
    ("place", "formula", "expected"),
    [
        ((CARD, "Y9"), "V9", True),
        ((CARD, "Y9"), "V8", False),
        ((CARD, "Y9"), "SUM(F9:U9)", False),
        ((CARD, "Y9"), "First!V9", False),
        # A table's row is that of the cell.
        ((CARD, "Y9"), "Figures[[#This Row],[Change]]", True),
        ((CARD, "Y12"), "Figures[[#This Row],[Change]]", False),
        ((CARD, "Y20"), "Figures[[#This Row],[Change]]", False),
        ((CARD, "W10"), "[[#This Row],[Change]]", True),
        ((CARD, "W12"), "[[#This Row],[Change]]", False),
        ((CARD, "W12"), "SUM([Change])", True),
        ((CARD, "Z12"), "SUM([Change])", True),  # no table is known that it could mean
        # A name with a relative reference means another cell in each cell; this one the left one.
        ((CARD, "W9"), "Beside", True),
        ((CARD, "X9"), "Beside", False),
        ((CARD, "W8"), "Beside", False),
        (("Last", "W11"), "Beside", True),
        # A name of the sheet comes before one of the workbook.
        (("Last", "A5"), "Own", False),
        ((CARD, "A5"), "Own", True),  # there is none
        (("Last", "A5"), "First!Own", True),
    ],
)
def test_it_makes_a_difference_where_a_formula_stands(
    place: tuple[str, str], formula: str, expected: bool, tmp_path: Path
) -> None:
    path = workbook(tmp_path / "book.xlsx", {place: formula})

    assert is_marked_after_writing(path) is expected


def test_a_formula_that_depends_by_way_of_others_is_found(tmp_path: Path) -> None:
    chain = {
        ("Last", "A5"): "First!B7*2",
        ("First", "B7"): "SUM('Ann''s card'!Z1:Z5)",
        (CARD, "Z3"): "'Ann''s card'!V9",
    }
    path = workbook(tmp_path / "book.xlsx", chain)

    assert is_marked_after_writing(path)


def test_a_chain_that_begins_elsewhere_is_none(tmp_path: Path) -> None:
    chain = {("Last", "A5"): "First!B7*2", ("First", "B7"): "SUM('Ann''s card'!U1:U50)"}
    path = workbook(tmp_path / "book.xlsx", chain)

    assert not is_marked_after_writing(path)


def test_a_formula_that_is_overwritten_is_none_any_more(tmp_path: Path) -> None:
    path = workbook(tmp_path / "book.xlsx", {(CARD, "X9"): "=V9*2", (CARD, "Y9"): "=U9"})

    assert not is_marked_after_writing(path, {**WRITTEN, (9, 24): 3.0})


def test_what_read_the_overwritten_formula_depends_on_its_value(tmp_path: Path) -> None:
    path = workbook(tmp_path / "book.xlsx", {(CARD, "X9"): "=U9*2", (CARD, "Y9"): "=X9"})

    assert is_marked_after_writing(path, {**WRITTEN, (9, 24): 3.0})


def test_a_mark_that_is_there_stays(tmp_path: Path) -> None:
    path = workbook(tmp_path / "book.xlsx", {("First", "A2"): "=V9"})
    marked = part(path, WORKBOOK_PART).replace(b"<calcPr ", b'<calcPr fullCalcOnLoad="1" ')
    rewritten(path, {WORKBOOK_PART: marked})

    assert is_marked_after_writing(path)


def test_one_depending_formula_among_many_is_found(tmp_path: Path) -> None:
    formulas = {("First", f"A{row}"): f"'Ann''s card'!V{row}*2" for row in range(12, 400)}
    quiet = workbook(tmp_path / "quiet.xlsx", formulas)
    loud = workbook(tmp_path / "loud.xlsx", {**formulas, ("First", "A200"): "'Ann''s card'!V10*2"})

    assert not is_marked_after_writing(quiet)
    assert is_marked_after_writing(loud)


THIS_ROW = "Figures[[#This Row],[Change]]"


@pytest.mark.parametrize(
    ("quiet", "loud", "formula"),
    [
        # The same text means other cells in another one.
        ((CARD, "Y3"), (CARD, "Y9"), THIS_ROW),
        (("Last", "D1"), ("Last", "W9"), "Beside"),
    ],
)
def test_two_cells_with_the_same_formula_are_told_apart(
    quiet: tuple[str, str], loud: tuple[str, str], formula: str, tmp_path: Path
) -> None:
    one = workbook(tmp_path / "one.xlsx", {quiet: formula})
    both = workbook(tmp_path / "both.xlsx", {quiet: formula, loud: formula})

    assert not is_marked_after_writing(one)
    assert is_marked_after_writing(both)


def test_so_are_cells_that_share_it(tmp_path: Path) -> None:
    cells = {(CARD, cell): THIS_ROW for cell in ("Y3", "Y4", "Y9")}
    path = workbook(tmp_path / "book.xlsx", cells)
    name = sheet_part(path, CARD)
    first, second = '<f t="shared" ref="Y3:Y9" si="0">', '<f t="shared" si="0"/>'
    xml = part(path, name).decode().replace("<f>", first, 1)
    rewritten(path, {name: re.sub("<f>.*?</f>", second, xml).encode()})

    assert is_marked_after_writing(path)


def test_a_name_of_the_workbook_can_be_meant_where_the_sheet_has_its_own(tmp_path: Path) -> None:
    names = {"Rate": NAMES["Total"], "Last!Rate": "=Last!$A$1"}
    own = workbook(tmp_path / "own.xlsx", {("Last", "A5"): "Rate"}, names)
    other = workbook(tmp_path / "other.xlsx", {("Last", "A5"): "[0]!Rate"}, names)

    assert not is_marked_after_writing(own)
    assert is_marked_after_writing(other)


def test_names_that_multiply_and_names_without_end_are_no_trouble(tmp_path: Path) -> None:
    many = {f"N_{each}": f"=N_{each + 1}+N_{each + 1}" for each in range(60)}
    deep = {f"N_{each}": f"=N_{each + 1}" for each in range(3000)}
    formula = {("First", "A2"): "N_0"}
    multiplied = workbook(tmp_path / "many.xlsx", formula, {**many, "N_60": "=First!$A$1"})
    endless = workbook(tmp_path / "deep.xlsx", formula, {**deep, "N_3000": "=First!$A$1"})

    assert not is_marked_after_writing(multiplied)
    assert is_marked_after_writing(endless)


def test_a_name_may_mean_any_sheet_where_it_names_none(tmp_path: Path) -> None:
    names = {"Here": "=!$V$9"}
    elsewhere = workbook(tmp_path / "one.xlsx", {("First", "A2"): "Here"}, names)
    on_the_card = workbook(tmp_path / "two.xlsx", {(CARD, "A2"): "Here"}, names)

    assert not is_marked_after_writing(elsewhere)
    assert is_marked_after_writing(on_the_card)


# -- however the sheet is written -------------------------------------------------------------

SHARED = (
    '<row r="2"><c r="A2"><v>1</v></c><c r="C2"><f t="shared" ref="C2:D5" si="3">A2*$B$9</f>'
    '<v>1</v></c><c r="D2"><f t="shared" si="3"/><v>1</v></c></row>'
    '<row r="5"><c r="C5"><f t="shared" si="3"/><v>1</v></c><c r="D5"><f t="shared" si="3"/></c>'
    "</row>"
)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ((2, 1), True),  # of C2
        ((2, 2), True),  # of D2
        ((5, 1), True),  # of C5
        ((5, 2), True),  # of D5
        ((9, 2), True),  # of all
        ((3, 1), False),
        ((6, 1), False),
        ((9, 1), False),
    ],
)
def test_a_shared_formula_names_other_cells_in_each_cell(
    cell: tuple[int, int], expected: bool, tmp_path: Path
) -> None:
    path = hand_made(tmp_path / "book.xlsx", sheet_xml(SHARED), workbook="<calcPr/>")

    assert is_marked_after_writing(path, {cell: 5.0}, "Sheet1") is expected


def test_a_shared_formula_whose_first_cell_is_overwritten_is_read_from_the_next(
    tmp_path: Path,
) -> None:
    path = hand_made(tmp_path / "book.xlsx", sheet_xml(SHARED), workbook="<calcPr/>")

    assert not is_marked_after_writing(path, {(2, 3): 5.0, (2, 1): 1.0}, "Sheet1")


def test_a_shared_formula_that_no_cell_holds_may_depend(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><f t="shared" si="0"/><v>1</v></c></row>'
    path = hand_made(
        tmp_path / "book.xlsx", sheet_xml(rows + "<row r='2'><c r='A2'><f>1</f></c></row>")
    )

    assert is_marked_after_writing(path, {(9, 9): 5.0}, "Sheet1")


@pytest.mark.parametrize(("cell", "expected"), [((1, 2), True), ((2, 2), True), ((3, 2), False)])
def test_an_array_formula_depends_on_what_it_names(
    cell: tuple[int, int], expected: bool, tmp_path: Path
) -> None:
    rows = (
        '<row r="1"><c r="A1"><f t="array" ref="A1:A2">B1:B2*2</f><v>2</v></c></row>'
        '<row r="2"><c r="A2"><v>4</v></c></row>'
    )
    path = hand_made(tmp_path / "book.xlsx", sheet_xml(rows))

    assert is_marked_after_writing(path, {cell: 5.0}, "Sheet1") is expected


def test_a_data_table_may_depend_on_everything(tmp_path: Path) -> None:
    rows = '<row r="6"><c r="B6"><f t="dataTable" ref="B6:B7" dt2D="0" dtr="0" r1="A1"/></c></row>'
    path = hand_made(tmp_path / "book.xlsx", sheet_xml(rows))

    assert is_marked_after_writing(path, {(20, 20): 5.0}, "Sheet1")


def test_the_formulas_of_rules_and_validations_are_no_formulas_of_cells(tmp_path: Path) -> None:
    after = (
        '<conditionalFormatting sqref="A1"><cfRule type="expression" priority="1"><formula>B1&gt;0'
        '</formula></cfRule></conditionalFormatting><extLst><ext uri="a" xmlns:xm="b"><xm:f>B1'
        "</xm:f></ext></extLst>"
    )
    sheet = sheet_xml('<row r="1"><c r="B1"><v>1</v></c></row>', after=after)
    path = hand_made(tmp_path / "book.xlsx", sheet, workbook="<calcPr/>")

    assert not is_marked_after_writing(path, {(1, 2): 5.0}, "Sheet1")


def _prefixed(xml: str) -> bytes:
    other = re.sub(r"<(/?)(?=\w)", r"<\1x:", xml)
    return other.replace(" xmlns=", " xmlns:x=").encode()


SPELLINGS: dict[str, Callable[[str], bytes]] = {
    "as usual": str.encode,
    "with prefixes": _prefixed,
    "in UTF-16": lambda xml: xml.replace("UTF-8", "UTF-16").encode("utf-16"),
    "in another encoding": lambda xml: xml.replace("UTF-8", "ISO-8859-1").encode("latin-1"),
    "with a comment": lambda xml: xml.replace("<f>", "<!-- <f>A1</f> --><f>").encode(),
    "as CDATA": lambda xml: re.sub(r"<f>(.*?)</f>", r"<f><![CDATA[\1]]></f>", xml).encode(),
    "without addresses": lambda xml: re.sub(r' r="\w+"', "", xml).encode(),
    "with spaces": lambda xml: xml.replace("<f>", "<f\t\n>").encode(),
    "with other attributes": lambda xml: (
        xml.replace("<f>", '<f ca="1" aca="true">').replace("<c r=", '<c s="0" r=').encode()
    ),
    "with characters by number": lambda xml: xml.replace("card'!V", "card&#39;&#x21;V").encode(),
}


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize(("formula", "expected"), [("V9", True), ("V12", False)])
def test_a_formula_is_found_however_the_sheet_is_written(
    spelling: str, formula: str, expected: bool, tmp_path: Path
) -> None:
    path = workbook(tmp_path / "book.xlsx", {("First", "A1"): spelled(f"CARD!{formula}")})
    name = sheet_part(path, "First")
    rewritten(path, {name: SPELLINGS[spelling](part(path, name).decode())})

    assert is_marked_after_writing(path) is expected


@pytest.mark.parametrize("spelling", ["as usual", "with prefixes"])
@pytest.mark.parametrize(
    ("old", "new"), [("</sheetData>", ""), ("</f>", "</f"), ("V12", "V\x00")], ids=repr
)
def test_a_sheet_that_is_broken_does_not_say_that_nothing_depends(
    spelling: str, old: str, new: str, tmp_path: Path
) -> None:
    path = workbook(tmp_path / "book.xlsx", {("First", "A1"): spelled("CARD!V12")})
    name = sheet_part(path, "First")
    broken = part(path, name).decode().replace(old, new)
    rewritten(path, {name: SPELLINGS[spelling](broken)})

    WorkbookFile(path).apply(writing(CARD, WRITTEN))

    assert b'fullCalcOnLoad="1"' in part(path, WORKBOOK_PART)


@pytest.mark.parametrize(
    ("old", "new", "formula"),
    [
        (b'localSheetId="0"', b'localSheetId="9"', "Elsewhere"),
        (b'<definedName name="FirstOne">', b'<definedName name="FirstOne"><!-- -->', "Elsewhere"),
    ],
)
def test_names_that_are_broken_may_mean_anything(
    old: bytes, new: bytes, formula: str, tmp_path: Path
) -> None:
    path = workbook(tmp_path / "book.xlsx", {("First", "A1"): formula})
    rewritten(path, {WORKBOOK_PART: part(path, WORKBOOK_PART).replace(old, new)})

    assert is_marked_after_writing(path)


def test_a_table_that_is_missing_may_be_anywhere(tmp_path: Path) -> None:
    path = workbook(tmp_path / "book.xlsx", {("First", "A1"): "SUM(Others)"})
    rewritten(path, {"xl/tables/table2.xml": None})

    assert is_marked_after_writing(path)


# -- against what openpyxl makes of areas -----------------------------------------------------

COLUMNS = ("A", "B", "T", "U", "V", "W", "AA")
columns, rows = st.sampled_from(COLUMNS), st.sampled_from((1, 2, 9, 10, 11, 19, 20, 99, 100, 110))
dollars = st.sampled_from(["", "$"])
corners = st.tuples(dollars, columns, dollars, rows.map(str)).map("".join)
own_areas = st.one_of(
    corners,
    st.builds(lambda first, last: f"{first}:{last}", corners, corners),
    st.builds(lambda first, last: f"${first}:{last}", columns, columns),
    st.builds(lambda first, last: f"{first}:${last}", rows, rows),
)
named_areas = st.tuples(st.sampled_from(["", "Card1!", "Card2!", "Other!"]), own_areas)
some_areas = st.lists(named_areas, min_size=1, max_size=3)
written_cells = st.sets(
    st.tuples(st.sampled_from((1, 9, 10, 20, 109)), st.integers(20, 27)), min_size=1, max_size=4
)


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> WorkbookDraft:
    path = plain_workbook(tmp_path_factory.mktemp("draft") / "book.xlsx")
    return WorkbookDraft(Package(path))


@pytest.mark.parametrize(
    ("quiet", "loud"),
    [
        ("Card2!V25*2", "Card1!V25*2"),
        ("SUM(Card1!V11:V19)", "SUM(Card1!V11:V29)"),
        ("SUM(Card1!V16:V19)", "SUM(Card1!V16:V39)"),
        ("Card1!V24*25", "Card1!V25*24"),
        ('"V25"&Card1!V24', '"V24"&Card1!V25'),
        ("SUMIF(A11:A19,1,Card1!V11:V19)", "SUMIF(A11:A29,1,Card1!V11:V19)"),
        ("SUM(Card1!A11:INDEX(Card1!V1:V9,1))", "SUM(Card1!A31:INDEX(Card1!V1:V9,1))"),
    ],
)
def test_two_formulas_that_differ_in_digits_alone_are_told_apart(
    quiet: str, loud: str, draft: WorkbookDraft
) -> None:
    dependents = Dependents(draft, "Card1", [Place(25, 22)])

    def found(*formulas: str) -> bool:
        cells = (f'<row r="1"><c r="A1"><f>{formula}</f></c></row>' for formula in formulas)
        return dependents.may_be_in("Card2", sheet_xml("".join(cells).replace("&", "&amp;")))

    assert not found(quiet, quiet)
    assert found(quiet, quiet, loud)
    assert found(loud)


def _meets(sheet: str, area: str, home: str, cells: set[tuple[int, int]]) -> bool:
    if (sheet.rstrip("!") or home) != "Card1":
        return False
    left, top, right, bottom = range_boundaries(area)
    left, right = sorted((left or 1, right or 16_384))
    top, bottom = sorted((top or 1, bottom or 1_048_576))
    return any(top <= row <= bottom and left <= column <= right for row, column in cells)


def _moved(area: str, down: int) -> str:
    return str(Translator(f"={area}", origin="A1").translate_formula(f"A{1 + down}"))[1:]


@given(
    filled=st.lists(st.tuples(some_areas, st.integers(0, 30)), min_size=1, max_size=4),
    home=st.sampled_from(["Card1", "Card2"]),
    cells=written_cells,
    is_shared=st.booleans(),
)
def test_formulas_depend_on_the_cells_in_the_areas_that_they_name(
    filled: list[tuple[list[tuple[str, str]], int]],
    home: str,
    cells: set[tuple[int, int]],
    is_shared: bool,
    draft: WorkbookDraft,
) -> None:
    """Formulas in columns from A on, each filled down over some rows, one by one or shared."""
    elements: list[tuple[int, int, str]] = []
    expected = False
    for column, (named, count) in enumerate(filled, start=1):
        for down in range(count + 1):
            moved = [(sheet, _moved(area, down)) for sheet, area in named]
            expected = expected or any(_meets(*each, home, cells) for each in moved)
            text = f"SUM({'*10,'.join(map(''.join, moved))})"
            if is_shared:
                text = text if down == 0 else ""
            kind = f' t="shared" si="{column}"' if is_shared else ""
            elements.append((1 + down, column, f"<f{kind}>{text}</f>"))
    xml = "".join(
        f'<row r="{row}"><c r="{cell_name(row, column)}">{formula}<v>1</v></c></row>'
        for row, column, formula in sorted(elements)
    )

    dependents = Dependents(draft, "Card1", [Place(*cell) for cell in cells])

    assert dependents.may_be_in(home, sheet_xml(xml)) is expected
