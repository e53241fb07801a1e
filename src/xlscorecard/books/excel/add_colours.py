"""The edit that adds rules of colour, in Excel."""

from contextlib import suppress

import xlwings as xw

from xlscorecard.books.excel.faults import is_protected
from xlscorecard.books.excel.sheets import ExcelSheets
from xlscorecard.books.excel.writing import cells_of
from xlscorecard.books.protocol import Applied
from xlscorecard.core.sheet.edits import AddColours

_NO_COLOURS = "The figures are right, but Excel did not take the colours for the arrows."


def add_colours(edit: AddColours, sheets: ExcelSheets) -> Applied:
    """Add the rules; where Excel refuses, that is a notice.

    Where cells have any rule already, a person has set it up; a protected sheet takes none now.
    These stay as they are, and so do rules that a person has deleted since.
    """
    try:
        is_done = _is_coloured(edit, sheets.book)
    except Exception:  # of pywin32 or appscript: the system decides its class
        is_done = False
    return Applied(() if is_done else (_NO_COLOURS,))


def _is_coloured(edit: AddColours, book: xw.Book) -> bool:
    """Whether nothing is left to do; rules of which Excel has refused one are all removed."""
    names, palette = book.names, f'="{edit.palette}"'
    if not edit.rules or names.contains(edit.settled):
        return True
    if names.contains(edit.chosen):
        if names(edit.chosen).refers_to != palette:
            names(edit.chosen).refers_to = palette
        return True
    sheet = book.sheets[edit.sheet]
    arrows = cells_of(sheet, edit.rules[0].area)
    if is_protected(sheet) or len(arrows.conditional_formats):
        return True
    name = names.add(edit.chosen, palette)
    added: list[xw.main.ConditionalFormat] = []
    try:
        for rule in edit.rules:
            formats = cells_of(sheet, rule.area).conditional_formats
            added.append(
                formats.add_custom(
                    f"={rule.formula}", fill_color=rule.swatch.fill, font_color=rule.swatch.text
                )
            )
    except Exception:  # the same
        for rule_of_excel in added:
            with suppress(Exception):
                rule_of_excel.delete()
        with suppress(Exception):
            name.delete()
        return False
    return True
