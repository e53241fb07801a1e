"""Clicks and starts of Python under Wine: what fails ends soon, and nothing of Excel is kept.

All is done in one run, and each test looks at its answer. Excel's objects are stand-ins.
"""

import json
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import xlscorecard
from tests.wine.com_client import command
from tests.wine.windows_python import WindowsPython, windows_path
from xlscorecard.core.version import VERSION

PACKAGE = Path(xlscorecard.__file__).parent
RUN_SECONDS = 120

# xlwings' own way, with a command prompt around Python, took 60 to 120 s.
SOON = 15.0

CLIENT = (
    "import sys; sys.path.append(sys.argv[1]); "
    "import tests.wine.click_client as client; client.main(*sys.argv[2:])"
)

# A package without compiled parts, which runs there as it is here.
PLATFORMDIRS = "platformdirs"

# In place of xlscorecard/__init__.py: the server's own module, which gives up after 3 seconds …
FEWER_SECONDS = """__path__ = [{package!r}]
from xlscorecard.addin import server
server.MOST_SECONDS = 3
"""
# … and in place of xlwings, the first package that it loads.
NEVER_LOADED = "import time\ntime.sleep(600)\n"

EXITED = "Python process exited before it was possible to create the interface object."
NOT_FOUND = "Could not create Python process.\nError message: File not found."

EXCEL = {"Version": "16.0", "Selection": None}
APOSTROPHE = "Children's services.xlsm"

CLICKS: Mapping[str, dict[str, Any]] = {
    # Before all others, for only the first has the module loaded.
    "Notes.py as the caller": {"sheets": ["Scorecard", "Notes.py"], "as_caller": True},
    "Notes.py": {"sheets": ["Scorecard", "Notes.py"]},
    "done": {},
    "refused": {"action": "explain_cell"},
    "busy": {"application": "busy"},
    "failed": {"application": {}},
    "failed while writing": {"action": "check_data"},
    "no such action": {"action": "no_such_action"},
    "apostrophe": {"book": APOSTROPHE},
    "apostrophe, refused": {"book": APOSTROPHE, "action": "explain_cell"},
    "the caller": {"as_caller": True},
}
KEPT_BY_XLWINGS = ("Notes.py as the caller", "the caller")


class Run(NamedTuple):
    """What all steps have answered, and whether no process stayed behind."""

    answers: Mapping[str, dict[str, Any]]
    has_ended: bool
    python: str


@pytest.fixture(scope="module")
def run(windows: WindowsPython, tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("wine")
    python = windows_path(windows.home) + r"\python.exe"
    steps = _steps(python, folder)
    given, answers, temp = folder / "steps.json", folder / "answers.json", folder / "temp"
    given.write_text(json.dumps(list(steps.values())), "utf-8")
    temp.mkdir()
    paths = (Path(__file__).parents[2], given, answers, temp)
    try:
        windows.run(["-B", "-c", CLIENT, *map(windows_path, paths)], seconds=RUN_SECONDS)
    finally:
        has_ended = windows.has_ended()
    answered = json.loads(answers.read_text("utf-8"))
    return Run(dict(zip(steps, answered, strict=True)), has_ended, python)


def _steps(python: str, folder: Path) -> dict[str, dict[str, Any]]:
    names = ("empty", "slow", "packages")
    empty, slow, packages = (folder / name for name in names)
    for made in (empty, packages, slow / "xlscorecard", slow / "xlwings"):
        made.mkdir(parents=True)
    (slow / "xlscorecard" / "__init__.py").write_text(
        FEWER_SECONDS.format(package=windows_path(PACKAGE)), "utf-8"
    )
    (slow / "xlwings" / "__init__.py").write_text(NEVER_LOADED, "utf-8")
    (packages / PLATFORMDIRS).symlink_to(_folder_of(PLATFORMDIRS), target_is_directory=True)
    ours = _folders(PACKAGE.parent, packages)
    shared = command(python, ours)
    other = command(python, f"{ours};{windows_path(empty)}")
    example = {"action": "about", "book": "KPIs.xlsm", "sheets": ["Scorecard"]}
    return {
        "works": {"start": shared},
        "no package": {"start": command(python, _folders(empty))},
        "no interpreter": {"start": command(r"C:\nowhere\pythonw.exe", ours)},
        "hangs": {"start": command(python, _folders(slow))},
        "a command prompt": {"prompt": None},
        "two workbooks, and one of another command": {"share": [other, shared, shared]},
        **{
            name: {"click": {**example, "application": EXCEL, **given}}
            for name, given in CLICKS.items()
        },
    }


def test_a_start_without_the_package_is_soon_an_error_and_the_file_has_the_reason(run: Run) -> None:
    answer = run.answers["no package"]
    assert answer["error"].splitlines()[0] == EXITED
    assert answer["seconds"] < SOON
    assert answer["left"] == []
    reason = answer["printed"].splitlines()[-1]
    assert reason == "ModuleNotFoundError: No module named 'xlscorecard'"


def test_a_start_of_an_interpreter_that_does_not_exist_is_soon_an_error(run: Run) -> None:
    answer = run.answers["no interpreter"]
    assert answer["error"].replace("\r", "").startswith(NOT_FOUND)
    assert answer["seconds"] < SOON
    assert answer["left"] == []
    assert answer["printed"] is None


def test_a_python_whose_packages_never_load_gives_up_after_3_seconds_that_stand_for_its_40(
    run: Run,
) -> None:
    # serve(), its timer and its end are the real ones. What never loads is a Python module that
    # sleeps, not a DLL that Windows holds up.
    answer = run.answers["hangs"]
    assert answer["error"].splitlines()[0] == EXITED
    assert 3 <= answer["seconds"] < SOON
    assert answer["left"] == []
    folder = run.python.removesuffix(r"\python.exe")
    assert answer["printed"].strip() == (
        f"Python took more than 3 seconds to load the packages from {folder}. "
        "A virus scanner or a slow network may be the cause."
    )


def test_a_start_that_works_is_told_from_those_that_fail(run: Run) -> None:
    answer = run.answers["works"]
    assert answer["value"] is None
    assert [program for program, _, _ in answer["left"]] == ["python.exe"]


def test_two_workbooks_of_one_excel_share_one_python(run: Run) -> None:
    answer = run.answers["two workbooks, and one of another command"]
    assert answer["started"] == [{"value": None}] * 3
    of_other, *of_same = answer["numbers"]
    assert len(set(of_same)) == 1
    # Only the command tells them apart.
    assert of_other not in of_same


def test_no_command_prompt_stands_between_excel_and_python(run: Run) -> None:
    answer = run.answers["two workbooks, and one of another command"]
    assert {number: program for program, number, _ in answer["running"]} == dict.fromkeys(
        answer["numbers"], "python.exe"
    )
    assert {parent for _, _, parent in answer["running"]} == {answer["client"]}


def test_a_command_prompt_would_be_found(run: Run) -> None:
    answer = run.answers["a command prompt"]
    assert [(program, parent) for program, _, parent in answer["running"]] == [
        ("cmd.exe", answer["client"])
    ]


@pytest.mark.parametrize(
    ("click", "kind"),
    [
        ("Notes.py", "done"),
        ("done", "done"),
        ("refused", "refused"),
        ("busy", "refused"),
        ("failed", "failed"),
        ("failed while writing", "failed"),
        ("apostrophe", "done"),
        ("apostrophe, refused", "refused"),
    ],
)
def test_a_click_has_the_outcome_that_the_action_makes(click: str, kind: str, run: Run) -> None:
    assert run.answers[click]["value"][0] == kind


def test_about_answers_what_it_finds_in_excel(run: Run) -> None:
    _, text = run.answers["done"]["value"]
    assert f"xlscorecard {VERSION}" in text
    assert "Excel 16.0" in text
    assert run.python in text


def test_what_is_missing_and_what_is_busy_are_told(run: Run) -> None:
    assert "no cell selected" in run.answers["refused"]["value"][1]
    assert "Excel is busy" in run.answers["busy"]["value"][1]
    # -2147352570 is 0x80020006, DISP_E_UNKNOWNNAME.
    assert "-2147352570" in run.answers["failed"]["value"][1]


def test_an_action_that_does_not_exist_is_an_error(run: Run) -> None:
    assert "KeyError: 'no_such_action'" in run.answers["no such action"]["error"]


def test_a_name_with_an_apostrophe_comes_back_as_it_is(run: Run) -> None:
    assert APOSTROPHE in run.answers["apostrophe, refused"]["value"][1]


@pytest.mark.parametrize("click", [name for name in CLICKS if name not in KEPT_BY_XLWINGS])
def test_the_server_keeps_nothing_of_excel_after_a_click(click: str, run: Run) -> None:
    assert run.answers[click]["kept"] == []


def test_a_workbook_that_xlwings_is_given_as_the_caller_would_be_kept(run: Run) -> None:
    # Why CallAction hands it over in an array; and what is kept is found.
    answer = run.answers["the caller"]
    assert answer["value"][0] == "done"
    assert {"application", "workbook"} <= set(answer["kept"])


def test_a_caller_with_a_sheet_that_is_named_like_a_module_would_be_refused(run: Run) -> None:
    # xlwings asks the sheets of a caller when it loads a module for the first time.
    error = run.answers["Notes.py as the caller"]["error"]
    assert "Embedded code requires a valid LICENSE_KEY" in error


def test_the_workbook_hands_itself_over_as_here() -> None:
    source = (PACKAGE / "addin" / "vba" / "ScorecardServer.bas").read_text("utf-8")
    called = " ".join(source.replace(" _\n", " ").split())
    assert (
        'CallUDF(ACTIONS_MODULE, "click", Array(actionName, '
        "Array(ThisWorkbook, New ScorecardSheets), text))" in called
    )


def test_no_process_stays_behind(run: Run) -> None:
    assert run.has_ended


def test_the_package_that_windows_is_given_has_no_compiled_parts() -> None:
    assert not list(_folder_of(PLATFORMDIRS).rglob("*.so"))


def _folder_of(package: str) -> Path:
    spec = find_spec(package)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent


def _folders(*folders: Path) -> str:
    return ";".join(map(windows_path, folders))
