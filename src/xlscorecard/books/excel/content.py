"""What Excel hands over for a cell, as the content of a cell: one normaliser for all ways.

By COM a number arrives as a float, an amount in a currency format as a Decimal, a date as a
datetime, an error as a negative integer and an empty cell as None; a block of cells arrives as
a tuple of rows, and an array constant of one row as a flat tuple. Excel calls every number a date
that it shows as a date or a time: our VBA hands over such a cell as a text of its number, the
number of its date and its number format, and what that means is decided here.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import isfinite

from xlscorecard.core.sheet.content import CellContent, ErrorCode, whole_text
from xlscorecard.core.sheet.number_format import (
    DAY_ZERO,
    Kind,
    ShownDate,
    date_of,
    kind_of,
    shows_date,
)

Block = tuple[tuple[CellContent, ...], ...]
"""The cells of a rectangle, row by row; every row has the same length, and none is empty."""

# [MS-OAUT] 2.2.7, VT_ERROR: an HRESULT of facility 10 (control) with Excel's xlCVError number.
_ERROR_FACILITY = 0x800A0000
_MISSING_ARGUMENT = -2147352572  # DISP_E_PARAMNOTFOUND
_ERRORS = {
    2000: "#NULL!", 2007: "#DIV/0!", 2015: "#VALUE!", 2023: "#REF!", 2029: "#NAME?",
    2036: "#NUM!", 2042: "#N/A", 2043: "#GETTING_DATA", 2045: "#SPILL!", 2046: "#CONNECT!",
    2047: "#BLOCKED!", 2048: "#UNKNOWN!", 2049: "#FIELD!", 2050: "#CALC!",
}  # fmt: skip
_MOMENT_ZERO = datetime.combine(DAY_ZERO, time())
_DATED = "|date|"
"""How the text of a cell begins that Excel shows as a date or a time."""


def content_of(value: object) -> CellContent:
    """What a cell holds, from what Excel hands over for it.

    A number that is no number (NaN) and an argument left out are empty.
    """
    match value:
        case None | bool() | ErrorCode():
            return value
        case str():
            return _dated(value) if value.startswith(_DATED) else whole_text(value)
        case int():
            return _integer(value)
        case float() | Decimal():
            number = float(value)
            return number if isfinite(number) else None
        case datetime():
            return value.date()
        case date():
            return value
        case _:
            # appscript's word for an empty cell, on a Mac
            return None if str(value) == "k.missing_value" else str(value)


def content_in_format(day: date, number: float, code: str) -> CellContent:
    """What a cell holds that Excel shows as a date or a time.

    Args:
        day: what Excel says that it shows.
        number: the number that the cell holds.
        code: its number format, in English as Excel's ``NumberFormat`` has it.
    """
    kind = kind_of(code)
    if kind is not Kind.NUMBER and not shows_date(number, kind):
        return number  # elapsed time, or a time of day
    return ShownDate.showing(day, number)


def _dated(text: str) -> CellContent:
    """What such a cell holds; any other text that begins so is a text."""
    number, _, rest = text.removeprefix(_DATED).partition("|")
    moment, _, code = rest.partition("|")
    try:
        return content_in_format(date_of(float(moment)), float(number), code)
    except (ValueError, OverflowError):
        return whole_text(text)


def number_of_date(moment: datetime) -> float:
    """The number of a date where Excel does not give it: days since day 0, and their fraction."""
    return (moment.replace(tzinfo=None) - _MOMENT_ZERO) / timedelta(days=1)


def block_of(value: object) -> Block:
    """The contents of a rectangle of cells, or of a single one."""
    if not isinstance(value, tuple | list):
        return ((content_of(value),),)
    if not value or not isinstance(value[0], tuple | list):
        return (tuple(content_of(cell) for cell in value),)
    return tuple(tuple(content_of(cell) for cell in row) for row in value)


def rows_of(value: object) -> Sequence[Sequence[object]]:
    """What Excel gives for a rectangle, as rows; a single cell and a single row come bare."""
    if not isinstance(value, tuple | list):
        return [[value]]
    if not value or not isinstance(value[0], tuple | list):
        return [value]
    return value


def _integer(value: int) -> CellContent:
    if value == _MISSING_ARGUMENT:
        return None
    number = (value & 0xFFFFFFFF) - _ERROR_FACILITY
    return ErrorCode(_ERRORS[number]) if number in _ERRORS else float(value)
