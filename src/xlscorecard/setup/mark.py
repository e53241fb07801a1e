"""The mark of the web: the stream beside a file's content that says that it was downloaded.

Windows keeps it on NTFS under ``FILE:Zone.Identifier``; other systems know no such stream.
"""

import contextlib
import re
import sys
from pathlib import Path

_ZONE = re.compile(rb"^\s*ZoneId\s*=\s*(\d+)", re.MULTILINE | re.IGNORECASE)

FIRST_UNTRUSTED_ZONE = 3
"""URLZONE_INTERNET; 4 is the zone of restricted sites. 0 to 2: here, intranet, trusted sites."""


def mark_of(path: Path) -> bytes | None:
    """The mark as it is; None where there is none."""
    if sys.platform == "win32":
        try:
            return _stream(path).read_bytes()
        except OSError:
            return None
    return None


def zone_of(path: Path) -> int | None:
    """The zone that a file's mark names; None without a mark."""
    mark = mark_of(path)
    found = _ZONE.search(mark) if mark else None
    return int(found[1]) if found else None


def carry_over(mark: bytes | None, path: Path) -> None:
    """Give a file the mark that another had: a copy is not safer than what it was made from."""
    if mark is not None:
        # Where the file system has no such streams, nothing has a mark.
        with contextlib.suppress(OSError):
            _stream(path).write_bytes(mark)


def _stream(path: Path) -> Path:
    return path.with_name(f"{path.name}:Zone.Identifier")
