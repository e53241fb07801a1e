"""XML edited in place: what is new is set at positions in its bytes, and every other byte stays.

The outline of a part says where its root, and what lies in it, stand.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from operator import itemgetter
from xml.parsers import expat

from xlscorecard.formats.xlsx.written_xml import attributes, character_data

_START_TAG = re.compile(rb"""<[^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*>""")
_ROWS_OPENED, _ROWS_CLOSED = b"<sheetData>", b"</sheetData>"
_ENCODINGS = ("utf-8", "us-ascii", "ascii")
_FIRST_NAME = re.compile(rb"<\w+")

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
"""The namespace of the elements of spreadsheets."""

SpanEdit = tuple[int, int, bytes]
"""Bytes that take the place of those from the first position to the second."""


@dataclass(slots=True)
class Node:
    """An element: its local name, its attributes as written, and its bytes.

    ``start`` to ``end`` is the whole element; ``opened`` is the end of its start tag, and
    ``closed`` the beginning of its end tag; both are its end where it is one tag, ``<name/>``.
    """

    name: str
    prefix: str
    attributes: dict[str, str]
    start: int
    opened: int = 0
    closed: int = 0
    end: int = 0
    children: "list[Node]" = field(default_factory=list)

    def prefixed(self, name: str) -> str:
        """A name with the prefix that this element's has, if any."""
        return f"{self.prefix}:{name}" if self.prefix else name

    def child(self, name: str) -> "Node | None":
        """The first child of that name; None if there is none."""
        return next((node for node in self.children if node.name == name), None)

    def position_after(self, names: Iterable[str]) -> int:
        """Where a child belongs that follows those of the given names."""
        before = set(names)
        ends = [node.end for node in self.children if node.name in before]
        return ends[-1] if ends else self.opened


def outline(xml: bytes, depth: int = 1) -> Node:
    """The root of some XML with what lies in it, down to a depth.

    Raises:
        ValueError: it is no XML in UTF-8.
    """
    whole = Node("", "", {}, 0)
    path = [whole]
    level = passed_over = 0
    parser = expat.ParserCreate()

    def declaration(_version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.lower() not in _ENCODINGS:
            raise ValueError(f"XML in the encoding {encoding}")

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal level
        if level <= depth:
            prefix, _, local = name.rpartition(":")
            node = Node(local, prefix, attributes, parser.CurrentByteIndex + passed_over)
            path[-1].children.append(node)
            path.append(node)
        level += 1

    def end(_name: str) -> None:
        nonlocal level
        level -= 1
        if level > depth:
            return
        node = path.pop()
        tag = _START_TAG.match(xml, node.start)
        if tag is None:
            raise ValueError(f"an element {node.name} without an end of its tag")
        node.opened = node.closed = node.end = tag.end()
        if not tag[0].endswith(b"/>"):
            node.closed = parser.CurrentByteIndex + passed_over
            node.end = xml.index(b">", node.closed) + 1

    parser.XmlDeclHandler = declaration
    parser.StartElementHandler, parser.EndElementHandler = start, end
    before = after = 0
    if xml.count(_ROWS_OPENED) == 1 and xml.count(_ROWS_CLOSED) == 1:
        # No outline tells of the rows of a sheet, which may be a million.
        before, after = xml.index(_ROWS_OPENED) + len(_ROWS_OPENED), xml.index(_ROWS_CLOSED)
    try:
        parser.Parse(memoryview(xml)[:before], False)
        passed_over = after - before
        parser.Parse(memoryview(xml)[after:], True)
    except expat.ExpatError as error:
        raise ValueError(f"XML that cannot be read ({error})") from error
    if not whole.children:
        raise ValueError("XML without an element")
    return whole.children[0]


def edited(xml: bytes, edits: Iterable[SpanEdit]) -> bytes:
    """XML after some edits, which may not overlap; those at one place keep their order."""
    # Written one behind the other: a list of a hundred thousand pieces takes more than the XML.
    result = BytesIO()
    position = 0
    view = memoryview(xml)
    for start, end, content in sorted(edits, key=itemgetter(0, 1)):
        result.write(view[position:start])
        result.write(content)
        position = end
    result.write(view[position:])
    return result.getvalue()


class XmlEdits:
    """Some XML, its outline down to a depth, and the edits that are collected for it.

    Raises:
        ValueError: it is no XML in UTF-8.
    """

    def __init__(self, xml: bytes, depth: int = 1) -> None:
        self.xml = xml
        self.root = outline(xml, depth)
        self._edits: list[SpanEdit] = []

    def result(self) -> bytes:
        """The XML after all edits."""
        return edited(self.xml, self._edits)

    def required(self, name: str, whole: str) -> Node:
        """The child of the root that has a name, which every such part has.

        Raises:
            ValueError: there is none; ``whole`` is what lacks it, in words.
        """
        node = self.root.child(name)
        if node is None:
            raise ValueError(f"{whole} without {name}")
        return node

    def written(self, node: Node | None, name: str | None = None) -> list[bytes]:
        """The children of an element as they are written, of one name alone if it is given."""
        children = node.children if node else ()
        return [
            self.xml[child.start : child.end] for child in children if name in (None, child.name)
        ]

    # -- edits --------------------------------------------------------------------------------

    def insert(self, position: int, content: bytes) -> None:
        """Set something at a position."""
        self._edits.append((position, position, content))

    def insert_after(self, names: Iterable[str], content: bytes) -> None:
        """Set something into the root, behind its children of the given names."""
        self.insert(self.root.position_after(names), content)

    def append(self, node: Node, content: bytes) -> None:
        """Add something at the end of an element, which may be one tag, ``<name/>``."""
        if node.opened != node.end:
            self.insert(node.closed, content)
            return
        closing = f"</{node.prefixed(node.name)}>".encode()
        self._edits.append((node.end - 2, node.end, b">" + content + closing))

    def replace(self, node: Node, content: bytes) -> None:
        """Set something in the place of an element; nothing removes it."""
        self._edits.append((node.start, node.end, content))

    def fill(self, node: Node, text: str) -> None:
        """Give an element a text in the place of what it holds."""
        self._edits.append((node.opened, node.closed, character_data(text).encode()))

    def set_attribute(self, node: Node, name: str, value: str) -> None:
        """Set an attribute of an element; the value needs no escape."""
        tag = self.xml[node.start : node.opened]
        present = re.search(rb"\s%b\s*=\s*(\"[^\"]*\"|'[^']*')" % name.encode(), tag)
        if present is not None:
            start, end = (node.start + position for position in present.span(1))
            self._edits.append((start, end, f'"{value}"'.encode()))
        else:
            end = node.opened - (2 if tag.endswith(b"/>") else 1)
            self.insert(end, f' {name}="{value}"'.encode())

    # -- elements in the namespace of the root, whatever prefix that has here -----------------

    def element(self, name: str, values: Mapping[str, str], text: str = "") -> bytes:
        """An element with attributes, and perhaps a text."""
        qualified = self.root.prefixed(name)
        written = attributes(values)
        if not text:
            return f"<{qualified}{written}/>".encode()
        return f"<{qualified}{written}>{character_data(text)}</{qualified}>".encode()

    def wrapped(self, name: str, content: bytes) -> bytes:
        """An element that holds some content."""
        qualified = self.root.prefixed(name).encode()
        return b"<%b>%b</%b>" % (qualified, content, qualified)

    def adapted(self, elements: Iterable[bytes]) -> bytes:
        """Elements of the main namespace that were written without a prefix."""
        if not self.root.prefix:
            return b"".join(elements)
        declaration = f' xmlns="{MAIN}"'.encode()
        return b"".join(
            _FIRST_NAME.sub(lambda name: name[0] + declaration, element, count=1)
            for element in elements
        )
