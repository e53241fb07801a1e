"""The zip archive of a workbook: opened with care, copied entry by entry.

Entries that do not change are copied raw, so that their bytes in the file stay the same.
"""

import struct
import zipfile
import zlib
from collections.abc import Mapping
from copy import copy
from pathlib import Path
from typing import BinaryIO

from xlscorecard.errors import UnwritableWorkbookError
from xlscorecard.formats.xlsx.admission import (
    checked_entries,
    damaged,
    encrypted,
    file_state,
    refuse_if_changed,
    refuse_other_kinds,
    unfinished,
)

_STORED, _DEFLATED = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED
_ZIP64_LIMIT = 0xFFFFFFFF
_ZIP64_EXTRA = 0x0001
_UTF8_FLAG = 0x800
_PLAIN_VERSION = 20  # of the zip format: deflate, no zip64
# Level 6 is zlib's default; the levels below cost less than they save on a large sheet.
_LEVEL = 6
_LARGE_PART, _LARGE_LEVEL = 1 << 20, 2

_LOCAL_HEADER = struct.Struct("<4s5H3L2H")
_CENTRAL_HEADER = struct.Struct("<4s4B4HL2L5H2L")
_END_OF_DIRECTORY = struct.Struct("<4s4H2LH")
_END_MARK = b"PK\x05\x06"
_CHUNK = 1 << 20

_BROKEN = (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error)


class Archive:
    """The entries of a workbook's file, read when asked for.

    Raises:
        WorkbookError: one of its kinds, each with the place and what to do about it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        refuse_other_kinds(path)
        self.state = file_state(path)
        """By what it is told whether somebody has changed the file since."""
        try:
            with opened_zip(path) as archive:
                infos = archive.infolist()
                self.comment = archive.comment
                self._directory_start = archive.start_dir
        except zipfile.BadZipFile as error:
            if not _has_an_end(path):
                raise unfinished(path, "a file without its end") from error
            raise damaged(path, f"a broken zip archive ({error})") from error
        except _BROKEN as error:
            raise damaged(path, f"a broken zip archive ({error})") from error
        self.entries = checked_entries(path, infos)
        self._by_folded_name = {name.casefold(): name for name in self.entries}

    def name_in_file(self, part: str) -> str:
        """The name of a part as the file writes it; the name itself where there is no such part.

        Names are compared without regard to case (ECMA-376 part 2, 6.2.2.3), and not every
        program writes a name as it is where a part is referred to.
        """
        return part if part in self.entries else self._by_folded_name.get(part.casefold(), part)

    def __contains__(self, part: str) -> bool:
        return self.name_in_file(part) in self.entries

    def read(self, part: str) -> bytes:
        """The content of a part.

        Raises:
            DamagedWorkbookError: the part is missing or its bytes are broken.
        """
        if part not in self:
            raise damaged(self.path, f"no part {part}")
        refuse_if_changed(self.path, self.state)
        try:
            with opened_zip(self.path) as archive:
                return archive.read(self.name_in_file(part))
        except (*_BROKEN, zlib.error, EOFError) as error:
            raise damaged(self.path, f"a broken part {part} ({error})") from error
        except RuntimeError as error:  # zipfile's way of saying that a password is needed
            raise encrypted(self.path) from error

    def write_copy(self, target: BinaryIO, changes: Mapping[str, bytes | None]) -> None:
        """Write the archive with some parts' content changed, removed (None) or added.

        Every other entry is copied as it is, in the same order, what lies between entries
        included; changed entries keep their name, date and attributes.
        """
        refuse_if_changed(self.path, self.state)
        infos = sorted(self.entries.values(), key=lambda info: info.header_offset)
        headers: dict[str, bytes] = {}
        with self.path.open("rb") as source:
            position = infos[0].header_offset if infos else 0
            _copy(source, target, 0, position)  # what stands before the first entry
            starts = [info.header_offset for info in infos[1:]] + [self._directory_start]
            for info, end in zip(infos, starts, strict=True):
                content = changes.get(info.filename, b"")
                if info.filename not in changes:
                    _copy(source, target, info.header_offset, end)
                    headers[info.filename] = _central_header(info, position)
                    position += end - info.header_offset
                elif content is not None:
                    headers[info.filename], size = _write_entry(target, info, content, position)
                    position += size
        for name, content in changes.items():
            if name not in self.entries and content is not None:
                info = _new_info(name)
                headers[name], size = _write_entry(target, info, content, position)
                position += size
        # The directory may list the entries in another order than that in which they stand.
        in_order = [*self.entries, *(name for name in headers if name not in self.entries)]
        directory = b"".join(headers[name] for name in in_order if name in headers)
        fields = (0, 0, len(headers), len(headers), len(directory), position, len(self.comment))
        target.write(directory + _END_OF_DIRECTORY.pack(b"PK\x05\x06", *fields) + self.comment)


def _has_an_end(path: Path) -> bool:
    """Whether the record that ends every zip archive is anywhere in the file."""
    return _END_MARK in path.read_bytes()


def opened_zip(path: Path) -> zipfile.ZipFile:
    """A zip archive, with slashes in the names of its entries.

    Some old programs write backslashes, and Excel opens what they write. An entry that is
    copied keeps its name as it is in the file.
    """
    archive = zipfile.ZipFile(path)
    for info in archive.infolist():
        info.filename = info.filename.replace("\\", "/")
        archive.NameToInfo[info.filename] = info
    return archive


def _copy(source: BinaryIO, target: BinaryIO, start: int, end: int) -> None:
    source.seek(start)
    for position in range(start, end, _CHUNK):
        target.write(source.read(min(_CHUNK, end - position)))


def _write_entry(
    target: BinaryIO, info: zipfile.ZipInfo, content: bytes, position: int
) -> tuple[bytes, int]:
    """Write a fresh entry; its header for the directory and its size in the file come back."""
    method = _STORED if info.compress_type == _STORED else _DEFLATED
    data = _deflate(content) if method == _DEFLATED else content
    fresh = copy(info)
    fresh.flag_bits = info.flag_bits & _UTF8_FLAG
    fresh.compress_type = method
    fresh.CRC = zlib.crc32(content)
    fresh.compress_size, fresh.file_size = len(data), len(content)
    fresh.extract_version = _PLAIN_VERSION
    fresh.extra = b""
    name = _raw_name(info)
    date, time = _dos_stamp(info)
    header = _LOCAL_HEADER.pack(
        b"PK\x03\x04", fresh.extract_version, fresh.flag_bits, method, time, date,
        fresh.CRC, fresh.compress_size, fresh.file_size, len(name), 0,
    )  # fmt: skip
    for piece in (header, name, data):
        target.write(piece)
    return _central_header(fresh, position), len(header) + len(name) + len(data)


def _deflate(content: bytes) -> bytes:
    level = _LEVEL if len(content) < _LARGE_PART else _LARGE_LEVEL
    compressor = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    return compressor.compress(content) + compressor.flush()


def _new_info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)  # dated 1980-01-01, so that the bytes repeat
    info.compress_type = _DEFLATED
    info.create_system = 0
    return info


def _central_header(info: zipfile.ZipInfo, position: int) -> bytes:
    extra = _without_zip64(info.extra)
    name = _raw_name(info)
    if max(position, info.file_size, info.compress_size) >= _ZIP64_LIMIT:
        raise UnwritableWorkbookError.because(
            place=info.filename,
            found="4 GiB or more",
            expected="a workbook below 4 GiB",
            remedy="Split the workbook.",
        )
    date, time = _dos_stamp(info)
    return (
        _CENTRAL_HEADER.pack(
            b"PK\x01\x02",
            info.create_version, info.create_system, info.extract_version, info.reserved,
            info.flag_bits, info.compress_type, time, date,
            info.CRC, info.compress_size, info.file_size,
            len(name), len(extra), len(info.comment), 0, info.internal_attr,
            info.external_attr, position,
        )
        + name + extra + info.comment
    )  # fmt: skip


def _raw_name(info: zipfile.ZipInfo) -> bytes:
    return info.orig_filename.encode("utf-8" if info.flag_bits & _UTF8_FLAG else "cp437")


def _dos_stamp(info: zipfile.ZipInfo) -> tuple[int, int]:
    year, month, day, hour, minute, second = info.date_time
    return (year - 1980) << 9 | month << 5 | day, hour << 11 | minute << 5 | second // 2


def _without_zip64(extra: bytes) -> bytes:
    """The extra fields without the zip64 sizes, which the plain fields hold again."""
    kept, position = b"", 0
    while position + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, position)
        if kind != _ZIP64_EXTRA:
            kept += extra[position : position + 4 + length]
        position += 4 + length
    return kept
