"""A report as a file, written whole or not at all."""

from pathlib import Path

from xlscorecard.errors import WorkbookError
from xlscorecard.formats.whole_file import write_whole


def write_report(path: Path, text: str, suffixes: tuple[str, ...]) -> None:
    """Write a report in UTF-8, in place of one that stands there.

    Raises:
        WorkbookError: the name has none of the suffixes, so that no workbook is replaced by a
            report; or the file cannot be written. Nothing has changed then.
    """
    if path.suffix.lower() not in suffixes:
        raise WorkbookError.because(
            place=str(path),
            found=f'a name that ends in "{path.suffix}"',
            expected=" or ".join(f'"{suffix}"' for suffix in suffixes),
            remedy=f'Let the name end in "{suffixes[0]}".',
        )
    try:
        write_whole(path, text.encode())
    except OSError as error:
        raise WorkbookError.because(
            place=str(path),
            found=f"a file that could not be written ({error.strerror})",
            expected="a folder that is there and can be written to",
            remedy="Name another file to write to.",
        ) from error
