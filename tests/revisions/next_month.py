"""The scorecard workbook a month later: rolled on, filled in and revised by hand."""

from datetime import datetime
from pathlib import Path

import openpyxl

from xlscorecard.addin.workbook import table
from xlscorecard.core.domain.period import Month, year_and_number

FIRST, LAST = table.FIRST_MONTH_COLUMN, table.LAST_MONTH_COLUMN
ROWS = range(table.FIRST_ROW, table.FIRST_ROW + 9)


def roll_on(source: Path, target: Path) -> Path:
    """Jun-18 to Sep-19 instead of May-18 to Aug-19; Sep-19 of EH1a to EH14b filled in.

    Aug-19 of EH1a is revised from 126 to 128, Jun-18 of EH1c removed, Jul-19 of LSCB17a filled in
    later; the commentary of EH1a is added to, and FM011 is named FM011b.
    """
    book = openpyxl.load_workbook(source, keep_vba=True)
    sheet = book["Scorecard"]
    for area in list(sheet.merged_cells.ranges):
        if area.min_row >= table.FIRST_ROW and FIRST <= area.min_col <= LAST:
            sheet.unmerge_cells(str(area))
    for column in range(FIRST, LAST + 1):
        year, number = year_and_number(Month(table.MONTHS[column - FIRST] + 1))
        sheet.cell(table.HEADING_ROW, column).value = datetime(year, number, 1)
        for row in ROWS:
            later = sheet.cell(row, column + 1).value if column < LAST else None
            sheet.cell(row, column).value = later
    for cell, value in {"U9": 131, "U10": 250, "U11": "n/a", "U12": 170}.items():
        sheet[cell] = value
    sheet["T9"], sheet["F10"], sheet["S14"] = 128, None, 0.061
    sheet["AJ9"] = f"{sheet['AJ9'].value} Corrected after late returns."
    sheet["A16"] = "FM011b"
    book.save(target)
    return target
