"""Cells of a sheet that are written, asked whether an area holds any of them."""

from bisect import bisect_left
from collections.abc import Iterable

from xlscorecard.core.sheet.address import Area, Place


class WrittenCells:
    """Some cells, by their columns and rows."""

    def __init__(self, cells: Iterable[Place]) -> None:
        rows: dict[int, list[int]] = {}
        for row, column in cells:
            rows.setdefault(column, []).append(row)
        self._rows = {column: sorted(rows[column]) for column in sorted(rows)}
        self._columns = list(self._rows)

    def meet(self, area: Area) -> bool:
        """Whether any of them lies in an area."""
        for column in self._columns[bisect_left(self._columns, area.left) :]:
            if column > area.right:
                return False
            rows = self._rows[column]
            position = bisect_left(rows, area.top)
            if position < len(rows) and rows[position] <= area.bottom:
                return True
        return False

    def meet_columns_of(self, area: Area) -> bool:
        """Whether any of them lies in the columns of an area, in whichever row."""
        position = bisect_left(self._columns, area.left)
        return position < len(self._columns) and self._columns[position] <= area.right
