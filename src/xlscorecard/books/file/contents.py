"""What the cells of a sheet's XML hold."""

import re
from datetime import date, timedelta
from functools import cached_property
from math import nan
from xml.etree import ElementTree

from xlscorecard.books.file.markup import CellDetail, MarkupError, SheetMarkup, cell_detail
from xlscorecard.books.file.package import Package
from xlscorecard.domain.address import MAX_COLUMN, column_number
from xlscorecard.domain.cell import CellContent, ErrorCode
from xlscorecard.sheet.grid import Grid

# One cell as nearly every program writes it: its letters, style and type; then its value, or
# nothing, or whatever else is inside.
_CELL = re.compile(
    rb'<c r="([A-Z]{1,3})\d+"(?: s="(\d+)")?(?: t="([A-Za-z]+)")?'
    rb"(?:><v>([^<]*)</v></c>|/>|([^>/]*)>(.*?)</c>)",
    re.DOTALL,
)
_PLAIN_FORMULA = re.compile(rb"<f>([^<]*)</f>(?:<v>([^<]*)</v>|<v/>)?")
_STRING_ITEM = re.compile(rb"<si>(.*?)</si>|<si/>", re.DOTALL)
_PLAIN_TEXT = re.compile(rb"<t(?: xml:space=\"preserve\")?>([^<]*)</t>")
_ENTITY = re.compile(r"&(?:#(\d+)|#x([0-9A-Fa-f]+)|(amp|lt|gt|quot|apos));")
_NAMED_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
# Characters that XML cannot hold: ECMA-376 part 1, 22.9.2.19.
_ESCAPED_CHARACTER = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LARGEST_SERIAL = 2_958_465  # 31 December 9999


def text_of(raw: bytes) -> str:
    """The text that bytes of character data stand for."""
    text = raw.decode("utf-8")
    if "&" in text:
        text = _ENTITY.sub(_character, text)
    return plain_text(text.replace("\r\n", "\n"))


def plain_text(text: str) -> str:
    """A text with Excel's own escapes of control characters resolved."""
    if "_x" in text:
        return _ESCAPED_CHARACTER.sub(lambda match: chr(int(match[1], 16)), text)
    return text


def _character(match: re.Match[str]) -> str:
    if match[3]:
        return _NAMED_ENTITIES[match[3]]
    number = int(match[1]) if match[1] else int(match[2], 16)
    if number > 0x10FFFF:
        raise MarkupError(f"character {number}")
    return chr(number)


class SharedStrings:
    """The texts that cells name by number; each is decoded when it is first asked for."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self.known: dict[bytes, str] = {}
        """The texts asked for so far, by their number as it is written."""

    @cached_property
    def _items(self) -> list[bytes] | list[str]:
        part = self._package.shared_strings_part
        if part is None:
            return []
        xml = self._package.read(part)
        if b"<sst" in xml[:1000] and b"<![CDATA[" not in xml and b"<!--" not in xml:
            items: list[bytes] = _STRING_ITEM.findall(xml)
            if len(items) == xml.count(b"<si>") + xml.count(b"<si/>"):
                return items
        return [_item_text(element) for element in self._package.xml(part)]

    def text(self, number: bytes) -> str:
        """The text with a number, as the number is written in a cell."""
        if number not in self.known:
            index = int(number) if number.isdigit() else -1
            if not 0 <= index < len(self._items):
                raise MarkupError(f"shared text {number.decode()!r} of {len(self._items)}")
            item = self._items[index]
            self.known[number] = item if isinstance(item, str) else _decoded_item(item)
        return self.known[number]


def _decoded_item(item: bytes) -> str:
    match = _PLAIN_TEXT.fullmatch(item)
    if match:
        return text_of(match[1])
    if not item or item == b"<t/>":
        return ""
    try:
        # Rich text: runs, and phonetic guides that are no part of the text.
        declared = b'<si xmlns:xml="http://www.w3.org/XML/1998/namespace">%b</si>' % item
        return _item_text(ElementTree.fromstring(declared))
    except ElementTree.ParseError as error:
        raise MarkupError(f"a shared text that cannot be read ({error})") from error


def _item_text(element: ElementTree.Element) -> str:
    runs: list[str] = []
    for child in element:
        name = child.tag.rpartition("}")[2]
        if name == "t":
            runs.append(child.text or "")
        elif name == "r":
            runs.extend(
                part.text or "" for part in child if part.tag.rpartition("}")[2] == "t"
            )
    return plain_text("".join(runs))


class ContentReader:
    """Reads the cells of sheets into grids."""

    def __init__(self, package: Package) -> None:
        self._strings = SharedStrings(package)
        self._date_styles = frozenset(str(style).encode() for style in package.date_styles)
        self._first_day = date(1904, 1, 1) if package.dates_from_1904 else date(1899, 12, 30)

    def grid(self, sheet: str, markup: SheetMarkup) -> Grid:
        """All cells of a sheet.

        Raises:
            MarkupError: a cell cannot be read.
        """
        formulas: dict[tuple[int, int], str] = {}
        rows: dict[int, list[CellContent]] = {}
        for number, row in markup.rows.items():
            found = _CELL.findall(markup.xml, row.inner_start, row.inner_end)
            if len(found) == markup.count_cells(row):
                cells = self._ordinary_row(number, found, formulas)
            else:
                cells = self._careful_row(number, markup, formulas)
            if cells:
                rows[number] = cells
        return Grid(sheet=sheet, rows=rows, merges=markup.merges, formulas=formulas)

    def _ordinary_row(
        self,
        number: int,
        found: list[tuple[bytes, bytes, bytes, bytes, bytes, bytes]],
        formulas: dict[tuple[int, int], str],
    ) -> list[CellContent]:
        # A large sheet has a million cells: this loop decides how long reading takes.
        cells: list[CellContent] = []
        append = cells.append
        filled = 0
        known_texts = self._strings.known
        date_styles = self._date_styles
        for letters, style, kind, value, attributes, inner in found:
            column = _COLUMNS.get(letters) or _column(letters)
            filled += 1
            if column != filled:
                if column < filled:
                    raise MarkupError(f"cells of row {number} out of order")
                cells.extend([None] * (column - filled))
                filled = column
            if value and not kind and style not in date_styles:
                append(_float(value))
            elif kind == b"s" and (text := known_texts.get(value)) is not None:
                append(text)
            elif inner or attributes:
                place = (number, column)
                append(self._other(place, kind, style, attributes, inner, formulas))
            else:
                append(self._content(kind.decode(), style, text_of(value)))
        return cells

    def _careful_row(
        self, number: int, markup: SheetMarkup, formulas: dict[tuple[int, int], str]
    ) -> list[CellContent]:
        cells: list[CellContent] = []
        for cell in markup.cells(number):
            if cell.column <= len(cells):
                raise MarkupError(f"cells of row {number} out of order")
            cells.extend([None] * (cell.column - len(cells) - 1))
            detail = cell_detail(markup.xml[cell.start : cell.end])
            cells.append(self._described(number, cell.column, detail, formulas))
        return cells

    def _other(
        self,
        place: tuple[int, int],
        kind: bytes,
        style: bytes,
        attributes: bytes,
        inner: bytes,
        formulas: dict[tuple[int, int], str],
    ) -> CellContent:
        """A cell with more in it than a value: a formula, a text of its own, metadata."""
        plain = _PLAIN_FORMULA.fullmatch(inner)
        if plain and not attributes:
            formulas[place] = text_of(plain[1])
            return self._content(kind.decode(), style, text_of(plain[2] or b""))
        snippet = b'<c s="%b" t="%b"%b>%b</c>' % (style or b"0", kind or b"n", attributes, inner)
        return self._described(*place, cell_detail(snippet), formulas)

    def _described(
        self, row: int, column: int, detail: CellDetail, formulas: dict[tuple[int, int], str]
    ) -> CellContent:
        if detail.formula is not None:
            formulas[row, column] = detail.formula
        if detail.type == "inlineStr":
            return plain_text(detail.inline) if detail.inline is not None else None
        return self._content(detail.type, str(detail.style).encode(), detail.value or "")

    def _content(self, kind: str, style: bytes, value: str) -> CellContent:
        if not value:
            return "" if kind == "str" else None
        match kind:
            case "" | "n":
                number = _float(value)
                return self._date(number) if style in self._date_styles else number
            case "s":
                return self._strings.text(value.encode())
            case "b":
                return value in ("1", "true")
            case "e":
                return ErrorCode(value)
            case "d":
                return _iso_date(value)
            case _:
                return plain_text(value)

    def _date(self, serial: float) -> CellContent:
        """The day of a serial number; a number beyond Excel's calendar stays a number."""
        days = int(serial)
        if not 1 <= days <= _LARGEST_SERIAL:
            return serial
        if days < _FIRST_SERIAL_AFTER_1900_LEAP_DAY and self._first_day.year == 1899:
            days += 1  # Excel counts a 29 February 1900
        return self._first_day + timedelta(days=days)


_FIRST_SERIAL_AFTER_1900_LEAP_DAY = 61
_COLUMNS: dict[bytes, int] = {}


def _column(letters: bytes) -> int:
    column = column_number(letters.decode())
    if column > MAX_COLUMN:
        raise MarkupError(f"column {letters.decode()} out of bounds")
    _COLUMNS[letters] = column
    return column


def _float(value: str | bytes) -> float:
    try:
        number = float(value)
    except ValueError:
        number = nan
    if number - number != 0:  # not a number, or infinite
        raise MarkupError(f"{value!r} where a number belongs")
    return number


def _iso_date(value: str) -> CellContent:
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return value
