"""Who is at Excel, and the cell that is selected."""

from typing import NamedTuple

import xlwings as xw

from xlscorecard.books.excel.faults import either, is_busy, is_missing
from xlscorecard.core.sheet.address import Place


class SelectedCell(NamedTuple):
    """A cell, with the names of its workbook and its sheet."""

    book: str
    sheet: str
    place: Place


def selected_cell(app: xw.App) -> SelectedCell | None:
    """The active cell of what is selected: also of several areas, and of whole columns.

    None where a chart, a picture or a button is selected, or a chart sheet or no workbook is
    shown: then Excel has no selection, or one without an address.

    Raises:
        Exception: Excel is busy, as an error of which ``is_busy`` is true.
    """
    try:
        selection = app.selection
        if selection is None:
            return None
        sheet = selection.sheet
        return SelectedCell(sheet.book.name, sheet.name, _active_place(app, selection))
    except Exception as error:  # of pywin32 or appscript: the system decides its class
        if is_busy(error):
            raise
        return None


def _active_place(app: xw.App, selection: xw.Range) -> Place:
    try:
        cell = app.api.ActiveCell
        return Place(int(cell.Row), int(cell.Column))
    except Exception as error:  # the same
        if not is_missing(error):
            raise
    return Place(selection.row, selection.column)  # Excel for the Mac


def user_name(app: xw.App) -> str:
    """The name that Excel knows of the person who uses it; '' where it knows none."""
    name = either(lambda: app.api.UserName, lambda: app.api.user_name.get(), lambda: "")
    return str(name or "").strip()
