"""What the cells of a sheet's XML hold."""

import re
from collections.abc import Container
from datetime import date
from math import nan

from xlscorecard.core.sheet.address import MAX_COLUMN, column_number
from xlscorecard.core.sheet.content import NOT_CALCULATED, CellContent, ErrorCode
from xlscorecard.core.sheet.grid import Grid
from xlscorecard.core.sheet.number_format import Kind, date_of, shows_date
from xlscorecard.formats.xlsx.cell_detail import CellDetail, cell_detail
from xlscorecard.formats.xlsx.markup import MarkupError, RowMarkup, SheetMarkup
from xlscorecard.formats.xlsx.package import Package
from xlscorecard.formats.xlsx.texts import SharedStrings, plain_text, text_of

# One cell as nearly every program writes it: its letters, style and type; then its value, or
# nothing, or whatever else is inside.
_CELL = re.compile(
    rb'<c r="([A-Z]{1,3})\d+"(?: s="(\d+)")?(?: t="([A-Za-z]+)")?'
    rb"(?:><v>([^<]*)</v></c>|/>|([^>/]*)>(.*?)</c>)",
    re.DOTALL,
)
# Patterns that few files need are compiled when they are first used: start-up counts.
_PLAIN_FORMULA = rb"<f>([^<]*)</f>(<v>([^<]*)</v>|<v/>)?"
_PLAIN_INLINE = rb'<is><t(?: xml:space="preserve")?>([^<]*)</t></is>'

# Rows of one table alternate between few shapes, if at all.
_MOST_SHAPES = 4
_SHAPED_CELL = (
    rb'<c r="%b\d+"%b(?:(?: t="(s)")?(?:><v>([0-9.Ee+-]+)</v></c>|/>)'
    rb'| t="inlineStr"><is><t>([^<]*)</t></is></c>)'
)


class _RowShape:
    """Rows that have the same cells in the same styles, holding numbers or texts."""

    def __init__(self, pattern: re.Pattern[bytes], gaps: tuple[int, ...]) -> None:
        self.pattern = pattern
        self._gaps = gaps

    @classmethod
    def of(
        cls, cells: list[tuple[bytes, bytes]], date_styles: Container[bytes]
    ) -> "_RowShape | None":
        """The shape of a row with these letters and styles; None where some are of dates."""
        if len(cells) < _FEWEST_SHAPED or any(style in date_styles for _, style in cells):
            return None
        columns = [_column(letters) for letters, _ in cells]
        pieces = [
            _SHAPED_CELL % (letters, b' s="%b"' % style if style else b"")
            for letters, style in cells
        ]
        gaps = set(range(1, columns[-1])).difference(columns)
        return cls(re.compile(b"".join(pieces)), tuple(sorted(column - 1 for column in gaps)))

    def contents(
        self, groups: tuple[bytes | None, ...], strings: SharedStrings
    ) -> list[CellContent]:
        """The contents of a row, from what its pattern has caught: type, value and own text."""
        cells: list[CellContent] = [
            (strings[value] if kind else float(value))
            if value
            else (None if text is None else text_of(text))
            for kind, value, text in zip(groups[::3], groups[1::3], groups[2::3], strict=True)
        ]
        for gap in self._gaps:
            cells.insert(gap, None)
        return cells


# Below these a pattern of its own costs more to make than it saves.
_FEWEST_SHAPED = 8
_FEWEST_LEARNED = 50
_FEWEST_ROWS = 500


class ContentReader:
    """Reads the cells of sheets into grids."""

    def __init__(self, package: Package) -> None:
        self._strings = SharedStrings(package)
        # The styles that make a date of a number, or of some numbers.
        self._date_styles = {
            str(style).encode(): kind
            for style, kind in package.style_kinds.items()
            if kind in (Kind.DATE, Kind.CLOCK)
        }
        self._day_zero = package.day_zero
        self._shapes: list[_RowShape] = []
        self._learned = 0
        self._rows_of_shapes = 0

    def grid(self, sheet: str, markup: SheetMarkup) -> Grid:
        """All cells of a sheet.

        Raises:
            ValueError: a cell cannot be read.
        """
        formulas: dict[tuple[int, int], str] = {}
        rows: dict[int, list[CellContent]] = {}
        for number, row in markup.rows.items():
            cells = self._row_of_known_shape(row, markup.xml)
            if cells is None:
                cells = self._row(number, row, markup, formulas)
            if cells:
                rows[number] = cells
        return Grid(
            sheet=sheet,
            rows=rows,
            merges=markup.merges,
            formulas=formulas,
            day_zero=self._day_zero,
        )

    # A large sheet has a million cells. Their rows are alike, so that one pattern made from a
    # row reads most of the others in one go; this decides how long reading takes.

    def _row_of_known_shape(self, row: RowMarkup, xml: bytes) -> list[CellContent] | None:
        for shape in self._shapes:
            match = shape.pattern.fullmatch(xml, row.inner_start, row.inner_end)
            if match:
                self._rows_of_shapes += 1
                return shape.contents(match.groups(), self._strings)
        return None

    def _row(
        self,
        number: int,
        row: RowMarkup,
        markup: SheetMarkup,
        formulas: dict[tuple[int, int], str],
    ) -> list[CellContent]:
        found = _CELL.findall(markup.xml, row.inner_start, row.inner_end)
        if not markup.is_ordinary(row) or len(found) != markup.count_cells(row):
            return self._careful_row(number, markup, formulas)
        cells: list[CellContent] = []
        append = cells.append
        strings, date_styles = self._strings, self._date_styles
        for letters, style, kind, value, attributes, inner in found:
            column = _COLUMNS.get(letters) or _column(letters)
            if column != len(cells) + 1:
                _extend(cells, number, column)
            if value and not kind and style not in date_styles:
                append(_float(value))
            elif value and kind == b"s":
                append(strings[value])
            elif inner or attributes:
                place = (number, column)
                append(self._other(place, kind, style, attributes, inner, formulas))
            elif value:
                append(self._content(kind.decode(), style, text_of(value)))
            else:
                append(self._content(kind.decode(), style, ""))
        if len(markup.rows) > _FEWEST_ROWS:
            self._learn([(letters, style) for letters, style, *_ in found])
        return cells

    def _learn(self, cells: list[tuple[bytes, bytes]]) -> None:
        """Expect more rows with these cells, if their contents need no look at their style.

        Where rows differ too much, patterns cost more than they save: then no more are made.
        """
        self._learned += 1
        if self._learned > _FEWEST_LEARNED and self._rows_of_shapes < self._learned:
            self._shapes = []
            return
        shape = _RowShape.of(cells, self._date_styles)
        if shape:
            self._shapes = [shape, *self._shapes[: _MOST_SHAPES - 1]]

    def _careful_row(
        self, number: int, markup: SheetMarkup, formulas: dict[tuple[int, int], str]
    ) -> list[CellContent]:
        cells: list[CellContent] = []
        for cell in markup.cells(number):
            _extend(cells, number, cell.column)
            detail = cell_detail(markup.xml[cell.start : cell.end])
            cells.append(self._described(number, cell.column, detail, formulas))
        return cells

    def _other(
        self,
        place: tuple[int, int],
        kind: bytes,
        style: bytes,
        attributes: bytes,
        inner: bytes,
        formulas: dict[tuple[int, int], str],
    ) -> CellContent:
        """A cell with more in it than a value: a formula, a text of its own, metadata."""
        if kind == b"inlineStr" and not attributes:
            plain_inline = re.fullmatch(_PLAIN_INLINE, inner)
            if plain_inline:
                return text_of(plain_inline[1])
        plain = re.fullmatch(_PLAIN_FORMULA, inner)
        if plain and not attributes:
            formulas[place] = text_of(plain[1])
            value = None if plain[2] is None else text_of(plain[3] or b"")
            return self._result(kind.decode(), style, value)
        # The attributes may hold a style too, where it is written behind the type.
        written = b' s="%b"' % style if style else b""
        written += b' t="%b"' % kind if kind else b""
        snippet = b"<c%b%b>%b</c>" % (written, attributes, inner)
        return self._described(*place, cell_detail(snippet), formulas)

    def _described(
        self, row: int, column: int, detail: CellDetail, formulas: dict[tuple[int, int], str]
    ) -> CellContent:
        if detail.formula is not None:
            formulas[row, column] = detail.formula
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


_COLUMNS: dict[bytes, int] = {}


def _column(letters: bytes) -> int:
    column = column_number(letters.decode())
    if column > MAX_COLUMN:
        raise MarkupError(f"column {letters.decode()} out of bounds")
    _COLUMNS[letters] = column
    return column


def _extend(cells: list[CellContent], row: int, column: int) -> None:
    """Fill a row with empty cells up to the one before a column."""
    missing = column - len(cells) - 1
    if missing < 0:
        raise MarkupError(f"cells of row {row} out of order")
    cells.extend([None] * missing)


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
