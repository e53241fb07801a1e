"""Two sheets compared by what they say, in whichever way they are written."""

import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from io import BytesIO
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError, iterparse

from xlscorecard.core.sheet.address import Area, Place
from xlscorecard.core.sheet.edits import PlannedCells, PlannedContent
from xlscorecard.formats.xlsx.part_content import local_name, said
from xlscorecard.formats.xlsx.spans import MarkupError

_ESCAPED = r"_x([0-9A-F]{4})_"
_SHEET_DATA_DEPTH, _ROW_DEPTH = 2, 3
_CONTENT_NAMES = ("f", "v", "is")
_WRITTEN_ATTRIBUTES = {"r", "s", "t"}


def sheet_differences(
    one: bytes, two: bytes, cells: PlannedCells, moved_formulas: frozenset[Place]
) -> Iterator[str]:
    """What differs between two sheets beside the planned cells; nothing if they say the same.

    Raises:
        MarkupError: one of them is no XML.
    """
    try:
        before, after = (_content(xml, cells, moved_formulas) for xml in (one, two))
    except (ParseError, ValueError) as error:
        raise MarkupError(str(error)) from error
    if before.rest != after.rest:
        yield "the sheet outside its rows"
    for row in sorted(before.rows.keys() | after.rows.keys()):
        if before.rows.get(row) != after.rows.get(row):
            yield f"row {row} of the sheet"
    for place, content in cells.items():
        cell = after.planned.get(place)
        if cell is None or not _holds(cell, content) or not _kept(before.planned.get(place), cell):
            yield f"cell {place}, which does not hold what was planned"


class _SheetContent(NamedTuple):
    """Digests of what a sheet's rows and the rest of it say, with the planned cells apart."""

    rows: Mapping[int, bytes]
    rest: bytes
    planned: Mapping[Place, Element]


def _content(xml: bytes, cells: PlannedCells, moved_formulas: frozenset[Place]) -> _SheetContent:
    rows: dict[int, bytes] = {}
    planned: dict[Place, Element] = {}
    namespaces: set[object] = set()
    path: list[Element] = []
    in_row: list[str] = []
    elsewhere: list[str] = []
    number = 0
    for event, item in iterparse(BytesIO(xml), ("start", "end", "start-ns", "comment", "pi")):
        if event == "start-ns":
            namespaces.add(item)
        elif event in ("comment", "pi"):
            (in_row if len(path) >= _ROW_DEPTH else elsewhere).append(item.text)
        elif event == "start":
            path.append(item)
        elif event == "end":
            path.pop()
            if len(path) + 1 == _ROW_DEPTH and local_name(item) == "row":
                number = int(item.get("r", number + 1))
                planned |= _taken(item, number, cells, moved_formulas)
                if len(item) or in_row or not item.attrib.keys() <= {"r"}:
                    rows[number] = _digest((said(item), in_row))
                in_row.clear()
                path[-1].remove(item)  # a row without anything is as if it were not there
            elif len(path) + 1 == _SHEET_DATA_DEPTH and local_name(item) == "dimension":
                item.attrib.clear()
    rest = _digest((said(item), elsewhere, sorted(map(str, namespaces))))
    return _SheetContent(rows, rest, planned)


def _taken(
    row: Element, number: int, cells: PlannedCells, moved_formulas: frozenset[Place]
) -> dict[Place, Element]:
    """The planned cells of a row, taken out of it, with all else that may differ."""
    row.attrib.pop("spans", None)
    row.attrib["r"] = str(number)
    taken: dict[Place, Element] = {}
    column = 0
    for cell in list(row):
        if local_name(cell) != "c":
            continue
        area = Area.parse(cell.get("r", ""))
        column = area.left if area else column + 1
        place = Place(number, column)
        if place in cells:
            taken[place] = cell
            row.remove(cell)
        elif place in moved_formulas:
            # It has the text of a shared formula now, which came from another cell.
            for formula in [child for child in cell if local_name(child) == "f"]:
                formula.attrib.clear()
                formula.text = ""
    return taken


def _digest(content: object) -> bytes:
    return sha256(repr(content).encode("utf-8", "surrogatepass")).digest()


def _holds(cell: Element, content: PlannedContent) -> bool:
    """Whether a cell holds a planned content, and no formula."""
    parts = {local_name(child): child for child in cell}
    if "f" in parts or not cell.attrib.keys() <= _WRITTEN_ATTRIBUTES:
        return False
    if cell.get("t", "n") != ("inlineStr" if isinstance(content, str) else "n"):
        return False
    if isinstance(content, str):
        text = "".join(parts["is"].itertext()) if "is" in parts else ""
        return re.sub(_ESCAPED, lambda match: chr(int(match[1], 16)), text) == content
    value = parts["v"].text if "v" in parts else None
    return bool(value) and float(value or "") == content


def _kept(before: Element | None, after: Element) -> bool:
    """Whether a planned cell has the style, and whatever else was in it, that it had before."""
    if before is None:
        return True
    others = [
        [said(child) for child in cell if local_name(child) not in _CONTENT_NAMES]
        for cell in (before, after)
    ]
    return others[0] == others[1] and before.get("s", "0") == after.get("s", "0")
