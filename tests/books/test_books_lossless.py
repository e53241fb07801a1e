"""Nothing is lost but the planned cells, judged by the losslessness test; and the test's own."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest

from tests.books.losslessness import Place, existing_cells, losses, worksheet_names
from tests.books.sample_workbooks import parts, plain_workbook, rewritten, rich_workbook
from tests.plans import writing
from xlscorecard.books.file.book import WorkbookFile

Planned = Mapping[Place, float | str]
COMPUTED: Planned = {
    **{(row, 3): row * 1.25 for row in range(3, 13)},
    **{(row, 6): "▲" for row in range(3, 13)},
}


@pytest.fixture(scope="module", params=[".xlsx", ".xlsm"])
def rich(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return rich_workbook(tmp_path_factory.mktemp("rich") / f"rich{request.param}")


def refreshed(path: Path, folder: Path, planned: Planned, sheet: str = "Scorecard") -> Path:
    copy = folder / path.name
    shutil.copy(path, copy)
    book = WorkbookFile(copy, write_protected=True)
    book.read(sheet)
    book.apply(writing(sheet, planned))
    return copy


def test_writing_the_computed_columns_loses_nothing(rich: Path, tmp_path: Path) -> None:
    copy = refreshed(rich, tmp_path, COMPUTED)

    assert losses(rich, copy, "Scorecard", COMPUTED) == []


def test_overwriting_every_formula_of_a_column_loses_nothing(rich: Path, tmp_path: Path) -> None:
    planned: Planned = {(row, 5): 0.25 for row in range(3, 13)}

    assert losses(rich, refreshed(rich, tmp_path, planned), "Scorecard", planned) == []


def test_cells_that_are_not_there_yet_are_added_without_a_loss(rich: Path, tmp_path: Path) -> None:
    planned: Planned = {(1, 30): 1.0, (5, 9 + 20): "new", (8, 8): 2.0, (40, 6): "▼", (2000, 1): 3.0}

    assert losses(rich, refreshed(rich, tmp_path, planned), "Scorecard", planned) == []


@pytest.mark.parametrize("sheet", ["Other's & more", "Hidden"])
def test_other_sheets_are_written_without_a_loss(rich: Path, tmp_path: Path, sheet: str) -> None:
    planned: Planned = {(5, 3): "shown <&>", (9, 9): -0.5}

    assert losses(rich, refreshed(rich, tmp_path, planned, sheet), sheet, planned) == []


def test_any_single_existing_cell_is_written_without_a_loss(rich: Path, tmp_path: Path) -> None:
    array = {(3, 9), (4, 9), (5, 9)}
    places = [place for place in existing_cells(rich, "Scorecard") if place not in array]

    found = {
        place: losses(rich, refreshed(rich, tmp_path, {place: 1.5}), "Scorecard", {place: 1.5})
        for place in places[::3]
    }

    assert len(found) > 25
    assert {place: lost for place, lost in found.items() if lost} == {}


def test_chart_sheets_are_no_worksheets(rich: Path) -> None:
    assert list(WorkbookFile(rich).sheet_names) == worksheet_names(rich)
    assert worksheet_names(rich) == ["Scorecard", "Other's & more", "Hidden"]


# -- the losslessness test itself -------------------------------------------------------------


@pytest.mark.filterwarnings("ignore::UserWarning")  # openpyxl says itself what it drops
def test_openpyxl_fails_the_losslessness_test(rich: Path, tmp_path: Path) -> None:
    copy = tmp_path / rich.name
    book = openpyxl.load_workbook(rich, keep_vba=rich.suffix == ".xlsm", rich_text=True)
    book["Scorecard"]["C3"] = 4.5
    book.save(copy)

    found = losses(rich, copy, "Scorecard", {(3, 3): 4.5})

    assert "feature sparkline: 2 became 0" in found
    assert any(loss.startswith("part ") and loss.endswith(": lost") for loss in found)


def test_the_same_file_with_nothing_planned_has_no_loss(rich: Path) -> None:
    assert losses(rich, rich, "Scorecard", {}) == []


def test_the_same_parts_written_with_other_prefixes_have_no_loss(tmp_path: Path) -> None:
    before = plain_workbook(tmp_path / "before.xlsx")
    after = plain_workbook(tmp_path / "after.xlsx")
    styles = parts(after)["xl/styles.xml"]
    other = styles.replace(b"<", b"<p:").replace(b"<p:/", b"</p:").replace(b"<p:?", b"<?")
    rewritten(after, {"xl/styles.xml": other.replace(b" xmlns=", b" xmlns:p=")})

    assert losses(before, after, "Sheet1", {}) == []


TAMPERED: dict[str, tuple[str, bytes, bytes, list[str]]] = {
    "another cell": (
        "xl/worksheets/sheet1.xml",
        b'<c r="C2" s="1"><v>12</v>',
        b'<c r="C2" s="1"><v>13</v>',
        ["sheet: '12' became '13'"],
    ),
    "a style": (
        "xl/worksheets/sheet1.xml",
        b'<c r="C2" s="1">',
        b'<c r="C2">',
        [
            "sheet: cell C2 <{http://schemas.openxmlformats.org/spreadsheetml/2006/main}c "
            "[('s', '1')]> became cell C2 "
            "<{http://schemas.openxmlformats.org/spreadsheetml/2006/main}c []>"
        ],
    ),
    "a theme colour": (
        "xl/theme/theme1.xml",
        b'val="4F81BD"',
        b'val="4F81BE"',
        ["part xl/theme/theme1.xml: other XML"],
    ),
    "a relationship": (
        "xl/_rels/workbook.xml.rels",
        b'Target="theme/theme1.xml"',
        b'Target="theme/theme2.xml"',
        [
            "relationship xl/workbook.xml -> xl/theme/theme1.xml (theme): lost",
            "relationship xl/workbook.xml -> xl/theme/theme2.xml (theme): new",
        ],
    ),
    "a content type": (
        "[Content_Types].xml",
        b"theme+xml",
        b"thema+xml",
        [
            "part xl/theme/theme1.xml: content type "
            "application/vnd.openxmlformats-officedocument.theme+xml became "
            "application/vnd.openxmlformats-officedocument.thema+xml"
        ],
    ),
}


@pytest.mark.parametrize("name", TAMPERED)
def test_the_losslessness_test_finds_a_change_of(name: str, tmp_path: Path) -> None:
    changed, old, new, expected = TAMPERED[name]
    before = plain_workbook(tmp_path / "before.xlsx")
    after = plain_workbook(tmp_path / "after.xlsx")
    content = parts(after)[changed]
    assert content.count(old) == 1
    rewritten(after, {changed: content.replace(old, new)})

    assert losses(before, after, "Sheet1", {}) == expected


def test_the_losslessness_test_finds_parts_that_are_gone_or_new(tmp_path: Path) -> None:
    before = plain_workbook(tmp_path / "before.xlsx")
    after = plain_workbook(tmp_path / "after.xlsx")
    rewritten(after, {"xl/theme/theme1.xml": None, "xl/media/new.png": b"\x89PNG"})

    assert losses(before, after, "Sheet1", {})[:2] == [
        "part xl/theme/theme1.xml: lost",
        "part xl/media/new.png: new",
    ]


def test_the_losslessness_test_finds_an_ignorable_prefix_that_is_not_declared(
    tmp_path: Path,
) -> None:
    # Canonical XML does not show it: nothing uses the prefix but the attribute's value.
    declared = (
        b' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        b' xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"'
    )
    before = plain_workbook(tmp_path / "before.xlsx")
    after = plain_workbook(tmp_path / "after.xlsx")
    sheet = parts(before)["xl/worksheets/sheet1.xml"]
    good = sheet.replace(b"<worksheet", b'<worksheet mc:Ignorable="x14ac"' + declared)
    rewritten(before, {"xl/worksheets/sheet1.xml": good})
    bad = good.replace(declared[declared.index(b" xmlns:x14ac") :], b"")
    rewritten(after, {"xl/worksheets/sheet1.xml": bad})

    assert losses(before, after, "Sheet1", {}) == [
        "part of the sheet: ignorable prefix x14ac no longer declared"
    ]
