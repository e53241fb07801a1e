"""A fault of the program itself: an exit code of its own, and an honest word about the file."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from xlscorecard.addin.workbook.build import workbook_bytes
from xlscorecard.books.file.book import WorkbookFile
from xlscorecard.books.protocol import Applied, Progress, no_progress
from xlscorecard.cli import app
from xlscorecard.core.sheet.edits import Plan


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "Scorecard.xlsm"
    path.write_bytes(workbook_bytes())
    return path


def broken(_book: WorkbookFile, _sheet: str) -> None:
    raise ZeroDivisionError("of nobody's making")


@pytest.mark.parametrize("command", ["refresh", "check", "show"])
def test_a_fault_of_the_program_exits_with_3_and_says_that_nothing_was_changed(
    workbook: Path, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = workbook.read_bytes()
    monkeypatch.setattr(WorkbookFile, "read", broken)
    result = CliRunner().invoke(app, [command, str(workbook)])
    assert result.exit_code == 3
    assert result.stderr.startswith(
        "xlscorecard: a fault of the program itself (ZeroDivisionError: of nobody's making; "
    )
    assert result.stderr.endswith(
        "Nothing was changed. Please report this, with the workbook if you may.\n"
    )
    assert "Traceback" not in result.output
    assert workbook.read_bytes() == before


def test_a_fault_is_told_to_machines_in_the_shape_of_every_error(
    workbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(WorkbookFile, "read", broken)
    result = CliRunner().invoke(app, ["check", str(workbook), "--json"])
    assert result.exit_code == 3
    (fault,) = json.loads(result.stdout)["error"]["faults"]
    assert fault["place"] == "xlscorecard"


def test_a_fault_after_the_file_was_written_says_so(
    workbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    apply = WorkbookFile.apply

    def applied(book: WorkbookFile, plan: Plan, progress: Progress = no_progress) -> Applied:
        apply(book, plan, progress)
        raise RuntimeError("too late")

    monkeypatch.setattr(WorkbookFile, "apply", applied)
    result = CliRunner().invoke(app, ["refresh", str(workbook)])
    assert result.exit_code == 3
    assert f"{workbook} was written before that. Please report this" in result.stderr


@pytest.mark.parametrize("formats", [("--json", "--html"), ("--csv", "--sarif", "--junit")])
def test_two_formats_at_once_are_refused(workbook: Path, formats: tuple[str, ...]) -> None:
    result = CliRunner().invoke(app, ["check", str(workbook), *formats])
    assert result.exit_code == 2
    assert f"{' and '.join(formats)} are two formats; ask for one." in result.stderr


@pytest.mark.parametrize("text", ["V", "=leave alone", "V=", "="])
def test_a_column_that_says_nothing_is_refused(workbook: Path, text: str) -> None:
    result = CliRunner().invoke(app, ["refresh", str(workbook), "--column", text])
    assert result.exit_code == 2
    assert "is not of the form COLUMN=MEANING" in result.stderr


def test_a_meaning_that_is_none_is_refused_with_those_that_are(workbook: Path) -> None:
    result = CliRunner().invoke(app, ["refresh", str(workbook), "--column", "V=ignore"])
    assert result.exit_code == 2
    assert result.stderr.startswith(
        'what is said of column "V": "ignore"; expected "leave alone", "values", "polarity", '
        '"movement", a month such as Aug 2019, or a heading such as Owner.'
    )


@pytest.mark.parametrize("command", ["refresh", "check"])
def test_a_column_that_the_table_has_not_is_refused(workbook: Path, command: str) -> None:
    result = CliRunner().invoke(app, [command, str(workbook), "--column", "Rate=leave alone"])
    assert result.exit_code == 2
    assert 'no column of the table is headed "Rate"' in result.stderr
    assert "Settings!" not in result.stderr


def test_a_column_said_twice_is_refused(workbook: Path) -> None:
    same = ["--column", "V=leave alone", "--column", "V=Owner"]
    result = CliRunner().invoke(app, ["refresh", str(workbook), *same])
    assert result.exit_code == 2
    assert "'V' is said twice" in result.stderr
    in_other_letters = ["--column", "V=leave alone", "--column", "v=Owner"]
    result = CliRunner().invoke(app, ["refresh", str(workbook), *in_other_letters])
    assert result.exit_code == 2
    assert (
        '"v" is said to be Owner, and "V", which is the same column, leave alone' in result.stderr
    )
