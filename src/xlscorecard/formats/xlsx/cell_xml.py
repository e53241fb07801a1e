"""A planned cell as XML."""

from functools import lru_cache

from xlscorecard.core.sheet.address import cell_name
from xlscorecard.core.sheet.edits import PlannedContent
from xlscorecard.formats.xlsx.escaping import cell_text


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
