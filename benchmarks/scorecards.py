"""Scorecard workbooks of any size, made up from a fixed seed.

Run: python benchmarks/scorecards.py FILE ROWS [alike|varied|untidy]
"""

import random
import sys
from collections.abc import Callable
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any

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
_FIRST_MONTH, _FIRST_COMPUTED, _POLARITY = 5, 21, 25
_AVERAGE, _MAXIMUM, _TARGET, _COMMENTARY = 26, 27, 34, 35
# One value in twenty is missing.
_MISSING_SHARE = 0.05
# One commentary in three says something of the value.
_ONE_IN_CLAIMS = 3


class Rows(Enum):
    """How the rows of a scorecard are."""

    ALIKE = "alike"
    """all of one shape, as one program writes them"""
    VARIED = "varied"
    """no two of one shape: cells missing here and there, texts and numbers mixed, other styles"""
    UNTIDY = "untidy"
    """varied, with numbers stored as text and figures typed over in most rows"""


def write_scorecard(path: Path, rows: int, kind: Rows = Rows.ALIKE) -> None:
    """A 36-column scorecard as it stands when a new month's values have been typed.

    Its computed cells hold what was right a month ago, so that a refresh for the newest month
    changes most of them: the ordinary case. In an untidy one they hold other figures.
    """
    write_row = {
        Rows.ALIKE: _write_alike, Rows.VARIED: _write_varied, Rows.UNTIDY: _write_untidy,
    }[kind]  # fmt: skip
    raw = path.with_name(f"raw-{path.name}")
    _write_values(raw, rows, write_row)
    if kind is Rows.UNTIDY:
        raw.replace(path)
        return
    xlscorecard.refresh(raw, output=path, period="Jul-19", checks_sheet=False)
    raw.unlink()
    path.with_name(path.name + ".bak").unlink(missing_ok=True)


_WriteRow = Callable[[Any, int, random.Random, dict[str, list[Any]]], None]


def _write_values(path: Path, rows: int, write_row: _WriteRow) -> None:
    numbers = random.Random(rows)
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Scorecard")
        month = book.add_format({"num_format": "mmm-yy", "bold": True})
        looks = {
            kind: [
                book.add_format({"num_format": shown, "border": 1, **more})
                for more in ({}, {"bold": True}, {"bg_color": "#EEF3F8"}, {"italic": True})
            ]
            for kind, shown in (("number", "#,##0"), ("change", "0%"), ("text", "General"))
        }
        sheet.write_row(_HEADER_ROW, 0, _LEADING)
        for index, day in enumerate(_MONTHS):
            sheet.write_datetime(_HEADER_ROW, _FIRST_MONTH + index, day, month)
        sheet.merge_range(_HEADER_ROW, 21, _HEADER_ROW, 22, PREVIOUS_GROUP.title)
        sheet.merge_range(_HEADER_ROW, 23, _HEADER_ROW, 24, YEAR_GROUP.title)
        sheet.write_row(_HEADER_ROW, _POLARITY, _TRAILING)
        for index in range(rows):
            write_row(sheet, _HEADER_ROW + 1 + index, numbers, looks)


def _write_alike(sheet: Any, row: int, numbers: random.Random, looks: dict[str, list[Any]]) -> None:
    number, change, text = (looks[kind][0] for kind in ("number", "change", "text"))
    index = row - _HEADER_ROW - 1
    sheet.write_string(row, 0, f"IND{index}", text)
    sheet.write_string(row, 1, f"Number of things of kind {index}", text)
    sheet.write_row(row, 2, ["An owner", "A reporter", "Children benefit & thrive"], text)
    value: int | str = "-"
    for column in range(_FIRST_MONTH, _FIRST_COMPUTED):
        missing = numbers.random() < _MISSING_SHARE
        value = "-" if missing else numbers.randint(1, 900)
        sheet.write(row, column, value, number)
    for column in range(_FIRST_COMPUTED, _POLARITY):
        sheet.write_blank(row, column, None, change)
    sheet.write(row, _POLARITY, numbers.choice(["▲", "▼", None]), text)
    for column in (_AVERAGE, _MAXIMUM):
        sheet.write_blank(row, column, None, number)
    sheet.write_row(row, 28, ["-", "Local", "Local", "Local"], text)
    sheet.write_blank(row, 32, None, number)
    sheet.write_number(row, 33, 420, number)
    sheet.write_number(row, _TARGET, 400, number)
    said = f"There were {value} things of kind {index} in August."
    if index % _ONE_IN_CLAIMS:
        said = f"Work with team {index % 97} goes on; see page 3."
    sheet.write_string(row, _COMMENTARY, said, text)


def _write_varied(
    sheet: Any, row: int, numbers: random.Random, looks: dict[str, list[Any]]
) -> None:
    chance = numbers.random
    index = row - _HEADER_ROW - 1
    sheet.write_string(row, 0, f"V{index}", numbers.choice(looks["text"]))
    sheet.write_string(row, 1, f"Share of {index} & more", numbers.choice(looks["text"]))
    for column in range(2, _FIRST_MONTH):
        if column < 4 or chance() < 0.8:
            name = f"Officer {numbers.randint(1, 40)}"
            sheet.write_string(row, column, name, numbers.choice(looks["text"]))
    level = numbers.choice([8, 90, 700])
    for column in range(_FIRST_MONTH, _FIRST_COMPUTED):
        look = numbers.choice(looks["number"])
        if chance() < 0.08:
            if chance() < 0.5:
                sheet.write(row, column, numbers.choice(["-", "n/a", "[x]", "TBC"]), look)
        elif chance() < 0.5:
            sheet.write_number(row, column, round(level * (0.8 + 0.4 * chance())), look)
        else:
            sheet.write_number(row, column, level * (0.8 + 0.4 * chance()), look)
    for column in (*range(_FIRST_COMPUTED, _POLARITY), _AVERAGE, _MAXIMUM):
        if chance() < 0.9:
            kind = "number" if column > _POLARITY else "change"
            sheet.write_blank(row, column, None, numbers.choice(looks[kind]))
    sheet.write(row, _POLARITY, numbers.choice(["▲", "▼"]), numbers.choice(looks["text"]))
    for column in range(29, _TARGET):
        if chance() < 0.6:
            content = numbers.choice(["Local", "TBC", level])
            sheet.write(row, column, content, numbers.choice(looks["number"]))
    sheet.write(row, _TARGET, level, numbers.choice(looks["number"]))
    text = f"Work with team {index % 97} goes on; see page 3."
    sheet.write_string(row, _COMMENTARY, text, numbers.choice(looks["text"]))


def _write_untidy(
    sheet: Any, row: int, numbers: random.Random, looks: dict[str, list[Any]]
) -> None:
    _write_varied(sheet, row, numbers, looks)
    for column in numbers.sample(range(_FIRST_MONTH, _FIRST_COMPUTED), 2):
        sheet.write_string(row, column, str(numbers.randint(1, 900)), looks["number"][0])
    for column in (_AVERAGE, _MAXIMUM):
        sheet.write_number(row, column, numbers.randint(1, 900), looks["number"][1])


if __name__ == "__main__":
    kind = Rows(sys.argv[3]) if len(sys.argv) > 3 else Rows.ALIKE
    write_scorecard(Path(sys.argv[1]), int(sys.argv[2]), kind)
