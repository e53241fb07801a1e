"""A file opened beside Excel, in the program that the computer has for it."""

import os
import subprocess
import sys
from logging import Logger
from pathlib import Path

from xlscorecard.errors import WorkbookError


def open_file(file: Path, log: Logger) -> None:
    """Open a file in the program that the computer has for it."""
    try:
        if sys.platform == "win32":
            os.startfile(file)
        else:
            program = "open" if sys.platform == "darwin" else "xdg-open"
            subprocess.run([program, str(file)], check=False)
    except OSError as error:
        raise WorkbookError.because(
            place=str(file),
            found="no program that opens it",
            expected="one for files of this kind",
            remedy="Open this file yourself.",
        ) from error
    log.info("opened %s", file.name)
