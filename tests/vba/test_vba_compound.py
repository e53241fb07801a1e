"""Compound files: the directory's trees, both versions, tables of tables, and damage."""

import io
import random
import struct
from typing import NamedTuple

import olefile
import pytest
from pyopenvba.cfb import CFB

from xlscorecard.formats.vba.compound import compound_file
from xlscorecard.formats.vba.compound_reading import read_streams

NONE = 0xFFFFFFFF
SIZES = [0, 1, 63, 64, 65, 511, 512, 4095, 4096, 4097, 70_000]


class Entry(NamedTuple):
    """An entry of the directory as [MS-CFB] 2.6.1 lays it out."""

    name: str
    kind: int
    black: bool
    left: int
    right: int
    child: int
    rest: bytes


def _directory(content: bytes) -> list[Entry]:
    """The entries of a file of ours, whose directory lies in one piece."""
    (first,) = struct.unpack_from("<L", content, 48)
    (table,) = struct.unpack_from("<L", content, 76)
    last = first
    while struct.unpack_from("<L", content, 512 * (table + 1) + 4 * last) == (last + 1,):
        last += 1
    entries = []
    for start in range(512 * (first + 1), 512 * (last + 2), 128):
        name, size, kind, colour, left, right, child, rest = struct.unpack_from(
            "<64sHBBLLL36s", content, start
        )
        if not kind:
            break
        text = name[: size - 2].decode("utf-16-le")
        entries.append(Entry(text, kind, colour == 1, left, right, child, rest))
    return entries


def _black_heights(entries: list[Entry], number: int, red_above: bool = False) -> set[int]:
    """The counts of black entries on the ways down, once no red one was under a red one."""
    if number == NONE:
        return {0}
    entry = entries[number]
    assert entry.black or not red_above, f"{entry.name} is red under a red one"
    below = _black_heights(entries, entry.left, not entry.black)
    below |= _black_heights(entries, entry.right, not entry.black)
    return {height + entry.black for height in below}


def _in_order(entries: list[Entry], number: int) -> list[str]:
    if number == NONE:
        return []
    entry = entries[number]
    return [*_in_order(entries, entry.left), entry.name, *_in_order(entries, entry.right)]


@pytest.mark.parametrize("count", range(1, 41))
def test_siblings_are_a_red_black_tree(count: int) -> None:
    names = [f"{'xYz_'[number % 4] * (1 + number % 7)}{number}" for number in range(count)]
    entries = _directory(compound_file({f"VBA/{name}": b"" for name in names}))
    root, storage = entries[:2]
    assert (root.kind, root.black, storage.name) == (5, True, "VBA")
    assert entries[storage.child].black
    assert len(_black_heights(entries, storage.child)) == 1
    # [MS-CFB] 2.6.4: by length, then by upper case.
    expected = sorted(names, key=lambda name: (len(name), name.upper()))
    assert _in_order(entries, storage.child) == expected


def test_no_entry_has_an_identifier_or_a_time() -> None:
    for entry in _directory(compound_file({"VBA/dir": b"1", "PROJECT": b"2"})):
        assert not any(entry.rest)


def _streams() -> dict[str, bytes]:
    source = random.Random(7)
    return {f"VBA/S{size}": source.randbytes(size) for size in SIZES} | {"PROJECT": b"text"}


def test_streams_of_all_sizes_are_read_back() -> None:
    assert read_streams(compound_file(_streams())) == _streams()


def test_another_reader_finds_the_same_streams() -> None:
    with olefile.OleFileIO(io.BytesIO(compound_file(_streams()))) as file:
        assert file.parsing_issues == []
        found = {"/".join(path): file.openstream(path).read() for path in file.listdir()}
    assert found == _streams()


def test_a_table_that_goes_on_behind_the_header_is_read() -> None:
    # Over 109 sectors of the table: written by another program, as ours never needs it.
    large = random.Random(3).randbytes(8_000_000)
    file = CFB.from_bytes(compound_file({"Large": b"x" * 5000, "Small": b"y"}))
    file.write_stream("Large", large)
    assert read_streams(file.to_bytes()) == {"Large": large, "Small": b"y"}


def test_a_file_of_version_4_is_read() -> None:
    # Made by hand after [MS-CFB] 2.2 and 2.6.1: sectors of 4,096 bytes; sector 0 the table, 1 the
    # directory, 2 the mini stream, 3 its table, 4 and 5 a large stream.
    end = 0xFFFFFFFE

    def entry(name: str, kind: int, pointers: tuple[int, int, int], start: int, size: int) -> bytes:
        return struct.pack(
            "<64sHBB3L36sLQ",
            name.encode("utf-16-le"), 2 * len(name) + 2, kind, 1, *pointers, b"", start, size,
        )  # fmt: skip

    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + struct.pack(
        "<16s5H6x9L109L",
        b"", 0x3E, 4, 0xFFFE, 12, 6, 1, 1, 1, 0, 4096, 3, 1, end, 0, 0, *[NONE] * 108,
    )  # fmt: skip
    directory = (
        entry("Root Entry", 5, (NONE, NONE, 1), 2, 64)
        + entry("Large", 2, (NONE, 2, NONE), 4, 5000)
        + entry("Smaller", 2, (NONE, NONE, NONE), 0, 3)
    )
    table = struct.pack("<6L", 0xFFFFFFFD, end, end, end, 5, end).ljust(4096, b"\xff")
    mini_table = struct.pack("<L", end).ljust(4096, b"\xff")
    parts = [header, table, directory, b"abc", mini_table, b"L" * 5000]
    content = b"".join(part.ljust(-(-len(part) // 4096) * 4096, b"\0") for part in parts)
    with olefile.OleFileIO(io.BytesIO(content)) as file:  # what was made by hand is a file
        assert file.openstream("Large").read() == b"L" * 5000
    assert read_streams(content) == {"Large": b"L" * 5000, "Smaller": b"abc"}


@pytest.mark.parametrize(
    ("streams", "message"),
    [
        ({"a" * 32: b""}, f"a stream's name of more than 31 characters: {'a' * 32}"),
        ({"VBA/dir": b"", "VBA/Dir": b""}, "two streams Dir"),
        ({"Large": bytes(8_000_000)}, "too much for a compound file without further tables"),
    ],
)
def test_what_cannot_be_written_is_refused(streams: dict[str, bytes], message: str) -> None:
    with pytest.raises(ValueError, match=f"^{message}$"):
        compound_file(streams)


def _patched(content: bytes, place: int, number: int) -> bytes:
    return content[:place] + struct.pack("<L", number) + content[place + 4 :]


def test_damage_is_named() -> None:
    # In this file the stream has the sectors 0 to 9; the directory and the table follow.
    content = compound_file({"Large": b"x" * 5000})
    (directory,) = struct.unpack_from("<L", content, 48)
    (table,) = struct.unpack_from("<L", content, 76)
    large = 512 * (directory + 1) + 128
    first_link = 512 * (table + 1)
    cases = {
        "no compound file": b"PK" + content[2:],
        "a compound file of version 3 with sectors of 2^12": _patched(content, 30, 0x0006_000C),
        "more tables than sectors": _patched(content, 44, 1_000_000),
        "a chain of sectors that does not end": _patched(content, first_link + 4, 0),
        "a sector behind the end of the file": _patched(content, large + 116, table + 1),
        "a stream that is cut off": _patched(content, large + 120, 6000),
        "a stream of an absurd size": _patched(content, large + 120, 0x7FFFFFFF),
        "a directory that runs in a circle": _patched(content, large + 68, 1),
    }
    # A free sector is no sector of a chain; here its table is made to say that it is its end.
    cases["a sector behind the end of the file"] = _patched(
        cases["a sector behind the end of the file"], first_link + 4 * (table + 1), 0xFFFFFFFE
    )
    for message, damaged in cases.items():
        with pytest.raises(ValueError, match="^" + message.replace("^", r"\^") + "$"):
            read_streams(damaged)


def test_storages_nested_without_end_are_refused() -> None:
    count = 3000
    content = bytearray(compound_file({f"S{number:04}": b"" for number in range(count)}))
    (directory,) = struct.unpack_from("<L", content, 48)
    for number in range(1, count + 1):
        start = 512 * (directory + 1) + 128 * number
        content[start + 66] = 1  # a storage, whose only child is the next one
        struct.pack_into("<3L", content, start + 68, NONE, NONE, number % count + 1)
    with pytest.raises(ValueError, match=r"^storages nested too deep$"):
        read_streams(bytes(content))


def test_streams_that_share_their_sectors_are_refused() -> None:
    # Else a small file could be read as many times its size.
    streams = {f"S{number:03}": b"" for number in range(200)} | {"Large": b"x" * 50_000}
    content = bytearray(compound_file(streams))
    (directory,) = struct.unpack_from("<L", content, 48)
    for number in range(1, 202):
        struct.pack_into("<LQ", content, 512 * (directory + 1) + 128 * number + 116, 0, 50_000)
    with pytest.raises(ValueError, match=r"^streams that share sectors$"):
        read_streams(bytes(content))
