"""Many findings of one kind are one finding, and what was accepted stays."""

import re
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.cases.scorecard_files import EH1A, Row, indicator, save
from tests.cases.scorecard_outcomes import Outcome, Statement, checked, refreshed

TEXT = (*EH1A[:-1], "126")
"""EH1a whose newest value is stored as text: one doubtful finding a row."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "scorecard.xlsx"


def untidy(count: int, first: int = 1) -> list[Row]:
    return [indicator(f"KPI{number:03}", TEXT) for number in range(first, first + count)]


def of_texts(statements: tuple[Statement, ...]) -> list[Statement]:
    """What is said of values stored as text, in U."""
    return [
        each
        for each in statements
        if "text" in each.text and any(cell.startswith("Scorecard!U") for cell in each.cells)
    ]


def accept(path: Path, cell: str) -> None:
    """Type a name and a reason beside the open finding whose first cell this is."""
    book = load_workbook(path)
    page = book["Checks"]
    assert isinstance(page, Worksheet)
    rows = list(page.iter_rows())
    (header,) = (row for row in rows if row[0].value == "Severity")
    column = {each.value: number for number, each in enumerate(header)}
    accepted = 0
    for row in rows[header[0].row :]:
        where = str(row[column["Cell"]].value)
        found = "text" in str(row[column["What was found"]].value)
        if found and re.search(rf'(^|"){cell}(?!\d)', where):
            row[column["Accepted by"]].value = "Sean Holehouse"
            row[column["Reason"]].value = "typed so by the supplier"
            accepted += 1
    assert accepted == 1, [str(row[column["Cell"]].value) for row in rows[header[0].row :]]
    book.save(path)


def add_rows(path: Path, count: int) -> None:
    """Further rows of the same kind at the end of the table."""
    book = load_workbook(path)
    page = book.worksheets[0]
    for _ in range(count):
        row = page.max_row + 1
        page.cell(row, 1, f"KPI{row - 1:03}")
        page.cell(row, 2, f"Name of KPI{row - 1:03}")
        for number, value in enumerate(TEXT):
            page.cell(row, 6 + number, value)
    book.save(path)


@pytest.mark.parametrize("count", [1, 49, 50])
def test_up_to_fifty_rows_each_have_their_finding(file: Path, count: int) -> None:
    assert len(of_texts(refreshed(save(file, *untidy(count))).statements)) == count


@pytest.mark.parametrize("count", [51, 52, 300])
def test_more_than_fifty_rows_are_one_finding_that_counts_the_rest(file: Path, count: int) -> None:
    # "A rule that finds the same in more than 50 rows makes one finding that names the first of
    # them and counts the rest."
    path = save(file, *untidy(count))
    for outcome in (refreshed(path), checked(path)):
        (said,) = of_texts(outcome.statements)
        assert said.severity == "doubtful"
        assert said.cells[0] == "Scorecard!U2"
        assert re.search(rf"\b({count - 1}|{count})\b", said.text)


def test_rules_are_counted_apart(file: Path) -> None:
    # 51 values stored as text are one finding; three texts that are no numbers stay three.
    rows = [indicator(f"T{n}", (*EH1A[:-1], "see note")) for n in range(3)]
    outcome = refreshed(save(file, *untidy(51), *rows))
    assert len(of_texts(outcome.statements)) == 1
    assert [len(outcome.about(f"U{row}", "wrong")) for row in (53, 54, 55)] == [1, 1, 1]


def refreshed_and_accepted(file: Path, count: int, cell: str) -> Path:
    path = refreshed(save(file, *untidy(count))).path
    accept(path, cell)
    return path


def holds(outcome: Outcome, cell: str) -> bool:
    return any(each.names(f"Scorecard!{cell}") for each in of_texts(outcome.accepted))


def test_accepted_findings_stay_single_and_are_not_counted(file: Path) -> None:
    # 50 rows, one of them accepted; with a 51st there are 50 open ones, not more than 50.
    path = refreshed_and_accepted(file, 50, "U2")
    add_rows(path, 1)
    outcome = checked(path)
    assert len(of_texts(outcome.statements)) == 50
    assert holds(outcome, "U2")


def test_with_more_than_fifty_open_ones_the_accepted_is_still_listed(file: Path) -> None:
    # 52 rows, one accepted: 51 open ones are one finding, and the first of them is in row 3.
    path = refreshed_and_accepted(file, 50, "U2")
    add_rows(path, 2)
    for outcome in (checked(path), refreshed(path)):
        (said,) = of_texts(outcome.statements)
        assert said.cells[0] == "Scorecard!U3"
        assert not said.names("Scorecard!U2")
        assert re.search(r"\b(50|51)\b", said.text)
        assert holds(outcome, "U2")


def test_accepting_the_counted_one_holds_for_the_rows_that_it_has(file: Path) -> None:
    outcome = checked(refreshed_and_accepted(file, 51, "U2"))
    assert of_texts(outcome.statements) == []
    assert of_texts(outcome.accepted)


def test_accepting_the_counted_one_never_holds_for_a_later_row(file: Path) -> None:
    # "accepting the counted one holds for the rows that it has, never for a later one": row 53.
    path = refreshed_and_accepted(file, 51, "U2")
    add_rows(path, 1)
    for outcome in (checked(path), refreshed(path)):
        (said,) = of_texts(outcome.statements)
        assert said.names("Scorecard!U53")
        assert not said.names("Scorecard!U2")
        assert of_texts(outcome.accepted)


def test_the_checks_sheet_of_many_rows_is_short(file: Path) -> None:
    # One line for 300 rows, not 300.
    page = load_workbook(refreshed(save(file, *untidy(300))).path)["Checks"]
    found = [str(row[4].value) for row in page.iter_rows()]
    assert len([each for each in found if "stored as text" in each]) <= 1
