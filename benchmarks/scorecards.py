"""Scorecard workbooks of any size, made up from a fixed seed.

Run: python benchmarks/scorecards.py FILE ROWS
"""

import random
import sys
from datetime import date
from pathlib import Path

import xlsxwriter

import xlscorecard
from xlscorecard.core.table.headings import PREVIOUS_GROUP, YEAR_GROUP

_LEADING = ("Ref.", "Indicator", "Owner", "Reporter", "Outcome")
_TRAILING = (
    "DoT", "12 month average", "12-mnth max value", "Percentage?", "Stat. Neighbour", "England",
    "SE region", "Target 17-18", "Target 18-19", "Target 19-20", "Commentary (Aug-19)",
)  # fmt: skip
_MONTHS = [date(2018 + (4 + index) // 12, (4 + index) % 12 + 1, 1) for index in range(16)]
_HEADER_ROW = 3
# One value in twenty is missing.
_MISSING_SHARE = 0.05


def write_scorecard(path: Path, rows: int) -> None:
    """A 36-column scorecard as it stands when a new month's values have been typed.

    Its computed cells hold what was right a month ago, so that a refresh for the newest month
    changes most of them: the ordinary case.
    """
    raw = path.with_name(f"raw-{path.name}")
    _write_values(raw, rows)
    xlscorecard.refresh(raw, output=path, period="Jul-19")
    raw.unlink()
    path.with_name(path.name + ".bak").unlink(missing_ok=True)


def _write_values(path: Path, rows: int) -> None:
    numbers = random.Random(rows)
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Scorecard")
        month = book.add_format({"num_format": "mmm-yy", "bold": True})
        number = book.add_format({"num_format": "#,##0", "border": 1})
        change = book.add_format({"num_format": "0%", "border": 1})
        text = book.add_format({"text_wrap": True, "border": 1})
        sheet.write_row(_HEADER_ROW, 0, _LEADING)
        for index, day in enumerate(_MONTHS):
            sheet.write_datetime(_HEADER_ROW, 5 + index, day, month)
        sheet.merge_range(_HEADER_ROW, 21, _HEADER_ROW, 22, PREVIOUS_GROUP.title)
        sheet.merge_range(_HEADER_ROW, 23, _HEADER_ROW, 24, YEAR_GROUP.title)
        sheet.write_row(_HEADER_ROW, 25, _TRAILING)
        for index in range(rows):
            row = _HEADER_ROW + 1 + index
            sheet.write_string(row, 0, f"IND{index}", text)
            sheet.write_string(row, 1, f"Number of things of kind {index}", text)
            sheet.write_row(row, 2, ["An owner", "A reporter", "Children benefit & thrive"], text)
            for column in range(5, 21):
                missing = numbers.random() < _MISSING_SHARE
                value = "-" if missing else numbers.randint(1, 900)
                sheet.write(row, column, value, number)
            for column in range(21, 25):
                sheet.write_blank(row, column, None, change)
            sheet.write(row, 25, numbers.choice(["▲", "▼", None]), text)
            for column in (26, 27):
                sheet.write_blank(row, column, None, number)
            sheet.write_row(row, 28, ["-", "Local", "Local", "Local"], text)
            sheet.write_blank(row, 32, None, number)
            sheet.write_number(row, 33, 12, number)
            sheet.write_string(row, 34, "TBC", text)
            sheet.write_string(row, 35, f"It rose by {index} since last month.", text)


if __name__ == "__main__":
    write_scorecard(Path(sys.argv[1]), int(sys.argv[2]))
