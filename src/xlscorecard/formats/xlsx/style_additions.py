"""Cell styles and rule styles of one workbook, added to those of another.

Whatever refers to a style by its number has to be renumbered: the numbers that the styles got
in the other workbook come back.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import count
from typing import NamedTuple

from xlscorecard.formats.xlsx.xml_edits import Node, XmlEdits

# ECMA-376 part 1, 18.8.39, the sequence of CT_Stylesheet.
_ORDER = (
    "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs",
    "tableStyles", "colors", "extLst",
)  # fmt: skip
_FIRST_OWN_FORMAT = 164
"""Number formats below are built in: ECMA-376 part 1, 18.8.30."""


class StyleNumbers(NamedTuple):
    """What has to be added to the number of a cell's style, and to that of a rule's style."""

    cells: int
    rules: int


def add_styles(target: XmlEdits, source: bytes) -> StyleNumbers:
    """Add all styles of ``source`` behind those of ``target``.

    Args:
        target: a styles part, its outline two elements deep.
        source: a styles part without prefixes, in the main namespace.

    Raises:
        ValueError: one of them is no styles part.
    """
    given = XmlEdits(source, depth=2)
    formats = _format_numbers(target.root, given.root)

    def formatted(number: int) -> int:
        return formats.get(number, number)

    def written(name: str) -> list[bytes]:
        return given.written(given.root.child(name))

    offsets = {name: _count(target.root, name) for name in ("fonts", "fills", "borders")}
    added: dict[str, list[bytes]] = {
        "numFmts": [renumbered(xml, "numFmtId", formatted) for xml in written("numFmts")],
        **{name: written(name) for name in offsets},
        "cellXfs": [
            _moved(renumbered(xml, "numFmtId", formatted), offsets) for xml in written("cellXfs")
        ],
        "dxfs": written("dxfs"),
    }
    for name, elements in added.items():
        if elements:
            add_to_collection(target, name, elements)
    return StyleNumbers(cells=_count(target.root, "cellXfs"), rules=_count(target.root, "dxfs"))


def add_to_collection(target: XmlEdits, name: str, elements: Sequence[bytes]) -> None:
    """Add elements, written without a prefix, to one of the collections of a styles part."""
    content = target.adapted(elements)
    present = target.root.child(name)
    if present is None:
        target.insert_after(_ORDER[: _ORDER.index(name)], target.wrapped(name, content))
        return
    target.append(present, content)
    if "count" in present.attributes:
        target.set_attribute(present, "count", str(len(present.children) + len(elements)))


def _count(root: Node, name: str) -> int:
    node = root.child(name)
    return len(node.children) if node else 0


def _format_numbers(root: Node, given: Node) -> dict[int, int]:
    """The new number of each number format that is given."""
    present, added = (
        [int(node.attributes["numFmtId"]) for node in (formats.children if formats else ())]
        for formats in (root.child("numFmts"), given.child("numFmts"))
    )
    return dict(zip(added, count(max([_FIRST_OWN_FORMAT - 1, *present]) + 1), strict=False))


def _moved(xml: bytes, offsets: Mapping[str, int]) -> bytes:
    """A cell's format with the numbers of its font, fill and border moved."""
    for attribute, name in (("fontId", "fonts"), ("fillId", "fills"), ("borderId", "borders")):
        xml = renumbered(xml, attribute, offsets[name].__add__)
    return xml


def renumbered(xml: bytes, attribute: str, number: Callable[[int], int]) -> bytes:
    """XML with other numbers in every attribute of a name."""

    def replaced(found: "re.Match[bytes]") -> bytes:
        return b'%b"%d"' % (found[1], number(int(found[2])))

    return re.sub(rb'(\s%b=)"(\d+)"' % attribute.encode(), replaced, xml)
