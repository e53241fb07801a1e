"""What is no workbook, or one that must not be touched, is refused in words and left alone."""

import os
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from tests.books.sample_workbooks import (
    MAIN,
    SHEET_PART,
    WORKBOOK_PART,
    XML,
    hand_made,
    part,
    plain_workbook,
    rewritten,
    sheet_xml,
)
from tests.plans import writing
from xlscorecard.books.file.book import WorkbookFile
from xlscorecard.errors import (
    DamagedWorkbookError,
    NotAWorkbookError,
    UnsafeWorkbookError,
    UnwritableWorkbookError,
    WorkbookError,
    WorkbookInUseError,
    WorkbookNotFoundError,
    XlscorecardError,
)

PLAN = writing("Sheet1", {(1, 1): 1.0})
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
REPAIR = "Open it in Excel and save it there. If Excel cannot open it, go back to a backup."
UNFINISHED = (
    "as one that OneDrive or a copy over the network has not finished; expected a whole workbook. "
    "Wait until OneDrive shows a tick, or copy it again. If that does not help, take an earlier "
    "version (right-click the file, Version history)."
)
UNKNOWN = "Do not open this file unless you know where it comes from."
NO_WORKBOOK = "expected a workbook (.xlsx or .xlsm)."
ONE_ROW = sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>')
BINARY = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"
DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
BOMB = '<!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]>'


def good(path: Path) -> Path:
    return hand_made(path, ONE_ROW, strings=["<t>a</t>"])


def of_bytes(content: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content)


def truncated(path: Path) -> None:
    content = good(path).read_bytes()
    path.write_bytes(content[: len(content) // 2])


def half_of_zeros(path: Path) -> None:
    content = good(path).read_bytes()
    half = len(content) // 2
    path.write_bytes(content[:half] + bytes(len(content) - half))


def plain_zip(path: Path) -> None:
    with ZipFile(path, "w") as archive:
        archive.writestr("letter.txt", "Dear all")


def without(name: str) -> Callable[[Path], object]:
    return lambda path: rewritten(good(path), {name: None})


def of_type(kind: str) -> Callable[[Path], object]:
    return lambda path: hand_made(path, ONE_ROW, workbook_type=kind)


def bad_check_sum(path: Path) -> None:
    good(path)
    with ZipFile(path) as archive:
        info = archive.getinfo(SHEET_PART)
    content = bytearray(path.read_bytes())
    for signature, place in ((b"PK\x03\x04", 14), (b"PK\x01\x02", 16)):
        position = 0
        while (position := content.find(signature, position)) >= 0:
            if content[position + place : position + place + 4] == struct.pack("<L", info.CRC):
                content[position + place] ^= 0xFF
            position += 4
    path.write_bytes(content)


def with_another(name: str) -> Callable[[Path], object]:
    def make(path: Path) -> None:
        good(path)
        with ZipFile(path, "a") as archive:
            archive.writestr("xl/extra0.xml", "<a/>")
        # Both names have thirteen letters, so that no position changes.
        path.write_bytes(path.read_bytes().replace(b"xl/extra0.xml", name.encode()))

    return make


def zip_bomb(path: Path) -> None:
    good(path)
    with ZipFile(path, "a", ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/large.bin", b"\0" * (65 << 20))


def with_entities(name: str) -> Callable[[Path], object]:
    def make(path: Path) -> None:
        content = part(good(path), name).decode()
        head, _, rest = content.partition("?>")
        rewritten(path, {name: f"{head}?>{BOMB}{rest}".encode()})

    return make


def unreadable_name(path: Path) -> None:
    """A part's own header names it in bytes that are no UTF-8, though it says they are."""
    good(path)
    with ZipFile(path) as archive:
        start = archive.getinfo(SHEET_PART).header_offset
    content = bytearray(path.read_bytes())
    content[start + 7] |= 0x08
    content[start + 30] = 0xF6
    path.write_bytes(content)


def encrypted_entry(path: Path) -> None:
    content = bytearray(good(path).read_bytes())
    start = content.index(b"PK\x01\x02")
    content[start + 8] |= 1
    path.write_bytes(content)


Refusal = tuple[Callable[[Path], object], type[XlscorecardError], str]

REFUSED: dict[str, Refusal] = {
    "an empty file": (
        of_bytes(b""),
        DamagedWorkbookError,
        f"{{path}}: an empty file; expected a whole workbook. {REPAIR}",
    ),
    "a text file": (
        of_bytes(b"Ref,Indicator\r\n"),
        NotAWorkbookError,
        f"{{path}}: a file of another kind; {NO_WORKBOOK} Save it in Excel as .xlsx or .xlsm "
        "first.",
    ),
    "a web page": (
        of_bytes(b"\xef\xbb\xbf<html><table><tr><td>Ref."),
        NotAWorkbookError,
        f"{{path}}: a web page or an XML file with the name of a workbook; {NO_WORKBOOK} Save it "
        "in Excel as .xlsx or .xlsm first.",
    ),
    "a file that OneDrive has not filled": (
        of_bytes(bytes(5000)),
        DamagedWorkbookError,
        f"{{path}}: a file that begins with zeros, {UNFINISHED}",
    ),
    "a file whose second half is zeros": (
        half_of_zeros,
        DamagedWorkbookError,
        f"{{path}}: a file without its end, {UNFINISHED}",
    ),
    "a workbook of the old kind": (
        of_bytes(COMPOUND + bytes(1000)),
        NotAWorkbookError,
        f"{{path}}: a workbook of the old kind (.xls); {NO_WORKBOOK} Save it in Excel as .xlsx or "
        ".xlsm first.",
    ),
    "a workbook with a password": (
        of_bytes(COMPOUND + bytes(1000) + "EncryptedPackage".encode("utf-16-le") + bytes(9)),
        NotAWorkbookError,
        "{path}: a workbook protected by a password to open it; expected one without. In Excel, "
        "File > Info > Protect Workbook > Encrypt: remove the password.",
    ),
    "a zip archive with a password": (
        encrypted_entry,
        NotAWorkbookError,
        "{path}: a workbook protected by a password to open it; expected one without. In Excel, "
        "File > Info > Protect Workbook > Encrypt: remove the password.",
    ),
    "a binary workbook": (
        of_type(BINARY),
        NotAWorkbookError,
        f"{{path}}: a binary workbook (.xlsb); {NO_WORKBOOK} Save it in Excel as .xlsx or .xlsm "
        "first.",
    ),
    "a document": (
        of_type(DOCUMENT),
        NotAWorkbookError,
        f"{{path}}: another kind of Office file; {NO_WORKBOOK} Check that this is the right file.",
    ),
    "a plain zip archive": (
        plain_zip,
        NotAWorkbookError,
        f"{{path}}: a zip archive that is no Office file; {NO_WORKBOOK} Check that this is the "
        "right file.",
    ),
    "a truncated file": (
        truncated,
        DamagedWorkbookError,
        f"{{path}}: a file without its end, {UNFINISHED}",
    ),
    "a workbook without its list of sheets": (
        without(WORKBOOK_PART),
        DamagedWorkbookError,
        f"{{path}}, part {WORKBOOK_PART}: no such part; expected a whole workbook. {REPAIR}",
    ),
    "a workbook without its root relationships": (
        without("_rels/.rels"),
        DamagedWorkbookError,
        f"{{path}}, part _rels/.rels: no such part; expected a whole workbook. {REPAIR}",
    ),
    "a workbook without the sheet": (
        without(SHEET_PART),
        DamagedWorkbookError,
        f"{{path}}: no part {SHEET_PART}; expected a whole workbook. {REPAIR}",
    ),
    "a workbook with a bad check sum": (
        bad_check_sum,
        DamagedWorkbookError,
        f"{{path}}: a broken part {SHEET_PART} (Bad CRC-32 for file '{SHEET_PART}'); expected a "
        f"whole workbook. {REPAIR}",
    ),
    "a part whose own name cannot be read": (
        unreadable_name,
        DamagedWorkbookError,
        f"{{path}}: a broken part {SHEET_PART} ('utf-8' codec can't decode byte 0xf6 in position "
        f"0: invalid start byte); expected a whole workbook. {REPAIR}",
    ),
    "a workbook with a part twice": (
        with_another("xl/styles.xml"),
        DamagedWorkbookError,
        f"{{path}}: two parts named xl/styles.xml; expected a whole workbook. {REPAIR}",
    ),
    "a workbook with a part twice in other letters": (
        with_another("xl/STYLES.xml"),
        DamagedWorkbookError,
        f"{{path}}: two parts named xl/STYLES.xml; expected a whole workbook. {REPAIR}",
    ),
    "a zip bomb": (
        zip_bomb,
        UnsafeWorkbookError,
        "{path}: xl/media/large.bin unpacking to 1028 times its size; expected at most 200 times; "
        f"files made to do harm unpack to more. {UNKNOWN}",
    ),
    **{
        f"entities in {name}": (
            with_entities(name),
            UnsafeWorkbookError,
            f"{{path}}, part {name}: a document type declaration; expected plain XML, as every "
            f"workbook has it. {UNKNOWN}",
        )
        for name in (SHEET_PART, WORKBOOK_PART, "[Content_Types].xml", "_rels/.rels")
    },
}


@pytest.mark.filterwarnings("ignore:Duplicate name:UserWarning")
@pytest.mark.parametrize("name", REFUSED)
def test_refused_is(name: str, tmp_path: Path) -> None:
    make, kind, message = REFUSED[name]
    path = tmp_path / "book.xlsx"
    make(path)
    before = path.read_bytes()

    with pytest.raises(kind) as error:
        WorkbookFile(path).apply(PLAN)

    assert str(error.value) == message.format(path=path)
    assert type(error.value) is kind
    assert path.read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["book.xlsx"]


def test_entities_in_the_shared_texts_are_refused(tmp_path: Path) -> None:
    path = hand_made(
        tmp_path / "book.xlsx",
        sheet_xml('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'),
        strings=["<t>a</t>"],
    )
    with_entities_in = f'{BOMB}<sst xmlns="{MAIN}"><si><t>&c;</t></si></sst>'
    rewritten(path, {"xl/sharedStrings.xml": XML + with_entities_in.encode()})

    with pytest.raises(UnsafeWorkbookError) as error:
        WorkbookFile(path).read("Sheet1")

    assert str(error.value) == (
        f"{path}, part xl/sharedStrings.xml: a document type declaration; expected plain XML, as "
        f"every workbook has it. {UNKNOWN}"
    )


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "none.xlsx"

    with pytest.raises(WorkbookNotFoundError) as error:
        WorkbookFile(path)

    assert str(error.value) == (
        f"{path}: no such file; {NO_WORKBOOK} Check the name and the folder."
    )


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotAWorkbookError) as error:
        WorkbookFile(tmp_path)

    assert str(error.value) == f"{tmp_path}: a folder; {NO_WORKBOOK} Name the workbook in it."


def test_a_signed_workbook_is_refused(tmp_path: Path) -> None:
    path = rewritten(good(tmp_path / "book.xlsx"), {"_xmlsignatures/sig1.xml": b"<Signature/>"})
    before = path.read_bytes()

    with pytest.raises(UnwritableWorkbookError) as error:
        WorkbookFile(path).apply(PLAN)

    assert str(error.value) == (
        f"{path}: a digital signature of the workbook, which any change would break; expected a "
        "workbook without one. Remove the signature in Excel (File > Info), then refresh and sign."
    )
    assert path.read_bytes() == before


def test_a_read_only_file_is_refused(tmp_path: Path) -> None:
    path = good(tmp_path / "book.xlsx")
    before = path.read_bytes()
    path.chmod(0o444)

    with pytest.raises(UnwritableWorkbookError) as error:
        WorkbookFile(path).apply(PLAN)

    assert str(error.value) == (
        f"{path}: a read-only file; expected a file that may be changed. Clear its read-only mark, "
        "or name another file to write to."
    )
    assert path.read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["book.xlsx"]


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    path = good(tmp_path / "book.xlsx")

    with pytest.raises(WorkbookError) as error:
        WorkbookFile(path, tmp_path / "none" / "book.xlsx").apply(PLAN)

    assert str(error.value) == (
        f"{tmp_path / 'none'}: no such folder; expected a folder to write to. Make the folder "
        "first, or name another."
    )


@pytest.mark.parametrize("lock", ["~$book.xlsx", ".~lock.book.xlsx#"])
def test_a_workbook_that_is_open_elsewhere_is_refused(lock: str, tmp_path: Path) -> None:
    path = good(tmp_path / "book.xlsx")
    (tmp_path / lock).write_bytes(b"somebody")
    before = path.read_bytes()

    with pytest.raises(WorkbookInUseError) as error:
        WorkbookFile(path).apply(PLAN)

    assert str(error.value) == (
        f"{path}: open in another program ({lock} stands beside it); expected a closed workbook. "
        "Close it there and try again. If it is open nowhere, delete that file."
    )
    assert path.read_bytes() == before


def test_an_output_that_is_open_elsewhere_is_refused(tmp_path: Path) -> None:
    path = good(tmp_path / "book.xlsx")
    (tmp_path / "~$other.xlsx").write_bytes(b"somebody")

    with pytest.raises(WorkbookInUseError) as error:
        WorkbookFile(path, tmp_path / "other.xlsx").apply(PLAN)

    assert error.value.faults[0].place == str(tmp_path / "other.xlsx")
    assert not (tmp_path / "other.xlsx").exists()


@pytest.mark.parametrize("step", ["placing the cells", "comparing all parts"])
def test_a_workbook_that_was_saved_in_the_meantime_is_refused(step: str, tmp_path: Path) -> None:
    path = plain_workbook(tmp_path / "book.xlsx")
    theirs = plain_workbook(tmp_path / "theirs.xlsx", rows=7).read_bytes()

    def save(current: str, _done: float) -> None:
        if current == step:
            path.write_bytes(theirs)

    with pytest.raises(WorkbookInUseError) as error:
        WorkbookFile(path).apply(PLAN, save)

    assert str(error.value) == (
        f"{path}: changed by somebody else in the meantime; expected a workbook that nobody else "
        "is saving. Try again."
    )
    assert path.read_bytes() == theirs
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["book.xlsx", "theirs.xlsx"]


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from xlscorecard.books.file.book import WorkbookFile
from xlscorecard.errors import XlscorecardError
from xlscorecard.core.sheet.address import Place
from xlscorecard.core.sheet.edits import Plan, WriteCells

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
try:
    plan = Plan((WriteCells("Sheet1", {Place(1, 1): 1.0}),))
    WorkbookFile(Path(sys.argv[1])).apply(plan)
except XlscorecardError as error:
    print(type(error).__name__, error, end="")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limit to the size of files there")
@pytest.mark.parametrize("room", [0, 100, 4096])
def test_a_full_disk_loses_nothing(room: int, tmp_path: Path) -> None:
    path = plain_workbook(tmp_path / "book.xlsx", rows=60)
    before = path.read_bytes()
    assert len(before) > room

    run = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(path), str(room)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )

    assert run.stdout == (
        f"UnwritableWorkbookError {path}: the copy could not be written (File too large); nothing "
        "was changed; expected room on the disk and a folder that can be written to. Free some "
        "space, or name another file to write to."
    )
    assert path.read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["book.xlsx"]
