"""A page as a sheet of a new workbook, by XlsxWriter."""

from typing import Any

from xlscorecard.addin.workbook.print_setup import set_page
from xlscorecard.addin.workbook.styles import TEXT, Style, Styles, dressed
from xlscorecard.core.sheet.address import Area, Place
from xlscorecard.core.sheet.looks import DRESSES
from xlscorecard.core.sheet.page import Link, Look, Page, PageCell

_USUAL_WIDTH = 9


def write_page(sheet: Any, styles: Styles, page: Page) -> None:
    """Write a page into an empty worksheet."""
    for index, width in enumerate(page.widths):
        sheet.set_column(index, index, width or _USUAL_WIDTH, None, {"hidden": not width})
    for row, height in page.heights.items():
        sheet.set_row(row - 1, height)
    for row, cells in page.rows.items():
        for column, cell in enumerate(cells, start=1):
            _write_cell(sheet, str(Place(row, column)), cell, styles.look(*_styles(cell.look)))
    sheet.autofilter(str(Area(page.heading_row, 1, page.last_row, len(page.widths))))
    sheet.freeze_panes(page.heading_row, 0)
    sheet.hide_gridlines(2)
    title = page.rows[1][0].text
    set_page(sheet, title, repeated_rows=(page.heading_row, page.heading_row), large=False)


def _write_cell(sheet: Any, name: str, cell: PageCell, look: Any) -> None:
    if isinstance(cell.content, Link):
        sheet.write_formula(name, f"={cell.content.formula}", look, cell.text)
    else:
        sheet.write_string(name, cell.text, look)


def _styles(look: Look) -> tuple[Style, ...]:
    number_format = () if look is Look.LINK else (TEXT,)
    return (*dressed(DRESSES[look]), *number_format)
