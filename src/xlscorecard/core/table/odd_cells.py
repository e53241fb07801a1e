"""What the reader of a table saw that is odd: plain data, of which rules make findings."""

from typing import NamedTuple

from xlscorecard.core.domain.cell_meaning import CellMeaning
from xlscorecard.core.domain.period import Frequency, Month
from xlscorecard.core.sheet.address import Place
from xlscorecard.core.table.headings import Column


class OddValue(NamedTuple):
    """A cell of a month that holds neither a plain number nor a known token."""

    place: Place
    month: Month
    reference: str
    meaning: CellMeaning


class NotCalculatedValues(NamedTuple):
    """The cells of a row whose formulas no program has calculated, and their months."""

    places: tuple[Place, ...]
    months: tuple[Month, ...]
    reference: str


class UnknownSign(NamedTuple):
    """A sign of polarity, or of percentages, that means nothing."""

    place: Place
    column: Column
    reference: str
    sign: str


class NoReference(NamedTuple):
    """A row of values that no Ref. names: the cell in which that would stand."""

    place: Place


class NoName(NamedTuple):
    """An indicator whose name is blank: the cell in which that would stand."""

    place: Place
    reference: str


class MergedMonths(NamedTuple):
    """Merged cells of months that are no quarter: the first cell, and how many months."""

    place: Place
    reference: str
    months: int


class SeveralValues(NamedTuple):
    """The cells of several values in one period of a row that has one value for each."""

    places: tuple[Place, ...]
    reference: str
    frequency: Frequency
    period: int


class LooksQuarterly(NamedTuple):
    """A monthly row with at most one value a quarter: the cell of its newest value."""

    place: Place
    reference: str


OddCell = (
    OddValue
    | NotCalculatedValues
    | UnknownSign
    | NoReference
    | NoName
    | MergedMonths
    | SeveralValues
    | LooksQuarterly
)
"""One thing that the reader saw."""
