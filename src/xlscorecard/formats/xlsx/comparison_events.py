"""Two sheets compared by what an XML parser sees of them, in whichever way they are written."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from xml.parsers import expat

from xlscorecard.core.sheet.address import Area, cell_name
from xlscorecard.core.sheet.edits import PlannedContent

_ROW_PATH = ["worksheet", "sheetData", "row"]
_CELL_PATH = [*_ROW_PATH, "c"]
_FORMULA_PATH = [*_CELL_PATH, "f"]
_DIMENSION_PATH = ["worksheet", "dimension"]
_EMPTY_ROW = hashlib.sha256(b"").digest()
_ESCAPED = r"_x([0-9A-F]{4})_"

_Cells = Mapping[tuple[int, int], PlannedContent]


def event_differences(
    one: bytes, two: bytes, cells: _Cells, moved_formulas: frozenset[tuple[int, int]]
) -> Iterator[str]:
    """What differs between two sheets beside the planned cells; nothing if they are the same.

    Raises:
        ExpatError: one of them is no XML.
    """
    before, after = _Seen(one, cells, moved_formulas), _Seen(two, cells, moved_formulas)
    if before.rest != after.rest:
        yield "the sheet outside its rows"
    for row in sorted(before.rows.keys() | after.rows.keys()):
        # A row that had to be added for planned cells is empty without them.
        if before.rows.get(row, _EMPTY_ROW) != after.rows.get(row, _EMPTY_ROW):
            yield f"row {row} of the sheet"
    for (row, column), content in cells.items():
        name = cell_name(row, column)
        if not after.holds(name, content) or not after.kept_style(name, before):
            yield f"cell {name}, which does not hold what was planned"


class _Seen:
    """What a parser sees of a sheet: its rows and the rest, with the planned cells apart."""

    def __init__(
        self, xml: bytes, cells: _Cells, moved_formulas: frozenset[tuple[int, int]]
    ) -> None:
        self._formula_moved = {cell_name(row, column) for row, column in moved_formulas}
        self._address = ""
        self._planned = {cell_name(row, column) for row, column in cells}
        self._path: list[str] = []
        self._row = 0
        self._row_before = 0
        self._column = 0
        self._cell = ""
        self._events: list[str] = []
        self._written: dict[str, list[tuple[str, str]]] = {}
        self._attributes: dict[str, dict[str, str]] = {}
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
        attributes = self._attributes.get(name, {})
        if any(kind == "f" for kind, _ in written) or not attributes.keys() <= {"r", "s", "t"}:
            return False
        if attributes.get("t", "n") != ("inlineStr" if isinstance(content, str) else "n"):
            return False
        if isinstance(content, str):
            return _resolved("".join(text for kind, text in written if kind == "t")) == content
        value = "".join(text for kind, text in written if kind == "v")
        return bool(value) and float(value) == content

    def kept_style(self, name: str, before: "_Seen") -> bool:
        """Whether a planned cell has the style that it had before, if it was there."""
        if name not in before._attributes:
            return True
        style = before._attributes[name].get("s", "0")
        return self._attributes[name].get("s", "0") == style

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
            area = Area.parse(attributes.get("r", ""))
            self._column = area.left if area else self._column + 1
            self._address = cell_name(self._row, self._column)
            if self._address in self._planned:
                self._cell = self._address
                self._written[self._cell] = []
                self._attributes[self._cell] = attributes
        elif self._is_moved_formula():
            attributes = {}  # the text of a shared formula, which came from another cell
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
        elif not self._is_moved_formula():
            self._event("text", text)

    def _is_moved_formula(self) -> bool:
        return self._path == _FORMULA_PATH and self._address in self._formula_moved


def _resolved(text: str) -> str:
    """A text with Excel's escapes of single characters resolved."""
    return re.sub(_ESCAPED, lambda match: chr(int(match[1], 16)), text)
