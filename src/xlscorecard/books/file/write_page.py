"""The edit that writes a sheet of ours, in a workbook's file: added, or its cells written anew.

Of a sheet that is there, only the cells, the extent and the filter are replaced: what a person
has done to it otherwise (widths, notes, a frozen pane) stays.
"""

from xlscorecard.books.file.page_xml import add_looks, new_sheet, write_anew
from xlscorecard.books.protocol import Applied
from xlscorecard.core.sheet.address import column_letters, quoted_sheet
from xlscorecard.core.sheet.edits import WritePage
from xlscorecard.core.sheet.page import Page
from xlscorecard.formats.xlsx.calculation import remove_chain
from xlscorecard.formats.xlsx.comparison import Allowance
from xlscorecard.formats.xlsx.workbook_draft import WorkbookDraft

_NOT_LISTED = "The findings were not listed in the workbook, for {}."
_SIGNED = "any change would break its digital signature"

_FILTER_NAME, _TITLES_NAME = "_xlnm._FilterDatabase", "_xlnm.Print_Titles"
"""The names by which Excel knows a sheet's filter and its rows on every printed page."""


class _PageRefusedError(Exception):
    """A workbook that cannot take the page, for a reason in words."""


def not_listed(reason: object = _SIGNED) -> Applied:
    """What comes of a page that a workbook does not take, a signed one by default."""
    return Applied((_NOT_LISTED.format(reason),), page_refused=True)


def write_page(edit: WritePage, draft: WorkbookDraft) -> tuple[Applied, Allowance]:
    """Write the page; a workbook that does not take it stays as it is, and that is said."""
    try:
        with draft.all_or_nothing():
            # The links of the page are formulas, of which a chain that is there knows nothing.
            removed = remove_chain(draft)
            before = dict(draft.changes)
            _add_page(draft, edit.page)
    except (_PageRefusedError, ValueError) as error:
        return not_listed(error), Allowance()
    grown = {
        name: content
        for name, content in draft.changes.items()
        if content is not None and before.get(name) != content
    }
    sheet = edit.page.sheet
    present = draft.package.sheets.get(sheet)
    return Applied(), Allowance(
        removed=removed,
        grown=grown,
        rewritten=frozenset({present} if present else ()),
        filtered=frozenset({sheet}),
    )


def _add_page(draft: WorkbookDraft, page: Page) -> None:
    package = draft.package
    part = package.sheets.get(page.sheet)
    if part is None and package.has_sheet(page.sheet):
        raise _PageRefusedError(f'it has a sheet "{page.sheet}" of another kind')
    if part is None and package.is_structure_locked:
        raise _PageRefusedError("its structure is protected")
    if package.styles_part is None:
        raise _PageRefusedError("it has no styles")
    if package.is_strict:
        raise _PageRefusedError("it is a Strict Open XML workbook")
    with draft.editing(package.styles_part, depth=2) as styles:
        numbers = add_looks(styles)
    if part is None:
        draft.add_sheet(page.sheet, new_sheet(page, numbers))
    else:
        with draft.editing(part) as sheet:
            write_anew(sheet, page, numbers)
    name_areas(draft, page, is_new=part is None)


def name_areas(draft: WorkbookDraft, page: Page, *, is_new: bool) -> None:
    """Name the areas of a page as Excel does: the filtered one, and the rows on each page."""
    place, row = quoted_sheet(page.sheet), page.heading_row
    filtered = f"{place}!$A${row}:${column_letters(len(page.widths))}${page.last_row}"
    draft.set_name_of_sheet(page.sheet, _FILTER_NAME, filtered, hidden=True)
    if is_new:
        draft.set_name_of_sheet(page.sheet, _TITLES_NAME, f"{place}!${row}:${row}")
