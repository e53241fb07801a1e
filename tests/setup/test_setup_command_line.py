"""open, doctor and serve, run as a person runs them on a system without Excel."""

import importlib
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.setup.configured_workbooks import built, configured_workbook
from xlscorecard.setup import serving

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="what Linux says")


def run(*arguments: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "xlscorecard", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd=folder,
    )


def test_open_makes_the_workbook_in_this_folder_and_says_that_there_is_no_excel(
    tmp_path: Path,
) -> None:
    done = run("open", folder=tmp_path)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "Made: Scorecard.xlsm\n"
        "There is no desktop Excel on this system: no Python was written into it, and\n"
        'nothing was started. To refresh it: xlscorecard refresh "Scorecard.xlsm"\n'
    )
    assert (tmp_path / "Scorecard.xlsm").read_bytes() == built()


def test_open_in_json_says_what_was_done(tmp_path: Path) -> None:
    template = configured_workbook(tmp_path / "Council.xlsm")

    done = run(
        "open", "Mine.xlsm", "--from", template, "--outside-server", "--json", folder=tmp_path
    )

    assert json.loads(done.stdout) == {
        "workbook": "Mine.xlsm",
        "made": True,
        "written": {"DEBUG UDFS": "True"},
        "backup": None,
        "started": False,
    }


def test_open_refuses_with_2_and_what_to_do(tmp_path: Path) -> None:
    done = run("open", "Mine.xlsm", "--from", "none.xlsm", folder=tmp_path)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "none.xlsm: no such file; expected a workbook (.xlsx or .xlsm). Check the name and the "
        "folder.\n"
    )


def test_doctor_exits_with_0_where_nothing_is_wrong(tmp_path: Path) -> None:
    file = configured_workbook(tmp_path / "Scorecard.xlsm")

    done = run("doctor", file, folder=tmp_path)

    assert (done.returncode, done.stderr) == (0, "")
    first = done.stdout.splitlines()[0]
    assert first.startswith("This computer and Scorecard.xlsm: ")
    assert "problem" not in done.stdout
    assert "in order  Ribbon in it: the tab Scorecard is in the file" in done.stdout


def test_doctor_exits_with_1_and_lists_what_is_wrong_first(tmp_path: Path) -> None:
    file = configured_workbook(tmp_path / "Scorecard.xlsm", {(6, 2): "yes", (4, 1): "UDF_MODULES"})

    data = json.loads(run("doctor", file, "--json", folder=tmp_path).stdout)

    assert run("doctor", file, folder=tmp_path).returncode == 1
    assert data["workbook"] == str(file)
    assert data["problems"] == 2
    assert data["diagnoses"][:2] == [
        {
            "check": "keys",
            "title": "Keys of xlwings.conf",
            "verdict": "problem",
            "found": 'A4 "UDF_MODULES", which xlwings does not read; it reads "UDF MODULES"',
            "remedy": "Right-click the name of any sheet, choose Unhide and xlwings.conf, and mend "
            "column A: from A1 down, no empty row, no key twice, no space before or after.",
        },
        {
            "check": "values",
            "title": "Values of xlwings.conf",
            "verdict": "problem",
            "found": '"yes" in B6 for DEBUG UDFS (False at first)',
            "remedy": "Type True or False there; the sheet is xlwings.conf.",
        },
    ]


def test_doctor_without_a_file_checks_the_computer(tmp_path: Path) -> None:
    done = run("doctor", folder=tmp_path)

    assert done.returncode == 0
    assert done.stdout.startswith("This computer: 1 note")


def test_doctor_exits_with_2_where_there_is_no_file(tmp_path: Path) -> None:
    done = run("doctor", "none.xlsm", folder=tmp_path)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("none.xlsm: no such file; ")


def test_serve_says_that_there_is_no_excel_here(tmp_path: Path) -> None:
    done = run("serve", folder=tmp_path)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "xlscorecard serve: a system without Excel for Windows and without COM; expected Windows, "
        "where Excel may be kept from starting Python. Nothing has to be served here; "
        "xlscorecard refresh FILE does what the button does.\n"
    )


def test_the_instructions_are_printed_on_every_system(tmp_path: Path) -> None:
    done = run("serve", "--instructions", folder=tmp_path)

    assert done.returncode == 0
    assert done.stdout.rstrip("\n") == serving.instructions().rstrip("\n")


def test_the_instructions_quote_a_path_with_spaces() -> None:
    text = serving.instructions(r"C:\Program Files\Python\python.exe")

    assert '     "C:\\Program Files\\Python\\python.exe" -m xlscorecard serve\n' in text
    # schtasks wants quotation marks within /TR as \": Microsoft, "schtasks create".
    assert '/TR "\\"C:\\Program Files\\Python\\python.exe\\" -m xlscorecard serve"\n' in text


def test_the_help_of_the_commands_loads_little() -> None:
    code = (
        "import sys; from xlscorecard.cli import app\n"
        "app(['open', '--help'], standalone_mode=False)\n"
        "print('LOADED', *sys.modules)"
    )
    output = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, encoding="utf-8"
    ).stdout

    loaded = set(output.rpartition("LOADED ")[2].split())
    assert loaded.isdisjoint({"rich", "xlwings", "xlsxwriter"})
    assert not any(name.startswith("xlscorecard.setup") for name in loaded)


def test_the_picture_of_doctor_says_what_doctor_says(monkeypatch: pytest.MonkeyPatch) -> None:
    docs = Path(__file__).parent.parent.parent / "docs"
    monkeypatch.syspath_prepend(docs)
    module = importlib.import_module("make_doctor")

    # Its words alone: other versions of Rich may draw them elsewhere.
    assert _words((docs / "images" / "doctor.svg").read_text("utf-8")) == _words(module.drawing())


def _words(drawing: str) -> list[str]:
    texts = re.findall(r"<text[^>]*>([^<]*)</text>", drawing)
    return [word for text in texts for word in text.replace("&#160;", " ").split()]
