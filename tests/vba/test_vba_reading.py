"""Projects read: other programs' forms of one, and damage."""

import random
import struct
import zipfile
from pathlib import Path

import pytest
import xlwings

from xlscorecard.errors import DamagedWorkbookError
from xlscorecard.formats.vba.compound import compound_file
from xlscorecard.formats.vba.compound_reading import read_streams
from xlscorecard.formats.vba.compression import compress, decompress
from xlscorecard.formats.vba.module import DocumentBase, Module, ModuleKind, document_module
from xlscorecard.formats.vba.project import project_bytes
from xlscorecard.formats.vba.reading import ReadModule, read_project

LINES = "".join(f"    total = total + {number}\n" for number in range(600))
MODULES = (
    document_module("ThisWorkbook", DocumentBase.WORKBOOK),
    Module(name="Texts", kind=ModuleKind.STANDARD, source=f"Sub Add()\n{LINES}End Sub\n"),
    Module(name="Basket", kind=ModuleKind.CLASS, source="' a class: €\n"),
)
OURS = project_bytes("Scorecard", MODULES)


def _theirs() -> bytes:
    workbook = Path(xlwings.__file__).parent / "quickstart_standalone.xlsm"
    with zipfile.ZipFile(workbook) as package:
        return package.read("xl/vbaProject.bin")


def _with_directory(old: bytes, new: bytes) -> dict[str, bytes]:
    """Our streams with something else in the one that is compressed twice over."""
    streams = read_streams(OURS)
    directory = decompress(streams["VBA/dir"])
    assert old in directory
    return streams | {"VBA/dir": compress(directory.replace(old, new))}


def test_what_was_written_is_read() -> None:
    assert read_project(OURS) == tuple(
        ReadModule(module.name, module.kind, module.source) for module in MODULES
    )


def test_compiled_code_before_the_source_is_passed_over() -> None:
    streams = _with_directory(
        struct.pack("<HLL", 0x31, 4, 0), struct.pack("<HLL", 0x31, 4, 5)
    )  # [MS-OVBA] 2.3.4.3: the source begins at the offset that the directory states
    for module in MODULES:
        streams[f"VBA/{module.name}"] = b"\xff" * 5 + streams[f"VBA/{module.name}"]
    assert read_project(compound_file(streams)) == read_project(OURS)


@pytest.mark.parametrize(
    ("number", "encoding", "text"),
    [
        (1250, "cp1250", "Průměr"),
        (932, "cp932", "平均"),
        (10000, "mac_roman", "Überschuß"),
        (10007, "mac_cyrillic", "Среднее"),
        (65001, "utf-8", "→ €"),
        (0, "cp1252", "€"),  # "the system's", as in one workbook of EPPlus' tests
    ],
)
def test_the_source_is_read_in_the_projects_code_page(
    number: int, encoding: str, text: str
) -> None:
    streams = _with_directory(
        struct.pack("<HLH", 3, 2, 1252), struct.pack("<HLH", 3, 2, number)
    ) | {"VBA/Basket": compress(f"' {text}\r\n".encode(encoding))}
    assert read_project(compound_file(streams))[2].source == f"' {text}\r\n"


def test_a_stream_is_found_by_its_unicode_name() -> None:
    # The name in the code page has ? where it lacks the character.
    streams = _with_directory(
        struct.pack("<HL", 0x1A, 6) + b"Basket" + struct.pack("<HL", 0x32, 12)
        + "Basket".encode("utf-16-le"),
        struct.pack("<HL", 0x1A, 1) + b"?" + struct.pack("<HL", 0x32, 2)
        + "Ж".encode("utf-16-le"),
    )  # fmt: skip
    streams["VBA/Ж"] = streams.pop("VBA/Basket")
    assert read_project(compound_file(streams)) == read_project(OURS)


def test_upper_and_lower_case_of_a_stream_are_one() -> None:
    streams = {path.upper(): content for path, content in read_streams(OURS).items()}
    assert read_project(compound_file(streams)) == read_project(OURS)


def _message(found: str) -> str:
    return (
        f"vbaProject.bin: macros that cannot be read ({found}); expected a whole VBA project. "
        "Open the workbook in Excel, look whether its macros are there, and save."
    )


def test_missing_and_shortened_streams_are_named() -> None:
    streams = read_streams(OURS)
    directory = decompress(streams["VBA/dir"])
    last_module = directory.rindex(struct.pack("<HL", 0x19, 6))
    cases = {
        "no stream PROJECT": {path: streams[path] for path in streams if path != "PROJECT"},
        "no stream VBA/dir": {path: streams[path] for path in streams if path != "VBA/dir"},
        "no stream VBA/Texts": {path: streams[path] for path in streams if path != "VBA/Texts"},
        "a compressed chunk that is cut off": streams | {"VBA/Texts": streams["VBA/Texts"][:-9]},
        "another number of modules than the project states": streams
        | {"VBA/dir": compress(directory[:last_module])},
        "unknown encoding: cp7": _with_directory(
            struct.pack("<HLH", 3, 2, 1252), struct.pack("<HLH", 3, 2, 7)
        ),
    }
    for found, damaged in cases.items():
        with pytest.raises(DamagedWorkbookError) as caught:
            read_project(compound_file(damaged))
        assert str(caught.value) == _message(found)


def test_what_is_no_project_is_refused() -> None:
    with pytest.raises(DamagedWorkbookError) as caught:
        read_project(b"PK\x03\x04")
    assert str(caught.value) == _message("no compound file")


def _is_refused(content: bytes) -> bool:
    """Whether it was refused; any other error than the expected one fails the test."""
    try:
        read_project(content)
    except DamagedWorkbookError:
        return True
    return False


@pytest.mark.parametrize("project", [OURS, _theirs()], ids=["ours", "xlwings"])
def test_a_project_cut_off_anywhere_is_refused(project: bytes) -> None:
    ends = [*range(0, 600, 7), *range(600, len(project), 131)]
    assert all(_is_refused(project[:end]) for end in ends)


@pytest.mark.parametrize("project", [OURS, _theirs()], ids=["ours", "xlwings"])
def test_damage_anywhere_is_read_over_or_refused(project: bytes) -> None:
    source = random.Random(20)
    (directory,) = struct.unpack_from("<L", project, 48)
    (table,) = struct.unpack_from("<L", project, 76)
    # All of the header's fields, then of the directory and the table, and places anywhere.
    places = [*range(24, 80), *range(512 * (directory + 1) + 64, 512 * (directory + 2), 3)]
    places += [*range(512 * (table + 1), 512 * (table + 1) + 120, 3)]
    places += [source.randrange(len(project)) for _ in range(60)]
    refused = 0
    for place in places:
        damaged = bytearray(project)
        for at in range(place, min(place + source.choice([1, 1, 4]), len(damaged))):
            damaged[at] = source.choice([0, 1, 0x7F, 0xFE, 0xFF, source.randrange(256)])
        refused += _is_refused(bytes(damaged))
    assert refused > 50


def test_damage_in_the_compressed_directory_is_read_over_or_refused() -> None:
    source = random.Random(21)
    streams = read_streams(OURS)
    directory = decompress(streams["VBA/dir"])
    refused = 0
    for place in range(0, len(directory), 3):
        damaged = bytearray(directory)
        damaged[place] ^= 1 << source.randrange(8)
        refused += _is_refused(compound_file(streams | {"VBA/dir": compress(bytes(damaged))}))
    assert refused > 50
