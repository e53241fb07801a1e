"""Which cells of a sheet have one of some styles."""

import re
from collections.abc import Iterator, Set

from xlscorecard.core.sheet.address import Area, Place, column_number
from xlscorecard.formats.xlsx.cell_detail import cell_detail
from xlscorecard.formats.xlsx.markup import SheetMarkup
from xlscorecard.formats.xlsx.spans import RowMarkup

# A cell with one of some styles, whatever attributes stand between its address and its style.
_STYLED = rb'<c r="([A-Z]{1,3})\d+"(?: (?!s=)[A-Za-z][\w:.]*="[^"<>]*")* s="(?:%b)"'
_NO_STYLE = 0


def cells_styled(markup: SheetMarkup, area: Area, styles: Set[int]) -> frozenset[Place]:
    """The cells of an area that have one of the styles.

    Raises:
        MarkupError: the XML is broken.
    """
    if not styles:
        return frozenset()
    pattern = re.compile(_STYLED % b"|".join(b"%d" % style for style in sorted(styles)))
    rows = [row for number, row in markup.rows.items() if area.top <= number <= area.bottom]
    return frozenset(
        Place(row.number, column)
        for row in rows
        for column in _columns(markup, row, pattern, styles)
        if area.left <= column <= area.right
    )


def _columns(
    markup: SheetMarkup, row: RowMarkup, pattern: "re.Pattern[bytes]", styles: Set[int]
) -> Iterator[int]:
    """The columns of a row's cells that have one of the styles."""
    if markup.is_ordinary(row) and _NO_STYLE not in styles:
        for letters in pattern.findall(markup.xml, row.inner_start, row.inner_end):
            yield column_number(letters.decode())
        return
    for cell in markup.cells(row):
        if cell_detail(markup.xml[cell.start : cell.end]).style in styles:
            yield cell.column
