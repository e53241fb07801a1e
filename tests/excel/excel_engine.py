"""An engine for xlwings that stands in for Excel: a workbook in memory, counted call by call.

The real ``xlwings.Book``, ``Sheet``, ``Range`` and ``App`` run on it. It hands over what Excel
hands over by COM: blocks as tuples of rows, dates as datetimes, errors as negative integers,
amounts in a currency format as Decimals of four digits. It takes what Excel takes: a text that
looks like a formula is one, an apostrophe before a text goes.
"""

import re
from collections.abc import Callable, Iterator
from copy import copy
from datetime import datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import xlsxwriter
import xlwings as xw
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.styles.numbers import is_date_format
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.utils.datetime import from_excel, to_excel
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.formula import ArrayFormula

ERRORS = {"#N/A": -2146826246, "#DIV/0!": -2146826281, "#VALUE!": -2146826273}
TEXT_FORMAT = "@"
CALL_REJECTED = -2147418111
UNKNOWN_NAME = -2147352570
REFUSED = -2146827284

STATE = {
    "screen_updating": True,
    "enable_events": True,
    "calculation": "automatic",
    "status_bar": False,
}
"""How Excel is before a click."""


class ExcelError(Exception):
    """What pywin32 raises: an error with an HRESULT."""

    def __init__(self, hresult: int, text: str) -> None:
        super().__init__(hresult, text)
        self.hresult = hresult


class FakeExcel:
    """An Excel with one workbook; ``book`` is the xlwings.Book of it.

    ``calls`` counts what would cross the border to Excel. ``before_call`` is asked before each.
    """

    def __init__(self, path: Path) -> None:
        self.calls = 0
        self.before_call: Callable[[str], None] = lambda _name: None
        self.state: dict[str, Any] = dict(STATE)
        self.hidden_rows: set[int] = set()
        """Rows that a write passes over: what an Excel would do that respects a filter."""
        self.shown: list[str] = []
        self.alerts: list[tuple[str, str, str]] = []
        self.macros: dict[str, Callable[..., object]] = {
            "MergedAreas": self._merged_areas,
            "NumberFormats": self._number_formats,
        }
        self.cells = openpyxl.load_workbook(path)
        self.results = openpyxl.load_workbook(path, data_only=True)
        self.path = path
        self.name = path.name
        self.fullname = str(path)
        self.selected: tuple[str, int, int] | None = None
        self.selected_book = path.name
        self.language: dict[str, str] | None = None
        """What the language of this Excel has for the separator and for English names."""
        self.object_selected: Exception | None = None
        """What Excel throws because no cell is selected: a chart, a picture, a chart sheet."""
        self.user = "A. Reporter"
        """Whom Excel knows; '' for nobody."""
        self.active = self.cells.sheetnames[0]
        self.auto_correct = SimpleNamespace(AutoFillFormulasInLists=True)
        self.spills = True
        """Whether this Excel knows Formula2."""
        self.chosen: object = False
        """What a person chooses in the dialog for files; False is to cancel."""
        self.dialogs: list[tuple[object, ...]] = []
        self.is_on_a_mac = False
        self.is_structure_protected = False
        self.is_autosaved = False
        self.is_read_only = False
        self.chart_sheets: set[str] = set()
        """Names that are taken by sheets which are no worksheets."""
        self.page_setups: dict[str, SimpleNamespace] = {}
        self.protected: set[str] = set()
        self.open_columns: set[int] = set()
        """Columns that may be written on a protected sheet."""
        self.book = xw.Book(impl=_Book(self))

    def in_its_language(self, formula: str) -> str:
        """A formula in this Excel's language; source: Microsoft's page of Name.RefersToLocal."""
        if self.language is None:
            return formula
        for english, word in self.language.items():
            formula = formula.replace(english, word)
        return formula

    def call(self, name: str) -> None:
        self.calls += 1
        self.before_call(name)

    def _merged_areas(self, sheet: str, _area: str) -> str:
        return ",".join(str(area) for area in self.cells[sheet].merged_cells.ranges)

    def _number_formats(self, sheet: str, area: str) -> str:
        """The macro tells formats and judges nothing; so does this, cell by cell."""
        rows = self.cells[sheet][area]
        rows = rows if isinstance(rows, tuple) else ((rows,),)
        return "\n".join(f"{cell.coordinate}\t{cell.number_format}" for row in rows for cell in row)


def plain_scorecard(path: Path, rows: int) -> Path:
    """A scorecard of some rows, of which every second is right already."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Scorecard")
    sheet.write_row(0, 0, ["Ref.", "Indicator", "Jul-19", "Aug-19", "12 month average"])
    for row in range(1, rows + 1):
        sheet.write_row(row, 0, [f"R{row}", "Thing", row, row + 2, row + 1 if row % 2 else "old"])
    book.close()
    return path


class _Part:
    """Anything of Excel's: it has an api that is there, and belongs to one Excel."""

    def __init__(self, excel: FakeExcel) -> None:
        self.excel = excel


class _Engine:
    type = "desktop"
    name = "excel"

    @staticmethod
    def prepare_xl_data_element(content: object, _options: object) -> object:
        return content


class _App(_Part):
    version = "16.0"
    pid = 1

    @property
    def engine(self) -> "_Engine":
        return _Engine()

    def __getattr__(self, name: str) -> Any:
        if name not in self.excel.state:
            raise AttributeError(name)
        self.excel.call(name)
        return self.excel.state[name]

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "excel":
            super().__setattr__(name, value)
            return
        if name == "status_bar" and value:
            self.excel.call("status bar text")
            self.excel.shown.append(value)
        else:
            self.excel.call(name)
        self.excel.state[name] = value

    @property
    def api(self) -> object:
        name = "get_open_filename" if self.excel.is_on_a_mac else "GetOpenFilename"
        members: dict[str, object] = {"AutoCorrect": self.excel.auto_correct, name: self._choose}
        if not self.excel.is_on_a_mac:
            members["WorksheetFunction"] = SimpleNamespace(CountA=self._count)
            _, row, column = self.excel.selected or ("", 0, 0)
            members["ActiveCell"] = SimpleNamespace(Row=row, Column=column)
            members["UserName"] = self.excel.user
        return SimpleNamespace(**members)

    def _count(self, cells: "_Range") -> float:
        """How many cells hold something; a filter does not matter."""
        self.excel.call("count of filled cells")
        top, left, bottom, right = cells.area
        return float(
            sum(
                cell.value is not None
                and top <= cell.row <= bottom
                and left <= cell.column <= right
                for cell in self.excel.cells[cells.sheet.title]._cells.values()
            )
        )

    def _choose(self, *arguments: object, **named: object) -> object:
        """The dialog for files: Windows' takes its arguments in their order, the Mac's by name."""
        self.excel.call("dialog")
        self.excel.dialogs.append((*arguments, *named.items()))
        return self.excel.chosen

    @property
    def selection(self) -> "_Range | None":
        self.excel.call("selection")
        if self.excel.object_selected is not None:
            raise self.excel.object_selected
        if self.excel.selected is None:
            return None
        sheet, row, column = self.excel.selected
        return _Range(_Sheet(self.excel, sheet, self.excel.selected_book), (row, column) * 2)

    def run(self, macro: str, arguments: list[object]) -> object:
        """Excel's rule for a name: the workbook's in apostrophes, its own apostrophes doubled.

        Source: Microsoft's page of Application.Run, and how Excel writes links to such workbooks.
        """
        self.excel.call(macro)
        found = re.fullmatch(r"'((?:[^']|'')+)'!(\w+)", macro)
        if found is None or found[1].replace("''", "'") != self.excel.name:
            raise ExcelError(REFUSED, f"Cannot run the macro {macro}.")
        if found[2] not in self.excel.macros:
            raise ExcelError(REFUSED, f"no macro {found[2]}")
        return self.excel.macros[found[2]](*arguments)

    def alert(self, prompt: str, title: str, _buttons: str, mode: str, _callback: str) -> str:
        self.excel.alerts.append((prompt, title, mode))
        return "ok"


class _Book(_Part):
    def __init__(self, excel: FakeExcel, name: str | None = None) -> None:
        super().__init__(excel)
        self.own_name = name or excel.name

    @property
    def name(self) -> str:
        self.excel.call("name")
        return self.own_name

    @property
    def fullname(self) -> str:
        """As xlwings does it: an address of SharePoint without a folder here is an error."""
        if "://" in self.excel.fullname:
            raise xw.XlwingsError("Couldn't find the local path")
        return self.FullName

    @property
    def AutoSaveOn(self) -> bool:  # noqa: N802 - Excel's name
        self.excel.call("autosave")
        return self.excel.is_autosaved

    @property
    def ReadOnly(self) -> bool:  # noqa: N802 - the same
        self.excel.call("read only")
        return self.excel.is_read_only

    @property
    def FullName(self) -> str:  # noqa: N802 - Excel's name
        self.excel.call("full name")
        return self.excel.fullname

    def Windows(self, number: int) -> "_Window":  # noqa: N802 - Excel's name
        assert number == 1
        self.excel.call("window")
        return _Window(self.excel)

    @property
    def app(self) -> _App:
        return _App(self.excel)

    @property
    def names(self) -> "_Names":
        return _Names(self.excel)

    @property
    def sheets(self) -> "_Sheets":
        return _Sheets(self.excel)

    @property
    def api(self) -> object:
        return self


class _Names(_Part):
    def contains(self, name: str) -> bool:
        self.excel.call("names")
        return name in self.excel.cells.defined_names

    def __call__(self, name: str) -> "_Name":
        return _Name(self.excel, name)

    def add(self, name: str, refers_to: str) -> "_Name":
        self.excel.call("name")
        self.excel.cells.defined_names[name] = DefinedName(name, attr_text=refers_to[1:])
        return _Name(self.excel, name)


class _Name(_Part):
    def __init__(self, excel: FakeExcel, own: str) -> None:
        super().__init__(excel)
        self.own = own

    @property
    def api(self) -> SimpleNamespace:
        self.excel.call("refers to local")
        return SimpleNamespace(RefersToLocal=self.excel.in_its_language(self.refers_to))

    @property
    def refers_to(self) -> str:
        return f"={self.excel.cells.defined_names[self.own].attr_text}"

    @refers_to.setter
    def refers_to(self, formula: str) -> None:
        self.excel.call("name")
        self.excel.cells.defined_names[self.own].attr_text = formula[1:]

    def delete(self) -> None:
        del self.excel.cells.defined_names[self.own]


class _Sheets(_Part):
    @property
    def active(self) -> "_Sheet":
        return _Sheet(self.excel, self.excel.active)

    def __len__(self) -> int:
        self.excel.call("count")
        return len(self.excel.cells.sheetnames)

    def __call__(self, key: int | str) -> "_Sheet":
        self.excel.call("sheet")
        names = self.excel.cells.sheetnames
        name = names[key - 1] if isinstance(key, int) else key
        if name not in names:
            raise KeyError(key)
        return _Sheet(self.excel, name)

    def __iter__(self) -> Iterator["_Sheet"]:
        for name in self.excel.cells.sheetnames:
            yield _Sheet(self.excel, name)

    def add(self, before: "_Sheet | None", after: "_Sheet | None", name: str | None) -> "_Sheet":
        """A new sheet, which Excel shows at once, and which xlwings then gives its name."""
        self.excel.call("add a sheet")
        if self.excel.is_structure_protected:
            raise ExcelError(REFUSED, "the structure is protected")
        assert before is None
        assert after is not None
        names = self.excel.cells.sheetnames
        number = names.index(after.title) + 1
        title = f"Sheet{len(names) + 1}"
        self.excel.cells.create_sheet(title, number)
        self.excel.results.create_sheet(title, number)
        self.excel.active = title
        sheet = _Sheet(self.excel, title)
        if name is not None:
            sheet.name = name
        return sheet


class _Sheet(_Part):
    def __init__(self, excel: FakeExcel, title: str, book: str | None = None) -> None:
        super().__init__(excel)
        self.title = title
        self.book_name = book

    @property
    def name(self) -> str:
        self.excel.call("sheet name")
        return self.title

    @name.setter
    def name(self, title: str) -> None:
        self.excel.call("rename")
        if title in self.excel.chart_sheets:
            raise ExcelError(REFUSED, "the name is taken")
        for book in (self.excel.cells, self.excel.results):
            book[self.title].title = title
        if self.excel.active == self.title:
            self.excel.active = title
        self.title = title

    def delete(self) -> None:
        self.excel.call("delete")
        for book in (self.excel.cells, self.excel.results):
            del book[self.title]
        if self.excel.active == self.title:
            self.excel.active = self.excel.cells.sheetnames[-1]

    @property
    def book(self) -> _Book:
        return _Book(self.excel, self.book_name)

    @property
    def index(self) -> int:
        self.excel.call("index")
        return int(self.excel.cells.sheetnames.index(self.title)) + 1

    def activate(self) -> None:
        self.excel.call("activate")
        self.excel.active = self.title

    def clear_formats(self) -> None:
        self.excel.call("clear formats")
        self.refuse_if_protected()
        for row in self.excel.cells[self.title].iter_rows():
            for cell in row:
                cell.style = "Normal"
                cell.number_format = "General"

    def refuse_if_protected(self) -> None:
        if self.title in self.excel.protected:
            raise ExcelError(REFUSED, "the sheet is protected")

    @property
    def api(self) -> "_SheetApi":
        return _SheetApi(self)

    @property
    def used_range(self) -> "_Range":
        self.excel.call("used range")
        left, top, right, bottom = range_boundaries(self.excel.cells[self.title].dimensions)
        return _Range(self, (top, left, bottom, right))

    def range(self, first: object, second: object = None) -> "_Range":
        self.excel.call("range")
        if isinstance(first, str):
            left, top, right, bottom = range_boundaries(first)
            return _Range(self, (top, left, bottom, right))
        assert isinstance(first, tuple)
        assert isinstance(second, tuple)
        return _Range(self, (*first, *second))


class _Window(_Part):
    """The window of the workbook, whose panes are those of the sheet that is shown."""

    rows: int

    def __init__(self, excel: FakeExcel) -> None:
        object.__setattr__(self, "excel", excel)
        object.__setattr__(self, "rows", 0)

    def __setattr__(self, name: str, value: Any) -> None:
        assert name in ("DisplayGridlines", "SplitColumn", "SplitRow", "FreezePanes")
        self.excel.call("window")
        shown = self.excel.cells[self.excel.active]
        if name == "SplitRow":
            object.__setattr__(self, "rows", value)
        elif name == "DisplayGridlines":
            shown.sheet_view.showGridLines = value
        elif name == "FreezePanes":
            shown.freeze_panes = f"A{self.rows + 1}"


class _SheetApi(_Part):
    """Excel's own worksheet: what xlwings has no name for."""

    sheet: _Sheet

    def __init__(self, sheet: _Sheet) -> None:
        object.__setattr__(self, "excel", sheet.excel)
        object.__setattr__(self, "sheet", sheet)

    @property
    def ProtectContents(self) -> bool:  # noqa: N802 - Excel's name
        return self.sheet.title in self.excel.protected

    def Evaluate(self, text: str) -> object:  # noqa: N802 - Excel's name
        """A number or a text as it is, a name as the range that it refers to, else an error."""
        self.excel.call("evaluate")
        if text in self.excel.cells.defined_names:
            title, cell = next(self.excel.cells.defined_names[text].destinations)
            book = SimpleNamespace(Name=self.excel.name)
            return SimpleNamespace(Address=cell, Worksheet=SimpleNamespace(Name=title, Parent=book))
        if text.startswith("[Other.xlsx]"):
            book = SimpleNamespace(Name="Other.xlsx")
            sheet = SimpleNamespace(Name="Scorecard", Parent=book)
            return SimpleNamespace(Address="$F$9", Worksheet=sheet, Value=4.0)
        if re.fullmatch(r"\$?[A-Z]+:\$?[A-Z]+", text):
            return SimpleNamespace(Address=text)
        if text.startswith('"'):
            return text[1:-1]
        try:
            return float(text)
        except ValueError:
            return ERRORS["#VALUE!"]

    @property
    def PageSetup(self) -> SimpleNamespace:  # noqa: N802 - the same
        self.excel.call("page setup")
        return self.excel.page_setups.setdefault(self.sheet.title, SimpleNamespace())

    @property
    def AutoFilterMode(self) -> bool:  # noqa: N802 - the same
        self.excel.call("autofilter mode")
        return bool(self.excel.cells[self.sheet.title].auto_filter.ref)

    def __setattr__(self, name: str, value: object) -> None:
        assert (name, value) == ("AutoFilterMode", False)
        self.excel.call("autofilter mode")
        self.excel.cells[self.sheet.title].auto_filter.ref = None


class _Range(_Part):
    def __init__(self, sheet: _Sheet, area: tuple[int, int, int, int]) -> None:
        super().__init__(sheet.excel)
        self.sheet = sheet
        self.area = area
        self.options: dict[str, object] = {}
        self.max_cells_per_read = self.max_cells_per_write = None

    @property
    def row(self) -> int:
        self.excel.call("row")
        return self.area[0]

    @property
    def column(self) -> int:
        self.excel.call("column")
        return self.area[1]

    @property
    def shape(self) -> tuple[int, int]:
        self.excel.call("shape")
        top, left, bottom, right = self.area
        return bottom - top + 1, right - left + 1

    @property
    def merge_cells(self) -> bool | None:
        """None where some cells are merged and some are not."""
        self.excel.call("merge cells")
        return None if self.excel.cells[self.sheet.title].merged_cells.ranges else False

    @property
    def raw_value(self) -> object:
        self.excel.call("value")
        return self._read(_by_value)

    @raw_value.setter
    def raw_value(self, data: object) -> None:
        self.excel.call("write")
        top, left, bottom, right = self.area
        closed = not set(range(left, right + 1)) <= self.excel.open_columns
        if self.sheet.title in self.excel.protected and closed:
            raise ExcelError(REFUSED, "the cell is protected")
        rows = data if isinstance(data, tuple | list) else ((data,),)
        assert len(rows) == bottom - top + 1
        for row, contents in enumerate(rows, start=top):
            for column, content in enumerate(contents, start=left):
                if row not in self.excel.hidden_rows:
                    self._type(row, column, content)

    @property
    def formula2(self) -> object:
        if not self.excel.spills:
            raise AttributeError("Formula2")
        return self.formula

    @formula2.setter
    def formula2(self, text: object) -> None:
        if not self.excel.spills:
            raise AttributeError("Formula2")
        self.formula = text

    @property
    def number_format(self) -> str:
        self.excel.call("number format")
        return self._format(*self.area[:2])

    @number_format.setter
    def number_format(self, text: str) -> None:
        self._format_all("number format", lambda cell: setattr(cell, "number_format", text))

    @property
    def formula(self) -> object:
        self.excel.call("formula")
        return self._read(_by_formula)

    @formula.setter
    def formula(self, text: object) -> None:
        self.raw_value = text

    @property
    def conditional_formats(self) -> "_ConditionalFormats":
        return _ConditionalFormats(self)

    def _cells(self) -> Iterator[Any]:
        top, left, bottom, right = self.area
        sheet = self.excel.cells[self.sheet.title]
        for row in sheet.iter_rows(top, bottom, left, right):
            yield from row

    def _format_all(self, what: str, change: Callable[[Any], None]) -> None:
        self.excel.call(what)
        self.sheet.refuse_if_protected()
        for cell in self._cells():
            change(cell)

    @property
    def font(self) -> "_Font":
        return _Font(self)

    @property
    def color(self) -> object:
        raise NotImplementedError

    @color.setter
    def color(self, colour: object) -> None:
        assert isinstance(colour, str)
        fill = PatternFill("solid", fgColor=f"FF{colour[1:]}")
        self._format_all("fill", lambda cell: setattr(cell, "fill", fill))

    @property
    def wrap_text(self) -> object:
        raise NotImplementedError

    @wrap_text.setter
    def wrap_text(self, value: bool) -> None:
        self._format_all(
            "wrap", lambda cell: setattr(cell, "alignment", Alignment(wrap_text=value))
        )

    @property
    def vertical_alignment(self) -> object:
        raise NotImplementedError

    @vertical_alignment.setter
    def vertical_alignment(self, value: str) -> None:
        self._format_all(
            "align", lambda cell: setattr(cell, "alignment", Alignment(vertical=value))
        )

    @property
    def column_width(self) -> object:
        raise NotImplementedError

    @column_width.setter
    def column_width(self, width: float) -> None:
        self.excel.call("column width")
        column = self.excel.cells[self.sheet.title].column_dimensions[
            get_column_letter(self.area[1])
        ]
        column.width, column.hidden = width, not width

    def autofit(self, axis: str) -> None:
        assert axis == "r"
        self.excel.call("autofit")

    def AutoFilter(self) -> None:  # noqa: N802 - Excel's name
        """Turns the filter on, or off where it is on."""
        self.excel.call("autofilter")
        top, left, bottom, right = self.area
        ref = f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom}"
        filters = self.excel.cells[self.sheet.title].auto_filter
        filters.ref = None if filters.ref else ref

    @property
    def Borders(self) -> SimpleNamespace:  # noqa: N802 - the same
        self.excel.call("borders")
        return SimpleNamespace()

    @property
    def Font(self) -> SimpleNamespace:  # noqa: N802 - the same
        self.excel.call("font")
        return SimpleNamespace()

    @property
    def api(self) -> "_Range":
        return self

    @property
    def Value2(self) -> object:  # noqa: N802 - Excel's name
        self.excel.call("value2")
        return self._read(_by_value2)

    def _read(self, content: Callable[[Any, Any], object]) -> object:
        top, left, bottom, right = self.area
        cells = self.excel.cells[self.sheet.title]
        results = self.excel.results[self.sheet.title]
        rows = tuple(
            tuple(content(cells.cell(row, column), results.cell(row, column).value)
                  for column in range(left, right + 1))
            for row in range(top, bottom + 1)
        )  # fmt: skip
        return rows if rows != ((rows[0][0],),) else rows[0][0]

    def _filled_with(self, row: int, column: int) -> range:
        """The rows of a table that a formula in one of its cells is filled into."""
        if self.excel.auto_correct.AutoFillFormulasInLists:
            for table in self.excel.cells[self.sheet.title].tables.values():
                left, top, right, bottom = range_boundaries(table.ref)
                if top < row <= bottom and left <= column <= right:
                    return range(top + 1, bottom + 1)
        return range(0)

    def _format(self, row: int, column: int) -> str:
        return str(self.excel.cells[self.sheet.title].cell(row, column).number_format)

    def _type(self, row: int, column: int, content: object) -> None:
        """Take what is written as Excel takes what is typed."""
        if isinstance(content, str) and content.startswith("="):
            for other in self._filled_with(row, column):
                self.excel.cells[self.sheet.title].cell(other, column).value = content
        if content == "":
            content = None
        elif isinstance(content, str):
            if content.startswith("'"):
                content = content[1:]
            elif re.match(r"[=+@-].", content) and not content.startswith("="):
                raise ExcelError(REFUSED, f"no formula: {content}")
        elif isinstance(content, float) and self._format(row, column) == TEXT_FORMAT:
            content = f"{content:.15g}"
        self.excel.cells[self.sheet.title].cell(row, column).value = content
        self.excel.results[self.sheet.title].cell(row, column).value = content


class _Font:
    """A font of some cells, of which each property that is set is a call."""

    cells: _Range

    def __init__(self, cells: _Range) -> None:
        object.__setattr__(self, "cells", cells)

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "color":
            value = f"FF{value[1:]}"

        def change(cell: Any) -> None:
            font = copy(cell.font)
            cell.font = Font(
                **{"name": font.name, "size": font.size, "bold": font.bold, "color": font.color}
                | {name: value}
            )

        self.cells._format_all(f"font {name}", change)


class _ConditionalFormats(_Part):
    def __init__(self, cells: _Range) -> None:
        super().__init__(cells.excel)
        self.sheet = cells.excel.cells[cells.sheet.title]
        top, left, bottom, right = cells.area
        self.area = CellRange(min_row=top, min_col=left, max_row=bottom, max_col=right)

    def __len__(self) -> int:
        self.excel.call("count of conditional formats")
        return sum(
            len(formats.rules)
            for formats in self.sheet.conditional_formatting
            if any(not own.isdisjoint(self.area) for own in formats.sqref.ranges)
        )

    def add_custom(self, spec: dict[str, Any]) -> "_ConditionalFormat":
        self.excel.call("conditional format")
        if self.sheet.title in self.excel.protected:
            raise ExcelError(REFUSED, "the sheet is protected")
        formula = str(spec["formula"])
        if self.excel.language is not None and self.excel.in_its_language(formula) != formula:
            raise ExcelError(REFUSED, "a formula in another language")
        font, fill = (_colour(spec[key]) for key in ("font_color", "fill_color"))
        rule = FormulaRule(
            formula=[formula.removeprefix("=")],
            font=Font(color=font),
            fill=PatternFill(bgColor=fill, fill_type="solid"),
        )
        self.sheet.conditional_formatting.add(self.area.coord, rule)
        return _ConditionalFormat(self.sheet, rule)


class _ConditionalFormat:
    def __init__(self, sheet: Any, rule: Any) -> None:
        self.sheet, self.rule = sheet, rule

    def delete(self) -> None:
        kept = ConditionalFormattingList()
        for formats in self.sheet.conditional_formatting:
            for rule in formats.rules:
                if rule is not self.rule:
                    kept.add(str(formats.sqref), rule)
        self.sheet.conditional_formatting = kept


def _colour(rgb: tuple[int, int, int]) -> str:
    return "FF{:02X}{:02X}{:02X}".format(*rgb)


def _moment(result: timedelta | time) -> datetime:
    """The date that Excel's Value makes of elapsed time and of a time of day."""
    zero = datetime(1899, 12, 30)
    return zero + result if isinstance(result, timedelta) else datetime.combine(zero, result)


def _by_value(cell: Any, result: Any) -> object:
    if isinstance(result, timedelta | time):
        return _moment(result)
    if isinstance(result, datetime | bool) or result is None:
        return result
    if isinstance(result, str):
        return ERRORS.get(result, result)
    if is_date_format(cell.number_format):
        return from_excel(result)
    if "£" in cell.number_format:
        return Decimal(str(result)).quantize(Decimal("0.0001"))
    return float(result)


def _by_value2(cell: Any, result: Any) -> object:
    if isinstance(result, timedelta | time):
        return round((_moment(result) - datetime(1899, 12, 30)) / timedelta(days=1), 9)
    if isinstance(result, datetime):
        return round(float(to_excel(result)), 9)
    return float(result) if "£" in cell.number_format else _by_value(cell, result)


def _by_formula(cell: Any, result: Any) -> object:
    value = cell.value
    if isinstance(value, ArrayFormula):
        value = value.text
    if isinstance(value, str) and value.startswith("="):
        return value
    return "" if result is None else str(result)
