"""Whether a written copy differs from its original in nothing but the planned cells.

This is a second opinion: it opens both files with the standard library's zipfile and shares no
code with what wrote the copy. Parts that were not to change must have the same bytes. In the
sheet, everything must be the same but the planned cells, the stated extents (``dimension``,
``spans``) and rows that had to be added.
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple
from xml.sax.saxutils import escape

from xlscorecard.core.sheet.address import column_letters
from xlscorecard.core.sheet.edits import PlannedContent

_EXTENT = re.compile(rb'(<dimension ref="|\bspans=")[A-Z0-9:]+"')
# A cell as it has to be written: its style, and its value or its text.
_WRITTEN_CELL = re.compile(
    rb'<c r="[A-Z]+\d+"(?: s="(\d+)")?(?:><v>([^<]+)</v></c>'
    rb'| t="inlineStr"><is><t(?: xml:space="preserve")?>([^<]*)</t></is></c>)'
)
_CELL = re.compile(rb'<c r="[A-Z]+\d+"(?:[^>/]*? s="(\d+)")?[^>/]*(?:/>|>.*?</c>)', re.DOTALL)
_ESCAPED = r"_x([0-9A-F]{4})_"
_FULL_CALC = rb"\sfullCalcOnLoad\s*=\s*[\"'](?:1|0|true|false)[\"']"
_EMPTY_CALC_PR = rb"<(?:\w+:)?calcPr\s*/>"
_LINK = rb"<(?:\w+:)?(?:Override|Relationship)\b[^>]*[/\"']%b[\"'][^>]*/>"
_TOKEN = re.compile(rb"<[^>]*>|[^<]+")
_ONE_TAG = re.compile(rb"<([\w:]+)((?:\s[^<>]*?)?)\s*/>")
# What the filter of a sheet covers; some programs quote every sheet's name.
_FILTERED = rb"(?<=>)'?%b'?!\$A\$\d+:\$[A-Z]+\$\d+(?=</(?:\w+:)?definedName>)"
_COUNT = re.compile(rb"\s(?:count|uniqueCount)\s*=\s*[\"'][0-9]+[\"']")
_LOCAL_NAME_LENGTHS = struct.Struct("<HH")


_Cells = Mapping[tuple[int, int], PlannedContent]


def differences(
    original: Path,
    copy: Path,
    sheet_part: str,
    cells: _Cells,
    *,
    removed: frozenset[str] = frozenset(),
    moved_formulas: frozenset[tuple[int, int]] = frozenset(),
    added: Mapping[str, bytes] = MappingProxyType({}),
    rewritten: str | None = None,
    own_sheet: str | None = None,
) -> Iterator[str]:
    """What differs and was not planned, in words; nothing if the copy is as it should be.

    Args:
        original: the workbook as it was.
        copy: the workbook as it was written.
        sheet_part: the part that holds the planned cells.
        cells: the planned cells.
        removed: parts that had to go: the calculation chain, when a formula was overwritten.
        moved_formulas: cells to which a shared formula had to move.
        added: new parts, and parts to which something was added, as they are to be.
        rewritten: of these, the part that may have lost what it held: a sheet of our own.
        own_sheet: the name of that sheet, whose filter may cover more or fewer rows.
    """
    planned = _Planned(sheet_part, cells, removed, moved_formulas, added, rewritten, own_sheet)
    try:
        yield from _package_differences(original, copy, planned)
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError) as error:
        yield f"a part that cannot be read ({error})"


class _Planned(NamedTuple):
    """What was to be changed; the names are those of ``differences``."""

    sheet_part: str
    cells: _Cells
    removed: frozenset[str]
    moved_formulas: frozenset[tuple[int, int]]
    added: Mapping[str, bytes]
    rewritten: str | None
    own_sheet: str | None

    @property
    def may_differ(self) -> list[bytes]:
        """What need not be the same in a part to which something was added."""
        patterns = _calculation_patterns(self.removed)
        if self.own_sheet is not None:
            name = escape(self.own_sheet.replace("'", "''")).encode()
            patterns.append(_FILTERED % re.escape(name))
        return patterns


def _package_differences(original: Path, copy: Path, planned: _Planned) -> Iterator[str]:
    with zipfile.ZipFile(original) as before, zipfile.ZipFile(copy) as after:
        names = before.namelist()
        expected = [name for name in names if name not in planned.removed]
        new = [name for name in planned.added if name not in names]
        if [info.filename for info in after.infolist()] != [*expected, *new]:
            yield "other parts, or another order of parts"
            return
        for name in [*expected, *new]:
            if not _is_as_planned(before, after, name, planned):
                yield f"part {name}"
        if planned.sheet_part in expected:
            yield from _sheet_differences(
                before.read(planned.sheet_part),
                after.read(planned.sheet_part),
                planned.cells,
                planned.moved_formulas,
            )


def _is_as_planned(
    before: zipfile.ZipFile, after: zipfile.ZipFile, name: str, planned: _Planned
) -> bool:
    """Whether a part other than the sheet of the planned cells is as it should be."""
    if name == planned.sheet_part:
        return True
    if name in planned.added:
        if after.read(name) != planned.added[name]:
            return False
        is_new = name not in before.namelist() or name == planned.rewritten
        return is_new or _holds_all_of(before.read(name), planned.added[name], planned.may_differ)
    return _same_bytes(before, after, name) or _same_but_for_calculation(
        before.read(name), after.read(name), planned.removed
    )


def _holds_all_of(one: bytes, two: bytes, may_differ: list[bytes]) -> bool:
    """Whether a part holds all that it held before, in its order, and something more."""
    for pattern in may_differ:
        one, two = re.sub(pattern, b"", one), re.sub(pattern, b"", two)
    rest = iter(_tokens(two))
    return all(token in rest for token in _tokens(one))


def _tokens(xml: bytes) -> list[bytes]:
    """Tags and texts; an element of one tag, which may have got content, counts as two."""
    return _TOKEN.findall(_ONE_TAG.sub(rb"<\1\2></\1>", _COUNT.sub(b"", xml)))


def _same_bytes(before: zipfile.ZipFile, after: zipfile.ZipFile, name: str) -> bool:
    """Whether an entry's compressed bytes are the same in both files."""
    one, two = before.getinfo(name), after.getinfo(name)
    if (one.CRC, one.file_size, one.compress_size) != (two.CRC, two.file_size, two.compress_size):
        return False
    return _raw(before, one) == _raw(after, two)


def _raw(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    file = archive.fp
    if file is None:
        return b""
    file.seek(info.header_offset + 26)
    name_length, extra_length = _LOCAL_NAME_LENGTHS.unpack(file.read(4))
    file.seek(name_length + extra_length, 1)
    return file.read(info.compress_size)


def _same_but_for_calculation(one: bytes, two: bytes, removed: frozenset[str]) -> bool:
    """Whether two parts are the same but for calculating at opening, and for removed parts."""
    for pattern in _calculation_patterns(removed):
        one, two = re.sub(pattern, b"", one), re.sub(pattern, b"", two)
    return one == two


def _calculation_patterns(removed: frozenset[str]) -> list[bytes]:
    """What may differ: calculating at opening, and the links to removed parts."""
    links = [_LINK % re.escape(name.rpartition("/")[2]).encode() for name in removed]
    return [_FULL_CALC, _EMPTY_CALC_PR, *links]


def _sheet_differences(
    one: bytes, two: bytes, cells: _Cells, moved_formulas: frozenset[tuple[int, int]]
) -> Iterator[str]:
    if _ordinary_equal(one, two, cells):
        return
    if _ordinary_equal(_without_extents(one), _without_extents(two), cells):
        return
    # Written in another way, or really different: the parser decides. Few files come here.
    from xml.parsers.expat import ExpatError

    from xlscorecard.formats.xlsx.comparison_events import event_differences

    try:
        yield from event_differences(one, two, cells, moved_formulas)
    except ExpatError as error:
        yield f"the sheet is no longer XML ({error})"


def _ordinary_equal(one: bytes, two: bytes, cells: _Cells) -> bool:
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


def _without_extents(xml: bytes) -> bytes:
    return _EXTENT.sub(b"", xml)


def _unescaped(raw: bytes) -> str:
    """The text that character data stands for."""
    text = raw.decode()
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        text = text.replace(entity, character)
    return re.sub(_ESCAPED, lambda match: chr(int(match[1], 16)), text) if "_x" in text else text
