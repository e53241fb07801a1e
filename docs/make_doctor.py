"""Draws what `xlscorecard doctor` says into docs/images/doctor.svg, for a computer made up here.

Run: python docs/make_doctor.py [FOLDER]
"""

import re
import sys
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import SVG_EXPORT_THEME

from xlscorecard import __version__
from xlscorecard.addin.configuration import CONFIGURATION, XLWINGS_VERSION, Key, library
from xlscorecard.setup.computer import Machine, Office, Python, Rules, RuleState, System
from xlscorecard.setup.configuration_sheet import ConfigurationRow
from xlscorecard.setup.diagnoses import diagnose
from xlscorecard.setup.diagnoses_shown import print_diagnoses
from xlscorecard.setup.rule_checks import CHILD_PROCESSES
from xlscorecard.setup.workbook_facts import Interpreter, Macros, WorkbookFacts

IMAGES = Path(__file__).parent / "images"
PICTURE = "doctor.svg"
COLUMNS = 112

HOME = r"C:\Program Files\Python313"
FOLDER = r"C:\Users\anna\Downloads"

MACHINE = Machine(
    system=System.WINDOWS,
    system_name="Windows 11 (build 22631)",
    python=Python(
        version="3.13.0",
        bits=64,
        executable=rf"{HOME}\python.exe",
        xlwings=XLWINGS_VERSION,
        has_pywin32=True,
        libraries=frozenset((library(32), library(64))),
    ),
    office=Office(
        executable=r"C:\Program Files\Microsoft Office\root\Office16\EXCEL.EXE",
        version="16.0.17328.20162",
        bits=32,
    ),
    rules=Rules(defender={CHILD_PROCESSES: RuleState.BLOCK}),
    temporary_folder=r"C:\Users\anna\AppData\Local\Temp",
    code_page="cp1252",
    has_outside_server=False,
)
WORKBOOK = WorkbookFacts(
    path=rf"{FOLDER}\Scorecard.xlsm",
    rows=tuple(
        ConfigurationRow(
            row,
            "UDF_MODULES" if key is Key.FUNCTIONS else key.value,
            rf"{HOME}\pythonw.exe" if key is Key.INTERPRETER_WINDOWS else value,
            True,
        )
        for row, (key, value) in enumerate(CONFIGURATION.items(), 1)
    ),
    macros=Macros(xlwings=XLWINGS_VERSION),
    zone=3,
    interpreter=Interpreter(
        path=rf"{HOME}\pythonw.exe", exists=True, libraries=frozenset((library(32), library(64)))
    ),
)

# Rich names fonts on the internet; the viewer's own do as well.
_FONT_FACES = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)


def drawing() -> str:
    """The whole picture, as SVG."""
    console = Console(record=True, width=COLUMNS, highlight=False, file=StringIO())
    console.print(r"[bold]>[/bold] xlscorecard doctor Scorecard.xlsm")
    print_diagnoses(console, diagnose(MACHINE, WORKBOOK), Path("Scorecard.xlsm"))
    drawn = console.export_svg(
        title=f"xlscorecard {__version__}", theme=SVG_EXPORT_THEME, unique_id="doctor"
    )
    return _FONT_FACES.sub("", drawn)


def main(folder: Path) -> None:
    """Write the picture into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / PICTURE).write_text(drawing(), "utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else IMAGES)
