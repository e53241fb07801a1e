"""Formulas with our functions that end before the newest month, wherever they stand."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook.defined_name import DefinedName

import xlscorecard
from tests.books.losslessness import sheet_part
from tests.books.sample_workbooks import part, rewritten

MONTHS = ("May-19", "Jun-19", "Jul-19", "Aug-19")
LAST = "takes the months up to Jul-19"


def _said(path: Path, change: Callable[[openpyxl.Workbook], None]) -> list[tuple[str, str]]:
    """The cells and the words of the findings of this kind, of a small workbook."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Our KPIs"
    sheet.append(["Ref.", "Indicator", *MONTHS, "12 month average"])
    for row in range(1, 4):
        sheet.append([f"A{row}", "Thing", 1, 2, 3, 4, 2.5])
    book.create_sheet("Summary")
    change(book)
    book.save(path)
    return [
        (finding.cells[0], finding.message)
        for finding in xlscorecard.check(path).findings
        if finding.rule == "function-ends-early"
    ]


def _in(sheet: str, cell: str, formula: str) -> Callable[[openpyxl.Workbook], None]:
    def change(book: openpyxl.Workbook) -> None:
        book[sheet][cell] = formula

    return change


@pytest.mark.parametrize(
    "formula",
    [
        "=SC_MAX('Our KPIs'!C2:E2,'Our KPIs'!C1:E1)",
        "=SC_MAX('Our KPIs'!$C$2:$E$4,'Our KPIs'!$C$1:$E$1)",
        "=IF(SC_CHANGE(1,2)>0,SUM('Our KPIs'!C2:E2),0)",
        "=SC_MAX('Our KPIs'!D2:E2,'Our KPIs'!D1:E1)",
        "=SC_MAX('Our KPIs'!E2:C2,'Our KPIs'!E1:C1)",  # from its other end
        "=SC_MAX(INDEX('Our KPIs'!C:E,2),'Our KPIs'!C1:E1)",  # whole columns
    ],
)
def test_a_formula_of_another_sheet_that_was_left_behind_is_found(
    tmp_path: Path, formula: str
) -> None:
    [(cell, message)] = _said(tmp_path / "book.xlsx", _in("Summary", "B3", formula))
    assert cell == "Summary!B3"
    assert LAST in message
    assert "the newest month is Aug-19" in message


def test_formulas_that_were_filled_down_are_one_finding(tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        for row in (2, 3, 4):
            book["Summary"][f"B{row}"] = f"=SC_MAX('Our KPIs'!C{row}:E{row},'Our KPIs'!C$1:E$1)"

    [(cell, message)] = _said(tmp_path / "book.xlsx", change)
    assert cell.startswith("Summary!B2")
    assert "the functions in these 3 formulas take the months up to Jul-19 (C:E)" in message


def test_one_beside_the_table_is_found_too(tmp_path: Path) -> None:
    change = _in("Our KPIs", "J2", "=SC_AVERAGE(C2:E2,C1:E1)")
    [(cell, message)] = _said(tmp_path / "book.xlsx", change)
    assert (cell, LAST in message) == ("'Our KPIs'!J2", True)


@pytest.mark.parametrize(
    "formula",
    [
        "=SC_MAX('Our KPIs'!C2:F2,'Our KPIs'!C1:F1)",  # up to the newest
        "=SC_CHANGE('Our KPIs'!E2,'Our KPIs'!D2)",  # two cells, which may be meant
        "=SUM('Our KPIs'!C2:E2)",  # no function of ours
        "=SC_MAX(Summary!C2:E2,Summary!C1:E1)",  # of another sheet
        "=\"SC_MAX('Our KPIs'!C2:E2)\"",  # a text
        "=SUM('Our KPIs'!C2:E2)&\" by SC_MAX\"",  # a text beside other months
        "=SC_MAX('[1]Our KPIs'!C2:E2,'[1]Our KPIs'!C1:E1)",  # of another workbook
        "=SC_MAX('Our KPIs'!A2:E2,'Our KPIs'!C1:F1)",  # not the months alone
    ],
)
def test_what_is_meant_so_is_left_alone(tmp_path: Path, formula: str) -> None:
    assert _said(tmp_path / "book.xlsx", _in("Summary", "B3", formula)) == []


def test_a_name_that_ends_early_is_named(tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        for name, area in (("ScorecardValues", "C2:E4"), ("ScorecardMonths", "C1:E1")):
            first, last = (f"${cell[0]}${cell[1]}" for cell in area.split(":"))
            refers = f"'Our KPIs'!{first}:{last}"
            book.defined_names[name] = DefinedName(name, attr_text=refers)
        book["Summary"]["B3"] = "=SC_YEAR_ARROW(ScorecardValues,ScorecardMonths)"

    [(cell, message)] = _said(tmp_path / "book.xlsx", change)
    assert cell == "Summary!B3"
    assert "(ScorecardValues)" in message


@pytest.mark.parametrize("title", ["R&D", "It's ours", "Größen"])
def test_a_name_is_found_however_it_is_written(tmp_path: Path, title: str) -> None:
    def change(book: openpyxl.Workbook) -> None:
        book.worksheets[0].title = title
        quoted = title.replace("'", "''")
        name = "Our.Výsledky"
        book.defined_names[name] = DefinedName(name, attr_text=f"'{quoted}'!$C$2:$E$4")
        book["Summary"]["B3"] = "=SC_MAX(our.výsledky)"

    [(cell, message)] = _said(tmp_path / "book.xlsx", change)
    assert cell == "Summary!B3"
    assert "(our.výsledky)" in message


def test_a_name_that_moves_with_the_cell_is_left_alone(tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        book.defined_names["Values"] = DefinedName("Values", attr_text="'Our KPIs'!C2:E2")
        book["Summary"]["B3"] = "=SC_MAX(Values)"

    assert _said(tmp_path / "book.xlsx", change) == []


def test_another_sheet_that_is_damaged_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    change = _in("Summary", "B3", "=SC_MAX('Our KPIs'!C2:E2,'Our KPIs'!C1:E1)")
    assert len(_said(path, change)) == 1
    name = sheet_part(path, "Summary")
    rewritten(path, {name: part(path, name).replace(b"</sheetData>", b"")})

    assert {finding.rule for finding in xlscorecard.check(path, sheet="Our KPIs").findings} == set()


def test_a_name_that_goes_to_the_newest_month_is_in_order(tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        book.defined_names["Values"] = DefinedName("Values", attr_text="'Our KPIs'!$C$2:$F$4")
        book["Summary"]["B3"] = "=SC_YEAR_ARROW(Values,'Our KPIs'!C1:F1)"

    assert _said(tmp_path / "book.xlsx", change) == []
