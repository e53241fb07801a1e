"""A finding is accepted on the Checks sheet of a real file, and what becomes of that."""

import json
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import xlscorecard
from tests.plans import writing
from tests.spreadsheet_program import saved_anew
from tests.test_cli import WORKBOOK, run
from xlscorecard.books.file.book import WorkbookFile
from xlscorecard.core.domain.finding import FindingColumn, Status
from xlscorecard.core.findings.line import Line
from xlscorecard.core.findings.present_lines import present_lines

BY, REASON = (
    list(FindingColumn).index(own) + 1 for own in (FindingColumn.BY, FindingColumn.REASON)
)
FIRST = 7


@pytest.fixture
def refreshed(tmp_path: Path) -> Path:
    """The scorecard workbook after a refresh."""
    path = Path(shutil.copy(WORKBOOK, tmp_path / "Scorecard.xlsm"))
    xlscorecard.refresh(path)
    return path


def rows(path: Path) -> tuple[Line, ...]:
    return present_lines(WorkbookFile(path).read("Checks"))


def statuses(path: Path) -> list[str]:
    return [own.status.value if own.status else "" for own in rows(path)]


def typed(path: Path, row: int, by: str, reason: str) -> Line:
    """Type a name and a reason beside a finding, which comes back."""
    cells = {(row, column): text for column, text in ((BY, by), (REASON, reason)) if text}
    WorkbookFile(path).apply(writing("Checks", cells))
    return rows(path)[row - FIRST]


def told(path: Path, *arguments: str) -> Any:
    return json.loads(run(*arguments, path, "--json").stdout)


def test_a_finding_is_accepted_stays_so_and_is_open_again_when_its_cell_changes(
    refreshed: Path,
) -> None:
    number = next(n for n, own in enumerate(rows(refreshed), FIRST) if own.cell.text == "G15")
    accepted = typed(refreshed, number, "Ann Lee", "so in the supplier's file")

    before = told(refreshed, "check")
    assert (len(before["findings"]), len(before["accepted"])) == (13, 1)
    done = told(refreshed, "refresh")
    assert len(done["findings"]) == 13
    assert [(own["cells"], own["accepted_by"], own["reason"]) for own in done["accepted"]] == [
        (["Scorecard!G15"], "Ann Lee", "so in the supplier's file")
    ]
    assert done["listed_on"] == "Checks"
    assert statuses(refreshed) == ["open"] * 13 + ["accepted"] + ["put right"] * 4

    WorkbookFile(refreshed).apply(writing("Scorecard", {(15, 7): "441"}))
    again = told(refreshed, "refresh")

    assert again["accepted"] == []
    row = next(own for own in rows(refreshed) if own.cell.text == "G15")
    assert (row.status, row.by, row.reason) == (
        Status.OPEN,
        "",
        "Before the cell changed: so in the supplier's file (Ann Lee)",
    )
    assert row.key.about == accepted.key.about


def test_the_terminal_tells_how_many_are_accepted_and_where_they_are_listed(
    refreshed: Path,
) -> None:
    typed(refreshed, FIRST, "Ann Lee", "two ways of counting")

    said = " ".join(run("refresh", refreshed).stdout.split())

    assert said.endswith(
        "1 finding accepted by a person. The sheet Checks lists them all. "
        f"Saved to {refreshed}; as it was before: {refreshed}.bak"
    )


def test_strict_minds_open_findings_alone(refreshed: Path) -> None:
    assert run("refresh", refreshed, "--strict").returncode == 1
    for number, row in enumerate(rows(refreshed), FIRST):
        if row.status is Status.OPEN:
            typed(refreshed, number, "Ann Lee", "as agreed")
    assert run("refresh", refreshed, "--strict").returncode == 0
    assert run("check", refreshed, "--strict").returncode == 0


def test_half_an_acceptance_says_in_the_file_what_is_missing(refreshed: Path) -> None:
    typed(refreshed, FIRST, "Ann Lee", "")
    typed(refreshed, FIRST + 1, "", "as agreed")

    done = told(refreshed, "refresh")

    assert done["accepted"] == []
    assert statuses(refreshed)[:3] == ["reason missing", "name missing", "open"]


def test_a_second_refresh_after_an_acceptance_changes_no_byte(refreshed: Path) -> None:
    typed(refreshed, FIRST, "Ann Lee", "two ways of counting")
    xlscorecard.refresh(refreshed)
    once = refreshed.read_bytes()
    xlscorecard.refresh(refreshed)
    assert refreshed.read_bytes() == once


def test_a_dry_run_and_a_check_write_no_list(refreshed: Path) -> None:
    typed(refreshed, FIRST, "Ann Lee", "two ways of counting")
    before = refreshed.read_bytes()
    told(refreshed, "refresh", "--dry-run")
    told(refreshed, "check")
    assert refreshed.read_bytes() == before


def test_without_the_list_no_sheet_is_added_and_none_is_written(tmp_path: Path) -> None:
    path = tmp_path / "Scorecard.xlsm"
    shutil.copy(WORKBOOK, path)
    done = told(path, "refresh", "--no-checks-sheet")
    assert done["listed_on"] is None
    assert rows(path) == ()


def test_a_list_that_openpyxl_has_saved_is_known_again(refreshed: Path, tmp_path: Path) -> None:
    typed(refreshed, FIRST, "Ann Lee", "two ways of counting")
    book = openpyxl.load_workbook(refreshed, keep_vba=True)
    saved = tmp_path / "saved.xlsm"
    book.save(saved)

    done = xlscorecard.refresh(saved)

    assert [own.by for own in done.accepted] == ["Ann Lee"]
    assert len(done.findings) == 13


def test_a_list_that_libreoffice_has_saved_is_known_again(
    refreshed: Path, tmp_path: Path, soffice: str
) -> None:
    typed(refreshed, FIRST, "Ann Lee", "two ways of counting")
    saved = saved_anew(refreshed, soffice, tmp_path / "saved")

    done = xlscorecard.refresh(saved)

    assert [own.by for own in done.accepted] == ["Ann Lee"]
    assert {own.cell.target.partition("!")[0] for own in rows(saved)} == {"Scorecard"}
