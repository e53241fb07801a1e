"""Facts about a workbook as a file: what is in it, and where it lies."""

import os
import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from xlscorecard.addin.configuration import Key
from xlscorecard.addin.vba.sources import STANDARD_MODULES, is_changed
from xlscorecard.books.file.book import WorkbookFile
from xlscorecard.core.domain.our_sheets import CONFIGURATION_SHEET
from xlscorecard.errors import DamagedWorkbookError
from xlscorecard.formats.vba.reading import read_project
from xlscorecard.formats.xlsx.package import Package
from xlscorecard.setup.computer import SettingsFile
from xlscorecard.setup.configuration_sheet import ConfigurationRow, configuration_rows, read_values
from xlscorecard.setup.mark import zone_of
from xlscorecard.setup.this_machine import libraries_in, libraries_near, settings_file

_NAMED_VERSION = re.compile(r'XLWINGS_VERSION As String = "([^"]*)"')
_REMOTE = 4
"""DRIVE_REMOTE of GetDriveTypeW."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Macros:
    """The macros of a workbook, compared with ours.

    ``changed`` are modules of ours that hold other code than the installed version's.
    ``xlwings`` is the version whose DLL they name; None where they name none.
    """

    missing: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    xlwings: str | None = None
    is_signed: bool = False
    fault: str | None = None
    """Why they could not be read; None if they could."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interpreter:
    """The program that a workbook names for Windows, looked for on this computer."""

    path: str
    """As written, with what %NAMES% stand for; a bare name as the PATH leads to it."""
    exists: bool
    libraries: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkbookFacts:
    """A workbook; ``path`` is absolute.

    ``rows`` are those of its sheet xlwings.conf, None where it has no such sheet, and
    ``macros`` is None where it has none. ``zone`` is that of its mark of the web, None
    without a mark.
    """

    path: str
    rows: tuple[ConfigurationRow, ...] | None = None
    macros: Macros | None = None
    has_ribbon: bool = True
    zone: int | None = None
    is_open: bool = False
    is_on_network: bool = False
    interpreter: Interpreter | None = None
    """None on other systems."""
    settings_file: SettingsFile | None = None
    """A file xlwings.conf beside the workbook."""

    def configured(self, key: str) -> str | None:
        """What the sheet says for a key; None where the VBA finds no such key."""
        return read_values(self.rows or ()).get(key)

    @property
    def uses_outside_server(self) -> bool:
        """Whether it is set to a Python that was started outside Excel."""
        return (self.configured(Key.OUTSIDE_SERVER.value) or "").strip().lower() == "true"


def workbook_facts(path: Path) -> WorkbookFacts:
    """What can be found out about a workbook; nothing is changed.

    Raises:
        WorkbookError: it is not there, or no workbook that can be read.
    """
    package = Package(path)
    rows = None
    if CONFIGURATION_SHEET in package.sheets:
        rows = configuration_rows(WorkbookFile(path).read(CONFIGURATION_SHEET))
    absolute = path.absolute()
    named = read_values(rows or ()).get(Key.INTERPRETER_WINDOWS.value, "")
    return WorkbookFacts(
        path=str(absolute),
        rows=rows,
        macros=_macros(package),
        has_ribbon=bool(package.ribbon_parts),
        zone=zone_of(path),
        is_open=path.with_name(f"~${path.name}").exists(),
        is_on_network=_is_on_network(absolute),
        interpreter=_interpreter(named),
        settings_file=settings_file(absolute.with_name("xlwings.conf")),
    )


def _macros(package: Package) -> Macros | None:
    part = package.project_part
    if part is None:
        return None
    try:
        modules = {module.name: module.source for module in read_project(package.read(part))}
    except DamagedWorkbookError as error:
        return Macros(fault=error.faults[0].found)
    version = _NAMED_VERSION.search(modules.get("xlwings", ""))
    return Macros(
        missing=tuple(name for name in STANDARD_MODULES if name not in modules),
        changed=tuple(name for name, source in modules.items() if is_changed(name, source)),
        xlwings=version[1] if version else None,
        is_signed=bool(package.relationships(part)),
    )


def _interpreter(named: str) -> Interpreter | None:
    if sys.platform == "win32":
        path = os.path.expandvars(named)
        if os.path.dirname(path):
            program = Path(path)
            near = libraries_near(program)
            return Interpreter(path=path, exists=program.is_file(), libraries=near)
        # Windows looks for such a program, and for its DLL, in the folders of the PATH.
        found = shutil.which(path)
        folders = map(Path, os.environ.get("PATH", "").split(os.pathsep))
        return Interpreter(
            path=found or path, exists=found is not None, libraries=libraries_in(folders)
        )
    return None


def _is_on_network(path: Path) -> bool:
    if path.drive.startswith("\\\\"):
        return True
    if sys.platform == "win32":
        import ctypes

        return int(ctypes.windll.kernel32.GetDriveTypeW(path.anchor)) == _REMOTE
    return False
