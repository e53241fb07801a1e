"""Two texts side by side, with the words that changed."""

import re
from difflib import SequenceMatcher
from typing import NamedTuple

_MOST_WORDS = 2_000
"""Of longer texts the words are not compared: it would take too long."""

_ALIKE = 0.4
"""Texts less alike than this are two texts, and marks at single words would be noise."""

_WORD = re.compile(r"\s*\S+")


class Piece(NamedTuple):
    """A part of a text, and whether the other text lacks it.

    Where only the other text has something, there is an empty piece that changed.
    """

    text: str
    changed: bool


Pieces = tuple[Piece, ...]


def compared_words(before: str, after: str) -> tuple[Pieces, Pieces] | None:
    """Both texts in pieces; None where they have too little in common, or are too long."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    if not old or not new or len(old) + len(new) > _MOST_WORDS:
        return None
    matcher = SequenceMatcher(
        None, [word.strip() for word in old], [word.strip() for word in new], autojunk=False
    )
    if matcher.ratio() < _ALIKE:
        return None
    old_pieces: list[Piece] = []
    new_pieces: list[Piece] = []
    for operation, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        changed = operation != "equal"
        old_pieces.append(Piece("".join(old[old_from:old_to]), changed))
        new_pieces.append(Piece("".join(new[new_from:new_to]), changed))
    return tuple(old_pieces), tuple(new_pieces)
