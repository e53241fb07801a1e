"""The sheets of a workbook, whichever adapter holds it."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple, Protocol

from xlscorecard.core.sheet.address import Area, Place
from xlscorecard.core.sheet.grid import Grid


class UsedFunctions(NamedTuple):
    """Formulas that call a function, each with its sheet and cell, and what names stand for.

    Formulas have no equals sign; names are those of the whole workbook.
    """

    formulas: Sequence[tuple[str, Place, str]] = ()
    names: Mapping[str, str] = MappingProxyType({})


class Sheets(Protocol):
    """A workbook from which sheets are read."""

    @property
    def name(self) -> str:
        """The workbook's name, as a person knows it."""
        ...

    @property
    def sheet_names(self) -> Sequence[str]:
        """The names of the worksheets, in the workbook's order."""
        ...

    def read(self, sheet: str) -> Grid:
        """The cells of one sheet."""
        ...

    def percentage_cells(self, sheet: str, area: Area) -> frozenset[Place] | None:
        """The cells of an area whose number format shows a percentage; None if nothing tells."""
        ...

    def formulas_with(self, start: str) -> UsedFunctions:
        """The formulas of all sheets that call a function whose name starts so."""
        ...
