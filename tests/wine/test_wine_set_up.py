"""open, doctor and serve in a Windows Python under Wine: its registry, its paths, its COM."""

import json
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

import xlscorecard
from tests.wine.windows_python import WindowsPython, WineError, windows_path
from xlscorecard.books.file.book import WorkbookFile
from xlscorecard.core.domain.our_sheets import CONFIGURATION_SHEET
from xlscorecard.setup.rule_checks import API_CALLS, CHILD_PROCESSES
from xlscorecard.setup.serving import ALREADY_RUNNING
from xlscorecard.setup.this_machine import OUTSIDE_SERVER

SOURCE = Path(xlscorecard.__file__).parent.parent
SECONDS = 90
MODULE = "xlscorecard.addin.functions"

# Packages without compiled parts, which run there as they are here.
PACKAGES = ("click", "rich", "pygments", "markdown_it", "mdurl", "platformdirs", "xlsxwriter")

COMMAND = (
    "import runpy, sys; sys.path[:0] = sys.argv[1:3]; del sys.argv[1:3]; "
    "runpy.run_module('xlscorecard', run_name='__main__', alter_sys=True)"
)
CLIENT = (
    "import sys; sys.path.append(sys.argv[1]); "
    "import tests.wine.com_client as client; client.main(*sys.argv[2:])"
)
MARK = (
    "import sys; open(sys.argv[1] + ':Zone.Identifier', 'w').write('[ZoneTransfer]\\nZoneId=3\\n')"
)
FACTS = """
import dataclasses, json, sys
sys.path[:0] = sys.argv[1:3]
from xlscorecard.setup.this_machine import this_machine
print("FACTS" + json.dumps(dataclasses.asdict(this_machine(look_for_server=True)), default=str))
"""

REGISTRY = r"""Windows Registry Editor Version 5.00

[HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules]
"{child}"=dword:00000002
"{api}"=dword:00000001

[HKEY_LOCAL_MACHINE\SOFTWARE\Policies\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules]
"{child}"="1"

[HKEY_LOCAL_MACHINE\SOFTWARE\Policies\Microsoft\Windows Defender\Policy Manager]
"ASRRules"="{api}=6|26190899-1602-49e8-8b27-eb1d0a1ce869=0"

[HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe]
@="C:\\Program Files\\Microsoft Office\\root\\Office16\\EXCEL.EXE"

[HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Office\ClickToRun\Configuration]
"Platform"="x86"
"VersionToReport"="16.0.17328.20162"

[HKEY_CURRENT_USER\Software\Microsoft\Office\16.0\Excel\Security]
"VBAWarnings"=dword:00000001

[HKEY_CURRENT_USER\Software\Policies\Microsoft\Office\16.0\Excel\Security]
"vbawarnings"=dword:00000003
"blockcontentexecutionfrominternet"=dword:00000001

[HKEY_CURRENT_USER\Software\Microsoft\Office\16.0\Excel\Security\Trusted Locations\Location7]
"Path"="C:\\Council\\"
"AllowSubFolders"=dword:00000001

[HKEY_CURRENT_USER\Software\SyncEngines\Providers\OneDrive\0123]
"MountPoint"="C:\\Users\\anna\\Council\\KPIs"
"""  # noqa: E501


@pytest.fixture(scope="module")
def paths(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What the Windows Python imports from: this package, and those that it needs."""
    folder = tmp_path_factory.mktemp("packages")
    for name in PACKAGES:
        spec = find_spec(name)
        assert spec is not None
        assert spec.origin is not None
        (folder / name).symlink_to(Path(spec.origin).parent, target_is_directory=True)
    return [windows_path(SOURCE), windows_path(folder)]


@pytest.fixture
def registry(windows: WindowsPython, tmp_path: Path) -> Iterator[None]:
    """Excel, policies and rules in the registry, gone again afterwards."""
    text = REGISTRY.format(child=CHILD_PROCESSES, api=API_CALLS)
    filled, emptied = tmp_path / "filled.reg", tmp_path / "emptied.reg"
    filled.write_text(text, "utf-8", newline="\r\n")
    keys = [line for line in text.splitlines() if line.startswith("[")]
    removal = "\n\n".join([text.splitlines()[0], *(key.replace("[", "[-", 1) for key in keys)])
    emptied.write_text(removal + "\n", "utf-8", newline="\r\n")
    windows.import_registry(filled, seconds=SECONDS)
    try:
        yield
    finally:
        windows.import_registry(emptied, seconds=SECONDS)


def _facts(windows: WindowsPython, paths: list[str]) -> dict[str, Any]:
    printed = windows.run(["-B", "-c", FACTS, *paths], seconds=SECONDS)
    facts: dict[str, Any] = json.loads(printed.partition("FACTS")[2])
    return facts


def _command(windows: WindowsPython, paths: list[str], *arguments: str) -> str:
    return windows.run(["-B", "-c", COMMAND, *paths, *arguments], seconds=SECONDS)


def _configured(file: Path) -> dict[str, str]:
    grid = WorkbookFile(file).read(CONFIGURATION_SHEET)
    return {grid.text(row, 1): grid.text(row, 2) for row in sorted(grid.rows)}


def test_a_windows_without_office_has_no_rules(windows: WindowsPython, paths: list[str]) -> None:
    facts = _facts(windows, paths)

    home = windows_path(windows.home)
    assert facts["system"] == "System.WINDOWS"
    assert facts["python"]["executable"] == rf"{home}\python.exe"
    assert facts["python"]["bits"] == 64
    assert facts["python"]["has_pywin32"] is True
    assert facts["python"]["xlwings"] == "0.37.8"
    assert facts["python"]["libraries"] == "frozenset({'xlwings64-0.37.8.dll'})"
    assert facts["office"] is None
    assert facts["rules"] == {
        "defender": {},
        "defender_is_hidden": False,
        "macros": None,
        "macros_by_policy": False,
        "blocks_macros_from_internet": None,
        "has_vba": True,
        "trusted_folders": [],
    }
    assert facts["synchronised_folders"] == []
    assert facts["code_page"] == "cp1252"
    assert facts["has_outside_server"] is False
    assert facts["has_mac_script"] is None


@pytest.mark.usefixtures("registry")
def test_excel_and_the_rules_are_read_from_the_registry(
    windows: WindowsPython, paths: list[str], tmp_path: Path
) -> None:
    facts = _facts(windows, paths)
    file = tmp_path / "Scorecard.xlsm"
    _command(windows, paths, "open", windows_path(file), "--no-start")
    with pytest.raises(WineError) as raised:  # doctor exits with 1
        _command(windows, paths, "doctor", windows_path(file), "--json")

    assert facts["office"] == {
        "executable": r"C:\Program Files\Microsoft Office\root\Office16\EXCEL.EXE",
        "version": "16.0.17328.20162",
        "bits": 32,
    }
    assert facts["rules"] == {
        # Intune comes before the group policy, and that before what was set locally.
        "defender": {
            CHILD_PROCESSES: "RuleState.BLOCK",
            API_CALLS: "RuleState.WARN",
            "26190899-1602-49e8-8b27-eb1d0a1ce869": "RuleState.OFF",
        },
        "defender_is_hidden": False,
        "macros": "MacroSetting.SIGNED_ONLY",
        "macros_by_policy": True,
        "blocks_macros_from_internet": True,
        "has_vba": True,
        "trusted_folders": [{"path": "C:\\Council\\", "with_subfolders": True}],
    }
    assert facts["synchronised_folders"] == [r"C:\Users\anna\Council\KPIs"]
    printed = str(raised.value)
    data = json.loads(printed[printed.index("{") :])
    assert [own["check"] for own in data["diagnoses"] if own["verdict"] == "problem"] == [
        # The Wine tests bring the DLL for a 64-bit Excel alone.
        "library",
        "child-processes",
        "api-calls",
        "macros",
        "interpreter",
    ]


def test_open_makes_a_workbook_that_names_this_python_without_a_window(
    windows: WindowsPython, paths: list[str], tmp_path: Path
) -> None:
    file = tmp_path / "Our KPIs.xlsm"

    made = _command(windows, paths, "open", windows_path(file), "--no-start", "--json")
    content = file.read_bytes()
    again = _command(windows, paths, "open", windows_path(file), "--no-start", "--json")

    python = rf"{windows_path(windows.home)}\pythonw.exe"
    assert json.loads(made) == {
        "workbook": windows_path(file),
        "made": True,
        "written": {"INTERPRETER_WIN": python},
        "backup": None,
        "started": False,
    }
    assert _configured(file)["INTERPRETER_WIN"] == python
    assert json.loads(again)["written"] == {}
    assert file.read_bytes() == content
    assert [path.name for path in tmp_path.iterdir()] == ["Our KPIs.xlsm"]


def test_a_copy_has_the_mark_of_the_web_that_its_template_has(
    windows: WindowsPython, paths: list[str], tmp_path: Path
) -> None:
    template, file = (windows_path(tmp_path / name) for name in ("Council.xlsm", "Mine.xlsm"))
    _command(windows, paths, "open", template, "--no-start")
    windows.run(["-B", "-c", MARK, template], seconds=SECONDS)
    options = ("--from", template, "--outside-server", "--no-start")
    _command(windows, paths, "open", file, *options)

    with pytest.raises(WineError) as raised:  # doctor exits with 1
        _command(windows, paths, "doctor", file, "--json")

    printed = str(raised.value)
    found = {own["check"]: own for own in json.loads(printed[printed.index("{") :])["diagnoses"]}
    assert found["mark-of-the-web"]["verdict"] == "problem"
    assert found["mark-of-the-web"]["found"] == (
        "the file is marked as downloaded (zone 3), and Excel blocks its macros without asking"
    )
    assert found["outside-server"]["verdict"] == "problem"


def test_a_server_without_a_window_answers_what_the_vba_asks_of_it(
    windows: WindowsPython, paths: list[str], tmp_path: Path
) -> None:
    steps, answers = tmp_path / "steps.json", tmp_path / "answers.json"
    call = {"call": [MODULE, "change", [3, 2, None]]}
    steps.write_text(json.dumps([{"activate": None}, call, {"crash": None}, {"wait": 3}]))
    server = windows.start("pythonw.exe", ["-B", "-c", COMMAND, *paths, "serve"])
    try:
        is_running = _wait_for_server(windows, paths)
        second = _command(windows, paths, "serve")
        arguments = [Path(__file__).parents[2], steps, answers, SOURCE]
        windows.run(
            ["-B", "-c", CLIENT, *map(windows_path, arguments), OUTSIDE_SERVER], seconds=SECONDS
        )
        code = server.wait(timeout=SECONDS)
    finally:
        server.kill()
        windows.has_ended()

    # Both look-ups have let go of what the server gave them, and it went on.
    assert is_running
    assert second.strip() == ALREADY_RUNNING
    # 3 / 2 - 1; the last two steps have ended the server.
    assert json.loads(answers.read_text("utf-8"))[:3] == [
        {"value": None},
        {"value": 0.5},
        {"value": None},
    ]
    assert code == 1


def test_without_a_server_the_vba_is_told_that_there_is_none(
    windows: WindowsPython, tmp_path: Path
) -> None:
    steps, answers = tmp_path / "steps.json", tmp_path / "answers.json"
    steps.write_text(json.dumps([{"activate": None}]))

    arguments = [Path(__file__).parents[2], steps, answers, SOURCE]
    windows.run(
        ["-B", "-c", CLIENT, *map(windows_path, arguments), OUTSIDE_SERVER], seconds=SECONDS
    )

    assert json.loads(answers.read_text("utf-8")) == [
        {"error": "No command specified in the configuration, cannot autostart server"}
    ]


def _wait_for_server(windows: WindowsPython, paths: list[str]) -> bool:
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        if _facts(windows, paths)["has_outside_server"]:
            return True
    return False


def test_the_packages_that_windows_is_given_have_no_compiled_parts() -> None:
    for name in PACKAGES:
        spec = find_spec(name)
        assert spec is not None
        assert spec.origin is not None
        assert not list(Path(spec.origin).parent.rglob("*.so"))
