"""What one cell element says, however it is written, and which cells have one of some styles."""

import re
from collections.abc import Iterator, Set
from xml.parsers import expat

from xlscorecard.core.sheet.address import Area, Place, column_number
from xlscorecard.core.sheet.content import RAISED
from xlscorecard.formats.xlsx.markup import SheetMarkup
from xlscorecard.formats.xlsx.spans import MarkupError, RowMarkup, whole_number

# A cell with one of some styles, whatever attributes stand between its address and its style.
_STYLED = rb'<c r="([A-Z]{1,3})\d+"(?: (?!s=)[A-Za-z][\w:.]*="[^"<>]*")* s="(?:%b)"'
_NO_STYLE = 0
_ATTRIBUTE = rb"\s%b\s*=\s*[\"']([^\"']*)[\"']"


class CellDetail:
    """All that a cell element says. A formula's text may be '', in a shared formula's child."""

    def __init__(self) -> None:
        self.style = 0
        self.type = ""
        self.formula: str | None = None
        self.formula_attributes: dict[str, str] = {}
        self.value: str | None = None
        self.inline: str | None = None
        self.extension = b""


def cell_detail(snippet: bytes) -> CellDetail:
    """What a cell element says, in whichever way it is written.

    Raises:
        MarkupError: the XML is broken.
    """
    detail = CellDetail()
    path: list[str] = []
    extension_start = 0
    is_raised = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal extension_start, is_raised
        path.append(name.rpartition(":")[2])
        match path:
            case ["c"]:
                detail.style = whole_number(attributes.get("s") or "0")
                detail.type = attributes.get("t", "")
            case ["c", "f"]:
                detail.formula = ""
                detail.formula_attributes = attributes
            case ["c", "v"]:
                detail.value = ""
            case ["c", "is"]:
                detail.inline = ""
            case ["c", "is", "r"]:
                is_raised = False
            case ["c", "is", "r", "rPr", "vertAlign"]:
                is_raised = attributes.get("val") == "superscript"
            case ["c", "extLst"]:
                extension_start = parser.CurrentByteIndex

    def end(_name: str) -> None:
        if path == ["c", "extLst"]:
            closing = snippet.index(b">", parser.CurrentByteIndex) + 1
            detail.extension = snippet[extension_start:closing]
        path.pop()

    def text(characters: str) -> None:
        match path:
            case ["c", "f"]:
                detail.formula = (detail.formula or "") + characters
            case ["c", "v"]:
                detail.value = (detail.value or "") + characters
            case ["c", "is", "t"]:
                detail.inline = (detail.inline or "") + characters
            case ["c", "is", "r", "t"]:
                shown = characters.translate(RAISED) if is_raised else characters
                detail.inline = (detail.inline or "") + shown

    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = text
    try:
        parser.Parse(snippet, True)
    except expat.ExpatError as error:
        raise MarkupError(str(error)) from error
    return detail


def cells_styled(markup: SheetMarkup, area: Area, styles: Set[int]) -> frozenset[Place]:
    """The cells of an area that have one of the styles.

    Raises:
        MarkupError: the XML is broken.
    """
    if not styles:
        return frozenset()
    pattern = re.compile(_STYLED % b"|".join(b"%d" % style for style in sorted(styles)))
    rows = [row for number, row in markup.rows.items() if area.top <= number <= area.bottom]
    return frozenset(
        Place(row.number, column)
        for row in rows
        for column in _columns(markup, row, pattern, styles)
        if area.left <= column <= area.right
    )


def column_styles(markup: SheetMarkup) -> list[tuple[int, int, bytes]]:
    """The styles of whole columns: the first and the last column, and the style's number."""
    head = markup.xml[: markup.data.start]
    styles: list[tuple[int, int, bytes]] = []
    for match in re.finditer(rb"<%bcol\s[^>]*>" % re.escape(markup.prefix), head):
        first, last, style = (
            re.search(_ATTRIBUTE % name, match[0]) for name in (b"min", b"max", b"style")
        )
        if first and last and style:
            styles.append((int(first[1]), int(last[1]), style[1]))
    return styles


def _columns(
    markup: SheetMarkup, row: RowMarkup, pattern: "re.Pattern[bytes]", styles: Set[int]
) -> Iterator[int]:
    """The columns of a row's cells that have one of the styles."""
    if markup.is_ordinary(row) and _NO_STYLE not in styles:
        for letters in pattern.findall(markup.xml, row.inner_start, row.inner_end):
            yield column_number(letters.decode())
        return
    for cell in markup.cells(row):
        if cell_detail(markup.xml[cell.start : cell.end]).style in styles:
            yield cell.column
