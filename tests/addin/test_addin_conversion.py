"""The functions through xlwings' own conversion, as its server makes it for a cell.

``xlwings.server`` is licensed for noncommercial use; it is a tool of these tests, and nothing at
run time needs it. It gets blocks as lists of rows, and None for what was left out.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from xlscorecard.addin import functions
from xlscorecard.addin.registry.functions import FUNCTIONS, Function

# Our errors are texts in Python; the conversion makes real ones of them, as our VBA does.
ERRORS = {
    "#N/A": {"type": "Error", "errorType": "NotAvailable"},
    "#VALUE!": {"type": "Error", "errorType": "Value"},
}
SCRIPT = Path(__file__).with_name("server_calls.py")
MONTHS = [[
    "Aug-18", "Sep-18", "Oct-18", "Nov-18", "Dec-18", "Jan-19", "Feb-19",
    "Mar-19", "Apr-19", "May-19", "Jun-19", "Jul-19", "Aug-19",
]]  # fmt: skip
# scorecard.txt, the rows EH1a and EH1c, and one with what else a cell may hold.
EH1A = [18, 17, 20, 9, 21, 14, 81, 270, 60, 57, 144, 96, 126]
EH1C = [12, 22, 9, 21, 28, 22, 193, 898, 159, 163, 237, 217, 232]
MIXED = [None, "n/a", "", "#N/A", "1,234", True, "TBC", "Local", "-", 5, "5.9%", " 40 ", "44"]


class Call(NamedTuple):
    """A call of a function by its name in Excel, and what it should answer."""

    name: str
    arguments: list[Any]
    wanted: Any


def _own(name: str) -> Function:
    return next(own for own in FUNCTIONS if own.name == name)


def _as_on_this_machine(function: Function, *rows: list[Any]) -> Call:
    """A call with cells for every argument that has to be there; the rest is left out."""
    cells: dict[str, Any] = {
        "values": list(rows),
        "months": MONTHS,
        "current": [[row[-1]] for row in rows],
        "earlier": [[row[0]] for row in rows],
        "arrow": [["↑"]] * len(rows),
        "polarity": [["▼"]] * len(rows),
        "lag": [[1]],
    }
    arguments = [cells.get(argument.name) for argument in function.arguments]
    return Call(function.name, arguments, getattr(functions, function.python)(*arguments))


SAME = [
    _as_on_this_machine(own, *rows)
    for own in FUNCTIONS
    for rows in ((EH1A,), (EH1C, MIXED), (EH1A,) * 300)
]
BY_HAND = [
    Call("SC_PREVIOUS_CHANGE", [[EH1A], MONTHS], 126 / 96 - 1),
    Call("SC_YEAR_CHANGE", [[EH1C], MONTHS], 232 / 12 - 1),
    Call("SC_PREVIOUS_ARROW", [[EH1C], MONTHS], "→"),
    Call("SC_PREVIOUS_ARROW", [[EH1C], MONTHS, [["5%"]]], "↑"),
    Call("SC_MAX", [[EH1C], MONTHS], 898),
    Call("SC_AVERAGE", [[EH1A], MONTHS], 915 / 12),  # the document prints 76
    Call("SC_CHANGE", [[[12]], [[10]]], pytest.approx(0.2)),
    Call("SC_JUDGEMENT", [[["↑"]], [["▼"]]], "Negative"),
    Call("SC_PREVIOUS_CHANGE", [[[None] * 13], MONTHS], "#N/A"),
    Call("SC_PREVIOUS_CHANGE", [[EH1A], [["somewhen"] * 13]], "#VALUE!"),
    Call("SC_PREVIOUS_CHANGE", [[EH1A], MONTHS, [["weekly"]]], "#VALUE!"),
    Call("SC_LAG_CHANGE", [[EH1A], MONTHS, [[-1]]], "#VALUE!"),
]


@pytest.fixture(scope="module")
def answers() -> list[Any]:
    """What each call answers, all of them in one run."""
    calls = [[_own(call.name).python, call.arguments] for call in (*SAME, *BY_HAND)]
    run = subprocess.run(
        [sys.executable, SCRIPT],
        input=json.dumps(calls),
        env=os.environ | {"XLWINGS_LICENSE_KEY": "noncommercial"},
        capture_output=True,
        text=True,
        check=True,
    )
    found: list[Any] = json.loads(run.stdout)
    return found


@pytest.mark.parametrize(
    "number", range(len(SAME)), ids=lambda at: f"{SAME[at].name}, {len(SAME[at].wanted)} rows"
)
def test_the_conversion_changes_no_answer(number: int, answers: list[Any]) -> None:
    assert answers[number] == [[_as_converted(*row)] for row in SAME[number].wanted]


@pytest.mark.parametrize("number", range(len(BY_HAND)), ids=lambda at: BY_HAND[at].name)
def test_an_answer_is_what_was_worked_out_by_hand(number: int, answers: list[Any]) -> None:
    assert answers[len(SAME) + number] == [[_as_converted(BY_HAND[number].wanted)]]


def _as_converted(answer: Any) -> Any:
    return ERRORS.get(answer, answer) if isinstance(answer, str) else answer
