"""The modules of a VBA project, read from the part vbaProject.bin that any program wrote."""

import codecs
import struct
from collections.abc import Iterator
from typing import NamedTuple

from xlscorecard.errors import DamagedWorkbookError
from xlscorecard.formats.vba.compound_reading import read_streams
from xlscorecard.formats.vba.compression import decompress
from xlscorecard.formats.vba.module import CODE_PAGE, ModuleKind

# [MS-OVBA] 2.3.4.2: the records that matter here.
_CODE_PAGE, _VERSION, _COUNT, _NAME, _STREAM_NAME, _UNICODE_STREAM_NAME = (
    0x0003, 0x0009, 0x000F, 0x0019, 0x001A, 0x0032,
)  # fmt: skip
_OFFSET, _PROCEDURAL, _END_OF_MODULE = 0x0031, 0x0021, 0x002B
# Code pages that Python knows by another name than cp and their number; 0 is "the system's".
_CODECS = {
    0: CODE_PAGE,
    10000: "mac_roman", 10001: "shift_jis", 10002: "big5", 10003: "euc_kr", 10006: "mac_greek",
    10007: "mac_cyrillic", 10008: "gb2312", 10029: "mac_latin2", 10079: "mac_iceland",
    10081: "mac_turkish", 20127: "ascii", 28591: "latin_1", 65001: "utf-8",
}  # fmt: skip
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
        raise DamagedWorkbookError.because(
            place="vbaProject.bin",
            found=f"macros that cannot be read ({error})",
            expected="a whole VBA project",
            remedy="Open the workbook in Excel, look whether its macros are there, and save.",
        ) from error


class _Place(NamedTuple):
    """Where the directory says that a module's source is."""

    name: str
    streams: tuple[str, ...]
    """Its stream's name in the code page, and in Unicode."""
    offset: int
    procedural: bool


def _modules(streams: dict[str, bytes]) -> Iterator[ReadModule]:
    # Stream names are compared without regard to case: [MS-CFB] 2.6.1.
    by_name = {name.upper(): content for name, content in streams.items()}
    records = list(_records(decompress(_stream(by_name, "VBA/dir"))))
    encoding = _encoding(records)
    documents = _documents(_stream(by_name, "PROJECT").decode(encoding, "replace"))
    places = list(_places(records, encoding))
    stated = [struct.unpack("<H", content)[0] for number, content in records if number == _COUNT]
    if stated != [len(places)]:
        raise ValueError("another number of modules than the project states")
    for place in places:
        container = _stream(by_name, *(f"VBA/{name}" for name in place.streams))[place.offset :]
        source = decompress(container).decode(encoding, "replace")
        if place.procedural:
            kind = ModuleKind.STANDARD
        elif place.name.lower() in documents:
            kind = ModuleKind.DOCUMENT
        else:
            kind = ModuleKind.CLASS
        yield ReadModule(place.name, kind, source)


def _stream(by_name: dict[str, bytes], *names: str) -> bytes:
    """The stream that has one of these names."""
    for name in names:
        if name.upper() in by_name:
            return by_name[name.upper()]
    raise ValueError(f"no stream {names[0]}")


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
            return codecs.lookup(_CODECS.get(number, f"cp{number}")).name
    return CODE_PAGE


def _places(records: list[tuple[int, bytes]], encoding: str) -> Iterator[_Place]:
    name = ""
    streams: tuple[str, ...] = ()
    offset, procedural = 0, False
    for identifier, content in records:
        if identifier == _NAME:
            name = content.decode(encoding)
            streams = (name,)
            offset, procedural = 0, False
        elif identifier == _STREAM_NAME:
            streams = (content.decode(encoding),)
        elif identifier == _UNICODE_STREAM_NAME:
            streams = (*streams, content.decode("utf-16-le"))
        elif identifier == _OFFSET:
            (offset,) = struct.unpack("<L", content)
        elif identifier == _PROCEDURAL:
            procedural = True
        elif identifier == _END_OF_MODULE and name:
            yield _Place(name, streams, offset, procedural)
            name = ""


def _documents(project: str) -> set[str]:
    """The names of the modules that belong to the workbook and its sheets, in lower case."""
    return {
        line.partition("=")[2].partition("/")[0].lower()
        for line in project.splitlines()
        if line.startswith("Document=")
    }
