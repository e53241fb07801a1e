"""Compound files, the container of a VBA project: [MS-CFB], version 3."""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SECTOR = 512
MINI_SECTOR = 64
MINI_CUTOFF = 4096
ENTRY = 128
HEADER_FAT_SECTORS = 109
_LONGEST_NAME = 31

FREE, END_OF_CHAIN, FAT_SECTOR = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
NO_STREAM = 0xFFFFFFFF
STORAGE, STREAM, ROOT = 1, 2, 5
_RED, _BLACK = 0, 1

_HEADER = struct.Struct("<8s16s5H6x9L")
_DIRECTORY_ENTRY = struct.Struct("<64sHBBLLL16sLQQLQ")


@dataclass(slots=True)
class _Entry:
    """An entry of the directory: a storage or a stream."""

    name: str
    kind: int
    content: bytes = b""
    children: "list[_Entry]" = field(default_factory=list)
    number: int = 0
    left: int = NO_STREAM
    right: int = NO_STREAM
    child: int = NO_STREAM
    colour: int = _BLACK
    start: int = 0
    size: int = 0


def compound_file(streams: Mapping[str, bytes]) -> bytes:
    """A compound file with these streams; a name such as ``VBA/dir`` puts one into a storage.

    The same streams make the same bytes: identifiers and times are zero.

    Raises:
        ValueError: it would be larger than about 7 MB, which no VBA project is; or a name is
            longer than 31 characters, or there twice but for its case.
    """
    root = _tree(streams)
    entries = _numbered(root)
    small = [entry for entry in entries if entry.kind == STREAM and entry.size < MINI_CUTOFF]
    large = [entry for entry in entries if entry.kind == STREAM and entry.size >= MINI_CUTOFF]
    mini_fat: list[int] = []
    mini_stream = _laid_out(small, mini_fat, MINI_SECTOR)
    root.content, root.size = mini_stream, len(mini_stream)

    fat: list[int] = []
    body = _laid_out([*large, root], fat, SECTOR)
    mini_start, mini_count, body = _append(_numbers(mini_fat), fat, body)
    directory_start, _, body = _append(_directory(entries), fat, body)
    fat_sectors = 0
    while fat_sectors * (SECTOR // 4) < len(fat) + fat_sectors:
        fat_sectors += 1
    if fat_sectors > HEADER_FAT_SECTORS:
        raise ValueError("too much for a compound file without further tables")
    first_fat = len(fat)
    fat += [FAT_SECTOR] * fat_sectors
    header = _header(first_fat, fat_sectors, directory_start, mini_start, mini_count)
    return header + body + _numbers(fat)


def _tree(streams: Mapping[str, bytes]) -> _Entry:
    root = _Entry("Root Entry", ROOT)
    storages: dict[str, _Entry] = {}
    for path, content in streams.items():
        folder, _, name = path.rpartition("/")
        parent = root
        if folder:
            if folder not in storages:
                storages[folder] = _Entry(folder, STORAGE)
                root.children.append(storages[folder])
            parent = storages[folder]
        if len(name) > _LONGEST_NAME:
            raise ValueError(f"a stream's name of more than {_LONGEST_NAME} characters: {name}")
        parent.children.append(_Entry(name, STREAM, content, size=len(content)))
    return root


def _numbered(root: _Entry) -> list[_Entry]:
    """All entries by their number, their siblings joined into trees."""
    entries = [root]
    for entry in entries:
        # [MS-CFB] 2.6.4: shorter names first, then by their upper case.
        entry.children.sort(key=lambda child: (len(child.name), child.name.upper()))
        for one, other in pairwise(entry.children):
            if one.name.upper() == other.name.upper():
                raise ValueError(f"two streams {other.name}")
        for child in entry.children:
            child.number = len(entries)
            entries.append(child)
        depth = (len(entry.children) + 1).bit_length() - 1
        entry.child = _balanced(entry.children, 0, depth)
    return entries


def _balanced(siblings: Sequence[_Entry], level: int, full_levels: int) -> int:
    """A red-black tree of sorted siblings; the number of its root comes back.

    All levels but the last are full and black; what is left over on the last one is red.
    """
    if not siblings:
        return NO_STREAM
    middle = len(siblings) // 2
    entry = siblings[middle]
    entry.colour = _BLACK if level < full_levels else _RED
    entry.left = _balanced(siblings[:middle], level + 1, full_levels)
    entry.right = _balanced(siblings[middle + 1 :], level + 1, full_levels)
    return entry.number


def _laid_out(entries: Sequence[_Entry], table: list[int], sector: int) -> bytes:
    """The contents one behind the other in whole sectors; the table gets their chains."""
    body = b""
    for entry in entries:
        entry.start, _, body = _append(entry.content, table, body, sector)
    return body


def _append(
    content: bytes, table: list[int], body: bytes, sector: int = SECTOR
) -> tuple[int, int, bytes]:
    """Add content to a body in whole sectors: its first sector, their count, the new body."""
    count = -(-len(content) // sector)
    if not count:
        return END_OF_CHAIN, 0, body
    start = len(table)
    table += [*range(start + 1, start + count), END_OF_CHAIN]
    return start, count, body + content.ljust(count * sector, b"\0")


def _numbers(table: Sequence[int]) -> bytes:
    """A table of sectors, padded to a whole sector with free ones."""
    padding = -len(table) % (SECTOR // 4)
    return struct.pack(f"<{len(table) + padding}L", *table, *[FREE] * padding)


def _directory(entries: Sequence[_Entry]) -> bytes:
    written = b"".join(
        _DIRECTORY_ENTRY.pack(
            entry.name.encode("utf-16-le"), 2 * len(entry.name) + 2, entry.kind, entry.colour,
            entry.left, entry.right, entry.child, b"", 0, 0, 0,
            entry.start, entry.size,
        )
        for entry in entries
    )  # fmt: skip
    unused = _DIRECTORY_ENTRY.pack(
        b"", 0, 0, 0, NO_STREAM, NO_STREAM, NO_STREAM, b"", 0, 0, 0, 0, 0
    )
    return written + unused * (-len(entries) % (SECTOR // ENTRY))


def _header(
    first_fat: int, fat_sectors: int, directory: int, mini_start: int, mini_count: int
) -> bytes:
    """[MS-CFB] 2.2."""
    fields = _HEADER.pack(
        SIGNATURE, b"", 0x3E, 3, 0xFFFE, 9, 6,
        0, fat_sectors, directory, 0, MINI_CUTOFF, mini_start, mini_count, END_OF_CHAIN, 0,
    )  # fmt: skip
    places = [*range(first_fat, first_fat + fat_sectors)]
    places += [FREE] * (HEADER_FAT_SECTORS - fat_sectors)
    return fields + struct.pack(f"<{HEADER_FAT_SECTORS}L", *places)
