"""The Settings sheet as a reporter sees it: what can be set, in plain words, with choices."""

from collections.abc import Mapping, Sequence
from typing import Any

from xlscorecard.addin.workbook import names, settings_table, styles
from xlscorecard.addin.workbook.document import Content
from xlscorecard.addin.workbook.print_setup import set_page
from xlscorecard.addin.workbook.settings_choices import (
    choice,
    column_choice,
    meaning_choice,
    month_choice,
    references_choice,
    tolerance_choice,
)
from xlscorecard.addin.workbook.styles import Style, Styles
from xlscorecard.core.domain.settings import Palette, Settings
from xlscorecard.core.settings.words import (
    FORMULA_WORDS,
    FREQUENCY_WORDS,
    POLARITY_WORDS,
    SETTING_HEADING,
    TARGET_BASIS_WORDS,
    UNIT_WORDS,
    VALUE_HEADING,
    ColumnHeading,
    IndicatorHeading,
    Label,
)
from xlscorecard.core.sheet.address import Area, cell_name, column_letters
from xlscorecard.core.sheet.row_height import row_height

TITLE = "Settings of the scorecard"

_SENTENCE = "Change the yellow cells only; a blank cell means the usual rule."
_MEANING_HEADING = "What it means"
_DEFAULTS = Settings()

_VALUES: dict[Label, Content] = {
    Label.REPORTING_PERIOD: "",
    Label.TOLERANCE: _DEFAULTS.tolerance.amount,
    Label.FORMULAS: _DEFAULTS.formulas.value,
    Label.PALETTE: _DEFAULTS.palette.value,
}
_VALUE_LOOKS: dict[Label, tuple[Style, ...]] = {
    Label.REPORTING_PERIOD: (styles.MONTH,),
    Label.TOLERANCE: (styles.CHANGE,),
    Label.FORMULAS: (),
    Label.PALETTE: (),
}
_MEANINGS: dict[Label, str] = {
    Label.REPORTING_PERIOD: (
        "The month that is reported. Leave it blank for the newest month that holds data; type "
        "an earlier one, such as Aug 2019, to see the scorecard as it stood then."
    ),
    Label.TOLERANCE: (
        "How much a value must change before its arrow points up or down. At 10%, a rise or "
        "fall of 10% or more counts as a change; anything smaller is similar."
    ),
    Label.FORMULAS: (
        "What Refresh does where somebody has put a formula into an arrow, % change, average or "
        "maximum cell. keep: the formula stays, and a different result is reported. replace: "
        "the value takes its place."
    ),
    Label.PALETTE: (
        "The colours of Positive, Similar and Negative. Blue and orange are easier to tell apart "
        "for people who confuse red and green. The arrows say the same without colour."
    ),
}

_INDICATORS_TITLE = "Settings of single indicators"
_INDICATORS_SENTENCE = (
    "Add a row only for an indicator that differs from the rest, and fill only what differs."
)
_INDICATOR_MEANINGS: dict[IndicatorHeading, str] = {
    IndicatorHeading.REFERENCE: "The indicator's reference, as on the Scorecard sheet.",
    IndicatorHeading.FREQUENCY: (
        "How often it is reported. Blank: monthly, or quarterly where its cells are merged by "
        "quarters."
    ),
    IndicatorHeading.UNIT: (
        "% compares by how many per cent a value changed; points, for percentages only, by how "
        "many percentage points."
    ),
    IndicatorHeading.TOLERANCE: (
        "Its own tolerance. With points, 2% means 2 percentage points, and must be filled."
    ),
    IndicatorHeading.POLARITY: (
        "▲ higher is better, ▼ lower is better, none: no judgement. Blank: as its DoT cell says."
    ),
    IndicatorHeading.TARGET_BASIS: (
        "What its targets are for: monthly (each month's value), annual total (the sum of the "
        "financial year) or level (a level to reach)."
    ),
    IndicatorHeading.PART_OF: (
        "The indicator of which this one counts a part, by its Ref.: a part above its whole is "
        "reported. Several, separated by commas."
    ),
}

Presets = Sequence[Mapping[IndicatorHeading, str]]
"""Rows of the table of single indicators that are filled from the start."""

_WIDTHS = (28, 20, 16, 13, 12, 15, 15, 12)


COLUMNS_TITLE = "Columns"
COLUMNS_SENTENCE = (
    "Say here what a column of the scorecard means if its heading is not understood, or that it is "
    "to be left alone."
)
_COLUMN_MEANINGS: dict[ColumnHeading, str] = {
    ColumnHeading.COLUMN: "A heading as it stands on the Scorecard sheet, or a column letter.",
    ColumnHeading.MEANING: (
        "leave alone: it is not read. values: of the columns under a month, the one with the "
        "month's values. polarity, movement: what DoT means. A month, or a known heading."
    ),
    ColumnHeading.HEADING_THERE: (
        "Beside a letter: the heading that stands there now, (blank) for none. When another "
        "heading stands there later, the line is not used, and you are told."
    ),
}

ColumnPresets = Sequence[Mapping[ColumnHeading, str]]
"""Rows of the table of columns that are filled from the start."""


def write(
    sheet: Any, styles_of: Styles, presets: Presets = (), columns: ColumnPresets = ()
) -> None:
    """Write the sheet into an empty worksheet."""
    for index, width in enumerate(_WIDTHS):
        sheet.set_column(index, index, width)
    _write_heading_lines(sheet, styles_of)
    _write_settings(sheet, styles_of)
    _write_palette_choices(sheet, styles_of)
    _write_indicator_meanings(sheet, styles_of)
    _write_indicators(sheet, styles_of, presets)
    _write_column_meanings(sheet, styles_of)
    _write_columns(sheet, styles_of, columns)
    sheet.hide_gridlines(2)
    sheet.set_selection(
        cell_name(settings_table.SETTINGS_HEADING_ROW + 1, settings_table.VALUE_COLUMN)
    )
    set_page(sheet, TITLE, large=False)


def _write_heading_lines(sheet: Any, styles_of: Styles) -> None:
    sheet.set_row(settings_table.TITLE_ROW - 1, 24)
    for row, text, style in (
        (settings_table.TITLE_ROW, TITLE, styles.TITLE),
        (settings_table.SENTENCE_ROW, _SENTENCE, styles.PLAIN),
        (settings_table.INDICATORS_TITLE_ROW, _INDICATORS_TITLE, styles.SUBTITLE),
        (settings_table.INDICATORS_TITLE_ROW + 1, _INDICATORS_SENTENCE, styles.PLAIN),
        (settings_table.COLUMNS_TITLE_ROW, COLUMNS_TITLE, styles.SUBTITLE),
        (settings_table.COLUMNS_TITLE_ROW + 1, COLUMNS_SENTENCE, styles.PLAIN),
    ):
        sheet.write_string(cell_name(row, 1), text, styles_of.of(style))
    for row in (settings_table.INDICATORS_TITLE_ROW, settings_table.COLUMNS_TITLE_ROW):
        sheet.set_row(row - 1, 20)


def _write_settings(sheet: Any, styles_of: Styles) -> None:
    row = settings_table.SETTINGS_HEADING_ROW
    heading = styles_of.of(styles.HEADING, styles.BORDER, styles.LEFT)
    sheet.set_row(row - 1, 18)
    sheet.write_string(cell_name(row, settings_table.SETTING_COLUMN), SETTING_HEADING, heading)
    sheet.write_string(cell_name(row, settings_table.VALUE_COLUMN), VALUE_HEADING, heading)
    sheet.merge_range(str(_meaning_cells(row)), _MEANING_HEADING, heading)
    for label in settings_table.SETTINGS:
        row = settings_table.setting_row(label)
        cell = cell_name(row, settings_table.VALUE_COLUMN)
        look = styles_of.of(styles.INPUT, styles.BORDER, *_VALUE_LOOKS[label])
        sheet.write_string(
            cell_name(row, settings_table.SETTING_COLUMN),
            label.value,
            styles_of.of(styles.WRAPPED, styles.BORDER, styles.STRONG),
        )
        sheet.write(cell, _VALUES[label], look)
        sheet.data_validation(cell, _setting_choice(label))
        _write_meaning(sheet, styles_of, row, _MEANINGS[label], styles.BORDER)


def _setting_choice(label: Label) -> dict[str, object]:
    match label:
        case Label.REPORTING_PERIOD:
            return month_choice(label.value)
        case Label.TOLERANCE:
            return tolerance_choice(label.value)
        case Label.FORMULAS:
            return choice(label.value, list(FORMULA_WORDS))
        case Label.PALETTE:
            return choice(label.value, [palette.value for palette in Palette], names.PALETTES)


def _write_palette_choices(sheet: Any, styles_of: Styles) -> None:
    area = settings_table.PALETTE_CHOICES
    sheet.set_column(area.left - 1, area.left - 1, 20, None, {"hidden": True})
    for row, palette in enumerate(Palette, start=area.top):
        sheet.write_string(cell_name(row, area.left), palette.value, styles_of.of(styles.PLAIN))


def _write_column_meanings(sheet: Any, styles_of: Styles) -> None:
    choices = settings_table.MEANING_CELLS
    for row, text in enumerate(settings_table.MEANING_CHOICES, start=choices.top):
        sheet.write_string(cell_name(row, choices.left), text, styles_of.of(styles.PLAIN))
    meanings = {heading.value: _COLUMN_MEANINGS[heading] for heading in ColumnHeading}
    _write_meanings(sheet, styles_of, settings_table.COLUMNS_TITLE_ROW + 2, meanings)


def _write_columns(sheet: Any, styles_of: Styles, presets: ColumnPresets) -> None:
    row = settings_table.COLUMN_HEADING_ROW
    sheet.set_row(row - 1, 18)
    # As text, for Excel makes a day of this year of a month such as Aug-19.
    look = styles_of.of(styles.INPUT, styles.BORDER, styles.TEXT)
    for heading in ColumnHeading:
        column = settings_table.column_column(heading)
        heading_look = styles_of.of(styles.HEADING, styles.BORDER, styles.LEFT)
        sheet.write_string(cell_name(row, column), heading.value, heading_look)
        cells = settings_table.column_cells(heading)
        for input_row in range(cells.top, cells.bottom + 1):
            index = input_row - cells.top
            preset = presets[index].get(heading, "") if index < len(presets) else ""
            sheet.write(cell_name(input_row, column), preset or None, look)
        if heading is not ColumnHeading.HEADING_THERE:
            sheet.data_validation(str(cells), _column_choice(heading))


def _column_choice(heading: ColumnHeading) -> dict[str, object]:
    if heading is ColumnHeading.COLUMN:
        return column_choice(heading.value)
    cells = settings_table.MEANING_CELLS
    letters = column_letters(cells.left)
    source = f"=${letters}${cells.top}:${letters}${cells.bottom}"
    return meaning_choice(heading.value, source)


def _write_indicator_meanings(sheet: Any, styles_of: Styles) -> None:
    meanings = {heading.value: _INDICATOR_MEANINGS[heading] for heading in IndicatorHeading}
    _write_meanings(sheet, styles_of, settings_table.FIRST_MEANING_ROW, meanings)


def _write_meanings(
    sheet: Any, styles_of: Styles, first_row: int, meanings: Mapping[str, str]
) -> None:
    """What each heading of a table means, a row each, above the table."""
    for row, (heading, text) in enumerate(meanings.items(), start=first_row):
        sheet.write_string(cell_name(row, 1), heading, styles_of.of(styles.LABEL))
        area = Area(row, settings_table.VALUE_COLUMN, row, settings_table.LAST_COLUMN)
        sheet.merge_range(str(area), text, styles_of.of(styles.WRAPPED))
        sheet.set_row(row - 1, row_height([(text, sum(_WIDTHS[1:]))]))


def _write_indicators(sheet: Any, styles_of: Styles, presets: Presets) -> None:
    row = settings_table.INDICATOR_HEADING_ROW
    sheet.set_row(row - 1, 18)
    for heading in IndicatorHeading:
        column = settings_table.indicator_column(heading)
        look = styles_of.of(styles.HEADING, styles.BORDER, styles.LEFT)
        sheet.write_string(cell_name(row, column), heading.value, look)
        cells = settings_table.indicator_cells(heading)
        extra = (styles.PERCENTAGE,) if heading is IndicatorHeading.TOLERANCE else ()
        look = styles_of.of(styles.INPUT, styles.BORDER, *extra)
        for input_row in range(cells.top, cells.bottom + 1):
            index = input_row - cells.top
            preset = presets[index].get(heading, "") if index < len(presets) else ""
            sheet.write(cell_name(input_row, column), preset or None, look)
        sheet.data_validation(str(cells), _indicator_choice(heading))


def _indicator_choice(heading: IndicatorHeading) -> dict[str, object]:
    match heading:
        case IndicatorHeading.REFERENCE:
            return choice("Reference", ["a Ref. of the Scorecard sheet"], names.INDICATORS)
        case IndicatorHeading.FREQUENCY:
            return choice(heading.value, list(FREQUENCY_WORDS))
        case IndicatorHeading.UNIT:
            return choice(heading.value, list(UNIT_WORDS))
        case IndicatorHeading.TOLERANCE:
            return tolerance_choice(heading.value)
        case IndicatorHeading.POLARITY:
            return choice(heading.value, list(POLARITY_WORDS))
        case IndicatorHeading.TARGET_BASIS:
            return choice(heading.value, list(TARGET_BASIS_WORDS))
        case IndicatorHeading.PART_OF:
            return references_choice(heading.value)


def _meaning_cells(row: int) -> Area:
    return Area(row, settings_table.MEANING_COLUMN, row, settings_table.LAST_COLUMN)


def _write_meaning(sheet: Any, styles_of: Styles, row: int, text: str, border: Style) -> None:
    area = _meaning_cells(row)
    sheet.merge_range(str(area), text, styles_of.of(styles.WRAPPED, border))
    width = sum(_WIDTHS[settings_table.MEANING_COLUMN - 1 :])
    sheet.set_row(row - 1, row_height([(text, width)]))
