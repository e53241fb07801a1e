"""What the workbook's VBA tells of a sheet in one call, for which Python would need many."""

from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol

import xlwings as xw

from xlscorecard.books.excel.agreed_with_vba import ERROR
from xlscorecard.books.excel.content import rows_of
from xlscorecard.books.excel.finishes import Finish
from xlscorecard.core.sheet.address import Area, Place
from xlscorecard.core.sheet.sheets import UsedFunctions


class Contents(NamedTuple):
    """What the filled cells of a sheet hold, row by row, and what is merged.

    ``shown`` has dates and amounts of money as such, ``exact`` the numbers behind them.
    ``formats`` tells the number formats where any cell is shown as a date.
    """

    area: Area
    shown: Sequence[Sequence[object]]
    exact: Sequence[Sequence[object]]
    formulas: Sequence[Sequence[object]]
    merges: str
    formats: str
    is_1904: bool


class Macros(Protocol):
    """The workbook's VBA; a call fails with an error of the system where macros are off."""

    def merged_areas(self, sheet: str, area: Area) -> str:
        """The merged areas of an area, separated by commas."""
        ...

    def number_formats(self, sheet: str, area: Area) -> str:
        """The number formats of an area: a line a block, with a tab after its address."""
        ...


class RefusedByExcelError(Exception):
    """An error of Excel that the workbook's VBA has caught."""

    def __init__(self, number: int, text: str) -> None:
        super().__init__(number, text)
        self.hresult = number


class MacrosGiven:
    """The object of the class ``ScorecardSheets`` that the workbook's VBA hands over.

    Raises:
        RefusedByExcelError: of each of its methods: Excel refuses what was asked for.
    """

    def __init__(self, sheets: Any) -> None:
        self._sheets = sheets

    def merged_areas(self, sheet: str, area: Area) -> str:
        """The merged areas of an area, separated by commas."""
        return str(_answer(self._sheets.MergedAreas(sheet, str(area))) or "")

    def number_formats(self, sheet: str, area: Area) -> str:
        """The number formats of an area: a line a block, with a tab after its address."""
        return str(_answer(self._sheets.NumberFormats(sheet, str(area))) or "")

    def sheet_names(self) -> tuple[str, tuple[str, ...]]:
        """The name of the sheet that is shown, and those of all worksheets."""
        shown, *names = str(_answer(self._sheets.SheetNames())).split("\n")
        return shown, tuple(names)

    def contents(self, sheet: str) -> Contents:
        """All that a sheet holds."""
        told = _answer(self._sheets.Contents(sheet))
        address, shown, exact, formulas, merges, formats, is_1904 = told
        area = Area.parse(str(address))
        if area is None:
            raise ValueError(f"{address} where an area belongs")
        return Contents(
            area=area,
            shown=rows_of(shown),
            exact=rows_of(exact),
            formulas=rows_of(formulas),
            merges=str(merges or ""),
            formats=str(formats or ""),
            is_1904=bool(is_1904),
        )

    def formulas_with(self, start: str) -> UsedFunctions:
        """The formulas of all sheets that call a function whose name starts so, and the names."""
        formulas: list[tuple[str, Place, str]] = []
        names: dict[str, str] = {}
        for line in str(_answer(self._sheets.FormulasWith(start)) or "").split("\n"):
            sheet, _, rest = line.partition("\t")
            cell, _, text = rest.partition("\t")
            text = text.removeprefix("=")
            if not sheet:
                names[cell] = text
            elif (area := Area.parse(cell)) is not None:
                formulas.append((sheet, Place(area.top, area.left), text))
        return UsedFunctions(formulas, names)

    def write(self, sheet: str, area: Area, rows: Sequence[Sequence[object]]) -> None:
        """Write a block; Excel takes all of it or nothing."""
        _answer(self._sheets.WriteBlock(sheet, str(area), rows))

    def dress(self, sheet: str, wanted: Sequence[Finish]) -> None:
        """Put finishes on the cells of a sheet."""
        lines = (f"{area}\t{what}\t{value}" for area, what, value in wanted)
        _answer(self._sheets.Dress(sheet, "\n".join(lines)))

    def add_sheet(self, name: str, heading_row: int) -> None:
        """A new sheet behind the others; the sheet that is shown stays so."""
        _answer(self._sheets.AddSheet(name, heading_row))


def _answer(told: Any) -> Any:
    """What the VBA answers, if that is no error."""
    if isinstance(told, tuple) and told and told[0] == ERROR:
        _, number, text = told
        raise RefusedByExcelError(int(number), str(text))
    return told


WITHOUT_ARGUMENTS = "SheetNames"
"""The method that pywin32 may take for a property, where it knows no types."""


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
