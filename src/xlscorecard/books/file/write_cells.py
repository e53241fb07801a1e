"""The edit that writes cells, in a workbook's file."""

from collections.abc import Iterator

from xlscorecard.books.file.sheets import FileSheets
from xlscorecard.books.protocol import Applied
from xlscorecard.core.sheet.address import Area, address
from xlscorecard.core.sheet.edits import WriteCells
from xlscorecard.errors import Fault, UnwritableWorkbookError
from xlscorecard.formats.xlsx.allowance import Allowance
from xlscorecard.formats.xlsx.recalculation import mark_for_calculation, remove_chain
from xlscorecard.formats.xlsx.workbook_draft import WorkbookDraft

PIVOT_NOTICE = (
    "This workbook has pivot tables. They show the old figures until they are refreshed in "
    "Excel: Data > Refresh All."
)


def write_cells(
    edit: WriteCells, sheets: FileSheets, draft: WorkbookDraft
) -> tuple[Applied, Allowance]:
    """Splice the cells into the sheet's XML, and let no stale result be shown as a fresh one.

    Raises:
        UnwritableWorkbookError: a cell is a table's heading, or a part of an array formula.
        DamagedWorkbookError: the sheet's XML is broken.
    """
    _refuse_table_headings(edit, sheets)
    part, package = sheets.part(edit.sheet), sheets.package
    try:
        markup = None if part in draft.changes else sheets.markup(edit.sheet)
        spliced = draft.write_cells(part, edit.sheet, edit.cells, markup)
    except ValueError as error:  # a MarkupError, or a number that is none
        raise package.damaged(part, str(error)) from error
    del markup
    sheets.forget_markups()  # its bytes are not needed any more
    mark_for_calculation(draft, sheets.formulas_in)
    allowance = Allowance(
        cells={part: edit.cells},
        moved_formulas={part: spliced.moved_formulas},
        removed=remove_chain(draft) if spliced.overwrote_formula else frozenset(),
    )
    return Applied((PIVOT_NOTICE,) if package.has_pivot_tables else ()), allowance


def _refuse_table_headings(edit: WriteCells, sheets: FileSheets) -> None:
    faults = [
        Fault(
            place=address(edit.sheet, *place),
            found="a heading of an Excel table",
            expected="a cell below the headings",
            remedy="Change the heading in Excel.",
        )
        for headings in _table_headings(edit.sheet, sheets)
        for place in edit.cells
        if headings.holds(*place)
    ]
    if faults:
        raise UnwritableWorkbookError(*faults)


def _table_headings(sheet: str, sheets: FileSheets) -> Iterator[Area]:
    for table in sheets.package.tables_of(sheets.part(sheet)):
        area = Area.parse(table.get("ref", ""))
        rows = int(table.get("headerRowCount", "1"))
        if area is not None and rows:
            yield Area(area.top, area.left, area.top + rows - 1, area.right)
