"""The adapter for a workbook that is open in Excel, through xlwings, and its edits of cells."""

import re
import sys
from collections.abc import Mapping
from contextlib import nullcontext, suppress
from functools import cached_property, reduce

import xlwings as xw

from xlscorecard.books.excel.faults import either, is_protected, not_written
from xlscorecard.books.excel.sheets import ExcelSheets
from xlscorecard.books.excel.write_page import write_page
from xlscorecard.books.excel.writing import (
    Content,
    Run,
    cells_of,
    formulas_alone,
    is_put_back,
    kept_otherwise,
    runs_of,
    values_of,
    write,
)
from xlscorecard.books.protocol import Applied, Progress, no_progress
from xlscorecard.core.sheet.address import Place, quoted_sheet
from xlscorecard.core.sheet.edits import (
    AddColours,
    Edit,
    Formula,
    Plan,
    RestoreCells,
    WriteCells,
    WritePage,
)

_FOR_TRANSLATION = "ScorecardFormula"
"""A name that is only there for a moment."""
_COLUMN = re.compile(r"\$[A-Z]+:\$[A-Z]+")

_NO_COLOURS = "The figures are right, but Excel did not take the colours for the arrows."

if sys.platform == "win32":
    # xlwings asks an Excel that is busy, or lacks a property, again and again, by default for
    # ever; the version is pinned, and has no other switch for it.
    from xlwings import _xlwindows

    _xlwindows.N_COM_ATTEMPTS = 500


class ExcelWorkbook(ExcelSheets):
    """A workbook that is open in Excel."""

    @cached_property
    def name(self) -> str:
        """The workbook's name, without its folder."""
        return str(self.book.name)

    @cached_property
    def address(self) -> str:
        """Where the workbook lies: a path, or an address of SharePoint; the name if unsaved.

        To tell workbooks apart by, and never to be opened: it need not be a path. xlwings' own
        ``fullname`` looks for the folder behind an address, and fails where it finds none.
        """
        return either(
            lambda: str(self.book.api.FullName),  # Windows
            lambda: str(self.book.api.full_name.get()),  # Mac
            lambda: self.name,
        )

    def apply(self, plan: Plan, progress: Progress = no_progress) -> Applied:
        """Apply the edits one after another, each whole or not at all.

        The figures are not worth losing for a page that Excel refuses: that is a notice.

        Raises:
            WorkbookError: of the kinds that ``write_cells`` names.
        """
        return reduce(
            Applied.joined, (self._applied(edit, progress) for edit in plan.edits), Applied()
        )

    def _applied(self, edit: Edit, progress: Progress) -> Applied:
        match edit:
            case WriteCells():
                return write_cells(edit, self, progress)
            case RestoreCells():
                return restore_cells(edit, self, progress)
            case WritePage():
                return write_page(edit, self, progress)
            case AddColours():
                return add_colours(edit, self)


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
            _write(sheets, sheet, run)
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


def _write(sheets: ExcelSheets, sheet: xw.Sheet, run: Run) -> None:
    if sheets.given is not None and not isinstance(run.contents[0], Formula):
        sheets.given.write(sheet.name, run.area, values_of(run))
    else:
        write(sheet, run)


def add_colours(edit: AddColours, sheets: ExcelSheets) -> Applied:
    """Add the rules; where Excel refuses, that is a notice.

    Where cells have any rule already, a person has set it up; a protected sheet takes none now.
    These stay as they are, and so do rules that a person has deleted since.
    """
    try:
        is_done = _is_coloured(edit, sheets.book)
    except Exception:  # of pywin32 or appscript: the system decides its class
        is_done = False
    return Applied(() if is_done else (_NO_COLOURS,))


def _in_its_language(formula: str, sheet: str, book: xw.Book) -> str:
    """A formula as this Excel wants it in a rule: functions and separators in its language.

    A name takes a formula in English and gives it back in the language of the person. The sheet
    is named in between, for a name would take any other reference for one of the sheet shown.
    """
    qualifier = f"{quoted_sheet(sheet)}!"
    qualified = _COLUMN.sub(lambda column: qualifier + column[0], formula)
    name = book.names.add(_FOR_TRANSLATION, f"={qualified}")
    try:
        local = either(
            lambda: str(name.api.RefersToLocal),  # Windows
            lambda: f"={formula}",  # Excel for the Mac has no word for it that was ever tried
        )
    finally:
        name.delete()
    return local.replace(qualifier, "")


def _is_coloured(edit: AddColours, book: xw.Book) -> bool:
    """Whether nothing is left to do; rules of which Excel has refused one are all removed."""
    names, palette = book.names, f'="{edit.palette}"'
    if not edit.rules or names.contains(edit.settled):
        return True
    if names.contains(edit.chosen):
        if names(edit.chosen).refers_to != palette:
            names(edit.chosen).refers_to = palette
        return True
    sheet = book.sheets[edit.sheet]
    arrows = cells_of(sheet, edit.rules[0].area)
    if is_protected(sheet) or len(arrows.conditional_formats):
        return True
    name = names.add(edit.chosen, palette)
    added: list[xw.main.ConditionalFormat] = []
    try:
        for rule in edit.rules:
            formats = cells_of(sheet, rule.area).conditional_formats
            formula = _in_its_language(rule.formula, edit.sheet, book)
            swatch = rule.swatch
            added.append(
                formats.add_custom(formula, fill_color=swatch.fill, font_color=swatch.text)
            )
    except Exception:  # the same
        for rule_of_excel in added:
            with suppress(Exception):
                rule_of_excel.delete()
        with suppress(Exception):
            name.delete()
        return False
    return True
