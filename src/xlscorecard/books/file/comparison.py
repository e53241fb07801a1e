"""Whether a written copy differs from its original in nothing but the planned cells.

This is a second opinion: it opens both files with the standard library's zipfile and shares no
code with what wrote the copy. Parts that were not to change must have the same bytes. In the
sheet, everything must be the same but the planned cells, the stated extents (``dimension``,
``spans``) and rows that had to be added.
"""

import re
import struct
import zipfile
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from pathlib import Path

from xlscorecard.domain.address import column_letters
from xlscorecard.sheet.plan import PlannedContent

_ROW_START, _ROW_END = b"<row ", b"</row>"
_ROW_NUMBER = re.compile(rb'<row [^>]*?\br="(\d+)"')
_EXTENT = re.compile(rb'(<dimension ref="|\bspans=")[A-Z0-9:]+"')
# A cell in one of the given columns: its letters; its value, or its text, if that is all in it.
_CELL_IN = (
    rb'(<c r="(%b)\d+"[^>/]*(?:/>|><v>([^<]*)</v></c>'
    rb'|><is><t(?: xml:space="preserve")?>([^<]*)</t></is></c>|>.*?</c>))'
)
_ESCAPED = r"_x([0-9A-F]{4})_"
_CALC_PR = rb"<(?:\w+:)?calcPr\b[^>]*/>|<(?:\w+:)?calcPr\b[^>]*>\s*</(?:\w+:)?calcPr>"
_CALC_CHAIN = rb"<(?:\w+:)?(?:Override|Relationship)\b[^>]*calcChain[^>]*/>"
_LOCAL_NAME_LENGTHS = struct.Struct("<HH")


_Cells = Mapping[tuple[int, int], PlannedContent]


def differences(
    original: Path, copy: Path, sheet_part: str, cells: _Cells, *, chain_removed: bool
) -> Iterator[str]:
    """What differs and was not planned, in words; nothing if the copy is as it should be.

    ``chain_removed`` tells that a formula was overwritten, so that the calculation chain had
    to go.
    """
    with zipfile.ZipFile(original) as before, zipfile.ZipFile(copy) as after:
        names = [info.filename for info in before.infolist()]
        expected = [
            name for name in names if not (chain_removed and name.endswith("calcChain.xml"))
        ]
        if [info.filename for info in after.infolist()] != expected:
            yield "other parts, or another order of parts"
            return
        for name in expected:
            if name == sheet_part:
                yield from _sheet_differences(before.read(name), after.read(name), cells)
            elif not _same_bytes(before, after, name) and not _same_but_for_calculation(
                before.read(name), after.read(name), chain_removed=chain_removed
            ):
                yield f"part {name}"


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


def _same_but_for_calculation(one: bytes, two: bytes, *, chain_removed: bool) -> bool:
    """Whether two XML parts are the same but for when Excel calculates."""
    one, two = re.sub(_CALC_PR, b"", one), re.sub(_CALC_PR, b"", two)
    if chain_removed:
        one, two = re.sub(_CALC_CHAIN, b"", one), re.sub(_CALC_CHAIN, b"", two)
    return one == two


def _sheet_differences(one: bytes, two: bytes, cells: _Cells) -> Iterator[str]:
    if _ordinary_equal(one, two, cells):
        return
    # Written in another way, or really different: the parser decides. Few files come here.
    from xml.parsers.expat import ExpatError

    from xlscorecard.books.file.comparison_events import event_differences

    try:
        yield from event_differences(one, two, cells)
    except ExpatError as error:
        yield f"the sheet is no longer XML ({error})"


def _ordinary_equal(one: bytes, two: bytes, cells: _Cells) -> bool:
    """Whether two sheets are the same bytes, row by row, when the planned cells are cut out."""
    planned: dict[int, dict[bytes, PlannedContent]] = {}
    for (row, column), content in sorted(cells.items()):
        planned.setdefault(row, {})[column_letters(column).encode()] = content
    columns = sorted({column_letters(column).encode() for _, column in cells})
    cutter = re.compile(_CELL_IN % b"|".join(columns), re.DOTALL)
    for row_one, row_two in zip_longest(_rows(one), _rows(two), fillvalue=b""):
        match = _ROW_NUMBER.match(row_one, max(row_one.rfind(_ROW_START), 0))
        contents = planned.pop(int(match[1]), None) if match else None
        if contents is not None:
            if not _as_planned(cutter.findall(row_one), cutter.findall(row_two), contents):
                return False
            row_one, row_two = cutter.sub(b"", row_one), cutter.sub(b"", row_two)
        if row_one != row_two and _without_extents(row_one) != _without_extents(row_two):
            return False
    return not planned


def _rows(xml: bytes) -> Iterator[bytes]:
    """The bytes up to the end of each row, and those after the last one, one at a time."""
    position = 0
    while (end := xml.find(_ROW_END, position)) >= 0:
        yield xml[position:end]
        position = end + len(_ROW_END)
    yield xml[position:]


_Found = tuple[bytes, bytes, bytes, bytes]


def _as_planned(
    before: list[_Found], after: list[_Found], planned: Mapping[bytes, PlannedContent]
) -> bool:
    """Whether the cells of a row hold what was planned, and are as before where nothing was."""
    unplanned = [found[0] for found in before if found[1] not in planned]
    written = [found for found in after if found[1] in planned]
    if len(written) != len(planned) or len(after) != len(written) + len(unplanned):
        return False
    if unplanned != [found[0] for found in after if found[1] not in planned]:
        return False
    for _, letters, value, text in written:
        content = planned[letters]
        if isinstance(content, str):
            if _unescaped(text) != content:
                return False
        elif not value or float(value) != content:
            return False
    return True


def _without_extents(xml: bytes) -> bytes:
    return _EXTENT.sub(b"", xml)


def _unescaped(raw: bytes) -> str:
    """The text that character data stands for."""
    text = raw.decode()
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        text = text.replace(entity, character)
    return re.sub(_ESCAPED, lambda match: chr(int(match[1], 16)), text) if "_x" in text else text
