"""The COM server of xlwings, in a Windows Python under Wine, called as the workbook calls it.

All calls are made in one run, and each test looks at its answer. Expected values are those of
the same functions on this machine, and for some worked out by hand from docs/measures.md.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import xlscorecard
from tests.wine.windows_python import WindowsPython, windows_path
from xlscorecard.addin import functions
from xlscorecard.addin.registry.functions import FUNCTIONS
from xlscorecard.core.sheet.content import ErrorCode

PACKAGE = Path(xlscorecard.__file__).parent
MODULE = "xlscorecard.addin.functions"
RUN_SECONDS = 180

# An interpreter with its own search paths does not look beside the script.
START = (
    "import sys; sys.path.append(sys.argv[1]); "
    "import tests.wine.com_client as client; client.main(*sys.argv[2:])"
)

# Contents as variants.py describes them.
MISSING = {"missing": None}
EMPTY = None
NOT_AVAILABLE = {"error": 2042}
DIVISION_BY_ZERO = {"error": 2007}
XL_ERRORS = {2042: "#N/A", 2007: "#DIV/0!"}

# Aug-18 to Aug-19, the row EH1a of the scorecard document, and rows with all that cells can hold.
MONTHS = (
    "Aug-18", "Sep-18", "Oct-18", "Nov-18", "Dec-18", "Jan-19", "Feb-19",
    "Mar-19", "Apr-19", "May-19", "Jun-19", "Jul-19", "Aug-19",
)  # fmt: skip
DATES = [
    [{"date": f"{year}-{number:02}-01"} for year, number in
     [*((2018, number) for number in range(8, 13)), *((2019, number) for number in range(1, 9))]]
]  # fmt: skip
SERIALS = [(date.fromisoformat(own["date"]) - date(1899, 12, 30)).days for own in DATES[0]]
EH1A = [18, 17, 20, 9, 21, 14, 81, 270, 60, 57, 144, 96, 126]
MIXED = [
    {"currency": "1200.55"}, "n/a", EMPTY, NOT_AVAILABLE, "1,234", True, "TBC",
    {"date": "2019-03-01"}, DIVISION_BY_ZERO, "-", "5.9%", {"currency": "1500"}, " £1,350 ",
]  # fmt: skip
QUARTERLY = [
    EMPTY, "439", EMPTY, EMPTY, 399, EMPTY, EMPTY, EMPTY, EMPTY, 397, EMPTY, EMPTY, EMPTY
]  # fmt: skip
SHARES = [0.062, 0.07, 0.06, 0.05, 0.06, 0.07, 0.08, 0.07, 0.06, 0.07, 0.08, 0.075, 0.078]
NOTHING = [EMPTY] * len(MONTHS)

ROW = [EH1A]
BLOCK = [EH1A, MIXED, QUARTERLY, SHARES, NOTHING]


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A call of a function, and what it is about."""

    about: str
    function: str
    arguments: Sequence[Any]

    @property
    def name(self) -> str:
        return f"{self.function}: {self.about}"

    @property
    def step(self) -> dict[str, Any]:
        return {"call": [MODULE, self.function, list(self.arguments)]}


# What the arguments of each name can be: those that are required …
REQUIRED: Mapping[str, dict[str, Any]] = {
    "a single row": {
        "values": ROW, "months": [list(MONTHS)], "lag": 3,
        "arrow": "↑", "polarity": "▲", "current": 126, "earlier": 96,
    },
    "a block of rows": {
        "values": BLOCK, "months": DATES, "lag": 3,
        "arrow": [["↑"], ["↓"], ["→"], ["-"], [EMPTY]],
        "polarity": [["▲"], ["▲"], ["▼"], ["▼"], [EMPTY]],
        "current": [[126], ["1,350"], [{"currency": "397.1234"}], [0.078], [NOT_AVAILABLE]],
        "earlier": [[96], [{"currency": "1500"}], ["399"], [0.075], [1]],
    },
    "months as dates": {"values": ROW, "months": DATES, "lag": {"currency": "3"}},
    "months and durations as our VBA hands them over": {
        "values": [[f"|date| {n / 4}| {n / 4}|[h]:mm" for n in range(1, len(MONTHS) + 1)]],
        "months": [[f"|date| {serial}| {serial}|mmm-yy" for serial in SERIALS]],
        "lag": 3,
    },
    "months below each other": {"values": ROW, "months": [[month] for month in MONTHS], "lag": 12},
    "cells that are no numbers": {
        "values": [MIXED], "months": [list(MONTHS)], "lag": 1,
        "arrow": DIVISION_BY_ZERO, "polarity": EMPTY, "current": " £1,350 ", "earlier": "1,234",
    },
    "not enough data": {
        "values": [NOTHING], "months": [list(MONTHS)], "lag": 3,
        "arrow": "-", "polarity": "▼", "current": EMPTY, "earlier": 1,
    },
    "an error cell": {
        "arrow": NOT_AVAILABLE, "polarity": "▲", "current": 1, "earlier": NOT_AVAILABLE,
    },
    "a zero base": {"current": 1, "earlier": 0},
    "a wrong argument": {
        "values": ROW, "months": [["Total", *MONTHS[1:]]], "lag": 3,
        "arrow": 5, "polarity": "▲", "current": [[1], [2]], "earlier": [[1], [2], [3]],
    },
    "a wrong second argument": {
        "values": ROW, "months": [list(MONTHS[1:])], "lag": 3,
        "arrow": "↑", "polarity": "up", "current": [[1, 2]], "earlier": 1,
    },
    "no lag": {"values": ROW, "months": [list(MONTHS)], "lag": EMPTY},
    "a lag that is an error": {"values": ROW, "months": [list(MONTHS)], "lag": NOT_AVAILABLE},
}  # fmt: skip

# … and those that are optional, each with the others left empty, in calls with a block of rows.
OPTIONAL: Mapping[str, dict[str, Any]] = {
    "frequency": {
        "monthly": "monthly",
        "quarterly": "Quarterly",
        "annual": "annual",
        "one for each row": [["monthly"], [EMPTY], ["quarterly"], ["annual"], ["weekly"]],
        "an error": NOT_AVAILABLE,
    },
    "unit": {
        "per cent": "%",
        "points": "points",
        "one for each row": [["%"], [EMPTY], ["%"], ["points"], ["litres"]],
        "a number": 1,
    },
    "tolerance": {
        "a number": 0.4,
        "a text": "40%",
        "a currency": {"currency": "0.4"},
        "one for each row": [[0.4], ["30%"], [EMPTY], [{"currency": "0.05"}], [2]],
        "an error": DIVISION_BY_ZERO,
    },
}


def _calls() -> Iterator[Call]:
    for function in FUNCTIONS:
        required = [own.name for own in function.arguments if not own.optional]
        optional = [own.name for own in function.arguments if own.optional]

        def call(
            about: str,
            values: Mapping[str, Any],
            python: str = function.python,
            names: Sequence[str] = tuple(own.name for own in function.arguments),
        ) -> Call:
            return Call(
                about=about, function=python, arguments=[values.get(name) for name in names]
            )

        for about, values in REQUIRED.items():
            if set(required) <= set(values):
                yield call(about, values)
                if optional:
                    left_out = dict.fromkeys(optional, MISSING)
                    yield call(f"{about}, the rest left out", values | left_out)
        block = REQUIRED["a block of rows"]
        for name in optional:
            for about, given in OPTIONAL[name].items():
                yield call(f"{name}, {about}", block | {name: given})
        if {"tolerance", "unit"} <= set(optional):
            points: dict[str, Any] = {"tolerance": 0.003, "unit": "points"}
            yield call("points with a tolerance", block | points)


CALLS = tuple(_calls())


class ByHand(NamedTuple):
    """A call whose answer follows from docs/measures.md by arithmetic on paper."""

    call: Call
    answer: Any


def _by_hand(about: str, function: str, arguments: Sequence[Any], answer: Any) -> ByHand:
    return ByHand(Call(about=f"{about} (by hand)", function=function, arguments=arguments), answer)


_HEADING = [list(MONTHS)]
BY_HAND = (
    # 126 / 96 − 1, 126 / 18 − 1 and 126 / 144 − 1, which binary numbers hold exactly.
    _by_hand("EH1a", "previous_change", [ROW, _HEADING, EMPTY, EMPTY], 0.3125),
    _by_hand("EH1a", "previous_arrow", [ROW, _HEADING, EMPTY, EMPTY, EMPTY], "↑"),
    _by_hand("EH1a at 40%", "previous_arrow", [ROW, _HEADING, 0.4, EMPTY, EMPTY], "→"),
    _by_hand("EH1a", "year_change", [ROW, DATES, EMPTY, EMPTY], 6.0),
    _by_hand("EH1a", "year_arrow", [ROW, DATES, MISSING, MISSING, MISSING], "↑"),
    _by_hand("EH1a, two before", "lag_change", [ROW, _HEADING, 2, EMPTY, EMPTY], -0.125),
    # 17 + 20 + 9 + 21 + 14 + 81 + 270 + 60 + 57 + 144 + 96 + 126 = 915, of twelve.
    _by_hand("EH1a", "average", [ROW, _HEADING, EMPTY], 76.25),
    _by_hand("EH1a", "maximum", [ROW, _HEADING, EMPTY], 270.0),
    _by_hand("EH1a", "minimum", [ROW, _HEADING, EMPTY], 9.0),
    # YO2, of which a cell is a text: (439 + 399 + 397) / 3 is the document's 412, rounded.
    _by_hand("YO2", "maximum", [[QUARTERLY], _HEADING, "quarterly"], 439.0),
    # 1,234 as a text, TRUE and a date that are no values, 5.9%, 1,500 and £1,350.
    _by_hand("a mixed row", "minimum", [[MIXED], _HEADING, EMPTY], 0.059),
    _by_hand("a mixed row", "maximum", [[MIXED], _HEADING, EMPTY], 1500.0),
    _by_hand("no values", "average", [[NOTHING], _HEADING, EMPTY], "#N/A"),
    _by_hand("no month", "average", [ROW, [["Total", *MONTHS[1:]]], EMPTY], "#VALUE!"),
    # 6.0 → 6.6 is exactly the tolerance, as Excel shows the numbers.
    _by_hand("at the tolerance", "arrow", [6.6, 6, EMPTY, EMPTY], "↑"),
    _by_hand("rows", "arrow", [[[6.6], [5], [6.1]], 6, EMPTY, EMPTY], [["↑"], ["↓"], ["→"]]),
    _by_hand("money", "change", [{"currency": "1500"}, {"currency": "1200"}, EMPTY], 0.25),
    _by_hand("a zero base", "change", [1, 0, EMPTY], "#N/A"),
    _by_hand("points", "change", [0.75, 0.5, "points"], 0.25),
    _by_hand(
        "words",
        "judgement",
        [[["↑"], ["↑"], ["→"], ["↓"], ["↑"], ["-"]], [["▲"], ["▼"], ["▲"], ["▼"], [EMPTY], ["▲"]]],
        [["Positive"], ["Negative"], ["Similar"], ["Positive"], [""], ["#N/A"]],
    ),
)

_RECEIVED = [
    [1.5, "▲ ↑", True, EMPTY, MISSING, NOT_AVAILABLE, {"date": "2019-08-01"}],
    [{"currency": "12.5"}, DIVISION_BY_ZERO, "", False, -7, 1e300, "é"],
]
_ALIVE = Call(about="alive", function="change", arguments=[3, 2, EMPTY]).step
_START = {"activate": None}
STEPS: Mapping[str, dict[str, Any]] = {
    "start": _START,
    "receive a block": {"receive": _RECEIVED},
    "receive a cell": {"receive": {"currency": "12.3456"}},
    **{call.name: call.step for call in CALLS},
    **{own.call.name: own.call.step for own in BY_HAND},
    "an unknown function": {"call": [MODULE, "no_such_function", []]},
    "after an unknown function": _ALIVE,
    "crash": {"crash": None},
    "until it has crashed": {"wait": 3},
    "after the crash": _ALIVE,
    "the second attempt": _START,
    "after the second attempt": _ALIVE,
    "end": {"end": None},
    "until it has ended": {"wait": 3},
    "start after the end": _START,
    "after the start": _ALIVE,
}


class Run(NamedTuple):
    """What all steps have answered, and whether no process stayed behind."""

    answers: Mapping[str, dict[str, Any]]
    has_ended: bool


@pytest.fixture(scope="module")
def run(windows: WindowsPython, tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("wine")
    steps, answers = folder / "steps.json", folder / "answers.json"
    steps.write_text(json.dumps(list(STEPS.values())), "utf-8")
    paths = (Path(__file__).parents[2], steps, answers, PACKAGE.parent)
    try:
        windows.run(["-B", "-c", START, *map(windows_path, paths)], seconds=RUN_SECONDS)
    finally:
        has_ended = windows.has_ended()
    given = json.loads(answers.read_text("utf-8"))
    return Run(dict(zip(STEPS, given, strict=True)), has_ended)


def test_no_function_of_the_registry_is_left_out() -> None:
    registered = {function.python for function in FUNCTIONS}
    assert {call.function for call in CALLS} == registered
    assert {own.call.function for own in BY_HAND} == registered


def test_no_two_steps_have_the_same_name() -> None:
    names = [call.name for call in CALLS] + [own.call.name for own in BY_HAND]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.name)
def test_the_server_answers_what_the_function_answers_here(call: Call, run: Run) -> None:
    answers = getattr(functions, call.function)(*map(_python, call.arguments))
    assert run.answers[call.name] == {"value": _flattened(answers)}


@pytest.mark.parametrize("own", BY_HAND, ids=lambda own: own.call.name)
def test_the_server_answers_what_the_rules_say(own: ByHand, run: Run) -> None:
    assert run.answers[own.call.name] == {"value": own.answer}


@pytest.mark.parametrize("function", sorted({call.function for call in CALLS}))
def test_each_function_has_calls_with_values_without_data_and_with_wrong_arguments(
    function: str, run: Run
) -> None:
    values = [run.answers[call.name]["value"] for call in CALLS if call.function == function]
    assert "#VALUE!" in values
    assert "#N/A" in values
    assert any(isinstance(value, list) for value in values)
    assert any(
        value not in ("#VALUE!", "#N/A") for value in values if isinstance(value, str | float)
    )


def test_cells_reach_python_in_the_types_that_excel_sends(run: Run) -> None:
    # The types of pywin32: None for an empty cell, negative integers for errors, Decimal for
    # money. -2146826246 is 0x800A07FA, xlErrNA 2042; -2146826281 is 0x800A07D7, xlErrDiv0 2007.
    assert run.answers["receive a block"] == {
        "value": "((1.5, '▲ ↑', True, None, -2147352572, -2146826246, "
        "pywintypes.datetime(2019, 8, 1, 0, 0, tzinfo=TimeZoneInfo('GMT Standard Time', True))), "
        "(Decimal('12.5'), -2146826281, '', False, -7.0, 1e+300, 'é'))"
    }
    assert run.answers["receive a cell"] == {"value": "12.3456"}


def test_no_call_needs_a_workbook_or_a_caller(run: Run) -> None:
    calls = [*CALLS, *(own.call for own in BY_HAND)]
    assert {len(call.step["call"]) for call in calls} == {3}
    assert [call.name for call in calls if "error" in run.answers[call.name]] == []
    source = (PACKAGE / "addin" / "vba" / "ScorecardServer.bas").read_text("utf-8")
    assert f'FUNCTIONS_MODULE As String = "{MODULE}"' in source
    assert ".CallUDF(FUNCTIONS_MODULE, functionName, arguments)\n" in source


def test_an_unknown_function_is_an_error_after_which_the_server_goes_on(run: Run) -> None:
    first_line = run.answers["an unknown function"]["error"].splitlines()[0]
    assert first_line == f"AttributeError: module '{MODULE}' has no attribute 'no_such_function'"
    assert run.answers["after an unknown function"] == {"value": 0.5}


def test_a_call_fails_after_a_crash_and_the_second_attempt_starts_a_new_server(run: Run) -> None:
    # A process that Windows is told to terminate is not tried: see README.md. -2147023174 is
    # 0x800706BA, RPC_S_SERVER_UNAVAILABLE.
    assert run.answers["crash"] == {"value": None}
    assert run.answers["after the crash"] == {"error": "no method CallUDF: -2147023174"}
    assert run.answers["the second attempt"] == {"value": None}
    assert run.answers["after the second attempt"] == {"value": 0.5}


def test_a_server_that_was_ended_starts_again(run: Run) -> None:
    assert run.answers["end"] == {"value": None}
    assert run.answers["start after the end"] == {"value": None}
    assert run.answers["after the start"] == {"value": 0.5}


def test_no_process_stays_behind(run: Run) -> None:
    assert run.has_ended


def _python(content: Any) -> Any:
    """A content as the functions take it, without COM in between."""
    match content:
        case list():
            return tuple(tuple(map(_python, row)) for row in content)
        case {"error": number}:
            return ErrorCode(XL_ERRORS[number])
        case {"date": text}:
            return date.fromisoformat(text)
        case {"currency": text}:
            return float(Decimal(text))
        case {"missing": None}:
            return None
        case _:
            return content


def _flattened(answers: list[list[float | str]]) -> Any:
    """A block as CallUDF hands it over: a single cell as it is, a column as a block."""
    return answers[0][0] if len(answers) == len(answers[0]) == 1 else answers
