"""Whether a written copy differs from its original in nothing but what edits may change.

This is a second opinion: it opens both files with the standard library's zipfile and shares no
code with what wrote the copy. Parts that were not to change must have the same bytes. In the
sheet, everything must be the same but the planned cells, the stated extents (``dimension``,
``spans``) and rows that had to be added.
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from xlscorecard.core.sheet.address import Place, column_letters
from xlscorecard.core.sheet.edits import PlannedCells, PlannedContent
from xlscorecard.formats.xlsx.archive import opened_zip
from xlscorecard.formats.xlsx.spans import MarkupError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_EXTENT = re.compile(rb'(<dimension ref="|\bspans=")[A-Z0-9:]+"')
# A cell as it has to be written: its style, and its value or its text.
_WRITTEN_CELL = re.compile(
    rb'<c r="[A-Z]+\d+"(?: s="(\d+)")?(?:><v>([^<]+)</v></c>'
    rb'| t="inlineStr"><is><t(?: xml:space="preserve")?>([^<]*)</t></is></c>)'
)
_CELL = re.compile(rb'<c r="[A-Z]+\d+"(?:[^>/]*? s="(\d+)")?[^>/]*(?:/>|>.*?</c>)', re.DOTALL)
_ESCAPED = r"_x([0-9A-F]{4})_"
_CALCULATED_AT_OPENING = "fullCalcOnLoad"
_FREE = frozenset({"count", "uniqueCount", _CALCULATED_AT_OPENING})
"""Attributes that may differ in a part to which something was added."""
_LINKS = {"Relationship": "Target", "Override": "PartName"}
_FILTER_NAME = "_xlnm._FilterDatabase"
_LOCAL_NAME_LENGTHS = struct.Struct("<HH")


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """The parts and cells that an edit may have changed, and how."""

    cells: Mapping[str, PlannedCells] = field(default_factory=dict)
    """By the part of a sheet, the cells that are to hold something else."""
    moved_formulas: Mapping[str, frozenset[Place]] = field(default_factory=dict)
    """By the part of a sheet, the cells to which a shared formula had to move."""
    removed: frozenset[str] = frozenset()
    """Parts that had to go: the calculation chain."""
    grown: Mapping[str, bytes] = field(default_factory=dict)
    """New parts, and parts to which something was added, as they are to be."""
    rewritten: frozenset[str] = frozenset()
    """Of these, the parts that may have lost what they held: sheets of our own."""
    filtered: frozenset[str] = frozenset()
    """The names of sheets whose filter may cover more or fewer rows."""

    def joined(self, later: "Allowance") -> "Allowance":
        """What this one and a later one allow together."""
        cells, moved = dict(self.cells), dict(self.moved_formulas)
        for part, planned in later.cells.items():
            cells[part] = {**cells[part], **planned} if part in cells else planned
        for part, places in later.moved_formulas.items():
            moved[part] = moved.get(part, frozenset()) | places
        return Allowance(
            cells=cells,
            moved_formulas=moved,
            removed=self.removed | later.removed,
            grown={**self.grown, **later.grown},
            rewritten=self.rewritten | later.rewritten,
            filtered=self.filtered | later.filtered,
        )

    def with_contents(self, content: Callable[[str], bytes]) -> "Allowance":
        """The same, its ``grown`` parts as they have become since."""
        return replace(self, grown={part: content(part) for part in self.grown})


def differences(original: Path, copy: Path, allowed: Allowance) -> Iterator[str]:
    """What differs and was not planned, in words; nothing if the copy is as it should be.

    Args:
        original: the workbook as it was.
        copy: the workbook as it was written.
        allowed: what the edits of the plan may have changed.
    """
    try:
        yield from _package_differences(original, copy, allowed)
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, MarkupError) as error:
        yield f"a part that cannot be read ({error})"


def _package_differences(original: Path, copy: Path, allowed: Allowance) -> Iterator[str]:
    with opened_zip(original) as before, opened_zip(copy) as after:
        names = before.namelist()
        expected = [name for name in names if name not in allowed.removed]
        new = [name for name in allowed.grown if name not in names]
        if [info.filename for info in after.infolist()] != [*expected, *new]:
            yield "other parts, or another order of parts"
            return
        for name in [*expected, *new]:
            if not _is_as_planned(before, after, name, allowed):
                yield f"part {name}"
        for part, cells in allowed.cells.items():
            if part in expected:
                yield from _sheet_differences(
                    _inflated(before, part),
                    _inflated(after, part),
                    cells,
                    allowed.moved_formulas.get(part, frozenset()),
                )


def _is_as_planned(
    before: zipfile.ZipFile, after: zipfile.ZipFile, name: str, allowed: Allowance
) -> bool:
    """Whether a part other than a sheet with planned cells is as it should be."""
    if name in allowed.cells:
        return True
    if name in allowed.grown:
        if after.read(name) != allowed.grown[name]:
            return False
        is_new = name not in before.namelist() or name in allowed.rewritten
        return is_new or _holds_all_of(before.read(name), allowed.grown[name], allowed)
    return _same_bytes(before, after, name) or _same_but_for_calculation(
        before.read(name), after.read(name), allowed
    )


def _holds_all_of(one: bytes, two: bytes, allowed: Allowance) -> bool:
    """Whether a part says all that it said before, in its order, and perhaps more."""
    from xlscorecard.formats.xlsx.part_content import holds_all, parsed

    (before, names), (after, new_names) = parsed(one), parsed(two)
    gone = {id(element) for element in before.iter() if _may_go(element, allowed)}
    return names <= new_names and holds_all(before, after, free=_FREE, gone=gone)


def _may_go(element: "Element", allowed: Allowance) -> bool:
    """Whether an element links to a removed part, or says what a sheet of ours filters."""
    from xlscorecard.formats.xlsx.part_content import local_name

    link = element.get(_LINKS.get(local_name(element), ""), "").rpartition("/")[2]
    if link and link in {part.rpartition("/")[2] for part in allowed.removed}:
        return True
    if element.get("name") != _FILTER_NAME:
        return False
    names = [name.replace("'", "''") for name in allowed.filtered]
    starts = (start for name in names for start in (f"{name}!", f"'{name}'!"))
    return (element.text or "").startswith(tuple(starts))


def _same_bytes(before: zipfile.ZipFile, after: zipfile.ZipFile, name: str) -> bool:
    """Whether an entry's compressed bytes are the same in both files."""
    one, two = before.getinfo(name), after.getinfo(name)
    if (one.CRC, one.file_size, one.compress_size) != (two.CRC, two.file_size, two.compress_size):
        return False
    return _raw(before, one) == _raw(after, two)


def _inflated(archive: zipfile.ZipFile, name: str) -> bytes:
    """A large part's content, in one piece from the start: zipfile itself would hold it twice."""
    info = archive.getinfo(name)
    if info.compress_type != zipfile.ZIP_DEFLATED:
        return archive.read(name)
    content = zlib.decompress(_raw(archive, info), -zlib.MAX_WBITS, info.file_size)
    if zlib.crc32(content) != info.CRC:
        raise zipfile.BadZipFile(f"bad CRC-32 of {name}")
    return content


def _raw(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    file = archive.fp
    if file is None:
        return b""
    file.seek(info.header_offset + 26)
    name_length, extra_length = _LOCAL_NAME_LENGTHS.unpack(file.read(4))
    file.seek(name_length + extra_length, 1)
    return file.read(info.compress_size)


def _same_but_for_calculation(one: bytes, two: bytes, allowed: Allowance) -> bool:
    """Whether two parts say the same but for calculating at opening, and for removed parts."""
    from xlscorecard.formats.xlsx.part_content import holds_all, local_name, parsed

    (before, _), (after, _) = parsed(one), parsed(two)
    free = {_CALCULATED_AT_OPENING}
    marks = (element for element in after.iter() if local_name(element) == "calcPr")
    new = {id(mark) for mark in marks if mark.attrib.keys() <= free}
    return _holds_all_of(one, two, allowed) and holds_all(after, before, free=free, gone=new)


def _sheet_differences(
    one: bytes, two: bytes, cells: PlannedCells, moved_formulas: frozenset[Place]
) -> Iterator[str]:
    if _ordinary_equal(one, two, cells):
        return
    if _ordinary_equal(_EXTENT.sub(b"", one), _EXTENT.sub(b"", two), cells):
        return
    # Written in another way, or really different: what they say decides. Few files come here.
    from xlscorecard.formats.xlsx.sheet_content import sheet_differences

    try:
        yield from sheet_differences(one, two, cells, moved_formulas)
    except MarkupError as error:
        yield f"the sheet is no longer XML ({error})"


def _ordinary_equal(one: bytes, two: bytes, cells: PlannedCells) -> bool:
    """Whether two sheets have the same bytes but for the planned cells, which hold their contents.

    Walks through both from one planned cell to the next; what lies between has to be the same.
    """
    position_one = position_two = 0
    for (row, column), content in sorted(cells.items()):
        opening = b'<c r="%b%d"' % (column_letters(column).encode(), row)
        start_two = two.find(opening, position_two)
        start_one = position_one + start_two - position_two
        if start_two < 0 or one[position_one:start_one] != two[position_two:start_two]:
            return False
        written = _WRITTEN_CELL.match(two, start_two)
        if written is None or not _holds(written, content):
            return False
        position_one, position_two = start_one, written.end()
        if one.startswith(opening, start_one):
            replaced = _CELL.match(one, start_one)
            if replaced is None or (replaced[1] or b"0") != (written[1] or b"0"):
                return False  # another style
            position_one = replaced.end()
    return one[position_one:] == two[position_two:]


def _holds(written: re.Match[bytes], content: PlannedContent) -> bool:
    """Whether a cell, as the pattern has caught it, holds what was planned."""
    _, value, text = written.groups()
    if isinstance(content, str):
        return text is not None and _unescaped(text) == content
    return value is not None and float(value) == content


def _unescaped(raw: bytes) -> str:
    """The text that character data stands for."""
    text = raw.decode()
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        text = text.replace(entity, character)
    return re.sub(_ESCAPED, lambda match: chr(int(match[1], 16)), text) if "_x" in text else text
