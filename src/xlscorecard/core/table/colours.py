"""The colours of the judgements, and rules that show them in a sheet as it stands.

Two palettes, chosen in the Settings sheet. Text on fill reaches a contrast of 7 : 1 (WCAG 2.2,
1.4.6). Blue and orange can be told apart by people who confuse red and green.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from types import MappingProxyType

from xlscorecard.core.domain.polarity import SIGNS, START_LENGTH, STARTS, Polarity
from xlscorecard.core.domain.settings import Palette, Settings
from xlscorecard.core.measures.direction import Direction
from xlscorecard.core.measures.judgement import Judgement, judgement
from xlscorecard.core.sheet.address import Area, column_letters
from xlscorecard.core.sheet.colour_rule import ColourRule, Swatch
from xlscorecard.core.sheet.edits import AddColours
from xlscorecard.core.table.headings import PREVIOUS_GROUP, YEAR_GROUP, Column
from xlscorecard.core.table.reader import SheetReading

Starts = Mapping[Polarity, Sequence[str]]
"""How the signs and words of polarities begin, in small letters."""


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


def judged(arrow: str, polarity: str, meaning: Judgement, starts: Starts = STARTS) -> str:
    """A formula that says whether an arrow and a polarity have a meaning.

    They are joined, the polarity by its first letters, and looked up among all pairs that have it.

    Args:
        arrow: the formula of the arrow.
        polarity: the formula of the polarity, in a sign or in words.
        meaning: the meaning that is asked for.
        starts: how the signs and words begin that are looked up.
    """
    pairs = "|".join(
        direction.value + start
        for good, all_starts in starts.items()
        for direction in Direction
        if judgement(direction, good) is meaning
        for start in all_starts
    )
    start = f"LOWER(LEFT(TRIM({polarity}),{START_LENGTH}))"
    return f'ISNUMBER(FIND("|"&{arrow}&{start}&"|","|{pairs}|"))'


CHOSEN_ON_SETTINGS = "SettingsColours"
"""The defined name of the cell with the palette, in a workbook with our Settings sheet."""

CHOSEN = "ScorecardColours"
"""The defined name that holds the palette in any other workbook, once it has our rules."""


def colouring(reading: SheetReading, palette: Palette, *, is_settled: bool) -> AddColours:
    """The edit that colours the arrow and change cells of a sheet in a chosen palette.

    It has no rules where it is not settled what DoT means.
    """
    return AddColours(
        sheet=reading.grid.sheet,
        rules=tuple(_rules(reading)) if is_settled else (),
        palette=palette.value,
        chosen=CHOSEN,
        settled=CHOSEN_ON_SETTINGS,
    )


def _rules(reading: SheetReading) -> Iterator[ColourRule]:
    """The rules of the arrow and change cells of a sheet in a workbook with none of our names.

    A cell's row is found by ROW(), for Excel takes other references of a rule that is added
    relative to the cell that happens to be selected. Polarities are those of the table's column; a
    sheet without it has no judgement to show. Only words that stand in it are looked up, for Excel
    may take no long formula from a program.
    """
    columns = reading.layout.columns
    polarity = columns.get(Column.POLARITY)
    if polarity is None or not reading.rows:
        return
    top, bottom = min(reading.rows), max(reading.rows)
    starts = _starts_in(reading, polarity)
    for group in (PREVIOUS_GROUP, YEAR_GROUP):
        arrow = columns.get(group.arrow)
        if arrow is None:
            continue
        for column in (arrow, columns.get(group.change)):
            if column is not None:
                area = Area(top, column, bottom, column)
                for palette, meaning in product(Palette, Judgement):
                    is_meant = judged(_of_row(arrow), _of_row(polarity), meaning, starts)
                    yield ColourRule(
                        area=area,
                        formula=f'AND({CHOSEN}="{palette.value}",{is_meant})',
                        swatch=SWATCHES[palette][meaning],
                    )


def _starts_in(reading: SheetReading, column: int) -> Starts:
    """How the signs and the words begin that stand in the column of polarities."""
    present = {reading.grid.text(row, column).casefold()[:START_LENGTH] for row in reading.rows}
    return {
        polarity: [start for start in starts if start in SIGNS or start.strip() in present]
        for polarity, starts in STARTS.items()
    }


def _of_row(column: int) -> str:
    letters = column_letters(column)
    return f"INDEX(${letters}:${letters},ROW())"
