"""Formulas known to name no written cell without reading each of them.

Formulas that are filled down differ in the digits of their rows alone. What has been found of one
of them holds for all, but for the rows.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from xlscorecard.core.sheet.address import Area
from xlscorecard.core.sheet.formula_pieces import Call, CellsReference, Joined, LostReference, Piece
from xlscorecard.formats.xlsx.named_areas import makes_areas
from xlscorecard.formats.xlsx.written_cells import WrittenCells

# Whether a digit is 0 makes a difference: A10 is a cell, and A01 a name.
_SHAPE = str.maketrans("123456789", "1" * 9)
# So does any digit of so many: A1000000 is a cell, and A2000000 a name.
_MANY_DIGITS = re.compile(r"[01]{7}")
_NUMBER = re.compile(r"\d+")
_MOST = 10_000

_Span = tuple[int, int]


class _Rows(NamedTuple):
    """Which numbers in a formula are the rows of columns in which cells are written."""

    numbers: tuple[int, ...]
    left: int = 0
    right: int = 0


class QuietFormulas:
    """The formulas of a sheet that name no written cell, by one of each shape.

    A shape is the formula with all digits alike. Where the digits are no rows, but belong to
    words (sheets, names, functions), they have to be the same.
    """

    def __init__(self, written: WrittenCells) -> None:
        self._written = written
        self._found: dict[str, tuple[tuple[_Span, ...], dict[tuple[str, ...], _Rows]]] = {}

    def __contains__(self, formula: str) -> bool:
        found = self._found.get(formula.translate(_SHAPE))
        if found is None:
            return False
        spans, rows_by_words = found
        rows = rows_by_words.get(_texts(formula, spans))
        if rows is None:
            return False
        if not rows.numbers:
            return True
        numbers = _NUMBER.findall(formula)
        own = [int(numbers[index]) for index in rows.numbers]
        return not self._written.meet(Area(min(own), rows.left, max(own), rows.right))

    def add(self, formula: str, pieces: Sequence[Piece], areas: Iterable[Area]) -> None:
        """Remember a formula, of whose pieces nothing else makes these areas."""
        shape = formula.translate(_SHAPE)
        if len(self._found) >= _MOST or _MANY_DIGITS.search(shape):
            return
        rows = self._rows(formula, pieces, areas)
        if rows is not None:
            spans = tuple(span for piece in pieces if _has_digit(shape, span := _word(piece)))
            _, rows_by_words = self._found.setdefault(shape, (spans, {}))
            rows_by_words[_texts(formula, spans)] = rows

    def _rows(self, formula: str, pieces: Sequence[Piece], areas: Iterable[Area]) -> _Rows | None:
        """The rows that make a difference; None where it is not known which they are.

        What names and tables stand for is the same in all rows.
        """
        near = {area for area in areas if self._written.meet_columns_of(area)}
        if not near:
            return _Rows(())
        if any(map(makes_areas, pieces)):
            return None
        cells = [piece for piece in pieces if type(piece) is CellsReference]
        cells = [piece for piece in cells if piece.area() in near]
        numbers = tuple(
            index
            for index, number in enumerate(_NUMBER.finditer(formula))
            if any(piece.cells_start <= number.start() < piece.end for piece in cells)
        )
        return _Rows(numbers, min(area.left for area in near), max(area.right for area in near))


def _word(piece: Piece) -> _Span:
    """Where in a formula the words of a piece stand, whose digits are no rows."""
    match piece:
        case CellsReference():
            return piece.start, piece.cells_start
        case Call():
            return piece.start, piece.arguments_start
        case Joined() | LostReference():
            return piece.start, piece.start
    return piece.start, piece.end


def _has_digit(shape: str, span: _Span) -> bool:
    return _NUMBER.search(shape, *span) is not None


def _texts(formula: str, spans: Iterable[_Span]) -> tuple[str, ...]:
    return tuple(formula[start:end] for start, end in spans)
