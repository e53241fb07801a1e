"""The table of general settings, read: 'Setting' beside 'Value'."""

from collections.abc import Iterator, Mapping
from typing import Any

from xlscorecard.core.domain.settings import Settings
from xlscorecard.core.settings.all_settings import GENERAL, SETTING_HEADING, VALUE_HEADING
from xlscorecard.core.settings.kinds import one_of
from xlscorecard.core.settings.setting import Setting
from xlscorecard.core.settings.sheet import SettingsSheet, bare
from xlscorecard.core.sheet.address import Place

GeneralSetting = Setting[Settings, Any]

_BY_NAME: Mapping[str, GeneralSetting] = {bare(setting.name): setting for setting in GENERAL}


def general_settings(sheet: SettingsSheet) -> tuple[Settings, Mapping[GeneralSetting, Place]]:
    """The settings of the workbook, and the cells that hold their values."""
    places = _value_cells(sheet)
    settings = Settings()
    for setting in GENERAL:
        value = sheet.value(setting, places.get(setting))
        if value is not None:
            settings = setting.put(settings, value)
    return settings, places


def _value_cells(sheet: SettingsSheet) -> dict[GeneralSetting, Place]:
    """The cell that holds the value of each setting."""
    grid = sheet.grid
    cells: dict[GeneralSetting, Place] = {}
    read: set[Place] = set()
    if heading := sheet.headed(SETTING_HEADING, VALUE_HEADING):
        top, (label_column, value_column) = heading
        for row in sheet.rows_below(top):
            place = Place(row, label_column)
            text = grid.text(*place)
            if not text:
                break
            setting = _BY_NAME.get(bare(text))
            read.add(place)
            if setting is None:
                sheet.fault(place, f'"{text}"', one_of([known.name for known in GENERAL]))
            elif setting in cells:
                sheet.fault(place, f'a second "{text}"', "each setting once")
            else:
                cells[setting] = Place(row, value_column)
    for place, setting in _outside(sheet, read):
        sheet.fault(
            place,
            f'the setting "{setting.name}" outside the table of settings',
            f'a line right beneath the headings "{SETTING_HEADING}" and "{VALUE_HEADING}", '
            "without a blank row between",
        )
    return cells


def _outside(sheet: SettingsSheet, read: set[Place]) -> Iterator[tuple[Place, GeneralSetting]]:
    """Settings, each with a value beside it, that stand where none is read."""
    for row, texts in sheet.texts.items():
        for column, text in enumerate(texts, start=1):
            place, beside = Place(row, column), Place(row, column + 1)
            setting = _BY_NAME.get(text)
            if (
                setting is not None
                and place not in read
                and setting.kind.read(sheet.grid, beside) is not None
            ):
                yield place, setting
