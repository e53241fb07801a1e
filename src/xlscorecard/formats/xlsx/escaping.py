"""Texts as XML holds them, and as Excel does.

The library's own functions for it would load the whole of urllib.
"""

import re
from collections.abc import Mapping

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
