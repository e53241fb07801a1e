"""LibreOffice runs the workbook's VBA: opening, buttons, and functions from cells into Python.

The cell calls the generated wrapper, that calls ScorecardServer, that calls a server object, and
that calls the real Python function in the tests' own process. See ``macro_workbook`` for what had
to be replaced. LibreOffice shows an error of CVErr as the text 'Error 2042', whose number is
Excel's. On the way out of its BASIC the dates of a block become their numbers; that they arrive as
dates is tested on Windows' own types in ``tests/wine``. It never tells the text of its status bar.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, cast

import openpyxl
import pytest
from openpyxl.cell.cell import MergedCell

from tests.conftest import REQUIRE
from tests.libreoffice.macro_workbook import macro_workbook
from tests.libreoffice.uno_session import Session, session
from tests.wine.com_client import command
from xlscorecard.addin import functions
from xlscorecard.addin.configuration import CONFIGURATION, Key
from xlscorecard.addin.registry.functions import CATEGORY, FUNCTIONS
from xlscorecard.addin.vba.sources import vba_source
from xlscorecard.addin.workbook.build import workbook_bytes
from xlscorecard.addin.workbook.functions_sheet import FIRST_ROW
from xlscorecard.books.excel.content import content_of
from xlscorecard.books.excel.finishes import WORDS, Finish
from xlscorecard.core.sheet.address import Area
from xlscorecard.setup.this_machine import OUTSIDE_SERVER

NOT_AVAILABLE, VALUE, NAME = "Error 2042", "Error 2015", "Error 2029"
# -4105 and -4135 are Excel's xlCalculationAutomatic and xlCalculationManual.
USUAL = "screen True, events True, calculation -4105"
DISTURBED = "screen False, events False, calculation -4135"
SPARE = "Settings"  # a sheet with room for a formula at M1


NOTHING_PUT_BACK = ["silent", ""]


class PythonServer:
    """What xlwings' server is to the VBA: it calls functions and actions, and may die."""

    def __init__(self) -> None:
        self.calls: list[tuple[Any, ...]] = []
        self.messages: list[tuple[str, int, str]] = []
        self.options: list[tuple[Any, ...]] = []
        self.states: list[str] = []
        self.attempts = 0
        self.started = 0
        self.ended = 0
        self.typed = ""
        self.calculated = 0
        self.commands: list[tuple[str, ...]] = []
        self.is_dead = False
        self.is_absent = False
        self.is_deadly = False
        """Whether Python ends at each call."""
        self.outcome: list[str] | Exception = ["done", "as it should be"]
        self.put_back: list[str] | Exception = NOTHING_PUT_BACK

    @property
    def actions(self) -> list[str]:
        """The actions that have been called, without the functions of cells."""
        ours = [call for call in self.calls if call[0] == "xlscorecard.addin.ribbon"]
        assert all(name == "click" and len(holder) == 2 for _, name, (_, holder, _) in ours)
        return [action for _, _, (action, *_) in ours]

    def __call__(self, method: str, arguments: tuple[Any, ...]) -> object:
        if method == "Started":
            self.attempts += 1
            self.commands.append(arguments)
            if self.is_absent:
                raise OSError("the program cannot be started")
            self.started += 1
            self.is_dead = False
        elif method == "Ended":
            self.ended += 1
            self.is_dead = True
        elif method == "CalculateFull":
            self.calculated += 1
        elif method == "Str":
            self._require_life()
            return arguments[0]
        elif method == "Saw":
            self.states.append(arguments[0])
        elif method == "MsgBox":
            text, buttons, title = arguments
            self.messages.append((text, int(buttons), title))
        elif method == "InputBox":
            return self.typed
        elif method == "MacroOptions":
            self.options.append(arguments)
        elif method == "CallUDF":
            return self._call(*arguments)
        else:
            raise ValueError(f"no method {method}")
        return None

    def _require_life(self) -> None:
        if self.is_dead:
            raise OSError("the RPC server is unavailable")

    def _call(self, module: str, name: str, arguments: tuple[Any, ...], *_: object) -> object:
        self.calls.append((module, name, arguments))
        self.is_dead = self.is_dead or self.is_deadly
        self._require_life()
        if module != functions.__name__:
            outcome = self.put_back if arguments[0] == "put_back_interrupted" else self.outcome
            if isinstance(outcome, Exception):
                raise outcome
            return tuple(outcome)
        answers: list[list[float | str]] = getattr(functions, name)(*arguments)
        # As xlwings flattens a block of one cell.
        return answers if len(answers) > 1 else answers[0][0]


@pytest.fixture(scope="session")
def uno_python() -> str:
    """A Python that has UNO, on Debian that of the package ``python3-uno``."""
    for name in ("/usr/bin/python3", "python3"):
        path = shutil.which(name)
        if path is None:
            continue
        command = [path, "-c", "import uno"]
        if subprocess.run(command, check=False, capture_output=True).returncode == 0:
            return path
    reason = "no Python has the module uno (apt install python3-uno)"
    if "libreoffice" in os.environ.get(REQUIRE, "").lower():
        pytest.fail(f"{reason}, and {REQUIRE} asks for it")
    pytest.skip(reason)


@pytest.fixture(scope="module")
def python() -> PythonServer:
    return PythonServer()


@pytest.fixture(scope="module")
def office(
    soffice: str, uno_python: str, python: PythonServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Session]:
    with opened(soffice, uno_python, python, tmp_path_factory.mktemp("libreoffice")) as session_:
        yield session_


@contextmanager
def opened(soffice: str, uno_python: str, python: PythonServer, folder: Path) -> Iterator[Session]:
    """A LibreOffice in which the workbook is open."""
    path = folder / "Scorecard.xlsm"
    path.write_bytes(macro_workbook())
    with session(soffice, uno_python, folder, python) as running:
        running.load(path)
        yield running


@pytest.fixture
def clicks() -> PythonServer:
    """The server of a workbook in which buttons are clicked."""
    return PythonServer()


@pytest.fixture
def fresh(soffice: str, uno_python: str, clicks: PythonServer, tmp_path: Path) -> Iterator[Session]:
    """A workbook of its own, in which no cell waits to be calculated."""
    with opened(soffice, uno_python, clicks, tmp_path) as running:
        yield running


@pytest.fixture
def calm(office: Session, python: PythonServer) -> Session:
    """The workbook with a server that is alive."""
    python.is_absent = False
    python.outcome = ["done", "as it should be"]
    python.put_back = NOTHING_PUT_BACK
    python.messages.clear()
    python.calls.clear()
    office.run("ScorecardServer.CallAction", "about", "")  # ends the pause after a failure
    python.calls.clear()
    return office


def answered(office: Session, formula: str) -> object:
    """What one cell shows for a formula."""
    office.write(SPARE, "M1", formula)
    ((content,),) = office.read(SPARE, "M1")
    return content


@pytest.fixture(scope="module")
def cached(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The Functions sheet as the built workbook holds it."""
    path = tmp_path_factory.mktemp("cached") / "Scorecard.xlsm"
    path.write_bytes(workbook_bytes())
    return openpyxl.load_workbook(path, data_only=True)["Functions"]


def test_the_canary_macros_run_at_all(office: Session) -> None:
    assert answered(office, "=CANARY()") == (0, "macros run")


def test_opening_the_workbook_gave_every_function_its_texts(
    office: Session, python: PythonServer
) -> None:
    assert office.active_sheet() == "Scorecard"
    assert python.options == [
        (
            f"'Scorecard.xlsm'!{own.name}",
            own.text,
            CATEGORY,
            tuple(argument.text for argument in own.arguments),
        )
        for own in FUNCTIONS
    ]


@pytest.mark.parametrize("position", range(len(FUNCTIONS)), ids=[own.name for own in FUNCTIONS])
def test_a_live_example_gives_what_the_workbook_holds(
    position: int, calm: Session, cached: Any, python: PythonServer
) -> None:
    row = FIRST_ROW + position
    calm.calculate()
    ((content,),) = calm.read("Functions", f"D{row}")
    assert content == (0, pytest.approx(cached[f"D{row}"].value))
    assert FUNCTIONS[position].python in {name for _, name, _ in python.calls}


def test_the_example_of_a_block_gives_what_the_workbook_holds(calm: Session, cached: Any) -> None:
    first = FIRST_ROW + len(FUNCTIONS) + 3
    assert cached[f"A{first}"].value == "EH1a"
    calm.calculate()
    area = f"D{first}:D{first + 4}"
    shown = [content for (content,) in calm.read("Functions", area)]
    wanted = [cell.value for (cell,) in cached[area]]
    assert shown == [(0, NOT_AVAILABLE if own == "#N/A" else own) for own in wanted]
    assert "↑" in wanted


def test_a_block_is_one_call_with_the_cells_as_they_are(
    calm: Session, python: PythonServer
) -> None:
    calm.write(SPARE, "O1:O9", "=SC_MAX(Scorecard.F9:U17;Scorecard.F8:U8)")
    shown = [content for (content,) in calm.read(SPARE, "O1:O9")]
    assert shown[:3] == [(0, 270), (0, 898), (0, 519)]
    ((_, name, arguments),) = python.calls
    values, months, frequency = arguments
    assert (name, frequency) == ("maximum", None)
    heading = tuple(date(2018 + (m > 12), (m - 1) % 12 + 1, 1) for m in range(5, 21))
    assert tuple(content_of(own) for own in months[0]) == heading
    assert len(values) == 9
    assert values[0][:3] == (37, 19, 42)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("=SC_CHANGE(3;2)", 0.5),
        ("=SC_CHANGE(3;0)", NOT_AVAILABLE),
        ('=SC_CHANGE(3;"n/a")', NOT_AVAILABLE),
        ('=SC_CHANGE(3;2;"per cent")', VALUE),
        ("=SC_ARROW(6.6;6)", "↑"),
        ("=SC_ARROW(6.6;6;0)", VALUE),
        ("=SC_ARROW(6.6;6;20%)", "→"),
        ('=SC_JUDGEMENT("↑";"▼")', "Negative"),
        ('=SC_JUDGEMENT("↑";"")', ""),
        ("=SC_LAG_CHANGE(Scorecard.F9:U9;Scorecard.F8:U8;0)", VALUE),
        ("=SC_MIN(Scorecard.F9:U9;Scorecard.F8:T8)", VALUE),
        ("=SC_YEAR_ARROW(Scorecard.F14:U14;Scorecard.F8:U8)", NOT_AVAILABLE),
    ],
)
def test_a_cell_shows_the_answer_or_a_real_error(
    calm: Session, formula: str, expected: object
) -> None:
    assert answered(calm, formula) == (0, expected)


def test_an_error_is_one_of_vba_and_no_text(calm: Session) -> None:
    assert answered(calm, "=TYPE_OF_CHANGE(3;0)") == (0, "Error")
    assert answered(calm, "=TYPE_OF_CHANGE(3;2)") == (0, "Double")


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ("F8", "String"),
        ("F8:U8", "String"),
        ("F9", "Double"),
        ("F9:U9", "Double"),
        ("A9", "String"),
    ],
)
def test_a_date_goes_to_python_with_its_number_and_its_format(
    calm: Session, cells: str, expected: str
) -> None:
    assert answered(calm, f"=TYPE_OF_FIRST(Scorecard.{cells})") == (0, expected)


def test_errors_of_a_block_stand_in_their_own_cells(calm: Session) -> None:
    calm.write(SPARE, "P1:P9", "=SC_PREVIOUS_ARROW(Scorecard.F9:U17;Scorecard.F8:U8)")
    shown = [content for ((_, content),) in calm.read(SPARE, "P1:P9")]
    assert shown == ["↑", "→", "↓", "↑", "→", *[NOT_AVAILABLE] * 4]


def test_after_the_server_has_died_the_second_attempt_answers(
    calm: Session, python: PythonServer
) -> None:
    before, python.is_dead = python.started, True
    assert answered(calm, "=SC_CHANGE(5;4)") == (0, 0.25)
    assert python.started == before + 1


def test_one_formula_over_300_rows_is_one_call(calm: Session, python: PythonServer) -> None:
    for row in (1, 300):
        calm.write(SPARE, f"AA{row}", "=ROW()")
    python.calls.clear()
    calm.write(SPARE, "AC1:AC300", "=SC_CHANGE(AA1:AA300;AA1:AA300)")
    answers = calm.read(SPARE, "AC1:AC300")
    assert [answers[0], answers[299]] == [[(0.0, 0)], [(0.0, 0)]]
    assert len(answers) == 300
    assert [name for _, name, *_ in python.calls] == ["change"]


def test_without_python_a_cell_shows_name_and_does_not_try_again_at_once(
    calm: Session, python: PythonServer
) -> None:
    python.is_dead = python.is_absent = True
    assert answered(calm, "=SC_CHANGE(7;4)") == (0, NAME)
    tried = python.attempts
    assert answered(calm, "=SC_CHANGE(8;4)") == (0, NAME)
    assert python.attempts == tried


def test_a_call_that_fails_in_a_living_python_shows_value_and_keeps_the_server(
    calm: Session, python: PythonServer
) -> None:
    before = python.started
    assert answered(calm, '=CallFunction("nothing";1)') == (0, VALUE)
    assert python.started == before


def test_the_button_calls_its_action_and_shows_the_outcome(
    fresh: Session, clicks: PythonServer
) -> None:
    clicks.outcome = ["done", "9 indicators refreshed\n\n3 things to look at"]
    fresh.run("ScorecardRibbon.RefreshScorecard")
    assert "refresh_scorecard" in clicks.actions
    assert clicks.messages == [
        ("9 indicators refreshed\r\n\r\n3 things to look at", 64, "Scorecard")
    ]


def test_a_refusal_is_shown_as_a_warning(fresh: Session, clicks: PythonServer) -> None:
    clicks.outcome = ["refused", "Scorecard: a protected sheet"]
    fresh.run("xlwings.Press", "RefreshScorecardClicked")
    assert clicks.messages == [("Scorecard: a protected sheet", 48, "Scorecard")]


def test_when_python_dies_the_state_comes_back_and_the_message_says_what_to_do(
    fresh: Session, clicks: PythonServer
) -> None:
    clicks.outcome = clicks.put_back = OSError("the RPC server is unavailable")
    fresh.run("xlwings.RefreshDisturbed")
    assert clicks.states == [USUAL, DISTURBED, USUAL]
    ((text, buttons, title),) = clicks.messages
    assert (buttons, title) == (16, "Scorecard")
    *explained, technical = text.split("\r\n\r\n")
    assert explained == [
        "That did not work, because Python gave no answer.",
        "What to do: click Restart Python, then click once more. If this message comes back, show "
        "it to whoever set this up.",
        "What was typed is untouched. If a refresh was cut short, Undo last refresh puts back what "
        "it had written.",
    ]
    assert technical.startswith("For whoever set it up: ")
    assert "the RPC server is unavailable" in technical


def test_when_python_dies_in_the_middle_a_new_one_puts_back_and_says_so(
    fresh: Session, clicks: PythonServer
) -> None:
    clicks.outcome = OSError("the RPC server is unavailable")
    clicks.put_back = ["done", "Python stopped in the middle of the refresh."]
    before = clicks.started
    fresh.run("xlwings.RefreshDisturbed")
    assert clicks.actions == ["refresh_scorecard", "put_back_interrupted"]
    assert clicks.started == before + 2  # one for the click, one for what is put back
    assert clicks.states == [USUAL, DISTURBED, USUAL]
    assert clicks.messages == [
        ("Python stopped in the middle of the refresh.", 64, "Scorecard")
    ]  # fmt: skip


def test_an_error_in_a_python_that_answers_is_not_blamed_on_a_missing_one(
    fresh: Session, clicks: PythonServer
) -> None:
    clicks.outcome = OSError("something technical")
    fresh.run("ScorecardRibbon.RefreshScorecard")
    ((text, buttons, _title),) = clicks.messages
    *explained, technical = text.split("\r\n\r\n")
    assert (buttons, explained) == (
        16,
        [
            "That did not work, because of an error that nobody expected. What was typed is "
            "untouched, and nothing is half done.",
            "What to do: click once more. If this message comes back, click Show log and send the "
            "log to whoever set this up.",
        ],
    )
    assert "something technical" in technical


def test_when_nothing_can_be_put_back_either_the_first_problem_is_shown(
    fresh: Session, clicks: PythonServer
) -> None:
    clicks.outcome = OSError("the RPC server is unavailable")
    clicks.put_back = OSError("another problem")
    fresh.run("ScorecardRibbon.RefreshScorecard")
    ((text, buttons, _title),) = clicks.messages
    assert buttons == 16
    assert "the RPC server is unavailable" in text


def test_without_python_nothing_is_put_back_for_nothing_was_begun(
    fresh: Session, clicks: PythonServer
) -> None:
    clicks.is_dead = clicks.is_absent = True
    fresh.run("ScorecardRibbon.RefreshScorecard")
    ((text, buttons, _title),) = clicks.messages
    assert (buttons, len(text) < 1000) == (16, True)
    assert text.startswith("Python could not be started, so nothing was done.")
    assert "\r\nProgram: pythonw\r\nExcel says: " in text
    assert "the program cannot be started" in text
    assert "Command:" not in text  # the DLL's own, which is longer than a message
    assert text.endswith("Python printed: nothing")
    assert clicks.actions == []


def test_a_button_tries_again_and_the_lost_functions_come_back(
    fresh: Session, clicks: PythonServer
) -> None:
    clicks.is_dead = clicks.is_absent = True
    assert answered(fresh, "=SC_CHANGE(7;4)") == (0, NAME)
    assert (clicks.attempts, clicks.calculated) == (1, 0)
    clicks.is_absent = False
    fresh.run("xlwings.Press", "AboutClicked")
    assert (clicks.attempts, clicks.calculated) == (2, 1)
    assert functions.__name__ in {module for module, *_ in clicks.calls}


def test_a_python_that_ends_at_each_call_is_tried_twice_and_then_given_up(
    fresh: Session, clicks: PythonServer
) -> None:
    clicks.is_deadly = True
    assert answered(fresh, "=SC_CHANGE(7;4)") == (0, NAME)
    assert answered(fresh, "=SC_CHANGE(8;4)") == (0, NAME)
    assert clicks.attempts == 2


def test_recalculate_functions_starts_python_and_calculates_everything(
    fresh: Session, clicks: PythonServer
) -> None:
    fresh.run("xlwings.Press", "RecalculateFunctionsClicked")
    assert (clicks.attempts, clicks.calculated) == (1, 1)
    assert clicks.messages == [
        (
            "All formulas of the open workbooks were calculated anew. In another workbook with "
            "these functions, click it there too.",
            64,
            "Scorecard",
        )
    ]


def test_without_python_recalculate_functions_says_why(
    fresh: Session, clicks: PythonServer
) -> None:
    clicks.is_dead = clicks.is_absent = True
    fresh.run("xlwings.Press", "RecalculateFunctionsClicked")
    ((text, _, _),) = clicks.messages
    assert text.startswith("Python could not be started, so nothing was done.")
    assert clicks.calculated == 0


def test_restart_python_ends_it_starts_another_and_says_which(
    fresh: Session, clicks: PythonServer
) -> None:
    fresh.run("ScorecardServer.CallAction", "about", "")
    clicks.outcome = ["done", "Python answers."]
    fresh.run("xlwings.Press", "RestartPythonClicked")
    assert (clicks.ended, clicks.started, clicks.calculated) == (1, 2, 1)
    assert clicks.messages == [("Python answers.", 64, "Scorecard")]


def test_the_reason_for_accepting_a_finding_goes_to_python(
    fresh: Session, clicks: PythonServer
) -> None:
    clicks.typed = " the school closed "
    fresh.run("xlwings.Press", "AcceptFindingClicked")
    ((text, buttons, _),) = clicks.messages
    assert (buttons, text.split("\r\n\r\n")[0]) == (48, "There is no finding here to accept.")
    assert clicks.actions == []
    fresh.run("xlwings.Show", "Checks")
    fresh.run("xlwings.Press", "AcceptFindingClicked")
    ours = [arguments for module, _, arguments in clicks.calls if module.endswith("ribbon")]
    assert [(action, typed) for action, _, typed in ours] == [
        ("accept_finding", "the school closed")
    ]


def test_without_a_reason_no_finding_is_accepted(fresh: Session, clicks: PythonServer) -> None:
    clicks.typed = "  "
    fresh.run("xlwings.Show", "Checks")
    fresh.run("xlwings.Press", "AcceptFindingClicked")
    assert (clicks.actions, clicks.messages) == ([], [])


def test_python_ends_with_the_last_workbook(fresh: Session, clicks: PythonServer) -> None:
    fresh.run("ScorecardServer.LeavePython")
    assert clicks.ended == 0  # there was none
    fresh.run("ScorecardServer.CallAction", "about", "")
    fresh.run("ScorecardServer.LeavePython")
    assert clicks.ended == 1


@pytest.mark.parametrize(
    ("interpreter", "folders"),
    [
        ("pythonw", ""),
        (r"C:\Program Files\Python\pythonw.exe", r"C:\R & D"),
        (r"\\server\share\Zoë\pythonw.exe", r"C:\Children's services;D:\100% new"),
    ],
)
def test_python_is_started_by_a_command_without_a_command_prompt_and_the_workbooks_name(
    fresh: Session, clicks: PythonServer, interpreter: str, folders: str
) -> None:
    for key, value in (("INTERPRETER_WIN", interpreter), ("PYTHONPATH", folders)):
        row = [*CONFIGURATION].index(Key(key)) + 1
        fresh.write("xlwings.conf", f"B{row}", value)
    fresh.run("ScorecardServer.CallAction", "about", "")
    assert clicks.commands == [(interpreter, command(interpreter, folders))]


def test_a_server_outside_excel_is_asked_for_by_its_class(
    fresh: Session, clicks: PythonServer
) -> None:
    row = [*CONFIGURATION].index(Key.OUTSIDE_SERVER) + 1
    fresh.write("xlwings.conf", f"B{row}", "True")
    fresh.run("ScorecardServer.CallAction", "about", "")
    assert clicks.commands == [("pythonw", OUTSIDE_SERVER)]


def test_an_action_with_nothing_to_say_shows_nothing(fresh: Session, clicks: PythonServer) -> None:
    clicks.outcome = ["silent", ""]
    fresh.run("xlwings.Press", "ShowLogClicked")
    assert clicks.messages == []


@pytest.mark.parametrize(
    ("callback", "action"),
    [
        ("RefreshScorecardClicked", "refresh_scorecard"),
        ("CheckDataClicked", "check_data"),
        ("UndoRefreshClicked", "undo_last_refresh"),
        ("ExplainCellClicked", "explain_cell"),
        ("WhatChangedClicked", "what_changed"),
        ("ShowHelpClicked", "show_help"),
        ("ShowLogClicked", "show_log"),
        ("AboutClicked", "about"),
    ],
)
def test_a_button_of_the_ribbon_calls_its_action(
    fresh: Session, clicks: PythonServer, callback: str, action: str
) -> None:
    fresh.run("xlwings.Press", callback)
    assert clicks.actions == [action]


def test_the_state_comes_back_when_all_is_well_too(fresh: Session, clicks: PythonServer) -> None:
    fresh.run("xlwings.RefreshDisturbed")
    assert clicks.states == [USUAL, DISTURBED, USUAL]
    assert clicks.messages == [("as it should be", 64, "Scorecard")]


@pytest.mark.parametrize(
    ("callback", "sheet"),
    [("OpenFunctionsClicked", "Functions"), ("OpenSettingsClicked", "Settings")],
)
def test_a_button_of_the_ribbon_goes_to_its_sheet(
    fresh: Session, callback: str, sheet: str
) -> None:
    fresh.run("xlwings.Press", callback)
    assert fresh.active_sheet() == sheet


def test_a_sheet_that_is_not_there_is_named(fresh: Session, clicks: PythonServer) -> None:
    fresh.run("xlwings.RemoveSheet", "Settings")
    fresh.run("xlwings.Press", "OpenSettingsClicked")
    text = (
        "This workbook has no sheet named Settings that can be shown.\r\n\r\n"
        "What to do: if the sheet is hidden, right-click the name of another sheet and choose "
        "Unhide."
    )
    assert clicks.messages == [(text, 48, "Scorecard")]


def test_the_button_about_asks_python_about_itself(fresh: Session, clicks: PythonServer) -> None:
    clicks.outcome = ["done", "Python answers."]
    fresh.run("xlwings.Press", "AboutClicked")
    assert clicks.actions == ["about"]
    assert clicks.messages == [("Python answers.", 64, "Scorecard")]


def test_the_merged_areas_are_told_all_at_once(fresh: Session, tmp_path: Path) -> None:
    path = tmp_path / "Scorecard.xlsm"
    path.write_bytes(workbook_bytes())
    merged = openpyxl.load_workbook(path)["Scorecard"].merged_cells.ranges
    told = fresh.run("ScorecardServer.MergedAreas", "Scorecard", "A1:AK40")
    assert sorted(str(told).split(",")) == sorted(map(str, merged))
    assert fresh.run("ScorecardServer.MergedAreas", "xlwings.conf", "A1:B20") == ""


def test_the_number_formats_of_an_area_are_told_all_at_once(fresh: Session, tmp_path: Path) -> None:
    path = tmp_path / "Scorecard.xlsm"
    path.write_bytes(workbook_bytes())
    sheet = openpyxl.load_workbook(path)["Scorecard"]
    area = "F8:AB16"  # in row 17 months are merged
    told = str(fresh.run("ScorecardServer.NumberFormats", "Scorecard", area)).replace("$", "")
    formats = {
        cell.coordinate: code
        for block, code in (line.split("\t") for line in told.splitlines())
        for row in sheet[block if ":" in block else f"{block}:{block}"]
        for cell in row
    }
    wanted = {
        cell.coordinate: cell.number_format
        for row in sheet[area]
        for cell in row
        if not isinstance(cell, MergedCell)
    }
    # LibreOffice spells months in capitals.
    assert {cell: formats[cell].lower() for cell in wanted} == {
        cell: code.lower() for cell, code in wanted.items()
    }
    assert str(fresh.run("ScorecardServer.NumberFormats", "Scorecard", "F9:U9")).count("\n") == 0


# -- what a click hands to Python: the class ScorecardSheets ----------------------------------


def test_the_sheets_are_told_with_the_one_that_is_shown(fresh: Session) -> None:
    told = str(fresh.run("xlwings.ToldNames")).split("\n")
    assert told[0] == "Scorecard"
    assert told[1:] == ["Scorecard", "Settings", "Checks", "Functions", "xlwings.conf"]


def test_all_that_a_sheet_holds_is_told_in_one_call(fresh: Session) -> None:
    told = cast("list[Any]", fresh.run("xlwings.ToldContents", "Settings"))
    area, shown, exact, formulas, merged, formats, is_1904 = told
    assert Area.parse(area) is not None
    texts = {cell for row in shown for cell in row if isinstance(cell, str)}
    assert {"Setting", "Value", "Tolerance"} <= texts
    assert len(shown) == len(exact) == len(formulas) == Area.parse(area).bottom  # type: ignore[union-attr]
    assert "C4:H4" in merged.split(",")
    assert (formats, is_1904) == ("", False)


def test_dates_bring_their_formats_with_them(fresh: Session) -> None:
    told = cast("list[Any]", fresh.run("xlwings.ToldContents", "Scorecard"))
    assert "MMM-YY" in told[5].upper()
    assert "F17:G17" in told[4].split(",")


def test_formulas_with_our_functions_are_told_with_the_names(fresh: Session) -> None:
    told = [line.split("\t") for line in str(fresh.run("xlwings.ToldFormulas", "SC_")).split("\n")]
    formulas = [(sheet, cell) for sheet, cell, formula in told if sheet and "SC_" in formula]
    assert {sheet for sheet, _ in formulas} == {"Functions"}
    assert len(formulas) >= len(FUNCTIONS)
    names = {name for sheet, name, _ in told if not sheet}
    assert {"ScorecardMonths", "ScorecardValues"} <= names


def test_without_such_formulas_nothing_is_told(fresh: Session) -> None:
    assert fresh.run("xlwings.ToldFormulas", "NO_SUCH_FUNCTION(") == ""


def test_a_block_is_written_at_once(fresh: Session) -> None:
    fresh.run("xlwings.WriteTwoCells", SPARE, "P3:P4")
    assert fresh.read(SPARE, "P3:P4") == [[(0, 0.25)], [(0, "-")]]


def test_a_sheet_is_added_behind_the_others_and_the_one_that_is_shown_stays(fresh: Session) -> None:
    fresh.run("xlwings.AddOne", "New one")
    shown, *names = str(fresh.run("xlwings.ToldNames")).split("\n")
    assert (shown, names[-1]) == ("Scorecard", "New one")


def test_cells_are_dressed_line_by_line(fresh: Session) -> None:
    lines = [
        Finish(Area(1, 1, 4, 3), "font", "Arial"), Finish(Area(1, 1, 4, 3), "size", "16"),
        Finish(Area(1, 1, 1, 1), "colour", "#A4262C"), Finish(Area(1, 1, 1, 1), "bold"),
        Finish(Area(1, 1, 1, 1), "fill", "#E3EAF2"), Finish(Area(2, 1, 2, 1), "text"),
        Finish(Area(1, 1, 1, 1), "wrap"), Finish(Area(1, 1, 1, 1), "width", "22"),
        Finish(Area(1, 1, 4, 3), "lines", "#C3CAD3"), Finish(Area(1, 1, 4, 3), "heights"),
    ]  # fmt: skip
    told = "\n".join(f"{area}\t{what}\t{value}" for area, what, value in lines)
    fresh.run("xlwings.AddOne", "Dressed")
    fresh.run("xlwings.DressIt", "Dressed", told)
    font, size, colour, bold, fill, _, wrapped, width = str(
        fresh.run("xlwings.LookOf", "Dressed", "A1")
    ).split("|")
    assert (font, size, bold, wrapped, width) == ("Arial", "16", "True", "True", "22")
    # Excel's colours are blue, green, red.
    assert (colour, fill) == ("2C26A4", "F2EAE3")
    assert str(fresh.run("xlwings.LookOf", "Dressed", "A2")).split("|")[5] == "@"


def test_vba_knows_each_word_of_a_finish() -> None:
    known = set(re.findall(r'Case "(\w+)"|= "(clear)"', vba_source("ScorecardSheets.cls")))
    assert {one or other for one, other in known} == set(WORDS)
