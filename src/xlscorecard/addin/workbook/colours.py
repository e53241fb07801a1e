"""The formulas of the rules that colour arrows and changes, in a workbook with our names."""

from collections.abc import Iterator

from xlscorecard.addin.workbook import names
from xlscorecard.addin.workbook.table import TablePlace
from xlscorecard.core.domain.settings import Palette
from xlscorecard.core.measures.judgement import Judgement
from xlscorecard.core.sheet.address import Area
from xlscorecard.core.sheet.colour_rule import ColourRule
from xlscorecard.core.table.colours import DEFAULT_PALETTE, SWATCHES, judged
from xlscorecard.core.table.headings import PREVIOUS_GROUP, YEAR_GROUP, Column, Group


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
    """Whether a row's arrow and polarity have a meaning."""
    return judged(place.first_cell(group.arrow), _polarity(place), meaning)


def _polarity(place: TablePlace) -> str:
    """The row's polarity: what the Settings sheet says of its indicator, or else its DoT cell."""
    reference = place.first_cell(Column.REFERENCE)
    polarity = place.first_cell(Column.POLARITY) if Column.POLARITY in place.columns else '""'
    return (
        f'IF(COUNTIFS({names.REFERENCES},{reference},{names.POLARITIES},"?*")=0,{polarity},'
        f"INDEX({names.POLARITIES},MATCH({reference},{names.REFERENCES},0)))"
    )
