"""Undo: what comes back, what was changed since, and what is gone."""

from contextlib import nullcontext
from dataclasses import dataclass, field

import pytest

from tests.sheet.sheet_grids import COMPUTED_HEADINGS, Row, Sheets, grid
from xlscorecard.actions.refresh import refresh
from xlscorecard.actions.undo import Overwritten, Undone, undo
from xlscorecard.core.sheet.grid import Grid
from xlscorecard.core.table.headings import Column
from xlscorecard.errors import LayoutError

_: None = None
HEADER: Row = ("Ref.", "Indicator", "Jul-19", "Aug-19", *COMPUTED_HEADINGS)
# One computed cell of each kind of content, none of them what the values give.
A1: Row = ("A1", "Visits", 10, 12, "?", _, True, 0.5, 99, "n/a")
B2: Row = ("B2", "Plans", 20, 19, "↑", "old", "-", "n/a", _, 7)


@dataclass
class Kept:
    """Keeps what each refresh overwrites."""

    records: list[Overwritten] = field(default_factory=list)

    def keep(self, overwritten: Overwritten) -> "nullcontext[None]":
        self.records.append(overwritten)
        return nullcontext()


def _refreshed(
    *rows: Row, formulas: dict[tuple[int, int], str] | None = None
) -> tuple[Sheets, Overwritten]:
    book, kept = Sheets(grid(HEADER, *rows, formulas=formulas)), Kept()
    refresh(book, keep=kept.keep)
    (record,) = kept.records
    return book, record


def _rows(book: Sheets) -> list[tuple[object, ...]]:
    cells = book.read("Scorecard").rows
    return [(*cells[row], *[None] * (10 - len(cells[row]))) for row in sorted(cells)]


def test_everything_that_a_refresh_overwrote_comes_back() -> None:
    before = _rows(Sheets(grid(HEADER, A1, B2)))
    book, record = _refreshed(A1, B2)
    assert _rows(book) != before
    assert undo(book, record) == Undone("Scorecard", restored=10, changed=(), moved=(), gone=())
    assert _rows(book) == before


def test_an_undo_twice_is_an_undo_once() -> None:
    book, record = _refreshed(A1, B2)
    undo(book, record)
    assert undo(book, record) == Undone("Scorecard", restored=0, changed=(), moved=(), gone=())


def test_a_cell_that_somebody_has_changed_since_is_named_and_left_alone() -> None:
    book, record = _refreshed(A1, B2)
    book.grids["Scorecard"] = _with(book, row=2, column=9, content=55.0)
    assert undo(book, record) == Undone(
        "Scorecard", restored=9, changed=("Scorecard!I2",), moved=(), gone=()
    )  # fmt: skip
    assert _rows(book)[1] == ("A1", "Visits", 10, 12, "?", None, True, 0.5, 55.0, "n/a")


def test_rows_and_columns_that_have_moved_are_found_again() -> None:
    book, record = _refreshed(A1, B2)
    moved = [(row[0], "note", *row[1:]) for row in _rows(book)]
    moved[0] = ("Ref.", "My own column", *moved[0][2:])
    header, a1, b2 = moved
    book = Sheets(grid(header, b2, ("C3", "note", "New", 1, 2), a1))  # type: ignore[arg-type]
    assert undo(book, record) == Undone("Scorecard", restored=10, changed=(), moved=(), gone=())
    assert book.read("Scorecard").rows[4] == [
        "A1", "note", "Visits", 10, 12, "?", None, True, 0.5, 99, "n/a",
    ]  # fmt: skip


def test_a_row_and_a_column_that_are_gone_are_named() -> None:
    book, record = _refreshed(A1, B2)
    header, a1, _b2 = (row[:9] for row in _rows(book))
    book = Sheets(grid(header, a1))  # type: ignore[arg-type]
    undone = undo(book, record)
    assert undone.restored == 5
    assert undone.gone == (
        "A1, 12-mnth max value",
        "B2, arrow for the change from the previous period",
        "B2, % change from the previous period",
        "B2, 12 month average",
        "B2, 12-mnth max value",
    )


def test_a_formula_that_a_refresh_replaced_comes_back() -> None:
    settings = grid(
        ("Setting", "Value"), ("Formulas in computed cells", "replace"), sheet="Settings"
    )
    table = grid(HEADER, A1, formulas={(2, 9): "AVERAGE(C2:D2)"})
    book, kept = Sheets(settings, table), Kept()
    refresh(book, keep=kept.keep)
    assert book.read("Scorecard").formulas == {}
    undo(book, kept.records[0])
    assert book.read("Scorecard").formulas == {(2, 9): "AVERAGE(C2:D2)"}


def test_a_refresh_that_changes_nothing_keeps_nothing() -> None:
    book, _record = _refreshed(A1, B2)
    kept = Kept()
    refresh(book, keep=kept.keep)
    refresh(book, keep=kept.keep, dry_run=True)
    assert kept.records == []


def test_what_is_kept_names_the_indicator_and_the_column() -> None:
    _, record = _refreshed(B2)
    assert [(cell.reference, cell.column, cell.before, cell.after) for cell in record.cells][
        :2
    ] == [
        ("B2", Column.PREVIOUS_ARROW, "↑", "→"),
        ("B2", Column.PREVIOUS_CHANGE, "old", 19 / 20 - 1),
    ]


def _with(book: Sheets, *, row: int, column: int, content: float) -> Grid:
    before = book.read("Scorecard")
    rows = {number: list(cells) for number, cells in before.rows.items()}
    rows[row][column - 1] = content
    return Grid(sheet=before.sheet, rows=rows)


def test_a_formula_is_not_put_back_where_it_would_mean_something_else() -> None:
    settings = grid(
        ("Setting", "Value"), ("Formulas in computed cells", "replace"), sheet="Settings"
    )
    table = grid(HEADER, A1, formulas={(2, 9): "AVERAGE(C2:D2)"})
    book, kept = Sheets(settings, table), Kept()
    refresh(book, keep=kept.keep)
    header, a1 = _rows(book)
    moved = Sheets(settings, grid(header, (None,) * 10, a1))  # type: ignore[arg-type]
    undone = undo(moved, kept.records[0])
    assert (undone.restored, undone.moved) == (5, ("Scorecard!I3",))
    assert moved.read("Scorecard").formulas == {}


def test_a_number_that_is_kept_as_text_is_what_the_refresh_wrote() -> None:
    book, record = _refreshed(A1)
    cells = [list(row) for row in _rows(book)]
    cells[1][8] = "11"  # the average of 10 and 12, in a cell that is formatted as text
    undone = undo(Sheets(grid(*cells)), record)  # type: ignore[arg-type]
    assert undone.changed == ()


def test_a_sheet_that_is_gone_or_renamed_is_named() -> None:
    book, record = _refreshed(A1)
    renamed = Sheets(grid(*book.read("Scorecard").rows.values(), sheet="KPIs"))
    with pytest.raises(
        LayoutError, match='no sheet "Scorecard", which that refresh had written to'
    ):
        undo(renamed, record)
