"""The table of single indicators, read: known by headings such as 'Ref.' and 'Frequency'."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from xlscorecard.core.domain.settings import ChangeUnit, IndicatorSettings
from xlscorecard.core.domain.wording import joined
from xlscorecard.core.settings.all_settings import (
    COLUMN,
    INDICATOR_HEADINGS,
    MEANING,
    OF_AN_INDICATOR,
    REFERENCE,
    SETTING_HEADING,
    TOLERANCE,
    UNIT,
    VALUE_HEADING,
)
from xlscorecard.core.settings.kinds import one_of
from xlscorecard.core.settings.setting import Heading, Setting
from xlscorecard.core.settings.sheet import SettingsSheet, bare, quoted_names
from xlscorecard.core.sheet.address import Place
from xlscorecard.core.table.month_words import is_nearly

_FEWEST_HEADINGS = 2  # in one row
_LEAST_LETTERS = 6

_BY_NAME = {bare(heading.name): heading for heading in INDICATOR_HEADINGS}
_OTHER_TABLES = (
    {bare(SETTING_HEADING), bare(VALUE_HEADING)},
    {bare(COLUMN.name), bare(MEANING.name)},
)

# A unit and its tolerance first, for the one needs the other.
_READ_IN_ORDER = sorted(OF_AN_INDICATOR, key=lambda setting: setting not in (UNIT, TOLERANCE))


class LackingHeading(NamedTuple):
    """A table of the sheet that lacks a heading: the cell of one that it has, and the name."""

    place: str
    name: str


def heading_row(sheet: SettingsSheet) -> int | None:
    """The row that holds the headings of the table."""

    def known(row: int) -> int:
        """How many headings of the table a row has, one of them perhaps misspelt."""
        texts = sheet.texts[row]
        exact = len(_BY_NAME.keys() & texts)
        return exact and exact + any(_is_misspelt(text, _BY_NAME) for text in texts)

    most = max(sheet.texts, key=known, default=None)
    return most if most is not None and known(most) >= _FEWEST_HEADINGS else None


def _is_misspelt(text: str, names: Iterable[str]) -> bool:
    """Whether a text is a longer name with one letter wrong."""
    return any(
        text != name and len(name) >= _LEAST_LETTERS and is_nearly(text, name) for name in names
    )


def indicator_settings(
    sheet: SettingsSheet,
) -> tuple[dict[str, IndicatorSettings], tuple[LackingHeading, ...]]:
    """The settings by reference, and the headings that the table lacks."""
    top = heading_row(sheet)
    if top is None:
        return {}, ()
    columns = _columns(sheet, top)
    first = Place(top, min(columns.values()))
    lacking = tuple(
        LackingHeading(sheet.grid.address(*first), heading.name)
        for heading in INDICATOR_HEADINGS
        if heading not in columns and not heading.is_optional
    )
    if REFERENCE not in columns:
        sheet.fault(
            first,
            f'the headings {joined(quoted_names(columns))} without "{REFERENCE.name}"',
            f'the heading "{REFERENCE.name}" in their row',
            "Head the column of the references with it; without it none of these settings is read.",
        )
        return {}, lacking
    first_rows: dict[str, int] = {}
    indicators: dict[str, IndicatorSettings] = {}
    for row in _rows(sheet, top):
        place = Place(row, columns[REFERENCE])
        reference = sheet.grid.text(*place)
        if not reference:
            _expect_blank(sheet, row, columns)
        elif first_row := first_rows.get(reference):
            sheet.fault(
                place, f'"{reference}" a second time', f"one row for it, and row {first_row} has it"
            )
        else:
            first_rows[reference] = row
            indicators[reference] = _indicator(sheet, row, columns)
    return indicators, lacking


def _columns(sheet: SettingsSheet, top: int) -> dict[Heading, int]:
    """The columns of the table; a heading that stands twice or is not known is a fault."""
    columns: dict[Heading, int] = {}
    for column, text in enumerate(sheet.texts[top], start=1):
        heading = _BY_NAME.get(text)
        if heading in columns:
            sheet.fault(Place(top, column), f'a second "{heading.name}"', "each heading once")
        elif heading is not None:
            columns[heading] = column
    for column in range(min(columns.values()), max(columns.values()) + 2):
        text = sheet.grid.text(top, column)
        if bare(text) not in _BY_NAME and any(
            sheet.grid.text(row, column) for row in _rows(sheet, top)
        ):
            found = f'the heading "{text}"' if text else "settings under no heading"
            known = [heading.name for heading in INDICATOR_HEADINGS]
            sheet.fault(Place(top, column), found, one_of(known))
    return columns


def _rows(sheet: SettingsSheet, top: int) -> range:
    """The rows of the table, up to the title of the table that follows."""
    following = [
        row
        for row, texts in sheet.texts.items()
        if row > top and any(names.issubset(texts) for names in _OTHER_TABLES)
    ]
    end = min(following, default=max(sheet.grid.rows, default=top) + 1)
    title = end
    while title > top + 1 and following and sheet.grid.text(title - 1, 1):
        title -= 1
    return range(top + 1, title if title > top + 1 else end)


def _indicator(sheet: SettingsSheet, row: int, columns: Mapping[Heading, int]) -> IndicatorSettings:
    values: dict[Setting[IndicatorSettings, Any], Any] = {}
    for setting in _READ_IN_ORDER:
        place = Place(row, columns[setting]) if setting in columns else None
        values[setting] = sheet.value(setting, place)
        if setting is TOLERANCE and values[UNIT] is ChangeUnit.POINTS:
            _expect_tolerance(sheet, place, Place(row, columns[UNIT]))
    settings = IndicatorSettings(place=sheet.grid.address(row, columns[REFERENCE]))
    for setting, value in reversed(values.items()):  # the tolerance before its unit
        if value is not None:
            settings = setting.put(settings, value)
    return settings


def _expect_tolerance(sheet: SettingsSheet, place: Place | None, unit: Place) -> None:
    """The general tolerance is a relative one: a unit is never mixed."""
    if place is None or sheet.grid.content(*place) is None:
        sheet.fault(place or unit, "nothing", "a tolerance in points, such as 2%")


def _expect_blank(sheet: SettingsSheet, row: int, columns: Mapping[Heading, int]) -> None:
    for heading, column in columns.items():
        if heading is not REFERENCE and sheet.grid.text(row, column):
            sheet.fault(Place(row, column), "a setting without a Ref.", "the Ref. beside it")
            return
