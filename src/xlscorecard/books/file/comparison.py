"""Whether a written copy differs from its original in nothing but the planned cells.

This is a second opinion: it opens both files with the standard library's zipfile and shares no
code with what wrote the copy. Parts that were not to change must have the same bytes. In the
sheet, everything must be the same but the planned cells, the stated extents (``dimension``,
``spans``) and rows that had to be added.
"""

import hashlib
import re
import struct
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.parsers import expat
from xml.sax.saxutils import unescape

from xlscorecard.domain.address import cell_name
from xlscorecard.sheet.plan import PlannedContent

_ROW_START, _ROW_END = b"<row ", b"</row>"
_ROW_NUMBER = re.compile(rb'<row [^>]*?\br="(\d+)"')
_EXTENT = re.compile(rb'(<dimension ref="|\bspans=")[A-Z0-9:]+"')
_VALUE = re.compile(rb"<v>([^<]*)</v>")
_TEXT = re.compile(rb"<t(?: xml:space=\"preserve\")?>([^<]*)</t>")
_ESCAPED = re.compile(r"_x([0-9A-F]{4})_")
_CALC_PR = re.compile(rb"<(?:\w+:)?calcPr\b[^>]*/>|<(?:\w+:)?calcPr\b[^>]*>\s*</(?:\w+:)?calcPr>")
_CALC_CHAIN = re.compile(rb"<(?:\w+:)?(?:Override|Relationship)\b[^>]*calcChain[^>]*/>")
_LOCAL_NAME_LENGTHS = struct.Struct("<HH")

_ROW_PATH = ["worksheet", "sheetData", "row"]
_CELL_PATH = [*_ROW_PATH, "c"]
_DIMENSION_PATH = ["worksheet", "dimension"]
_EMPTY_ROW = hashlib.sha256(b"").digest()

_Cells = Mapping[tuple[int, int], PlannedContent]


def differences(
    original: Path, copy: Path, sheet_part: str, cells: _Cells, *, chain_removed: bool
) -> Iterator[str]:
    """What differs and was not planned, in words; nothing if the copy is as it should be.

    ``chain_removed`` tells that a formula was overwritten, so that the calculation chain had
    to go.
    """
    with zipfile.ZipFile(original) as before, zipfile.ZipFile(copy) as after:
        names = [info.filename for info in before.infolist()]
        expected = [
            name for name in names if not (chain_removed and name.endswith("calcChain.xml"))
        ]
        if [info.filename for info in after.infolist()] != expected:
            yield "other parts, or another order of parts"
            return
        for name in expected:
            if name == sheet_part:
                yield from _sheet_differences(before.read(name), after.read(name), cells)
            elif not _same_bytes(before, after, name) and not _same_but_for_calculation(
                before.read(name), after.read(name), chain_removed=chain_removed
            ):
                yield f"part {name}"


def _same_bytes(before: zipfile.ZipFile, after: zipfile.ZipFile, name: str) -> bool:
    """Whether an entry's compressed bytes are the same in both files."""
    one, two = before.getinfo(name), after.getinfo(name)
    if (one.CRC, one.file_size, one.compress_size) != (two.CRC, two.file_size, two.compress_size):
        return False
    return _raw(before, one) == _raw(after, two)


def _raw(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    file = archive.fp
    if file is None:
        return b""
    file.seek(info.header_offset + 26)
    name_length, extra_length = _LOCAL_NAME_LENGTHS.unpack(file.read(4))
    file.seek(name_length + extra_length, 1)
    return file.read(info.compress_size)


def _same_but_for_calculation(one: bytes, two: bytes, *, chain_removed: bool) -> bool:
    """Whether two XML parts are the same but for when Excel calculates."""
    one, two = _CALC_PR.sub(b"", one), _CALC_PR.sub(b"", two)
    if chain_removed:
        one, two = _CALC_CHAIN.sub(b"", one), _CALC_CHAIN.sub(b"", two)
    return one == two


def _sheet_differences(one: bytes, two: bytes, cells: _Cells) -> Iterator[str]:
    if _ordinary_equal(one, two, cells):
        return
    # Written in another way, or really different: the parser decides.
    try:
        yield from _event_differences(one, two, cells)
    except expat.ExpatError as error:
        yield f"the sheet is no longer XML ({error})"


# -- the quick way: bytes, row by row ---------------------------------------------------------


def _ordinary_equal(one: bytes, two: bytes, cells: _Cells) -> bool:
    """Whether two sheets are the same bytes, row by row, when the planned cells are cut out."""
    by_row: dict[bytes, dict[bytes, PlannedContent]] = {}
    for (row, column), content in cells.items():
        by_row.setdefault(b"%d" % row, {})[cell_name(row, column).encode()] = content
    rows_one, rows_two = one.split(_ROW_END), two.split(_ROW_END)
    if len(rows_one) != len(rows_two):
        return False
    for row_one, row_two in zip(rows_one, rows_two, strict=True):
        match = _ROW_NUMBER.match(row_one, max(row_one.rfind(_ROW_START), 0))
        planned = by_row.pop(match[1], None) if match else None
        if planned is None:
            if row_one != row_two and _without_extents(row_one) != _without_extents(row_two):
                return False
        elif not _row_equal(row_one, row_two, planned):
            return False
    return not by_row


def _row_equal(one: bytes, two: bytes, planned: Mapping[bytes, PlannedContent]) -> bool:
    for name, content in planned.items():
        start, end = _cell_span(two, name)
        if not _holds(two[start:end], content):
            return False
        two = two[:start] + two[end:]
        start, end = _cell_span(one, name)
        one = one[:start] + one[end:]
    return one == two or _without_extents(one) == _without_extents(two)


def _cell_span(row: bytes, name: bytes) -> tuple[int, int]:
    """Where a cell stands in a row's bytes; an empty span where it does not."""
    start = row.find(b'<c r="%b"' % name)
    if start < 0:
        return 0, 0
    end = row.find(b"<c ", start + 1)
    return start, len(row) if end < 0 else end


def _without_extents(xml: bytes) -> bytes:
    return _EXTENT.sub(b"", xml)


def _holds(cell: bytes, content: PlannedContent) -> bool:
    """Whether a cell's bytes hold a planned content, and no formula."""
    if isinstance(content, str):
        match = _TEXT.search(cell)
        return match is not None and b"<f" not in cell and _unescaped(match[1]) == content
    match = _VALUE.search(cell)
    return match is not None and b"<f" not in cell and float(match[1]) == content


def _unescaped(raw: bytes) -> str:
    return _resolved(unescape(raw.decode()))


def _resolved(text: str) -> str:
    """A text with Excel's escapes of single characters resolved."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


# -- the thorough way: what a parser sees ------------------------------------------------------


def _event_differences(one: bytes, two: bytes, cells: _Cells) -> Iterator[str]:
    before, after = _Seen(one, cells), _Seen(two, cells)
    if before.rest != after.rest:
        yield "the sheet outside its rows"
    for row in sorted(before.rows.keys() | after.rows.keys()):
        # A row that had to be added for planned cells is empty without them.
        if before.rows.get(row, _EMPTY_ROW) != after.rows.get(row, _EMPTY_ROW):
            yield f"row {row} of the sheet"
    for (row, column), content in cells.items():
        name = cell_name(row, column)
        if not after.holds(name, content):
            yield f"cell {name}, which does not hold what was planned"


class _Seen:
    """What a parser sees of a sheet: its rows and the rest, with the planned cells apart."""

    def __init__(self, xml: bytes, cells: _Cells) -> None:
        self._planned = {cell_name(row, column) for row, column in cells}
        self._path: list[str] = []
        self._row = 0
        self._row_before = 0
        self._column = 0
        self._cell = ""
        self._events: list[str] = []
        self._written: dict[str, list[tuple[str, str]]] = {}
        self.rows: dict[int, bytes] = {}
        rest = hashlib.sha256()
        self._rest = rest
        self._parse(xml)
        self.rest = rest.digest()

    def _parse(self, xml: bytes) -> None:
        parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.CommentHandler = lambda text: self._event("comment", text)
        parser.ProcessingInstructionHandler = lambda *text: self._event("instruction", *text)
        parser.Parse(xml, True)

    def holds(self, name: str, content: PlannedContent) -> bool:
        """Whether a planned cell holds its content, and no formula."""
        written = self._written.get(name, [])
        if any(kind == "f" for kind, _ in written):
            return False
        if isinstance(content, str):
            return _resolved("".join(text for kind, text in written if kind == "t")) == content
        value = "".join(text for kind, text in written if kind == "v")
        return bool(value) and float(value) == content

    def _event(self, *event: str) -> None:
        if self._cell:
            return
        if self._row:
            self._events.append(repr(event))
        else:
            self._rest.update(repr(event).encode())

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        self._path.append(local)
        if self._path == _ROW_PATH:
            self._row = int(attributes["r"]) if "r" in attributes else self._row_before + 1
            self._row_before = self._row
            self._column = 0
            attributes = {key: text for key, text in attributes.items() if key != "spans"}
            if attributes.keys() <= {"r"}:
                return
        elif self._path == _CELL_PATH:
            cell = attributes.get("r") or cell_name(self._row, self._column + 1)
            self._column += 1
            if cell in self._planned:
                self._cell = cell
                self._written[cell] = []
        elif self._path == _DIMENSION_PATH:
            attributes = {}
        elif self._cell:
            self._written[self._cell].append((local, ""))
        self._event("start", name, repr(sorted(attributes.items())))

    def _end(self, name: str) -> None:
        if self._path == _ROW_PATH:
            self.rows[self._row] = hashlib.sha256("".join(self._events).encode()).digest()
            self._events.clear()
            self._row = 0
        elif self._path == _CELL_PATH and self._cell:
            self._cell = ""
        else:
            self._event("end", name)
        self._path.pop()

    def _text(self, text: str) -> None:
        if self._cell:
            self._written[self._cell].append((self._path[-1], text))
        else:
            self._event("text", text)
