"""Arguments of the functions in cells: what a cell of the sheet says about a row.

A blank cell, and an argument left out, mean the usual rule. Whatever cannot be used raises
InvalidValueError, which the cell shows as #VALUE!.
"""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from xlscorecard.books.excel.content import Block, block_of
from xlscorecard.core.domain.cell_meaning import number_of
from xlscorecard.core.domain.period import Frequency, Month
from xlscorecard.core.domain.polarity import Polarity
from xlscorecard.core.domain.polarity import polarity_in as polarity_named
from xlscorecard.core.domain.settings import DEFAULT_TOLERANCE, ChangeUnit, Tolerance
from xlscorecard.core.domain.wording import quoted
from xlscorecard.core.measures.direction import Direction
from xlscorecard.core.settings.kinds import FREQUENCY_WORDS, POLARITY_WORDS, UNIT_WORDS
from xlscorecard.core.sheet.content import CellContent
from xlscorecard.core.table.period_headings import PeriodHeading, period_faults, period_headings
from xlscorecard.errors import InvalidValueError

_Meaning = TypeVar("_Meaning")

LONGEST_LAG = 1200
"""Periods; a hundred years of months."""

_DIRECTIONS = {direction.value: direction for direction in Direction}


def cells_per_row(argument: object, rows: int) -> Sequence[CellContent]:
    """One cell for each of some rows: those of a column, or a single one for all."""
    block = block_of(argument)
    if any(len(cells) > 1 for cells in block):
        raise _unusable("an argument for each row", f"{len(block[0])} columns", "one column")
    column = [cells[0] for cells in block]
    if len(column) == 1:
        return column * rows
    if len(column) != rows:
        raise _unusable("an argument for each row", f"{len(column)} cells", f"1 or {rows}")
    return column


def months_in(block: Block, *, columns: int) -> tuple[Month, ...]:
    """The months of a heading, beside each other or below each other, one a column of values."""
    if len(block) > 1 and len(block[0]) > 1:
        raise _unusable("months", "several rows and columns", "one row")
    cells = [cell for row in block for cell in row]
    if len(cells) != columns:
        raise _unusable(
            "months", f"{len(cells)} cells", f"{columns}, one for each column of values"
        )
    headings: list[PeriodHeading] = []
    for cell, heading in zip(cells, period_headings(cells), strict=True):
        if not isinstance(heading, PeriodHeading):
            raise _unusable("months", _shown(cell), "a month such as Aug-19")
        if any(before.month == heading.month for before in headings):
            raise _unusable("months", f"{_shown(cell)} twice", "each month once")
        headings.append(heading)
    settled = [False] * len(headings)
    for fault in period_faults(headings, settled, [str(cell) for cell in cells]):
        raise _unusable("months", fault.found, "months that follow each other")
    return tuple(heading.month for heading in headings)


def frequency_in(cell: CellContent) -> Frequency:
    """monthly (also where blank), quarterly or annual."""
    return _word("frequency", cell, FREQUENCY_WORDS) or Frequency.MONTHLY


def unit_in(cell: CellContent) -> ChangeUnit:
    """% (also where blank) or points."""
    return _word("unit", cell, UNIT_WORDS) or ChangeUnit.RELATIVE


def polarity_in(cell: CellContent) -> Polarity:
    """▲, ▼, or a word such as High, Low or none (also where blank or -)."""
    polarity = polarity_named(cell) if isinstance(cell, str) else None
    if polarity is not None or _is_blank(cell):
        return polarity or Polarity.NONE
    raise _unusable("polarity", _shown(cell), " or ".join(POLARITY_WORDS))


def direction_in(cell: CellContent) -> Direction | None:
    """↑, → or ↓; None for a cell without an arrow: blank, a token such as - or an error."""
    if isinstance(cell, str) and (direction := _DIRECTIONS.get(cell.strip())):
        return direction
    if number_of(cell) is not None:
        raise _unusable("arrow", _shown(cell), "an arrow: ↑, → or ↓")
    return None


def tolerance_in(cell: CellContent, unit: ChangeUnit) -> Tolerance:
    """A percentage above 0% and up to 100%; 10% where blank, but in points it has no default."""
    if _is_blank(cell) and unit is DEFAULT_TOLERANCE.unit:
        return DEFAULT_TOLERANCE
    number = number_of(cell)
    if number is None:
        raise _unusable("tolerance", _shown(cell), "a percentage such as 10%")
    return Tolerance(amount=number, unit=unit)


def lag_in(argument: object) -> int:
    """A whole number of periods, at least 1."""
    block = block_of(argument)
    if not len(block) == len(block[0]) == 1:
        raise _unusable("lag", "several cells", "one cell")
    number = number_of(block[0][0])
    if number is None or not number.is_integer() or not 1 <= number <= LONGEST_LAG:
        raise _unusable("lag", _shown(block[0][0]), f"a whole number from 1 to {LONGEST_LAG}")
    return int(number)


def _word(what: str, cell: CellContent, meanings: Mapping[str, _Meaning]) -> _Meaning | None:
    if _is_blank(cell):
        return None
    if isinstance(cell, str):
        meaning = meanings.get(cell.strip()) or meanings.get(cell.strip().lower())
        if meaning is not None:
            return meaning
    raise _unusable(what, _shown(cell), " or ".join(meanings))


def _is_blank(cell: CellContent) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _shown(cell: CellContent) -> str:
    """A cell as a message says what it holds."""
    if cell is None or cell == "":
        return "a blank cell"
    if isinstance(cell, str):
        return quoted(cell)
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    return f"{cell:.15g}" if isinstance(cell, float) else str(cell)


def _unusable(place: str, found: str, expected: str) -> InvalidValueError:
    return InvalidValueError.because(
        place=place, found=found, expected=expected, remedy="Correct this argument."
    )
