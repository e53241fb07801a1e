"""Colours in a workbook that has none: installed once, judged by a real spreadsheet program."""

from itertools import product
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
import xlwings as xw

from tests.excel.excel_engine import REFUSED, ExcelError, FakeExcel
from tests.spreadsheet_program import calculated
from xlscorecard.addin import ribbon
from xlscorecard.core.domain.settings import Palette
from xlscorecard.core.measures.judgement import Judgement
from xlscorecard.core.table.colours import SWATCHES

P, S, N = Judgement.POSITIVE, Judgement.SIMILAR, Judgement.NEGATIVE
# The key of the document: ▲ higher is better, ▼ lower is better, blank: no judgement.
EXPECTED = {
    ("▲", "↑"): P, ("▲", "→"): S, ("▲", "↓"): N,
    ("▼", "↑"): N, ("▼", "→"): S, ("▼", "↓"): P,
}  # fmt: skip
# Jul-19 is 100; the value of Aug-19 makes the arrow.
VALUES = {"↑": 200, "→": 100, "↓": 50}
CASES = list(product(("▲", "▼", ""), VALUES))
FIRST_FREE_COLUMN = 20


@pytest.fixture
def plain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeExcel:
    """A workbook with macros put in by hand: no Settings sheet, no names, no colours."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    path = tmp_path / "Plain.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("KPIs")
    sheet.write_row(
        2, 1,
        ["Ref.", "Indicator", "Jul-19", "Aug-19", "Arrow prev. period",
         "% change from prev. period", "Arrow prev. yr", "DoT"],
    )  # fmt: skip
    for row, (sign, arrow) in enumerate(CASES, start=3):
        sheet.write_row(row, 1, [f"R{row}", "Thing", 100, VALUES[arrow], "", "", "", sign])
    book.close()
    excel = FakeExcel(path)
    monkeypatch.setattr(xw.Book, "_mock_caller", excel.book, raising=False)
    return excel


def _rules(excel: FakeExcel) -> list[tuple[str, Any]]:
    formatting = excel.cells["KPIs"].conditional_formatting
    return [(str(own.sqref), rule) for own in formatting for rule in own.rules]


def test_a_refresh_gives_arrows_and_changes_their_colours_once(plain: FakeExcel) -> None:
    assert ribbon.refresh_scorecard()[0] == "done"
    first = [(area, rule.formula) for area, rule in _rules(plain)]
    assert [area for area, _ in first] == [
        area for area in ("F4:F12", "G4:G12", "H4:H12") for _ in product(Palette, Judgement)
    ]
    ribbon.refresh_scorecard()
    assert [(area, rule.formula) for area, rule in _rules(plain)] == first


def test_colours_that_a_person_has_deleted_do_not_come_back(plain: FakeExcel) -> None:
    ribbon.refresh_scorecard()
    plain.cells["KPIs"].conditional_formatting = type(plain.cells["KPIs"].conditional_formatting)()
    ribbon.refresh_scorecard()
    assert _rules(plain) == []


def test_a_rule_that_excel_refuses_leaves_none_and_the_next_refresh_tries_again(
    plain: FakeExcel,
) -> None:
    rules = 0

    def refused(name: str) -> None:
        nonlocal rules
        rules += name == "conditional format"
        if name == "conditional format" and rules == 4:
            raise ExcelError(REFUSED, "no such formula")

    plain.before_call = refused
    kind, text = ribbon.refresh_scorecard()
    assert kind == "done"
    assert text.endswith(
        "The figures are right, but Excel did not take the colours for the arrows."
    )
    assert _rules(plain) == []
    ribbon.refresh_scorecard()
    assert len(_rules(plain)) == 18


GERMAN = {
    "AND(": "UND(", "ISNUMBER(": "ISTZAHL(", "FIND(": "FINDEN(", "LOWER(": "KLEIN(",
    "LEFT(": "LINKS(", "TRIM(": "GLÄTTEN(", "ROW(": "ZEILE(", ",": ";",
}  # fmt: skip


def test_an_excel_in_another_language_gets_the_rules_in_its_language(plain: FakeExcel) -> None:
    plain.language = GERMAN
    kind, text = ribbon.refresh_scorecard()
    assert kind == "done"
    assert "did not take the colours" not in text
    formulas = [rule.formula[0] for _, rule in _rules(plain)]
    assert len(formulas) == 18
    assert all(formula.startswith("UND(ScorecardColours=") for formula in formulas)
    assert all(":$F;ZEILE())" in formula or ":$H;ZEILE())" in formula for formula in formulas)
    assert "ScorecardFormula" not in plain.cells.defined_names


def test_colours_of_a_person_s_own_stay_as_they_are(plain: FakeExcel) -> None:
    own = plain.book.sheets["KPIs"].range("F6").conditional_formats
    own.add_custom("=TRUE", fill_color="#123456", font_color="#FFFFFF")
    ribbon.refresh_scorecard()
    assert [area for area, _ in _rules(plain)] == ["F6"]


def test_a_workbook_with_our_colours_gets_no_others(excel: FakeExcel) -> None:
    sheet = excel.cells["Scorecard"]
    before = [str(own.sqref) for own in sheet.conditional_formatting]
    ribbon.refresh_scorecard()
    assert [str(own.sqref) for own in sheet.conditional_formatting] == before


def test_a_protected_sheet_is_refreshed_and_gets_its_colours_later(plain: FakeExcel) -> None:
    plain.protected.add("KPIs")
    plain.open_columns = {6, 7, 8}
    kind, _ = ribbon.refresh_scorecard()
    assert (kind, plain.cells["KPIs"]["F4"].value, _rules(plain)) == ("done", "↑", [])
    plain.protected.clear()
    ribbon.refresh_scorecard()
    assert len(_rules(plain)) == 18


@pytest.mark.parametrize("palette", list(Palette))
def test_a_spreadsheet_program_colours_every_arrow_by_its_polarity(
    soffice: str, plain: FakeExcel, tmp_path: Path, palette: Palette
) -> None:
    ribbon.refresh_scorecard()
    for book in (plain.cells, plain.results):
        settings = book.create_sheet("Settings")
        settings.append(["Setting", "Value"])
        settings.append(["Colours", palette.value])
    ribbon.refresh_scorecard()
    sheet, rules = plain.cells["KPIs"], _rules(plain)
    for row in range(4, 4 + len(CASES)):
        for column, (_, rule) in enumerate(rules, start=FIRST_FREE_COLUMN):
            # A rule becomes an ordinary formula, whose result can be read.
            sheet.cell(row, column).value = f"={rule.formula[0]}"
    plain.cells.save(tmp_path / "cases.xlsx")
    shown = calculated(tmp_path / "cases.xlsx", soffice)
    swatches = SWATCHES[palette]
    for row, (sign, arrow) in enumerate(CASES, start=3):
        assert shown[row][5] == arrow
        results = shown[row][FIRST_FREE_COLUMN - 1 :]
        colours = [
            (area[0], f"#{rule.dxf.fill.bgColor.rgb[2:]}")
            for (area, rule), result in zip(rules, results, strict=True)
            if result == "TRUE"
        ]
        meaning = EXPECTED.get((sign, arrow))
        assert colours == ([] if meaning is None else [
            (column, swatches[meaning].fill) for column in "FG"
        ])  # fmt: skip
