"""Opening a workbook with this Python: made where it is not there yet, pointed here, started."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from xlscorecard.addin.configuration import Key
from xlscorecard.books.file.book import WorkbookFile
from xlscorecard.core.domain.our_sheets import CONFIGURATION_SHEET
from xlscorecard.core.sheet.address import Place
from xlscorecard.core.sheet.edits import Plan, WriteCells
from xlscorecard.errors import SetUpError, UnwritableWorkbookError
from xlscorecard.setup.computer import System
from xlscorecard.setup.configuration_sheet import ConfigurationRow, configuration_rows, read_values
from xlscorecard.setup.mark import carry_over, mark_of

DEFAULT_NAME = "Scorecard.xlsm"


class Opened(NamedTuple):
    """What was done: the file, whether it was made, and which keys were written with which value.

    ``backup`` is what stood at ``path`` before; None if nothing stood there or was changed.
    """

    path: Path
    is_new: bool
    written: dict[str, str]
    backup: Path | None
    system: System


def set_up(
    path: Path,
    system: System,
    *,
    template: Path | None = None,
    interpreter: str = sys.executable,
    outside_server: bool | None = None,
) -> Opened:
    """Make the workbook if it is not there, and write into it how Python is reached.

    A workbook that is there is never replaced by the template. Nothing is written where all is
    right already.

    Args:
        path: where the workbook is, or is to be.
        system: where Excel is; without Excel nothing is written, the workbook is only made.
        template: what a new one is a copy of; the package's own workbook otherwise.
        interpreter: the Python that runs this.
        outside_server: whether a Python that was started outside Excel is used; None leaves it.

    Raises:
        XlscorecardError: it is no workbook, has no configuration, or cannot be written. Nothing
            was changed.
    """
    values = _wanted(system, interpreter, outside_server)
    if path.exists():
        book = WorkbookFile(path)
        plan, written = _plan(book, values, path)
        mark = mark_of(path)
        book.apply(plan)
        if written:
            carry_over(mark, path)
        return Opened(path, False, written, book.backup, system)
    with tempfile.TemporaryDirectory() as folder:
        # Set up before it takes its name: what stands there is whole at any moment.
        copy = Path(folder) / (template.name if template else DEFAULT_NAME)
        mark = None
        if template is None:
            from xlscorecard.addin.workbook.build import workbook_bytes

            copy.write_bytes(workbook_bytes())
        else:
            WorkbookFile(template, path)  # which refuses what is no workbook
            copy.write_bytes(template.read_bytes())
            mark = mark_of(template)
        book = WorkbookFile(copy, path)
        plan, written = _plan(book, values, template or path)
        book.apply(plan)
    carry_over(mark, path)
    return Opened(path, True, written, None, system)


def start(path: Path, system: System) -> None:
    """Open a workbook in Excel.

    Raises:
        SetUpError: no program is there for it.
    """
    if sys.platform == "win32":
        try:
            os.startfile(path.absolute())
        except OSError as error:
            raise _not_started(path, str(error.strerror)) from error
    elif system is System.MAC:
        command = ["open", "-a", "Microsoft Excel", str(path.absolute())]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
        if done.returncode:
            raise _not_started(path, done.stderr.strip())


def windowed(interpreter: str) -> str:
    """The Python without a window beside this one, where there is one."""
    without_window = Path(interpreter).with_name("pythonw.exe")
    return str(without_window) if without_window.is_file() else interpreter


def _wanted(system: System, interpreter: str, outside_server: bool | None) -> dict[Key, str]:
    match system:
        case System.WINDOWS:
            values = {Key.INTERPRETER_WINDOWS: windowed(interpreter)}
        case System.MAC:
            values = {Key.INTERPRETER_MAC: interpreter}
        case System.OTHER:
            values = {}
    if outside_server is not None:
        values[Key.OUTSIDE_SERVER] = str(outside_server)
        values[Key.WARM_SERVER] = str(True)
    return values


def _plan(book: WorkbookFile, values: dict[Key, str], place: Path) -> tuple[Plan, dict[str, str]]:
    """The cells that make a configuration say what is wanted, and the keys they belong to.

    Raises:
        UnwritableWorkbookError: there is no configuration, or none to which a key can be added.
    """
    if CONFIGURATION_SHEET not in book.sheet_names:
        raise UnwritableWorkbookError.because(
            place=str(place),
            found=f"no sheet {CONFIGURATION_SHEET}",
            expected="a workbook with the scorecard's macros",
            remedy=f'Adopt it first: xlscorecard adopt "{place}".',
        )
    rows = configuration_rows(book.read(CONFIGURATION_SHEET))
    present = read_values(rows)
    row_of = {row.key.upper(): row.number for row in rows if row.is_read}
    written = {
        key.value: value
        for key, value in values.items()
        if not _says(key, present.get(key.value), value)
    }
    cells: dict[Place, float | str] = {}
    for name, value in written.items():
        if name not in row_of:
            row_of[name] = _next_row(rows, row_of, place)
            cells[Place(row_of[name], 1)] = name
        cells[Place(row_of[name], 2)] = value
    return Plan((WriteCells(CONFIGURATION_SHEET, cells),)), written


def _says(key: Key, present: str | None, wanted: str) -> bool:
    """Whether a value says the same, written with %NAMES% or in other capitals perhaps."""
    if present is None:
        return False
    if key is Key.INTERPRETER_WINDOWS and sys.platform == "win32":
        return os.path.normcase(os.path.expandvars(present)) == os.path.normcase(wanted)
    if key in (Key.OUTSIDE_SERVER, Key.WARM_SERVER):
        return present.strip().lower() == wanted.lower()
    return present == wanted


def _next_row(rows: Sequence[ConfigurationRow], row_of: Mapping[str, int], place: Path) -> int:
    """The row below the keys, where the VBA reads a further one."""
    unread = [row for row in rows if not row.is_read]
    if unread:
        raise UnwritableWorkbookError.because(
            place=f"{place}, {CONFIGURATION_SHEET}!{unread[0].place}",
            found="a row below an empty one, which xlwings does not read",
            expected="keys from A1 down without an empty row",
            remedy="Unhide that sheet in Excel and delete the empty row; xlscorecard doctor "
            "lists what else is wrong.",
        )
    return max(row_of.values(), default=0) + 1


def _not_started(path: Path, reason: str) -> SetUpError:
    return SetUpError.because(
        place=str(path),
        found=f"the workbook is set up, but no program opened it ({reason})",
        expected="Excel for the desktop, to which .xlsm files belong",
        remedy="Open it from within Excel; xlscorecard doctor says whether Excel is found.",
    )
