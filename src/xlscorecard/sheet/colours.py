"""The colours of the judgements, and rules that show them in a sheet as it stands.

Two palettes, chosen in the Settings sheet. Text on fill reaches a contrast of 7 : 1 (WCAG 2.2,
1.4.6). Blue and orange can be told apart by people who confuse red and green.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from types import MappingProxyType
from typing import NamedTuple

from xlscorecard.domain.address import Area, column_letters
from xlscorecard.domain.settings import Palette, Settings
from xlscorecard.measures.direction import Direction
from xlscorecard.measures.judgement import Judgement, judgement
from xlscorecard.sheet.headings import PREVIOUS_GROUP, YEAR_GROUP, Column
from xlscorecard.sheet.reader import SheetReading
from xlscorecard.sheet.settings_sheet import POLARITY_WORDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Swatch:
    """Colours of a cell, as ``#RRGGBB``."""

    text: str
    fill: str


NEUTRAL_TEXT = "#404040"
"""The text of an arrow that is not judged; its cell has no fill."""

SWATCHES: Mapping[Palette, Mapping[Judgement, Swatch]] = MappingProxyType(
    {
        Palette.GREEN_AMBER_RED: MappingProxyType(
            {
                Judgement.POSITIVE: Swatch(text="#0B4A1E", fill="#BFE6C6"),
                Judgement.SIMILAR: Swatch(text="#5C3A00", fill="#FFE08A"),
                Judgement.NEGATIVE: Swatch(text="#7A0A12", fill="#F9C6C6"),
            }
        ),
        Palette.BLUE_ORANGE: MappingProxyType(
            {
                Judgement.POSITIVE: Swatch(text="#0A3069", fill="#BBD7F5"),
                Judgement.SIMILAR: Swatch(text="#333333", fill="#E4E4E4"),
                Judgement.NEGATIVE: Swatch(text="#662B00", fill="#FBC898"),
            }
        ),
    }
)

DEFAULT_PALETTE = Settings().palette


@dataclass(frozen=True, slots=True, kw_only=True)
class ColourRule:
    """One conditional format: where ``formula`` holds for a row, its cells take the swatch.

    The formula is written for the first row of ``area``, without its equals sign.
    """

    area: Area
    formula: str
    swatch: Swatch


def joined_signs(meaning: Judgement) -> str:
    """All pairs of an arrow and a polarity that have a meaning, for a formula to look in."""
    pairs = "|".join(
        direction.value + word
        for word, polarity in POLARITY_WORDS.items()
        for direction in Direction
        if judgement(direction, polarity) is meaning
    )
    return f"|{pairs}|"


CHOSEN_ON_SETTINGS = "SettingsColours"
"""The defined name of the cell with the palette, in a workbook with our Settings sheet."""

CHOSEN = "ScorecardColours"
"""The defined name that holds the palette in any other workbook, once it has our rules."""


class Colouring(NamedTuple):
    """The rules for the arrow and change cells of a sheet, and the palette to show them in."""

    palette: Palette
    rules: tuple[ColourRule, ...]


def rules_of(reading: SheetReading) -> Iterator[ColourRule]:
    """The rules of the arrow and change cells of a sheet in a workbook with none of our names.

    A cell's row is found by ROW(), for Excel takes other references of a rule that is added
    relative to the cell that happens to be selected. Polarities are those of the column DoT; a
    sheet without it has no judgement to show.
    """
    columns = reading.layout.columns
    polarity = columns.get(Column.POLARITY)
    if polarity is None or not reading.rows:
        return
    top, bottom = min(reading.rows), max(reading.rows)
    for group in (PREVIOUS_GROUP, YEAR_GROUP):
        arrow = columns.get(group.arrow)
        if arrow is None:
            continue
        pair = f'"|"&{_of_row(arrow)}&{_of_row(polarity)}&"|"'
        for column in (arrow, columns.get(group.change)):
            if column is not None:
                area = Area(top, column, bottom, column)
                for palette, meaning in product(Palette, Judgement):
                    judged = f'ISNUMBER(FIND({pair},"{joined_signs(meaning)}"))'
                    yield ColourRule(
                        area=area,
                        formula=f'AND({CHOSEN}="{palette.value}",{judged})',
                        swatch=SWATCHES[palette][meaning],
                    )


def _of_row(column: int) -> str:
    letters = column_letters(column)
    return f"INDEX(${letters}:${letters},ROW())"
