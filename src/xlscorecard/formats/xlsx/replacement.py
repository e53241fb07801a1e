"""A file replaced by a checked copy, or left exactly as it was."""

import contextlib
import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from xlscorecard.errors import UnwritableWorkbookError, WorkbookError, WorkbookInUseError
from xlscorecard.formats.xlsx.admission import file_state, refuse_if_changed

BACKUP_SUFFIX = ".bak"
# Excel marks an open workbook by such a file beside it, LibreOffice by the other.
_LOCK_FILES = ("~${name}", ".~lock.{name}#")


def refuse_if_in_use(path: Path) -> None:
    """Refuse a workbook that a spreadsheet program holds open.

    Raises:
        WorkbookInUseError: a lock file stands beside it.
    """
    for pattern in _LOCK_FILES:
        lock = path.with_name(pattern.format(name=path.name))
        if lock.exists():
            raise WorkbookInUseError.because(
                place=str(path),
                found=f"open in another program ({lock.name} stands beside it)",
                expected="a closed workbook",
                remedy="Close it there and try again. If it is open nowhere, delete that file.",
            )


def replace(
    path: Path, write: Callable[[BinaryIO], None], check: Callable[[Path], None]
) -> Path | None:
    """Replace a file by what ``write`` writes, once ``check`` has accepted it.

    The copy is written beside the file and swapped in by the file system in one step. What
    stood there before is kept with the suffix .bak, whose path comes back; None if there was
    nothing.

    Raises:
        WorkbookInUseError: the file is held open, or was changed while the copy was made.
        UnwritableWorkbookError: it is read-only, its folder is, or the disk is full.
        XlscorecardError: whatever ``check`` raises; the file stays as it was.
    """
    path = path.resolve()
    refuse_if_in_use(path)
    _refuse_read_only(path)
    before = file_state(path)
    temporary: Path | None = None
    try:
        # A name of this process's own; the library's module for such names loads much else.
        temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
        with temporary.open("xb") as target:
            write(target)
            target.flush()
            os.fsync(target.fileno())
        check(temporary)
        refuse_if_changed(path, before)
        backup = _back_up(path) if before else None
        _copy_mode(path, temporary)
        temporary.replace(path)
        temporary = None
        return backup
    except PermissionError as error:
        raise WorkbookInUseError.because(
            place=str(path),
            found=f"a file that may not be replaced ({error.strerror})",
            expected="a closed workbook in a folder that you may write to",
            remedy="Close it in Excel, or name another file to write to.",
        ) from error
    except OSError as error:
        raise UnwritableWorkbookError.because(
            place=str(path),
            found=f"the copy could not be written ({error.strerror}); nothing was changed",
            expected="room on the disk and a folder that can be written to",
            remedy="Free some space, or name another file to write to.",
        ) from error
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink()


def _refuse_read_only(path: Path) -> None:
    if not path.parent.is_dir():
        raise WorkbookError.because(
            place=str(path.parent),
            found="no such folder",
            expected="a folder to write to",
            remedy="Make the folder first, or name another.",
        )
    # Asked of the file's own flag, which also binds whoever may write everything.
    if path.exists() and not path.stat().st_mode & stat.S_IWUSR:
        raise UnwritableWorkbookError.because(
            place=str(path),
            found="a read-only file",
            expected="a file that may be changed",
            remedy="Clear its read-only mark, or name another file to write to.",
        )


def _back_up(path: Path) -> Path:
    """Keep the file under its backup name, which is replaced in one step too."""
    backup = path.with_name(path.name + BACKUP_SUFFIX)
    partial = path.with_name(f".{path.name}{BACKUP_SUFFIX}.tmp")
    try:
        shutil.copy2(path, partial)
        partial.replace(backup)
    finally:
        partial.unlink(missing_ok=True)
    return backup


def _copy_mode(path: Path, temporary: Path) -> None:
    if path.exists():
        shutil.copymode(path, temporary)
        return
    umask = os.umask(0)
    os.umask(umask)
    temporary.chmod(0o666 & ~umask)
