"""What people, their workbooks and their programs rely on; it is written out here.

Taken from version 0.2.0 and from the documentation, not from the code: names may be added, and none
may go or come to mean something else.
"""

import inspect
import json
import re
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

import xlscorecard
from tests.test_public_workbooks import BUILT, table
from xlscorecard.cli import app

# -- from Python ------------------------------------------------------------------------------

SIGNATURES = {
    "refresh": "(path, *, output=None, sheet=None, period=None, columns=None, dry_run=False, "
    "checks_sheet=True, progress=None, write_protected=False)",
    "check": "(path, *, sheet=None, period=None, columns=None)",
    "read": "(path, *, sheet=None)",
}
REFRESHED = {
    "workbook", "sheet", "reporting", "indicators", "plan", "formulas", "findings", "notices",
    "colours", "applied", "accepted", "listed_on",
}  # fmt: skip
CHECKED = {
    "workbook", "sheet", "reporting", "indicators", "outdated", "findings", "accepted", "listed_on",
    "notices",
}  # fmt: skip
FINDING = {"rule", "severity", "cells", "reference", "message", "remedy"}
FAULT = {"place", "found", "expected", "remedy"}
ERRORS = {
    "XlscorecardError", "WorkbookError", "WorkbookNotFoundError", "NotAWorkbookError",
    "DamagedWorkbookError", "UnsafeWorkbookError", "WorkbookInUseError", "UnwritableWorkbookError",
    "HalfWrittenError", "LossDetectedError", "LayoutError", "SettingsError", "SetUpError",
    "InvalidValueError",
}  # fmt: skip
RULES = [
    "repeated-month", "repeated-column", "repeated-reference", "heading-not-calculated",
    "month-out-of-place", "month-or-year", "headings-beneath-a-month", "month-not-read",
    "line-not-used", "column-not-understood", "column-of-totals", "column-between-months",
    "newest-column-earlier", "line-without-heading", "dot-may-be-movement",
    "settings-in-another-spelling", "settings-not-read", "settings-lack-heading",
    "unit-does-not-fit", "key-differs", "no-data", "period-behind", "not-yet-in",
    "period-of-zeros", "made-ahead", "later-value", "marked-month", "number-as-text",
    "error-in-a-value", "unreadable-value", "value-not-calculated", "marked-value",
    "unknown-sign", "no-reference", "no-name", "merged-months", "several-values-in-a-period",
    "looks-quarterly", "unused-settings", "figure-as-text", "published-differs",
    "formula-differs", "formula-without-result", "never-filled", "most-differ", "covered-cell",
    "error-in-a-cell", "wrong-scale", "format-and-flag", "far-outside", "part-above-whole",
    "missing-month", "months-out-of-order", "two-months-of-a-quarter", "wrong-month-of-quarter",
    "target-basis", "missing-target", "stale-benchmark", "commentary-share", "commentary-sum",
    "commentary-movement", "commentary-value", "old-commentary", "missing-commentary",
    "missing-polarity", "missing-owner", "missing-reporter", "rule-failed", "unusual-zero",
    "unusual-negative", "above-100-per-cent", "swapped-digits", "moved-values", "swapped-values",
    "copied-month", "copied-row", "copied-commentary", "cumulative-values",
    "of-which-above-whole", "name-and-flag", "benchmark-unlike-values", "benchmarks-apart",
    "polarity-against-name", "polarity-against-target", "placeholder", "nobody-in-charge",
    "nearly-the-same-name", "row-of-totals", "computed-column-not-understood", "not-refreshed",
    "commentary-standing", "commentary-of-last-month", "commentary-of-another-row",
]  # fmt: skip


def test_three_functions_and_an_error_are_the_interface_from_python() -> None:
    assert {"XlscorecardError", "__version__", "check", "read", "refresh"} == {*xlscorecard.__all__}


@pytest.mark.parametrize("name", SIGNATURES)
def test_the_arguments_from_python_are(name: str) -> None:
    signature = inspect.signature(getattr(xlscorecard, name))
    bare = [own.replace(annotation=own.empty) for own in signature.parameters.values()]

    assert str(inspect.Signature(bare)) == SIGNATURES[name]


def test_what_refresh_and_check_return_has_these_fields() -> None:
    refreshed, checked = xlscorecard.refresh(BUILT, dry_run=True), xlscorecard.check(BUILT)

    assert {*dir(refreshed)} >= REFRESHED
    assert {*dir(checked)} >= CHECKED
    assert {*dir(checked.findings[0])} >= FINDING
    assert {finding.severity.word for finding in checked.findings} == {"wrong", "doubtful", "note"}


def test_read_returns_the_values_by_reference_and_month() -> None:
    frame = xlscorecard.read(BUILT)

    assert frame.index.name == "Ref."
    assert str(frame.columns.dtype) == "period[M]"
    assert str(frame.columns[-1]) == "2019-08"
    assert frame.loc["EH1a", "2019-08"] == 126


def test_errors_have_these_names_and_faults(tmp_path: Path) -> None:
    assert {*dir(xlscorecard.errors)} >= ERRORS
    with pytest.raises(xlscorecard.errors.WorkbookNotFoundError) as caught:
        xlscorecard.refresh(tmp_path / "none.xlsx")
    assert {*dir(caught.value.faults[0])} >= FAULT


# -- from the command line --------------------------------------------------------------------

COMMANDS: Mapping[str, tuple[str, str]] = {
    "refresh": (
        "FILE",
        "-o, --output OUT; --period MONTH; --sheet NAME; --column COLUMN=MEANING; --dry-run; "
        "--strict; --checks-sheet / --no-checks-sheet; --json",
    ),
    "check": (
        "FILE",
        "--json; --html; --csv; --sarif; --junit; -o, --output OUT; --period MONTH; --sheet NAME; "
        "--column COLUMN=MEANING; --strict",
    ),
    "diff": ("OLD NEW", "--json; --html; -o, --output OUT; --sheet NAME; --strict"),
    "show": ("FILE", "--period MONTH; --sheet NAME; --json"),
    "explain": ("FILE CELL", "--period MONTH; --sheet NAME; --json"),
    "adopt": ("FILE", "-o, --output OUT; --sheet NAME; --column COLUMN=MEANING; --upgrade; --json"),
    "open": (
        "[FILE]",
        "--from TEMPLATE; --start / --no-start; --outside-server / --no-outside-server; --json",
    ),
    "doctor": ("[FILE]", "--json"),
    "serve": ("", "--instructions"),
}


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_the_commands_are() -> None:
    listed = run("--help").output.partition("Commands:")[2]

    assert {*re.findall(r"^  (\w+)", listed, re.MULTILINE)} >= COMMANDS.keys()


@pytest.mark.parametrize("name", COMMANDS)
def test_the_arguments_and_options_are_of(name: str) -> None:
    arguments, options = COMMANDS[name]
    text = run(name, "--help").output
    listed = text.partition("Options:")[2]

    assert text.splitlines()[0].endswith(f"{name} [OPTIONS] {arguments}".rstrip())
    assert {*re.findall(r"^  (-.*?)(?:  |$)", listed, re.MULTILINE)} >= {*options.split("; ")}


A_FINDING = dict.fromkeys(("rule", "severity", "cells", "reference", "message", "remedy"), "")
ACCEPTED = {**A_FINDING, "accepted_by": "", "reason": ""}
A_VERSION = {"workbook": "", "sheet": "", "reporting_period": ""}
COMPARED = {"change": 0, "direction": "", "judgement": ""}
JSON: Mapping[str, dict[str, Any]] = {
    "refresh": {
        **A_VERSION, "applied": True, "output": "", "backup": "", "indicators": 0,
        "cells_written": [{"cell": "", "content": ""}], "formulas_left_alone": [""],
        "findings": [A_FINDING], "accepted": [ACCEPTED], "listed_on": "", "notices": [""],
    },
    "check": {
        **A_VERSION, "indicators": 0, "cells_outdated": 0, "findings": [A_FINDING],
        "accepted": [ACCEPTED],
    },
    "show": {
        "sheet": "", "reporting_period": "",
        "indicators": [
            {
                "reference": "", "indicator": "", "frequency": "", "polarity": "",
                "percentage": True, "unit_of_change": "", "values": {"2018-08": 0, "2019-08": 0},
                "previous_period": COMPARED, "previous_year": COMPARED, "average_12_months": 0,
                "maximum_12_months": 0,
            }
        ],
        "findings": [A_FINDING],
    },
    "explain": {
        "workbook": "", "cell": "", "reference": "", "heading": "", "sentences": [""],
        "findings": [],
    },
    "diff": {
        "old": A_VERSION, "new": A_VERSION, "revisions": 0,
        "counts": dict.fromkeys(
            ("revisions", "rows", "new_values", "commentary", "descriptions",
             "benchmarks_and_targets", "settings", "unchanged_figures", "recomputed"), 0
        ),
        "months_no_longer_in_the_table": [""], "months_new_in_the_table": [""],
        "columns_no_longer_in_the_table": [""], "columns_new_in_the_table": [""], "notices": [""],
        "changes": [
            dict.fromkeys(
                ("kind", "section", "revision", "reference", "indicator", "what", "before", "after",
                 "before_as_printed", "after_as_printed", "note", "old_cell", "new_cell"), ""
            )
        ],
    },
    "doctor": {
        "workbook": "", "problems": 0,
        "diagnoses": [dict.fromkeys(("check", "title", "verdict", "found", "remedy"), "")],
    },
    "adopt": {**dict.fromkeys(("workbook", "sheet", "output", "backup"), ""), "added": [""]},
    "open": {"workbook": "", "made": True, "written": {}, "backup": "", "started": True},
}  # fmt: skip


def lacks(expected: object, found: object, path: str = "") -> list[str]:
    """The keys that are not there; lists are looked into where they hold something."""
    if isinstance(expected, dict):
        if not isinstance(found, dict):
            return [path]
        keys = [(key, f"{path}.{key}") for key in expected]
        return [
            lack
            for key, place in keys
            for lack in (lacks(expected[key], found[key], place) if key in found else [place])
        ]
    if isinstance(expected, list) and expected and isinstance(found, list):
        return [lack for each in found for lack in lacks(expected[0], each, f"{path}[]")]
    return []


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built workbook, a copy in which a value was revised and a finding accepted, and a plain
    one that is not adopted yet."""
    folder = tmp_path_factory.mktemp("interface")
    shutil.copy(BUILT, folder / "Scorecard.xlsm")
    xlscorecard.refresh(BUILT, output=folder / "refreshed.xlsm")
    book = openpyxl.load_workbook(folder / "refreshed.xlsm")
    book["Scorecard"]["T9"] = 5
    checks = book["Checks"]
    row = next(row for row in range(1, 40) if checks.cell(row, 2).value == "open")
    checks.cell(row, 7).value, checks.cell(row, 8).value = "Ann", "as agreed"
    book.save(folder / "revised.xlsx")
    table(folder / "plain.xlsx", ["DoT", "12 month average"])
    return folder


def test_the_keys_of_json_are_there(folder: Path) -> None:
    built, revised = folder / "Scorecard.xlsm", folder / "revised.xlsx"
    runs: Mapping[str, Sequence[str | Path]] = {
        "refresh": [revised, "--output", folder / "output.xlsx"],
        "check": [revised],
        "show": [revised],
        "explain": [built, "V10"],
        "diff": [built, revised],
        "doctor": [built],
        "adopt": [folder / "plain.xlsx"],
        "open": ["--no-start", folder / "opened.xlsm"],
    }

    answers = {name: json.loads(run(name, "--json", *rest).stdout) for name, rest in runs.items()}

    assert {name: lacks(JSON[name], answers[name], name) for name in JSON} == {
        key: [] for key in JSON
    }
    assert answers["check"]["accepted"][0]["accepted_by"] == "Ann"
    assert answers["refresh"]["cells_written"]
    assert answers["refresh"]["findings"]
    assert answers["diff"]["changes"]


def test_an_error_as_json_has_its_kind_and_its_faults(tmp_path: Path) -> None:
    answer = json.loads(run("check", "--json", tmp_path / "none.xlsx").stdout)

    assert lacks({"error": {"kind": "", "faults": [dict.fromkeys(FAULT, "")]}}, answer) == []
    assert answer["error"]["kind"] == "WorkbookNotFoundError"


def test_the_columns_of_csv_and_the_rules_of_sarif_are() -> None:
    csv = run("check", "--csv", BUILT).stdout.splitlines()[0]
    sarif = json.loads(run("check", "--sarif", BUILT).stdout)

    assert csv == (
        "severity,status,rule,reference,cell,all_cells,found,what_to_do,accepted_by,reason"
    )
    rules = [rule["id"] for rule in sarif["runs"][0]["tool"]["driver"]["rules"]]
    assert {*rules} >= {*RULES}
