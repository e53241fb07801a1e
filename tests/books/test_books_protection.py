"""Protected sheets and files: said before anything is written, with a way to go on."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from openpyxl.styles import Protection

import xlscorecard
from tests.excel.excel_engine import plain_scorecard
from xlscorecard.addin.adoption.adopting import adopt
from xlscorecard.cli import app
from xlscorecard.errors import UnwritableWorkbookError

COMPUTED = 5  # column E holds the 12 month average


@pytest.fixture
def scorecard(tmp_path: Path) -> Path:
    return plain_scorecard(tmp_path / "Scorecard.xlsx", 6)


def _protect(path: Path, open_rows: range = range(0)) -> None:
    book = openpyxl.load_workbook(path)
    sheet = book["Scorecard"]
    sheet.protection.enable()
    for row in open_rows:
        sheet.cell(row, COMPUTED).protection = Protection(locked=False)
    book.save(path)


def _with(path: Path, part: str, change: Callable[[bytes], bytes]) -> None:
    """Change one part, or add it."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts.get(part, b""))
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def _reserve(path: Path) -> None:
    sharing = b'<fileSharing userName="A" reservationPassword="CC1A"/><workbookPr'
    _with(path, "xl/workbook.xml", lambda xml: re.sub(rb"<workbookPr", sharing, xml, count=1))


def _recommend(path: Path) -> None:
    sharing = b'<fileSharing readOnlyRecommended="1"/><workbookPr'
    _with(path, "xl/workbook.xml", lambda xml: re.sub(rb"<workbookPr", sharing, xml, count=1))


def _mark_as_final(path: Path) -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
    link = f'<Relationship Id="rIdF" Type="{kind}" Target="docProps/custom.xml"/></Relationships>'
    _with(path, "_rels/.rels", lambda xml: xml.replace(b"</Relationships>", link.encode()))
    properties = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        'custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/'
        'docPropsVTypes"><property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" '
        'name="_MarkAsFinal"><vt:bool>true</vt:bool></property></Properties>'
    )
    _with(path, "docProps/custom.xml", lambda _: properties.encode())


def _share(path: Path) -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/revisionHeaders"
    link = f'<Relationship Id="rIdR" Type="{kind}" Target="revisions/h.xml"/></Relationships>'
    _with(
        path,
        "xl/_rels/workbook.xml.rels",
        lambda xml: xml.replace(b"</Relationships>", link.encode()),
    )
    _with(path, "xl/revisions/h.xml", lambda _: b"<headers/>")


def _refused(path: Path, **options: object) -> str:
    before = path.read_bytes()
    with pytest.raises(UnwritableWorkbookError) as caught:
        xlscorecard.refresh(path, **options)  # type: ignore[arg-type] # of several kinds
    assert path.read_bytes() == before
    return str(caught.value)


def test_locked_cells_of_a_protected_sheet_are_named(scorecard: Path) -> None:
    _protect(scorecard)
    assert _refused(scorecard) == (
        "sheet Scorecard: a protected sheet, of which 3 cells to be written are locked (E3, E5, "
        "E7); expected cells that may be written. In Excel, choose Review > Unprotect Sheet. If "
        "the sheet is protected against slips of the hand alone, add --write-protected: the cells "
        "are written, and the protection stays."
    )


def test_open_cells_of_a_protected_sheet_are_written(scorecard: Path) -> None:
    _protect(scorecard, range(2, 8))
    assert len(xlscorecard.refresh(scorecard).plan.cells) == 3


def test_one_locked_cell_among_open_ones_is_named(scorecard: Path) -> None:
    _protect(scorecard, range(2, 7))
    assert "of which 1 cell to be written is locked (E7)" in _refused(scorecard)


def test_a_column_that_is_open_as_a_whole_opens_its_blank_cells(tmp_path: Path) -> None:
    path = tmp_path / "Scorecard.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Scorecard"
    sheet.append(["Ref.", "Indicator", "Jul-19", "Aug-19", "12 month average"])
    sheet.append(["A1", "Thing", 1, 2])
    sheet.append(["A2", "Thing", 3, 4])
    sheet.column_dimensions["E"].protection = Protection(locked=False)
    sheet.protection.enable()
    book.save(path)
    assert len(xlscorecard.refresh(path).plan.cells) == 2


def test_a_person_may_write_into_a_protected_sheet_nevertheless(scorecard: Path) -> None:
    _protect(scorecard)
    done = CliRunner().invoke(app, ["refresh", str(scorecard), "--write-protected"])
    assert done.exit_code == 0, done.output
    book = openpyxl.load_workbook(scorecard)
    assert book["Scorecard"].protection.sheet is True
    assert book["Scorecard"]["E3"].value == 3


def test_what_is_right_already_is_no_reason_to_refuse(scorecard: Path) -> None:
    xlscorecard.refresh(scorecard)
    _protect(scorecard)
    assert not xlscorecard.refresh(scorecard).plan.cells


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (_reserve, "a workbook that may be saved with a password alone"),
        (_mark_as_final, "a workbook that its author has marked as final"),
    ],
)
def test_a_file_whose_author_wants_no_changes_is_left_alone(
    scorecard: Path, tmp_path: Path, change: Callable[[Path], None], found: str
) -> None:
    change(scorecard)
    assert found in _refused(scorecard)
    xlscorecard.refresh(scorecard, output=tmp_path / "copy.xlsx")
    assert len(xlscorecard.refresh(scorecard, write_protected=True).plan.cells) == 3


def test_a_recommendation_to_open_it_read_only_binds_nobody(scorecard: Path) -> None:
    _recommend(scorecard)
    assert len(xlscorecard.refresh(scorecard).plan.cells) == 3


@pytest.mark.parametrize("options", [{}, {"write_protected": True}])
def test_a_shared_workbook_of_the_old_kind_is_refused(
    scorecard: Path, options: dict[str, object]
) -> None:
    _share(scorecard)
    assert "a shared workbook of the old kind" in _refused(scorecard, **options)


def test_a_protected_sheet_is_not_adopted_for_its_button_could_not_write(
    scorecard: Path, tmp_path: Path
) -> None:
    _protect(scorecard)
    with pytest.raises(UnwritableWorkbookError, match="Format Cells > Protection > Locked"):
        adopt(scorecard, tmp_path / "adopted.xlsm")
    assert not (tmp_path / "adopted.xlsm").exists()


def test_a_protected_sheet_with_open_cells_is_adopted(scorecard: Path, tmp_path: Path) -> None:
    _protect(scorecard, range(2, 8))
    assert adopt(scorecard, tmp_path / "adopted.xlsm").output.exists()
