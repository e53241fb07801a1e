"""The outline of a part's XML: where its root, and what lies in it, stand in bytes."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.parsers import expat

_START_TAG = re.compile(rb"""<[^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*>""")
_ROWS_OPENED, _ROWS_CLOSED = b"<sheetData>", b"</sheetData>"
_ENCODINGS = ("utf-8", "us-ascii", "ascii")


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

    @property
    def is_one_tag(self) -> bool:
        """Whether it is written as ``<name/>``."""
        return self.opened == self.end

    def prefixed(self, name: str) -> str:
        """A name with the prefix that this element's has, if any."""
        return f"{self.prefix}:{name}" if self.prefix else name

    @property
    def qualified_name(self) -> str:
        """Its name as it is written."""
        return self.prefixed(self.name)

    def child(self, name: str) -> "Node | None":
        """The first child of that name; None if there is none."""
        return next((node for node in self.children if node.name == name), None)

    def position_after(self, names: Iterable[str]) -> int:
        """Where a child belongs that follows those of the given names."""
        before = set(names)
        ends = [node.end for node in self.children if node.name in before]
        return ends[-1] if ends else self.opened


class _Builder:
    """Builds the outline while expat reads."""

    def __init__(self, xml: bytes, depth: int) -> None:
        self.xml = xml
        self.depth = depth
        self.root: Node | None = None
        self._open: list[Node] = []
        self._level = 0
        self._parser = expat.ParserCreate()
        self._parser.XmlDeclHandler = self._declaration
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._passed_over = 0
        before, after = _around_rows(xml)
        self._parser.Parse(memoryview(xml)[:before], False)
        self._passed_over = after - before
        self._parser.Parse(memoryview(xml)[after:], True)

    @property
    def _position(self) -> int:
        return self._parser.CurrentByteIndex + self._passed_over

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.lower() not in _ENCODINGS:
            raise ValueError(f"XML in the encoding {encoding}")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self._level <= self.depth:
            prefix, _, local = name.rpartition(":")
            node = Node(local, prefix, attributes, self._position)
            if self._open:
                self._open[-1].children.append(node)
            else:
                self.root = node
            self._open.append(node)
        self._level += 1

    def _end(self, _name: str) -> None:
        self._level -= 1
        if self._level > self.depth:
            return
        node = self._open.pop()
        tag = _START_TAG.match(self.xml, node.start)
        if tag is None:
            raise ValueError(f"an element {node.name} without an end of its tag")
        node.opened = node.closed = node.end = tag.end()
        if not tag[0].endswith(b"/>"):
            node.closed = self._position
            node.end = self.xml.index(b">", node.closed) + 1


def _around_rows(xml: bytes) -> tuple[int, int]:
    """Where the rows of a sheet begin and end, of which no outline tells; they may be a million."""
    if xml.count(_ROWS_OPENED) != 1 or xml.count(_ROWS_CLOSED) != 1:
        return 0, 0
    return xml.index(_ROWS_OPENED) + len(_ROWS_OPENED), xml.index(_ROWS_CLOSED)


def outline(xml: bytes, depth: int = 1) -> Node:
    """The root of some XML with what lies in it, down to a depth.

    Raises:
        ValueError: it is no XML in UTF-8.
    """
    try:
        root = _Builder(xml, depth).root
    except expat.ExpatError as error:
        raise ValueError(f"XML that cannot be read ({error})") from error
    if root is None:
        raise ValueError("XML without an element")
    return root
