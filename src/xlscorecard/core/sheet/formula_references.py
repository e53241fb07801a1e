"""What a formula refers to: where in its text each reference stands, its sheets and its area.

A grammar of formulas as files hold them (ECMA-376 part 1, 18.17, and [MS-XLSX] 2.2.2): in the A1
style, with English names of functions and commas, whatever language Excel shows. It reads a
text, and knows no workbook: what a name stands for, and which sheets there are, is for others.

openpyxl's Tokenizer reads formulas too, but loading openpyxl takes longer than a whole refresh,
and it tells neither areas nor sheets nor tables. The tests hold this grammar against it.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from xlscorecard.core.sheet.address import column_number
from xlscorecard.core.sheet.formula_pieces import (
    Call,
    CellsReference,
    Corner,
    Joined,
    LostReference,
    NameReference,
    Piece,
    Sheets,
    TableItem,
    TableReference,
    Unread,
)

# Columns up to XFD and rows up to 1048576: XFE1 and A1048577 are names.
_COLUMN = (
    r"\$?+(?:[A-Wa-w][A-Za-z]{0,2}|[Xx](?:[A-Ea-e][A-Za-z]?|[Ff][A-Da-d]?|[G-Zg-z])?"
    r"|[YZyz][A-Za-z]?)"
)
_ROW = (
    r"\$?+(?:10(?:[0-3][0-9]{4}|4(?:[0-7][0-9]{3}|8(?:[0-4][0-9]{2}|5(?:[0-6][0-9]|7[0-6]))))"
    r"|[1-9][0-9]{0,5})"
)
_CELL = rf"{_COLUMN}{_ROW}"
# In names stands what is no operator, and every letter and sign beyond ASCII; so in sheets, which
# are quoted where they hold anything else.
_NAME = r"(?![0-9.?])[^\x00-\x2d/:->@\[\]^`{-~\s]++"
_SHEET = r"[^\x00-\x2d/:-@\[\\\]^`{-~\s]++"
_NO_LONGER = r"(?![\w.(!\[\\?]|[^\x00-\x7f\s])"
_QUOTED = r"'(?:[^']|'')*+'"
_BOOK = r"\[[^\[\]]++\]"
# In brackets, ' stands before a bracket, # or ' that belongs to a column's name.
_BRACKETS = r"\[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*+\])*+\]"
_TOKEN = re.compile(
    rf"""
      (?P<sheets>{_QUOTED}! | (?:{_BOOK})?+{_SHEET}! | {_BOOK}!
        | (?:{_BOOK})?+(?!{_CELL}:){_SHEET}:{_SHEET}! | !)?+
      (?:
        (?P<cells>{_CELL}(?::{_CELL}{_NO_LONGER})?+ | {_COLUMN}:{_COLUMN} | {_ROW}:{_ROW}
          ){_NO_LONGER}
        | (?P<call>{_NAME}\()
        | (?P<table>(?:{_NAME})?+{_BRACKETS})
        | (?P<name>{_NAME} | (?<=\]!){_QUOTED})
        | (?P<lost>\#REF![\w.\\?$:]*+)
      )
    | (?P<operator>[\s+\-*/^&=<>%,;{{}}@]++ | (?<=[\w.?\])])\#)
    | (?P<number>(?:[0-9]++\.?[0-9]*+|\.[0-9]++)(?:[eE][+-]?[0-9]++)?+(?![\w.$!:]))
    | (?P<text>"(?:[^"]|"")*+")
    | (?P<close>\))
    | (?P<open>\()
    | (?P<colon>:)
    | (?P<error>\#[A-Z][A-Z0-9/_]*+[!?]?)
    | (?P<unread>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_CORNER = re.compile(r"(\$?)([A-Za-z]*)(\$?)([0-9]*)")
# XlsxWriter leaves a column's own brackets out, behind [#This Row].
_INNER = re.compile(r"(?:\[((?:[^\[\]']|'.)*)\]|([^\[\],]+))\s*([,:]?)\s*", re.DOTALL)
_LITERALS = ("TRUE", "FALSE")
# Excel takes 8,192 characters; in a file, some names are longer.
_LONGEST = 16_384


def pieces(formula: str) -> list[Piece]:
    """What a formula refers to and calls, in the order in which it begins; calls hold others.

    An equals sign before the formula makes no difference.
    """
    if len(formula) > _LONGEST:
        return [Unread(0, len(formula))]
    found: list[Piece] = []
    open_calls: list[tuple[int, Call]] = []
    colons: list[int] = []
    for token in _TOKEN.finditer(formula):
        kind = token.lastgroup or ""
        if kind in _MAKERS:
            if (piece := _MAKERS[kind](token)) is not None:
                found.append(piece)
        elif kind in ("call", "open"):
            # Until its end has been found, it is no call.
            call = Call(token.start(), -1, token.end(), (token["call"] or "(")[:-1])
            open_calls.append((len(found), call))
            found.append(Unread(token.start(), len(formula)))
        elif kind == "close" and open_calls:
            index, call = open_calls.pop()
            found[index] = call._replace(end=token.end())
        elif kind == "close":
            found.append(Unread(*token.span()))
        elif kind == "colon":
            colons.append(token.start())
    return _with_joined(found, colons) if colons else found


def arguments(formula: str, call: Call) -> tuple[str, ...]:
    """The texts of the arguments of a call in a formula, '' for one that is left out.

    An empty pair of parentheses holds one argument that is left out.
    """
    depth, cuts = 0, [call.arguments_start - 1]
    for token in _TOKEN.finditer(formula, call.arguments_start, call.end - 1):
        if token.lastgroup in ("call", "open"):
            depth += 1
        elif token.lastgroup == "close":
            depth -= 1
        elif token.lastgroup == "operator":
            for position, sign in enumerate(token[0], token.start()):
                depth += (sign == "{") - (sign == "}")
                if sign == "," and depth == 0:
                    cuts.append(position)
    ends = [*cuts[1:], call.end - 1]
    return tuple(formula[cut + 1 : end].strip() for cut, end in zip(cuts, ends, strict=True))


def _with_joined(found: list[Piece], colons: list[int]) -> list[Piece]:
    """The pieces, and what colons make of them; a colon that joins nothing is not read."""
    starts = {piece.start: piece for piece in reversed(found)}
    ends = {piece.end: piece for piece in reversed(found)}
    joined: list[Piece] = []
    for colon in colons:
        left, right = ends.get(colon), starts.get(colon + 1)
        if left is None or right is None:
            joined.append(Unread(colon, colon + 1))
        elif joined and isinstance(joined[-1], Joined) and joined[-1].end == left.end:
            joined[-1] = Joined(joined[-1].start, right.end)
        else:
            joined.append(Joined(left.start, right.end))
    return sorted([*joined, *found], key=lambda piece: (piece.start, -piece.end))


def _cells(token: re.Match[str]) -> Piece:
    first, last = _corners(token["cells"])
    start, end = token.span()
    return CellsReference(start, end, token.start("cells"), _sheets(token["sheets"]), first, last)


def _name(token: re.Match[str]) -> Piece | None:
    if token[0].upper() in _LITERALS:
        return None
    return NameReference(*token.span(), _sheets(token["sheets"]), token["name"])


def _table(token: re.Match[str]) -> Piece:
    table, _, inside = token["table"].partition("[")
    try:
        items, columns = _part_of_table(inside[:-1].strip())
    except ValueError:
        return Unread(*token.span())
    return TableReference(*token.span(), _sheets(token["sheets"]), table, items, columns)


def _lost(token: re.Match[str]) -> Piece:
    return LostReference(*token.span())


def _unread(token: re.Match[str]) -> Piece:
    return Unread(*token.span())


_MAKERS: Mapping[str, Callable[[re.Match[str]], Piece | None]] = {
    "cells": _cells, "name": _name, "table": _table, "lost": _lost, "unread": _unread,
}  # fmt: skip


@lru_cache(maxsize=64)
def _sheets(written: str | None) -> Sheets | None:
    """What stands before a reference, up to its ``!``."""
    if written is None:
        return None
    text = written[:-1]
    if text.startswith("'"):
        text = text[1:-1].replace("''", "'")
    before, bracket, behind = text.rpartition("]")  # as in C:\folder\[book.xlsx]sheet
    first, _, last = behind.partition(":")
    return Sheets(first, last or first, before.replace("[", "") if bracket else "")


@lru_cache(maxsize=1024)
def _corners(cells: str) -> tuple[Corner, Corner]:
    first, _, last = cells.partition(":")
    corner = _corner(first)
    return corner, _corner(last) if last else corner


def _corner(written: str) -> Corner:
    match = _CORNER.fullmatch(written)
    if match is None:
        raise ValueError(f"{written} is no end of an area")
    before, letters, between, digits = match.groups()
    if not letters:  # a whole row: its $ stands where a column's would
        return Corner(int(digits), 0, bool(before), False)
    row = int(digits) if digits else 0
    return Corner(row, column_number(letters.upper()), bool(between), bool(before))


def _part_of_table(inside: str) -> tuple[tuple[TableItem, ...], tuple[str, str] | None]:
    """The rows and the columns that a structured reference names between its brackets.

    Raises:
        ValueError: it cannot be read.
    """
    items: list[TableItem] = []
    if inside.startswith("@"):
        items, inside = [TableItem.THIS_ROW], inside[1:].lstrip()
    if not inside:
        return tuple(items), None
    if not inside.startswith("["):
        inside = f"[{inside}]"
    columns: list[str] = []
    position = 0
    while position < len(inside):
        match = _INNER.match(inside, position)
        if match is None:
            raise ValueError(inside)
        word = match[1] if match[1] is not None else match[2]
        if word.startswith("#"):
            items.append(TableItem(word.lower()))
        else:
            columns.append(re.sub(r"'(.)", r"\1", word, flags=re.DOTALL))
        position = match.end()
    if len(columns) > 2:
        raise ValueError(inside)
    return tuple(items), (columns[0], columns[-1]) if columns else None
