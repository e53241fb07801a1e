"""The modules of the VBA project as files, for a person who imports them by hand."""

from collections.abc import Sequence
from pathlib import Path

from xlscorecard.addin.vba.ribbon_xml import ribbon_xml
from xlscorecard.addin.vba.sources import WORKBOOK_SOURCE, exported_modules, vba_source

_FOLDER_ENDING = " - scorecard macros"
_INSTRUCTIONS = """\
How to add the scorecard's macros to a workbook that has macros of its own
==========================================================================

1. Save the workbook as "Excel Macro-Enabled Workbook (*.xlsm)" and keep a copy.
2. Open the VBA editor (Alt+F11). Choose File > Import File for each .bas and .cls file of this
   folder, but not ThisWorkbook.txt.
3. Open ThisWorkbook in the editor and add what ThisWorkbook.txt holds. If there is a
   Workbook_Open already, add its one line to that.
4. Open a workbook that xlscorecard has made, right-click the name of a sheet, choose Unhide and
   xlwings.conf. Copy that sheet (right-click its name, Move or Copy), and the sheet Settings if
   you want settings.
5. Draw a button on the scorecard's sheet (Developer > Insert > Button) and choose the macro
   RefreshScorecard.
6. For the Scorecard tab of the ribbon, add customUI14.xml with a ribbon editor, such as the free
   Office RibbonX Editor. The button does the same without it.
"""


def export_modules(workbook: Path, sheets: Sequence[str]) -> Path:
    """Write the modules, the ribbon and instructions into a folder beside a workbook.

    The folder comes back; what is in it already under other names stays.
    """
    folder = workbook.with_name(workbook.stem + _FOLDER_ENDING)
    folder.mkdir(exist_ok=True)
    for name, source in exported_modules().items():
        (folder / name).write_text(source, "ascii", newline="\r\n")
    (folder / "ThisWorkbook.txt").write_text(vba_source(WORKBOOK_SOURCE), "ascii", newline="\r\n")
    (folder / "customUI14.xml").write_bytes(ribbon_xml(sheets))
    (folder / "How to import.txt").write_text(_INSTRUCTIONS, "ascii", newline="\r\n")
    return folder
