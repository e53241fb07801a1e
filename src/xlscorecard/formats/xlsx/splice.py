"""Planned cells spliced into a sheet's XML, every other byte left as it is."""

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

from xlscorecard.core.sheet.address import Area, Place, address, cell_name, column_letters
from xlscorecard.core.sheet.edits import PlannedCells, PlannedContent
from xlscorecard.errors import Fault, UnwritableWorkbookError
from xlscorecard.formats.xlsx.cell_detail import CellDetail, cell_detail, column_styles
from xlscorecard.formats.xlsx.markup import SheetMarkup
from xlscorecard.formats.xlsx.spans import CellMarkup, RowMarkup
from xlscorecard.formats.xlsx.written_xml import cell_xml, content_xml
from xlscorecard.formats.xlsx.xml_edits import SpanEdit, edited

_SIMPLE_CELL = re.compile(
    rb'<c r="[A-Z]+\d+"(?: s="(\d+)")?(?: t="(?:s|n|b|e|str|inlineStr)")?'
    rb"(?:/>|>(?:<v>[^<]*</v>|<is><t>[^<]*</t></is>)?</c>)"
)
_ATTRIBUTE = rb"\s%b\s*=\s*[\"']([^\"']*)[\"']"
_ROW_STYLE = _ATTRIBUTE % b"s"
_CUSTOM_FORMAT = _ATTRIBUTE % b"customFormat"
_SPANS = rb"(\sspans\s*=\s*[\"'])(\d+):(\d+)"
_DIMENSION = rb"(<(?:\w+:)?dimension\s[^>]*?ref\s*=\s*[\"'])([A-Z0-9:$]+)([\"'])"
_ARRAY_FORMULA = (
    rb"<(?:\w+:)?f\s(?=[^>]*?t\s*=\s*[\"'](?:array|dataTable)[\"'])[^>]*?ref\s*=\s*[\"']([^\"']+)"
)


class Spliced(NamedTuple):
    """A sheet's XML with the planned cells in it.

    ``overwrote_formula`` tells whether a formula went; ``moved_formulas`` are cells that now
    hold the text of a shared formula, because the cell that held it was overwritten.
    """

    xml: bytes
    overwrote_formula: bool
    moved_formulas: frozenset[Place] = frozenset()


def splice(markup: SheetMarkup, sheet: str, cells: PlannedCells) -> Spliced:
    """A sheet's XML with the planned cells in it.

    A cell that is there keeps its style; one that is not is inserted in order, with the style of
    its row or else of its column.

    Raises:
        UnwritableWorkbookError: a planned cell is part of a larger array formula or data table.
        MarkupError: the XML is broken.
    """
    _refuse_arrays(markup.xml, sheet, cells)
    return _Splicer(markup, sheet, cells).result()


def _refuse_arrays(xml: bytes, sheet: str, cells: PlannedCells) -> None:
    if b"array" not in xml and b"dataTable" not in xml:
        return
    areas = [Area.parse(match[1].decode()) for match in re.finditer(_ARRAY_FORMULA, xml)]
    # A formula that fills its own cell alone can be replaced like any other.
    larger = [area for area in areas if area and str(area) != cell_name(area.top, area.left)]
    if not larger:
        return
    faults = [
        Fault(
            place=address(sheet, *cell),
            found=f"a part of the array formula or data table in {area}",
            expected="a cell of its own",
            remedy="Replace the array formula by values, or move it elsewhere.",
        )
        for cell in cells
        for area in larger
        if area.holds(*cell)
    ]
    if faults:
        raise UnwritableWorkbookError(*faults)


class _Splicer:
    """Collects the edits of one sheet."""

    def __init__(self, markup: SheetMarkup, sheet: str, cells: PlannedCells) -> None:
        self.markup = markup
        self.sheet = sheet
        self.planned = cells
        self.edits: list[SpanEdit] = []
        self.overwrote_formula = False
        self.moved_formulas: list[Place] = []
        self.shared_masters: dict[Place, CellDetail] = {}

    def result(self) -> Spliced:
        by_row: dict[int, dict[int, PlannedContent]] = {}
        for (row, column), content in self.planned.items():
            by_row.setdefault(row, {})[column] = content
        rows = self.markup.rows_with(by_row)
        for row, contents in sorted(by_row.items()):
            if row in rows:
                self._edit_row(rows[row], contents)
        new_rows = {row: by_row[row] for row in sorted(by_row) if row not in rows}
        if new_rows:
            self._add_rows(new_rows, rows)
        if self.shared_masters:
            self._rehome()
        self._extend_dimension()
        return Spliced(
            edited(self.markup.xml, self.edits),
            self.overwrote_formula,
            frozenset(self.moved_formulas),
        )

    # -- rows ---------------------------------------------------------------------------------

    def _edit_row(self, row: RowMarkup, contents: dict[int, PlannedContent]) -> None:
        columns = sorted(contents)
        if self.markup.is_ordinary(row):
            absent, others = self._edit_simple_cells(row, columns, contents)
        else:
            absent, others = [], columns
        if others:
            present = {cell.column: cell for cell in self.markup.cells(row)}
            absent += [column for column in others if column not in present]
            for column in present.keys() & others:
                self.edits.append(self._replaced(present[column], contents[column], row.number))
        if absent:
            self._add_cells(row, sorted(absent), contents)

    def _edit_simple_cells(
        self, row: RowMarkup, columns: list[int], contents: dict[int, PlannedContent]
    ) -> tuple[list[int], list[int]]:
        """Replace the cells that hold a value alone; the columns without a cell, and all others."""
        xml, start, end = self.markup.xml, row.inner_start, row.inner_end
        absent: list[int] = []
        others: list[int] = []
        for column in columns:
            opening = b'<c r="%b%d"' % (column_letters(column).encode(), row.number)
            position = xml.find(opening, start, end)
            if position < 0:
                absent.append(column)
                continue
            match = _SIMPLE_CELL.match(xml, position, end)
            if match is None:
                others.append(column)
                continue
            start = match.end()  # the next one stands behind it
            if match[1]:
                opening += b' s="%b"' % match[1]
            self.edits.append(
                (position, start, opening + content_xml(self.markup.prefix, contents[column]))
            )
        return absent, others

    def _add_cells(
        self, row: RowMarkup, columns: list[int], contents: dict[int, PlannedContent]
    ) -> None:
        """Insert cells that are not there, in order."""
        self._extend_spans(row, columns)
        cells = [(column, self._new_cell(row, column, contents[column])) for column in columns]
        if row.self_closing:
            # <row … /> becomes <row …>cells</row>
            opening = self.markup.xml.rindex(b"/", row.start, row.end)
            inside = b"".join(cell for _, cell in sorted(cells))
            closing = b"</%brow>" % self.markup.prefix
            self.edits.append((opening, row.end, b">" + inside + closing))
            return
        starts = self.markup.cell_starts(row)
        for column, cell in cells:
            later = (start for other, start in starts if other > column)
            position = min(later, default=row.inner_end)
            self.edits.append((position, position, cell))

    def _add_rows(
        self, rows: dict[int, dict[int, PlannedContent]], present: Mapping[int, RowMarkup]
    ) -> None:
        data, prefix = self.markup.data, self.markup.prefix
        pieces: dict[int, list[bytes]] = {}
        for number, contents in rows.items():
            later = [row.start for other, row in present.items() if other > number]
            position = min(later, default=data.inner_end)
            cells = b"".join(
                cell_xml(prefix, number, column, self._column_style(column), contents[column])
                for column in sorted(contents)
            )
            pieces.setdefault(position, []).append(
                b'<%brow r="%d">%b</%brow>' % (prefix, number, cells, prefix)
            )
        for position, added in pieces.items():
            inside = b"".join(added)
            if data.self_closing:  # <sheetData/> becomes <sheetData>rows</sheetData>
                opening = self.markup.xml.rindex(b"/", data.start, data.end)
                closing = b"</%bsheetData>" % prefix
                self.edits.append((opening, data.end, b">" + inside + closing))
            else:
                self.edits.append((position, position, inside))

    def _extend_spans(self, row: RowMarkup, added: Iterable[int]) -> None:
        match = re.compile(_SPANS).search(self.markup.xml, row.start, row.inner_start)
        if match is None:
            return
        first, last = min(int(match[2]), *added), max(int(match[3]), *added)
        if (first, last) != (int(match[2]), int(match[3])):
            self.edits.append((match.start(2), match.end(3), b"%d:%d" % (first, last)))

    def _extend_dimension(self) -> None:
        """Let the sheet's stated extent hold the planned cells that it does not hold yet."""
        match = re.search(_DIMENSION, self.markup.xml[: self.markup.data.start])
        area = Area.parse(match[2].decode()) if match else None
        if match is None or area is None or not self.planned:
            return
        rows = [row for row, _ in self.planned]
        columns = [column for _, column in self.planned]
        extended = area.joined_with(Area(min(rows), min(columns), max(rows), max(columns)))
        if extended != area:
            self.edits.append((match.start(2), match.end(2), str(extended).encode()))

    # -- cells --------------------------------------------------------------------------------

    def _replaced(self, cell: CellMarkup, content: PlannedContent, row: int) -> SpanEdit:
        detail = cell_detail(self.markup.xml[cell.start : cell.end])
        if detail.formula is not None:
            self.overwrote_formula = True
            attributes = detail.formula_attributes
            if attributes.get("t") == "shared" and "ref" in attributes:
                self.shared_masters[Place(row, cell.column)] = detail
        style = b"%d" % detail.style
        new = cell_xml(self.markup.prefix, row, cell.column, style, content, detail.extension)
        return cell.start, cell.end, new

    def _new_cell(self, row: RowMarkup, column: int, content: PlannedContent) -> bytes:
        opening = self.markup.xml[row.start : row.inner_start]
        style = re.search(_ROW_STYLE, opening)
        custom = re.search(_CUSTOM_FORMAT, opening)
        is_styled = style and custom and custom[1] in (b"1", b"true")
        chosen = style[1] if style and is_styled else self._column_style(column)
        return cell_xml(self.markup.prefix, row.number, column, chosen, content)

    def _column_style(self, column: int) -> bytes:
        styles = (style for first, last, style in self._column_styles if first <= column <= last)
        return next(styles, b"0")

    @cached_property
    def _column_styles(self) -> list[tuple[int, int, bytes]]:
        return column_styles(self.markup)

    def _rehome(self) -> None:
        """Give each shared formula whose first cell is overwritten to the next of its cells."""
        from xlscorecard.formats.xlsx.shared_formulas import rehomed  # rarely needed

        for master, detail in self.shared_masters.items():
            found = rehomed(self.markup, self.sheet, master, detail, self.planned)
            if found is not None:
                place, edit = found
                self.edits.append(edit)
                self.moved_formulas.append(place)
