"""What people type on the Checks sheet is kept, whatever else stands on it."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.actions.test_actions_checks_sheet import (
    AS_TEXT,
    FIRST,
    HEADER,
    IN_ERROR,
    LATER,
    refreshed,
    scorecard,
    typed,
)
from tests.sheet.sheet_grids import Sheets, grid
from xlscorecard.actions.refresh import refresh
from xlscorecard.core.findings.line import Line
from xlscorecard.core.findings.present_lines import present_lines
from xlscorecard.core.sheet.content import CellContent
from xlscorecard.core.sheet.grid import Grid

NO_REFERENCE = ((None, "Families", "▲", 5.0, 6.0, 7.0), (None, "Plans", "▲", 5.0, 6.0, 8.0))


def rows_of(book: Sheets) -> list[tuple[str, str, str, str]]:
    """Status, the cell's text, name and reason of every line."""
    return [
        (own.status.value, own.cell.text, own.by, own.reason)
        for own in present_lines(book.grids["Checks"])
        if own.status
    ]


def typed_rows(book: Sheets) -> list[Line]:
    return [own for own in present_lines(book.grids["Checks"]) if own.by or own.reason]


def test_of_two_rows_without_a_reference_one_alone_is_accepted() -> None:
    book = scorecard(*NO_REFERENCE)
    refreshed(book)
    typed(book, FIRST, "Ann Lee", "a heading")

    done = refreshed(book, LATER)

    assert [own.finding.cells for own in done.accepted] == [("Scorecard!A2",)]
    assert rows_of(book) == [("open", "A3", "", ""), ("accepted", "A2", "Ann Lee", "a heading")]


def test_of_two_rows_that_nothing_tells_apart_one_alone_is_accepted() -> None:
    book = scorecard(NO_REFERENCE[0], NO_REFERENCE[0])
    refreshed(book)
    typed(book, FIRST + 1, "Ann Lee", "a heading")

    done = refreshed(book, LATER)

    assert [own.finding.cells for own in done.accepted] == [("Scorecard!A3",)]


@pytest.mark.parametrize(
    ("by", "reason", "status"),
    [("Ann Lee", None, "reason missing"), (None, "as agreed", "name missing")],
)
def test_half_an_acceptance_says_what_is_missing(
    by: str | None, reason: str | None, status: str
) -> None:
    book = scorecard(AS_TEXT, IN_ERROR)
    refreshed(book)
    typed(book, FIRST, by, reason)

    done = refreshed(book, LATER)

    assert len(done.findings) == 2
    assert rows_of(book)[:2] == [(status, "E3", by or "", reason or ""), ("open", "F2", "", "")]


SECOND = grid(HEADER, ("B9", "Other", "▲", 5.0, 6.0, "9"), sheet="Second")


def test_a_refresh_of_another_scorecard_keeps_what_was_accepted_on_the_first() -> None:
    book = Sheets(grid(HEADER, AS_TEXT), SECOND)
    refreshed(book)
    typed(book, FIRST, "Ann Lee", "as agreed")
    refreshed(book, LATER)

    other = refresh(book, sheet="Second", stamp=LATER)

    assert (len(other.findings), other.accepted) == (2, ())
    assert ("accepted", "Scorecard!F2", "Ann Lee", "as agreed") in rows_of(book)
    assert book.grids["Checks"].text(2, 1) == "Second, Aug-19: 1 doubtful, 1 put right."
    assert [own.by for own in refreshed(book, LATER).accepted] == ["Ann Lee"]
    assert [own[1] for own in rows_of(book)].count("F2") == 1


def test_what_was_accepted_on_a_sheet_that_is_gone_goes_with_it() -> None:
    book = Sheets(grid(HEADER, AS_TEXT), SECOND)
    refresh(book, sheet="Second", stamp=LATER)
    typed(book, FIRST, "Ann Lee", "as agreed")
    refresh(book, sheet="Second", stamp=LATER)
    del book.grids["Second"]

    refreshed(book, LATER)

    assert typed_rows(book) == []


SETTINGS = ("Ref.", "Frequency", "Unit of change", "Tolerance", "Polarity")


def test_a_setting_that_was_accepted_and_then_removed_is_listed_no_more() -> None:
    settings = grid(SETTINGS, ("ZZ9", "quarterly"), sheet="Settings")
    book = Sheets(grid(HEADER, ("A1", "Families", "▲", 5.0, 6.0, 7.0)), settings)
    refreshed(book)
    typed(book, FIRST, "Ann Lee", "comes next month")
    done = refreshed(book, LATER)
    assert [own.finding.cells for own in done.accepted] == [("Settings!A2",)]
    book.grids["Settings"] = grid(SETTINGS, sheet="Settings")

    refreshed(book, LATER)

    assert typed_rows(book) == []


def test_a_setting_that_was_accepted_is_open_again_when_it_says_something_else() -> None:
    row = ("A1", "Families", "▲", 5.0, 6.0, 7.0)
    first, second = (grid(SETTINGS, (own, "quarterly"), sheet="Settings") for own in ("ZZ9", "ZZ8"))
    book = Sheets(grid(HEADER, row), first)
    refreshed(book)
    typed(book, FIRST, "Ann Lee", "comes next month")
    book.grids["Settings"] = second

    assert refreshed(book, LATER).accepted == ()


texts = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=12)
cells: st.SearchStrategy[CellContent] = st.sampled_from([5.0, 6.0, "7", "?", "n/a", None, "8 %"])
references = st.sampled_from([None, "A1", "A2", "A3"])


@given(
    data=st.lists(st.tuples(references, cells, cells, cells), min_size=1, max_size=4),
    typing=st.lists(st.tuples(texts, texts), min_size=1, max_size=8),
    order=st.randoms(use_true_random=False),
)
def test_a_second_refresh_loses_nothing_that_was_typed_in_whatever_order_it_stands(
    data: list[tuple[CellContent, ...]], typing: list[tuple[str, str]], order: Random
) -> None:
    seen: set[CellContent] = set()
    table: list[tuple[CellContent, ...]] = []
    for number, (reference, *values) in enumerate(data):
        own = None if reference in seen else reference
        seen.add(reference)
        table.append((own, f"Thing {number}", "▲", *values))
    table.append(("Z", "The last", "▲", 1.0, 1.0, 1.0))
    book = scorecard(*table)
    refreshed(book)
    listed = present_lines(book.grids["Checks"])
    for row, (by, reason) in zip(range(FIRST, FIRST + len(listed)), typing, strict=False):
        typed(book, row, by, reason)
    sheet = book.grids["Checks"]
    lines = [sheet.rows[number] for number in sorted(sheet.rows) if number >= FIRST]
    order.shuffle(lines)
    above = {number: cells for number, cells in sheet.rows.items() if number < FIRST}
    book.grids["Checks"] = Grid(
        sheet="Checks", rows={**above, **dict(enumerate(lines, start=FIRST))}
    )
    before = sorted((str(own.key), own.by, own.reason) for own in typed_rows(book))

    done = refreshed(book, LATER)

    after = sorted((str(own.key), own.by, own.reason) for own in typed_rows(book))
    assert after == before
    both = [own for own in before if own[1] and own[2] and not own[0].endswith("-201908")]
    assert len(done.accepted) == len(both)
    again = book.grids["Checks"]
    refreshed(book, LATER)
    assert book.grids["Checks"] is again
