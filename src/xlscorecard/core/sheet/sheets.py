"""The sheets of a workbook, whichever adapter holds it."""

from collections.abc import Sequence
from typing import Protocol

from xlscorecard.core.sheet.address import Area, Place
from xlscorecard.core.sheet.grid import Grid


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
