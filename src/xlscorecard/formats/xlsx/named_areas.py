"""The areas of one sheet that a formula names, by itself or by way of names and tables."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache, reduce
from typing import NamedTuple

from xlscorecard.core.sheet.address import MAX_COLUMN, MAX_ROW, Area, Place
from xlscorecard.core.sheet.formula_pieces import (
    Call,
    CellsReference,
    Joined,
    LostReference,
    NameReference,
    Piece,
    Sheets,
    TableItem,
    TableReference,
    Unread,
)
from xlscorecard.core.sheet.formula_references import pieces
from xlscorecard.formats.xlsx.workbook_draft import WorkbookDraft
from xlscorecard.formats.xlsx.workbook_names import Table, WorkbookNames

_BEFORE_NEW_FUNCTIONS = ("_XLFN.", "_XLWS.", "_XLUDF.", "_XLETA.")
"""What files write before the names of functions that are younger than the format."""
# They read cells that no argument names: by a text, by a distance, or whichever is selected. From
# EVALUATE on, and all that begin with GET., they are of old macros, and stand in names alone.
_READ_ANY_CELL = (
    "INDIRECT", "OFFSET", "CELL", "PY", "EVALUATE", "TEXTREF", "ABSREF", "ACTIVE.CELL",
)  # fmt: skip
_OLD_MACRO = "GET."
# They take as many cells from the corner of one argument on as another one has.
_TAKE_MORE_CELLS = ("SUMIF", "AVERAGEIF")
# The results of these are no cells, or cells among those that they are given; so it is known what
# an area holds that ends with one. A function of somebody's own may give any cell.
_GIVE_NO_OTHER_CELL = (
    "INDEX", "CHOOSE", "IF", "IFS", "IFERROR", "SWITCH", "XLOOKUP", "TAKE", "DROP", "SINGLE",
    "ANCHORARRAY", "MATCH", "XMATCH", "LOOKUP", "COUNT", "COUNTA", "COUNTIF", "COUNTIFS", "SUM",
    "MAX", "MIN", "ROW", "ROWS", "COLUMN", "COLUMNS", "INT", "LEN", "AND", "OR", "NOT", "ISNUMBER",
    "TODAY", "DATE", "YEAR", "MONTH", "DAY", "EDATE", "EOMONTH",
)  # fmt: skip
_PARAMETER, _FUNCTION_AS_VALUE = "_xlpm.", "_xleta."
_THIS_BOOK = ("", "0")

pieces_of = lru_cache(maxsize=64)(pieces)
"""The pieces of a formula, not to be changed; many formulas are alike."""


class NotKnownError(Exception):
    """What a formula names cannot be known."""


class Reader:
    """The cell whose formula is read: on which sheet, and where, which is found when asked for.

    ``rows`` and ``columns`` say how far it is from the cell that holds the formula it shares.
    """

    def __init__(
        self, sheet: str, place: Callable[[], Place], rows: int = 0, columns: int = 0
    ) -> None:
        self.sheet, self.rows, self.columns = sheet, rows, columns
        self._place = place
        self.is_placed = False
        """Whether it made a difference where the cell is."""
        self.meanings: dict[tuple[str, str, bool], Sequence[_Named]] = {}
        """The areas of the names that have been looked up for it."""

    @property
    def place(self) -> Place:
        """Where the cell is."""
        self.is_placed = True
        return self._place()


class _Context(NamedTuple):
    """Whether a name is read, and not a cell; and whether what is read ends an area."""

    is_name: bool = False
    is_end: bool = False


class _Named(NamedTuple):
    """An area that is named, and whether it is one of the sheet; others count by their size."""

    area: Area
    is_on_sheet: bool


_OF_ANY_SIZE = _Named(Area(1, 1, MAX_ROW, MAX_COLUMN), is_on_sheet=False)
"""What a name of another workbook stands for."""


class NamedAreas:
    """The areas of a sheet that formulas of any sheet name.

    Raises:
        NotKnownError: of ``of``: it cannot be known.
        ValueError: the same: a part is not what such a part has to be.
        WorkbookError: the same: a part cannot be read.
    """

    def __init__(self, draft: WorkbookDraft, sheet: str) -> None:
        self._draft = draft
        self._sheet = sheet.casefold()

    def of(self, found: Sequence[Piece], reader: Reader) -> list[Area]:
        """The areas that the pieces of a formula name, those of the whole formula."""
        named = self._named(found, reader, _Context())
        return [area for area, is_on_sheet in named if is_on_sheet]

    @cached_property
    def _names(self) -> WorkbookNames:
        return WorkbookNames(self._draft)

    def _named(
        self, found: Sequence[Piece], reader: Reader, context: _Context
    ) -> tuple[_Named, ...]:
        joined = [piece for piece in found if type(piece) is Joined]
        named: list[tuple[Piece, _Named]] = []
        for piece in reversed(found):  # what is inside comes first
            inside = (each for other, each in named if _holds(piece, other))
            if any(_holds(whole, piece) for whole in joined):
                own = self._own(piece, inside, reader, context._replace(is_end=True))
            else:
                own = self._own(piece, inside, reader, context)
            named += [(piece, each) for each in own]
        return tuple(dict.fromkeys(each for _, each in named))

    def _own(
        self, piece: Piece, inside: Iterable[_Named], reader: Reader, context: _Context
    ) -> Iterable[_Named]:
        """The areas that a piece names beside those of the pieces that are inside it."""
        match piece:
            case CellsReference():
                area = _area(piece, reader, context)
                return [_Named(area, self._is_meant(piece.sheets, reader, context))]
            case Call():
                return self._of_call(piece, list(inside), reader, context)
            case NameReference():
                return self._of_name(piece, reader, context)
            case TableReference():
                return self._of_table(piece, reader)
            case Joined():
                return _joined(list(inside))
            case LostReference():
                return []
            case Unread():
                raise NotKnownError

    def _is_meant(self, sheets: Sheets | None, reader: Reader, context: _Context) -> bool:
        """Whether the sheet is one of those that are meant."""
        if sheets is None:  # in a name, it may be any
            return context.is_name or reader.sheet == self._sheet
        if sheets.book not in _THIS_BOOK:
            return False
        first, last = sheets.first.casefold(), sheets.last.casefold()
        if first == last:
            return (first or reader.sheet) == self._sheet
        order = self._names.sheets
        if first not in order or last not in order:
            raise NotKnownError
        ends = sorted((order.index(first), order.index(last)))
        return ends[0] <= order.index(self._sheet) <= ends[1]

    def _of_name(self, piece: NameReference, reader: Reader, context: _Context) -> Sequence[_Named]:
        name, sheets = piece.name.casefold(), piece.sheets
        if sheets and sheets.book not in _THIS_BOOK:
            return [_OF_ANY_SIZE]
        if name.startswith(_FUNCTION_AS_VALUE):
            _require_known(piece.name, context)
        if name.startswith((_FUNCTION_AS_VALUE, _PARAMETER)):
            return []
        scope = reader.sheet
        if sheets is not None and (sheets.first or sheets.book):
            scope = sheets.first.casefold()
        meant = self._meant(name, scope, reader, context)
        if meant is not None:
            return meant
        if name not in self._names.tables:
            raise NotKnownError
        return self._of_table(TableReference(0, 0, None, name, (), None), reader)

    def _meant(
        self, name: str, sheet: str, reader: Reader, context: _Context
    ) -> Sequence[_Named] | None:
        """What a defined name stands for; None where there is no such name."""
        formula = self._names.formula(name, sheet)
        if formula is None:
            return None
        key = name, sheet, context.is_end
        if key not in reader.meanings:
            reader.meanings[key] = ()  # names that stand for each other stand for nothing
            within = context._replace(is_name=True)
            reader.meanings[key] = self._named(pieces_of(formula), reader, within)
        return reader.meanings[key]

    def _of_table(self, piece: TableReference, reader: Reader) -> list[_Named]:
        if piece.sheets and piece.sheets.book not in _THIS_BOOK:
            return [_OF_ANY_SIZE]
        table = self._table(piece.table.casefold(), reader)
        row = reader.place.row if TableItem.THIS_ROW in piece.items else 0
        area = table.part(piece.items, piece.columns, row)
        return [_Named(area, table.sheet == self._sheet)] if area is not None else []

    def _table(self, name: str, reader: Reader) -> Table:
        """The table of a name, '' for the one around the cell."""
        tables = self._names.tables
        if name in tables:
            return tables[name]
        for table in tables.values():
            if not name and table.sheet == reader.sheet and table.area.holds(*reader.place):
                return table
        raise NotKnownError

    def _of_call(
        self, call: Call, inside: Sequence[_Named], reader: Reader, context: _Context
    ) -> Iterable[_Named]:
        if not call.name:
            return ()
        meant = self._meant(call.name.casefold(), reader.sheet, reader, context)
        if meant is not None:
            return meant
        function = _require_known(call.name, context)
        return _widened(inside) if function in _TAKE_MORE_CELLS else ()


def makes_areas(piece: Piece) -> bool:
    """Whether a piece makes other areas of those that are inside it."""
    is_call = type(piece) is Call and piece.name.upper() in _TAKE_MORE_CELLS
    return is_call or type(piece) is Joined


def _area(piece: CellsReference, reader: Reader, context: _Context) -> Area:
    if not context.is_name:
        return piece.area(reader.rows, reader.columns)
    if piece.is_fixed:
        return piece.area()
    # A name says what it means as if it were used in A1.
    row, column = reader.place
    return piece.area(row - 1, column - 1)


def _joined(named: Iterable[_Named]) -> Iterator[_Named]:
    """The smallest area around all of the sheet, and the one around all others."""
    for is_on_sheet in (True, False):
        areas = [each.area for each in named if each.is_on_sheet is is_on_sheet]
        if areas:
            yield _Named(reduce(Area.joined_with, areas), is_on_sheet)


def _widened(named: Sequence[_Named]) -> Iterator[_Named]:
    """Each area from its corner on with as many rows and columns as the largest have."""
    rows = max((area.bottom - area.top for area, _ in named), default=0)
    columns = max((area.right - area.left for area, _ in named), default=0)
    for (top, left, _, _), is_on_sheet in named:
        yield _Named(Area(top, left, top + rows, left + columns), is_on_sheet)


def _require_known(name: str, context: _Context) -> str:
    """A function's name without what files write before it.

    Raises:
        NotKnownError: it may read cells that its arguments do not name, or give them.
    """
    function = name.upper()
    while function.startswith(_BEFORE_NEW_FUNCTIONS):
        function = function.partition(".")[2]
    if function in _READ_ANY_CELL or function.startswith(_OLD_MACRO):
        raise NotKnownError
    if context.is_end and function not in _GIVE_NO_OTHER_CELL:
        raise NotKnownError
    return function


def _holds(whole: Piece, part: Piece) -> bool:
    """Whether a piece is inside another one."""
    return whole is not part and whole.start <= part.start and part.end <= whole.end
