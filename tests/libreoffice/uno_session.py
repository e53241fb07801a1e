"""A LibreOffice of the tests' own, with macros enabled, driven through UNO.

The tests' Python need not have UNO: ``uno_script`` runs in the one that has, and this module
talks to it.
"""

import os
import secrets
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection, Listener
from pathlib import Path
from typing import Any, cast

Server = Callable[[str, tuple[Any, ...]], object]
"""Answers what the macros ask of the server: the method and its arguments."""

Cells = list[list[tuple[int, object]]]
"""Rows of cells: LibreOffice's number of the cell's error, 0 for none, and what it holds."""

SCRIPT = Path(__file__).with_name("uno_script.py")
COMMAND_SECONDS = 20


class Session:
    """The commands of a running LibreOffice."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def load(self, path: Path) -> None:
        """Open a workbook with its macros enabled."""
        self._command("load", str(path))

    def run(self, macro: str, *arguments: object) -> object:
        """Run a macro, ``Module.Name``; what it answers comes back."""
        return self._command("run", f"Scorecard.{macro}", *arguments)

    def write(self, sheet: str, reference: str, formula: str) -> None:
        """Write a formula in LibreOffice's spelling; into several cells as an array formula."""
        self._command("write", sheet, reference, formula)

    def calculate(self) -> None:
        """Calculate every formula anew."""
        self._command("calculate")

    def read(self, sheet: str, reference: str) -> Cells:
        """The cells of an area."""
        return cast("Cells", self._command("read", sheet, reference))

    def active_sheet(self) -> str:
        """The sheet that is shown."""
        return cast("str", self._command("active_sheet"))

    def _command(self, name: str, *arguments: object) -> object:
        self._connection.send((name, arguments))
        return self.answer(name)

    def answer(self, name: str) -> object:
        """Wait for the answer to a command.

        Raises:
            TimeoutError: there is none for a while.
            RuntimeError: the command failed.
        """
        if not self._connection.poll(COMMAND_SECONDS):
            raise TimeoutError(f"LibreOffice does not answer: {name}")
        succeeded, answer = self._connection.recv()
        if not succeeded:
            raise RuntimeError(answer)
        return answer


@contextmanager
def session(soffice: str, python: str, folder: Path, server: Server) -> Iterator[Session]:
    """A LibreOffice with a profile of its own in a folder; it is ended in every case."""
    pipe = f"xlscorecard{secrets.token_hex(8)}"
    key = secrets.token_bytes(16)
    profile = (folder / "profile").as_uri()
    office = subprocess.Popen(
        [soffice, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--nologo",
         "--nodefault", f"--accept=pipe,name={pipe};urp;"],
        start_new_session=True,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    script = None
    try:
        with Listener(authkey=key) as listener:
            script = subprocess.Popen(
                [python, SCRIPT, pipe, str(listener.address)], stdin=subprocess.PIPE
            )
            assert script.stdin is not None
            script.stdin.write(key)
            script.stdin.close()
            commands, calls = listener.accept(), listener.accept()
            threading.Thread(target=_serve, args=(calls, server), daemon=True).start()
            opened = Session(commands)
            opened.answer("start")
            yield opened
    finally:
        if script is not None:
            script.kill()
            script.wait()
        os.killpg(office.pid, signal.SIGKILL)
        office.wait()


def _serve(connection: Connection, server: Server) -> None:
    """Answer the macros until the connection ends."""
    while True:
        try:
            name, arguments = connection.recv()
        except (EOFError, OSError):
            return
        try:
            connection.send((True, server(name, arguments)))
        except Exception as error:
            connection.send((False, str(error)))
