"""The sheet xlwings.conf of a new workbook."""

from typing import Any

from xlscorecard.addin.configuration import CONFIGURATION
from xlscorecard.addin.workbook import styles
from xlscorecard.addin.workbook.styles import Styles
from xlscorecard.core.sheet.address import cell_name

_WIDTHS = (36, 60)


def write(sheet: Any, looks: Styles) -> None:
    """Write the sheet into an empty worksheet, and hide it: it is nothing for reporters."""
    for index, width in enumerate(_WIDTHS):
        sheet.set_column(index, index, width)
    for row, (key, value) in enumerate(CONFIGURATION.items(), start=1):
        sheet.write_string(cell_name(row, 1), key.value, looks.look(styles.LABEL))
        if value:
            sheet.write_string(cell_name(row, 2), value, looks.look(styles.PLAIN))
    sheet.hide()
