"""XML edited in place: what is new is set at positions in its bytes, and every other byte stays."""

import re
from collections.abc import Iterable, Mapping
from io import BytesIO
from operator import itemgetter

from xlscorecard.formats.xlsx.escaping import attributes, character_data
from xlscorecard.formats.xlsx.outline import Node, outline

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
"""The namespace of the elements of spreadsheets."""

SpanEdit = tuple[int, int, bytes]
"""Bytes that take the place of those from the first position to the second."""

_FIRST_NAME = re.compile(rb"<\w+")


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
        if not node.is_one_tag:
            self.insert(node.closed, content)
            return
        closing = f"</{node.qualified_name}>".encode()
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
