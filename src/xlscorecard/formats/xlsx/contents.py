"""What the cells of a sheet's XML hold."""

import re
from collections.abc import Sequence
from datetime import date
from enum import Enum
from math import nan
from operator import ge

from xlscorecard.core.sheet.address import MAX_COLUMN, Place, column_number
from xlscorecard.core.sheet.content import NOT_CALCULATED, CellContent, ErrorCode
from xlscorecard.core.sheet.grid import Grid
from xlscorecard.core.sheet.number_format import Kind, date_of, shows_date
from xlscorecard.formats.xlsx.cell_detail import CellDetail, cell_detail
from xlscorecard.formats.xlsx.markup import SheetMarkup
from xlscorecard.formats.xlsx.package import Package
from xlscorecard.formats.xlsx.spans import MarkupError, RowMarkup
from xlscorecard.formats.xlsx.texts import SharedStrings, plain_text, text_of

# One cell as nearly every program writes it: its letters, style and type; then nothing, a plain
# number or the number of a shared text, a text of its own, or whatever else is inside.
_CELL = re.compile(
    rb'<c r="([A-Z]++)[0-9]++"(?: s="([0-9]++)")?+(?: t="([A-Za-z]++)")?+'
    rb"(?:/>|><v>(-?[0-9.]{1,40}+)</v></c>|><is><t>([^<]++)</t></is></c>|([^>/]*)>(.*?)</c>)",
    re.DOTALL,
)
_FIRST_COLUMNS = list(range(1, 257))
# Patterns that few files need are compiled when they are first used: start-up counts.
_PLAIN_VALUE = rb"<v>([^<]*)</v>"
_PLAIN_FORMULA = rb"<f>([^<]*)</f>(<v>([^<]*)</v>|<v/>)?"


class _Other(Enum):
    """Stands for the content of a cell that holds more than a number or a shared text."""

    CELL = "more than a number or a shared text"


_OTHER = _Other.CELL


class ContentReader:
    """Reads the cells of sheets into grids."""

    def __init__(self, package: Package) -> None:
        self._strings = SharedStrings(package)
        self._inline_texts = _InlineTexts()
        # The styles that make a date of a number, or of some numbers.
        self._date_styles = {
            str(style).encode(): kind
            for style, kind in package.style_kinds.items()
            if kind in (Kind.DATE, Kind.CLOCK)
        }
        self._day_zero = package.day_zero

    def grid(self, sheet: str, markup: SheetMarkup) -> Grid:
        """All cells of a sheet.

        Raises:
            ValueError: a cell cannot be read.
        """
        formulas: dict[Place, str] = {}
        rows: dict[int, list[CellContent]] = {}
        for number, row in markup.rows.items():
            if cells := self._row(number, row, markup, formulas):
                rows[number] = cells
        return Grid(
            sheet=sheet, rows=rows, merges=markup.merges, formulas=formulas, day_zero=self._day_zero
        )

    def _row(
        self, number: int, row: RowMarkup, markup: SheetMarkup, formulas: dict[Place, str]
    ) -> list[CellContent]:
        found = _CELL.findall(markup.xml, row.inner_start, row.inner_end)
        if not markup.is_ordinary(row) or len(found) != markup.count_cells(row):
            return self._careful_row(row, markup, formulas)
        # A large sheet has a million cells, which decide how long a refresh takes: this asks each
        # of them nothing but whether it is a plain number or a shared text.
        strings, inline_texts = self._strings, self._inline_texts
        date_styles = self._date_styles
        columns = [_COLUMNS[cell[0]] for cell in found]
        try:
            contents: list[CellContent | _Other] = [
                float(plain)
                if plain and not kind and style not in date_styles
                else strings[plain]
                if plain and kind == b"s"
                else inline_texts[text]
                if text and kind == b"inlineStr"
                else _OTHER
                if plain or kind or text or attributes or inner
                else None
                for _, style, kind, plain, text, attributes, inner in found
            ]
        except ValueError:  # a broken number or text, which is looked for and named below
            contents = [_OTHER] * len(found)
        if _OTHER not in contents:
            return _placed(number, columns, contents)  # type: ignore[arg-type]  # which it lacks
        cells = [
            self._other(Place(number, column), cell, formulas) if content is _OTHER else content
            for content, column, cell in zip(contents, columns, found, strict=True)
        ]
        return _placed(number, columns, cells)

    def _careful_row(
        self, row: RowMarkup, markup: SheetMarkup, formulas: dict[Place, str]
    ) -> list[CellContent]:
        found = markup.cells(row)
        cells = [
            self._described(
                Place(row.number, cell.column),
                cell_detail(markup.xml[cell.start : cell.end]),
                formulas,
            )
            for cell in found
        ]
        return _placed(row.number, [cell.column for cell in found], cells)

    def _other(
        self, place: Place, cell: Sequence[bytes], formulas: dict[Place, str]
    ) -> CellContent:
        """A cell with more in it than a number or a text: an error, a date, a formula, metadata."""
        _, style, kind, plain, text, attributes, inner = cell
        value = None if attributes or text else re.fullmatch(_PLAIN_VALUE, inner)
        if value or not (inner or attributes or text):
            return self._content(kind.decode(), style, text_of(value[1] if value else plain))
        formula = None if attributes else re.fullmatch(_PLAIN_FORMULA, inner)
        if formula:
            formulas[place] = text_of(formula[1])
            result = None if formula[2] is None else text_of(formula[3] or b"")
            return self._result(kind.decode(), style, result)
        # The attributes may hold a style too, where it is written behind the type.
        written = b' s="%b"' % style if style else b""
        written += b' t="%b"' % kind if kind else b""
        inside = b"<is><t>%b</t></is>" % text if text else inner
        snippet = b"<c%b%b>%b</c>" % (written, attributes, inside)
        return self._described(place, cell_detail(snippet), formulas)

    def _described(
        self, place: Place, detail: CellDetail, formulas: dict[Place, str]
    ) -> CellContent:
        if detail.formula is not None:
            formulas[place] = detail.formula
            return self._result(detail.type, str(detail.style).encode(), detail.value)
        if detail.type == "inlineStr":
            return plain_text(detail.inline) if detail.inline is not None else None
        return self._content(detail.type, str(detail.style).encode(), detail.value or "")

    def _result(self, kind: str, style: bytes, value: str | None) -> CellContent:
        """The result of a formula; an empty one is no result, unless it is said to be a text."""
        if not value and (value is None or kind != "str"):
            return NOT_CALCULATED
        return self._content(kind, style, value)

    def _content(self, kind: str, style: bytes, value: str) -> CellContent:
        if not value:
            return "" if kind == "str" else None
        match kind:
            case "" | "n":
                number = _float(value)
                kind_of_number = self._date_styles.get(style)
                if kind_of_number is None or not shows_date(number, kind_of_number):
                    return number
                return date_of(number, self._day_zero)
            case "s":
                return self._strings[value.encode()]
            case "b":
                return value in ("1", "true")
            case "e":
                return ErrorCode(value)
            case "d":
                return _iso_date(value)
            case _:
                return plain_text(value)


class _Columns(dict[bytes, int]):
    """The numbers of columns by their letters, found when they are first asked for."""

    def __missing__(self, letters: bytes) -> int:
        column = column_number(letters.decode())
        if column > MAX_COLUMN:
            raise MarkupError(f"column {letters.decode()} out of bounds")
        self[letters] = column
        return column


_COLUMNS = _Columns()


class _InlineTexts(dict[bytes, str]):
    """The texts that stand in cells themselves; many are alike, so that each is decoded once."""

    def __missing__(self, raw: bytes) -> str:
        text = self[raw] = text_of(raw)
        return text


def _placed(row: int, columns: list[int], cells: list[CellContent]) -> list[CellContent]:
    """The cells of a row from column A on, blank ones between them."""
    if columns == _FIRST_COLUMNS[: len(columns)]:
        return cells
    if any(map(ge, columns, columns[1:])):
        raise MarkupError(f"cells of row {row} out of order")
    placed: list[CellContent] = [None] * columns[-1]
    for column, cell in zip(columns, cells, strict=True):
        placed[column - 1] = cell
    return placed


def _float(value: str | bytes) -> float:
    try:
        number = float(value)
    except ValueError:
        number = nan
    if number - number != 0:  # not a number, or infinite
        written = value.decode() if isinstance(value, bytes) else value
        raise MarkupError(f"{written!r} where a number belongs")
    return number


def _iso_date(value: str) -> CellContent:
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return value
