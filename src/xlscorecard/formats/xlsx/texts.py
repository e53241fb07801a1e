"""Texts of cells: as character data, with Excel's escapes, shared or not."""

import re
from functools import cached_property
from xml.parsers import expat

from xlscorecard.core.sheet.content import RAISED, whole_text
from xlscorecard.formats.xlsx.package import Package
from xlscorecard.formats.xlsx.spans import MarkupError

# Patterns that few files need are compiled when they are first used: start-up counts.
_STRING_ITEM = re.compile(rb"<si>(.*?)</si>|<si/>", re.DOTALL)
_PLAIN_TEXT = rb"<t(?: xml:space=\"preserve\")?>([^<]*)</t>"
_ENTITY = r"&(?:#(\d+);|#x([0-9A-Fa-f]+);|(amp|lt|gt|quot|apos);)"
_NAMED_ENTITIES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
# Characters that XML cannot hold: ECMA-376 part 1, 22.9.2.19.
_ESCAPED_CHARACTER = r"_x([0-9A-Fa-f]{4})_"


def text_of(raw: bytes) -> str:
    """The text that bytes of character data stand for."""
    text = raw.decode("utf-8")
    if "&" in text:
        text = re.sub(_ENTITY, _character, text)
    return plain_text(text.replace("\r\n", "\n") if "\r" in text else text)


def plain_text(text: str) -> str:
    """A text with Excel's own escapes of control characters resolved."""
    if "_x" in text:
        text = re.sub(_ESCAPED_CHARACTER, lambda match: chr(int(match[1], 16)), text)
    return whole_text(text)


def _character(match: re.Match[str]) -> str:
    if match[3]:
        return _NAMED_ENTITIES[match[3]]
    number = int(match[1]) if match[1] else int(match[2], 16)
    if number > 0x10FFFF:
        raise MarkupError(f"character {number}")
    return chr(number)


class SharedStrings(dict[bytes, str]):
    """The texts that cells name by number, by the number as it is written in the cell.

    A dictionary that fills itself: each text is decoded when it is first asked for.
    """

    def __init__(self, package: Package) -> None:
        super().__init__()
        self._package = package

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
        return _item_texts(xml)

    def __missing__(self, number: bytes) -> str:
        index = int(number) if number.isdigit() else -1
        if not 0 <= index < len(self._items):
            raise MarkupError(f"shared text {number.decode()!r} of {len(self._items)}")
        item = self._items[index]
        text = item if isinstance(item, str) else _decoded_item(item)
        self[number] = text
        return text


def _decoded_item(item: bytes) -> str:
    if item.startswith(b"<t>") and item.count(b"<") == 2:  # as nearly all are
        return text_of(item[len(b"<t>") : -len(b"</t>")])
    match = re.fullmatch(_PLAIN_TEXT, item)
    if match:
        return text_of(match[1])
    if not item or item == b"<t/>":
        return ""
    # Rich text: runs, and phonetic guides that are no part of the text.
    return _item_texts(b"<sst><si>%b</si></sst>" % item)[0]


def _item_texts(xml: bytes) -> list[str]:
    """The texts of shared strings, in whichever way they are written."""
    texts: list[str] = []
    path: list[str] = []
    is_raised = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal is_raised
        path.append(name.rpartition(":")[2])
        if path == ["sst", "si"]:
            texts.append("")
        elif path == ["sst", "si", "r"]:
            is_raised = False
        elif path == ["sst", "si", "r", "rPr", "vertAlign"]:
            is_raised = attributes.get("val") == "superscript"

    def characters(text: str) -> None:
        if path == ["sst", "si", "t"]:
            texts[-1] += text
        elif path == ["sst", "si", "r", "t"]:
            texts[-1] += text.translate(RAISED) if is_raised else text

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _name: path.pop()
    parser.CharacterDataHandler = characters
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise MarkupError(f"shared texts that cannot be read ({error})") from error
    return [plain_text(text) for text in texts]
