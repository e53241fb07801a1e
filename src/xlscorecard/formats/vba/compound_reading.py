"""The streams of a compound file, as Excel or another program has written it: [MS-CFB]."""

import struct
from collections.abc import Iterator

from xlscorecard.formats.vba.compound import (
    END_OF_CHAIN,
    ENTRY,
    HEADER_FAT_SECTORS,
    MINI_CUTOFF,
    MINI_SECTOR,
    NO_STREAM,
    ROOT,
    SIGNATURE,
    STORAGE,
    STREAM,
)

_HEADER_SIZE = 512
_LARGEST = 1 << 28
"""Bytes; a larger stream is a broken size."""
_LONGEST_NAME = 62
"""Bytes of an entry's name without its end: [MS-CFB] 2.6.1."""
_DEEPEST = 64
"""Storages in each other; a VBA project has three at most."""


def read_streams(content: bytes) -> dict[str, bytes]:
    """All streams by their path, such as ``VBA/dir``.

    Raises:
        ValueError: it is no compound file, or a broken one.
    """
    try:
        return dict(_Reader(content).streams())
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise ValueError(f"a compound file that is cut off or broken ({error})") from error


class _Reader:
    """Reads one compound file of version 3 or 4."""

    def __init__(self, content: bytes) -> None:
        if content[:8] != SIGNATURE:
            raise ValueError("no compound file")
        self.content = content
        version, _, shift = struct.unpack_from("<3H", content, 26)
        if (version, shift) not in ((3, 9), (4, 12)):
            raise ValueError(f"a compound file of version {version} with sectors of 2^{shift}")
        self.sector = 1 << shift
        self.sectors = -(-len(content) // self.sector) - 1
        fields = struct.unpack_from("<9L", content, 40)
        _, fat_count, directory, _, _, mini_start, _, more, _ = fields
        self.fat = self._fat(fat_count, more)
        entries = self._chain(directory)
        self.entries = [entries[at : at + ENTRY] for at in range(0, len(entries), ENTRY)]
        mini_fat = self._chain(mini_start) if mini_start < END_OF_CHAIN else b""
        self.mini_fat = struct.unpack(f"<{len(mini_fat) // 4}L", mini_fat)
        start, size = self._place(self.entries[0])
        self.mini_stream = self._chain(start)[:size] if size else b""

    def streams(self) -> Iterator[tuple[str, bytes]]:
        if self.entries[0][66] != ROOT:
            raise ValueError("a compound file without a root")
        # A list and no recursion: a broken directory can be deeper than Python's stack.
        (first,) = struct.unpack_from("<L", self.entries[0], 76)
        waiting = [(first, "")]
        seen = set()
        left = len(self.content)
        while waiting:
            number, path = waiting.pop()
            if number == NO_STREAM:
                continue
            if number in seen:
                raise ValueError("a directory that runs in a circle")
            seen.add(number)
            entry = self.entries[number]
            left_number, right_number, child_number = struct.unpack_from("<3L", entry, 68)
            waiting += [(left_number, path), (right_number, path)]
            (length,) = struct.unpack_from("<H", entry, 64)
            name = path + entry[: min(max(length - 2, 0), _LONGEST_NAME)].decode("utf-16-le")
            if entry[66] == STORAGE:
                if name.count("/") >= _DEEPEST:
                    raise ValueError("storages nested too deep")
                waiting.append((child_number, f"{name}/"))
            elif entry[66] == STREAM:
                found = self._stream(entry)
                left -= len(found)
                if left < 0:
                    raise ValueError("streams that share sectors")
                yield name, found

    def _place(self, entry: bytes) -> tuple[int, int]:
        start, size = struct.unpack_from("<LQ", entry, 116)
        if self.sector == _HEADER_SIZE:
            size &= 0xFFFFFFFF  # [MS-CFB] 2.6.1: the upper half means nothing in version 3
        if size > _LARGEST:
            raise ValueError("a stream of an absurd size")
        return start, size

    def _stream(self, entry: bytes) -> bytes:
        start, size = self._place(entry)
        if not size:
            return b""
        if size >= MINI_CUTOFF:
            found = self._chain(start)
        else:
            found = b"".join(
                self.mini_stream[number * MINI_SECTOR : (number + 1) * MINI_SECTOR]
                for number in _numbers(start, self.mini_fat)
            )
        if len(found) < size:
            raise ValueError("a stream that is cut off")
        return found[:size]

    def _fat(self, count: int, more: int) -> tuple[int, ...]:
        if count > self.sectors:
            raise ValueError("more tables than sectors")
        places = list(struct.unpack_from(f"<{HEADER_FAT_SECTORS}L", self.content, 76))
        a_sector = self.sector // 4
        seen = set()
        while more < END_OF_CHAIN:
            if more in seen:
                raise ValueError("a table that runs in a circle")
            seen.add(more)
            *numbers, more = struct.unpack(f"<{a_sector}L", self._sector(more))
            places += numbers
        return tuple(
            number
            for place in places[:count]
            for number in struct.unpack(f"<{a_sector}L", self._sector(place))
        )

    def _chain(self, start: int) -> bytes:
        return b"".join(self._sector(number) for number in _numbers(start, self.fat))

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self.sector
        found = self.content[start : start + self.sector]
        if not found:
            raise ValueError("a sector behind the end of the file")
        return found


def _numbers(start: int, table: tuple[int, ...]) -> Iterator[int]:
    """The sectors of a chain."""
    left = len(table)
    while start != END_OF_CHAIN:
        if not left or start >= len(table):
            raise ValueError("a chain of sectors that does not end")
        left -= 1
        yield start
        start = table[start]
