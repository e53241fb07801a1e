"""The colours of the judgements, and the formulas of the rules that show them.

Two palettes, chosen in the Settings sheet. Text on fill reaches a contrast of 7 : 1 (WCAG 2.2,
1.4.6). Blue and orange can be told apart by people who confuse red and green.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from xlscorecard.domain.address import Area
from xlscorecard.domain.settings import Palette, Settings
from xlscorecard.measures.direction import Direction
from xlscorecard.measures.judgement import Judgement, judgement
from xlscorecard.sheet.headings import PREVIOUS_GROUP, YEAR_GROUP, Column, Group
from xlscorecard.sheet.settings_sheet import POLARITY_WORDS
from xlscorecard.workbook import names
from xlscorecard.workbook.table import TablePlace


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


def change_rules(place: TablePlace) -> Iterator[ColourRule]:
    """The rules of the arrow and percentage cells: a pair, a palette and a judgement each."""
    for group in (PREVIOUS_GROUP, YEAR_GROUP):
        for area in _coloured_areas(place, group):
            for palette, swatches in SWATCHES.items():
                for meaning, swatch in swatches.items():
                    formula = f"AND({_chosen(palette)},{_judged(place, group, meaning)})"
                    yield ColourRule(area=area, formula=formula, swatch=swatch)


def _coloured_areas(place: TablePlace, group: Group) -> Iterator[Area]:
    """The cells of a group's arrow and change: one area where they stand side by side."""
    arrow, change = place.columns.get(group.arrow), place.columns.get(group.change)
    if arrow is None:
        return
    if change == arrow + 1:
        yield Area(place.first_row, arrow, place.last_row, change)
        return
    for column in (arrow, change):
        if column is not None:
            yield Area(place.first_row, column, place.last_row, column)


def key_rules(area: Area, meaning: Judgement) -> Iterator[ColourRule]:
    """The rules of a cell of the key, which shows the default palette by itself."""
    for palette, swatches in SWATCHES.items():
        if palette is not DEFAULT_PALETTE:
            yield ColourRule(area=area, formula=_chosen(palette), swatch=swatches[meaning])


def _chosen(palette: Palette) -> str:
    """Whether a palette is the chosen one; a blank or unknown choice is the default one."""
    if palette is not DEFAULT_PALETTE:
        return f'{names.COLOURS}="{palette.value}"'
    return ",".join(
        f'{names.COLOURS}<>"{other.value}"' for other in Palette if other is not DEFAULT_PALETTE
    )


def _judged(place: TablePlace, group: Group, meaning: Judgement) -> str:
    """Whether a row's arrow and polarity have a meaning: arrow and sign joined, and looked up."""
    signs = "|".join(
        direction.value + word
        for word, polarity in POLARITY_WORDS.items()
        for direction in Direction
        if judgement(direction, polarity) is meaning
    )
    arrow = place.first_cell(group.arrow)
    return f'ISNUMBER(FIND("|"&{arrow}&{_polarity(place)}&"|","|{signs}|"))'


def _polarity(place: TablePlace) -> str:
    """The row's polarity: what the Settings sheet says of its indicator, or else its DoT cell."""
    reference = place.first_cell(Column.REFERENCE)
    polarity = place.first_cell(Column.POLARITY) if Column.POLARITY in place.columns else '""'
    return (
        f'IF(COUNTIFS({names.REFERENCES},{reference},{names.POLARITIES},"?*")=0,{polarity},'
        f"INDEX({names.POLARITIES},MATCH({reference},{names.REFERENCES},0)))"
    )
