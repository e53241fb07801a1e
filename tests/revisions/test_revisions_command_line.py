"""xlscorecard diff, run as a person runs it, on two versions of the scorecard workbook."""

import json
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import openpyxl
import pytest

from tests.revisions.next_month import roll_on
from xlscorecard.core.revisions.columns import KINDS
from xlscorecard.core.table.headings import COMPUTED, Column

WORKBOOK = Path(__file__).parents[2] / "workbook" / "Scorecard.xlsm"
SUMMARY = "3 revisions of published figures, 4 new values, 2 other changes."


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "xlscorecard", "diff", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return Path(shutil.copy(WORKBOOK, tmp_path / "Aug.xlsm"))


@pytest.fixture
def new(tmp_path: Path) -> Path:
    return roll_on(WORKBOOK, tmp_path / "Sep.xlsm")


def _cells(line: str) -> list[str]:
    return [part.strip() for part in line.strip("│").split("│")]


def test_revisions_stand_first_and_neither_workbook_is_changed(old: Path, new: Path) -> None:
    before = old.read_bytes(), new.read_bytes()

    done = run(old, new)

    assert done.returncode == 0, done.stderr
    lines = [line.rstrip() for line in done.stdout.splitlines()]
    assert lines[:3] == [
        "Aug.xlsm, sheet Scorecard, Aug-19  →  Sep.xlsm, sheet Scorecard, Sep-19",
        SUMMARY,
        "Revisions of published figures: 3",
    ]
    table = [_cells(line) for line in lines if line.startswith("│")]
    rows = {(row[0], row[2]): row[3:] for row in table if row[0]}
    assert rows["EH1a", "Aug-19"] == ["126", "128", "U9 → T9"]
    assert rows["EH1c", "Jun-18"] == ["19", "blank", "G10 → F10"]
    assert rows["LSCB17a", "Jul-19"] == ["blank", "6.1%", "T14 → S14"]
    assert rows["EH1b", "Sep-19"] == ["blank", "n/a", "U11"]
    assert [row[2] for row in table if not row[0]][:3] == ["revised", "removed", "filled in later"]
    assert lines[-2:] == [
        "Months no longer in the table: May-18.", "Months new in the table: Sep-19.",
    ]  # fmt: skip
    assert (old.read_bytes(), new.read_bytes()) == before


def test_a_workbook_compared_with_itself_has_not_changed(old: Path) -> None:
    done = run(old, old, "--strict")
    assert (done.returncode, done.stdout.splitlines()[1:]) == (0, ["Nothing has changed."])


def test_strict_exits_with_1_on_revisions_alone(old: Path, new: Path, tmp_path: Path) -> None:
    assert run(old, new, "--strict").returncode == 1
    book = openpyxl.load_workbook(old, keep_vba=True)
    book["Scorecard"]["C9"] = "Another Owner"
    book.save(other := tmp_path / "other.xlsm")
    done = run(old, other, "--strict")
    assert done.returncode == 0
    assert done.stdout.splitlines()[1] == ("No revision of published figures, 1 other change.")


def test_json_names_every_change_with_its_cells(old: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(old, keep_vba=True)
    book["Scorecard"]["T9"] = 97
    book["Scorecard"]["AH10"] = "336"
    book.save(new := tmp_path / "new.xlsm")

    told = json.loads(run(old, new, "--json").stdout)

    assert told == {
        "old": {"workbook": str(old), "sheet": "Scorecard", "reporting_period": "2019-08"},
        "new": {"workbook": str(new), "sheet": "Scorecard", "reporting_period": "2019-08"},
        "revisions": 1,
        "counts": {
            "revisions": 1,
            "rows": 0,
            "new_values": 0,
            "commentary": 0,
            "descriptions": 0,
            "benchmarks_and_targets": 0,
            "settings": 0,
            "unchanged_figures": 1,
            "recomputed": 0,
        },
        "months_no_longer_in_the_table": [],
        "months_new_in_the_table": [],
        "columns_no_longer_in_the_table": [],
        "columns_new_in_the_table": [],
        "notices": [],
        "changes": [
            {
                "kind": "value-revised",
                "section": "revisions",
                "revision": True,
                "reference": "EH1a",
                "indicator": "Number of Early Help Assessment (EHA) started in the month",
                "what": "Jul-19",
                "before": 96.0,
                "after": 97.0,
                "before_as_printed": "96",
                "after_as_printed": "97",
                "note": "",
                "old_cell": "Scorecard!T9",
                "new_cell": "Scorecard!T9",
            },
            {
                "kind": "stored",
                "section": "unchanged_figures",
                "revision": False,
                "reference": "EH1c",
                "indicator": "Number of Early Help Assessment (EHA) completed in the month "
                "INCLUDING adults aged 21+",
                "what": "Target 18-19",
                "before": 336.0,
                "after": "336",
                "before_as_printed": "336",
                "after_as_printed": "336",
                "note": "a number stored as text",
                "old_cell": "Scorecard!AH10",
                "new_cell": "Scorecard!AH10",
            },
        ],
    }


def test_a_refresh_of_the_same_month_revises_what_was_published(old: Path, tmp_path: Path) -> None:
    refreshed = tmp_path / "refreshed.xlsm"
    subprocess.run(
        [sys.executable, "-m", "xlscorecard", "refresh", old, "--output", refreshed], check=True,
        capture_output=True,
    )  # fmt: skip
    told = json.loads(run(old, refreshed, "--json").stdout)
    revised = {
        (own["reference"], own["what"]): (own["before_as_printed"], own["after_as_printed"])
        for own in told["changes"]
        if own["revision"]
    }
    # docs/measures.md and the printed scorecard: 439, 399 and 397; 97, 155 and 125.
    assert revised["YO2", "12 month average"] == ("-", "412")
    assert ("EH1a", "12 month average") not in revised  # printed as 76, which 76.25 is
    assert revised["FM011", "12 month average"] == ("122", "126")
    assert revised["FM012", "% change from the previous period"] == ("", "+431%")


def test_html_to_a_file_is_a_page_of_its_own(old: Path, new: Path, tmp_path: Path) -> None:
    page = tmp_path / "changes.html"
    done = run(old, new, "--html", "-o", page)
    assert (done.returncode, done.stdout) == (0, "")
    root = ET.fromstring(page.read_text("utf-8"))
    assert [own.text for own in root.iter("h2")][:2] == [
        "Revisions of published figures: 3", "Rows added, removed or renamed: 1",
    ]  # fmt: skip
    assert run(old, new, "--html").stdout == page.read_text("utf-8")
    assert sorted(own.name for own in tmp_path.iterdir()) == [
        "Aug.xlsm",
        "Sep.xlsm",
        "changes.html",
    ]


def test_a_page_never_takes_the_place_of_a_workbook(old: Path, new: Path) -> None:
    before = new.read_bytes()
    done = run(old, new, "--html", "-o", new)
    assert (done.returncode, done.stderr.replace(str(new), "NEW")) == (
        2,
        'NEW: a name that ends in ".xlsm"; expected ".html" or ".htm". '
        'Let the name end in ".html".\n',
    )
    assert new.read_bytes() == before


def test_a_page_that_cannot_be_written_is_said(old: Path, new: Path, tmp_path: Path) -> None:
    page = tmp_path / "missing" / "changes.html"
    done = run(old, new, "--html", "-o", page)
    assert done.returncode == 2
    assert done.stderr.startswith(f"{page}: a file that could not be written (No such file")


def test_json_and_a_page_do_not_share_the_output(old: Path) -> None:
    done = run(old, old, "--json", "--html")
    assert done.returncode == 2
    assert "--json and --html are two formats; ask for one." in done.stderr


def test_a_file_without_a_format_is_refused(old: Path, tmp_path: Path) -> None:
    done = run(old, old, "-o", tmp_path / "changes.html")
    assert done.returncode == 2
    assert "--output needs one of --json, --html." in done.stderr


def test_what_cannot_be_compared_exits_with_2_and_names_the_workbook(
    old: Path, new: Path, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(new, keep_vba=True)
    book["Settings"]["B6"] = "a little"
    book.save(new)
    done = run(old, new)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f'{new}, Settings!B6: "a little"; expected a percentage above 0% and up to 100%, such as '
        "10%. Correct this cell of the settings.\n"
    )
    missing = tmp_path / "none.xlsm"
    assert run(missing, new).stderr.startswith(f"{missing}: no such file")


def test_the_sheet_is_named_for_both(old: Path, new: Path) -> None:
    assert run(old, new, "--sheet", "Scorecard").stdout.splitlines()[1] == SUMMARY
    done = run(old, new, "--sheet", "Scores")
    assert done.returncode == 2
    assert done.stderr.startswith(f'{old}: no sheet "Scores"; expected one of its sheets:')


@pytest.mark.parametrize("column", [column for column in Column if column not in COMPUTED])
def test_each_known_column_is_of_some_kind(column: Column) -> None:
    assert column is Column.REFERENCE or column in KINDS


def test_a_column_of_movements_is_compared_as_a_person_has_typed_it(tmp_path: Path) -> None:
    old = Path(__file__).parents[1] / "data" / "cases" / "dot-is-the-movement.xlsx"
    book = openpyxl.load_workbook(old)
    sheet = book.active
    assert sheet is not None
    cell = next(
        cell for row in sheet.iter_rows() for cell in row if str(cell.value).strip() == "DoT"
    )
    sheet.cell(cell.row + 1, cell.column).value = "no change"
    book.save(new := tmp_path / "new.xlsx")

    assert "Nothing has changed." in run(old, old).stdout
    told = " ".join(run(old, new).stdout.split())
    assert "movement │ ▲ │ no change │ AB3" in told
