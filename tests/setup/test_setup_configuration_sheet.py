"""The sheet xlwings.conf as the VBA of xlwings reads it, and facts about real workbooks."""

import re
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlwings

from tests.setup.configured_workbooks import built, configured_workbook
from xlscorecard.addin.configuration import CONFIGURATION, XLWINGS_VERSION
from xlscorecard.core.sheet.grid import Grid
from xlscorecard.errors import WorkbookError
from xlscorecard.setup.computer import SettingsFile
from xlscorecard.setup.configuration_sheet import READ_BY_XLWINGS, configuration_rows, read_values
from xlscorecard.setup.workbook_facts import Macros, WorkbookFacts, workbook_facts

XLWINGS = Path(xlwings.__file__).parent


def _read(*keys: str | None) -> list[str]:
    """The keys that are read where column A holds these; each key's value is its row."""
    grid = Grid(
        sheet="xlwings.conf",
        rows={row: (key, float(row)) for row, key in enumerate(keys, 1) if key is not None},
    )
    return list(read_values(configuration_rows(grid)))


# GetConfigFromSheet: if A2 is empty A1 alone, or else to where Ctrl+Down leads from A1.
@pytest.mark.parametrize(
    ("keys", "read"),
    [
        (("A", "B", "C"), ["A", "B", "C"]),
        (("A", "B", None, "D"), ["A", "B"]),
        (("A", None, "C"), ["A"]),
        ((None, "B", "C"), ["B"]),
        ((None, None, "C"), []),
        (("A", "b"), ["A", "B"]),
        ((), []),
    ],
)
def test_keys_are_read_as_far_as_the_vba_gets(
    keys: tuple[str | None, ...], read: list[str]
) -> None:
    assert _read(*keys) == read


def test_values_are_texts_as_vba_makes_them() -> None:
    grid = Grid(
        sheet="xlwings.conf",
        rows={1: ("DEBUG UDFS", True), 2: ("SHOW CONSOLE", 0.0), 3: ("PYTHONPATH", None)},
    )
    assert read_values(configuration_rows(grid)) == {
        "DEBUG UDFS": "True",
        "SHOW CONSOLE": "0",
        "PYTHONPATH": "",
    }


def test_the_keys_are_those_that_the_vba_asks_for() -> None:
    module = (XLWINGS / "xlwings.bas").read_text("ascii")
    assert set(re.findall(r'GetConfig\("([^"]+)"', module)) == READ_BY_XLWINGS


def test_a_new_workbook_is_as_its_configuration_says(tmp_path: Path) -> None:
    file = configured_workbook(tmp_path / "Scorecard.xlsm")

    facts = workbook_facts(file)

    assert facts.rows is not None
    assert read_values(facts.rows) == {key.value: value for key, value in CONFIGURATION.items()}
    assert facts == WorkbookFacts(
        path=str(file), rows=facts.rows, macros=Macros(xlwings=XLWINGS_VERSION)
    )
    assert not facts.uses_outside_server


def test_what_is_around_a_workbook_is_seen(tmp_path: Path) -> None:
    file = configured_workbook(tmp_path / "Scorecard.xlsm", {(6, 2): "TRUE"})
    (tmp_path / "~$Scorecard.xlsm").write_bytes(b"")
    (tmp_path / "xlwings.conf").write_text('"conda path","C:\\Conda"\n"SHOW CONSOLE", "True"\n\n')

    facts = workbook_facts(file)

    assert facts.is_open
    assert facts.uses_outside_server
    assert facts.settings_file == SettingsFile(
        path=str(tmp_path / "xlwings.conf"),
        values={"CONDA PATH": "C:\\Conda", "SHOW CONSOLE": "True"},
    )


def test_a_workbook_of_somebody_else_has_neither_sheet_nor_macros(tmp_path: Path) -> None:
    file = tmp_path / "KPIs.xlsx"
    openpyxl.Workbook().save(file)

    facts = workbook_facts(file)

    assert facts == WorkbookFacts(path=str(file), has_ribbon=False)


def test_openpyxl_drops_the_ribbon_and_it_is_seen(tmp_path: Path) -> None:
    file = configured_workbook(tmp_path / "Scorecard.xlsm")
    openpyxl.load_workbook(file, keep_vba=True).save(file)

    assert not workbook_facts(file).has_ribbon


def test_macros_that_cannot_be_read_are_a_fact_and_no_error(tmp_path: Path) -> None:
    whole, broken = tmp_path / "whole.xlsm", tmp_path / "broken.xlsm"
    whole.write_bytes(built())
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(broken, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, content[:1000] if name.endswith("vbaProject.bin") else content)

    macros = workbook_facts(broken).macros

    assert macros is not None
    assert macros.fault is not None
    assert macros.fault.startswith("macros that cannot be read (")


@pytest.mark.parametrize("name", ["none.xlsm", "text.xlsm"])
def test_what_is_no_workbook_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / "text.xlsm").write_text("no workbook")
    with pytest.raises(WorkbookError):
        workbook_facts(tmp_path / name)


def test_nothing_is_changed_by_looking(tmp_path: Path) -> None:
    file = configured_workbook(tmp_path / "Scorecard.xlsm")
    copy = Path(shutil.copy(file, tmp_path / "copy"))

    workbook_facts(file)

    assert file.read_bytes() == copy.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["Scorecard.xlsm", "copy"]
