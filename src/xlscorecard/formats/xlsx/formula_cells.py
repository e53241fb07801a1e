"""The formulas in the cells of a sheet's XML, found without a look at its other cells."""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import NamedTuple
from xml.parsers import expat

from xlscorecard.core.sheet.address import Area, Place, column_number
from xlscorecard.formats.xlsx.spans import MarkupError, whole_number
from xlscorecard.formats.xlsx.texts import plain_text, text_of

# What every sheet with a formula has: the end of one that has a text, with a prefix or without,
# for others to share, or a data table. Plain searches are quickest.
_SIGNS = (b"</f", b":f", b"dataTable")
_END_OF_ROWS = b"sheetData>"
_DECLARATION = rb"(?:\xef\xbb\xbf)?<\?xml[^>]*\?>"
_READABLE = rb"(?:(?!encoding).)*(?:encoding\s*=\s*[\"'](?:utf-8|us-ascii|ascii)[\"'].*)?"
# An element that begins so and goes on otherwise is matched too, without what is inside.
_FORMULA = rb"<f(?=[\s/>])(?:(\s[^<>]*?)?(?:/>|>([^<]*)</f>))?"
_ROWS, _CELL = b"<sheetData>", b"<c "
_ADDRESS = rb"<c(?:\s[^<>]*?)?\sr=\"([A-Z]{1,3})(\d{1,7})\""
_ATTRIBUTE = r"([\w:]+)\s*=\s*[\"']([^\"']*)[\"']"
_NO_ATTRIBUTES: Mapping[str, str] = MappingProxyType({})


def has_formulas(xml: bytes) -> bool:
    """Whether a sheet may have any formula: quick, and never no where it has."""
    end = _end_of_rows(xml)
    return _is_wide(xml) or any(xml.find(sign, 0, end) >= 0 for sign in _SIGNS)


class CellFormula(NamedTuple):
    """The formula of a cell: its text, '' where another cell holds it, and its attributes.

    ``position`` is what ``SheetFormulas.place`` asks for.
    """

    text: str
    attributes: Mapping[str, str]
    position: int


class SheetFormulas:
    """The formulas of a sheet; where each stands is found when it is asked for.

    Raises:
        MarkupError: of each of its methods: the XML is broken.
    """

    def __init__(self, xml: bytes) -> None:
        self._xml = xml

    def __iter__(self) -> Iterator[CellFormula]:
        """All of them, in the order in which they stand."""
        return self._ordinary() if self._is_ordinary else (cell for cell, _ in self._careful)

    def place(self, formula: CellFormula) -> Place:
        """The cell that holds a formula."""
        if not self._is_ordinary:
            return self._careful[formula.position][1]
        match = _address(self._xml, formula.position)
        if match is None:
            raise MarkupError("a formula in a cell without an address")
        return Place(int(match[2]), column_number(match[1].decode()))

    @cached_property
    def _is_ordinary(self) -> bool:
        """Whether the sheet is written as every spreadsheet program writes it."""
        xml = self._xml
        if _is_wide(xml):
            return False
        declaration = re.match(_DECLARATION, xml)
        body = declaration.end() if declaration else 0
        if not re.fullmatch(_READABLE, xml[:body], re.DOTALL | re.IGNORECASE):
            return False
        rows = xml.find(_ROWS, body)
        if rows < 0 or xml.find(b"<!", body) >= 0 or xml.find(b"<?", body) >= 0:
            return False
        first = re.compile(_FORMULA).search(xml, rows)
        return first is None or _address(xml, first.start()) is not None

    def _ordinary(self) -> Iterator[CellFormula]:
        start, end = self._xml.find(_ROWS), _end_of_rows(self._xml)
        if end is None:
            raise MarkupError("rows without an end")
        for match in re.compile(_FORMULA).finditer(self._xml, start, end):
            attributes, text = match.groups()
            if attributes is None and text is None:
                raise MarkupError("a formula that is no text")
            yield CellFormula(
                text_of(text) if text else "",
                _attributes(attributes) if attributes else _NO_ATTRIBUTES,
                match.start(),
            )

    @cached_property
    def _careful(self) -> list[tuple[CellFormula, Place]]:
        """The same with a parser, for whatever is written in another way."""
        return _Parser().formulas(self._xml)


def _is_wide(xml: bytes) -> bool:
    """Whether a character takes more than one byte: UTF-16."""
    return xml[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in xml[:4]


def _address(xml: bytes, position: int) -> re.Match[bytes] | None:
    """The address of the cell in which a formula stands, as most programs write it."""
    start = max(xml.rfind(_CELL, 0, position), 0)
    match = re.compile(_ADDRESS).match(xml, start)
    return match if match and xml.find(_CELL[:-1], match.end(), position) < 0 else None


def _end_of_rows(xml: bytes) -> int | None:
    """Where the element that holds the rows ends; None where it has no end of its own."""
    end = xml.rfind(_END_OF_ROWS)
    is_end = end >= 0 and xml.startswith(b"</", xml.rfind(b"<", 0, end))
    return end if is_end else None


@lru_cache(maxsize=64)
def _attributes(written: bytes) -> Mapping[str, str]:
    return dict(re.findall(_ATTRIBUTE, text_of(written)))


class _Parser:
    """Finds the formulas of a sheet however its XML is written."""

    def __init__(self) -> None:
        self._found: list[tuple[CellFormula, Place]] = []
        self._path: list[str] = []
        self._row = self._column = 0
        self._text = ""
        self._attributes: dict[str, str] = {}

    def formulas(self, xml: bytes) -> list[tuple[CellFormula, Place]]:
        parser = expat.ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._characters
        try:
            parser.Parse(xml, True)
        except (expat.ExpatError, LookupError) as error:
            raise MarkupError(str(error)) from error
        return self._found

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._path.append(name.rpartition(":")[2])
        match self._path[2:]:
            case ["row"]:
                self._row = whole_number(attributes["r"]) if "r" in attributes else self._row + 1
                self._column = 0
            case ["row", "c"]:
                area = Area.parse(attributes.get("r", ""))
                self._column = area.left if area else self._column + 1
            case ["row", "c", "f"]:
                self._text, self._attributes = "", attributes

    def _end(self, _name: str) -> None:
        if self._path[2:] == ["row", "c", "f"]:
            text = plain_text(self._text)
            cell = CellFormula(text, self._attributes, len(self._found))
            self._found.append((cell, Place(self._row, self._column)))
        self._path.pop()

    def _characters(self, text: str) -> None:
        if self._path[-1] == "f":
            self._text += text
