"""Where the elements of a sheet stand, as positions in its bytes, and the careful scanner."""

import re
from typing import NamedTuple
from xml.parsers import expat

from xlscorecard.core.sheet.address import MAX_COLUMN, MAX_ROW, Area

_TAG = rb"""<(?:[^"'>]|"[^"]*"|'[^']*')*>"""


class MarkupError(ValueError):
    """The XML is broken, or not what a sheet's XML is."""


class CellMarkup(NamedTuple):
    """A cell element: its column and its span."""

    column: int
    start: int
    end: int


class RowMarkup(NamedTuple):
    """A row element: its span, and the span of what is inside.

    A row without content (``<row … />``) has no inner span: both its ends are ``end``.
    """

    number: int
    start: int
    inner_start: int
    inner_end: int
    end: int

    @property
    def self_closing(self) -> bool:
        """Whether the row is one tag, with nothing inside."""
        return self.inner_end == self.end


class Scan(NamedTuple):
    """What a scanner finds. ``data`` spans the inside of sheetData, as in a row."""

    prefix: bytes
    data: RowMarkup
    rows: dict[int, RowMarkup]
    cells: dict[int, list[CellMarkup]] | None = None


def whole_number(text: str) -> int:
    """A number in an attribute.

    Raises:
        MarkupError: it is none.
    """
    if not text.isdecimal():
        raise MarkupError(f'"{text}" where a number belongs')
    return int(text)


class CarefulScanner:
    """Finds rows and cells by expat's positions, however the XML is written."""

    def __init__(self, xml: bytes) -> None:
        self.xml = xml
        self.prefix: str | None = None
        self.path: list[str] = []
        self.data: RowMarkup | None = None
        self.rows: dict[int, RowMarkup] = {}
        self.cells: dict[int, list[CellMarkup]] = {}
        self._row = 0
        self._column = 0
        self._starts: list[tuple[int, int]] = []
        self.parser = expat.ParserCreate("utf-8")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end

    def scan(self) -> Scan:
        try:
            self.parser.Parse(self.xml, True)
        except expat.ExpatError as error:
            raise MarkupError(str(error)) from error
        if self.data is None or self.prefix is None:
            raise MarkupError("no sheetData")
        return Scan(prefix=self.prefix.encode(), data=self.data, rows=self.rows, cells=self.cells)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self.prefix is None:
            self.prefix = name[: name.rfind(":") + 1]
        self.path.append(name.removeprefix(self.prefix))
        start = self.parser.CurrentByteIndex
        match self.path:
            case ["worksheet", "sheetData"]:
                self._starts.append((start, self._tag_end(start)))
            case ["worksheet", "sheetData", "row"]:
                self._starts.append((start, self._tag_end(start)))
                self._row = whole_number(attributes["r"]) if "r" in attributes else self._row + 1
                self._column = 0
                if self._row in self.rows or not 0 < self._row <= MAX_ROW:
                    raise MarkupError(f"row {self._row} twice, or out of bounds")
                self.cells[self._row] = []
            case ["worksheet", "sheetData", "row", "c"]:
                self._starts.append((start, self._tag_end(start)))
                self._column = self._column_of(attributes.get("r"))

    def _column_of(self, reference: str | None) -> int:
        if reference is None:
            column = self._column + 1
        else:
            area = Area.parse(reference)
            if area is None:
                raise MarkupError(f'"{reference}" where an address belongs')
            column = area.left
        if column > MAX_COLUMN:
            raise MarkupError(f"column {column} out of bounds")
        return column

    def _end(self, _name: str) -> None:
        match self.path:
            case ["worksheet", "sheetData"]:
                self.data = self._element(0)
            case ["worksheet", "sheetData", "row"]:
                self.rows[self._row] = self._element(self._row)
            case ["worksheet", "sheetData", "row", "c"]:
                span = self._element(0)
                self.cells[self._row].append(CellMarkup(self._column, span.start, span.end))
        self.path.pop()

    def _element(self, number: int) -> RowMarkup:
        """The element that ends here."""
        start, inner_start = self._starts.pop()
        if self.xml.startswith(b"/>", inner_start - 2):  # one tag, <row … />
            return RowMarkup(number, start, inner_start, inner_start, inner_start)
        here = self.parser.CurrentByteIndex
        return RowMarkup(number, start, inner_start, here, self.xml.index(b">", here) + 1)

    def _tag_end(self, start: int) -> int:
        """Where a tag ends; a ``>`` in quotes does not end it."""
        match = re.compile(_TAG).match(self.xml, start)
        if match is None:
            raise MarkupError("a tag without end")
        return match.end()
