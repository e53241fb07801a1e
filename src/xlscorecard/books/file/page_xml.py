"""A sheet of our own as a sheet's XML: a new one, or the cells of one that is there."""

import re
from collections.abc import Mapping

from xlscorecard.core.sheet.address import Area, cell_name
from xlscorecard.core.sheet.page import Link, Look, Page, PageCell
from xlscorecard.formats.xlsx.escaping import character_data, not_an_escape
from xlscorecard.formats.xlsx.xml_edits import MAIN, XmlEdits

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_A4 = 9
_NOT_OF_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST_TEXT = 32_767  # characters of a cell
_FOOTER = "&amp;L&amp;8&amp;A&amp;C&amp;8Page &amp;P of &amp;N&amp;R&amp;8Printed &amp;D"
# ECMA-376 part 1, 18.3.1.99, the sequence of CT_Worksheet up to the filter.
_BEFORE_FILTER = ("sheetData", "sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios")

Numbers = Mapping[Look, int]
"""The number of each look's cell style."""


def new_sheet(page: Page, numbers: Numbers) -> bytes:
    """The part of a new sheet."""
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
    ).encode()


def write_anew(sheet: XmlEdits, page: Page, numbers: Numbers) -> None:
    """Write the cells of a page into the sheet that has been written for it before.

    Raises:
        ValueError: it has no place for cells.
    """
    root = sheet.root

    def prefixed(xml: str) -> bytes:
        """Elements with the prefix that the sheet's own have."""
        if not root.prefix:
            return xml.encode()
        return re.sub(r"<(/?)(?=\w)", lambda tag: tag[0] + root.prefixed(""), xml).encode()

    rows = f"<sheetData>{_rows(page, numbers)}</sheetData>"
    sheet.replace(sheet.required("sheetData", "a sheet"), prefixed(rows))
    extent, present = root.child("dimension"), root.child("autoFilter")
    if extent is not None:
        sheet.replace(extent, prefixed(f'<dimension ref="{_extent(page)}"/>'))
    if present is not None:
        sheet.replace(present, prefixed(_filter(page)))
    else:
        sheet.insert_after(_BEFORE_FILTER, prefixed(_filter(page)))


def _extent(page: Page) -> Area:
    return Area(1, 1, page.last_row, len(page.widths))


def _filter(page: Page) -> str:
    return f'<autoFilter ref="{Area(page.heading_row, 1, page.last_row, len(page.widths))}"/>'


def _rows(page: Page, numbers: Numbers) -> str:
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
    text = _text(cell.text)
    if isinstance(cell.content, Link):
        formula = _text(cell.content.formula)
        return f'<c r="{name}" s="{style}" t="str"><f>{formula}</f><v>{text}</v></c>'
    if not text:
        return f'<c r="{name}" s="{style}"/>'
    return (
        f'<c r="{name}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    )


def _text(text: str) -> str:
    """A text as XML holds it; what XML cannot hold becomes the sign for that."""
    text = _NOT_OF_XML.sub("\N{REPLACEMENT CHARACTER}", not_an_escape(text))
    return character_data(text[:_LONGEST_TEXT])
