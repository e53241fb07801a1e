"""A project written, stream by stream, against [MS-OVBA]."""

import os
import re
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from xlscorecard.errors import InvalidValueError
from xlscorecard.formats.vba.compound_reading import read_streams
from xlscorecard.formats.vba.compression import decompress
from xlscorecard.formats.vba.module import DocumentBase, Module, ModuleKind, document_module
from xlscorecard.formats.vba.project import encrypted, project_bytes

MODULES = (
    document_module("ThisWorkbook", DocumentBase.WORKBOOK),
    Module(
        name="Texts",
        kind=ModuleKind.STANDARD,
        source='Attribute VB_Name = "Texts"\nPublic Const EURO = "€"\n',
    ),
    Module(name="Basket", kind=ModuleKind.CLASS, source='Attribute VB_Name = "Basket"\n'),
)


def _streams() -> dict[str, bytes]:
    return read_streams(project_bytes("Scorecard", MODULES))


def test_a_project_has_its_streams_and_no_other() -> None:
    assert set(_streams()) == {
        "PROJECT", "PROJECTwm", "VBA/_VBA_PROJECT", "VBA/dir",
        "VBA/ThisWorkbook", "VBA/Texts", "VBA/Basket",
    }  # fmt: skip


def test_no_compiled_code_is_claimed() -> None:
    # [MS-OVBA] 2.3.4.1: version 0xFFFF, and no performance cache.
    assert _streams()["VBA/_VBA_PROJECT"] == bytes.fromhex("CC 61 FF FF 00 00 00")


def test_a_module_stream_is_its_source_and_nothing_before_it() -> None:
    assert decompress(_streams()["VBA/Texts"]) == (
        b'Attribute VB_Name = "Texts"\r\nPublic Const EURO = "\x80"\r\n'
    )


def test_the_names_are_there_in_both_encodings() -> None:
    # [MS-OVBA] 2.3.3.
    assert _streams()["PROJECTwm"] == b"".join(
        name.encode("ascii") + b"\0" + name.encode("utf-16-le") + b"\0\0"
        for name in ("ThisWorkbook", "Texts", "Basket")
    ) + bytes(2)


def test_the_properties_follow_the_grammar_of_the_specification() -> None:
    # [MS-OVBA] 2.3.1, in the order that its grammar gives.
    text = _streams()["PROJECT"].decode("ascii")
    hidden = re.compile(r'(?m)^(ID|CMG|DPB|GC)=".*"')
    assert hidden.sub(r'\1="…"', text) == "\r\n".join(
        [
            'ID="…"',
            "Document=ThisWorkbook/&H00000000",
            "Module=Texts",
            "Class=Basket",
            'Name="Scorecard"',
            'HelpContextID="0"',
            'VersionCompatible32="393222000"',
            'CMG="…"',
            'DPB="…"',
            'GC="…"',
            "",
            "[Host Extender Info]",
            "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000",
            "",
            "[Workspace]",
            "ThisWorkbook=0, 0, 0, 0, C",
            "Texts=0, 0, 0, 0, C",
            "Basket=0, 0, 0, 0, C",
            "",
        ]
    )


def _decrypted(written: str, project: str) -> bytes:
    """[MS-OVBA] 2.4.3.3, from its text."""
    seed, version, key, *rest = bytes.fromhex(written)
    assert seed ^ version == 2
    assert seed ^ key == sum(project.encode("ascii")) & 0xFF
    plain_before, before, before_that = seed ^ key, key, version
    plain = bytearray()
    for byte in rest:
        plain_before = byte ^ ((before_that + plain_before) & 0xFF)
        plain.append(plain_before)
        before_that, before = before, byte
    ignored = (seed & 6) // 2
    data = bytes(plain[ignored + 4 :])
    assert int.from_bytes(plain[ignored : ignored + 4], "little") == len(data)
    return data


def test_decryption_as_tested_here_reads_the_specifications_example() -> None:
    # [MS-OVBA] 3.1.6: not protected, no password, visible.
    project = "{917DED54-440B-4FD1-A5C1-74ACF261E600}"
    assert _decrypted("0705D8E3D8EDDBF1DBF1DBF1DBF1", project) == bytes(4)
    assert _decrypted("0E0CD1ECDFF4E7F5E7F5E7", project) == b"\0"
    assert _decrypted("1517CAF1D6F9D7F9D706", project) == b"\xff"


def test_the_project_is_unprotected_without_a_password_and_visible() -> None:
    text = _streams()["PROJECT"].decode("ascii")
    values = dict(re.findall(r'(?m)^(ID|CMG|DPB|GC)="(.*)"', text))
    # [MS-OVBA] 2.3.1.15 to 2.3.1.17, with the lengths that they state.
    assert _decrypted(values["CMG"], values["ID"]) == bytes(4)
    assert _decrypted(values["DPB"], values["ID"]) == b"\0"
    assert _decrypted(values["GC"], values["ID"]) == b"\xff"
    assert 22 <= len(values["CMG"]) <= 28
    assert len(values["DPB"]) >= 16
    assert 16 <= len(values["GC"]) <= 22


def test_any_seed_decrypts() -> None:
    (project,) = re.findall(rb'(?m)^ID="(.*)"', _streams()["PROJECT"])
    for seed in range(256):
        assert _decrypted(encrypted(b"some data", seed), project.decode("ascii")) == b"some data"


def _records(directory: bytes) -> list[tuple[int, bytes]]:
    records, position = [], 0
    while position < len(directory):
        identifier, size = struct.unpack_from("<HL", directory, position)
        size += 2 * (identifier == 0x0009)  # [MS-OVBA] 2.3.4.2.1.11: 4 is stated, 6 are there
        records.append((identifier, directory[position + 6 : position + 6 + size]))
        position += 6 + size
    assert position == len(directory)
    return records


def test_the_directory_has_the_records_of_the_specification_in_its_order() -> None:
    records = _records(decompress(_streams()["VBA/dir"]))
    information = [0x01, 0x02, 0x14, 0x03, 0x04, 0x05, 0x40, 0x06, 0x3D, 0x07, 0x08, 0x09, 0x0C,
                   0x3C]  # fmt: skip
    reference = [0x16, 0x3E, 0x0D]
    module = [0x19, 0x47, 0x1A, 0x32, 0x1C, 0x48, 0x31, 0x1E, 0x2C]
    assert [identifier for identifier, _ in records] == [
        *information, *reference, *reference, 0x0F, 0x13,
        *module, 0x22, 0x2B, *module, 0x21, 0x2B, *module, 0x22, 0x2B, 0x10,
    ]  # fmt: skip


def test_the_directory_says_what_excel_looks_for() -> None:
    records = _records(decompress(_streams()["VBA/dir"]))
    single = {identifier: content for identifier, content in records if identifier < 0x16}
    assert single[0x01] == struct.pack("<L", 3)  # 64-bit Windows
    assert single[0x03] == struct.pack("<H", 1252)
    assert single[0x04] == b"Scorecard"
    assert single[0x0F] == struct.pack("<H", 3)
    # [MS-OVBA] 2.3.4.2.3.1, 2.3.4.2.3.2.7: cookies MUST be 0xFFFF on write.
    cookies = [content for identifier, content in records if identifier in (0x13, 0x2C)]
    assert cookies == [b"\xff\xff"] * 4
    offsets = [content for identifier, content in records if identifier == 0x31]
    assert offsets == [bytes(4)] * 3
    # The two libraries that Excel itself registers here; VBA and Excel are never among them.
    libraries = [content[4:-6].decode("ascii") for identifier, content in records
                 if identifier == 0x0D]  # fmt: skip
    assert [library.split("#")[0] for library in libraries] == [
        r"*\G{00020430-0000-0000-C000-000000000046}",
        r"*\G{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}",
    ]


BUILD = """
import hashlib
from tests.vba.test_vba_project import MODULES
from xlscorecard.formats.vba.project import project_bytes
print(hashlib.sha256(project_bytes("Scorecard", MODULES)).hexdigest())
"""


def test_the_same_modules_make_the_same_bytes_in_any_environment() -> None:
    def digest(seed: str, zone: str) -> str:
        environment = os.environ | {
            "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(Path(__file__).parents[2]),
        }  # fmt: skip
        return subprocess.run(
            [sys.executable, "-c", BUILD], env=environment, check=True, text=True,
            capture_output=True,
        ).stdout  # fmt: skip

    assert digest("0", "UTC") == digest("1", "Asia/Tokyo") == digest("2", "America/New_York")


@pytest.mark.parametrize("name", ["", 'a"\r\nCMG="', "two words"])
def test_a_project_name_that_vba_does_not_take_is_refused(name: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        project_bytes(name, MODULES)
    assert str(caught.value) == (
        f'project "{name}": a name that VBA does not take; '
        "expected a letter, then letters, digits or _. Give it another name."
    )


def test_a_name_that_is_taken_is_refused() -> None:
    taken = [
        Module(name=name, kind=ModuleKind.STANDARD, source="") for name in ("A", "Dir", "a", "b")
    ]
    with pytest.raises(InvalidValueError) as caught:
        project_bytes("Scorecard", taken)
    assert str(caught.value) == "\n".join(
        f"module {name}: a name that is taken; expected each name once, and no dir. "
        "Give it another name."
        for name in ("Dir", "a")
    )
