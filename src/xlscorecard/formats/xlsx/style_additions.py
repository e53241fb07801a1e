"""Cell styles and rule styles of one workbook, added to those of another.

Whatever refers to a style by its number has to be renumbered: the numbers that the styles got
in the other workbook come back.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from xlscorecard.formats.xlsx.additions import in_main_namespace, wrapped
from xlscorecard.formats.xlsx.outline import Edit, Node, appended, edited, outline, with_attribute

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


def add_styles(target: bytes, source: bytes) -> tuple[bytes, StyleNumbers]:
    """The styles of ``target`` with all of ``source`` behind them.

    Args:
        target: a styles part.
        source: a styles part without prefixes, in the main namespace.

    Raises:
        ValueError: one of them is no styles part.
    """
    root, source_root = outline(target, depth=2), outline(source, depth=2)
    formats = _format_numbers(root, source_root)

    def formatted(number: int) -> int:
        return formats.get(number, number)

    offsets = {name: _count(root, name) for name in ("fonts", "fills", "borders")}
    added: dict[str, list[bytes]] = {
        "numFmts": [
            renumbered(xml, "numFmtId", formatted)
            for xml in _written(source, source_root, "numFmts")
        ],
        **{name: _written(source, source_root, name) for name in offsets},
        "cellXfs": [
            _moved(renumbered(xml, "numFmtId", formatted), offsets)
            for xml in _written(source, source_root, "cellXfs")
        ],
        "dxfs": _written(source, source_root, "dxfs"),
    }
    edits = [
        edit
        for name, elements in added.items()
        if elements
        for edit in _additions(target, root, name, elements)
    ]
    numbers = StyleNumbers(cells=_count(root, "cellXfs"), rules=_count(root, "dxfs"))
    return edited(target, edits), numbers


def _count(root: Node, name: str) -> int:
    node = root.child(name)
    return len(node.children) if node else 0


def _written(xml: bytes, root: Node, name: str) -> list[bytes]:
    node = root.child(name)
    return [xml[own.start : own.end] for own in node.children] if node else []


def _format_numbers(root: Node, source_root: Node) -> dict[int, int]:
    """The new number of each number format of the source that is its own."""
    present = root.child("numFmts")
    taken = [int(own.attributes["numFmtId"]) for own in present.children] if present else []
    first = max([_FIRST_OWN_FORMAT - 1, *taken]) + 1
    own = source_root.child("numFmts")
    return {
        int(node.attributes["numFmtId"]): first + index
        for index, node in enumerate(own.children if own else [])
    }


def _additions(target: bytes, root: Node, name: str, elements: Sequence[bytes]) -> list[Edit]:
    content = in_main_namespace(root, elements)
    present = root.child(name)
    if present is None:
        position = root.position_after(_ORDER[: _ORDER.index(name)])
        return [Edit(position, position, wrapped(root, name, content))]
    edits = [appended(present, content)]
    if "count" in present.attributes:
        count = len(present.children) + len(elements)
        edits.append(with_attribute(target, present, "count", str(count)))
    return edits


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
