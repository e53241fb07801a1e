"""Where rows and cells stand in a sheet's XML, as positions in its bytes.

Two scanners give the same answer. The ordinary one looks for the bytes that every spreadsheet
program writes (``<row r="1" …><c r="A1" …>``); it costs a fraction of a parser's time. Whatever
is written otherwise, with prefixes, comments, CDATA, other quotes or without addresses, goes
through the careful one, which asks expat for the position of every element.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cached_property

from xlscorecard.core.sheet.address import MAX_ROW, Area, column_number
from xlscorecard.formats.xlsx.spans import CarefulScanner, CellMarkup, MarkupError, RowMarkup, Scan

_DECLARATION = rb"(?:\xef\xbb\xbf)?<\?xml[^>]*\?>"
_ENCODING = rb"""encoding\s*=\s*["']([\w.-]+)["']"""
_READABLE_ENCODINGS = (b"utf-8", b"us-ascii", b"ascii")
_ROW = re.compile(
    rb'<row(?: (?!r=)[A-Za-z][\w:.]*="[^"<>]*")* r="(\d+)"(?: [A-Za-z][\w:.]*="[^"<>]*")* ?(/?)>'
)
# What is inside a cell that holds anything: its value, its own text or its formula.
_CONTENT_MARKS = (b"<v", b"<i", b"<f")
# Rows that hold nothing are read like any others if they take fewer bytes: some 20,000 rows.
_LONG = 1 << 20
_CELL_START = b'<c r="'
_SPACE = re.compile(rb"\s*")
_ADDRESS = re.compile(rb'<c r="([A-Z]+)')
_CELL = rb'(?s)<c r="([A-Z]{1,3})\d+"(?: [A-Za-z][\w:.]*="[^"<>]*")* ?(?:/>|>.*?</c>)'


class SheetMarkup:
    """A sheet's XML with the positions of its rows and cells.

    ``rows`` are those down to the last one that holds anything. A column that somebody has
    formatted down to the end of the sheet has a million more, which nobody asks for. ``data`` is
    the element that holds the rows; ``prefix`` stands before the names of elements, mostly empty.

    Raises:
        MarkupError: the XML is broken.
    """

    def __init__(self, xml: bytes) -> None:
        self.xml = xml
        _require_readable_encoding(xml)
        scan = _ordinary_scan(xml) or self._careful
        self.prefix, self.data, self.rows, self._cells = scan

    def rows_with(self, rows: Iterable[int]) -> Mapping[int, RowMarkup]:
        """The rows, and those that hold nothing too where one of the given numbers needs them."""
        if all(row in self.rows for row in rows) or self._cells is not None:
            return self.rows
        scan = _ordinary_scan(self.xml, whole=True)
        return self._careful.rows if scan is None else scan.rows

    @cached_property
    def _careful(self) -> Scan:
        return CarefulScanner(self.xml).scan()

    def cells(self, row: RowMarkup) -> list[CellMarkup]:
        """The cells of a row, in the order in which they stand."""
        if self._cells is None:
            found = [
                CellMarkup(column_number(match[1].decode()), match.start(), match.end())
                for match in re.compile(_CELL).finditer(self.xml, row.inner_start, row.inner_end)
            ]
            if len(found) == self.count_cells(row):
                return found
        return (self._careful.cells or {}).get(row.number, [])

    def cell_starts(self, row: RowMarkup) -> list[tuple[int, int]]:
        """The columns of a row's cells, and where each cell starts."""
        if not self.is_ordinary(row):
            return [(cell.column, cell.start) for cell in self.cells(row)]
        found = _ADDRESS.finditer(self.xml, row.inner_start, row.inner_end)
        return [(column_number(match[1].decode()), match.start()) for match in found]

    def is_ordinary(self, row: RowMarkup) -> bool:
        """Whether every cell of a row begins with its address, ``<c r="A1"``."""
        return self._all_ordinary or (
            self._cells is None
            and self.xml.count(_CELL_START, row.inner_start, row.inner_end) == self.count_cells(row)
        )

    @cached_property
    def _all_ordinary(self) -> bool:
        """Whether that holds for every row: one look at all of them is quicker."""
        return self._cells is None and self.xml.count(
            _CELL_START, self.data.inner_start, self.data.inner_end
        ) == self.count_cells(self.data)

    def count_cells(self, row: RowMarkup) -> int:
        """How many cells a row has, if all are written in the ordinary way."""
        return self.xml.count(b"<c", row.inner_start, row.inner_end)

    @property
    def merges(self) -> tuple[Area, ...]:
        """The merged areas of the sheet."""
        # After the rows; few elements, so that one pattern serves every way of writing.
        pattern = rb"<%bmergeCell\s[^>]*?ref\s*=\s*[\"']([^\"']+)[\"']" % re.escape(self.prefix)
        found = re.findall(pattern, self.xml[self.data.end :])
        areas = (Area.parse(reference.decode()) for reference in found)
        return tuple(area for area in areas if area is not None)


def _require_readable_encoding(xml: bytes) -> None:
    if xml[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in xml[:4]:
        raise MarkupError("text in UTF-16, not in UTF-8")
    declaration = re.match(_DECLARATION, xml)
    encoding = re.search(_ENCODING, declaration[0]) if declaration else None
    if encoding and encoding[1].lower() not in _READABLE_ENCODINGS:
        raise MarkupError(f"text in {encoding[1].decode()}, not in UTF-8")


def _ordinary_scan(xml: bytes, *, whole: bool = False) -> Scan | None:
    """The rows of a sheet written in the ordinary way; None for any other.

    If not ``whole``, the rows below the last one that holds anything are passed over.
    """
    declaration = re.match(_DECLARATION, xml)
    body = declaration.end() if declaration else 0
    if xml.find(b"<!", body) >= 0 or xml.find(b"<?", body) >= 0:
        return None
    start = xml.find(b"<sheetData>")
    end = xml.find(b"</sheetData>", start)
    if start < 0 or end < 0 or xml.count(b"<worksheet", body, start) != 1:
        return None
    inner = start + len(b"<sheetData>")
    rows: dict[int, RowMarkup] = {}
    position = inner
    last = 0
    wanted = end if whole else _end_of_content(xml, inner, end)
    while position < wanted:
        match = _ROW.match(xml, position)
        if match is None:
            return None
        inner_start = match.end()
        if match[2]:
            position = inner_end = inner_start
        else:
            inner_end = xml.find(b"</row>", inner_start, end)
            if inner_end < 0:
                return None
            position = inner_end + len(b"</row>")
        index = int(match[1])
        if not last < index <= MAX_ROW:
            return None
        rows[index] = RowMarkup(index, match.start(), inner_start, inner_end, position)
        last = index
        if not xml.startswith(b"<row", position):  # line breaks between rows
            position = _SPACE.match(xml, position).end()  # type: ignore[union-attr]
    return Scan(
        prefix=b"", data=RowMarkup(0, start, inner, end, end + len(b"</sheetData>")), rows=rows
    )


def _end_of_content(xml: bytes, start: int, end: int) -> int:
    """Where the last cell that holds anything is, if a lot of others follow; else the end."""
    last = max(xml.rfind(mark, start, end) for mark in _CONTENT_MARKS)
    return last if end - last > _LONG else end
