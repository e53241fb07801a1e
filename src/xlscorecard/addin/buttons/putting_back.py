"""Putting back what a refresh has overwritten: for an undo, and after one that was cut short."""

from xlscorecard.actions.undo import Undone, undo
from xlscorecard.addin.buttons.click import Click
from xlscorecard.addin.buttons.kept_refresh import KeptRefresh, Record
from xlscorecard.addin.buttons.log import cells_line, refusal_line
from xlscorecard.books.excel.book import ExcelWorkbook
from xlscorecard.errors import (
    HalfWrittenError,
    UnwritableWorkbookError,
    WorkbookError,
    WorkbookInUseError,
    XlscorecardError,
)


def put_back_first(click: Click, kept: KeptRefresh) -> None:
    """Put back what a refresh that was cut short has left, where that can be done.

    One of which the record or the sheet is no longer usable must not stop the next refresh.
    """
    try:
        if interrupted := kept.interrupted:
            put_back(click, kept, interrupted)
    except (UnwritableWorkbookError, WorkbookInUseError, HalfWrittenError):
        raise
    except XlscorecardError as error:
        click.log.warning("not put back: %s", refusal_line(error))
        kept.forget()


def put_back(click: Click, kept: KeptRefresh, record: Record) -> Undone:
    """Put back what a record tells, and forget it."""
    undone = undo(click.book, record.overwritten, click.progress)
    kept.forget()
    click.log.info(
        "undone on %s: %d cells; changed since: %s; moved: %s; gone: %d",
        undone.sheet,
        undone.restored,
        cells_line(undone.changed),
        cells_line(undone.moved),
        len(undone.gone),
    )
    return undone


def nothing_to_undo(book: ExcelWorkbook) -> WorkbookError:
    """That there is no record of a refresh to undo."""
    return WorkbookError.because(
        place=book.name,
        found="no refresh to undo",
        expected="a refresh of this workbook, on this computer, that has changed a cell and "
        "is not undone yet",
        remedy="If the workbook was saved under another name since, the file of the earlier name "
        "has the old figures, unless it was saved too.",
    )
