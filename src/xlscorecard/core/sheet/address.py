"""Cell addresses: rows and columns are counted from 1, as Excel shows them."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

MAX_ROW = 1_048_576
MAX_COLUMN = 16_384

_AREA = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")
_PLAIN_SHEET_NAME = r"[^\W\d]\w*"


@cache
def column_letters(column: int) -> str:
    """Letters of a column: 1 is A, 27 is AA."""
    letters = ""
    while column:
        column, remainder = divmod(column - 1, 26)
        letters = chr(ord("A") + remainder) + letters
    return letters


@cache
def column_number(letters: str) -> int:
    """Number of a column: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def cell_name(row: int, column: int) -> str:
    """Name of a cell without its sheet: ``K18``."""
    return f"{column_letters(column)}{row}"


def address(sheet: str, row: int, column: int) -> str:
    """Name of a cell with its sheet, quoted where Excel would: ``'My sheet'!K18``."""
    return f"{quoted_sheet(sheet)}!{cell_name(row, column)}"


@lru_cache(maxsize=64)
def quoted_sheet(sheet: str) -> str:
    """The sheet's name as it stands in a formula."""
    if re.fullmatch(_PLAIN_SHEET_NAME, sheet):
        return sheet
    return "'" + sheet.replace("'", "''") + "'"


def sheet_of(address_of_cell: str) -> str:
    """The name of the sheet in a cell's address; '' where it has none."""
    quoted, _, _ = address_of_cell.rpartition("!")
    is_quoted = quoted.startswith("'") and quoted.endswith("'")
    return quoted[1:-1].replace("''", "'") if is_quoted else quoted


class Place(NamedTuple):
    """Where a cell stands in its sheet; prints as ``K18``."""

    row: int
    column: int

    def __str__(self) -> str:
        return cell_name(self.row, self.column)


class Area(NamedTuple):
    """A block of cells, its corners included."""

    top: int
    left: int
    bottom: int
    right: int

    @classmethod
    def parse(cls, text: str) -> "Area | None":
        """The area that ``B2:D5`` or ``B2`` names; None if the text names none."""
        match = _AREA.fullmatch(text)
        if match is None:
            return None
        left, top, right, bottom = match.groups()
        first_row, first_column = int(top), column_number(left)
        if right is None:
            return cls(first_row, first_column, first_row, first_column)
        last_row, last_column = int(bottom), column_number(right)
        return cls(
            min(first_row, last_row),
            min(first_column, last_column),
            max(first_row, last_row),
            max(first_column, last_column),
        )

    def joined_with(self, other: "Area") -> "Area":
        """The smallest area that holds both."""
        return Area(
            min(self.top, other.top),
            min(self.left, other.left),
            max(self.bottom, other.bottom),
            max(self.right, other.right),
        )

    def joined(self, cell: "Area") -> "Area | None":
        """This area and the cell that follows it in its row or column; None for any other cell."""
        beside = self.top == self.bottom == cell.top == cell.bottom and cell.left == self.right + 1
        below = self.left == self.right == cell.left == cell.right and cell.top == self.bottom + 1
        if beside or below:
            return Area(self.top, self.left, cell.bottom, cell.right)
        return None

    def holds(self, row: int, column: int) -> bool:
        """Whether a cell lies in it."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    def __str__(self) -> str:
        first = cell_name(self.top, self.left)
        last = cell_name(self.bottom, self.right)
        return first if first == last else f"{first}:{last}"


class SheetArea(NamedTuple):
    """A block of cells of a sheet, or one cell; prints as Excel names it, ``Scorecard!H12:N12``."""

    sheet: str
    area: Area

    @classmethod
    def parse(cls, text: str) -> "SheetArea":
        """The area that a text names, ``K18`` with the sheet ''.

        Raises:
            ValueError: it names none.
        """
        sheet, _, name = text.rpartition("!")
        area = Area.parse(name)
        if area is None:
            raise ValueError(f"{text} names no cell")
        return cls(sheet_of(text) if sheet.startswith("'") else sheet, area)

    def __str__(self) -> str:
        return f"{quoted_sheet(self.sheet)}!{self.area}" if self.sheet else str(self.area)


def joined_areas(cells: Iterable[SheetArea]) -> tuple[SheetArea, ...]:
    """Cells in their order, those that follow each other in a row or in a column as one area."""
    areas: list[SheetArea] = []
    for cell in cells:
        if areas and areas[-1].sheet == cell.sheet and (area := areas[-1].area.joined(cell.area)):
            areas[-1] = SheetArea(cell.sheet, area)
        else:
            areas.append(cell)
    return tuple(areas)


def in_areas(addresses: Iterable[str]) -> tuple[str, ...]:
    """Addresses of cells, those that follow each other as one: ``Scorecard!H12:N12``."""
    return tuple(map(str, joined_areas(map(SheetArea.parse, addresses))))
