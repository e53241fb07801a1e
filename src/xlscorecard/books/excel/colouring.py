"""Rules of colour in a workbook that is open in Excel."""

from contextlib import suppress

import xlwings as xw

from xlscorecard.books.excel.faults import is_protected
from xlscorecard.books.excel.writing import cells_of
from xlscorecard.core.table.colours import CHOSEN, CHOSEN_ON_SETTINGS, Colouring

_NO_COLOURS = "The figures are right, but Excel did not take the colours for the arrows."


def colour(book: xw.Book, title: str, colouring: Colouring) -> tuple[str, ...]:
    """Give arrows and changes their rules of colour, once, and the palette that is chosen.

    A workbook with our Settings sheet has its own; where cells have any rule already, a
    person has set it up; a protected sheet takes none now. These stay as they are, and so do
    rules that a person has deleted since. Where Excel refuses, a notice comes back.
    """
    try:
        return () if _is_coloured(book, title, colouring) else (_NO_COLOURS,)
    except Exception:  # of pywin32 or appscript: the system decides its class
        return (_NO_COLOURS,)


def _is_coloured(book: xw.Book, title: str, colouring: Colouring) -> bool:
    """Whether nothing is left to do; rules of which Excel has refused one are all removed."""
    names, chosen = book.names, f'="{colouring.palette.value}"'
    if not colouring.rules or names.contains(CHOSEN_ON_SETTINGS):
        return True
    if names.contains(CHOSEN):
        if names(CHOSEN).refers_to != chosen:
            names(CHOSEN).refers_to = chosen
        return True
    sheet = book.sheets[title]
    arrows = cells_of(sheet, colouring.rules[0].area)
    if is_protected(sheet) or len(arrows.conditional_formats):
        return True
    name = names.add(CHOSEN, chosen)
    added: list[xw.main.ConditionalFormat] = []
    try:
        for rule in colouring.rules:
            formats = cells_of(sheet, rule.area).conditional_formats
            added.append(
                formats.add_custom(
                    f"={rule.formula}",
                    fill_color=rule.swatch.fill,
                    font_color=rule.swatch.text,
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
