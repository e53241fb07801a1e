"""What holds for any two versions."""

from collections.abc import Sequence
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from tests.revisions.scorecard_versions import COMPUTED, MONTHS, told
from tests.sheet.sheet_grids import Row, Sheets, grid
from xlscorecard.actions.compare import compare
from xlscorecard.core.revisions.change import ChangeKind
from xlscorecard.core.revisions.wording import compared_words
from xlscorecard.core.sheet.content import CellContent, ErrorCode

VALUES: st.SearchStrategy[CellContent] = st.integers(0, 40).map(float)
CONTENTS: st.SearchStrategy[CellContent] = st.one_of(
    st.none(),
    st.integers(0, 40).map(float),
    st.sampled_from([0.059, 1234.5, "12", " 12 ", "5.9%", "n/a", "-", "[c]", "soon", ""]),
    st.just(ErrorCode("#N/A")),
)
HEADINGS = ("Ref.", "Indicator", *MONTHS, "Owner", "DoT", "Target 19-20", "Commentary", *COMPUTED)
TEXTS = st.sampled_from([None, "Ann", "Up since May.", "Up since June, as planned.", "two\nlines"])
REFERENCES = st.lists(st.sampled_from(["A1", "A2", "A3", "A4", "A5"]), unique=True, min_size=1)


@st.composite
def tables(draw: st.DrawFn) -> list[Row]:
    """The rows of a scorecard below its header, each with a reference of its own."""
    return [
        [
            reference,
            draw(st.sampled_from(["Families", "Children", "Visits"])),
            # In the first row, so that the newest month always holds data.
            *(draw(CONTENTS if at else VALUES) for _ in MONTHS),
            draw(TEXTS),
            draw(st.sampled_from([None, "▲", "▼", "-"])),
            draw(CONTENTS),
            draw(TEXTS),
            *(draw(CONTENTS) for _ in COMPUTED),
        ]
        for at, reference in enumerate(draw(REFERENCES))
    ]


def book(rows: Sequence[Row], headings: Row = HEADINGS) -> Sheets:
    return Sheets(grid(headings, *rows))


@given(tables())
def test_a_scorecard_compared_with_itself_has_no_changes(rows: list[Row]) -> None:
    assert compare(book(rows), book(rows)).is_same


@given(tables(), tables(), st.randoms(use_true_random=False))
def test_rows_and_columns_that_are_moved_change_nothing(
    old: list[Row], new: list[Row], random: Random
) -> None:
    columns = [*range(len(HEADINGS))]
    # An arrow and the change beside it are told apart by their headings, wherever they stand.
    random.shuffle(columns)
    rows = [[row[column] for column in columns] for row in new]
    random.shuffle(rows)
    moved = book(rows, [HEADINGS[column] for column in columns])
    assert sorted(told(compare(book(old), moved))) == sorted(told(compare(book(old), book(new))))


@given(tables(), tables())
def test_swapping_the_versions_swaps_before_and_after(old: list[Row], new: list[Row]) -> None:
    there, back = compare(book(old), book(new)), compare(book(new), book(old))
    opposite = {
        ChangeKind.VALUE_FILLED: ChangeKind.VALUE_REMOVED,
        ChangeKind.VALUE_REMOVED: ChangeKind.VALUE_FILLED,
        ChangeKind.ROW_ADDED: ChangeKind.ROW_REMOVED,
        ChangeKind.ROW_REMOVED: ChangeKind.ROW_ADDED,
    }
    swapped = [
        (opposite.get(own.kind, own.kind).name, own.what, repr(own.after), repr(own.before))
        for own in back.changes
    ]
    changes = [
        (own.kind.name, own.what, repr(own.before), repr(own.after)) for own in there.changes
    ]
    assert sorted(changes) == sorted(swapped)


@given(tables(), tables())
def test_every_change_has_a_cell_and_differs(old: list[Row], new: list[Row]) -> None:
    for change in compare(book(old), book(new)).changes:
        assert change.before.cell or change.after.cell
        assert change.before.text != change.after.text or change.kind is ChangeKind.STORED


WORDS = st.lists(st.sampled_from(["up", "down", "since", "May,", "2,108", "+", "144"]), max_size=12)


@given(WORDS, WORDS)
def test_the_pieces_of_compared_texts_are_the_texts(before: list[str], after: list[str]) -> None:
    texts = " ".join(before), "\n".join(after)
    compared = compared_words(*texts)
    if compared is not None:
        assert tuple("".join(piece.text for piece in own) for own in compared) == texts
        unchanged = [
            [word for piece in own if not piece.changed for word in piece.text.split()]
            for own in compared
        ]
        assert unchanged[0] == unchanged[1]
