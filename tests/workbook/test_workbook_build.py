"""The built file: same bytes each time, and a macro-enabled package."""

import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from xlscorecard.addin.workbook import build
from xlscorecard.books.file.book import WorkbookFile
from xlscorecard.core.domain.our_sheets import checks_heading_row
from xlscorecard.core.findings.present_lines import present_lines

ROOT = Path(__file__).parents[2]
COMMITTED = ROOT / "workbook" / "Scorecard.xlsm"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("built") / "new folder" / "Scorecard.xlsm"
    build(path)
    return path


def part(path: Path, name: str) -> ElementTree.Element:
    with ZipFile(path) as package:
        return ElementTree.fromstring(package.read(name))


def test_the_committed_workbook_is_what_its_sources_build(built: Path) -> None:
    assert built.read_bytes() == COMMITTED.read_bytes(), (
        "build it again: python -m xlscorecard.addin.workbook"
    )


@pytest.mark.parametrize(
    ("seed", "zone", "language"),
    [("0", "UTC", "C"), ("1", "Asia/Kathmandu", "C.UTF-8"), ("4711", "America/St_Johns", "POSIX")],
)
def test_hash_seed_time_zone_language_and_folder_change_nothing(
    built: Path, tmp_path: Path, seed: str, zone: str, language: str
) -> None:
    environment = os.environ | {
        "PYTHONHASHSEED": seed,
        "TZ": zone,
        "LC_ALL": language,
        "PYTHONPATH": str(ROOT / "src"),
    }
    subprocess.run(
        [sys.executable, "-m", "xlscorecard.addin.workbook", "again.xlsm"],
        cwd=tmp_path,
        env=environment,
        check=True,
    )
    assert (tmp_path / "again.xlsm").read_bytes() == built.read_bytes()


def test_building_leaves_nothing_but_the_workbook(built: Path) -> None:
    assert [path.name for path in built.parent.iterdir()] == ["Scorecard.xlsm"]


def test_building_replaces_an_older_workbook(built: Path, tmp_path: Path) -> None:
    target = tmp_path / "Scorecard.xlsm"
    target.write_bytes(b"an older one")
    build(target)
    assert target.read_bytes() == built.read_bytes()


def test_the_main_part_says_that_the_workbook_may_hold_macros(built: Path) -> None:
    types = {
        element.get("PartName"): element.get("ContentType")
        for element in part(built, "[Content_Types].xml")
    }
    assert types["/xl/workbook.xml"] == "application/vnd.ms-excel.sheet.macroEnabled.main+xml"


def test_the_content_types_come_first_and_every_part_can_be_read(built: Path) -> None:
    with ZipFile(BytesIO(built.read_bytes())) as package:
        assert package.testzip() is None
        assert package.namelist()[0] == "[Content_Types].xml"


def test_workbook_and_sheets_carry_the_names_that_vba_knows_them_by(built: Path) -> None:
    properties = part(built, "xl/workbook.xml").find(f"{MAIN}workbookPr")
    sheets = [
        part(built, f"xl/worksheets/sheet{number}.xml").find(f"{MAIN}sheetPr") for number in (1, 2)
    ]
    assert properties is not None
    assert properties.get("codeName") == "ThisWorkbook"
    assert [sheet is not None and sheet.get("codeName") for sheet in sheets] == [
        "ScorecardSheet",
        "SettingsSheet",
    ]


def test_the_properties_name_the_workbook_and_no_person(built: Path) -> None:
    texts = [element.text for element in part(built, "docProps/core.xml")]
    assert texts == [
        "Children's services scorecard",
        "Monthly performance scorecard",
        "The xlscorecard developers",
        "The xlscorecard developers",
        "2019-09-01T00:00:00Z",
        "2019-09-01T00:00:00Z",
    ]


def test_the_sheet_for_the_findings_says_that_nothing_has_been_checked_yet(built: Path) -> None:
    sheet = WorkbookFile(built).read("Checks")
    assert [sheet.text(row, 1) for row in (1, 2, 3, 7)] == [
        "Checks of the scorecard",
        "Not checked yet.",
        "Click Refresh scorecard or Check data on the tab Scorecard.",
        "Not checked yet.",
    ]
    assert checks_heading_row(sheet) is not None
    assert present_lines(sheet) == ()
