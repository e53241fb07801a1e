"""The sheets that this package writes or reads beside the scorecard, and how each is known."""

from collections.abc import Callable, Iterable
from enum import Enum

from xlscorecard.core.domain.finding import FindingColumn
from xlscorecard.core.sheet.grid import Grid

SETTINGS_SHEET = "Settings"
CHECKS_SHEETS = ("Checks", "Scorecard checks")
"""What the sheet with the findings is called; the second where another sheet has the first name."""
FUNCTIONS_SHEET = "Functions"
CONFIGURATION_SHEET = "xlwings.conf"
"""The sheet from which the VBA of xlwings reads how to reach Python."""


class OurSheet(Enum):
    """A sheet beside the scorecard; the value is its name."""

    SETTINGS = SETTINGS_SHEET
    CHECKS = CHECKS_SHEETS[0]
    FUNCTIONS = FUNCTIONS_SHEET
    CONFIGURATION = CONFIGURATION_SHEET


BUILT_WITH = frozenset({OurSheet.SETTINGS, OurSheet.FUNCTIONS, OurSheet.CONFIGURATION})
"""The sheets that only a workbook built by this package has: an adopted one has no Functions."""

_BY_NAME = {sheet.value.casefold(): sheet for sheet in OurSheet} | {
    name.casefold(): OurSheet.CHECKS for name in CHECKS_SHEETS
}
_OUR_NAMES = (*(sheet.value for sheet in OurSheet), *CHECKS_SHEETS)


def named_as(name: str) -> OurSheet | None:
    """What a sheet is by its name, of which Excel does not tell capitals apart."""
    return _BY_NAME.get(name.strip().casefold())


def is_built_here(names: Iterable[str]) -> bool:
    """Whether a workbook with sheets of these names was built by this package."""
    return set(map(named_as, names)) >= BUILT_WITH


def what_is(name: str, read: Callable[[str], Grid]) -> OurSheet | None:
    """What a sheet is; None if it is none of ours.

    The name alone makes no Checks sheet: one that somebody else has made is theirs.
    """
    sheet = named_as(name)
    if sheet is OurSheet.CHECKS and checks_heading_row(read(name)) is None:
        return None
    return sheet


def name_of(sheet: OurSheet, names: Iterable[str], read: Callable[[str], Grid]) -> str | None:
    """The name that a sheet of ours has in a workbook, before others the one that we give it."""
    candidates = sorted(
        (name for name in names if named_as(name) is sheet), key=lambda name: name not in _OUR_NAMES
    )
    return next((name for name in candidates if what_is(name, read) is sheet), None)


def checks_heading_row(grid: Grid) -> int | None:
    """The row with the headings of the findings, by which a Checks sheet is known."""
    headings = [column.value for column in FindingColumn]
    for row, cells in sorted(grid.rows.items()):
        if [str(cell) for cell in cells[: len(headings)]] == headings:
            return row
    return None
