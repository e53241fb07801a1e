"""A plan applied to a file: styles kept, replaced in one step, with what stood there kept."""

import shutil
import stat
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.books.losslessness import losses
from tests.books.sample_workbooks import (
    RELATIONSHIPS,
    hand_made,
    part,
    plain_workbook,
    rewritten,
    rich_workbook,
    sheet_xml,
)
from tests.plans import restoring, writing
from xlscorecard.books.file.book import PIVOT_NOTICE, WorkbookFile
from xlscorecard.books.protocol import Applied
from xlscorecard.core.sheet.edits import PlannedContent, WritePage
from xlscorecard.core.sheet.page import Look, Page, PageCell
from xlscorecard.errors import UnwritableWorkbookError

CELLS: dict[tuple[int, int], PlannedContent] = {(2, 2): 0.1, (2, 1): "▲"}
PLAN = writing("Sheet1", CELLS)


def test_the_file_is_replaced_and_kept_as_a_backup(tmp_path: Path) -> None:
    path = plain_workbook(tmp_path / "book.xlsx")
    before = path.read_bytes()
    book = WorkbookFile(path)

    notices = book.apply(PLAN).notices

    assert notices == ()
    assert book.backup == tmp_path / "book.xlsx.bak"
    assert book.backup.read_bytes() == before
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["book.xlsx", "book.xlsx.bak"]
    sheet = openpyxl.load_workbook(path)["Sheet1"]
    assert [sheet["A2"].value, sheet["B2"].value] == ["▲", 0.1]
    assert sheet["B2"].number_format == "0.00"


def test_another_output_leaves_the_workbook_as_it_is(tmp_path: Path) -> None:
    path = plain_workbook(tmp_path / "book.xlsx")
    before = path.read_bytes()
    output = tmp_path / "refreshed.XLSX"
    book = WorkbookFile(path, output)

    book.apply(PLAN)

    assert path.read_bytes() == before
    assert book.backup is None
    assert losses(path, output, "Sheet1", CELLS) == []
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["book.xlsx", "refreshed.XLSX"]


def test_an_output_that_is_there_is_kept_as_a_backup(tmp_path: Path) -> None:
    path = plain_workbook(tmp_path / "book.xlsx")
    output = tmp_path / "old.xlsx"
    output.write_bytes(b"what stood there")
    book = WorkbookFile(path, output)

    book.apply(PLAN)

    assert book.backup == tmp_path / "old.xlsx.bak"
    assert book.backup.read_bytes() == b"what stood there"
    assert losses(path, output, "Sheet1", CELLS) == []


def test_an_output_with_another_ending_is_refused(tmp_path: Path) -> None:
    path = plain_workbook(tmp_path / "book.xlsx")

    with pytest.raises(UnwritableWorkbookError) as error:
        WorkbookFile(path, tmp_path / "book.xlsm")

    assert str(error.value) == (
        f'{tmp_path / "book.xlsm"}: a name that ends in ".xlsm"; expected ".xlsx", as of '
        'book.xlsx, for Excel opens no other. Let the name end in ".xlsx".'
    )


def test_an_empty_plan_touches_nothing(tmp_path: Path) -> None:
    path = plain_workbook(tmp_path / "book.xlsx")
    before = path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_ino
    book = WorkbookFile(path)

    assert book.apply(writing("Sheet1", {})) == Applied()

    assert (path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_ino) == before
    assert book.backup is None
    assert [entry.name for entry in tmp_path.iterdir()] == ["book.xlsx"]


def test_an_empty_plan_with_another_output_copies_the_bytes(tmp_path: Path) -> None:
    path = plain_workbook(tmp_path / "book.xlsx")
    output = tmp_path / "copy.xlsx"

    WorkbookFile(path, output).apply(writing("Sheet1", {}))

    assert output.read_bytes() == path.read_bytes()


def test_writing_twice_is_writing_once(tmp_path: Path) -> None:
    path = plain_workbook(tmp_path / "book.xlsx")
    WorkbookFile(path).apply(PLAN)
    once = path.read_bytes()

    WorkbookFile(path).apply(PLAN)

    assert path.read_bytes() == once


def test_one_book_can_be_applied_to_more_than_once(tmp_path: Path) -> None:
    path = plain_workbook(tmp_path / "book.xlsx")
    book = WorkbookFile(path)
    book.read("Sheet1")
    book.apply(PLAN)

    book.apply(writing("Sheet1", {(3, 2): 7.0, (9, 9): "new"}))

    read = WorkbookFile(path).read("Sheet1")
    assert [read.content(2, 2), read.content(3, 2), read.content(9, 9)] == [0.1, 7.0, "new"]


def test_progress_is_told_in_order(tmp_path: Path) -> None:
    told: list[tuple[str, float]] = []

    WorkbookFile(plain_workbook(tmp_path / "book.xlsx")).apply(
        PLAN, lambda step, done: told.append((step, done))
    )

    assert told == [
        ("placing the cells", 0.3),
        ("writing the copy", 0.5),
        ("comparing all parts", 0.8),
        ("done", 1.0),
    ]


def test_the_rights_of_the_file_stay(tmp_path: Path) -> None:
    path = plain_workbook(tmp_path / "book.xlsx")
    path.chmod(0o640)

    WorkbookFile(path).apply(PLAN)

    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_new_output_has_the_rights_of_any_new_file(tmp_path: Path) -> None:
    path = plain_workbook(tmp_path / "book.xlsx")
    any_new = tmp_path / "any"
    any_new.touch()

    WorkbookFile(path, tmp_path / "new.xlsx").apply(PLAN)

    assert (tmp_path / "new.xlsx").stat().st_mode == any_new.stat().st_mode


def test_a_link_to_a_workbook_stays_a_link(tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    path = plain_workbook(folder / "book.xlsx")
    link = tmp_path / "link.xlsx"
    link.symlink_to(path)

    WorkbookFile(link).apply(PLAN)

    assert link.is_symlink()
    assert WorkbookFile(path).read("Sheet1").content(2, 2) == 0.1


def test_a_workbook_with_pivot_tables_is_written_with_a_notice(tmp_path: Path) -> None:
    path = hand_made(tmp_path / "book.xlsx", sheet_xml('<row r="1"><c r="A1"/></row>'))
    _add_pivot_cache(path)

    assert WorkbookFile(path).apply(writing("Sheet1", {(1, 1): 1.0})) == Applied((PIVOT_NOTICE,))


def _add_pivot_cache(path: Path) -> None:
    links = part(path, "xl/_rels/workbook.xml.rels").replace(
        b"</Relationships>",
        f'<Relationship Id="rId9" Type="{RELATIONSHIPS}/pivotCacheDefinition" '
        'Target="pivotCache/pivotCacheDefinition1.xml"/></Relationships>'.encode(),
    )
    cache = {"xl/pivotCache/pivotCacheDefinition1.xml": b"<pivotCacheDefinition/>"}
    rewritten(path, {"xl/_rels/workbook.xml.rels": links, **cache})


contents = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
)
places = st.tuples(st.integers(1, 60), st.integers(1, 40))


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return rich_workbook(tmp_path_factory.mktemp("rich") / "rich.xlsx")


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    cells=st.dictionaries(
        places.filter(lambda place: place[1] != 9), contents, min_size=1, max_size=8
    )
)
def test_whatever_is_written_is_read_again_and_nothing_else_changes(
    cells: dict[tuple[int, int], PlannedContent], rich: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.xlsx"
    shutil.copy(rich, copy)
    before = WorkbookFile(copy).read("Scorecard")

    WorkbookFile(copy, write_protected=True).apply(writing("Scorecard", cells))

    after = WorkbookFile(copy).read("Scorecard")
    assert losses(rich, copy, "Scorecard", cells) == []
    assert {place: after.content(*place) for place in cells} == cells
    others = [(row, column) for row in range(1, 61) for column in range(1, 41)]
    assert [after.content(*place) for place in others if place not in cells] == [
        before.content(*place) for place in others if place not in cells
    ]
    copy.unlink()


def test_a_plan_is_applied_edit_by_edit_and_all_of_it_is_compared(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name in ("One", "Two"):
            book.add_worksheet(name).write_column("A1", [1, 2, 3])
    page = Page("Ours", {1: (PageCell("Heading", Look.HEADING),)}, 1, (20,), {})
    one = writing("One", {(1, 1): 10.0, (9, 9): "new"})
    two = writing("Two", {(3, 1): "third"})
    again = writing("One", {(2, 1): 20.0, (1, 1): 11.0})

    WorkbookFile(path).apply(one.followed_by(*two.edits, WritePage(page), *again.edits))

    read = WorkbookFile(path)
    assert read.sheet_names == ("One", "Two", "Ours")
    assert [read.read("One").content(*place) for place in ((1, 1), (2, 1), (3, 1), (9, 9))] == [
        11.0, 20.0, 3.0, "new",
    ]  # fmt: skip
    assert read.read("Two").content(3, 1) == "third"
    assert read.read("Ours").content(1, 1) == "Heading"


def test_what_only_excel_takes_is_no_edit_of_a_file(tmp_path: Path) -> None:
    path = plain_workbook(tmp_path / "book.xlsx")
    before = path.read_bytes()

    with pytest.raises(TypeError, match="RestoreCells, which is no edit of a file yet"):
        WorkbookFile(path).apply(restoring("Sheet1", {(1, 1): None}))

    assert path.read_bytes() == before
