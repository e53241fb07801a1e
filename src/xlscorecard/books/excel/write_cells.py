"""The edits that write cells in Excel, and that put them back: all or none, and read again."""

from collections.abc import Mapping
from contextlib import nullcontext

from xlscorecard.books.excel.faults import is_protected, not_written
from xlscorecard.books.excel.sheets import ExcelSheets
from xlscorecard.books.excel.writing import (
    Content,
    Run,
    formulas_alone,
    is_put_back,
    kept_otherwise,
    runs_of,
    write,
)
from xlscorecard.books.protocol import Applied, Progress
from xlscorecard.core.sheet.address import Place
from xlscorecard.core.sheet.edits import Formula, RestoreCells, WriteCells


def write_cells(edit: WriteCells, sheets: ExcelSheets, progress: Progress) -> Applied:
    """Write the cells, and read them again.

    Raises:
        UnwritableWorkbookError: the sheet is protected.
        WorkbookInUseError: Excel is busy.
        HalfWrittenError: Excel refused a cell, and then to put back those before it.
        WorkbookError: Excel refused a cell, or keeps something else in it; what was written is
            put back.
    """
    return Applied(_written(edit.sheet, edit.cells, sheets, progress))


def restore_cells(edit: RestoreCells, sheets: ExcelSheets, progress: Progress) -> Applied:
    """Put the cells back to what they held; raises what ``write_cells`` raises."""
    has_formulas = any(isinstance(content, Formula) for content in edit.cells.values())
    with formulas_alone(sheets.book.app) if has_formulas else nullcontext():
        _written(edit.sheet, edit.cells, sheets, progress)
    return Applied()


def _written(
    title: str, cells: Mapping[Place, Content], sheets: ExcelSheets, progress: Progress
) -> tuple[str, ...]:
    if not cells:
        return ()
    grid = sheets.read(title)
    sheet = sheets.book.sheets[title]
    # On a protected sheet nothing but the cells themselves may be open to writing.
    runs = list(runs_of(cells, grid, bridged=not is_protected(sheet)))
    written: list[Run] = []
    try:
        for run in runs:
            progress("writing the cells", len(written) / len(runs))
            write(sheet, run)
            written.append(run)
        progress("reading them again", 1.0)
        notices = kept_otherwise(sheet, runs, cells)
    except BaseException as error:
        # A block is written whole or not at all; that of an error may have been, nevertheless.
        is_put_back(sheet, runs[len(written) : len(written) + 1], grid)
        is_half = bool(written) and not is_put_back(sheet, written, grid)
        if not isinstance(error, Exception):
            raise
        raise not_written(sheets.book, sheet, title, error, half=is_half) from error
    finally:
        sheets.forget_cells()
    progress("done", 1.0)
    return notices
