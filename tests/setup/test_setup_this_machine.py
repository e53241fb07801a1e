"""Facts about this computer, and the readings that work on every system."""

import struct
import subprocess
import sys
from pathlib import Path

import pytest
import xlwings

from xlscorecard.addin.configuration import library
from xlscorecard.setup import windows
from xlscorecard.setup.computer import RuleState, System, is_of_store
from xlscorecard.setup.this_machine import (
    OUTSIDE_SERVER,
    libraries_near,
    settings_file,
    this_machine,
    this_system,
)


@pytest.mark.skipif(sys.platform != "linux", reason="what Linux says")
def test_on_linux_what_only_windows_has_is_unknown_or_empty() -> None:
    machine = this_machine()

    assert machine.system is System.OTHER
    assert machine.python.xlwings == xlwings.__version__
    assert machine.python.has_pywin32 is None
    assert machine.python.executable == sys.executable
    assert machine.office is None
    assert machine.rules.macros is None
    assert machine.rules.defender == {}
    assert machine.synchronised_folders == ()
    assert machine.code_page is None
    assert machine.has_outside_server is None
    assert machine.has_mac_script is None


def test_the_facts_of_the_system_need_no_xlwings() -> None:
    code = (
        "import sys; from xlscorecard.setup.this_machine import this_machine; this_machine()\n"
        "print(*sorted({'xlwings', 'pandas', 'xlsxwriter', 'rich'} & set(sys.modules)))"
    )
    output = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, encoding="utf-8"
    ).stdout
    assert output.strip() == ""


def test_the_server_outside_excel_is_the_class_that_the_vba_asks_for() -> None:
    folder = Path(xlwings.__file__).parent
    assert f'XLPyCommand = "{OUTSIDE_SERVER}"' in (folder / "xlwings.bas").read_text("ascii")
    assert f'def serve(clsid="{OUTSIDE_SERVER}"):' in (folder / "com_server.py").read_text("utf-8")


def test_the_dlls_are_those_that_the_vba_loads() -> None:
    module = (Path(xlwings.__file__).parent / "xlwings.bas").read_text("ascii")
    assert all(f'Lib "{name}"' in module for name in (library(32), library(64)))


def test_dlls_are_looked_for_beside_a_program_and_above_it(tmp_path: Path) -> None:
    # XLPyLoadDLL of xlwings.bas: a standard installation, and a virtual environment.
    (tmp_path / "Scripts" / "deeper").mkdir(parents=True)
    (tmp_path / library(64)).touch()
    (tmp_path / "Scripts" / library(32)).touch()
    (tmp_path / "Scripts" / "xlwings64-0.1.0.dll").touch()

    assert libraries_near(tmp_path / "python.exe") == {library(64)}
    assert libraries_near(tmp_path / "Scripts" / "python.exe") == {library(32), library(64)}
    assert libraries_near(tmp_path / "Scripts" / "deeper" / "python.exe") == {library(32)}


@pytest.mark.parametrize(
    ("path", "is_store"),
    [
        (r"C:\Users\anna\AppData\Local\Microsoft\WindowsApps\python.exe", True),
        (r"C:\Program Files\WindowsApps\Microsoft.Office.Desktop\EXCEL.EXE", True),
        (r"C:\Program Files\Python313\python.exe", False),
        (r"C:\WindowsApps are nice\python.exe", False),
        ("/usr/bin/python3", False),
    ],
)
def test_programs_of_the_store_are_known_by_their_folder(path: str, is_store: bool) -> None:
    assert is_of_store(path) is is_store


# The machine types of the PE format: winnt.h, IMAGE_FILE_MACHINE_….
@pytest.mark.parametrize(("machine", "bits"), [(0x014C, 32), (0x8664, 64), (0xAA64, None)])
def test_a_program_says_itself_of_how_many_bits_it_is(
    machine: int, bits: int | None, tmp_path: Path
) -> None:
    program = tmp_path / "EXCEL.EXE"
    head = b"MZ" + bytes(0x3A) + struct.pack("<L", 0x80)
    program.write_bytes(head.ljust(0x80, b"\0") + b"PE\0\0" + struct.pack("<H", machine))

    assert windows.program_bits(program) == bits


@pytest.mark.parametrize("content", [b"", b"MZ", b"#!/bin/sh\n" * 20, None])
def test_what_is_no_windows_program_has_no_bits(content: bytes | None, tmp_path: Path) -> None:
    program = tmp_path / "EXCEL.EXE"
    if content is not None:
        program.write_bytes(content)

    assert windows.program_bits(program) is None


def test_rules_are_texts_or_numbers_in_any_spelling() -> None:
    given: dict[str, object] = {
        "D4F940AB-401B-4EFC-AADC-AD5F3C50688A": 1,
        "{92e97fa1-2edf-4476-bdd6-9dd0b4dddc7b}": " 2 ",
        "26190899-1602-49e8-8b27-eb1d0a1ce869": "6",
        "3b576869-a4ec-4529-8536-b80a7769e899": "no number",
    }
    assert windows.rule_states(given) == {
        "d4f940ab-401b-4efc-aadc-ad5f3c50688a": RuleState.BLOCK,
        "92e97fa1-2edf-4476-bdd6-9dd0b4dddc7b": RuleState.AUDIT,
        "26190899-1602-49e8-8b27-eb1d0a1ce869": RuleState.WARN,
    }


def test_a_settings_file_that_is_not_there_is_none(tmp_path: Path) -> None:
    assert settings_file(tmp_path / "xlwings.conf") is None


def test_this_system_is_one_of_three() -> None:
    assert this_system() in System
