"""The Settings sheet as a reporter sees it: what can be set, in plain words, with choices."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from xlscorecard.addin.workbook import settings_table, styles
from xlscorecard.addin.workbook.document import Content
from xlscorecard.addin.workbook.print_setup import set_page
from xlscorecard.addin.workbook.settings_choices import validation
from xlscorecard.addin.workbook.settings_table import COLUMNS, INDICATORS, InputTable
from xlscorecard.addin.workbook.styles import Style, Styles
from xlscorecard.core.domain.settings import Palette, Settings
from xlscorecard.core.settings.all_settings import GENERAL, SETTING_HEADING, VALUE_HEADING
from xlscorecard.core.settings.kinds import MONTH, PERCENTAGE
from xlscorecard.core.settings.setting import Heading, Setting
from xlscorecard.core.sheet.address import Area, cell_name
from xlscorecard.core.sheet.row_height import row_height

TITLE = "Settings of the scorecard"

_SENTENCE = "Change the yellow cells only; a blank cell means the usual rule."
_MEANING_HEADING = "What it means"
_DEFAULTS = Settings()
_WIDTHS = (28, 20, 16, 13, 12, 15, 15, 12)

Presets = Sequence[Mapping[Heading, str]]
"""Rows of a table that are filled from the start."""


def write(sheet: Any, looks: Styles, presets: Presets = (), columns: Presets = ()) -> None:
    """Write the sheet into an empty worksheet; ``presets`` are of indicators."""
    for index, width in enumerate(_WIDTHS):
        sheet.set_column(index, index, width)
    _write_heading_lines(sheet, looks)
    _write_settings(sheet, looks)
    palettes = [palette.value for palette in Palette]
    _write_choices(sheet, looks, settings_table.PALETTE_CHOICES, palettes)
    _write_meanings(sheet, looks, INDICATORS)
    _write_table(sheet, looks, INDICATORS, presets)
    meanings = settings_table.MEANING_CHOICES
    _write_choices(sheet, looks, settings_table.MEANING_CELLS, meanings)
    _write_meanings(sheet, looks, COLUMNS)
    _write_table(sheet, looks, COLUMNS, columns)
    sheet.hide_gridlines(2)
    sheet.set_selection(str(settings_table.value_cell(GENERAL[0])))
    set_page(sheet, TITLE, large=False)


def _write_heading_lines(sheet: Any, looks: Styles) -> None:
    sheet.set_row(settings_table.TITLE_ROW - 1, 24)
    for row, text, style in (
        (settings_table.TITLE_ROW, TITLE, styles.TITLE),
        (settings_table.SENTENCE_ROW, _SENTENCE, styles.PLAIN),
        (INDICATORS.title_row, INDICATORS.title, styles.SUBTITLE),
        (INDICATORS.title_row + 1, INDICATORS.sentence, styles.PLAIN),
        (COLUMNS.title_row, COLUMNS.title, styles.SUBTITLE),
        (COLUMNS.title_row + 1, COLUMNS.sentence, styles.PLAIN),
    ):
        sheet.write_string(cell_name(row, 1), text, looks.look(style))
    for table in (INDICATORS, COLUMNS):
        sheet.set_row(table.title_row - 1, 20)


def _write_settings(sheet: Any, looks: Styles) -> None:
    row = settings_table.SETTINGS_HEADING_ROW
    heading = looks.look(styles.HEADING, styles.BORDER, styles.LEFT)
    sheet.set_row(row - 1, 18)
    sheet.write_string(cell_name(row, settings_table.SETTING_COLUMN), SETTING_HEADING, heading)
    sheet.write_string(cell_name(row, settings_table.VALUE_COLUMN), VALUE_HEADING, heading)
    sheet.merge_range(str(_explanation_cells(row)), _MEANING_HEADING, heading)
    for setting in GENERAL:
        place = settings_table.value_cell(setting)
        look = looks.look(styles.INPUT, styles.BORDER, *_look_of(setting, styles.CHANGE))
        sheet.write_string(
            cell_name(place.row, settings_table.SETTING_COLUMN),
            setting.name,
            looks.look(styles.WRAPPED, styles.BORDER, styles.STRONG),
        )
        sheet.write(str(place), _default(setting), look)
        sheet.data_validation(str(place), validation(setting))
        explanation = looks.look(styles.WRAPPED, styles.BORDER)
        sheet.merge_range(str(_explanation_cells(place.row)), setting.explanation, explanation)
        width = sum(_WIDTHS[settings_table.MEANING_COLUMN - 1 :])
        sheet.set_row(place.row - 1, row_height([(setting.explanation, width)]))


def _explanation_cells(row: int) -> Area:
    return Area(row, settings_table.MEANING_COLUMN, row, settings_table.LAST_COLUMN)


def _default(setting: Setting[Settings, Any]) -> Content:
    """What a new sheet says: the default, a month that is not set as nothing."""
    value = setting.get(_DEFAULTS)
    if value is None or isinstance(value, float):
        return "" if value is None else value
    return setting.text(_DEFAULTS)


def _look_of(heading: Heading, percentage: Style) -> tuple[Style, ...]:
    if heading.kind is MONTH:
        return (styles.MONTH,)
    return (percentage,) if heading.kind is PERCENTAGE else ()


def _write_choices(sheet: Any, looks: Styles, area: Area, texts: Iterable[str]) -> None:
    """What a list offers, in the hidden column."""
    sheet.set_column(area.left - 1, area.left - 1, 20, None, {"hidden": True})
    for row, text in enumerate(texts, start=area.top):
        sheet.write_string(cell_name(row, area.left), text, looks.look(styles.PLAIN))


def _write_meanings(sheet: Any, looks: Styles, table: InputTable) -> None:
    """What each heading of a table means, a row each, above the table."""
    for row, heading in enumerate(table.headings, start=table.title_row + 2):
        text = heading.explanation
        sheet.write_string(cell_name(row, 1), heading.name, looks.look(styles.LABEL))
        area = Area(row, settings_table.VALUE_COLUMN, row, settings_table.LAST_COLUMN)
        sheet.merge_range(str(area), text, looks.look(styles.WRAPPED))
        sheet.set_row(row - 1, row_height([(text, sum(_WIDTHS[1:]))]))


def _write_table(sheet: Any, looks: Styles, table: InputTable, presets: Presets) -> None:
    """The headings of a table, and its input cells with what may be typed into them."""
    sheet.set_row(table.heading_row - 1, 18)
    for heading in table.headings:
        cells = table.cells(heading)
        look = looks.look(styles.HEADING, styles.BORDER, styles.LEFT)
        sheet.write_string(cell_name(table.heading_row, cells.left), heading.name, look)
        # As text, for Excel makes a day of this year of a month such as Aug-19.
        extra = (styles.TEXT,) if table is COLUMNS else _look_of(heading, styles.PERCENTAGE)
        look = looks.look(styles.INPUT, styles.BORDER, *extra)
        for row in range(cells.top, cells.bottom + 1):
            index = row - cells.top
            preset = presets[index].get(heading, "") if index < len(presets) else ""
            sheet.write(cell_name(row, cells.left), preset or None, look)
        if (choice := validation(heading)) is not None:
            sheet.data_validation(str(cells), choice)
