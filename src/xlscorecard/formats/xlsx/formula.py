"""Formulas as text: a formula moved to another cell, its relative references moved along."""

import re

from xlscorecard.core.sheet.address import MAX_COLUMN, MAX_ROW, column_letters, column_number

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
