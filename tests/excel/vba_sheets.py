"""The class ScorecardSheets of the workbook's VBA, over the stand-in for Excel: one call each.

The VBA itself is run by LibreOffice (``tests/libreoffice``); this does the same by the parts that
xlwings would call, without counting them.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

import xlwings as xw

from tests.excel.excel_engine import FakeExcel
from xlscorecard.books.excel.finishes import Finish, make_room, put_on
from xlscorecard.books.excel.sheets import filled_range
from xlscorecard.books.excel.write_page import _freeze, _set_up_paper
from xlscorecard.books.excel.writing import formulas_in
from xlscorecard.core.sheet.address import Area


class VbaSheets:
    """What the workbook's VBA hands to Python with a click."""

    # Names of the VBA.
    # ruff: noqa: N802

    def __init__(self, excel: FakeExcel) -> None:
        self._excel = excel

    @contextmanager
    def _one_call(self, name: str) -> Iterator[xw.Book]:
        self._excel.call(name)
        calls = self._excel.calls
        yield self._excel.book
        self._excel.calls = calls

    def SheetNames(self) -> str:
        with self._one_call("sheet names"):
            return "\n".join([self._excel.active, *self._excel.cells.sheetnames])

    def Contents(self, sheet: str) -> tuple[object, ...]:
        with self._one_call("contents") as book:
            area, cells = filled_range(book.sheets[sheet])
            merged = self._excel.macros["MergedAreas"](sheet, str(area))
            return (
                str(area), cells.raw_value, cells.api.Value2, tuple(formulas_in(cells)),
                merged, self._excel.macros["NumberFormats"](sheet, str(area)), False,
            )  # fmt: skip

    def WriteBlock(self, sheet: str, area: str, values: Sequence[Sequence[object]]) -> None:
        with self._one_call("write block") as book:
            book.sheets[sheet].range(area).raw_value = values

    def Dress(self, sheet: str, finishes: str) -> None:
        with self._one_call("dress") as book:
            for line in finishes.split("\n"):
                address, what, value = line.split("\t")
                area = Area.parse(address)
                assert area is not None
                do = make_room if what == "clear" else put_on
                do(book.sheets[sheet], [Finish(area, what, value)])

    def AddSheet(self, name: str, heading_row: int) -> None:
        with self._one_call("add sheet") as book:
            shown = self._excel.active
            sheet = book.sheets.add(after=book.sheets[len(book.sheets) - 1])
            try:
                sheet.name = name
                with suppress(Exception):
                    _freeze(sheet, heading_row)
                with suppress(Exception):
                    _set_up_paper(sheet, heading_row)
            except BaseException:
                sheet.delete()
                raise
            finally:
                self._excel.active = shown

    def FormulasWith(self, text: str) -> str:
        with self._one_call("formulas with"):
            cells = self._excel.cells
            lines = [
                f"{sheet.title}\t{cell.coordinate}\t{formula}"
                for sheet in cells.worksheets
                for cell in sheet._cells.values()
                if (formula := str(getattr(cell.value, "text", cell.value))).startswith("=")
                and text in formula
            ]
            names = [f"\t{name}\t={own.attr_text}" for name, own in cells.defined_names.items()]
            return "\n".join([*lines, *(names if lines else ())])

    def MergedAreas(self, sheet: str, area: str) -> str:
        with self._one_call("merged areas"):
            return str(self._excel.macros["MergedAreas"](sheet, area))

    def NumberFormats(self, sheet: str, area: str) -> str:
        with self._one_call("number formats"):
            return str(self._excel.macros["NumberFormats"](sheet, area))
