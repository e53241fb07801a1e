"""The command line, run as a person runs it: in a process of its own."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

import xlscorecard

WORKBOOK = Path(__file__).parent.parent / "workbook" / "Scorecard.xlsm"


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "xlscorecard", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    return Path(shutil.copy(WORKBOOK, tmp_path / "Scorecard.xlsm"))


def test_refresh_tells_what_it_did_and_keeps_what_was_there(workbook: Path) -> None:
    done = run("refresh", workbook)

    assert done.returncode == 0, done.stderr
    assert [line.rstrip() for line in done.stdout.splitlines()[:3]] == [
        "Scorecard.xlsm, sheet Scorecard, reporting period Aug-19",
        "9 indicators refreshed, 22 cells written.",
        "18 findings: 4 wrong, 10 doubtful, 4 note",
    ]
    assert f"Saved to {workbook}; as it was before: {workbook}.bak" in " ".join(done.stdout.split())
    assert Path(f"{workbook}.bak").read_bytes() == WORKBOOK.read_bytes()


def test_refreshing_twice_gives_the_same_bytes_and_touches_nothing(workbook: Path) -> None:
    run("refresh", workbook)
    first, state = workbook.read_bytes(), workbook.stat().st_mtime_ns
    Path(f"{workbook}.bak").unlink()

    again = run("refresh", workbook)

    assert "9 indicators refreshed, every computed cell was right already." in again.stdout
    assert workbook.read_bytes() == first
    assert workbook.stat().st_mtime_ns == state
    assert not Path(f"{workbook}.bak").exists()


def test_output_leaves_the_workbook_as_it_is(workbook: Path, tmp_path: Path) -> None:
    output = tmp_path / "out.xlsm"

    done = run("refresh", workbook, "--output", output)

    assert done.returncode == 0
    assert workbook.read_bytes() == WORKBOOK.read_bytes()
    assert output.read_bytes() != WORKBOOK.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["Scorecard.xlsm", "out.xlsm"]


def test_a_dry_run_changes_nothing_and_says_so(workbook: Path, tmp_path: Path) -> None:
    done = run("refresh", workbook, "--dry-run")

    assert done.returncode == 0
    assert "22 cells to write (dry run)" in done.stdout
    assert "Dry run: nothing was changed." in done.stdout
    assert workbook.read_bytes() == WORKBOOK.read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["Scorecard.xlsm"]


def test_strict_exits_with_1_on_findings_and_still_refreshes(workbook: Path) -> None:
    done = run("refresh", workbook, "--strict")

    assert done.returncode == 1
    assert workbook.read_bytes() != WORKBOOK.read_bytes()


def test_json_of_a_refresh_names_every_cell_and_finding(workbook: Path) -> None:
    done = run("refresh", workbook, "--json", "--dry-run")

    data = json.loads(done.stdout)
    assert data["reporting_period"] == "2019-08"
    assert data["indicators"] == 9
    assert data["applied"] is False
    assert data["output"] is None
    assert {"cell": "Scorecard!AA16", "content": pytest.approx(377 / 3)} in data["cells_written"]
    assert {"cell": "Scorecard!V17", "content": "↑"} in data["cells_written"]
    assert data["formulas_left_alone"] == []
    assert data["findings"][0] == {
        "rule": "published-differs",
        "severity": "wrong",
        "cells": ["Scorecard!AA15"],
        "reference": "YO2",
        "message": 'YO2 12 month average was printed as "-", the values give 412; '
        "likely cause: numbers stored as text were left out",
        "remedy": "a refresh puts it right; check what was published from it",
    }


def test_show_prints_each_indicator_with_arrows_and_changes_nothing(workbook: Path) -> None:
    done = run("show", workbook)

    assert done.returncode == 0
    assert workbook.read_bytes() == WORKBOOK.read_bytes()
    rows = {
        line.split("│")[1].strip(): [part.strip() for part in line.split("│")[3:-1]]
        for line in done.stdout.splitlines()
        if line.startswith("│")
    }
    # The printed scorecard: seed rows EH1b and FM012, with the figures that follow.
    assert rows["EH1b"] == ["176", "223", "245", "180", "↓ -27%", "↑ +186%", "180", "519"]
    assert rows["FM012"] == ["-", "-", "-", "-", "↑ +431%", "↑ +49%", "34.75", "85"]


def test_show_for_an_earlier_period_follows_the_calendar(workbook: Path) -> None:
    data = json.loads(run("show", workbook, "--period", "July 2019", "--json").stdout)

    started = data["indicators"][0]
    assert data["reporting_period"] == "2019-07"
    assert started["reference"] == "EH1a"
    # 96 after 144, and 42 a year before.
    assert started["previous_period"]["change"] == pytest.approx(96 / 144 - 1)
    assert started["previous_year"] == {
        "change": pytest.approx(96 / 42 - 1),
        "direction": "up",
        "judgement": None,
    }


def test_explain_says_what_a_cell_comes_from_and_changes_nothing(workbook: Path) -> None:
    before = workbook.read_bytes()
    done = run("explain", workbook, "v10")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "Scorecard!V10: EH1c, arrow for the change from the previous period",
        "Compared: 232 in Aug-19 with 217 in Jul-19.",
        "Change: 232 / 217 − 1 = +6.91%.",
        "Rule: ↑ from +10% on, ↓ from -10% on, → between them: so →.",
        "No direction is good (DoT), so there is no judgement.",
        "For another arrow Aug-19 would have to be 238.7 or more for ↑, or 195.3 or less for ↓.",
    ]
    assert workbook.read_bytes() == before


def test_explain_tells_a_machine_the_same_with_the_findings_of_the_cell(workbook: Path) -> None:
    told = json.loads(run("explain", workbook, "K15", "--json").stdout)
    assert (told["cell"], told["reference"], told["heading"]) == ("Scorecard!K15", "YO2", "Oct-18")
    assert told["sentences"] == ["439 counts as the value of Oct-18."]
    assert [finding["rule"] for finding in told["findings"]] == [
        "number-as-text",
        "two-months-of-a-quarter",
    ]


@pytest.mark.parametrize("cell", ["V", "V9:W9", "the first"])
def test_what_is_no_cell_is_refused(workbook: Path, cell: str) -> None:
    done = run("explain", workbook, cell)
    assert (done.returncode, done.stderr.strip()) == (
        2,
        f'the cell asked for: "{cell}"; expected one cell of the table, such as V9. Name one '
        "cell; the sheet is named by --sheet.",
    )


def test_python_dash_m_and_version_work() -> None:
    assert run("--version").stdout == f"xlscorecard {xlscorecard.__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["--period", "Augst"],
            'the period asked for: "Augst"; expected a month such as Aug-19. Name one of the '
            "months of the table.",
        ),
        (
            ["--period", "Sep-19"],
            "the period asked for: Sep-19, which is no column of Scorecard; expected a month from "
            "May-18 to Aug-19. Name one of the months of the table.",
        ),
        (
            ["--sheet", "Scores"],
            'FILE: no sheet "Scores"; expected one of its sheets: "Scorecard", "Settings", '
            '"Checks", "Functions", "xlwings.conf". Name '
            "one of these.",
        ),
        (
            ["--sheet", "Settings"],
            'Settings!A12: the heading "Ref.", but none "Indicator" in its row; expected the '
            'headings "Ref." and "Indicator" in one row. Head the column of the indicators\' '
            'names with "Indicator".',
        ),
    ],
)
def test_what_cannot_be_done_exits_with_2_and_says_what_to_do(
    arguments: list[str], message: str, workbook: Path
) -> None:
    done = run("refresh", workbook, *arguments)

    assert done.returncode == 2
    assert done.stderr.strip().replace(str(workbook), "FILE") == message
    assert done.stdout == ""
    assert workbook.read_bytes() == WORKBOOK.read_bytes()


def test_an_error_in_json_is_json_with_its_faults(tmp_path: Path) -> None:
    missing = tmp_path / "none.xlsx"

    done = run("show", missing, "--json")

    assert done.returncode == 2
    assert json.loads(done.stdout) == {
        "error": {
            "kind": "WorkbookNotFoundError",
            "faults": [
                {
                    "place": str(missing),
                    "found": "no such file",
                    "expected": "a workbook (.xlsx or .xlsm)",
                    "remedy": "Check the name and the folder.",
                }
            ],
        }
    }


def test_unknown_options_exit_with_2(workbook: Path) -> None:
    done = run("refresh", workbook, "--frobnicate")

    assert done.returncode == 2
    assert "No such option" in done.stderr


def test_a_console_without_arrows_shows_question_marks(workbook: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "xlscorecard", "show", str(workbook)],
        capture_output=True,
        env={"PYTHONIOENCODING": "cp1252", "PATH": "", "PYTHONUTF8": "0"},
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert b"EH1a" in done.stdout


def _small_workbook(path: Path, headings: list[str]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "KPI"
    sheet.append(headings)
    sheet.append(["A1", "Families", 10, 12])
    book.save(path)
    return path


def test_a_missing_required_column_is_named_with_what_stands_beside_it(tmp_path: Path) -> None:
    workbook = _small_workbook(tmp_path / "k.xlsx", ["Ref", "Thing", "Jul-19", "Aug-19"])

    done = run("refresh", workbook)

    assert done.returncode == 2
    assert done.stderr == (
        'KPI!A1: the heading "Ref", but none "Indicator" in its row; expected the headings "Ref." '
        'and "Indicator" in one row. Head the column of the indicators\' names with '
        '"Indicator".\n'
    )


def test_computed_columns_that_the_table_lacks_are_named(tmp_path: Path) -> None:
    headings = ["Ref", "Indicator", "Jul-19", "Aug-19", "12 month average"]
    workbook = _small_workbook(tmp_path / "k.xlsx", headings)

    data = json.loads(run("refresh", workbook, "--json").stdout)

    assert data["cells_written"] == [{"cell": "KPI!E2", "content": 11.0}]
    assert data["notices"] == [
        "The table has no column headed: arrow for the change from the previous period, % change "
        "from the previous period, arrow for the change from the same period of the previous "
        "year, % change from the same period of the previous year, 12-mnth max value."
    ]
