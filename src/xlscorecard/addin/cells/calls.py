"""The call of one of our functions in the formula of a cell: its name and its arguments' texts."""

import re
from itertools import pairwise
from typing import NamedTuple

from xlscorecard.addin.registry.functions import FUNCTIONS, Function

_NAMES = {function.name.casefold(): function for function in FUNCTIONS}
_CALL = re.compile(rf"(?i)(?<![\w.])({'|'.join(_NAMES)})\(")
_OPENING, _CLOSING = "({", ")}"


class FunctionCall(NamedTuple):
    """A function, and the texts of its arguments; '' for one that is left out."""

    function: Function
    arguments: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.function.name}({', '.join(self.arguments)})"


def first_call(formula: str) -> FunctionCall | None:
    """The first call of one of our functions in a formula; None where there is none.

    Args:
        formula: a formula in English, with or without its equals sign.
    """
    plain = _without_texts(formula)
    found = _CALL.search(plain)
    if found is None:
        return None
    start, end = found.end(), _end_of(plain, found.end())
    cuts = [start - 1, *_commas(plain, start, end), end]
    texts = tuple(formula[left + 1 : right].strip() for left, right in pairwise(cuts))
    return FunctionCall(_NAMES[found[1].casefold()], texts if any(texts) else ())


def _without_texts(formula: str) -> str:
    """The formula with every character of its texts and quoted sheet names as a blank."""
    return re.sub(r'"[^"]*"|\'[^\']*\'', lambda text: " " * len(text[0]), formula)


def _end_of(plain: str, start: int) -> int:
    """Where the bracket closes that is open at a place; the end of a formula that is cut."""
    depth = 1
    for position in range(start, len(plain)):
        depth += (plain[position] in _OPENING) - (plain[position] in _CLOSING)
        if depth == 0:
            return position
    return len(plain)


def _commas(plain: str, start: int, end: int) -> list[int]:
    """The commas between the arguments of a call."""
    depth, commas = 0, []
    for position in range(start, end):
        depth += (plain[position] in _OPENING) - (plain[position] in _CLOSING)
        if plain[position] == "," and depth == 0:
            commas.append(position)
    return commas
