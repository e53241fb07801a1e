"""A file written whole or not at all."""

import contextlib
import os
from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Write a file, in place of one that stands there.

    Raises:
        OSError: it cannot be written; what stood there stays as it was.
    """
    # A name of this process's own; the library's module for such names loads much else.
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        temporary.write_bytes(content)
        temporary.replace(path)
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()
