"""A sheet of our own in a workbook's package: added, or its cells written anew.

Of a sheet that is there, only the cells, the extent and the filter are replaced: what a person
has done to it otherwise (widths, notes, a frozen pane) stays.
"""

import re
from collections.abc import Mapping

from xlscorecard.books.file.cell_looks import add_looks
from xlscorecard.core.sheet.address import Area, cell_name, column_letters, quoted_sheet
from xlscorecard.core.sheet.page import Link, Look, Page, PageCell
from xlscorecard.formats.xlsx.additions import MAIN, Additions
from xlscorecard.formats.xlsx.escaping import character_data, not_an_escape
from xlscorecard.formats.xlsx.outline import Edit, Node, edited, outline

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_A4 = 9
_NOT_OF_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST_TEXT = 32_767  # characters of a cell
# ECMA-376 part 1, 18.3.1.99, the sequence of CT_Worksheet up to the filter.
_FILTER_NAME, _TITLES_NAME = "_xlnm._FilterDatabase", "_xlnm.Print_Titles"
"""The names by which Excel knows a sheet's filter and its rows on every printed page."""

_FOOTER = "&amp;L&amp;8&amp;A&amp;C&amp;8Page &amp;P of &amp;N&amp;R&amp;8Printed &amp;D"
_BEFORE_FILTER = ("sheetData", "sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios")


class PageRefusedError(Exception):
    """A workbook that cannot take the page, for a reason in words."""


def add_page(additions: Additions, page: Page) -> None:
    """Add a page to a workbook, or write the cells of the one that is there anew.

    Raises:
        PageRefusedError: the workbook does not take it.
        ValueError: a part is not as it should be.
    """
    package = additions.package
    part = package.sheets.get(page.sheet)
    if part is None and package.has_sheet(page.sheet):
        raise PageRefusedError(f'it has a sheet "{page.sheet}" of another kind')
    if part is None and package.is_structure_locked:
        raise PageRefusedError("its structure is protected")
    if package.styles_part is None:
        raise PageRefusedError("it has no styles")
    if package.is_strict:
        raise PageRefusedError("it is a Strict Open XML workbook")
    styles, numbers = add_looks(additions.read(package.styles_part))
    additions.changes[package.styles_part] = styles
    if part is None:
        additions.add_sheet(page.sheet, _new_sheet(page, numbers).encode())
    else:
        additions.changes[part] = _rewritten(additions.read(part), page, numbers)
    name_areas(additions, page, is_new=part is None)


def name_areas(additions: Additions, page: Page, *, is_new: bool) -> None:
    """Name the areas of a page as Excel does: the filtered one, and the rows on each page."""
    place, row = quoted_sheet(page.sheet), page.heading_row
    filtered = f"{place}!$A${row}:${column_letters(len(page.widths))}${page.last_row}"
    additions.set_name_of_sheet(page.sheet, _FILTER_NAME, filtered, hidden=True)
    if is_new:
        additions.set_name_of_sheet(page.sheet, _TITLES_NAME, f"{place}!${row}:${row}")


def _new_sheet(page: Page, numbers: Mapping[Look, int]) -> str:
    widths = "".join(
        f'<col min="{number}" max="{number}" width="{width or 9}" customWidth="1"'
        + (' hidden="1"/>' if not width else "/>")
        for number, width in enumerate(page.widths, start=1)
    )
    below = cell_name(page.heading_row + 1, 1)
    return (
        f'{_XML}<worksheet xmlns="{MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<dimension ref="{_extent(page)}"/><sheetViews><sheetView showGridLines="0" '
        f'workbookViewId="0"><pane ySplit="{page.heading_row}" topLeftCell="{below}" '
        f'activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" '
        f'activeCell="{below}" sqref="{below}"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{widths}</cols>'
        f"<sheetData>{_rows(page, numbers)}</sheetData>{_filter(page)}"
        '<printOptions horizontalCentered="1"/>'
        '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>'
        f'<pageSetup paperSize="{_A4}" orientation="landscape" fitToHeight="0"/>'
        f"<headerFooter><oddFooter>{_FOOTER}</oddFooter></headerFooter></worksheet>"
    )


def _rewritten(xml: bytes, page: Page, numbers: Mapping[Look, int]) -> bytes:
    root = outline(xml)
    data = root.child("sheetData")
    if data is None:
        raise ValueError("a sheet without cells")
    prefix = f"{root.prefix}:" if root.prefix else ""
    rows = _prefixed(f"<sheetData>{_rows(page, numbers)}</sheetData>", prefix)
    edits = [Edit(data.start, data.end, rows)]
    edits += _replaced(root, "dimension", f'<dimension ref="{_extent(page)}"/>', prefix)
    present = root.child("autoFilter")
    if present is not None:
        edits += _replaced(root, "autoFilter", _filter(page), prefix)
    else:
        position = root.position_after(_BEFORE_FILTER)
        edits.append(Edit(position, position, _prefixed(_filter(page), prefix)))
    return edited(xml, edits)


def _replaced(root: Node, name: str, element: str, prefix: str) -> list[Edit]:
    node = root.child(name)
    return [Edit(node.start, node.end, _prefixed(element, prefix))] if node else []


def _prefixed(xml: str, prefix: str) -> bytes:
    """Elements with the prefix that the sheet's own have."""
    return re.sub(r"<(/?)(?=\w)", rf"<\1{prefix}", xml).encode() if prefix else xml.encode()


def _extent(page: Page) -> Area:
    return Area(1, 1, page.last_row, len(page.widths))


def _filter(page: Page) -> str:
    return f'<autoFilter ref="{Area(page.heading_row, 1, page.last_row, len(page.widths))}"/>'


def _rows(page: Page, numbers: Mapping[Look, int]) -> str:
    return "".join(
        f'<row r="{number}"{_height(page, number)}>'
        + "".join(
            _cell(cell_name(number, column), cell, numbers[cell.look])
            for column, cell in enumerate(cells, start=1)
        )
        + "</row>"
        for number, cells in sorted(page.rows.items())
    )


def _height(page: Page, row: int) -> str:
    height = page.heights.get(row)
    return f' ht="{height:g}" customHeight="1"' if height else ""


def _cell(name: str, cell: PageCell, style: int) -> str:
    text = _spelled(cell.text)
    if isinstance(cell.content, Link):
        formula = _spelled(cell.content.formula)
        return f'<c r="{name}" s="{style}" t="str"><f>{formula}</f><v>{text}</v></c>'
    if not text:
        return f'<c r="{name}" s="{style}"/>'
    return (
        f'<c r="{name}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    )


def _spelled(text: str) -> str:
    """A text as XML holds it; what XML cannot hold becomes the sign for that."""
    text = _NOT_OF_XML.sub("\N{REPLACEMENT CHARACTER}", not_an_escape(text))
    return character_data(text[:_LONGEST_TEXT])
