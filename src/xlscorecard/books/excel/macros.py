"""What the workbook's VBA tells of a sheet in one call, for which Python would need many."""

from typing import Any, Protocol

import xlwings as xw

from xlscorecard.core.sheet.address import Area


class Macros(Protocol):
    """The workbook's VBA; a call fails with an error of the system where macros are off."""

    def merged_areas(self, sheet: str, area: Area) -> str:
        """The merged areas of an area, separated by commas."""
        ...

    def number_formats(self, sheet: str, area: Area) -> str:
        """The number formats of an area: a line a block, with a tab after its address."""
        ...


class MacrosGiven:
    """The object of the class ``ScorecardSheets`` that the workbook's VBA hands over."""

    def __init__(self, sheets: Any) -> None:
        self._sheets = sheets

    def merged_areas(self, sheet: str, area: Area) -> str:
        """The merged areas of an area, separated by commas."""
        return str(self._sheets.MergedAreas(sheet, str(area)) or "")

    def number_formats(self, sheet: str, area: Area) -> str:
        """The number formats of an area: a line a block, with a tab after its address."""
        return str(self._sheets.NumberFormats(sheet, str(area)) or "")


class MacrosByName:
    """The workbook's macros by their names, as on a Mac, where no object can be handed over.

    Excel wants the apostrophes of a workbook's name doubled; ``Book.macro`` does not do it.
    """

    def __init__(self, book: xw.Book) -> None:
        self._book = book

    def merged_areas(self, sheet: str, area: Area) -> str:
        """The merged areas of an area, separated by commas."""
        return self._told("MergedAreas", sheet, area)

    def number_formats(self, sheet: str, area: Area) -> str:
        """The number formats of an area: a line a block, with a tab after its address."""
        return self._told("NumberFormats", sheet, area)

    def _told(self, macro: str, sheet: str, area: Area) -> str:
        name = self._book.name.replace("'", "''")
        return str(self._book.app.macro(f"'{name}'!{macro}")(sheet, str(area)) or "")
