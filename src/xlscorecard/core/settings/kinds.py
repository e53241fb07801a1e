"""The kinds of value that a setting takes: how each is read from a cell and written as text."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Generic, Protocol, TypeVar

from xlscorecard.core.domain.cell_meaning import number_in_text
from xlscorecard.core.domain.period import Month, month_label
from xlscorecard.core.measures.rounding import decimal_of
from xlscorecard.core.sheet.address import Place
from xlscorecard.core.sheet.grid import Grid
from xlscorecard.core.table.period_headings import month_named

T = TypeVar("T")


class ValueKind(Protocol[T]):
    """What may stand in a cell; ``expected`` says so in a fault."""

    @property
    def expected(self) -> str:
        """What a fault says that was expected."""

    def read(self, grid: Grid, place: Place) -> T | None:
        """What a cell that is not blank means; None where it means nothing."""

    def text(self, value: T) -> str:
        """How a value is written."""


def _no_other_word(_text: str) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Word(Generic[T]):
    """One of some words; ``also`` knows more words than are offered."""

    meanings: Mapping[str, T]
    also: Callable[[str], T | None] = _no_other_word

    @property
    def expected(self) -> str:
        return f"{one_of(list(self.meanings))}, or nothing"

    def read(self, grid: Grid, place: Place) -> T | None:
        text = grid.text(*place)
        by_word = {word.casefold(): meaning for word, meaning in self.meanings.items()}
        meaning = by_word.get(text.casefold())
        return self.also(text) if meaning is None else meaning

    def text(self, value: T) -> str:
        return next(word for word, meaning in self.meanings.items() if meaning is value)


class CalendarMonth:
    """A month, as a date or as a text."""

    expected = "a month such as Aug-19, or nothing"

    def read(self, grid: Grid, place: Place) -> Month | None:
        return month_named(grid.content(*place))

    def text(self, value: Month) -> str:
        return month_label(value)


class Percentage:
    """A share above 0 and up to 1."""

    expected = "a percentage above 0% and up to 100%, such as 10%"

    def read(self, grid: Grid, place: Place) -> float | None:
        content = grid.content(*place)
        number = number_in_text(content) if isinstance(content, str) else content
        return number if isinstance(number, float) and 0 < number <= 1 else None

    def text(self, value: float) -> str:
        return f"{(decimal_of(value) * 100).normalize():f}%"


class References:
    """References of indicators, separated by commas."""

    expected = "references separated by commas"

    def read(self, grid: Grid, place: Place) -> tuple[str, ...]:
        return tuple(name for part in grid.text(*place).split(",") if (name := part.strip()))

    def text(self, value: tuple[str, ...]) -> str:
        return ", ".join(value)


class Naming(Enum):
    """What a cell names that is no setting by itself; it is read with the row it stands in."""

    INDICATOR = "the reference of an indicator"
    COLUMN = "a heading or the letter of a column"
    MEANING = "what a column means"
    HEADING_THERE = "the heading that stands over a column"


def one_of(words: Sequence[str]) -> str:
    """The words that may stand in a cell, for a fault."""
    return "one of " + ", ".join(f'"{word}"' for word in words)
