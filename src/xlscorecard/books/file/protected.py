"""What keeps a file's workbook from being changed, said before anything is written."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from xlscorecard.books.file.sheets import FileSheets
from xlscorecard.core.domain.wording import counted, listed
from xlscorecard.core.sheet.address import Place, cell_name
from xlscorecard.core.sheet.edits import Edit, WriteCells
from xlscorecard.errors import Fault, UnwritableWorkbookError
from xlscorecard.formats.xlsx.protection import (
    is_marked_as_final,
    is_shared,
    is_sheet_protected,
    is_write_reserved,
    locked_cells,
)

OPTION = "--write-protected"
_MOST_NAMED = 3
_OTHER_FILE = "name another file to write to (--output)"


def refuse_protected(
    sheets: FileSheets, edits: Sequence[Edit], output: Path, *, allowed: bool
) -> None:
    """Refuse what Excel would refuse, or would not save under the file's name.

    Args:
        sheets: the workbook's sheets.
        edits: what is to be written.
        output: the file to write to.
        allowed: the person wants to write nevertheless.

    Raises:
        UnwritableWorkbookError: with every reason.
    """
    faults = [*_shared(sheets)]
    if not allowed:
        for edit in edits:
            if isinstance(edit, WriteCells):
                faults.extend(locked(sheets, edit.sheet, list(edit.cells)))
        if output.resolve() == sheets.path.resolve():
            faults.extend(_reserved(sheets))
    if faults:
        raise UnwritableWorkbookError(*faults)


def locked(sheets: FileSheets, sheet: str, places: Sequence[Place]) -> Iterator[Fault]:
    """The fault of a protected sheet in which some cells are locked; none where they are open.

    Raises:
        DamagedWorkbookError: the sheet's XML is broken.
    """
    try:
        markup = sheets.markup(sheet)
        if not is_sheet_protected(markup):
            return
        cells = locked_cells(sheets.package, markup, places)
    except ValueError as error:
        raise sheets.package.damaged(sheets.part(sheet), str(error)) from error
    if cells:
        names = listed([cell_name(*place) for place in cells], _MOST_NAMED)
        yield Fault(
            place=f"sheet {sheet}",
            found=f"a protected sheet, of which {counted(len(cells), 'cell')} to be written "
            f"{'is' if len(cells) == 1 else 'are'} locked ({names})",
            expected="cells that may be written",
            remedy="In Excel, choose Review > Unprotect Sheet. If the sheet is protected against "
            f"slips of the hand alone, add {OPTION}: the cells are written, and the protection "
            "stays.",
        )


def _reserved(sheets: FileSheets) -> Iterator[Fault]:
    if is_write_reserved(sheets.package):
        yield Fault(
            place=str(sheets.path),
            found="a workbook that may be saved with a password alone",
            expected="a workbook that everybody may save",
            remedy=f"Ask whoever knows the password to take it away, {_OTHER_FILE}, or add "
            f"{OPTION}.",
        )
    if is_marked_as_final(sheets.package):
        yield Fault(
            place=str(sheets.path),
            found="a workbook that its author has marked as final",
            expected="a workbook that is still being kept",
            remedy="In Excel, choose File > Info > Protect Workbook > Mark as Final to end that, "
            f"{_OTHER_FILE}, or add {OPTION}.",
        )


def _shared(sheets: FileSheets) -> Iterator[Fault]:
    if is_shared(sheets.package):
        yield Fault(
            place=str(sheets.path),
            found="a shared workbook of the old kind, of which Excel keeps a log of changes",
            expected="a workbook that one person changes at a time",
            remedy="In Excel, choose Review > Unshare Workbook (or Share Workbook, and take the "
            "tick away), save it and try again.",
        )
