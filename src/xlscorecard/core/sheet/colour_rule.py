"""A rule by which a sheet colours its cells."""

from dataclasses import dataclass

from xlscorecard.core.sheet.address import Area


@dataclass(frozen=True, slots=True, kw_only=True)
class Swatch:
    """Colours of a cell, as ``#RRGGBB``."""

    text: str
    fill: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ColourRule:
    """One conditional format: where ``formula`` holds for a row, its cells take the swatch.

    The formula is written for the first row of ``area``, without its equals sign.
    """

    area: Area
    formula: str
    swatch: Swatch
