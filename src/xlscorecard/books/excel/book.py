"""The adapter for a workbook that is open in Excel, through xlwings."""

import sys
from contextlib import suppress
from functools import cached_property, reduce

from xlscorecard.books.excel.add_colours import add_colours
from xlscorecard.books.excel.sheets import ExcelSheets
from xlscorecard.books.excel.write_cells import restore_cells, write_cells
from xlscorecard.books.excel.write_page import write_page
from xlscorecard.books.protocol import Applied, Progress, no_progress
from xlscorecard.core.sheet.edits import AddColours, Edit, Plan, RestoreCells, WriteCells, WritePage

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

    @property
    def active_sheet(self) -> str:
        """The name of the sheet that is shown."""
        return str(self.book.sheets.active.name)

    @cached_property
    def address(self) -> str:
        """Where the workbook lies: a path, or an address of SharePoint; the name if unsaved.

        To tell workbooks apart by, and never to be opened: it need not be a path. xlwings' own
        ``fullname`` looks for the folder behind an address, and fails where it finds none.
        """
        with suppress(AttributeError):
            return str(self.book.api.FullName)  # Windows
        with suppress(AttributeError):
            return str(self.book.api.full_name.get())  # Mac
        return self.name

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
