"""The settings of a workbook, and what was said to one command alone."""

from collections.abc import Mapping
from dataclasses import replace

from xlscorecard.books.protocol import Book
from xlscorecard.core.domain.our_sheets import OurSheet, name_of
from xlscorecard.core.domain.settings import ColumnLine, Settings
from xlscorecard.core.settings.columns import MEANINGS
from xlscorecard.core.settings.reader import SettingsFound, holds_any_settings, read_settings
from xlscorecard.core.table.column_lines import meaning_of
from xlscorecard.errors import Fault, SettingsError


def settings_of(book: Book, columns: Mapping[str, str] | None = None) -> SettingsFound:
    """Read a workbook's settings.

    Args:
        book: the workbook.
        columns: what columns mean for this once, by heading or letter; it is stored nowhere.

    Raises:
        SettingsError: a setting, or what is said of a column, cannot be used.
    """
    said = _said_for_once(columns or {})
    sheet = name_of(OurSheet.SETTINGS, book.sheet_names, book.read)
    if sheet is None:
        unread = tuple(
            name
            for name in book.sheet_names
            if "setting" in name.casefold() and holds_any_settings(book.read(name))
        )
        return SettingsFound(Settings(columns=said), unread=unread)
    found = read_settings(book.read(sheet))
    columns_said = (*found.settings.columns, *said)
    return found._replace(settings=replace(found.settings, columns=columns_said), sheet=sheet)


def _said_for_once(columns: Mapping[str, str]) -> tuple[ColumnLine, ...]:
    faults = [
        Fault(
            place=f'what is said of column "{name}"',
            found=f'"{meaning}"',
            expected=MEANINGS,
            remedy="Say one of these.",
        )
        for name, meaning in columns.items()
        if not isinstance(meaning, str) or meaning_of(meaning) is None
    ]
    if faults:
        raise SettingsError(*faults)
    return tuple(
        ColumnLine(place="--column", name=name.strip(), meaning=meaning, for_one_run=True)
        for name, meaning in columns.items()
    )
