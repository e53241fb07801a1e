"""Drives LibreOffice for ``uno_session``: run by the Python that has UNO.

It makes one connection for the commands of the session and one for what the macros ask of the
session's server. Only plain values go over both.

Run: python3 uno_script.py PIPE ADDRESS, with the connections' key on the standard input.
"""

import sys
import threading
import time
from datetime import datetime, timedelta
from multiprocessing.connection import Client, Connection
from pathlib import Path
from typing import Any

import uno
import unohelper
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import XServiceInfo, XSingleComponentFactory
from com.sun.star.script import XInvocation
from com.sun.star.uno import RuntimeException

# The methods of Server and Factory have UNO's names.
# ruff: noqa: N802

SERVER = "xlscorecard.tests.Server"
"""The service by which a macro finds the session's server: CreateUnoService(SERVER)."""

START_SECONDS = 60
ALWAYS_EXECUTE_NO_WARN = 4
_DATE = "com.sun.star.bridge.oleautomation.Date"
_BLOCK = "com.sun.star.script.ArrayWrapper"
_EPOCH = datetime(1899, 12, 30)


class Server(unohelper.Base, XInvocation):
    """An object of which a macro can call every method; the session answers each call."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._lock = threading.Lock()

    def getIntrospection(self) -> None:
        return None

    def hasMethod(self, _name: str) -> bool:
        return True

    def hasProperty(self, _name: str) -> bool:
        return False

    def getValue(self, name: str) -> None:
        raise RuntimeException(f"no property {name}", self)

    def setValue(self, name: str, _value: object) -> None:
        raise RuntimeException(f"no property {name}", self)

    def invoke(self, name: str, arguments: tuple[Any, ...], _: Any, __: Any) -> tuple[Any, ...]:
        with self._lock:
            self._connection.send((name, tuple(plain(argument) for argument in arguments)))
            succeeded, answer = self._connection.recv()
        if not succeeded:
            raise RuntimeException(answer, self)
        return basic(answer), (), ()


class Factory(unohelper.Base, XSingleComponentFactory, XServiceInfo):
    """Gives every macro that creates the service the one server."""

    def __init__(self, server: Server) -> None:
        self._server = server

    def createInstanceWithContext(self, _: object) -> Server:
        return self._server

    def createInstanceWithArgumentsAndContext(self, _: object, __: object) -> Server:
        return self._server

    def getImplementationName(self) -> str:
        return SERVER

    def supportsService(self, name: str) -> bool:
        return name == SERVER

    def getSupportedServiceNames(self) -> tuple[str, ...]:
        return (SERVER,)


def plain(value: Any) -> Any:
    """A value of BASIC as one of Python; an object is its class's name."""
    if isinstance(value, tuple):
        return tuple(plain(own) for own in value)
    if value is None or isinstance(value, bool | int | float | str):
        return value
    name = getattr(value, "__pyunostruct__", None) or getattr(value, "typeName", None)
    if name == _DATE:
        return _EPOCH + timedelta(days=value.Value)
    return f"<{name or type(value).__name__}>"


def basic(value: Any) -> Any:
    """A value of Python as one of BASIC: rows of cells as an array of two dimensions."""
    if isinstance(value, list):
        block = uno.createUnoStruct(_BLOCK)
        block.IsZeroIndex = True
        block.Array = tuple(tuple(row) for row in value)
        return block
    return value


class Office:
    """The commands of the session."""

    def __init__(self, context: Any) -> None:
        self._services = context.ServiceManager
        self._desktop = self._services.createInstanceWithContext(
            "com.sun.star.frame.Desktop", context
        )
        self._document: Any = None

    def offer(self, server: Server) -> None:
        self._services.insert(Factory(server))

    def load(self, path: str) -> None:
        macros = PropertyValue("MacroExecutionMode", 0, ALWAYS_EXECUTE_NO_WARN, 0)
        self._document = self._desktop.loadComponentFromURL(
            Path(path).as_uri(), "_blank", 0, (macros,)
        )

    def run(self, macro: str, *arguments: object) -> object:
        location = f"vnd.sun.star.script:{macro}?language=Basic&location=document"
        script = self._document.getScriptProvider().getScript(location)
        answer, _, _ = script.invoke(arguments, (), ())
        return plain(answer)

    def calculate(self) -> None:
        self._document.calculateAll()

    def read(self, sheet: str, reference: str) -> list[list[tuple[int, object]]]:
        area = self._document.Sheets.getByName(sheet).getCellRangeByName(reference)
        columns, rows = area.Columns.Count, area.Rows.Count
        return [
            [content(area.getCellByPosition(column, row)) for column in range(columns)]
            for row in range(rows)
        ]

    def write(self, sheet: str, reference: str, formula: str) -> None:
        """Write a formula; into several cells, as an array formula."""
        area = self._document.Sheets.getByName(sheet).getCellRangeByName(reference)
        if area.Rows.Count > 1:
            area.setArrayFormula(formula)
        else:
            area.getCellByPosition(0, 0).Formula = formula

    def active_sheet(self) -> str:
        return str(self._document.CurrentController.ActiveSheet.Name)

    def end(self) -> None:
        self._desktop.terminate()


def content(cell: Any) -> tuple[int, object]:
    """The error of a cell, 0 for none, and what it shows or holds."""
    if cell.getError():
        return cell.getError(), cell.String
    kind = cell.FormulaResultType2 if cell.Type.value == "FORMULA" else None
    is_value = cell.Type.value == "VALUE" or kind == 1
    return 0, cell.Value if is_value else cell.String


def connected(pipe: str) -> Any:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    ends = time.monotonic() + START_SECONDS
    while True:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            if time.monotonic() > ends:
                raise
            time.sleep(0.1)


def main(pipe: str, address: str) -> None:
    key = sys.stdin.buffer.read()
    commands, calls = Client(address, authkey=key), Client(address, authkey=key)
    office = Office(connected(pipe))
    office.offer(Server(calls))
    commands.send((True, None))
    while True:
        try:
            name, arguments = commands.recv()
        except EOFError:
            return
        try:
            commands.send((True, getattr(office, name)(*arguments)))
        except Exception as error:
            commands.send((False, f"{type(error).__name__}: {error}"))


if __name__ == "__main__":
    main(*sys.argv[1:])
