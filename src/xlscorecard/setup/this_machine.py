"""The facts about the computer that this program runs on."""

import csv
import locale
import os
import platform
import struct
import sys
import sysconfig
import tempfile
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from xlscorecard.addin.configuration import XLWINGS_VERSION, library
from xlscorecard.setup import windows
from xlscorecard.setup.computer import Machine, Office, Python, SettingsFile, System

OUTSIDE_SERVER = "{506e67c3-55b5-48c3-a035-eed5deea7d6d}"
"""The class that DEBUG UDFS makes the VBA look for: XLPyCommand in xlwings.bas."""

_NOT_REGISTERED = -2147221164
"""REGDB_E_CLASSNOTREG"""

_FIRST_BUILD_OF_11 = 22000
"""Windows 11 still calls itself version 10.0."""

_MAC_EXCEL = Path("/Applications/Microsoft Excel.app")
_MAC_SCRIPT = (
    Path("Library/Application Scripts/com.microsoft.Excel")
    / f"xlwings-{XLWINGS_VERSION}.applescript"
)


def this_machine(*, look_for_server: bool = False) -> Machine:
    """What can be found out here; nothing is changed, started or asked of the network.

    A server outside Excel is looked for on request alone: one that is not ours, but was started
    by ``xlwings.serve()``, ends when the last who looked lets go of it.
    """
    system = this_system()
    is_windows = system is System.WINDOWS
    is_mac = system is System.MAC
    return Machine(
        system=system,
        system_name=_system_name(),
        python=_python(),
        office=windows.office() if is_windows else _mac_office() if is_mac else None,
        rules=windows.rules(),
        synchronised_folders=windows.synchronised_folders() if is_windows else (),
        temporary_folder=tempfile.gettempdir(),
        # Windows' own, which VBA uses, whatever Python itself writes in.
        code_page=locale.getencoding() if is_windows else None,
        settings_file=_settings_file() if is_windows else None,
        has_outside_server=has_outside_server() if look_for_server else None,
        has_mac_script=(Path.home() / _MAC_SCRIPT).is_file() if is_mac else None,
    )


def _system_name() -> str:
    """The system with its version; of Windows without platform, which asks WMI for it."""
    if sys.platform == "win32":
        build = sys.getwindowsversion()
        number = 11 if build.build >= _FIRST_BUILD_OF_11 else build.major
        return f"Windows {number} (build {build.build})"
    if sys.platform == "darwin":
        return f"macOS {platform.mac_ver()[0]}"
    return f"{platform.system()} {platform.release()}"


def this_system() -> System:
    """The operating system."""
    if sys.platform == "win32":
        return System.WINDOWS
    return System.MAC if sys.platform == "darwin" else System.OTHER


def libraries_near(interpreter: Path) -> frozenset[str]:
    """The DLLs of this xlwings version in a program's folder and the one above it.

    XLPyLoadDLL of xlwings.bas looks in these two: an installed Python has them beside
    ``python.exe``, a virtual environment above ``Scripts``.
    """
    return libraries_in((interpreter.parent, interpreter.parent.parent))


def has_outside_server() -> bool | None:
    """Whether a server that was started outside Excel runs for this person; None if unknown."""
    if sys.platform == "win32":
        try:
            import pythoncom
            import pywintypes
        except ImportError:
            return None
        try:
            pythoncom.CoCreateInstance(
                pywintypes.IID(OUTSIDE_SERVER),
                None,
                pythoncom.CLSCTX_LOCAL_SERVER,
                pythoncom.IID_IDispatch,
            )
        except pywintypes.com_error as error:
            return False if error.args[0] == _NOT_REGISTERED else None
        return True
    return None


def installed_xlwings() -> str | None:
    """The version of xlwings in this Python, without importing it, for that takes a while."""
    try:
        return version("xlwings")
    except PackageNotFoundError:
        return None


def _python() -> Python:
    is_windows = sys.platform == "win32"
    executable = Path(sys.executable)
    return Python(
        version=platform.python_version(),
        bits=8 * struct.calcsize("P"),
        executable=str(executable),
        xlwings=installed_xlwings(),
        has_pywin32=find_spec("win32api") is not None if is_windows else None,
        libraries=libraries_near(executable),
        user_libraries=libraries_in((_user_folder(),)) if is_windows else frozenset(),
    )


def libraries_in(folders: Iterable[Path]) -> frozenset[str]:
    """The DLLs of this xlwings version, for either kind of Excel, that lie in these folders."""
    names = (library(32), library(64))
    return frozenset(name for folder in folders for name in names if (folder / name).is_file())


def _user_folder() -> Path:
    """Where ``pip install --user`` puts a package's data, such as the DLLs."""
    return Path(sysconfig.get_path("data", sysconfig.get_preferred_scheme("user")))


def _mac_office() -> Office | None:
    if not _MAC_EXCEL.is_dir():
        return None
    return Office(executable=str(_MAC_EXCEL), version=None, bits=64)


def _settings_file() -> SettingsFile | None:
    """The settings of the xlwings add-in, which hold wherever a workbook's sheet is silent."""
    path = Path(os.environ.get("USERPROFILE", "")) / ".xlwings" / "xlwings.conf"
    return settings_file(path)


def settings_file(path: Path) -> SettingsFile | None:
    """What an ``xlwings.conf`` file sets: lines of a key and a value in quotes; None of none."""
    try:
        text = path.read_text("utf-8", errors="replace")
    except OSError:
        return None
    rows = csv.reader(text.splitlines(), skipinitialspace=True)
    values = {row[0].strip().upper(): row[1].strip() for row in rows if len(row) > 1}
    return SettingsFile(path=str(path), values=values)
