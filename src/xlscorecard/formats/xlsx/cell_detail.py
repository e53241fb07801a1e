"""What one cell element says, in whichever way it is written."""

from xml.parsers import expat

from xlscorecard.core.sheet.content import RAISED
from xlscorecard.formats.xlsx.spans import MarkupError, whole_number


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
                detail.style = whole_number(attributes.get("s", "0"))
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
