"""Texts as XML holds them, and as Excel does; planned cells as XML.

The library's own functions for it would load the whole of urllib.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from xlscorecard.core.sheet.address import cell_name
from xlscorecard.core.sheet.edits import PlannedContent

# What Excel would take for one of its own escapes: ECMA-376 part 1, 22.9.2.19.
_LOOKS_ESCAPED = r"_(?=x[0-9A-Fa-f]{4}_)"
_UNPRINTABLE = r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]"


def character_data(text: str) -> str:
    """A text between two tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attributes(values: Mapping[str, str]) -> str:
    """Attributes as they stand in a tag, each with a space before it."""
    return "".join(f' {name}="{_attribute(value)}"' for name, value in values.items())


def _attribute(value: str) -> str:
    escaped = character_data(value).replace('"', "&quot;")
    return escaped.replace("\n", "&#10;").replace("\r", "&#13;").replace("\t", "&#9;")


def not_an_escape(text: str) -> str:
    """A text in which Excel finds no escape of its own."""
    return re.sub(_LOOKS_ESCAPED, "_x005F_", text) if "_x" in text else text


def cell_text(text: str) -> str:
    """The text of a cell between two tags, its control characters in Excel's escapes."""
    if text.isprintable() and "_x" not in text:  # the ordinary case, without a pattern
        return character_data(text)
    text = re.sub(_UNPRINTABLE, lambda match: f"_x{ord(match[0]):04X}_", not_an_escape(text))
    return character_data(text)


def cell_xml(
    prefix: bytes,
    row: int,
    column: int,
    style: bytes,
    content: PlannedContent,
    extension: bytes = b"",
) -> bytes:
    """A cell with its style and content, and the list of extensions that it had."""
    opening = b'<%bc r="%b"' % (prefix, cell_name(row, column).encode())
    if style != b"0":
        opening += b' s="%b"' % style
    return opening + content_xml(prefix, content, extension)


def content_xml(prefix: bytes, content: PlannedContent, extension: bytes = b"") -> bytes:
    """A cell from behind its style to its end."""
    if not isinstance(content, str):
        return b"><%bv>%b</%bv>%b</%bc>" % (
            prefix, _number(content), prefix, extension, prefix,
        )  # fmt: skip
    return b' t="inlineStr"><%bis><%bt%b>%b</%bt></%bis>%b</%bc>' % (
        prefix, prefix, _space(content), _text(content), prefix, prefix, extension, prefix,
    )  # fmt: skip


def _number(value: float) -> bytes:
    """A number as Excel writes it: the shortest text that gives the same number again."""
    whole = float(value).is_integer() and abs(value) < 1e15
    return (str(int(value)) if whole else repr(float(value))).encode()


@lru_cache(maxsize=256)
def _text(text: str) -> bytes:
    return cell_text(text).encode()


def _space(text: str) -> bytes:
    return b' xml:space="preserve"' if text != text.strip() or "\n" in text else b""
