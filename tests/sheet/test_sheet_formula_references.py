"""What formulas refer to, against a table of every kind, and against openpyxl's Tokenizer.

The table is written by hand after ECMA-376 part 1, 18.17, and what Excel writes into files.
"""

import re
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.formula.tokenizer import Token, Tokenizer, TokenizerError
from openpyxl.formula.translate import Translator

from tests.gallery import GALLERY, Gallery
from xlscorecard.core.sheet.address import cell_name
from xlscorecard.core.sheet.formula_pieces import (
    Call,
    CellsReference,
    Corner,
    Joined,
    LostReference,
    NameReference,
    Piece,
    Sheets,
    TableReference,
    Unread,
)
from xlscorecard.core.sheet.formula_references import pieces
from xlscorecard.formats.xlsx.shared_formulas import OutOfSheetError, moved

PROJECT = Path(__file__).parents[2]
PUBLIC = PROJECT.parent / "shared" / "workbooks"
BUILT = PROJECT / "workbook" / "Scorecard.xlsm"


def told(formula: str) -> list[str]:
    """The pieces of a formula, each with its text and what it is."""
    return [f"{formula[piece.start : piece.end]} is {_meaning(piece)}" for piece in pieces(formula)]


def _meaning(piece: Piece) -> str:
    match piece:
        case CellsReference():
            return f"{_place(piece.sheets)}{piece.area()}"
        case NameReference():
            return f"{_place(piece.sheets)}name {piece.name}"
        case TableReference():
            items = ", ".join(item.value for item in piece.items) or "data"
            columns = " to ".join(dict.fromkeys(piece.columns or ())) or "all columns"
            return f"{_place(piece.sheets)}table {piece.table or 'here'}: {items}, {columns}"
        case Call():
            return f"call of {piece.name}" if piece.name else "in parentheses"
        case LostReference():
            return "lost"
        case Joined():
            return "joined"
        case Unread():
            return "not read"


def _place(sheets: Sheets | None) -> str:
    if sheets is None:
        return ""
    book = f"in {sheets.book} " if sheets.book else ""
    names = dict.fromkeys((sheets.first, sheets.last))
    return f"{book}on {' to '.join(names) or 'the own sheet'}, "


KINDS = {
    # cells
    "A1": ["A1 is A1"],
    "=A1": ["A1 is A1"],
    "$V$9": ["$V$9 is V9"],
    "v$9+x9": ["v$9 is V9", "x9 is X9"],
    "V9:X17": ["V9:X17 is V9:X17"],
    "$X17:V$9": ["$X17:V$9 is V9:X17"],
    "V:V": ["V:V is V1:V1048576"],
    "$X:V": ["$X:V is V1:X1048576"],
    "9:9": ["9:9 is A9:XFD9"],
    "$17:$9": ["$17:$9 is A9:XFD17"],
    "XFD1048576": ["XFD1048576 is XFD1048576"],
    "XFE1+A1048577+A0": ["XFE1 is name XFE1", "A1048577 is name A1048577", "A0 is name A0"],
    "TAX2024": ["TAX2024 is TAX2024"],  # a column there is
    # what is none
    "1.5E+10*2%-.5": [],
    '"A1"&"say ""B2"" to \'C3\'"': [],
    "TRUE<>FALSE": [],
    "{1,2;3,4}": [],
    "#N/A=#DIV/0!": [],
    "": [],
    # operators
    "A1:B2 B2:C3": ["A1:B2 is A1:B2", "B2:C3 is B2:C3"],
    "(A1,C3)": ["(A1,C3) is in parentheses", "A1 is A1", "C3 is C3"],
    "@A1:A9": ["A1:A9 is A1:A9"],
    "-A1%^B2<=C3 \n&D4": ["A1 is A1", "B2 is B2", "C3 is C3", "D4 is D4"],
    "V9#": ["V9 is V9"],
    "SUM(V9#)+First#": [
        "SUM(V9#) is call of SUM",
        "V9 is V9",
        "First is name First",
    ],
    "_xlfn.ANCHORARRAY(V9)": ["_xlfn.ANCHORARRAY(V9) is call of _xlfn.ANCHORARRAY", "V9 is V9"],
    # sheets
    "Sheet1!A1": ["Sheet1!A1 is on Sheet1, A1"],
    "'Other''s & more'!$A$1:B2": ["'Other''s & more'!$A$1:B2 is on Other's & more, A1:B2"],
    "'2018-19'!V:V": ["'2018-19'!V:V is on 2018-19, V1:V1048576"],
    "Größe.1!1:2": ["Größe.1!1:2 is on Größe.1, A1:XFD2"],
    "'A1'!B2": ["'A1'!B2 is on A1, B2"],
    "' '!B2": ["' '!B2 is on  , B2"],
    "Jan:Mar!A1": ["Jan:Mar!A1 is on Jan to Mar, A1"],
    "'Q1:Q4'!A1:B2": ["'Q1:Q4'!A1:B2 is on Q1 to Q4, A1:B2"],
    "'Jan 18:Mar 18'!V:V": ["'Jan 18:Mar 18'!V:V is on Jan 18 to Mar 18, V1:V1048576"],
    "!$A$1": ["!$A$1 is on the own sheet, A1"],
    # other workbooks
    "[1]Other!$A$1": ["[1]Other!$A$1 is in 1 on Other, A1"],
    "'[1]An other'!A1:A2": ["'[1]An other'!A1:A2 is in 1 on An other, A1:A2"],
    "[2]!Rate": ["[2]!Rate is in 2 on the own sheet, name Rate"],
    "[1]!'a b'": ["[1]!'a b' is in 1 on the own sheet, name 'a b'"],
    "'C:\\in\\[b.xlsx]S'!A1": ["'C:\\in\\[b.xlsx]S'!A1 is in C:\\in\\b.xlsx on S, A1"],
    "[1]Jan:Mar!A1": ["[1]Jan:Mar!A1 is in 1 on Jan to Mar, A1"],
    # names
    "Rate*Rate.of_change": ["Rate is name Rate", "Rate.of_change is name Rate.of_change"],
    "Sheet1!Rate": ["Sheet1!Rate is on Sheet1, name Rate"],
    "\\a?+_b+größe+A1.MYNAME": [
        "\\a? is name \\a?", "_b is name _b", "größe is name größe", "A1.MYNAME is name A1.MYNAME",
    ],
    "ct_per_€*²a": ["ct_per_€ is name ct_per_€", "²a is name ²a"],
    "R1C1+A01": ["R1C1 is name R1C1", "A01 is name A01"],
    # functions
    "LOG10(A1)": ["LOG10(A1) is call of LOG10", "A1 is A1"],
    "SC_CHANGE(U9, T9)": ["SC_CHANGE(U9, T9) is call of SC_CHANGE", "U9 is U9", "T9 is T9"],
    "TODAY()": ["TODAY() is call of TODAY"],
    "[1]!Own.function(A1)": ["[1]!Own.function(A1) is call of Own.function", "A1 is A1"],
    "IF((A1),B1,MAX(C1))": [
        "IF((A1),B1,MAX(C1)) is call of IF", "(A1) is in parentheses", "A1 is A1", "B1 is B1",
        "MAX(C1) is call of MAX", "C1 is C1",
    ],
    # areas that are made
    "A1:INDEX(B1:B9,2)": [
        "A1:INDEX(B1:B9,2) is joined", "A1 is A1", "INDEX(B1:B9,2) is call of INDEX",
        "B1:B9 is B1:B9",
    ],
    "SUM(First:Last)": [
        "SUM(First:Last) is call of SUM", "First:Last is joined", "First is name First",
        "Last is name Last",
    ],
    "S!A1:S!B2": ["S!A1:S!B2 is joined", "S!A1 is on S, A1", "S!B2 is on S, B2"],
    "A1:Dat1!B2": ["A1:Dat1!B2 is joined", "A1 is A1", "Dat1!B2 is on Dat1, B2"],
    "A1:B2:D4": ["A1:B2:D4 is joined", "A1:B2 is A1:B2", "D4 is D4"],
    "A1:B2:C3:D4:E5": [
        "A1:B2:C3:D4:E5 is joined", "A1:B2 is A1:B2", "C3:D4 is C3:D4", "E5 is E5",
    ],
    "(A1):B2": ["(A1):B2 is joined", "(A1) is in parentheses", "A1 is A1", "B2 is B2"],
    # tables
    "Figures[Rate]": ["Figures[Rate] is table Figures: data, Rate"],
    "Figures[]": ["Figures[] is table Figures: data, all columns"],
    "Figures[#All]": ["Figures[#All] is table Figures: #all, all columns"],
    "Figures[[#This Row],[Rate]]": [
        "Figures[[#This Row],[Rate]] is table Figures: #this row, Rate"
    ],
    "Figures[@Rate]": ["Figures[@Rate] is table Figures: #this row, Rate"],
    "[@[a & <b>]]": ["[@[a & <b>]] is table here: #this row, a & <b>"],
    "[@]": ["[@] is table here: #this row, all columns"],
    "[Rate]": ["[Rate] is table here: data, Rate"],
    "F[[#Headers],[#Data],[a]:[b c]]": [
        "F[[#Headers],[#Data],[a]:[b c]] is table F: #headers, #data, a to b c"
    ],
    "F[ [#Totals] , [a] ]": ["F[ [#Totals] , [a] ] is table F: #totals, a"],
    "F[@[a]:[b]]": ["F[@[a]:[b]] is table F: #this row, a to b"],
    "F['#1 '[x']]": ["F['#1 '[x']] is table F: data, #1 [x]"],
    "F[a '[]": ["F[a '[] is table F: data, a ["],
    "[[#This Row],Two]": ["[[#This Row],Two] is table here: #this row, Two"],
    "F[[it''s]]": ["F[[it''s]] is table F: data, it's"],
    "F[a]:F[b]": ["F[a]:F[b] is joined", "F[a] is table F: data, a", "F[b] is table F: data, b"],
    "[1]!F[a]": ["[1]!F[a] is in 1 on the own sheet, table F: data, a"],
    # what is lost
    "#REF!": ["#REF! is lost"],
    "Sheet1!#REF!+#REF!$A$1": ["Sheet1!#REF! is lost", "#REF!$A$1 is lost"],
    # what cannot be read
    "A1+?": ["A1 is A1", "? is not read"],
    "SUM(A1": ["SUM(A1 is not read", "A1 is A1"],
    "A1)": ["A1 is A1", ") is not read"],
    "A1:": ["A1 is A1", ": is not read"],
    "F[[#Alle],[a]]": ["F[[#Alle],[a]] is not read"],
    "F[a": ["F is name F", "[ is not read", "a is name a"],
}  # fmt: skip


@pytest.mark.parametrize("formula", KINDS)
def test_a_formula_refers_to(formula: str) -> None:
    assert told(formula) == KINDS[formula]


def test_a_reference_says_where_its_parts_stand_and_what_is_fixed() -> None:
    formula = "2*'My sheet'!$B3:D$4"

    assert pieces(formula) == [
        CellsReference(
            start=2,
            end=20,
            cells_start=13,
            sheets=Sheets("My sheet", "My sheet"),
            first=Corner(3, 2, is_row_fixed=False, is_column_fixed=True),
            last=Corner(4, 4, is_row_fixed=True, is_column_fixed=False),
        )
    ]
    assert formula[13:20] == "$B3:D$4"


def test_a_formula_longer_than_any_of_excel_is_not_read() -> None:
    formula = "A1+" * 6000

    assert pieces(formula) == [Unread(0, len(formula))]


# -- moved, as in shared formulas -------------------------------------------------------------

columns, rows = st.integers(20, 16_000), st.integers(20, 1_000_000)
dollars = st.sampled_from(["", "$"])


@st.composite
def cells(draw: st.DrawFn) -> str:
    match = re.fullmatch(r"([A-Z]+)(\d+)", cell_name(draw(rows), draw(columns)))
    assert match is not None
    return f"{draw(dollars)}{match[1]}{draw(dollars)}{match[2]}"


areas = st.builds(lambda first, last: f"{first}:{last}", cells(), cells())
sheets = st.sampled_from(["", "Sheet1!", "'Other''s'!", "[1]S!", "Jan:Mar!"])
references = st.builds(lambda sheet, area: sheet + area, sheets, cells() | areas)
operands = references | st.sampled_from(['"B22"', "12", "Rate", "LOG10(7)", "Figures[A30]"])
formulas = st.builds(
    lambda parts, sign: f"SUM({sign.join(parts)})",
    st.lists(operands, min_size=1, max_size=5),
    st.sampled_from([",", "+", "=", "&", "*", "<>", "^"]),
)


@given(formula=formulas, down=st.integers(-19, 19), right=st.integers(-19, 19))
def test_a_formula_is_moved_as_openpyxl_moves_it(formula: str, down: int, right: int) -> None:
    origin, target = cell_name(20, 20), cell_name(20 + down, 20 + right)

    expected = Translator(f"={formula}", origin=origin).translate_formula(target)

    assert f"={moved(formula, down, right)}" == expected


@pytest.mark.parametrize(
    ("formula", "down", "right"),
    [
        ("A1", -1, 0),
        ("A1", 0, -1),
        ("A1048576", 1, 0),
        ("XFD1", 0, 1),
        ("1:2", -1, 0),
        ("A:B", 0, -1),
    ],
)
def test_a_formula_is_not_moved_off_the_sheet(formula: str, down: int, right: int) -> None:
    with pytest.raises(OutOfSheetError):
        moved(formula, down, right)


# -- against openpyxl -------------------------------------------------------------------------

Spans = tuple[list[tuple[int, int]], list[tuple[int, str]]]
"""Where references are, and where which functions are called."""


def by_openpyxl(formula: str) -> Spans:
    """The references and calls that openpyxl finds, by where they stand in a formula.

    Raises:
        TokenizerError: it cannot read the formula.
    """
    found: list[tuple[int, int]] = []
    calls: list[tuple[int, str]] = []
    position = 0
    for token in Tokenizer(f"={formula}").items:
        position = formula.index(token.value, position)
        operand, start = token.value, position
        position += len(token.value)
        if token.type == Token.FUNC and token.subtype == Token.OPEN:
            # It takes A1:INDEX( for one name.
            operand, _, name = token.value.rpartition(":")
            name = name.removeprefix("@").rpartition("!")[2]
            calls.append(
                (position - len(token.value.rpartition(":")[2].removeprefix("@")), name[:-1])
            )
        elif token.type != Token.OPERAND or token.subtype != Token.RANGE:
            continue
        marks = len(list(takewhile(":@".__contains__, operand)))
        if operand[marks:] and not operand.endswith("#REF!"):
            found.append((start + marks, start + len(operand)))
    return found, calls


def by_us(formula: str) -> Spans:
    """The same as our grammar has it; what stands on both sides of a colon is one for openpyxl."""
    found: list[tuple[int, int]] = []
    calls: list[tuple[int, str]] = []
    for piece in pieces(formula):
        match piece:
            case Call() if piece.name:
                calls.append((piece.start, piece.name))
            case CellsReference() | NameReference() | TableReference():
                if found and formula[found[-1][1] : piece.start] == ":":
                    found[-1] = (found[-1][0], piece.end)
                else:
                    found.append((piece.start, piece.end))
    return found, calls


# What openpyxl takes for an error, and what it knows nothing of.
UNKNOWN_TO_OPENPYXL = {"[1]!'a b'", "V9#", "SUM(V9#)+First#", "F[a '[]", "A1)", "F[a"}
# It reads these in another way: it joins what follows a lost reference or has no end, splits what
# is quoted, and questions nothing.
READ_OTHERWISE = {
    "Sheet1!#REF!+#REF!$A$1", "SUM(A1", "A1+?", "A1:", "F[[#Alle],[a]]",
}  # fmt: skip


@pytest.mark.parametrize("formula", [each for each in KINDS if each not in READ_OTHERWISE])
def test_openpyxl_finds_the_same_references(formula: str) -> None:
    plain = formula.removeprefix("=")
    if formula in UNKNOWN_TO_OPENPYXL:
        with pytest.raises((TokenizerError, IndexError)):
            by_openpyxl(plain)
    else:
        assert by_us(plain) == by_openpyxl(plain)


@given(formula=formulas)
def test_openpyxl_finds_the_same_in_any_formula_of_such_parts(formula: str) -> None:
    assert by_us(formula) == by_openpyxl(formula)


FORMULA_NAMES = ("f", "formula", "formula1", "formula2", "definedName", "calculatedColumnFormula")


def formulas_of(path: Path) -> Iterator[str]:
    """All formulas of a workbook: of cells, names, charts, rules and validations."""
    with ZipFile(path) as archive:
        for name in archive.namelist():
            if name.endswith(".xml"):
                for element in ElementTree.fromstring(archive.read(name)).iter():
                    if element.tag.rpartition("}")[2] in FORMULA_NAMES and element.text:
                        yield element.text


def differing(path: Path) -> list[str]:
    """The formulas of a workbook that openpyxl reads otherwise, or that we do not read at all."""
    return [
        formula
        for formula in dict.fromkeys(formulas_of(path))
        if by_us(formula) != by_openpyxl(formula) or any("not read" in one for one in told(formula))
    ]


@pytest.mark.parametrize("name", GALLERY)
def test_openpyxl_finds_the_same_in_the_workbooks_of_the_gallery(
    name: str, gallery: Gallery
) -> None:
    assert differing(gallery[name]) == []


def test_openpyxl_finds_the_same_in_the_built_workbook() -> None:
    assert len(list(formulas_of(BUILT))) > 20
    assert differing(BUILT) == []


@pytest.mark.skipif(not PUBLIC.exists(), reason=f"there is no folder {PUBLIC}")
def test_openpyxl_finds_the_same_in_public_workbooks() -> None:
    found = {path.name: differing(path) for path in sorted(PUBLIC.rglob("*.xlsx"))}

    assert len(found) > 40
    assert {name: formulas for name, formulas in found.items() if formulas} == {}
