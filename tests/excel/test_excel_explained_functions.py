"""Explain this cell, on a cell with one of our functions: which argument, and why."""

import pytest

from tests.excel.excel_engine import FakeExcel
from xlscorecard.addin import ribbon
from xlscorecard.addin.buttons.log import log_path
from xlscorecard.addin.cells.calls import first_call

CELL = ("Settings", 40, 13)
ADDRESS = "Settings!M40"


def _explained(excel: FakeExcel, formula: str) -> list[str]:
    for book in (excel.cells, excel.results):
        book["Settings"].cell(40, 13).value = formula
    excel.selected = CELL
    kind, text = ribbon.explain_cell()
    assert kind == "done", text
    return text.split("\n\n")


VALUES, MONTHS = "Scorecard!F9:U9", "Scorecard!$F$8:$U$8"

CASES = {
    "an answer": (
        f"=SC_YEAR_CHANGE({VALUES},{MONTHS})",
        ["values: Scorecard!F9:U9\nmonths: Scorecard!$F$8:$U$8", "It answers 6."],
    ),
    "an arrow with the tolerance by its name": (
        f"=SC_PREVIOUS_ARROW({VALUES},{MONTHS},SettingsTolerance)", ["It answers ↑."],
    ),
    "a word that is no frequency": (
        f'=SC_MAX({VALUES},{MONTHS},"weekly")',
        [
            'It shows #VALUE!, because the argument frequency is "weekly". Expected: monthly or '
            "quarterly or annual."
        ],
    ),
    "months that are too few": (
        f"=SC_MAX({VALUES},Scorecard!F8:T8)",
        ["It shows #VALUE!, because the argument months is 15 cells. Expected: 16, one for each "
         "column of values."],
    ),
    "a value that is missing": (
        "=SC_CHANGE(Scorecard!Z1,5)",
        ["It shows #N/A, because the current value is missing."],
    ),
    "an earlier value of zero": (
        "=SC_CHANGE(5,0)",
        ["It shows #N/A, because no % change can be reckoned from an earlier value of 0 or below."],
    ),
    "a month without a value": (
        f"=SC_LAG_CHANGE({VALUES},{MONTHS},40)",
        ["It shows #N/A, because there is no value for Apr-16."],
    ),
    "a lag of nothing": (
        f"=SC_LAG_CHANGE({VALUES},{MONTHS},0)",
        ["It shows #VALUE!, because the argument lag is 0. Expected: a whole number from 1 to "
         "1200."],
    ),
    "a call within another formula": (
        '=IF(A1="SC_MAX(1,2)","",ROUND(sc_change(3, 2),1))', ["current: 3\nearlier: 2",
        "It answers 0.5."],
    ),
    "a cell of another workbook": (
        "=SC_CHANGE(5,[Other.xlsx]Scorecard!F9)", ["It answers 0.25."],
    ),
    "whole columns": (
        "=SC_CHANGE(F:F,2)",
        ["It shows #VALUE!, because its argument current cannot be read: F:F. Name a row of "
         "cells, or a block."],
    ),
    "too few arguments": (
        "=SC_CHANGE(3)", ["It shows #VALUE!, because 1 argument where 2 or more belong."],
    ),
    "an argument of which Excel makes an error": (
        "=SC_CHANGE(NOSUCHNAME,2)", ["It shows #N/A, because the current value is missing."],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_function_is_explained_by_its_arguments(excel: FakeExcel, case: str) -> None:
    formula, expected = CASES[case]
    first, *rest = _explained(excel, formula)
    assert first.startswith(f"{ADDRESS}: SC_")
    shown = [text.translate({ord("↑"): "up"}) for text in expected]
    assert rest[-len(shown) :] == shown


def test_a_block_names_the_rows_with_errors(excel: FakeExcel) -> None:
    paragraphs = _explained(excel, "=SC_YEAR_ARROW(Scorecard!F9:U17,Scorecard!F8:U8)")
    assert paragraphs[2] == "9 answers, 4 of them errors."
    assert paragraphs[3].startswith("Row ")
    assert "It shows #N/A, because there is no value for Aug-" in paragraphs[3]


def test_the_log_names_the_cell_and_the_error_and_no_value(excel: FakeExcel) -> None:
    _explained(excel, '=SC_MAX(Scorecard!F9:U9,Scorecard!F8:U8,"a private word")')
    log = log_path().read_text("utf-8")
    assert f"explained {ADDRESS}: SC_MAX, errors: ['#VALUE!']" in log
    assert "private" not in log


@pytest.mark.parametrize(
    ("formula", "arguments"),
    [
        ("=SC_CHANGE(A1,B1)", ("A1", "B1")),
        ("SC_CHANGE( 'It''s, here'!A1 , {1,2;3,4})", ("'It''s, here'!A1", "{1,2;3,4}")),
        ('=SC_ARROW(IF(A1="(",1,2),B1,,"points")', ('IF(A1="(",1,2)', "B1", "", '"points"')),
        ("=SC_CHANGE()", ()),
        ("=SC_CHANGE(1,2", ("1", "2")),
    ],
)
def test_the_arguments_of_a_call_are_found(formula: str, arguments: tuple[str, ...]) -> None:
    call = first_call(formula)
    assert call is not None
    assert call.arguments == arguments


@pytest.mark.parametrize("formula", ["=SUM(A1)", '="SC_CHANGE(1,2)"', "=MY_SC_CHANGE(1,2)", ""])
def test_other_formulas_hold_no_call(formula: str) -> None:
    assert first_call(formula) is None
