"""What goes wrong in Excel, as errors that a reporter can do something about."""

from collections.abc import Callable, Sequence
from typing import TypeVar

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
# The HRESULT by which pywin32 says that an object has no member of that name.
_UNKNOWN_NAME = -2147352570

_Answer = TypeVar("_Answer")


def is_busy(error: BaseException) -> bool:
    """Whether Excel rejected a call because it is busy."""
    # pywin32: the code of what Excel itself has thrown is the last of what describes it.
    thrown = error.args[2] if len(error.args) > 2 else None
    inner = thrown[-1] if isinstance(thrown, tuple) and thrown else None
    # xlwings' own error, after it has tried for a while.
    given_up = type(error).__name__ == "ExcelBusyError"
    return given_up or getattr(error, "hresult", None) in _BUSY or inner in _BUSY


def is_missing(error: BaseException) -> bool:
    """Whether an Excel has no member of that name: an older one, or Excel for the Mac.

    xlwings' wrapped objects of pywin32 raise an error of COM, bare ones and those of appscript an
    AttributeError.
    """
    return isinstance(error, AttributeError) or getattr(error, "hresult", None) == _UNKNOWN_NAME


def either(*ways: Callable[[], _Answer]) -> _Answer:
    """What the first of some ways answers that this Excel has; the last is possible in any."""
    *others, last = ways
    for way in others:
        try:
            return way()
        except Exception as error:  # of pywin32 or appscript: the system decides its class
            if not is_missing(error):
                raise
    return last()


def busy(name: str) -> WorkbookInUseError:
    return WorkbookInUseError.because(
        place=name,
        found="Excel is busy",
        expected="a workbook in which nobody is typing",
        remedy="Press Enter or Esc to finish the cell you are in, then click again.",
    )


def is_protected(sheet: xw.Sheet) -> bool:
    """Whether cells of a sheet may be closed to writing."""
    return either(
        lambda: bool(sheet.api.ProtectContents),  # Windows
        lambda: bool(sheet.api.protect_contents.get()),  # Mac
        lambda: False,
    )


def is_saved_at_once(book: xw.Book) -> bool:
    """Whether AutoSave is on, as on OneDrive and SharePoint; an Excel before 2019 has none."""
    return either(
        lambda: bool(book.api.AutoSaveOn),  # Windows
        lambda: bool(book.api.autosave_on.get()),  # Mac
        lambda: False,
    )


def is_read_only(book: xw.Book) -> bool:
    """Whether Excel does not save the workbook under its name: read-only, or another has it."""
    return either(
        lambda: bool(book.api.ReadOnly),  # Windows
        lambda: bool(book.api.read_only.get()),  # Mac
        lambda: False,
    )


def way_back(book: xw.Book) -> str:
    """How a person gets back to what was saved, as the end of a sentence."""
    if is_saved_at_once(book):
        return "choose File > Info > Version History, for AutoSave has saved it already."
    return "close without saving and open the workbook again."


def not_written(
    book: xw.Book, sheet: xw.Sheet, title: str, error: Exception, *, half: bool
) -> WorkbookError:
    if not is_busy(error) and title not in book.sheet_names:
        return WorkbookError.because(
            place=book.name,
            found=f'the sheet "{title}" was deleted or renamed meanwhile',
            expected="a workbook that stays as it is while it is refreshed",
            remedy=f"Click again; if the sheet is gone, {way_back(book)}",
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
