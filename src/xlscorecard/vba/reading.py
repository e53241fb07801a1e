"""The modules of a VBA project, read from the part vbaProject.bin that any program wrote."""

import codecs
import struct
from collections.abc import Iterator
from typing import NamedTuple

from xlscorecard.errors import DamagedWorkbookError, Fault
from xlscorecard.vba.compound_reading import read_streams
from xlscorecard.vba.compression import decompress
from xlscorecard.vba.module import CODE_PAGE, ModuleKind

# [MS-OVBA] 2.3.4.2: the records that matter here.
_CODE_PAGE, _VERSION, _NAME, _STREAM_NAME, _OFFSET, _PROCEDURAL, _END_OF_MODULE = (
    0x0003, 0x0009, 0x0019, 0x001A, 0x0031, 0x0021, 0x002B,
)  # fmt: skip
_VERSION_SIZE = 6
"""Bytes; the record states 4."""


class ReadModule(NamedTuple):
    """A module: its name, what it is, and its whole source with its attributes."""

    name: str
    kind: ModuleKind
    source: str


def read_project(content: bytes) -> tuple[ReadModule, ...]:
    """All modules of a project, in its order.

    Raises:
        DamagedWorkbookError: it is no VBA project, or a broken one.
    """
    try:
        return tuple(_modules(read_streams(content)))
    except (ValueError, LookupError, struct.error) as error:
        raise DamagedWorkbookError(
            Fault(
                place="vbaProject.bin",
                found=f"macros that cannot be read ({error})",
                expected="a whole VBA project",
                remedy="Open the workbook in Excel, look whether its macros are there, and save.",
            )
        ) from error


class _Place(NamedTuple):
    """Where the directory says that a module's source is."""

    name: str
    stream: str
    offset: int
    procedural: bool


def _modules(streams: dict[str, bytes]) -> Iterator[ReadModule]:
    # Stream names are compared without regard to case: [MS-CFB] 2.6.1.
    by_name = {name.upper(): content for name, content in streams.items()}
    records = list(_records(decompress(by_name["VBA/DIR"])))
    encoding = _encoding(records)
    documents = _documents(by_name["PROJECT"].decode(encoding, "replace"))
    for place in _places(records, encoding):
        container = by_name[f"VBA/{place.stream}".upper()][place.offset :]
        source = decompress(container).decode(encoding, "replace")
        if place.procedural:
            kind = ModuleKind.STANDARD
        elif place.name.lower() in documents:
            kind = ModuleKind.DOCUMENT
        else:
            kind = ModuleKind.CLASS
        yield ReadModule(place.name, kind, source)


def _records(directory: bytes) -> Iterator[tuple[int, bytes]]:
    position = 0
    while position + 6 <= len(directory):
        identifier, size = struct.unpack_from("<HL", directory, position)
        if identifier == _VERSION:
            size = _VERSION_SIZE
        position += 6
        yield identifier, directory[position : position + size]
        position += size


def _encoding(records: list[tuple[int, bytes]]) -> str:
    for identifier, content in records:
        if identifier == _CODE_PAGE:
            (number,) = struct.unpack("<H", content)
            name = {10000: "mac_roman", 65001: "utf-8"}.get(number, f"cp{number}")
            return codecs.lookup(name).name
    return CODE_PAGE


def _places(records: list[tuple[int, bytes]], encoding: str) -> Iterator[_Place]:
    name = stream = ""
    offset, procedural = 0, False
    for identifier, content in records:
        if identifier == _NAME:
            name = stream = content.decode(encoding)
            offset, procedural = 0, False
        elif identifier == _STREAM_NAME:
            stream = content.decode(encoding)
        elif identifier == _OFFSET:
            (offset,) = struct.unpack("<L", content)
        elif identifier == _PROCEDURAL:
            procedural = True
        elif identifier == _END_OF_MODULE and name:
            yield _Place(name, stream, offset, procedural)
            name = ""


def _documents(project: str) -> set[str]:
    """The names of the modules that belong to the workbook and its sheets, in lower case."""
    return {
        line.partition("=")[2].partition("/")[0].lower()
        for line in project.splitlines()
        if line.startswith("Document=")
    }
