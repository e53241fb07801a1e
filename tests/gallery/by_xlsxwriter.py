"""Workbooks written by XlsxWriter, each with what one part of it can do."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import xlsxwriter
from xlsxwriter.color import Color
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from tests.books.sample_workbooks import png

REGIONS = ("East", "West", "North", "South")
PANES = (
    (1, 0), (0, 1), (1, 1), (3, 6), (1, 0, 21, 0), (0, 1, 0, 5), (3, 6, 6, 8),
)  # fmt: skip


def _picture() -> BytesIO:
    return BytesIO(png())


def _figures(sheet: Worksheet) -> None:
    """Eight rows of three numbers from A1."""
    for row in range(8):
        sheet.write_row(row, 0, [row + 1, 2 * row + 1, 9 - row])


def _filter(book: Workbook) -> None:
    sheet = book.add_worksheet()
    sheet.write_row("A1", ["Region", "Item", "Volume", "Month"])
    for row in range(1, 21):
        sheet.write_row(row, 0, [REGIONS[row % 4], "Bins", row * 100, "July"])
        if REGIONS[row % 4] != "East":
            sheet.set_row(row, options={"hidden": True})
    sheet.autofilter("A1:D21")
    sheet.filter_column_list("A", ["East", "Blanks"])
    sheet.filter_column("C", "x > 200 and x < 3000")


def _charts(book: Workbook) -> None:
    sheet = book.add_worksheet()
    _figures(sheet)
    kinds = (
        {"type": "bar"}, {"type": "pie"}, {"type": "doughnut"}, {"type": "radar"},
        {"type": "area", "subtype": "stacked"}, {"type": "scatter", "subtype": "smooth"},
    )  # fmt: skip
    for number, kind in enumerate(kinds):
        chart = book.add_chart(kind)
        values = {"categories": "=Sheet1!$A$1:$A$8", "values": "=Sheet1!$B$1:$B$8"}
        chart.add_series({**values, "data_labels": {"value": True}})
        chart.set_title({"name": "=Sheet1!$A$1"})
        chart.set_legend({"position": "bottom", "font": {"bold": True}})
        sheet.insert_chart(number * 16, 4, chart)


def _combined_chart(book: Workbook) -> None:
    sheet = book.add_worksheet()
    _figures(sheet)
    columns, line = book.add_chart({"type": "column"}), book.add_chart({"type": "line"})
    columns.add_series({"values": "=Sheet1!$A$1:$A$8", "fill": {"color": Color.theme(4, 2)}})
    columns.add_series({"values": "=Sheet1!$B$1:$B$8", "gradient": {"colors": ["red", "blue"]}})
    errors = {"type": "percentage", "value": 5}
    line.add_series({"values": "=Sheet1!$C$1:$C$8", "y2_axis": True, "y_error_bars": errors})
    columns.combine(line)
    sheet.insert_chart("E9", columns)


def _stock_chart(book: Workbook) -> None:
    sheet = book.add_worksheet()
    day = book.add_format({"num_format": 14})
    sheet.set_column(0, 4, 11)
    for row in range(5):
        sheet.write_datetime(row, 0, date(2007, 1, row + 1), day)
        sheet.write_row(row, 1, [27 + row, 20 - row, 24 + row / 2])
    chart = book.add_chart({"type": "stock"})
    for column in "BCD":
        values = f"=Sheet1!${column}$1:${column}$5"
        chart.add_series({"categories": "=Sheet1!$A$1:$A$5", "values": values})
    chart.set_x_axis({"date_axis": True, "num_format": "dd/mm/yyyy"})
    sheet.insert_chart("E9", chart)


def _chart_sheet(book: Workbook) -> None:
    _figures(book.add_worksheet())
    sheet = book.add_chartsheet()
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"values": "=Sheet1!$A$1:$A$8"})
    sheet.set_chart(chart)
    sheet.set_tab_color("#C00000")
    sheet.protect("")


def _check_boxes(book: Workbook) -> None:
    sheet = book.add_worksheet()
    for row in range(3):
        sheet.insert_checkbox(row, 0, row != 1)
    sheet.insert_checkbox("C3", True, book.add_format({"bg_color": "#FFFF00"}))


def _conditional_formats(book: Workbook) -> None:
    sheet = book.add_worksheet()
    _figures(sheet)
    red = book.add_format({"font_color": "#9C0006", "bg_color": "#FFC7CE", "num_format": "0.00"})
    rules: tuple[dict[str, object], ...] = (
        {"type": "cell", "criteria": "between", "minimum": 2, "maximum": 4, "format": red},
        {"type": "time_period", "criteria": "yesterday", "format": red},
        {"type": "text", "criteria": "begins with", "value": "a", "format": red},
        {"type": "average", "criteria": "below", "format": red},
        {"type": "duplicate", "format": red},
        {"type": "top", "value": 10, "criteria": "%", "format": red},
        {"type": "blanks", "format": red, "stop_if_true": True},
        {"type": "formula", "criteria": "=$A1>$B1", "format": red},
        {"type": "2_color_scale"},
        {"type": "data_bar"},
        {"type": "data_bar", "data_bar_2010": True, "bar_negative_color": "#0070C0"},
        {"type": "icon_set", "icon_style": "5_ratings", "reverse_icons": True},
    )
    for rule in rules:
        sheet.conditional_format("A1:C8", rule)
    sheet.conditional_format("E1:E5", {"type": "no_errors", "format": red, "multi_range": "E1 G1"})


def _validations(book: Workbook) -> None:
    sheet = book.add_worksheet()
    sheet.merge_range("A1:C1", "What may be typed")
    checks: tuple[dict[str, object], ...] = (
        {"validate": "list", "source": "=$H$1:$H$4", "error_type": "warning"},
        {"validate": "list", "source": ["open", "closed", "void"]},
        {"validate": "whole", "criteria": "between", "minimum": 1, "maximum": 100},
        {"validate": "decimal", "criteria": "not between", "minimum": 0.1, "maximum": 0.5},
        {"validate": "date", "criteria": ">=", "value": date(2008, 7, 24)},
        {"validate": "length", "criteria": ">", "value": 3, "ignore_blank": False},
        {"validate": "custom", "value": "=AND(F5=50,G5=60)", "input_title": "Hello"},
        {"validate": "any", "input_title": "Type a number", "input_message": "1 < n & n < 9"},
    )
    for row, check in enumerate(checks, start=1):
        sheet.data_validation(row, 1, row + 2, 2, check)


def _names(book: Workbook) -> None:
    for name in ("Sheet 1", "Sheet2"):
        _figures(book.add_worksheet(name))
    book.define_name("Sales", "='Sheet 1'!$A$1:$B$2")
    book.define_name("'Sheet 1'!Sales", "='Sheet 1'!$G$1")
    book.define_name("Sheet2!Rate.of_change", "=Sheet2!$A$1*1.5")
    book.define_name("Vat", "=0.2")
    book.set_calc_mode("manual")


def _arrays(book: Workbook) -> None:
    sheet = book.add_worksheet()
    _figures(sheet)
    sheet.write_dynamic_array_formula("E1:E3", "=UNIQUE(A1:A8)", None, 1)
    sheet.write_dynamic_array_formula("F1", "=LET(x,A1:A3,SUM(x))", None, 6)
    sheet.write_array_formula("G1:G3", "{=A1:A3*B1:B3}", None, 2)
    sheet.write_formula("H1", '=IF(A1>3,"more","less")', None, "less")
    sheet.write_formula("H2", "=A1>3", None, False)
    sheet.write_formula("H3", "=1/0", None, "#DIV/0!")


def _links(book: Workbook) -> None:
    sheet = book.add_worksheet()
    book.add_worksheet("Other's sheet")
    sheet.write_url("A1", "http://www.python.org/a%20b#part", tip="A tip & more")
    sheet.write_url("A2", "internal:'Other''s sheet'!A1", string="inside")
    sheet.write_url("A3", r"external:c:\temp\foo bar.xlsx#Sheet1!A1")
    sheet.write_url("A4", "mailto:someone@example.org")
    sheet.write_string("A6", "123")
    sheet.ignore_errors({"number_stored_as_text": "A6:A9", "eval_error": "A8"})


def _layout(book: Workbook) -> None:
    sheet = book.add_worksheet("Café (Größe), 'é' or")
    bold, italic = book.add_format({"bold": True}), book.add_format({"italic": True, "indent": 2})
    sheet.set_column("A:A", 3, bold, {"level": 1})
    sheet.set_column("B:D", 20, italic, {"level": 2, "hidden": True})
    sheet.set_column("F:F", None, None, {"collapsed": True})
    for row in range(1, 9):
        sheet.set_row(row, 18 + row, italic if row % 2 else None, {"level": row % 3})
        sheet.write_formula(row, 4, f"=SUM(A{row}:A{row + 1})", bold, 0)
    sheet.outline_settings(True, False, False, True)
    sheet.merge_range("G2:I4", "merged", bold)
    sheet.write_rich_string("A1", "This is\n ", bold, "bold", italic, " and slanted ", "text")
    sheet.set_tab_color(Color.theme(5, 1))
    sheet.right_to_left()
    sheet.set_zoom(75)
    sheet.hide_zero()
    sheet.set_selection("B4:C5")
    sheet.set_default_row(24, True)


def _panes(book: Workbook) -> None:
    for pane in PANES:
        sheet = book.add_worksheet()
        sheet.write("A1", "Foo")
        sheet.freeze_panes(*pane)
    sheet = book.add_worksheet()
    sheet.split_panes(15, 8.46)
    sheet.set_top_left_cell("C3")


def _printing(book: Workbook) -> None:
    sheet = book.add_worksheet()
    sheet.write("A1", "Printed")
    sheet.set_header('&L&"Arial,Bold"&8Page &P of &N&C&[Picture]&R&D', {"image_center": _picture()})
    sheet.set_footer("&Lfoo && bar&R&F", {"scale_with_doc": False})
    sheet.hide_gridlines(0)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(0.5, 0.5, 1, 1)
    sheet.repeat_columns("A:B")
    sheet.print_area("A1:H20")
    sheet.set_h_pagebreaks([10, 20])
    sheet.set_v_pagebreaks([3])
    sheet.set_pagebreak_view()
    sheet.print_row_col_headers()


def _protection(book: Workbook) -> None:
    sheet = book.add_worksheet()
    unlocked = book.add_format({"locked": False, "hidden": True})
    sheet.write_column("A1", [1, 2, 3], unlocked)
    sheet.protect("password", {"insert_rows": True, "sort": True, "objects": True})
    sheet.unprotect_range("A1:A3", "Typed cells")
    book.add_worksheet("Very hidden").very_hidden()
    book.read_only_recommended()


def _pictures(book: Workbook) -> None:
    sheet = book.add_worksheet()
    sheet.embed_image("A1", _picture(), {"description": "a dot"})
    sheet.insert_image("B9", _picture(), {"url": "https://example.org"})
    sheet.insert_textbox("D9", "A box", {"gradient": {"colors": ["#DDEBCF", "#9CB86E"]}})
    sheet.insert_textbox("D19", "", {"textlink": "=$B$1", "object_position": 3})
    sheet.insert_button("H9", {"macro": "Refresh", "caption": "Go"})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=Sheet1!$B$1:$B$3"})
    sheet.insert_chart("H19", chart, {"decorative": True})
    sheet.set_background(_picture())


def _tables(book: Workbook) -> None:
    sheet = book.add_worksheet()
    sheet.set_column("C:F", 10)
    columns = [
        {"header": "Ref", "total_string": "All"},
        {"header": "a & <b>", "total_function": "sum"},
        {"header": "Rate", "formula": "=[@[a & <b>]]*2", "total_function": "average"},
    ]
    sheet.add_table("C3:E9", {"name": "Figures", "total_row": True, "columns": columns})
    sheet.add_table("C15:F18", {"style": "Table Style Light 11", "autofilter": False})
    sheet.add_table("I4:J10", {"header_row": False, "style": None})
    sheet.write_formula("H1", "=SUM(Figures[Rate])", None, 0)
    sheet.write("A1", "http://perl.com/")
    sheet.write_comment("A1", "Seen", {"author": "Someone", "visible": True, "color": "#CCFFCC"})
    sheet.insert_image("H12", _picture())


def _sparklines(book: Workbook) -> None:
    sheet = book.add_worksheet()
    _figures(sheet)
    sheet.add_sparkline("E1", {"range": "Sheet1!A1:C1", "high_point": True, "axis": True})
    sheet.add_sparkline("E2", {"location": ["E2", "E3"], "range": ["A2:C2", "A3:C3"], "style": 12})
    sheet.add_sparkline("E4", {"range": "A4:C4", "type": "win_loss", "date_axis": "A5:C5"})


def _dates(book: Workbook) -> None:
    sheet = book.add_worksheet()
    styles = [book.add_format({"num_format": kind}) for kind in ("mmm-yy", "[h]:mm", "dd/mm/yyyy")]
    for row, style in enumerate(styles):
        sheet.write_datetime(row, 0, datetime(2019, 9, 1, 12, 30), style)


def _theme(book: Workbook) -> None:
    file = BytesIO()
    with xlsxwriter.Workbook(file) as plain:
        plain.add_worksheet()
    theme = ZipFile(file).read("xl/theme/theme1.xml").decode()
    book.use_custom_theme(StringIO(theme.replace("4F81BD", "005EA5")))
    _combined_chart(book)


BY_XLSXWRITER: Mapping[str, Callable[[Workbook], None]] = {
    "a filter": _filter,
    "charts": _charts,
    "a combined chart": _combined_chart,
    "a stock chart": _stock_chart,
    "a chart sheet": _chart_sheet,
    "check boxes in cells": _check_boxes,
    "conditional formats": _conditional_formats,
    "validations": _validations,
    "names": _names,
    "array formulas": _arrays,
    "links": _links,
    "widths, outlines and rich text": _layout,
    "panes": _panes,
    "printing": _printing,
    "protection": _protection,
    "pictures": _pictures,
    "tables and notes": _tables,
    "sparklines": _sparklines,
    "dates from 1904": _dates,
    "colours of its own": _theme,
}


def written_by_xlsxwriter(name: str, path: Path) -> Path:
    """The workbook of a name, one of ``BY_XLSXWRITER``."""
    options = {"use_future_functions": True, "date_1904": name == "dates from 1904"}
    book = xlsxwriter.Workbook(path, options)
    # The clock must not make another workbook.
    book.set_properties({"created": datetime(2019, 9, 1), "title": name})
    BY_XLSXWRITER[name](book)
    book.close()
    return path
