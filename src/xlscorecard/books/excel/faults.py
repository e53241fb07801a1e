"""What goes wrong in Excel, as errors that a reporter can do something about."""

from collections.abc import Sequence
from contextlib import suppress

import xlwings as xw

from xlscorecard.errors import (
    HalfWrittenError,
    LayoutError,
    UnwritableWorkbookError,
    WorkbookError,
    WorkbookInUseError,
)

# HRESULTs by which Excel says that it is busy, as while somebody types into a cell.
_BUSY = frozenset({-2147418111, -2146777998})


def is_busy(error: BaseException) -> bool:
    """Whether Excel rejected a call because it is busy."""
    # pywin32: the code of what Excel itself has thrown is the last of what describes it.
    thrown = error.args[2] if len(error.args) > 2 else None
    inner = thrown[-1] if isinstance(thrown, tuple) and thrown else None
    return getattr(error, "hresult", None) in _BUSY or inner in _BUSY


def busy(name: str) -> WorkbookInUseError:
    return WorkbookInUseError.because(
        place=name,
        found="Excel is busy",
        expected="a workbook in which nobody is typing",
        remedy="Press Enter or Esc to finish the cell you are in, then click again.",
    )


def is_protected(sheet: xw.Sheet) -> bool:
    """Whether cells of a sheet may be closed to writing."""
    with suppress(AttributeError):
        return bool(sheet.api.ProtectContents)  # Windows
    with suppress(AttributeError):
        return bool(sheet.api.protect_contents.get())  # Mac
    return False


def not_written(
    book: xw.Book, sheet: xw.Sheet, title: str, error: Exception, *, half: bool
) -> WorkbookError:
    if not is_busy(error) and title not in book.sheet_names:
        return WorkbookError.because(
            place=book.name,
            found=f'the sheet "{title}" was deleted or renamed meanwhile',
            expected="a workbook that stays as it is while it is refreshed",
            remedy="Click again; if the sheet is gone, close without saving and open the "
            "workbook again.",
        )
    if half:
        return HalfWrittenError.because(
            place=title,
            found=f"Excel stopped in the middle of the writing ({error})",
            expected="a sheet that stays as it is while it is refreshed",
            remedy="Finish the cell you are in with Enter or Esc, then click Undo last "
            "refresh, which puts the rest back.",
        )
    if is_busy(error):
        return busy(book.name)
    if is_protected(sheet):
        return UnwritableWorkbookError.because(
            place=title,
            found="a protected sheet; nothing was changed",
            expected="a sheet whose computed cells may be written",
            remedy="Choose Review > Unprotect Sheet, then click again.",
        )
    return WorkbookError.because(
        place=title,
        found=f"Excel refused a cell, and what had been written was put back ({error})",
        expected="cells that take what is written into them",
        remedy="Clear the filter, and look at File > Options > Advanced: 'Set precision as "
        "displayed' must be off. Then click again; if this message comes back, show it to "
        "whoever set this up.",
    )


def no_such_sheet(name: str, sheet: str, sheets: Sequence[str]) -> LayoutError:
    names = ", ".join(f'"{title}"' for title in sheets)
    return LayoutError.because(
        place=name,
        found=f'no sheet "{sheet}"',
        expected=f"one of its sheets: {names}",
        remedy="Name one of these, or give the sheet that name.",
    )
