"""In Excel's place: starts Pythons, also those that cannot start, and clicks on buttons.

Runs in the Windows Python, on pywin32 and the standard library. STEPS and ANSWERS are JSON files,
TEMP is the folder of that variable. Each step is an object with one key:

    {"start": command}              one workbook starts a Python, and ends it
    {"share": [command, …]}         a workbook for each command: all are started, then asked
    {"prompt": null}                a command prompt runs for a moment
    {"click": {…}}                  a click in the workbook that was started last, with

        "action"                    the name of the action
        "book"                      the name of the workbook
        "sheets"                    the names of its worksheets
        "application"               the members of its Excel, or "busy"
        "as_caller"                 whether xlwings is given the workbook as the caller, too

Excel's objects are stand-ins that tell when nobody holds them any more.
"""

import ctypes
import gc
import json
import os
import subprocess
import time
import weakref
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pythoncom
from win32com.client import dynamic
from win32com.server.exception import COMException
from win32com.server.util import NewEnum, wrap

from tests.wine.com_client import Server

ACTIONS_MODULE = "xlscorecard.addin.ribbon"
START_FILE = "xlscorecard-start.txt"
PROGRAMS = ("python.exe", "pythonw.exe", "cmd.exe")

# What is let go of is gone within milliseconds; what is kept is waited for as long.
GONE_SECONDS = 4.0

BUSY = -2146777998  # VBA_E_IGNORE: somebody types into a cell
ALL_PROCESSES = 2  # TH32CS_SNAPPROCESS

_OWN_NUMBER = "__import__('os').getpid()"


class Process(NamedTuple):
    """A process of Windows, and the number of the one that has started it."""

    program: str
    number: int
    parent: int


class _Entry(ctypes.Structure):
    """PROCESSENTRY32W."""

    _fields_ = (
        ("size", ctypes.c_uint32),
        ("usage", ctypes.c_uint32),
        ("number", ctypes.c_uint32),
        ("heap", ctypes.c_size_t),
        ("module", ctypes.c_uint32),
        ("threads", ctypes.c_uint32),
        ("parent", ctypes.c_uint32),
        ("priority", ctypes.c_int32),
        ("flags", ctypes.c_uint32),
        ("program", ctypes.c_wchar * 260),
    )


def other_processes() -> list[Process]:
    """The Pythons and command prompts that run beside this Python."""
    kernel = ctypes.CDLL("kernel32.dll")
    kernel.CreateToolhelp32Snapshot.restype = ctypes.c_void_p
    snapshot = ctypes.c_void_p(kernel.CreateToolhelp32Snapshot(ALL_PROCESSES, 0))
    entry = _Entry(size=ctypes.sizeof(_Entry))
    found: list[Process] = []
    more = kernel.Process32FirstW(snapshot, ctypes.byref(entry))
    while more:
        found.append(Process(entry.program.lower(), entry.number, entry.parent))
        more = kernel.Process32NextW(snapshot, ctypes.byref(entry))
    kernel.CloseHandle(snapshot)
    return [own for own in found if own.program in PROGRAMS and own.number != os.getpid()]


class StandIn:
    """An object of Excel with some of its members; it is asked for them by COM."""

    _public_methods_: Sequence[str] = ()

    def __init__(self, **members: Any) -> None:
        self._public_attrs_ = list(members)
        self.__dict__.update(members)


class Worksheets(StandIn):
    """The worksheets of a workbook, which are counted and gone through."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(Count=len(names))
        self._names = names

    def _NewEnum(self) -> Any:  # noqa: N802 # pywin32's name
        return NewEnum([wrap(StandIn(Name=name)) for name in self._names])


class Macros(StandIn):
    """The workbook's class ScorecardSheets, of which a click without cells asks the names alone."""

    _public_methods_ = ("SheetNames",)

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self._names = names

    def SheetNames(self) -> str:  # noqa: N802 # the VBA's name
        return "\n".join([self._names[0], *self._names])


class BusyExcel(StandIn):
    """An Excel that answers nothing but its window, as while somebody types into a cell."""

    def __init__(self, **members: Any) -> None:
        super().__init__(**members)
        self._public_attrs_.append("Version")

    @property
    def Version(self) -> str:  # noqa: N802 # Excel's name
        raise COMException(scode=BUSY)


def click(server: Any, given: Mapping[str, Any]) -> dict[str, Any]:
    """The outcome of a click or its error, and what is still held of Excel afterwards."""
    held = _Excel(given)
    watched = held.watched
    arguments: list[Any] = [
        ACTIONS_MODULE,
        "click",
        (given["action"], (held.workbook, held.macros), ""),
    ]
    if given.get("as_caller"):
        arguments.append(held.workbook)
    try:
        answer = {"value": server.CallUDF(*arguments)}
    except pythoncom.com_error as error:
        answer = {"error": error.excepinfo[2]}
    del held, arguments

    def kept() -> list[str]:
        pythoncom.PumpWaitingMessages()
        gc.collect()
        return [name for name, reference in watched.items() if reference() is not None]

    _wait_until(lambda: not kept())
    return answer | {"kept": kept()}


class _Excel:
    """Excel with a workbook, and its class ScorecardSheets."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        # A window that is there: xlwings asks for its process.
        window = ctypes.CDLL("user32.dll").GetDesktopWindow()
        members = given["application"]
        excel = BusyExcel(Hwnd=window) if members == "busy" else StandIn(Hwnd=window, **members)
        worksheets = Worksheets(given["sheets"])
        name = given["book"]
        book = StandIn(
            Name=name,
            FullName=f"C:\\Council\\{name}",
            Application=wrap(excel),
            Worksheets=wrap(worksheets),
        )
        macros = Macros(given["sheets"])
        self.watched: dict[str, weakref.ref[StandIn]] = {
            "application": weakref.ref(excel),
            "workbook": weakref.ref(book),
            "worksheets": weakref.ref(worksheets),
            "macros": weakref.ref(macros),
        }
        self.workbook, self.macros = wrap(book), wrap(macros)


class Client:
    """One Excel, of which each workbook starts the Python of its command."""

    def __init__(self) -> None:
        self._books: list[Server] = []
        self._start_file = Path(os.environ["TEMP"]) / START_FILE

    def answer(self, step: Mapping[str, Any]) -> dict[str, Any]:
        """What a step answers."""
        match step:
            case {"start": command}:
                return self._start_and_end(command)
            case {"share": commands}:
                return self._share(commands)
            case {"prompt": None}:
                return _with_prompt()
            case {"click": given}:
                return click(_python(self._books[-1]), given)
            case _:
                raise ValueError(f"no step: {step!r}")

    def end(self) -> None:
        """End what the workbooks have started."""
        for book in self._books:
            book.end()

    def _start_and_end(self, command: str) -> dict[str, Any]:
        self._start_file.unlink(missing_ok=True)
        server = Server(command)
        before = time.monotonic()
        answer = server.answer({"activate": None})
        seconds = time.monotonic() - before
        # Nothing is ended here before it is looked at: what has failed must have ended by itself.
        _wait_until(lambda: not other_processes())
        left = other_processes()
        printed = self._start_file.read_text("ascii") if self._start_file.exists() else None
        server.end()
        return answer | {"seconds": seconds, "printed": printed, "left": left}

    def _share(self, commands: Sequence[str]) -> dict[str, Any]:
        books = [Server(command) for command in commands]
        started = [book.answer({"activate": None}) for book in books]
        self._books.extend(books)
        return {
            "started": started,
            "numbers": [_number(_python(book)) for book in books],
            "running": other_processes(),
            "client": os.getpid(),
        }


def main(steps: str, answers: str, temp: str) -> None:
    """Do the steps of a file and write their answers to another."""
    os.environ["TEMP"] = temp
    given = json.loads(Path(steps).read_text("utf-8"))
    client = Client()
    try:
        answered = [client.answer(step) for step in given]
    finally:
        client.end()
    Path(answers).write_text(json.dumps(answered), "utf-8")


def _python(book: Server) -> Any:
    """The object of a workbook's server, by pywin32, which can hand over objects."""
    return dynamic.Dispatch(pythoncom.ObjectFromAddress(book.address, pythoncom.IID_IDispatch))


def _number(server: Any) -> int:
    """The number of the process in which a server runs."""
    return int(server.Str(server.Eval(_OWN_NUMBER)))


def _with_prompt() -> dict[str, Any]:
    with subprocess.Popen(
        ["cmd.exe", "/K"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as prompt:
        try:
            found = [own for own in other_processes() if own.number == prompt.pid]
        finally:
            prompt.kill()
    return {"running": found, "client": os.getpid()}


def _wait_until(is_so: Callable[[], bool]) -> None:
    until = time.monotonic() + GONE_SECONDS
    while not is_so() and time.monotonic() < until:
        time.sleep(0.02)
