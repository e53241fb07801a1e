"""A sheet as plain cells, whichever adapter has read it."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from types import MappingProxyType

from xlscorecard.domain.address import Area, address
from xlscorecard.domain.cell import CellContent

_NO_FORMULAS: Mapping[tuple[int, int], str] = MappingProxyType({})


class Grid:
    """The cells of one sheet.

    ``rows`` maps a row's number to its cells from column A on; rows and cells that are not
    there are empty. ``formulas`` names the cells that hold a formula; their content in
    ``rows`` is the result that the workbook holds.
    """

    def __init__(
        self,
        *,
        sheet: str,
        rows: Mapping[int, Sequence[CellContent]],
        merges: tuple[Area, ...] = (),
        formulas: Mapping[tuple[int, int], str] = _NO_FORMULAS,
    ) -> None:
        self.sheet = sheet
        self.rows = rows
        self.merges = merges
        self.formulas = formulas

    def content(self, row: int, column: int) -> CellContent:
        """What a cell holds; None where it is empty or not there."""
        cells = self.rows.get(row, ())
        return cells[column - 1] if column <= len(cells) else None

    def text(self, row: int, column: int) -> str:
        """What a cell holds, as text without surrounding space; '' where it is empty."""
        content = self.content(row, column)
        if content is None:
            return ""
        if isinstance(content, float) and content.is_integer():
            return str(int(content))
        return str(content).strip()

    def address(self, row: int, column: int) -> str:
        """The name of a cell with its sheet."""
        return address(self.sheet, row, column)

    @cached_property
    def merges_of_row(self) -> Mapping[int, tuple[Area, ...]]:
        """The merged areas that each row has a share in, for rows that have any."""
        found: dict[int, list[Area]] = {}
        for area in self.merges:
            for row in range(area.top, area.bottom + 1):
                found.setdefault(row, []).append(area)
        return {row: tuple(areas) for row, areas in found.items()}

    def merge_at(self, row: int, column: int) -> Area | None:
        """The merged area in which a cell lies; None where it is not merged."""
        for area in self.merges_of_row.get(row, ()):
            if (row, column) in area:
                return area
        return None
