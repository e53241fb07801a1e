"""Which cells of a sheet have one of some styles."""

import re
from collections.abc import Iterator, Set

from xlscorecard.books.file.cell_detail import cell_detail
from xlscorecard.books.file.markup import RowMarkup, SheetMarkup
from xlscorecard.domain.address import Area, column_number

_STYLED = re.compile(rb'<c r="([A-Z]{1,3})\d+" s="(\d+)"')


def cells_styled(markup: SheetMarkup, area: Area, styles: Set[int]) -> frozenset[tuple[int, int]]:
    """The cells of an area, by row and column, that have one of the styles.

    Raises:
        MarkupError: the XML is broken.
    """
    if not styles:
        return frozenset()
    return frozenset(
        (number, column)
        for number, row in markup.rows.items()
        if area.top <= number <= area.bottom
        for column, style in _styles(markup, row)
        if style in styles and area.left <= column <= area.right
    )


def _styles(markup: SheetMarkup, row: RowMarkup) -> Iterator[tuple[int, int]]:
    """The column and the style of each cell of a row."""
    found = _STYLED.findall(markup.xml, row.inner_start, row.inner_end)
    if markup.is_ordinary(row) and len(found) == markup.count_cells(row):
        for letters, style in found:
            yield column_number(letters.decode()), int(style)
        return
    for cell in markup.cells(row.number):
        yield cell.column, cell_detail(markup.xml[cell.start : cell.end]).style
