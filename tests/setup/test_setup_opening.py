"""Opening a workbook: made where it is not there, pointed to this Python, never half written."""

from pathlib import Path

import openpyxl
import pytest

from tests.plans import writing
from tests.setup.configured_workbooks import built, configuration_of, configured_workbook
from xlscorecard.addin.configuration import CONFIGURATION
from xlscorecard.books.file.book import WorkbookFile
from xlscorecard.core.domain.our_sheets import CONFIGURATION_SHEET
from xlscorecard.errors import WorkbookError, XlscorecardError
from xlscorecard.setup.computer import System
from xlscorecard.setup.opening import Opened, set_up, windowed

PYTHON = r"C:\Python\python.exe"
AS_BUILT = {key.value: value for key, value in CONFIGURATION.items()}


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_workbook_that_is_not_there_is_made_and_names_this_python(tmp_path: Path) -> None:
    file = tmp_path / "Scorecard.xlsm"

    opened = set_up(file, System.WINDOWS, interpreter=PYTHON)

    assert opened == Opened(file, True, {"INTERPRETER_WIN": PYTHON}, None, System.WINDOWS)
    assert configuration_of(file) == AS_BUILT | {"INTERPRETER_WIN": PYTHON}
    assert _names(tmp_path) == ["Scorecard.xlsm"]


def test_without_excel_the_workbook_is_made_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "Scorecard.xlsm"

    opened = set_up(file, System.OTHER, interpreter=PYTHON)

    assert opened == Opened(file, True, {}, None, System.OTHER)
    assert file.read_bytes() == built()
    assert _names(tmp_path) == ["Scorecard.xlsm"]


def test_on_a_mac_its_own_key_is_written(tmp_path: Path) -> None:
    file = tmp_path / "Scorecard.xlsm"

    set_up(file, System.MAC, interpreter="/opt/python/bin/python3")

    assert configuration_of(file) == AS_BUILT | {"INTERPRETER_MAC": "/opt/python/bin/python3"}


def test_a_template_is_copied_and_stays_as_it_is(tmp_path: Path) -> None:
    template = configured_workbook(tmp_path / "Council.xlsm", {(3, 2): "C:\\Council"})
    before = template.read_bytes()
    # Somebody has the template open; what it saved last is good enough for a copy.
    (tmp_path / "~$Council.xlsm").write_bytes(b"")
    folder = tmp_path / "mine"
    folder.mkdir()

    opened = set_up(folder / "KPIs.xlsm", System.WINDOWS, template=template, interpreter=PYTHON)

    assert opened.is_new
    assert template.read_bytes() == before
    assert configuration_of(folder / "KPIs.xlsm") == AS_BUILT | {
        "INTERPRETER_WIN": PYTHON,
        "PYTHONPATH": "C:\\Council",
    }
    assert _names(folder) == ["KPIs.xlsm"]


def test_a_workbook_that_is_there_is_never_replaced_by_the_template(tmp_path: Path) -> None:
    template = configured_workbook(tmp_path / "Council.xlsm", {(3, 2): "C:\\Council"})
    file = configured_workbook(tmp_path / "Mine.xlsm", {(3, 2): "C:\\Mine"})
    before = file.read_bytes()

    opened = set_up(file, System.WINDOWS, template=template, interpreter=PYTHON)

    assert not opened.is_new
    assert configuration_of(file)["PYTHONPATH"] == "C:\\Mine"
    assert opened.backup == tmp_path / "Mine.xlsm.bak"
    assert opened.backup.read_bytes() == before


def test_nothing_is_written_where_this_python_is_named_already(tmp_path: Path) -> None:
    file = tmp_path / "Scorecard.xlsm"
    set_up(file, System.WINDOWS, interpreter=PYTHON)
    before, state = file.read_bytes(), file.stat().st_mtime_ns

    opened = set_up(file, System.WINDOWS, interpreter=PYTHON)

    assert opened == Opened(file, False, {}, None, System.WINDOWS)
    assert (file.read_bytes(), file.stat().st_mtime_ns) == (before, state)
    assert _names(tmp_path) == ["Scorecard.xlsm"]


def test_a_workbook_that_is_open_in_excel_is_used_where_nothing_has_to_be_written(
    tmp_path: Path,
) -> None:
    file = tmp_path / "Scorecard.xlsm"
    set_up(file, System.WINDOWS, interpreter=PYTHON)
    (tmp_path / "~$Scorecard.xlsm").write_bytes(b"")

    assert set_up(file, System.WINDOWS, interpreter=PYTHON).written == {}
    with pytest.raises(WorkbookError, match="open in another program"):
        set_up(file, System.WINDOWS, interpreter=r"C:\Other\python.exe")


def test_the_server_outside_excel_is_switched_on_and_off(tmp_path: Path) -> None:
    file = tmp_path / "Scorecard.xlsm"

    on = set_up(file, System.WINDOWS, interpreter=PYTHON, outside_server=True)
    switched_on = configuration_of(file)
    off = set_up(file, System.WINDOWS, interpreter=PYTHON, outside_server=False)

    assert on.written == {"INTERPRETER_WIN": PYTHON, "DEBUG UDFS": "True"}
    assert switched_on == AS_BUILT | {"INTERPRETER_WIN": PYTHON, "DEBUG UDFS": "True"}
    assert off.written == {"DEBUG UDFS": "False"}
    assert configuration_of(file)["DEBUG UDFS"] == "False"


def test_a_key_that_is_missing_is_added_below_the_others(tmp_path: Path) -> None:
    # Row 1 is INTERPRETER_WIN; under another name nobody reads it.
    file = configured_workbook(tmp_path / "Scorecard.xlsm", {(1, 1): "SOMETHING"})

    set_up(file, System.WINDOWS, interpreter=PYTHON)

    grid = WorkbookFile(file).read(CONFIGURATION_SHEET)
    assert [grid.text(len(CONFIGURATION) + 1, column) for column in (1, 2)] == [
        "INTERPRETER_WIN",
        PYTHON,
    ]


def test_a_key_in_small_letters_is_the_same_key(tmp_path: Path) -> None:
    # GetConfigFromSheet of xlwings.bas: d.Add UCase(cell.Value).
    file = configured_workbook(tmp_path / "Scorecard.xlsm", {(1, 1): "interpreter_win"})

    set_up(file, System.WINDOWS, interpreter=PYTHON)

    assert configuration_of(file)["interpreter_win"] == PYTHON


@pytest.mark.parametrize(
    ("name", "cells", "message"),
    [
        (
            "Mine.xlsm",
            {(1, 1): "", (1, 2): "", (2, 1): "", (2, 2): ""},
            "FOLDER/Mine.xlsm, xlwings.conf!A3: a row below an empty one, which xlwings does not "
            "read; expected keys from A1 down without an empty row. Unhide that sheet in Excel "
            "and delete the empty row; xlscorecard doctor lists what else is wrong.",
        )
    ],
)
def test_a_sheet_to_which_no_key_can_be_added_is_refused(
    name: str, cells: dict[tuple[int, int], str], message: str, tmp_path: Path
) -> None:
    file = configured_workbook(tmp_path / name, cells)
    before = file.read_bytes()

    with pytest.raises(XlscorecardError) as raised:
        set_up(file, System.WINDOWS, interpreter=PYTHON)

    assert str(raised.value).replace(str(tmp_path), "FOLDER") == message
    assert file.read_bytes() == before
    assert _names(tmp_path) == [name]


def test_a_workbook_without_the_sheet_is_refused_with_what_to_do(tmp_path: Path) -> None:
    template = tmp_path / "Our KPIs.xlsm"
    openpyxl.Workbook().save(template)
    file = tmp_path / "Mine.xlsm"

    with pytest.raises(WorkbookError) as raised:
        set_up(file, System.WINDOWS, template=template, interpreter=PYTHON)

    assert str(raised.value).replace(str(tmp_path), "FOLDER") == (
        "FOLDER/Our KPIs.xlsm: no sheet xlwings.conf; expected a workbook with the scorecard's "
        'macros. Adopt it first: xlscorecard adopt "FOLDER/Our KPIs.xlsm".'
    )
    assert _names(tmp_path) == ["Our KPIs.xlsm"]


@pytest.mark.parametrize(
    ("file", "template", "message"),
    [
        (
            "Scorecard.xlsx",
            None,
            'FOLDER/Scorecard.xlsx: a name that ends in ".xlsx"; expected ".xlsm", as of '
            'Scorecard.xlsm, for Excel opens no other. Let the name end in ".xlsm".',
        ),
        (
            "Scorecard.xlsm",
            "gone.xlsm",
            "FOLDER/gone.xlsm: no such file; expected a workbook (.xlsx or .xlsm). Check the name "
            "and the folder.",
        ),
        (
            "none/Scorecard.xlsm",
            None,
            "FOLDER/none: no such folder; expected a folder to write to. Make the folder first, "
            "or name another.",
        ),
        (
            "",
            None,
            "FOLDER: a folder; expected a workbook (.xlsx or .xlsm). Name the workbook in it.",
        ),
    ],
)
def test_what_cannot_be_made_is_refused(
    file: str, template: str | None, message: str, tmp_path: Path
) -> None:
    with pytest.raises(XlscorecardError) as raised:
        set_up(
            tmp_path / file,
            System.WINDOWS,
            template=tmp_path / template if template else None,
            interpreter=PYTHON,
        )

    assert str(raised.value).replace(str(tmp_path), "FOLDER") == message
    assert _names(tmp_path) == []


def test_an_interrupted_write_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)

    with pytest.raises(WorkbookError, match=r"No space left on device.*nothing was changed"):
        set_up(tmp_path / "Scorecard.xlsm", System.WINDOWS, interpreter=PYTHON)

    assert _names(tmp_path) == []


def test_everything_but_the_configuration_stays_as_it_was(tmp_path: Path) -> None:
    file = configured_workbook(tmp_path / "Scorecard.xlsm")
    WorkbookFile(file).apply(writing("Scorecard", {(30, 5): "a note of mine"}))
    book = WorkbookFile(file)
    sheets = [name for name in book.sheet_names if name != CONFIGURATION_SHEET]
    before = [book.read(name).rows for name in sheets]

    set_up(file, System.WINDOWS, interpreter=PYTHON)

    after = WorkbookFile(file)
    assert [after.read(name).rows for name in sheets] == before


def test_the_python_without_a_window_is_named_where_there_is_one(tmp_path: Path) -> None:
    python = tmp_path / "python.exe"
    assert windowed(str(python)) == str(python)

    (tmp_path / "pythonw.exe").touch()

    assert Path(windowed(str(python))) == tmp_path / "pythonw.exe"
