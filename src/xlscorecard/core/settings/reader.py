"""From the Settings sheet to settings, with every fault of the sheet at once."""

from dataclasses import replace
from typing import NamedTuple

from xlscorecard.core.domain.settings import Settings
from xlscorecard.core.settings.all_settings import REPORTING_PERIOD, SETTING_HEADING, VALUE_HEADING
from xlscorecard.core.settings.columns import column_lines
from xlscorecard.core.settings.general import general_settings
from xlscorecard.core.settings.indicators import LackingHeading, heading_row, indicator_settings
from xlscorecard.core.settings.sheet import SettingsSheet
from xlscorecard.core.sheet.grid import Grid
from xlscorecard.errors import SettingsError


class SettingsReading(NamedTuple):
    """The settings of a sheet, and the headings that its tables lack.

    ``period_cell`` is the address of the reporting period; '' where none is set.
    """

    settings: Settings
    lacking: tuple[LackingHeading, ...] = ()
    period_cell: str = ""


def read_settings(grid: Grid) -> SettingsReading:
    """The settings that a Settings sheet holds.

    A sheet without any of the headings is somebody else's sheet of that name: all defaults.

    Raises:
        SettingsError: with a fault for every value that cannot be used, and for every text that
            looks like a setting and stands where none is read.
    """
    sheet = SettingsSheet(grid)
    if _has_tables(sheet):
        sheet.refuse_not_calculated()
    settings, places = general_settings(sheet)
    indicators, lacking = indicator_settings(sheet)
    settings = replace(settings, indicators=indicators, columns=tuple(column_lines(sheet)))
    if sheet.faults:
        raise SettingsError(*sheet.faults)
    period = places.get(REPORTING_PERIOD)
    return SettingsReading(settings, lacking, grid.address(*period) if period else "")


def holds_any_settings(grid: Grid) -> bool:
    """Whether a sheet has one of the tables of settings."""
    return _has_tables(SettingsSheet(grid))


def _has_tables(sheet: SettingsSheet) -> bool:
    return (
        sheet.headed(SETTING_HEADING, VALUE_HEADING) is not None
        or heading_row(sheet) is not None
        or sheet.column_table() is not None
    )
