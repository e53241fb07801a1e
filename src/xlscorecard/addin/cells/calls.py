"""The call of one of our functions in the formula of a cell: its name and its arguments' texts."""

from typing import NamedTuple

from xlscorecard.addin.registry.functions import FUNCTIONS, Function
from xlscorecard.core.sheet.formula_pieces import Call
from xlscorecard.core.sheet.formula_references import arguments, pieces

_BY_NAME = {function.name.casefold(): function for function in FUNCTIONS}


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
    closed = formula + ")" * formula.count("(")  # in a formula that is cut, calls have no end
    for piece in pieces(closed):
        if isinstance(piece, Call) and piece.name.casefold() in _BY_NAME:
            texts = arguments(closed, piece)
            return FunctionCall(_BY_NAME[piece.name.casefold()], texts if any(texts) else ())
    return None
