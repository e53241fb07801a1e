"""The kinds of value that a setting takes: how each is read from a cell and written as text."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Generic, TypeVar

from xlscorecard.core.domain.cell_meaning import number_in_text
from xlscorecard.core.domain.period import Frequency, Month, month_label
from xlscorecard.core.domain.polarity import Polarity
from xlscorecard.core.domain.settings import ChangeUnit
from xlscorecard.core.measures.rounding import decimal_of
from xlscorecard.core.sheet.address import Place
from xlscorecard.core.sheet.grid import Grid
from xlscorecard.core.table.period_headings import month_named

T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class ValueKind(Generic[T]):
    """A kind of value.

    ``expected`` is what a fault says of it. ``read`` gives what a cell that is not blank means,
    None if it means nothing; ``text`` how a value is written. ``words`` are offered as a list.
    """

    expected: str
    read: Callable[[Grid, Place], T | None]
    text: Callable[[T], str]
    words: tuple[str, ...] = ()


class Naming(Enum):
    """What a cell names that is no setting by itself; it is read with the row it stands in."""

    INDICATOR = "the reference of an indicator"
    COLUMN = "a heading or the letter of a column"
    MEANING = "what a column means"
    HEADING_THERE = "the heading that stands over a column"


def word(
    meanings: Mapping[str, T], also: Callable[[str], T | None] = lambda _: None
) -> ValueKind[T]:
    """One of some words; ``also`` knows more words than are offered."""
    by_word = {word.casefold(): meaning for word, meaning in meanings.items()}
    written = {meaning: word for word, meaning in meanings.items()}

    def read(grid: Grid, place: Place) -> T | None:
        text = grid.text(*place)
        meaning = by_word.get(text.casefold())
        return also(text) if meaning is None else meaning

    expected = f"{one_of(list(meanings))}, or nothing"
    return ValueKind(expected, read, written.__getitem__, tuple(meanings))


def _month(grid: Grid, place: Place) -> Month | None:
    return month_named(grid.content(*place))


def _share(grid: Grid, place: Place) -> float | None:
    content = grid.content(*place)
    number = number_in_text(content) if isinstance(content, str) else content
    return number if isinstance(number, float) and 0 < number <= 1 else None


def _percentage(share: float) -> str:
    return f"{(decimal_of(share) * 100).normalize():f}%"


def _references(grid: Grid, place: Place) -> tuple[str, ...]:
    return tuple(name for part in grid.text(*place).split(",") if (name := part.strip()))


MONTH = ValueKind("a month such as Aug-19, or nothing", _month, month_label)
PERCENTAGE = ValueKind("a percentage above 0% and up to 100%, such as 10%", _share, _percentage)
REFERENCES = ValueKind("references separated by commas", _references, ", ".join)


def one_of(words: Sequence[str]) -> str:
    """The words that may stand in a cell, for a fault."""
    return "one of " + ", ".join(f'"{word}"' for word in words)


FREQUENCY_WORDS = {
    "monthly": Frequency.MONTHLY,
    "quarterly": Frequency.QUARTERLY,
    "annual": Frequency.ANNUAL,
}
UNIT_WORDS = {unit.value: unit for unit in ChangeUnit}
POLARITY_WORDS = {
    "▲": Polarity.HIGHER_IS_BETTER,
    "▼": Polarity.LOWER_IS_BETTER,
    "none": Polarity.NONE,
}
