"""Reading a workbook's scorecard: the settings first, then the sheet that holds the table."""

from collections.abc import Mapping
from typing import NamedTuple

from xlscorecard.actions.settings import settings_of
from xlscorecard.books.protocol import Book
from xlscorecard.core.domain.our_sheets import OurSheet, what_is
from xlscorecard.core.domain.settings import Settings
from xlscorecard.core.settings.reader import SettingsFound
from xlscorecard.core.sheet.grid import Grid
from xlscorecard.core.table.column_lines import void_faults
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
    book: Book, *, sheet: str | None = None, columns: Mapping[str, str] | None = None
) -> Read:
    """Read a workbook's scorecard, without asking for its reporting period.

    Takes what ``compute`` takes, and raises what it raises.
    """
    found = settings_of(book, columns)
    reading = read_sheet(_find_grid(book, sheet, found), found.settings)
    faults = [
        fault._replace(place=f'what is said of column "{said.line.name}"', rule="")
        for said in reading.layout.said.void
        if said.line.for_one_run
        for fault in void_faults([said])
    ]
    if faults:
        raise SettingsError(*faults)
    return Read(reading, found.settings, found)


def read_scorecard(book: Book, sheet: str) -> SheetReading:
    """Read the scorecard on one sheet; raises what ``compute`` raises."""
    return read_workbook(book, sheet=sheet).reading


def _find_grid(book: Book, sheet: str | None, found: SettingsFound) -> Grid:
    if sheet is not None:
        return book.read(sheet)
    if SCORECARD_SHEET in book.sheet_names:
        grid = book.read(SCORECARD_SHEET)
        if holds_scorecard(grid):
            return grid
    names = [
        name
        for name in book.sheet_names
        if name != found.sheet and what_is(name, book.read) is not OurSheet.CHECKS
    ]
    grids = [book.read(name) for name in names]
    tables = [grid for grid in grids if holds_scorecard(grid)]
    if len(tables) == 1:
        return tables[0]
    if tables:
        raise LayoutError(
            Fault(
                place=book.name,
                found="a scorecard table on " + " and ".join(f'"{grid.sheet}"' for grid in tables),
                expected=f'one, or one on a sheet named "{SCORECARD_SHEET}"',
                remedy="Name the sheet that is meant (--sheet).",
            )
        )
    incomplete = [fault for grid in grids if (fault := missing_heading(grid))]
    if incomplete:
        raise LayoutError(*incomplete)
    raise LayoutError(
        Fault(
            place=book.name,
            found="no scorecard table on "
            + (", ".join(f'"{name}"' for name in names) or "a sheet"),
            expected='a row with the headings "Ref." and "Indicator", looked for in every row',
            remedy="Check that this is the right workbook, and that its table has these headings.",
        )
    )
