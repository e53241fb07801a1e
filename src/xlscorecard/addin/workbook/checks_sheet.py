"""The Checks sheet of a new workbook, which nobody has checked yet."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from xlscorecard.addin.workbook import styles
from xlscorecard.addin.workbook.print_setup import set_page
from xlscorecard.addin.workbook.styles import Style, Styles
from xlscorecard.core.domain.our_sheets import CHECKS_SHEETS
from xlscorecard.core.findings.checks_page import TITLE, unchecked_page
from xlscorecard.core.sheet.address import Area, cell_name
from xlscorecard.core.sheet.page import Look

SHEET = CHECKS_SHEETS[0]

_LOOKS: Mapping[Look, tuple[Style, ...]] = MappingProxyType(
    {
        Look.TITLE: (styles.TITLE,),
        Look.SENTENCE: (styles.PLAIN,),
        Look.HEADING: (styles.HEADING, styles.BORDER, styles.LEFT),
    }
)
"""The looks of a page that lists nothing."""

_USUAL_WIDTH = 9


def write(sheet: Any, styles_of: Styles) -> None:
    """Write the sheet into an empty worksheet."""
    page = unchecked_page(SHEET)
    for index, width in enumerate(page.widths):
        sheet.set_column(index, index, width or _USUAL_WIDTH, None, {"hidden": not width})
    for row, height in page.heights.items():
        sheet.set_row(row - 1, height)
    for row, cells in page.rows.items():
        for column, cell in enumerate(cells, start=1):
            look = styles_of.of(*_LOOKS[cell.look])
            sheet.write_string(cell_name(row, column), cell.text, look)
    sheet.autofilter(str(Area(page.heading_row, 1, page.last_row, len(page.widths))))
    sheet.freeze_panes(page.heading_row, 0)
    sheet.hide_gridlines(2)
    set_page(sheet, TITLE, repeated_rows=(page.heading_row, page.heading_row), large=False)
