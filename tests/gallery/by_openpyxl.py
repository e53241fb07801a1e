"""Workbooks written by openpyxl: its own order of parts, its own spelling, other kinds of chart."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

import openpyxl
from openpyxl.chart import AreaChart3D, BarChart3D, BubbleChart, Reference, Series, SurfaceChart
from openpyxl.comments import Comment
from openpyxl.formatting.rule import ColorScaleRule, DataBarRule, FormulaRule, IconSetRule
from openpyxl.styles import Font, NamedStyle, PatternFill, Protection
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table, TableStyleInfo


def _all_that_it_can(path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Figures"
    sheet.append(["Ref", "Jul", "Aug", "Sum"])
    for row in range(2, 8):
        sheet.append([f"CC{row:02d}", row, row * 1.5, f"=SUM(B{row}:C{row})"])
    heading = NamedStyle("Our heading", font=Font(bold=True, color="FFFFFF"))
    heading.fill = PatternFill("solid", fgColor="005EA5")
    for cell in sheet[1]:
        cell.style = heading
    sheet["B3"].comment = Comment("As reported", "Ann", width=200, height=80)
    sheet["B4"].hyperlink = "https://example.org/?a=1&b=2"
    sheet["E2"] = datetime(2019, 8, 1, 12)
    sheet["E3"].protection = Protection(locked=False, hidden=True)
    sheet.conditional_formatting.add("B2:B7", ColorScaleRule("min", start_color="FF0000",
                                     end_type="max", end_color="00FF00"))  # fmt: skip
    sheet.conditional_formatting.add("C2:C7", DataBarRule("min", None, "max", None, "638EC6"))
    sheet.conditional_formatting.add("C2:C7", IconSetRule("3Flags", "percent", [0, 33, 67]))
    sheet.conditional_formatting.add("A2:A7", FormulaRule(["$B2>3"], font=Font(italic=True)))
    choice = DataValidation("list", '"red,amber,green"', allow_blank=True, showErrorMessage=True)
    choice.add("F2:F7")
    sheet.add_data_validation(choice)
    table = Table(displayName="Figures", ref="A1:D7")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleMedium9", showRowStripes=True)
    sheet.add_table(table)
    sheet.freeze_panes = "B2"
    sheet.print_title_rows = "1:1"
    sheet.oddHeader.center.text = "&A & more"
    sheet.protection.enable()
    other = book.create_sheet("Old & gone")
    other.sheet_state = "hidden"
    other.merge_cells("A1:C1")
    book.defined_names["Total"] = DefinedName("Total", attr_text="Figures!$D$2:$D$7")
    sheet.defined_names["Own"] = DefinedName("Own", attr_text="Figures!$A$1")
    book.save(path)
    return path


def _charts(path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in range(1, 7):
        sheet.append([row, row * row, 9 - row])
    columns = [Reference(sheet, min_col=column, min_row=1, max_row=6) for column in (1, 2, 3)]
    for number, kind in enumerate((BarChart3D, AreaChart3D, SurfaceChart)):
        chart = kind()
        chart.add_data(columns[1])
        chart.set_categories(columns[0])
        sheet.add_chart(chart, f"E{number * 16 + 1}")
    bubbles = BubbleChart()
    bubbles.series.append(Series(columns[1], xvalues=columns[0], zvalues=columns[2]))
    book.create_chartsheet("Picture").add_chart(bubbles)
    book.save(path)
    return path


def _written_row_by_row(path: Path) -> Path:
    """Nothing but rows, and as many texts as cells."""
    book = openpyxl.Workbook(write_only=True)
    for name in ("One", "Two"):
        sheet = book.create_sheet(name)
        for row in range(40):
            sheet.append([f"text {row}", row, row / 7, row % 2 == 0, None, f" blank {row} "])
    book.save(path)
    return path


def _locked_structure(path: Path) -> Path:
    book = openpyxl.Workbook()
    book.security = WorkbookProtection(lockStructure=True)
    book.save(path)
    return path


BY_OPENPYXL: Mapping[str, Callable[[Path], Path]] = {
    "all that openpyxl can": _all_that_it_can,
    "charts of openpyxl": _charts,
    "rows written one by one": _written_row_by_row,
    "a locked structure": _locked_structure,
}
