"""Shared formulas: one cell holds the text, and others read it from there.

A formula moved to another cell has its relative references moved along.
"""

import re
from collections.abc import Container, Iterator

from xlscorecard.core.sheet.address import MAX_COLUMN, MAX_ROW, Area, Place, address
from xlscorecard.core.sheet.formula_pieces import CellsReference
from xlscorecard.core.sheet.formula_references import pieces
from xlscorecard.errors import UnwritableWorkbookError
from xlscorecard.formats.xlsx.cell_detail import CellDetail, cell_detail
from xlscorecard.formats.xlsx.markup import SheetMarkup
from xlscorecard.formats.xlsx.spans import CellMarkup, MarkupError
from xlscorecard.formats.xlsx.written_xml import character_data
from xlscorecard.formats.xlsx.xml_edits import SpanEdit


class OutOfSheetError(ValueError):
    """A reference would leave the sheet."""


def moved(formula: str, rows: int, columns: int) -> str:
    """A formula as it reads in a cell so many rows down and columns to the right.

    Raises:
        OutOfSheetError: a relative reference would leave the sheet.
    """
    result: list[str] = []
    position = 0
    for piece in pieces(formula):
        if isinstance(piece, CellsReference):
            result += formula[position : piece.cells_start], _moved_cells(piece, rows, columns)
            position = piece.end
    return "".join([*result, formula[position:]])


def _moved_cells(reference: CellsReference, rows: int, columns: int) -> str:
    first, last = (corner.moved(rows, columns) for corner in (reference.first, reference.last))
    for corner, original in ((first, reference.first), (last, reference.last)):
        if original.row and not 1 <= corner.row <= MAX_ROW:
            raise OutOfSheetError(str(original))
        if original.column and not 1 <= corner.column <= MAX_COLUMN:
            raise OutOfSheetError(str(original))
    return f"{first}:{last}" if reference.is_area else str(first)


def rehomed(
    markup: SheetMarkup, sheet: str, master: Place, detail: CellDetail, planned: Container[Place]
) -> tuple[Place, SpanEdit] | None:
    """The cell that takes over a shared formula whose first cell is overwritten, and how.

    None if no other cell reads it.

    Raises:
        UnwritableWorkbookError: the formula cannot be moved.
    """
    index = detail.formula_attributes.get("si", "")
    members = [
        (place, cell)
        for place, cell, other in _readers(markup)
        if other == index and place not in planned
    ]
    if not members:
        return None
    place, heir = members[0]
    try:
        formula = moved(detail.formula or "", place.row - master.row, place.column - master.column)
    except OutOfSheetError as error:
        raise UnwritableWorkbookError.because(
            place=address(sheet, *master),
            found="a shared formula that other cells read from this one",
            expected="a formula that can be moved to the next of them",
            remedy="Type the formulas of these cells anew, then refresh again.",
        ) from error
    rows = [member.row for member, _ in members]
    columns = [member.column for member, _ in members]
    area = Area(min(rows), min(columns), max(rows), max(columns))
    prefix = markup.prefix
    snippet = markup.xml[heir.start : heir.end]
    child = re.search(rb"<%bf\b[^>]*?(?:/>|>[^<]*</%bf>)" % (prefix, prefix), snippet)
    if child is None:
        raise MarkupError(f"the formula of {place}")
    # The reference covers the first cell of the group's block, wherever it lies in it.
    new = b'<%bf t="shared" ref="%b" si="%b">%b</%bf>' % (
        prefix, str(area).encode(), index.encode(), character_data(formula).encode(), prefix,
    )  # fmt: skip
    return place, (heir.start + child.start(), heir.start + child.end(), new)


def _readers(markup: SheetMarkup) -> Iterator[tuple[Place, CellMarkup, str]]:
    """The cells that take a shared formula from another cell, in reading order."""
    for number, row in sorted(markup.rows.items()):
        for cell in markup.cells(row):
            snippet = markup.xml[cell.start : cell.end]
            if b"shared" not in snippet:
                continue
            detail = cell_detail(snippet)
            attributes = detail.formula_attributes
            if attributes.get("t") == "shared" and "ref" not in attributes:
                yield Place(number, cell.column), cell, attributes.get("si", "")
