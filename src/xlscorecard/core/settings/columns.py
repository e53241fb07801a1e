"""The table of columns, read: what each column of the scorecard is said to mean."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from xlscorecard.core.domain.period import Month
from xlscorecard.core.domain.settings import ColumnLine
from xlscorecard.core.domain.wording import joined
from xlscorecard.core.settings.all_settings import (
    COLUMN,
    COLUMN_HEADINGS,
    HEADING_THERE,
    MEANING,
    SETTING_HEADING,
)
from xlscorecard.core.settings.setting import Heading
from xlscorecard.core.settings.sheet import SettingsSheet, bare, quoted_names
from xlscorecard.core.sheet.address import Place
from xlscorecard.core.sheet.grid import Grid
from xlscorecard.core.table import header
from xlscorecard.core.table.column_lines import MEANING_WORDS, Said, meaning_of
from xlscorecard.core.table.period_headings import day_label, whole_year_label

MEANINGS = (
    ", ".join(f'"{word}"' for word in MEANING_WORDS)
    + ", a month such as Aug 2019, or a heading such as Owner"
)
"""What may be said of a column."""


class ColumnTable(NamedTuple):
    """The table of columns: its columns, its lines by what they name, the first row behind them."""

    columns: Mapping[Heading, int]
    lines: Mapping[str, str]
    free_row: int


def find_column_table(grid: Grid) -> ColumnTable | None:
    """Where the table of columns stands in a sheet; None where it has none."""
    found = SettingsSheet(grid).column_table()
    if found is None:
        return None
    top, columns = found
    filled = [row for row in grid.rows if row > top and grid.text(row, columns[COLUMN])]
    return ColumnTable(
        columns,
        {grid.text(row, columns[COLUMN]): grid.text(row, columns[MEANING]) for row in filled},
        max(filled, default=top) + 1,
    )


def column_lines(sheet: SettingsSheet) -> Iterator[ColumnLine]:
    """The lines of the table."""
    found = sheet.column_table()
    if found is None:
        _refuse_half_a_table(sheet)
        _refuse_lines_without_headings(sheet)
        return
    top, columns = found
    rows_of: dict[str, int] = {}
    for row in sheet.rows_below(top):
        places = {heading: Place(row, column) for heading, column in columns.items()}
        said = {heading: _said(sheet.grid, place) for heading, place in places.items()}
        if not any(said.values()):
            continue
        name = said[COLUMN]
        if not name:
            sheet.fault(places[COLUMN], "nothing", "a heading or a column letter")
        elif first := rows_of.get(name.casefold()):
            sheet.fault(
                places[COLUMN],
                f'"{name}" a second time',
                f"one line for it, and row {first} has it",
            )
        elif _is_meaning(sheet, places[MEANING], said[MEANING]):
            rows_of[name.casefold()] = row
            yield ColumnLine(
                place=sheet.grid.address(*places[COLUMN]),
                name=name,
                meaning=said[MEANING],
                heading_there=said.get(HEADING_THERE) or None,
            )


def _refuse_half_a_table(sheet: SettingsSheet) -> None:
    """A table of columns that lacks one of the headings without which it cannot be read."""
    for row, texts in sheet.texts.items():
        present = [heading for heading in COLUMN_HEADINGS if bare(heading.name) in texts]
        is_general = bare(SETTING_HEADING) in texts
        lacking = next((known for known in (COLUMN, MEANING) if known not in present), None)
        if lacking and HEADING_THERE in present and not is_general:
            sheet.fault(
                Place(row, texts.index(bare(present[0].name)) + 1),
                f'the headings {joined(quoted_names(present))} without "{lacking.name}"',
                f'the heading "{lacking.name}" in their row',
                "Type the heading that is missing; without it none of these lines is read.",
            )


def _refuse_lines_without_headings(sheet: SettingsSheet) -> None:
    """Lines of a table of columns over which its headings do not stand."""
    for row, texts in sheet.texts.items():
        for column, text in enumerate(texts, start=1):
            if text == bare(Said.LEAVE_ALONE.value) and column > 1 and texts[column - 2]:
                sheet.fault(
                    Place(row, column),
                    f'"{Said.LEAVE_ALONE.value}" outside a table of columns',
                    f"the headings {joined(quoted_names(COLUMN_HEADINGS))} above these lines",
                    "Type the headings.",
                )
                return


def _said(grid: Grid, place: Place) -> str:
    """What a cell of the table says; of a date its month, as headings are shown."""
    content = grid.content(*place)
    return "" if content is None else header.heading_text(grid, header.Heading(place.row, content))


def _is_meaning(sheet: SettingsSheet, place: Place, text: str) -> bool:
    content = sheet.grid.content(*place)
    if isinstance(content, date) and content.day != 1:
        sheet.fault(
            place,
            f"the day {day_label(content)}",
            "a month with its whole year, such as "
            f"{whole_year_label(Month(content.year * 12 + content.month - 1))}",
        )
        return False
    if not text or meaning_of(text) is None:
        sheet.fault(place, f'"{text}"' if text else "nothing", MEANINGS)
        return False
    return True
