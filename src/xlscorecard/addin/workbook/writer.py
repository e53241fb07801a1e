"""A workbook to write into, by XlsxWriter: texts stay texts, and the font is the project's."""

from typing import Any, BinaryIO

from xlsxwriter import Workbook

from xlscorecard.addin.workbook.styles import FONT


def empty_workbook(target: BinaryIO) -> Any:
    """A workbook without sheets, which closing it writes to the target."""
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "default_format_properties": dict(FONT),
    }
    return Workbook(target, options)
