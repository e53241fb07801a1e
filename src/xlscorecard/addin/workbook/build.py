"""The whole workbook: its sheets, names and properties, written to a file."""

from datetime import datetime
from io import BytesIO
from pathlib import Path

from xlscorecard.addin.vba.ribbon_xml import ribbon_xml
from xlscorecard.addin.vba.sources import PROJECT_NAME, WORKBOOK_CODE_NAME, project_modules
from xlscorecard.addin.workbook import (
    configuration_page,
    functions_sheet,
    names,
    page_writer,
    scorecard_sheet,
    settings_page,
)
from xlscorecard.addin.workbook.document import DOCUMENT_SETTINGS
from xlscorecard.addin.workbook.package import finished
from xlscorecard.addin.workbook.styles import Styles
from xlscorecard.addin.workbook.writer import empty_workbook
from xlscorecard.core.domain.our_sheets import (
    CHECKS_SHEETS,
    CONFIGURATION_SHEET,
    FUNCTIONS_SHEET,
    SETTINGS_SHEET,
)
from xlscorecard.core.findings.checks_page import unchecked_page
from xlscorecard.formats.vba.module import DocumentBase
from xlscorecard.formats.vba.project import project_bytes
from xlscorecard.formats.whole_file import write_whole

DEFAULT_PATH = Path("workbook") / "Scorecard.xlsm"
"""Where the project keeps the workbook, from its root."""

SCORECARD_SHEET = "Scorecard"

CODE_NAMES = {
    SCORECARD_SHEET: "ScorecardSheet",
    SETTINGS_SHEET: "SettingsSheet",
    CHECKS_SHEETS[0]: "ChecksSheet",
    FUNCTIONS_SHEET: "FunctionsSheet",
    CONFIGURATION_SHEET: "ConfigurationSheet",
}
"""The names by which VBA knows the sheets, in their order."""

# The calculation engine of present Excel: its number spares the first opening a calculation,
# for every formula comes with its result.
_CALCULATION_IDENTIFIER = 191029

# A moment that never changes, so that the same sources make the same bytes.
_CREATED = datetime(2019, 9, 1)


def build(path: Path) -> None:
    """Build the workbook from its sources; replaces the file at ``path`` whole or not at all.

    The bytes depend on the sources and on the version of XlsxWriter, and on nothing else.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, workbook_bytes())


def workbook_bytes() -> bytes:
    """The workbook as the bytes of an .xlsm file."""
    target = BytesIO()
    workbook = empty_workbook(target)
    workbook.set_properties(
        {
            "title": scorecard_sheet.TITLE,
            "subject": "Monthly performance scorecard",
            "author": "The xlscorecard developers",
            "created": _CREATED,
        }
    )
    workbook.set_calc_mode("auto", _CALCULATION_IDENTIFIER)
    workbook.calc_on_load = False
    styles = Styles(workbook)
    sheets = {name: workbook.add_worksheet(name) for name in CODE_NAMES}
    scorecard_sheet.write(sheets[SCORECARD_SHEET], styles)
    settings_page.write(sheets[SETTINGS_SHEET], styles, DOCUMENT_SETTINGS)
    checks = unchecked_page(CHECKS_SHEETS[0])
    page_writer.write_page(sheets[checks.sheet], styles, checks)
    functions_sheet.write(sheets[FUNCTIONS_SHEET], styles)
    configuration_page.write(sheets[CONFIGURATION_SHEET], styles)
    for name, refers_to in names.definitions(SCORECARD_SHEET, SETTINGS_SHEET).items():
        workbook.define_name(name, f"={refers_to}")
    workbook.set_vba_name(WORKBOOK_CODE_NAME)
    for name, code_name in CODE_NAMES.items():
        sheets[name].set_vba_name(code_name)
    workbook.add_vba_project(BytesIO(_project()), is_stream=True)
    workbook.close()
    return finished(target.getvalue(), ribbon_xml(tuple(CODE_NAMES)))


def _project() -> bytes:
    modules = project_modules(
        WORKBOOK_CODE_NAME, [(name, DocumentBase.WORKSHEET) for name in CODE_NAMES.values()]
    )
    return project_bytes(PROJECT_NAME, modules)
