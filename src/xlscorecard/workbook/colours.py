"""The colours of the judgements, and the formulas of the rules that show them.

Two palettes, chosen in the Settings sheet. Text on fill reaches a contrast of 7 : 1 (WCAG 2.2,
1.4.6). Blue and orange can be told apart by people who confuse red and green.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from xlscorecard.domain.address import Area, column_letters
from xlscorecard.domain.settings import Palette, Settings
from xlscorecard.measures.direction import Direction
from xlscorecard.measures.judgement import Judgement, judgement
from xlscorecard.sheet.headings import PREVIOUS_GROUP, YEAR_GROUP, Column, Group
from xlscorecard.sheet.settings_sheet import POLARITY_WORDS
from xlscorecard.workbook import names, table


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


def change_rules(first_row: int, last_row: int) -> Iterator[ColourRule]:
    """The rules of the arrow and percentage cells: a pair, a palette and a judgement each."""
    for group in (PREVIOUS_GROUP, YEAR_GROUP):
        area = Area(
            first_row, table.column_of(group.arrow), last_row, table.column_of(group.change)
        )
        for palette, swatches in SWATCHES.items():
            for meaning, swatch in swatches.items():
                formula = f"AND({_chosen(palette)},{_judged(group, meaning, first_row)})"
                yield ColourRule(area=area, formula=formula, swatch=swatch)


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


def _judged(group: Group, meaning: Judgement, row: int) -> str:
    """Whether a row's arrow and polarity have a meaning: arrow and sign joined, and looked up."""
    signs = "|".join(
        direction.value + word
        for word, polarity in POLARITY_WORDS.items()
        for direction in Direction
        if judgement(direction, polarity) is meaning
    )
    arrow = f"${column_letters(table.column_of(group.arrow))}{row}"
    return f'ISNUMBER(FIND("|"&{arrow}&{_polarity(row)}&"|","|{signs}|"))'


def _polarity(row: int) -> str:
    """The row's polarity: what the Settings sheet says of its indicator, or else its DoT cell."""
    reference = f"${column_letters(table.column_of(Column.REFERENCE))}{row}"
    polarity = f"${column_letters(table.column_of(Column.POLARITY))}{row}"
    return (
        f'IF(COUNTIFS({names.REFERENCES},{reference},{names.POLARITIES},"?*")=0,{polarity},'
        f"INDEX({names.POLARITIES},MATCH({reference},{names.REFERENCES},0)))"
    )
