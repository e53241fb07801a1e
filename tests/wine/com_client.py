"""In Excel's place: calls the COM server of xlwings as the workbook's VBA does.

Runs in the Windows Python, where pytest is not, on the standard library alone. STEPS and ANSWERS
are JSON files, SOURCE is the folder to import the package from. Each step is an object with one
key, and each answer one with the key ``value`` or ``error``:

    {"activate": null}                         StartedPython: a new server, or the running one
    {"call": [module, function, arguments]}    CallUDF with three arguments
    {"receive": content}                       a content as Python spells what it received
    {"crash": null}                            the server's Python ends, half a second from now
    {"end": null}                              EndPython: end the server
    {"wait": seconds}

Contents are those of ``variants``.
"""

import ctypes
import json
import sys
import time
from pathlib import Path
from typing import Any

from tests.wine.variants import VT_DISPATCH, Automation, Variant

# The modes of XLPyDLLActivateAuto, as ScorecardStart.bas uses them.
START = 1
END = -1

# Methods of IDispatch by their place: [MS-OAUT] 3.1.4.
RELEASE, NUMBER_OF_NAME, INVOKE = 2, 5, 6
METHOD = 1  # DISPATCH_METHOD
NEUTRAL = 0  # locale
# Without any tidying up, and between two calls, for there it ends when nobody looks.
CRASH = "import os, threading; threading.Timer(0.5, os._exit, [1]).start()"

EXCEPTION = 0x80020009 - 0x1_0000_0000  # DISP_E_EXCEPTION


def command(interpreter: str, folders: str) -> str:
    """The command of PythonCommand in ScorecardServer.bas, for an interpreter and a PYTHONPATH."""
    search = folders.replace("\\", "\\\\").replace("'", "\\'")
    path = f"sys.path[:0]='{search}'.split(';');" if folders else ""
    return (
        f'"{interpreter}" -B -c "import os,sys;sys.stdout=sys.stderr=open(os.path.join('
        "os.environ['TEMP'],'xlscorecard-start.txt'),'w',1,'ascii','backslashreplace');"
        f"{path}from xlscorecard.addin.server import serve;serve('$(CLSID)')\""
    )


class CallError(Exception):
    """A call has failed; VBA would go to its error handler."""


class _Arguments(ctypes.Structure):
    """DISPPARAMS."""

    _fields_ = (
        ("arguments", ctypes.c_void_p),
        ("named", ctypes.c_void_p),
        ("count", ctypes.c_uint),
        ("named_count", ctypes.c_uint),
    )


class _Exception(ctypes.Structure):
    """EXCEPINFO."""

    _fields_ = (
        ("code", ctypes.c_ushort),
        ("reserved", ctypes.c_ushort),
        ("source", ctypes.c_wchar_p),
        ("description", ctypes.c_wchar_p),
        ("help", ctypes.c_wchar_p),
        ("help_context", ctypes.c_ulong),
        ("reserved_pointer", ctypes.c_void_p),
        ("deferred", ctypes.c_void_p),
        ("result", ctypes.c_int32),
    )


class ComObject:
    """An object of another process, called by names as VBA calls an Object."""

    def __init__(self, address: int, automation: Automation) -> None:
        self._address = address
        self._automation = automation

    def call(self, name: str, *contents: Any) -> Any:
        """What a method answers.

        Raises:
            CallError: the method has failed, or the other process has ended.
        """
        number = ctypes.c_long()
        names = ctypes.c_wchar_p(name)
        no_interface = bytes(16)
        failed = self._method(NUMBER_OF_NAME)(
            self._address, no_interface, ctypes.byref(names), 1, NEUTRAL, ctypes.byref(number)
        )
        if failed:
            raise CallError(f"no method {name}: {failed}")
        variants = [self._automation.variant(content) for content in reversed(contents)]
        block = (Variant * len(variants))(*variants)
        arguments = _Arguments(ctypes.addressof(block), None, len(variants), 0)
        answer, exception = Variant(), _Exception()
        failed = self._method(INVOKE)(
            self._address,
            number.value,
            no_interface,
            NEUTRAL,
            METHOD,
            *(ctypes.byref(own) for own in (arguments, answer, exception)),
            None,
        )
        if failed == EXCEPTION:
            raise CallError(exception.description)
        if failed:
            raise CallError(f"{name} has failed: {failed}")
        return self._automation.content(answer)

    @property
    def address(self) -> int:
        """Where the object lies, for pywin32."""
        return self._address

    def release(self) -> None:
        """Set … = Nothing."""
        self._method(RELEASE)(self._address)

    def _method(self, place: int) -> Any:
        table = ctypes.cast(self._address, ctypes.POINTER(ctypes.POINTER(ctypes.c_void_p)))[0]
        types: dict[int, list[Any]] = {
            RELEASE: [],
            NUMBER_OF_NAME: [ctypes.c_char_p, ctypes.c_void_p, *[ctypes.c_uint] * 2],
            INVOKE: [ctypes.c_long, ctypes.c_char_p, ctypes.c_uint, ctypes.c_ushort],
        }
        pointers = {RELEASE: 0, NUMBER_OF_NAME: 1, INVOKE: 4}
        prototype = ctypes.CFUNCTYPE(
            ctypes.c_int32, ctypes.c_void_p, *types[place], *[ctypes.c_void_p] * pointers[place]
        )
        return prototype(table[place] or 0)


class Server:
    """The modules ScorecardStart and ScorecardServer of the workbook, and their one object."""

    def __init__(self, command: str) -> None:
        [library] = Path(sys.executable).parent.glob("xlwings64-*.dll")
        ctypes.CDLL("ole32.dll").CoInitialize(None)
        self._automation = Automation()
        self._activate = ctypes.CDLL(str(library)).XLPyDLLActivateAuto
        self._command = command.encode("utf-8")
        self._object: ComObject | None = None

    def answer(self, step: dict[str, Any]) -> dict[str, Any]:
        """What a step answers, or the error that VBA would see."""
        try:
            return {"value": self._answer(step)}
        except CallError as error:
            return {"error": str(error)}

    @property
    def address(self) -> int:
        """Where the object of the running server lies, for pywin32."""
        if self._object is None:
            raise CallError("the server has not been started")
        return self._object.address

    def end(self) -> None:
        """EndPython."""
        self._forget()
        self._call_library(END)

    def _answer(self, step: dict[str, Any]) -> Any:
        match step:
            case {"activate": None}:
                return self._start()
            case {"call": [module, function, arguments]}:
                return self._call("CallUDF", module, function, {"array": arguments})
            case {"receive": content}:
                return self._call("Str", content)
            case {"crash": None}:
                return self._call("Exec", CRASH)
            case {"end": None}:
                return self.end()
            case {"wait": seconds}:
                return time.sleep(seconds)
            case _:
                raise ValueError(f"no step: {step!r}")

    def _start(self) -> None:
        self._forget()
        answer = self._call_library(START)
        if answer.type != VT_DISPATCH or answer.pointer is None:
            raise CallError(f"the DLL has answered a VARIANT of type {answer.type}")
        self._object = ComObject(answer.pointer, self._automation)

    def _call(self, method: str, *contents: Any) -> Any:
        if self._object is None:
            raise CallError("the server has not been started")
        return self._object.call(method, *contents)

    def _forget(self) -> None:
        if self._object is not None:
            self._object.release()
        self._object = None

    def _call_library(self, mode: int) -> Variant:
        answer = Variant()
        if self._activate(ctypes.byref(answer), self._command, mode):
            raise CallError(self._automation.content(answer))
        return answer


def main(steps: str, answers: str, source: str, outside: str | None = None) -> None:
    """Do the steps of a file and write their answers to another.

    ``outside`` is the class of a server that runs already: what the VBA asks for instead of a
    command where DEBUG UDFS is True.
    """
    given = json.loads(Path(steps).read_text("utf-8"))
    server = Server(outside or command(sys.executable, source))
    try:
        answered = [server.answer(step) for step in given]
    finally:
        server.end()
    Path(answers).write_text(json.dumps(answered), "utf-8")
