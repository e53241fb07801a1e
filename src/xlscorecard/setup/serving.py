"""The server outside Excel, for computers on which Office may start no programs."""

import importlib
import os
import sys
from typing import ClassVar

from xlscorecard.addin.buttons.log import opened_log
from xlscorecard.addin.server import MODULES
from xlscorecard.errors import SetUpError
from xlscorecard.setup.computer import System
from xlscorecard.setup.opening import windowed
from xlscorecard.setup.this_machine import has_outside_server, this_system

TASK = "xlscorecard serve"

ALREADY_RUNNING = "A server is running for you already; there is nothing to do."
STARTED = (
    "Workbooks in which DEBUG UDFS is True reach Python here, as long as this runs. "
    "End it with Ctrl+Break, or by closing this window."
)


def instructions(interpreter: str = sys.executable) -> str:
    """How to start the server at each logon, with the path of this Python."""
    command = f'"{windowed(interpreter)}" -m xlscorecard serve'
    task = command.replace('"', '\\"')
    return f"""\
The server outside Excel, for computers on which Office may start no programs

1. Tell each workbook to use it:
     xlscorecard open --outside-server FILE
2. Start it at each logon, as the person who uses Excel and not as an administrator. Either
   - press Windows+R, type shell:startup and press Enter; in the folder that opens choose
     New > Shortcut, and give as the location of the item:
     {command}
   - or, as an administrator, make a task of it in a command prompt:
     schtasks /Create /SC ONLOGON /RL LIMITED /TN "{TASK}" /TR "{task}"
     It runs as whoever made it. For everybody who logs on, open it in the Task Scheduler and
     choose General > Change User or Group > Users.
3. Start it once now by a double click on the shortcut, or log off and on. There is no window.
   xlscorecard doctor FILE says whether it runs; the Task Manager ends it (pythonw.exe).
"""


def serve() -> str | None:
    """Serve until somebody ends it; a text of why there was nothing to do comes back at once.

    Raises:
        SetUpError: there is no COM on this system, or a package is missing.
    """
    if this_system() is not System.WINDOWS:
        raise SetUpError.because(
            place="xlscorecard serve",
            found="a system without Excel for Windows and without COM",
            expected="Windows, where Excel may be kept from starting Python",
            remedy="Nothing has to be served here; xlscorecard refresh FILE does what the "
            "button does.",
        )
    if has_outside_server():
        return ALREADY_RUNNING
    try:
        import xlwings
        from win32com.server.util import wrap

        for module in MODULES:
            importlib.import_module(module)
    except ImportError as error:
        raise _incomplete(str(error)) from error
    # The server of xlwings ends when the last of its objects is let go of, as by an Excel that
    # is closed (pythoncom.EnableQuitMessage). This one is never let go of.
    kept = wrap(_Kept())
    # Without a window there is nowhere to print to, so the log says it as well.
    with opened_log() as log:
        log.info("server outside Excel started, process %d", os.getpid())
    print(STARTED, flush=True)
    xlwings.serve()  # with the class OUTSIDE_SERVER, its default
    del kept
    return None


class _Kept:
    """An object for COM that nobody calls."""

    _public_methods_: ClassVar[list[str]] = []


def _incomplete(found: str) -> SetUpError:
    with opened_log() as log:
        log.error("server outside Excel not started: %s", found)
    return SetUpError.because(
        place="the installed packages",
        found=found,
        expected="xlscorecard with xlwings and pywin32",
        remedy="Install it again: pip install --force-reinstall xlscorecard.",
    )
