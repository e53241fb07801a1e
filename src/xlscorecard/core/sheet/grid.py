"""A sheet as plain cells, whichever adapter has read it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from types import MappingProxyType

from xlscorecard.core.sheet.address import Area, Place, address
from xlscorecard.core.sheet.content import NOT_CALCULATED, CellContent, NotCalculated
from xlscorecard.core.sheet.number_format import DAY_ZERO

_NO_FORMULAS: Mapping[Place, str] = MappingProxyType({})


class Grid:
    """The cells of one sheet.

    ``rows`` maps a row's number to its cells from column A on; rows and cells that are not
    there are empty. ``formulas`` names the cells that hold a formula; their content in
    ``rows`` is the result that the workbook holds. ``day_zero`` is the day from which the
    workbook counts days.
    """

    def __init__(
        self,
        *,
        sheet: str,
        rows: Mapping[int, Sequence[CellContent]],
        merges: tuple[Area, ...] = (),
        formulas: Mapping[Place, str] = _NO_FORMULAS,
        day_zero: date = DAY_ZERO,
    ) -> None:
        self.sheet = sheet
        self.rows = rows
        self.merges = merges
        self.formulas = formulas
        self.day_zero = day_zero

    def content(self, row: int, column: int) -> CellContent:
        """What a cell holds; None where it is empty or not there."""
        cells = self.rows.get(row, ())
        return cells[column - 1] if column <= len(cells) else None

    def formula(self, row: int, column: int) -> str | None:
        """The formula that a cell holds; None where it holds none."""
        return self.formulas.get(Place(row, column)) if self.formulas else None

    def text(self, row: int, column: int) -> str:
        """What a cell holds, as text without surrounding space; '' where it is empty."""
        content = self.content(row, column)
        if content is None or isinstance(content, NotCalculated):
            return ""
        if isinstance(content, float) and content.is_integer():
            return str(int(content))
        return str(content).strip()

    def is_zero_by_formula(self, row: int, column: int) -> bool:
        """Whether a cell holds a formula whose result is the number 0."""
        content = self.content(row, column)
        return (row, column) in self.formulas and type(content) is float and content == 0

    @property
    def zeros_by_formula(self) -> Iterator[Place]:
        """The cells whose formula has the result 0."""
        return (place for place in self.formulas if self.is_zero_by_formula(*place))

    def without_zeros_by_formula(self) -> "Grid":
        """The same sheet, of which no formula that shows 0 has been calculated."""
        rows = {number: list(cells) for number, cells in self.rows.items()}
        for row, column in self.zeros_by_formula:
            rows[row][column - 1] = NOT_CALCULATED
        return Grid(
            sheet=self.sheet,
            rows=rows,
            merges=self.merges,
            formulas=self.formulas,
            day_zero=self.day_zero,
        )

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
            if area.holds(row, column):
                return area
        return None
