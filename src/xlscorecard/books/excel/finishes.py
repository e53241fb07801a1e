"""How a page is dressed in Excel: a list of finishes, put on by xlwings or by the workbook's VBA.

Their number does not grow with the rows: cells that look alike in a column are one area.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

import xlwings as xw

from xlscorecard.books.excel.faults import either
from xlscorecard.books.excel.writing import cells_of
from xlscorecard.core.sheet.address import Area
from xlscorecard.core.sheet.looks import DRESSES, FONT, LINES, PLAIN, Dress
from xlscorecard.core.sheet.page import Look, Page

_TEXT_FORMAT = "@"
_UNDERLINED = 2  # xlUnderlineStyleSingle
_THIN = 2  # xlThin


class Finish(NamedTuple):
    """One property of some cells; colours as ``#RRGGBB``. VBA knows the same words."""

    area: Area
    what: str
    value: str = ""


def before_writing(area: Area) -> Sequence[Finish]:
    """What makes room for a page on a sheet that is there: a filter would hide rows."""
    return (Finish(area, "unfilter"), Finish(area, "clear"))


def finishes(page: Page, *, is_new: bool) -> Iterator[Finish]:
    """All finishes of a page; the widths are set once, for later they are the person's."""
    whole = Area(1, 1, page.last_row, len(page.widths))
    table = Area(page.heading_row, 1, page.last_row, len(page.widths))
    if is_new:
        for column, width in enumerate(page.widths, start=1):
            yield Finish(Area(1, column, 1, column), "width", f"{width:g}")
    yield Finish(whole, "font", FONT)
    yield Finish(whole, "size", str(PLAIN.size))
    yield Finish(whole, "colour", PLAIN.colour)
    yield Finish(whole, "top")
    yield Finish(table, "wrap")
    for look, area in _looks(page):
        yield from _of_dress(area, DRESSES[look])
    yield Finish(table, "lines", LINES)
    yield Finish(table, "filter")
    yield Finish(table, "heights")


def _of_dress(area: Area, dress: Dress) -> Iterator[Finish]:
    if dress.colour != PLAIN.colour:
        yield Finish(area, "colour", dress.colour)
    if dress.bold:
        yield Finish(area, "bold")
    if dress.size != PLAIN.size:
        yield Finish(area, "size", str(dress.size))
    if dress.fill is not None:
        yield Finish(area, "fill", dress.fill)
    if dress.typed:
        yield Finish(area, "text")
    if dress.underlined:
        yield Finish(area, "underlined")


def _stands_out(look: Look) -> bool:
    """Whether a look is more than plain text, with lines or without."""
    return DRESSES[look]._replace(in_table=PLAIN.in_table) != PLAIN


def _looks(page: Page) -> Iterator[tuple[Look, Area]]:
    """The looks that differ from plain text, each with its cells; few, however many rows."""
    for number, cells in page.rows.items():
        if number <= page.heading_row and _stands_out(cells[0].look):
            yield cells[0].look, Area(number, 1, number, len(cells))
    columns = [_runs(page, column) for column in range(len(page.widths))]
    left = 1
    for runs, same in groupby(columns):
        right = left + len(list(same)) - 1
        for look, top, bottom in runs:
            yield look, Area(top, left, bottom, right)
        left = right + 1


def _runs(page: Page, column: int) -> Sequence[tuple[Look, int, int]]:
    """The rows of the table, from one to another, whose cells in a column look alike."""
    looks = [
        (cells[column].look, number)
        for number, cells in sorted(page.rows.items())
        if number > page.heading_row and column < len(cells)
    ]
    runs: list[tuple[Look, int, int]] = []
    for look, group in groupby(looks, key=itemgetter(0)):
        rows = [number for _, number in group]
        if _stands_out(look):
            runs.append((look, rows[0], rows[-1]))
    return runs


# -- by xlwings: on a Mac, where Python gets no object of the workbook's VBA -------------------


def put_on(sheet: xw.Sheet, wanted: Sequence[Finish]) -> None:
    """Put finishes on the cells of a sheet; they are looks, of which no Excel need have all."""
    for area, what, value in wanted:
        with suppress(Exception):
            _BY_XLWINGS[what](cells_of(sheet, area), value)


def make_room(sheet: xw.Sheet, wanted: Sequence[Finish]) -> None:
    """Do what has to be done before a page is written; only a filter may stay as it is."""
    for area, what, value in wanted:
        with suppress(*((Exception,) if what == "unfilter" else ())):
            _BY_XLWINGS[what](cells_of(sheet, area), value)


def _set(name: str, convert: Callable[[str], object]) -> Callable[[xw.Range, str], None]:
    return lambda cells, value: setattr(cells, name, convert(value))


def _set_font(name: str, convert: Callable[[str], object]) -> Callable[[xw.Range, str], None]:
    return lambda cells, value: setattr(cells.font, name, convert(value))


# Excel for the Mac has other names than Windows, and xlwings no word for some of them.


def _unfilter(cells: xw.Range, _value: str) -> None:
    sheet = cells.sheet

    def on_windows() -> None:
        if sheet.api.AutoFilterMode:
            sheet.api.AutoFilterMode = False

    either(on_windows, lambda: sheet.api.autofilter_mode.set(False))


def _filter(cells: xw.Range, _value: str) -> None:
    either(lambda: cells.api.AutoFilter(), lambda: cells.api.autofilter_range(field=1))


def _rule(cells: xw.Range, colour: str) -> None:
    """Draw lines around the cells; by xlwings they take a call for each side."""

    def on_windows() -> None:
        borders = cells.api.Borders
        borders.Weight = _THIN
        borders.Color = bgr(colour)

    def on_a_mac() -> None:
        cells.borders.set("all", color=colour, weight="thin", line_style="continuous")

    either(on_windows, on_a_mac)


def _underline(cells: xw.Range, _value: str) -> None:
    def on_windows() -> None:
        cells.api.Font.Underline = _UNDERLINED

    either(on_windows, lambda: None)


def bgr(colour: str) -> int:
    """A colour as Excel's own properties count it."""
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return blue * 0x10000 + green * 0x100 + red


_BY_XLWINGS: Mapping[str, Callable[[xw.Range, str], None]] = {
    "unfilter": _unfilter,
    "clear": lambda cells, _value: cells.sheet.clear_formats(),
    "width": _set("column_width", float),
    "font": _set_font("name", str),
    "size": _set_font("size", int),
    "colour": _set_font("color", str),
    "bold": _set_font("bold", lambda _value: True),
    "underlined": _underline,
    "fill": _set("color", str),
    "text": _set("number_format", lambda _value: _TEXT_FORMAT),
    "top": _set("vertical_alignment", lambda _value: "top"),
    "wrap": _set("wrap_text", lambda _value: True),
    "lines": _rule,
    "filter": _filter,
    "heights": lambda cells, _value: cells.rows.autofit(),
}
WORDS = tuple(_BY_XLWINGS)
"""What a finish can be."""
