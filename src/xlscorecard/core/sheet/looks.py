"""How each look of a page is dressed: the one table of its colours, for every adapter."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from xlscorecard.core.sheet.page import Look

FONT = "Arial"
"""On every desktop that has Excel, and has the arrows; LibreOffice has its metrics."""

LINES = "#C3CAD3"
"""The colour of the lines around the cells of the table."""


class Dress(NamedTuple):
    """Colour of the text and of the cell, and how the text is set.

    ``in_table`` cells have lines around them and wrap their text; ``typed`` cells are filled by
    a person, and keep what is typed as it is typed.
    """

    colour: str = "#1F2933"
    fill: str | None = None
    bold: bool = False
    underlined: bool = False
    size: int = 10
    in_table: bool = True
    typed: bool = False


PLAIN = Dress()

DRESSES: Mapping[Look, Dress] = MappingProxyType(
    {
        Look.TITLE: Dress("#1B3A5C", bold=True, size=16, in_table=False),
        Look.SENTENCE: Dress(in_table=False),
        Look.HEADING: Dress(fill="#E3EAF2", bold=True),
        Look.TEXT: PLAIN,
        Look.LINK: Dress("#0B5CAD", underlined=True),
        Look.INPUT: Dress(fill="#FFF9DB", typed=True),
        Look.WRONG: Dress("#A4262C", bold=True),
        Look.DOUBTFUL: Dress("#8A5A00", bold=True),
        Look.NOTE: Dress("#1F5C99"),
        Look.DONE: Dress("#605E5C"),
    }
)
