"""What a formula is made of, as data: what it refers to and calls, and where in its text."""

from enum import Enum
from typing import NamedTuple

from xlscorecard.core.sheet.address import MAX_COLUMN, MAX_ROW, Area, column_letters


class Sheets(NamedTuple):
    """The sheets that a reference names: the first and the last, the same unless it is 3-D.

    ``book`` is '' for this workbook; a sheet is '' in ``!A1`` (the sheet of the formula that
    uses the name) and ``[1]!Name`` (the whole of a workbook).
    """

    first: str
    last: str
    book: str = ""


class Corner(NamedTuple):
    """One end of an area as it is written: 0 for the row of a whole column, and the reverse."""

    row: int
    column: int
    is_row_fixed: bool = False
    is_column_fixed: bool = False

    def moved(self, rows: int, columns: int) -> "Corner":
        """The corner in a copy of the formula; what a ``$`` fixes stays where it is."""
        row, column, is_row_fixed, is_column_fixed = self
        return Corner(
            row if is_row_fixed or not row else row + rows,
            column if is_column_fixed or not column else column + columns,
            is_row_fixed,
            is_column_fixed,
        )

    @property
    def is_fixed(self) -> bool:
        """Whether it is the same in every copy of the formula."""
        return (self.is_row_fixed or not self.row) and (self.is_column_fixed or not self.column)

    def __str__(self) -> str:
        letters = "$" * self.is_column_fixed + column_letters(self.column) if self.column else ""
        return letters + ("$" * self.is_row_fixed + str(self.row) if self.row else "")


class CellsReference(NamedTuple):
    """Cells, whole rows or columns; ``cells_start`` is where they stand behind their sheets."""

    start: int
    end: int
    cells_start: int
    sheets: Sheets | None
    first: Corner
    last: Corner

    @property
    def is_fixed(self) -> bool:
        """Whether it means the same cells in every copy of the formula."""
        return self.first.is_fixed and self.last.is_fixed

    @property
    def is_area(self) -> bool:
        """Whether it is written with both its ends."""
        return self.end - self.cells_start > len(str(self.first))

    @property
    def is_whole(self) -> bool:
        """Whether it is whole rows or columns."""
        return not (self.first.row and self.first.column)

    def area(self, rows: int = 0, columns: int = 0) -> Area:
        """The area that it means, or that it means in a copy so many rows and columns away.

        Where that leaves the sheet, Excel goes on from the other end.
        """
        first, last = self.first, self.last
        if rows or columns:
            first, last = first.moved(rows, columns), last.moved(rows, columns)
        top, bottom = 1, MAX_ROW
        if self.first.row:
            top, bottom = _extent(first.row, last.row, MAX_ROW)
        left, right = 1, MAX_COLUMN
        if self.first.column:
            left, right = _extent(first.column, last.column, MAX_COLUMN)
        return Area(top, left, bottom, right)


class TableItem(Enum):
    """The rows of a table that a structured reference takes."""

    ALL = "#all"
    DATA = "#data"
    HEADERS = "#headers"
    TOTALS = "#totals"
    THIS_ROW = "#this row"


class TableReference(NamedTuple):
    """A part of a table; ``table`` is '' for the one in which the formula stands.

    ``columns`` are the first and the last one, none for all of them.
    """

    start: int
    end: int
    sheets: Sheets | None
    table: str
    items: tuple[TableItem, ...]
    columns: tuple[str, str] | None


class NameReference(NamedTuple):
    """A defined name, or the name of a table."""

    start: int
    end: int
    sheets: Sheets | None
    name: str


class LostReference(NamedTuple):
    """What is left of a reference to something deleted: ``#REF!``."""

    start: int
    end: int


class Call(NamedTuple):
    """A function with all its arguments; or a part in parentheses, with the name ''."""

    start: int
    end: int
    arguments_start: int
    name: str


class Joined(NamedTuple):
    """What colons make of others than two cells: ``A1:INDEX(A1:A9,3)``, ``First:Last``."""

    start: int
    end: int


class Unread(NamedTuple):
    """What is none of all this, and no number, text or operator either."""

    start: int
    end: int


Reference = CellsReference | NameReference | TableReference | LostReference
Piece = Reference | Call | Joined | Unread


def _extent(first: int, last: int, limit: int) -> tuple[int, int]:
    """Both ends in order; all where they are on two sides of the end of the sheet."""
    if first > last:
        first, last = last, first
    if first < 1 or last > limit:
        first, last = (first - 1) % limit + 1, (last - 1) % limit + 1
    return (first, last) if first <= last else (1, limit)
