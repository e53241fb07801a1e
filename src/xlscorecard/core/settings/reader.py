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


class SettingsFound(NamedTuple):
    """Settings, and what is to be said about where they stand.

    ``sheet`` is the sheet that holds them; None where none does. ``unread`` are other sheets that
    hold tables of settings and have another name. ``lacking`` are headings that tables lack.
    ``period_cell`` is the address of the reporting period; '' where none is set.
    """

    settings: Settings
    sheet: str | None = None
    unread: tuple[str, ...] = ()
    lacking: tuple[LackingHeading, ...] = ()
    period_cell: str = ""


def read_settings(grid: Grid) -> SettingsFound:
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
    period_cell = grid.address(*period) if period else ""
    return SettingsFound(settings, grid.sheet, (), lacking, period_cell)


def holds_any_settings(grid: Grid) -> bool:
    """Whether a sheet has one of the tables of settings."""
    return _has_tables(SettingsSheet(grid))


def _has_tables(sheet: SettingsSheet) -> bool:
    return (
        sheet.headed(SETTING_HEADING, VALUE_HEADING) is not None
        or heading_row(sheet) is not None
        or sheet.column_table() is not None
    )
