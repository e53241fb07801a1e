"""Whether two cells hold the same, by what they mean: figures to Excel's 15 digits."""

from enum import Enum

from xlscorecard.core.domain.cell_meaning import CellMeaning, NumberAsText, Token, Unreadable
from xlscorecard.core.revisions.change import Held
from xlscorecard.core.sheet.edits import same
from xlscorecard.core.table.explanation_text import value_text


class Difference(Enum):
    """How two cells differ."""

    FIGURE = "two figures"
    FILLED = "a figure where there was none"
    REMOVED = "no figure where there was one"
    MARK = "no figure in either, but not the same text"
    STORED = "the same figure, once as a number and once as text"


def difference(before: CellMeaning, after: CellMeaning) -> Difference | None:
    """How two cells differ; None if they mean the same."""
    old, new = number_in(before), number_in(after)
    if old is not None and new is not None:
        if not same(old, new):
            return Difference.FIGURE
        return Difference.STORED if type(before) is not type(after) else None
    if new is not None:
        return Difference.FILLED
    if old is not None:
        return Difference.REMOVED
    return Difference.MARK if _meaning(before) != _meaning(after) else None


def number_in(cell: CellMeaning) -> float | None:
    """The figure that a cell gives; None where it gives none."""
    if isinstance(cell, NumberAsText):
        return cell.value
    return cell if isinstance(cell, float) else None


def is_blank(cell: CellMeaning) -> bool:
    """Whether a cell is empty, or says that there is no figure."""
    return cell is None or isinstance(cell, Token)


def same_words(before: str, after: str) -> bool:
    """Whether two texts are the same but for spaces and line breaks."""
    return before.split() == after.split()


def storage_note(before: CellMeaning, after: CellMeaning) -> str:
    """What is to be said of a figure that is stored otherwise than before."""
    match before, after:
        case NumberAsText(), NumberAsText():
            return ""
        case _, NumberAsText():
            return "a number stored as text"
        case NumberAsText(), float():
            return "no longer stored as text"
        case _:
            return ""


def told_apart(before: Held, after: Held, *, percentage: bool) -> tuple[Held, Held]:
    """The two as they are printed; in full where they would print alike."""
    if before.text != after.text:
        return before, after
    return _in_full(before, percentage=percentage), _in_full(after, percentage=percentage)


def _in_full(held: Held, *, percentage: bool) -> Held:
    if not isinstance(held.content, float):
        return held
    return held._replace(text=value_text(held.content, percentage=percentage))


def _meaning(cell: CellMeaning) -> object:
    return cell.text.split() if isinstance(cell, Unreadable) else cell
