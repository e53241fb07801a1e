"""The Checks sheet: what it lists, what people accept on it, and whose sheet it must not touch."""

from datetime import datetime

import pytest

from tests.sheet.sheet_grids import COMPUTED_HEADINGS, Sheets, grid
from xlscorecard.actions.check import check, list_findings
from xlscorecard.actions.refresh import Refreshed, refresh
from xlscorecard.core.domain.finding import FindingColumn
from xlscorecard.core.findings.checks_page import Stamp
from xlscorecard.core.findings.present_lines import present_lines
from xlscorecard.core.sheet.content import CellContent
from xlscorecard.core.sheet.grid import Grid

STAMP = Stamp(datetime(2019, 9, 2, 9, 30), "1.2.3")
LATER = Stamp(datetime(2019, 9, 3, 17, 5), "1.2.3")
HEADER = ("Ref.", "Indicator", "DoT", "Jun-19", "Jul-19", "Aug-19", *COMPUTED_HEADINGS)
BY, REASON = (
    list(FindingColumn).index(own) + 1 for own in (FindingColumn.BY, FindingColumn.REASON)
)
FIRST = 7


def scorecard(*rows: tuple[CellContent, ...], header: tuple[str, ...] = HEADER) -> Sheets:
    return Sheets(grid(header, *rows))


def refreshed(book: Sheets, stamp: Stamp = STAMP) -> Refreshed:
    return refresh(book, stamp=stamp)


def lines(book: Sheets, sheet: str = "Checks") -> list[tuple[str, str, str, str, str]]:
    """Severity, status, Ref., the cell's text and what was found, of every line."""
    return [
        (own.severity.word, own.status.value, own.reference, own.cell.text, own.found)
        for own in present_lines(book.grids[sheet])
        if own.severity and own.status
    ]


def typed(book: Sheets, row: int, by: str | None, reason: str | None) -> None:
    """A person types a name and a reason beside a finding."""
    sheet = book.grids["Checks"]
    cells = {number: list(own) for number, own in sheet.rows.items()}
    cells[row][BY - 1], cells[row][REASON - 1] = by, reason
    book.grids["Checks"] = Grid(sheet="Checks", rows=cells, formulas=sheet.formulas)


def changed(book: Sheets, row: int, column: int, content: CellContent) -> None:
    """A person changes a cell of the scorecard."""
    sheet = book.grids["Scorecard"]
    cells = {number: list(own) for number, own in sheet.rows.items()}
    cells[row][column - 1] = content
    book.grids["Scorecard"] = Grid(sheet="Scorecard", rows=cells)


AS_TEXT = ("A1", "Families", "▲", 5.0, 6.0, "7")
IN_ERROR = ("A2", "Plans", "▲", 5.0, "?", 7.0)
TEXT_LINE = '"7" in Aug-19 is a number stored as text; it was used as 7'


def test_a_refresh_lists_the_findings_worst_first_with_a_link_to_each_cell() -> None:
    book = scorecard(AS_TEXT, IN_ERROR)

    done = refreshed(book)

    assert done.listed_on == "Checks"
    sheet = book.grids["Checks"]
    assert [sheet.text(row, 1) for row in range(1, 5)] == [
        "Checks of the scorecard",
        "Scorecard, Aug-19: 1 wrong, 1 doubtful, 2 put right.",
        "Written 02 Sep 2019, 09:30, by xlscorecard 1.2.3.",
        "Click a cell's name to go there. To accept a finding, type your name and a reason into "
        "the yellow cells: it stays accepted until the cell changes.",
    ]
    assert [own[:4] for own in lines(book)] == [
        ("wrong", "open", "A2", "E3"),
        ("doubtful", "open", "A1", "F2"),
        ("note", "put right", "A1", "G2:H2, K2:L2"),
        ("note", "put right", "A2", "K3:L3"),
    ]
    assert sheet.formula(FIRST, 4) == 'HYPERLINK("#Scorecard!E3","E3")'


def test_a_sheet_with_a_name_of_many_words_is_linked_by_its_quoted_name() -> None:
    book = Sheets(grid(HEADER, AS_TEXT, sheet='Bob\'s "own" sheet'))
    refreshed(book)
    assert book.grids["Checks"].formula(FIRST, 4) == (
        'HYPERLINK("#\'Bob\'\'s ""own"" sheet\'!F2","F2")'
    )


def test_no_finding_at_all_is_said() -> None:
    book = scorecard(("A1", "Families", "▲", 5.0, 6.0, 7.0))
    refreshed(book)
    again = refreshed(book, LATER)
    assert again.findings == ()
    list_findings(book, stamp=LATER)
    other = scorecard()
    assert [own[1] for own in lines(book)] == ["put right"]
    refreshed(other)
    assert other.grids["Checks"].text(2, 1) == "Scorecard, Aug-19: no findings."
    assert other.grids["Checks"].text(FIRST, 1) == "Nothing to look at."


def test_a_finding_with_a_name_and_a_reason_is_accepted_and_counted_no_more() -> None:
    book = scorecard(AS_TEXT)
    refreshed(book)
    typed(book, FIRST, "Ann Lee", "the supplier's file has it so")

    done = refreshed(book, LATER)

    assert done.findings == ()
    assert [(own.finding.rule, own.by, own.reason) for own in done.accepted] == [
        ("number-as-text", "Ann Lee", "the supplier's file has it so")
    ]
    assert lines(book)[0] == ("doubtful", "accepted", "A1", "F2", TEXT_LINE)
    assert book.grids["Checks"].text(2, 1) == "Scorecard, Aug-19: 1 accepted, 1 put right."
    assert check(book).findings == ()
    assert check(book).accepted == done.accepted


@pytest.mark.parametrize(("by", "reason"), [("Ann Lee", None), (None, "as agreed")])
def test_half_an_acceptance_is_none_and_what_was_typed_stays(
    by: str | None, reason: str | None
) -> None:
    book = scorecard(AS_TEXT)
    refreshed(book)
    typed(book, FIRST, by, reason)

    done = refreshed(book, LATER)

    assert len(done.findings) == 1
    sheet = book.grids["Checks"]
    assert (sheet.text(FIRST, BY), sheet.text(FIRST, REASON)) == (by or "", reason or "")


def test_an_accepted_finding_is_open_again_as_soon_as_its_cell_changes() -> None:
    book = scorecard(AS_TEXT)
    refreshed(book)
    typed(book, FIRST, "Ann Lee", "as agreed")
    refreshed(book, LATER)
    changed(book, 2, 6, "8")

    done = refreshed(book, LATER)

    assert done.accepted == ()
    sheet = book.grids["Checks"]
    assert sheet.text(FIRST, 5).startswith('"8" in Aug-19 is a number stored as text')
    assert (sheet.text(FIRST, 2), sheet.text(FIRST, BY), sheet.text(FIRST, REASON)) == (
        "open",
        "",
        "Before the cell changed: as agreed (Ann Lee)",
    )


def test_an_acceptance_follows_its_cell_when_rows_and_columns_move() -> None:
    book = scorecard(AS_TEXT)
    refreshed(book)
    typed(book, FIRST, "Ann Lee", "as agreed")
    header = ("Indicator", "Ref.", *HEADER[2:])
    moved = Sheets(
        grid(header, ("Plans", "A0", "▲", 1.0, 2.0, 3.0), ("Families", "A1", "▲", 5.0, 6.0, "7")),
        book.grids["Checks"],
    )

    done = refreshed(moved, LATER)

    assert [own.finding.cells for own in done.accepted] == [("Scorecard!F3",)]


def test_two_findings_of_one_cell_are_accepted_apart() -> None:
    header = (*HEADER, "Commentary")
    text = "2 of 4 (60%) were late, and 3 of 4 (60%) were seen."
    blank: tuple[CellContent, ...] = (None,) * 6
    book = scorecard(("A1", "Families", "▲", 5.0, 6.0, 7.0, *blank, text), header=header)
    refreshed(book)
    typed(book, FIRST + 1, "Ann Lee", "as agreed")

    done = refreshed(book, LATER)

    assert [own.about for own in done.findings] == ["2 of 4 (60%)"]
    assert [own.finding.about for own in done.accepted] == ["3 of 4 (60%)"]


def test_sorting_the_list_confuses_nobody() -> None:
    book = scorecard(AS_TEXT, IN_ERROR)
    refreshed(book)
    typed(book, FIRST, "Ann Lee", "as agreed")
    sheet = book.grids["Checks"]
    rows = dict(sheet.rows)
    rows[FIRST], rows[FIRST + 1] = rows[FIRST + 1], rows[FIRST]
    book.grids["Checks"] = Grid(sheet="Checks", rows=rows)

    done = refreshed(book, LATER)

    assert [own.finding.reference for own in done.accepted] == ["A2"]


def test_what_a_refresh_has_put_right_stays_listed_as_long_as_the_month_is_reported() -> None:
    book = scorecard(("A1", "Families", "▲", 5.0, 6.0, 7.0, "↓", 0.17, "-", "n/a", 6.0, 7.0))
    first = refreshed(book)
    assert [own.rule for own in first.findings] == ["published-differs"]
    line = ("wrong", "put right", "A1", "G2", first.findings[0].message)

    again = refreshed(book, LATER)
    assert again.findings == ()
    assert lines(book) == [line]

    list_findings(book, stamp=LATER)
    assert lines(book) == [line]

    refresh(book, period="Jul-19", stamp=LATER)
    assert line not in lines(book)


def test_checking_alone_lists_a_wrong_figure_as_open_and_writes_no_other_sheet() -> None:
    book = scorecard(("A1", "Families", "▲", 5.0, 6.0, 7.0, "↓", 0.17, "-", "n/a", 6.0, 7.0))
    before = book.grids["Scorecard"]

    checked = list_findings(book, stamp=STAMP)

    assert (checked.listed_on, checked.outdated) == ("Checks", 2)
    assert [own[:4] for own in lines(book)] == [("wrong", "open", "A1", "G2")]
    assert book.grids["Scorecard"].rows == before.rows


def test_a_second_refresh_does_not_write_the_list_again() -> None:
    book = scorecard(AS_TEXT, IN_ERROR)
    refreshed(book)
    before = book.grids["Checks"]

    refreshed(book, LATER)

    assert book.grids["Checks"] is before
    refresh(book, stamp=LATER, always_list=True)
    assert book.grids["Checks"].text(3, 1) == "Written 03 Sep 2019, 17:05, by xlscorecard 1.2.3."


FOREIGN = grid(("What", "Done"), ("Figures read twice", "yes"), sheet="Checks")


def test_a_sheet_named_checks_of_somebody_else_is_left_alone() -> None:
    book = Sheets(grid(HEADER, AS_TEXT), FOREIGN)

    done = refreshed(book)

    assert book.grids["Checks"] is FOREIGN
    assert done.listed_on == "Scorecard checks"
    assert len(lines(book, "Scorecard checks")) == 2
    refreshed(book, LATER)
    assert list(book.grids) == ["Scorecard", "Checks", "Scorecard checks"]


def test_where_both_names_are_taken_nothing_is_listed_and_that_is_said() -> None:
    other = grid(("What",), ("Figures",), sheet="Scorecard checks")
    book = Sheets(grid(HEADER, AS_TEXT), FOREIGN, other)

    done = refreshed(book)

    assert done.listed_on is None
    assert done.notices[-1] == (
        "The findings were not listed in the workbook: it has sheets of its own named Checks and "
        "Scorecard checks. Rename one of them."
    )
    assert (book.grids["Checks"], book.grids["Scorecard checks"]) == (FOREIGN, other)


def test_the_list_is_never_taken_for_a_scorecard() -> None:
    book = Sheets(grid(HEADER, AS_TEXT, sheet="Table"))
    refreshed(book)
    assert refreshed(book, LATER).sheet == "Table"
    assert check(book).sheet == "Table"
