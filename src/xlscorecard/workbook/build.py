"""The whole workbook: its sheets, names and properties, written to a file."""

import os
import tempfile
from datetime import datetime
from io import BytesIO
from pathlib import Path

from xlsxwriter import Workbook

from xlscorecard.sheet.settings_sheet import SETTINGS_SHEET
from xlscorecard.workbook import names, scorecard_sheet, settings_page
from xlscorecard.workbook.package import macro_enabled
from xlscorecard.workbook.styles import FONT, Styles

DEFAULT_PATH = Path("workbook") / "Scorecard.xlsm"
"""Where the project keeps the workbook, from its root."""

SCORECARD_SHEET = "Scorecard"

WORKBOOK_CODE_NAME = "ThisWorkbook"
SCORECARD_CODE_NAME = "ScorecardSheet"
SETTINGS_CODE_NAME = "SettingsSheet"
"""The names by which VBA knows the workbook and its sheets."""

# A moment that never changes, so that the same sources make the same bytes.
_CREATED = datetime(2019, 9, 1)


def build(path: Path) -> None:
    """Build the workbook from its sources; replaces the file at ``path`` whole or not at all.

    The bytes depend on the sources and on the version of XlsxWriter, and on nothing else.
    """
    content = workbook_bytes()
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def workbook_bytes() -> bytes:
    """The workbook as the bytes of an .xlsm file."""
    target = BytesIO()
    workbook = Workbook(
        target,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "default_format_properties": dict(FONT),
        },
    )
    workbook.set_properties(
        {
            "title": scorecard_sheet.TITLE,
            "subject": "Monthly performance scorecard",
            "author": "The xlscorecard developers",
            "created": _CREATED,
        }
    )
    styles = Styles(workbook)
    scorecard = workbook.add_worksheet(SCORECARD_SHEET)
    settings = workbook.add_worksheet(SETTINGS_SHEET)
    scorecard_sheet.write(scorecard, styles)
    settings_page.write(settings, styles)
    for name, refers_to in names.definitions(SCORECARD_SHEET, SETTINGS_SHEET).items():
        workbook.define_name(name, f"={refers_to}")
    workbook.set_vba_name(WORKBOOK_CODE_NAME)
    scorecard.set_vba_name(SCORECARD_CODE_NAME)
    settings.set_vba_name(SETTINGS_CODE_NAME)
    workbook.close()
    return macro_enabled(target.getvalue())
