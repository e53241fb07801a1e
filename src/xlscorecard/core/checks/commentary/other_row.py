"""A commentary that gives the figures of another row, and none of its own."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from xlscorecard.core.checks.commentary.amounts import amounts_of
from xlscorecard.core.checks.commentary.roles import COMPARING, NUMBER, PERCENT
from xlscorecard.core.checks.history import History
from xlscorecard.core.checks.subject import Row, Subject
from xlscorecard.core.domain.finding import Finding, Rule
from xlscorecard.core.domain.wording import joined
from xlscorecard.core.table.headings import Column
from xlscorecard.core.table.printed import figure_text

COMMENTARY_OF_ANOTHER_ROW = Rule.doubtful(
    "commentary-of-another-row",
    "a commentary with the newest figure of another row, and with its figure of the month before "
    "or of a year ago, and with none of the twelve newest figures of its own row",
)

# Smaller counts stand in a text for many things.
_SMALLEST_COUNT = 100
_FEWEST_FIGURES = 2
_OWN = 12


class _Figure(NamedTuple):
    """A figure as commentaries give it: a percentage to one decimal place, else a number."""

    value: float
    is_percentage: bool


class OtherRows:
    """The rows of a sheet by their newest figures, found when the first is asked for."""

    def __init__(self, subject: Subject) -> None:
        self._subject = subject

    @cached_property
    def _by_newest(self) -> Mapping[_Figure, list[History]]:
        found: dict[_Figure, list[History]] = {}
        for history in self._subject.histories:
            if history.newest is not None:
                found.setdefault(_figure(history.newest, history), []).append(history)
        return found

    def findings(
        self, row: Row, history: History, text: str, lowers: list[str]
    ) -> Iterator[Finding]:
        """A finding if a commentary is of another row; ``lowers`` are its words."""
        if COMPARING.isdisjoint(lowers):
            return
        figures = set(_figures_in(lowers))
        if len(figures) < _FEWEST_FIGURES or not figures.isdisjoint(_newest_of(history)):
            return
        for figure in sorted(figures):
            others = self._by_newest.get(figure, ())
            if len(others) == 1 and _is_of(others[0], text, figures - {figure}):
                yield _found(self._subject, row, others[0])
                return


def _figures_in(lowers: list[str]) -> Iterator[_Figure]:
    for role, amount in amounts_of(lowers):
        is_exact = amount.decimals > 0 if role == PERCENT else amount.value >= _SMALLEST_COUNT
        if is_exact and role in (PERCENT, NUMBER):
            yield _Figure(round(amount.value, 1), role == PERCENT)


def _newest_of(history: History) -> list[_Figure]:
    return [_figure(value, history) for value in history.numbers[-_OWN:]]


def _figure(value: float, history: History) -> _Figure:
    percentage = history.indicator.percentage
    return _Figure(round(value * 100 if percentage else value, 1), percentage)


def _is_of(other: History, text: str, figures: set[_Figure]) -> bool:
    """Whether the rest of the figures has another of the row's, which the text does not name."""
    earlier = {_figure(other.numbers[at], other) for at in (-2, -13) if -at <= len(other.numbers)}
    return not figures.isdisjoint(earlier) and other.reference not in text


def _found(subject: Subject, row: Row, other: History) -> Finding:
    percentage = other.indicator.percentage
    shown = joined([figure_text(value, percentage=percentage) for value in other.numbers[-2:]])
    return COMMENTARY_OF_ANOTHER_ROW.found(
        [subject.cell(row, Column.COMMENTARY)],
        row.reference,
        f"the commentary of {row.reference} gives no figure of its row, and figures of "
        f"{other.reference} ({shown})",
        f"check whether it was written for {other.reference}; if not, accept this finding",
        about=other.reference,
    )
