"""Reading a workbook's scorecard: its settings first, then the sheet that holds the table."""

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from xlscorecard.core.domain.our_sheets import OurSheet, name_of, what_is
from xlscorecard.core.domain.settings import ColumnLine, Settings
from xlscorecard.core.settings.columns import MEANINGS
from xlscorecard.core.settings.reader import SettingsFound, holds_any_settings, read_settings
from xlscorecard.core.sheet.grid import Grid
from xlscorecard.core.sheet.sheets import Sheets
from xlscorecard.core.table.column_lines import meaning_of, void_faults
from xlscorecard.core.table.header import holds_scorecard, missing_heading
from xlscorecard.core.table.reader import SheetReading, read_sheet
from xlscorecard.errors import Fault, LayoutError, SettingsError

SCORECARD_SHEET = "Scorecard"
"""The sheet that is meant where several hold a table and none is named."""


class Read(NamedTuple):
    """A scorecard read from a workbook, with its settings."""

    reading: SheetReading
    settings: Settings
    settings_found: SettingsFound


def read_workbook(
    sheets: Sheets, *, sheet: str | None = None, columns: Mapping[str, str] | None = None
) -> Read:
    """Read a workbook's scorecard, without asking for its reporting period.

    Takes what ``compute`` takes, and raises what it raises.
    """
    found = settings_of(sheets, columns)
    reading = read_sheet(_find_grid(sheets, sheet, found), found.settings)
    faults = [
        fault._replace(place=f'what is said of column "{said.line.name}"', rule="")
        for said in reading.layout.said.void
        if said.line.for_one_run
        for fault in void_faults([said])
    ]
    if faults:
        raise SettingsError(*faults)
    return Read(reading, found.settings, found)


def read_scorecard(sheets: Sheets, sheet: str) -> SheetReading:
    """Read the scorecard on one sheet; raises what ``compute`` raises."""
    return read_workbook(sheets, sheet=sheet).reading


def _find_grid(sheets: Sheets, sheet: str | None, found: SettingsFound) -> Grid:
    if sheet is not None:
        return sheets.read(sheet)
    if SCORECARD_SHEET in sheets.sheet_names:
        grid = sheets.read(SCORECARD_SHEET)
        if holds_scorecard(grid):
            return grid
    names = [
        name
        for name in sheets.sheet_names
        if name != found.sheet and what_is(name, sheets.read) is not OurSheet.CHECKS
    ]
    grids = [sheets.read(name) for name in names]
    tables = [grid for grid in grids if holds_scorecard(grid)]
    if len(tables) == 1:
        return tables[0]
    if tables:
        raise LayoutError.because(
            place=sheets.name,
            found="a scorecard table on " + " and ".join(f'"{grid.sheet}"' for grid in tables),
            expected=f'one, or one on a sheet named "{SCORECARD_SHEET}"',
            remedy="Name the sheet that is meant (--sheet).",
        )
    incomplete = [fault for grid in grids if (fault := missing_heading(grid))]
    if incomplete:
        raise LayoutError(*incomplete)
    raise LayoutError.because(
        place=sheets.name,
        found="no scorecard table on " + (", ".join(f'"{name}"' for name in names) or "a sheet"),
        expected='a row with the headings "Ref." and "Indicator", looked for in every row',
        remedy="Check that this is the right workbook, and that its table has these headings.",
    )


def settings_of(sheets: Sheets, columns: Mapping[str, str] | None = None) -> SettingsFound:
    """Read a workbook's settings.

    Args:
        sheets: the sheets of the workbook.
        columns: what columns mean for this once, by heading or letter; it is stored nowhere.

    Raises:
        SettingsError: a setting, or what is said of a column, cannot be used.
    """
    said = _said_for_once(columns or {})
    sheet = name_of(OurSheet.SETTINGS, sheets.sheet_names, sheets.read)
    if sheet is None:
        unread = tuple(
            name
            for name in sheets.sheet_names
            if "setting" in name.casefold() and holds_any_settings(sheets.read(name))
        )
        return SettingsFound(Settings(columns=said), unread=unread)
    found = read_settings(sheets.read(sheet))
    columns_said = (*found.settings.columns, *said)
    return found._replace(settings=replace(found.settings, columns=columns_said), sheet=sheet)


def _said_for_once(columns: Mapping[str, str]) -> tuple[ColumnLine, ...]:
    faults = [
        Fault(
            place=f'what is said of column "{name}"',
            found=f'"{meaning}"',
            expected=MEANINGS,
            remedy="Say one of these.",
        )
        for name, meaning in columns.items()
        if not isinstance(meaning, str) or meaning_of(meaning) is None
    ]
    if faults:
        raise SettingsError(*faults)
    return tuple(
        ColumnLine(place="--column", name=name.strip(), meaning=meaning, for_one_run=True)
        for name, meaning in columns.items()
    )
