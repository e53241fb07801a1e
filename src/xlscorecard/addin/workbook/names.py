"""The workbook's defined names: how rules and lists on one sheet reach cells of the other.

No dots in them: LibreOffice reads ``Settings.Colours`` as a cell of the sheet Settings.
"""

from xlscorecard.addin.workbook import settings_table, table
from xlscorecard.core.settings.all_settings import GENERAL_TOLERANCE, PALETTE, POLARITY, REFERENCE
from xlscorecard.core.sheet.address import Area, Place, column_letters, quoted_sheet
from xlscorecard.core.table.colours import CHOSEN_ON_SETTINGS
from xlscorecard.core.table.headings import Column

COLOURS = CHOSEN_ON_SETTINGS
"""The cell that holds the chosen palette."""

TOLERANCE = "SettingsTolerance"
"""The cell that holds the general tolerance."""

REFERENCES = "SettingsReferences"
"""The references of the table of single indicators."""

POLARITIES = "SettingsPolarities"
"""The polarities beside them."""

PALETTES = "SettingsPalettes"
"""The choices for the palette; a list typed into a validation would split them at commas."""

INDICATORS = "ScorecardReferences"
"""The references of the scorecard, as many as there are."""


MONTHS = "ScorecardMonths"
"""The months of the heading: what a function takes as its months."""

VALUES = "ScorecardValues"
"""The values beneath them, a row for each indicator."""


def definitions(
    scorecard: str, settings: str, place: table.TablePlace = table.PLACE
) -> dict[str, str]:
    """What each defined name refers to, given the names of the two sheets."""
    return {
        COLOURS: _cell(settings, settings_table.value_cell(PALETTE)),
        TOLERANCE: _cell(settings, settings_table.value_cell(GENERAL_TOLERANCE)),
        REFERENCES: _absolute(settings, settings_table.INDICATORS.cells(REFERENCE)),
        POLARITIES: _absolute(settings, settings_table.INDICATORS.cells(POLARITY)),
        PALETTES: _absolute(settings, settings_table.PALETTE_CHOICES),
        INDICATORS: _filled_references(scorecard, place),
        **_of_months(scorecard, place),
    }


def _of_months(sheet: str, place: table.TablePlace) -> dict[str, str]:
    """The names for functions; none where it is not known where the months stand."""
    months = place.months
    if months is None:
        return {}
    values = Area(place.first_row, months.left, place.last_indicator, months.right)
    return {MONTHS: _absolute(sheet, months), VALUES: _absolute(sheet, values)}


def _cell(sheet: str, place: Place) -> str:
    return _absolute(sheet, Area(*place, *place))


def _filled_references(sheet: str, place: table.TablePlace) -> str:
    """From the first reference to the last; a list that ends in blanks would accept anything."""
    column = place.columns[Column.REFERENCE]
    first = _cell(sheet, Place(place.first_row, column))
    cells = _absolute(sheet, Area(place.first_row, column, place.last_row, column))
    return f"{first}:INDEX({cells},MAX(1,COUNTA({cells})))"


def _absolute(sheet: str, area: Area) -> str:
    first = f"${column_letters(area.left)}${area.top}"
    last = f"${column_letters(area.right)}${area.bottom}"
    return f"{quoted_sheet(sheet)}!{first if first == last else f'{first}:{last}'}"
