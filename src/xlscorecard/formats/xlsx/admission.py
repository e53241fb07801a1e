"""Which files are let in: what kind they are, whether they are safe to read, and unchanged."""

import zipfile
from pathlib import Path

from xlscorecard.errors import (
    DamagedWorkbookError,
    NotAWorkbookError,
    UnsafeWorkbookError,
    WorkbookError,
    WorkbookInUseError,
    WorkbookNotFoundError,
)

# Far beyond any workbook that a person keeps, far below what fills a machine.
MOST_ENTRIES = 50_000
LARGEST_PART = 1 << 30
LARGEST_TOTAL = 4 << 30
# A sheet's XML deflates to a tenth or a thirtieth; only a bomb is large and shrinks like this.
SUSPICIOUS_SIZE = 64 << 20
SUSPICIOUS_RATIO = 200

_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_ZIP_START = (b"PK\x03\x04", b"PK\x05\x06")

_ENCRYPTED_FLAG = 0x1


def file_state(path: Path) -> tuple[int, int] | None:
    """By what a changed file is told: its time and size; None if there is none."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_mtime_ns, status.st_size


def refuse_if_changed(path: Path, state: tuple[int, int] | None) -> None:
    """Refuse a file that is no longer as it was.

    Raises:
        WorkbookInUseError: somebody saved it in the meantime.
    """
    if file_state(path) != state:
        raise WorkbookInUseError.because(
            place=str(path),
            found="changed by somebody else in the meantime",
            expected="a workbook that nobody else is saving",
            remedy="Try again.",
        )


def refuse_other_kinds(path: Path) -> None:
    """Tell apart, by its first bytes, what is no .xlsx or .xlsm.

    Raises:
        WorkbookError: of the kind that fits, with what to do.
    """
    if not path.exists():
        raise WorkbookNotFoundError.because(
            place=str(path),
            found="no such file",
            expected="a workbook (.xlsx or .xlsm)",
            remedy="Check the name and the folder.",
        )
    if path.is_dir():
        raise no_workbook(path, "a folder", "Name the workbook in it.")
    try:
        with path.open("rb") as source:
            start = source.read(8)
            rest = source.read() if start == _COMPOUND_FILE else b""
    except OSError as error:
        raise WorkbookError.because(
            place=str(path),
            found=f"a file that cannot be read ({error.strerror})",
            expected="a workbook that you may read",
            remedy="Ask for the right to read it, or copy it elsewhere.",
        ) from error
    if not start:
        raise damaged(path, "an empty file")
    if start == _COMPOUND_FILE:
        if _ENCRYPTED_STREAM in rest:
            raise encrypted(path)
        raise no_workbook(
            path, "a workbook of the old kind (.xls)", "Save it in Excel as .xlsx or .xlsm first."
        )
    if start == bytes(len(start)):
        raise unfinished(path, "a file that begins with zeros")
    if not start.startswith(_ZIP_START):
        is_markup = start.removeprefix(_BYTE_ORDER_MARK).lstrip().startswith(b"<")
        raise no_workbook(
            path,
            "a web page or an XML file with the name of a workbook"
            if is_markup
            else "a file of another kind",
            "Save it in Excel as .xlsx or .xlsm first.",
        )


def checked_entries(path: Path, infos: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    """The entries of an archive by name, once they are found to be harmless.

    Raises:
        UnsafeWorkbookError: too many or too large ones, or one that shrinks like a bomb.
        DamagedWorkbookError: two of one name.
        NotAWorkbookError: an encrypted one.
    """
    if len(infos) > MOST_ENTRIES:
        raise _unsafe(path, f"{len(infos):,} parts", f"at most {MOST_ENTRIES:,}")
    entries: dict[str, zipfile.ZipInfo] = {}
    lower: set[str] = set()
    for info in infos:
        name = info.filename.casefold()
        if name in lower:
            raise damaged(path, f"two parts named {info.filename}")
        lower.add(name)
        entries[info.filename] = info
        if info.flag_bits & _ENCRYPTED_FLAG:
            raise encrypted(path)
        if info.file_size > LARGEST_PART:
            size = f"{info.file_size / (1 << 30):.1f} GiB"
            raise _unsafe(path, f"{size} in {info.filename}", "at most 1 GiB a part")
        if (
            info.file_size > SUSPICIOUS_SIZE
            and info.file_size > info.compress_size * SUSPICIOUS_RATIO
        ):
            raise _unsafe(
                path,
                f"{info.filename} unpacking to {info.file_size // max(info.compress_size, 1)} "
                "times its size",
                f"at most {SUSPICIOUS_RATIO} times; files made to do harm unpack to more",
            )
    if sum(info.file_size for info in infos) > LARGEST_TOTAL:
        raise _unsafe(path, "more than 4 GiB unpacked", "at most 4 GiB")
    return entries


def damaged(place: object, found: str) -> DamagedWorkbookError:
    """The error that says what is broken in a file or a part of it."""
    return DamagedWorkbookError.because(
        place=str(place),
        found=found,
        expected="a whole workbook",
        remedy="Open it in Excel and save it there. If Excel cannot open it, go back to a backup.",
    )


def unfinished(path: Path, found: str) -> DamagedWorkbookError:
    """The error that says that a file was not copied to its end."""
    return DamagedWorkbookError.because(
        place=str(path),
        found=f"{found}, as one that OneDrive or a copy over the network has not finished",
        expected="a whole workbook",
        remedy="Wait until OneDrive shows a tick, or copy it again. If that does not help, take "
        "an earlier version (right-click the file, Version history).",
    )


def encrypted(path: Path) -> NotAWorkbookError:
    """The error that says that a file needs a password."""
    return NotAWorkbookError.because(
        place=str(path),
        found="a workbook protected by a password to open it",
        expected="one without",
        remedy="In Excel, File > Info > Protect Workbook > Encrypt: remove the password.",
    )


def no_workbook(path: Path, found: str, remedy: str) -> NotAWorkbookError:
    """The error that says that a file is something else."""
    return NotAWorkbookError.because(
        place=str(path), found=found, expected="a workbook (.xlsx or .xlsm)", remedy=remedy
    )


def _unsafe(path: Path, found: str, expected: str) -> UnsafeWorkbookError:
    return UnsafeWorkbookError.because(
        place=str(path),
        found=found,
        expected=expected,
        remedy="Do not open this file unless you know where it comes from.",
    )
