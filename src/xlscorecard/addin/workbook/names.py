"""The workbook's defined names: how rules and lists on one sheet reach cells of the other.

No dots in them: LibreOffice reads ``Settings.Colours`` as a cell of the sheet Settings.
"""

from xlscorecard.addin.workbook import settings_table, table
from xlscorecard.core.settings.words import IndicatorHeading, Label
from xlscorecard.core.sheet.address import Area, column_letters, quoted_sheet
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


def definitions(
    scorecard: str, settings: str, place: table.TablePlace = table.PLACE
) -> dict[str, str]:
    """What each defined name refers to, given the names of the two sheets."""
    return {
        COLOURS: _setting(settings, Label.PALETTE),
        TOLERANCE: _setting(settings, Label.TOLERANCE),
        REFERENCES: _absolute(settings, settings_table.indicator_cells(IndicatorHeading.REFERENCE)),
        POLARITIES: _absolute(settings, settings_table.indicator_cells(IndicatorHeading.POLARITY)),
        PALETTES: _absolute(settings, settings_table.PALETTE_CHOICES),
        INDICATORS: _filled_references(scorecard, place),
    }


def _setting(settings: str, label: Label) -> str:
    row, column = settings_table.setting_row(label), settings_table.VALUE_COLUMN
    return _absolute(settings, Area(row, column, row, column))


def _filled_references(sheet: str, place: table.TablePlace) -> str:
    """From the first reference to the last; a list that ends in blanks would accept anything."""
    column = place.columns[Column.REFERENCE]
    first = _absolute(sheet, Area(place.first_row, column, place.first_row, column))
    cells = _absolute(sheet, Area(place.first_row, column, place.last_row, column))
    return f"{first}:INDEX({cells},MAX(1,COUNTA({cells})))"


def _absolute(sheet: str, area: Area) -> str:
    first = f"${column_letters(area.left)}${area.top}"
    last = f"${column_letters(area.right)}${area.bottom}"
    return f"{quoted_sheet(sheet)}!{first if first == last else f'{first}:{last}'}"
