"""The command ``xlscorecard check``, as a person and as a pipeline call it."""

import csv
import io
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl
import pytest

import xlscorecard
from xlscorecard.core.checks.all_rules import RULES

WORKBOOK = Path(__file__).parent.parent / "workbook" / "Scorecard.xlsm"
FINDINGS = 18


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    return Path(shutil.copy(WORKBOOK, tmp_path / "Scorecard.xlsm"))


def run(*arguments: object) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "xlscorecard", "check", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_a_check_tells_a_person_what_was_found_and_changes_nothing(workbook: Path) -> None:
    done = run(workbook)

    assert done.returncode == 0, done.stderr
    lines = [line.rstrip() for line in done.stdout.splitlines()]
    assert lines[0] == (
        f"{workbook}, sheet Scorecard, reporting period Aug-19: 9 indicators checked."
    )
    assert lines[1] == "18 findings: 4 wrong, 10 doubtful, 4 note"
    assert "Scorecard!H12:N12" in done.stdout
    assert lines[-1] == "A refresh would write 22 cells."
    assert workbook.read_bytes() == WORKBOOK.read_bytes()
    assert list(workbook.parent.iterdir()) == [workbook]


def test_strict_exits_with_1_on_a_finding_and_with_0_on_none(tmp_path: Path) -> None:
    assert run(WORKBOOK, "--strict").returncode == 1
    clean = tmp_path / "clean.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Ref.", "Indicator", "Jul-19", "Aug-19", "DoT"])
    sheet.append(["A1", "Families", 5, 6, "▲"])
    book.save(clean)

    done = run(clean, "--strict")

    assert (done.returncode, done.stdout.splitlines()[1]) == (0, "No findings.")


def test_json_tells_a_machine_all_of_it() -> None:
    told = json.loads(run(WORKBOOK, "--json").stdout)

    assert {name: told[name] for name in told if name != "findings"} == {
        "workbook": str(WORKBOOK),
        "sheet": "Scorecard",
        "reporting_period": "2019-08",
        "indicators": 9,
        "cells_outdated": 22,
        "accepted": [],
    }
    assert len(told["findings"]) == FINDINGS
    assert told["findings"][2] == {
        "rule": "published-differs",
        "severity": "wrong",
        "cells": ["Scorecard!AA16"],
        "reference": "FM011",
        "message": "FM011 12 month average was printed as 122, the values give 126; likely cause: "
        "typed over",
        "remedy": "a refresh puts it right; check what was published from it",
    }


def test_csv_has_a_line_for_each_finding() -> None:
    lines = list(csv.DictReader(io.StringIO(run(WORKBOOK, "--csv").stdout)))

    assert len(lines) == FINDINGS
    assert lines[2] == {
        "severity": "wrong",
        "status": "open",
        "rule": "published-differs",
        "reference": "FM011",
        "cell": "Scorecard!AA16",
        "all_cells": "Scorecard!AA16",
        "found": "FM011 12 month average was printed as 122, the values give 126; likely cause: "
        "typed over",
        "what_to_do": "a refresh puts it right; check what was published from it",
        "accepted_by": "",
        "reason": "",
    }


def test_sarif_has_every_rule_and_a_result_for_each_finding() -> None:
    told: dict[str, Any] = json.loads(run(WORKBOOK, "--sarif").stdout)

    assert told["version"] == "2.1.0"
    (only,) = told["runs"]
    rules = only["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [rule.name for rule in RULES]
    assert len(only["results"]) == FINDINGS
    for result in only["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
    part = only["results"][3]
    assert (part["ruleId"], part["level"], len(part["locations"])) == (
        "part-above-whole",
        "error",
        7,
    )
    assert part["locations"][0]["physicalLocation"]["region"] == {"startLine": 12, "startColumn": 8}
    uri = part["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == WORKBOOK.as_uri()
    assert part["locations"][0]["logicalLocations"] == [{"fullyQualifiedName": "Scorecard!H12"}]


def test_junit_has_a_test_for_each_rule_that_fails_on_more_than_notes() -> None:
    suite = ET.fromstring(run(WORKBOOK, "--junit").stdout.encode())

    cases = {case.get("name"): case for case in suite.findall("testcase")}
    assert list(cases) == [rule.name for rule in RULES]
    failed = {name for name, case in cases.items() if case.find("failure") is not None}
    assert failed == {
        "published-differs", "part-above-whole", "number-as-text", "two-months-of-a-quarter",
        "target-basis", "commentary-sum", "commentary-share",
    }  # fmt: skip
    assert suite.get("failures") == str(len(failed))
    assert cases["stale-benchmark"].findtext("system-out", "").startswith("note: Scorecard!F3")


def test_the_page_is_well_formed_and_shows_texts_as_they_are(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Ref.", "Indicator", "Jul-19", "Aug-19"])
    sheet.append(["A<1>", "Families & others", 5, "<script>alert(1)</script>"])
    path = tmp_path / "odd & <name>.xlsx"
    book.save(path)

    page = run(path, "--html").stdout

    tree = ET.fromstring(page.removeprefix("<!DOCTYPE html>\n"))
    assert tree.find(".//script") is None
    text = "".join(tree.itertext())
    assert '"<script>alert(1)</script>" in Aug-19 is not a number' in text
    assert "A<1>" in text


@pytest.mark.parametrize("option", ["--json", "--html", "--csv", "--sarif", "--junit"])
def test_each_report_can_be_written_into_a_file(option: str, tmp_path: Path) -> None:
    suffix = {"--sarif": ".sarif", "--junit": ".xml"}.get(option, "." + option.strip("-"))
    target = tmp_path / f"report{suffix}"

    done = run(WORKBOOK, option, "-o", target)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert target.read_text("utf-8") == run(WORKBOOK, option).stdout
    assert list(tmp_path.iterdir()) == [target]


def test_no_report_takes_the_place_of_a_workbook(workbook: Path) -> None:
    done = run(workbook, "--html", "-o", workbook)

    assert done.returncode == 2
    assert done.stderr == (
        f'{workbook}: a name that ends in ".xlsm"; expected ".html" or ".htm". Let the name end '
        'in ".html".\n'
    )
    assert workbook.read_bytes() == WORKBOOK.read_bytes()


def test_a_report_into_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    done = run(WORKBOOK, "--csv", "-o", tmp_path / "none" / "report.csv")

    assert done.returncode == 2
    assert "a file that could not be written" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_table_that_a_refresh_refuses_is_still_checked(tmp_path: Path) -> None:
    path = tmp_path / "twice.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Ref.", "Indicator", "Aug-19", "Aug-19"])
    sheet.append(["A1", "Families", 5, 6])
    book.save(path)

    done = run(path, "--json", "--strict")

    assert done.returncode == 1
    told = json.loads(done.stdout)
    assert told["reporting_period"] is None
    assert [(own["rule"], own["cells"]) for own in told["findings"]] == [
        ("repeated-month", ["Sheet!D1"])
    ]
    assert run(path).stdout.splitlines()[0] == f"{path}, sheet Sheet: the table cannot be read."
    assert "a table that cannot be read" in run(path, "--html").stdout


def test_python_has_the_same_findings() -> None:
    checked = xlscorecard.check(WORKBOOK)
    told = json.loads(run(WORKBOOK, "--json").stdout)
    assert [own.message for own in checked.findings] == [own["message"] for own in told["findings"]]


def test_no_scorecard_at_all_is_refused_with_2(tmp_path: Path) -> None:
    path = tmp_path / "empty.xlsx"
    openpyxl.Workbook().save(path)

    done = run(path, "--json")

    assert done.returncode == 2
    assert json.loads(done.stdout)["error"]["kind"] == "LayoutError"
