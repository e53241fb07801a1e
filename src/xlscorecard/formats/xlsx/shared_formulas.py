"""Shared formulas: one cell holds the text, and others read it from there.

A formula moved to another cell has its relative references moved along.
"""

import re
from collections.abc import Container, Iterator

from xlscorecard.core.sheet.address import (
    MAX_COLUMN,
    MAX_ROW,
    Area,
    Place,
    address,
    column_letters,
    column_number,
)
from xlscorecard.errors import UnwritableWorkbookError
from xlscorecard.formats.xlsx.cell_detail import CellDetail, cell_detail
from xlscorecard.formats.xlsx.markup import SheetMarkup
from xlscorecard.formats.xlsx.spans import CellMarkup, MarkupError
from xlscorecard.formats.xlsx.written_xml import character_data
from xlscorecard.formats.xlsx.xml_edits import SpanEdit

# What a formula consists of, as far as moving it goes. Text and quoted sheet names first, so
# that nothing in them is taken for a reference; then names and functions, which keep theirs.
_PIECE = re.compile(
    r"""(?P<kept>"(?:[^"]|"")*" | '(?:[^']|'')*'! | \[[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*\])
      | (?P<columns>\$?[A-Z]{1,3}:\$?[A-Z]{1,3})(?![A-Za-z0-9_.(!])
      | (?P<rows>\$?\d{1,7}:\$?\d{1,7})(?![A-Za-z0-9_.(!])
      | (?P<cell>\$?[A-Z]{1,3}\$?[1-9]\d{0,6})(?![A-Za-z0-9_.(!])
      | (?P<word>[\w.\\$]+!?)""",
    re.VERBOSE,
)
_PART = re.compile(r"(\$?)([A-Z]*)(\$?)(\d*)")


class OutOfSheetError(ValueError):
    """A reference would leave the sheet."""


def moved(formula: str, rows: int, columns: int) -> str:
    """A formula as it reads in a cell so many rows down and columns to the right.

    Raises:
        OutOfSheetError: a relative reference would leave the sheet.
    """

    def piece(match: re.Match[str]) -> str:
        if match["cell"]:
            return _moved_reference(match["cell"], rows, columns)
        area = match["columns"] or match["rows"]
        if area:
            return ":".join(_moved_reference(end, rows, columns) for end in area.split(":"))
        return match[0]

    return _PIECE.sub(piece, formula)


def _moved_reference(reference: str, rows: int, columns: int) -> str:
    match = _PART.fullmatch(reference)
    if match is None:
        return reference
    fixed_column, letters, fixed_row, digits = match.groups()
    if not letters:  # a whole row: its $ stands where a column's would
        fixed_row, fixed_column = fixed_column, ""
    if letters and not fixed_column:
        column = column_number(letters) + columns
        if not 1 <= column <= MAX_COLUMN:
            raise OutOfSheetError(reference)
        letters = column_letters(column)
    if digits and not fixed_row:
        row = int(digits) + rows
        if not 1 <= row <= MAX_ROW:
            raise OutOfSheetError(reference)
        digits = str(row)
    return f"{fixed_column}{letters}{fixed_row}{digits}"


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
