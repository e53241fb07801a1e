"""The adapter for a workbook that is open in Excel, through xlwings."""

import sys
from collections.abc import Sequence
from contextlib import suppress
from functools import cached_property

import xlwings as xw

from xlscorecard.books.excel.add_colours import add_colours
from xlscorecard.books.excel.sheets import ExcelSheets
from xlscorecard.books.excel.write_cells import restore_cells, write_cells
from xlscorecard.books.excel.write_page import write_page
from xlscorecard.books.protocol import Applied, Progress, no_progress
from xlscorecard.core.sheet.address import Area
from xlscorecard.core.sheet.edits import AddColours, Edit, Plan, RestoreCells, WriteCells, WritePage
from xlscorecard.core.sheet.grid import Grid

if sys.platform == "win32":
    # xlwings asks an Excel that is busy, or lacks a property, again and again, by default for
    # ever; the version is pinned, and has no other switch for it.
    from xlwings import _xlwindows

    _xlwindows.N_COM_ATTEMPTS = 500


class ExcelWorkbook:
    """A workbook that is open in Excel.

    What has been read is kept, the cells until a plan has been applied.
    """

    def __init__(self, book: xw.Book) -> None:
        self._book = book
        self._sheets = ExcelSheets(book)

    @cached_property
    def name(self) -> str:
        """The workbook's name, without its folder."""
        return str(self._book.name)

    @property
    def sheet_names(self) -> Sequence[str]:
        """The names of the worksheets, hidden ones among them, in the workbook's order."""
        return self._sheets.names

    @property
    def active_sheet(self) -> str:
        """The name of the sheet that is shown."""
        return str(self._book.sheets.active.name)

    @cached_property
    def address(self) -> str:
        """Where the workbook lies: a path, or an address of SharePoint; the name if unsaved.

        To tell workbooks apart by, and never to be opened: it need not be a path. xlwings' own
        ``fullname`` looks for the folder behind an address, and fails where it finds none.
        """
        with suppress(AttributeError):
            return str(self._book.api.FullName)  # Windows
        with suppress(AttributeError):
            return str(self._book.api.full_name.get())  # Mac
        return self.name

    def read(self, sheet: str) -> Grid:
        """The cells of one sheet.

        Raises:
            LayoutError: there is no such sheet.
            WorkbookInUseError: Excel is busy, as while somebody types into a cell.
        """
        return self._sheets.read(sheet)

    def read_block(self, sheet: str, area: Area) -> Grid:
        """A block of cells without its merges and formulas, in fewer calls than all cells take."""
        return self._sheets.read_block(sheet, area)

    def percentage_cells(self, sheet: str, area: Area) -> frozenset[tuple[int, int]] | None:
        """The cells of an area whose number format shows a percentage; None without our macro."""
        return self._sheets.percentage_cells(sheet, area)

    def apply(self, plan: Plan, progress: Progress = no_progress) -> Applied:
        """Apply the edits one after another, each whole or not at all.

        The figures are not worth losing for a page that Excel refuses: that is a notice.

        Raises:
            WorkbookError: of the kinds that ``write_cells`` names.
        """
        applied = [self._applied(edit, progress) for edit in plan.edits]
        return Applied(
            notices=tuple(notice for edit in applied for notice in edit.notices),
            page_refused=any(edit.page_refused for edit in applied),
        )

    def _applied(self, edit: Edit, progress: Progress) -> Applied:
        match edit:
            case WriteCells():
                return write_cells(edit, self._sheets, progress)
            case RestoreCells():
                return restore_cells(edit, self._sheets, progress)
            case WritePage():
                return write_page(edit, self._sheets, progress)
            case AddColours():
                return add_colours(edit, self._sheets)
