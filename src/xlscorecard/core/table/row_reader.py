"""The rows of a table: indicators, and what is odd about their cells."""

from collections.abc import Sequence

from xlscorecard.core.domain.cell_meaning import (
    CellMeaning,
    MarkedNumber,
    NumberAsText,
    Token,
    interpret,
)
from xlscorecard.core.domain.polarity import Polarity, polarity_in
from xlscorecard.core.domain.scorecard import Indicator
from xlscorecard.core.domain.settings import Settings
from xlscorecard.core.sheet.address import Place
from xlscorecard.core.sheet.content import NOT_CALCULATED, CellContent, NotCalculated
from xlscorecard.core.sheet.grid import Grid
from xlscorecard.core.table.headings import Column
from xlscorecard.core.table.layout import Layout
from xlscorecard.core.table.odd_cells import (
    NoName,
    NoReference,
    NotCalculatedValues,
    OddCell,
    OddValue,
    UnknownSign,
)
from xlscorecard.core.table.printed import arrow_in
from xlscorecard.core.table.row_periods import RowPeriods
from xlscorecard.core.table.table_rules import REPEATED_REFERENCE
from xlscorecard.errors import Fault

_MOVEMENT_WORDS = frozenset(
    {
        "improving", "improved", "better", "declining", "declined", "worse", "worsening", "same",
        "similar", "static", "stable", "steady", "no change", "unchanged", "=",
    }
)  # fmt: skip


def says_movement(text: str) -> bool:
    """Whether a text says how a value moved, in a sign or in words, and not which way is good."""
    is_sign = not any(map(str.isalnum, text)) and arrow_in(text) is not None
    return is_sign or text.strip().casefold() in _MOVEMENT_WORDS


PERCENTAGE_SIGNS = {"p": True, "-": False, "": False}
"""The scorecard document's column 'Percentage?': P or -."""


class RowReader:
    """Reads indicator rows, and gathers indicators, what is odd, and faults."""

    def __init__(self, grid: Grid, layout: Layout, settings: Settings) -> None:
        self.grid = grid
        self.layout = layout
        self.settings = settings
        self.months = tuple(layout.periods)
        self.period_columns = tuple(layout.periods.values())
        self.indicators: list[Indicator] = []
        self.rows: list[int] = []
        self.moves: list[Place] = []
        self.faults: list[Fault] = []
        self.odd: list[OddCell] = []
        self.row_periods = RowPeriods(grid, layout)
        self._row_of: dict[str, int] = {}

    def read(self, row: int) -> None:
        """Read one row below the header; most are indicators."""
        reference = self._text(row, Column.REFERENCE)
        title = self._text(row, Column.INDICATOR)
        contents = self._period_contents(row)
        if not reference:
            if title and _has_values(contents):
                self.odd.append(NoReference(self._place(row, Column.REFERENCE)))
            return
        if not title and not _has_values(contents):
            return  # a section row or a note
        if (reference, title) == self.layout.required_headings:
            return  # the header again, for a printed page
        if first := self._row_of.get(reference):
            self._repeated(reference, row, first)
            return
        self._row_of[reference] = row
        if not title:
            self.odd.append(NoName(self._place(row, Column.INDICATOR), reference))
        self.indicators.append(self._indicator(row, reference, title, contents))
        self.rows.append(row)

    def _indicator(
        self, row: int, reference: str, title: str, contents: Sequence[CellContent]
    ) -> Indicator:
        values, other_cells = self._values(row, reference, contents)
        chosen = self.settings.for_indicator(reference)
        frequency = chosen.frequency
        if frequency is None:
            frequency, odd = self.row_periods.by_merges(row, reference)
            self.odd += odd
        indicator = Indicator(
            reference=reference,
            title=title,
            values=values,
            other_cells=other_cells,
            frequency=frequency,
            polarity=chosen.polarity or self._polarity(row, reference),
            percentage=self._percentage(row, reference),
        )
        is_declared = chosen.frequency is not None
        self.odd += self.row_periods.oddities(row, indicator, is_declared=is_declared)
        return indicator

    def _values(
        self, row: int, reference: str, contents: Sequence[CellContent]
    ) -> tuple[tuple[float | None, ...], dict[int, CellMeaning]]:
        values: list[float | None] = []
        other_cells: dict[int, CellMeaning] = {}
        for position, content in enumerate(contents):
            if content is None or type(content) is float:
                values.append(content)
                continue
            meaning = interpret(content)
            values.append(
                meaning.value if isinstance(meaning, NumberAsText | MarkedNumber) else None
            )
            if meaning is not None:
                other_cells[position] = meaning
                if not isinstance(meaning, Token | NotCalculated):
                    place = Place(row, self.period_columns[position])
                    self.odd.append(OddValue(place, self.months[position], reference, meaning))
        lacking = [at for at, meaning in other_cells.items() if meaning is NOT_CALCULATED]
        if lacking:
            self.odd.append(
                NotCalculatedValues(
                    tuple(Place(row, self.period_columns[position]) for position in lacking),
                    tuple(self.months[position] for position in lacking),
                    reference,
                )
            )
        return tuple(values), other_cells

    def _place(self, row: int, column: Column) -> Place:
        return Place(row, self.layout.columns[column])

    def _text(self, row: int, column: Column) -> str:
        number = self.layout.columns.get(column)
        return self.grid.text(row, number) if number else ""

    def _period_contents(self, row: int) -> list[CellContent]:
        cells = self.grid.rows[row]
        count = len(cells)
        return [cells[column - 1] if column <= count else None for column in self.period_columns]

    def _polarity(self, row: int, reference: str) -> Polarity:
        sign = self._text(row, Column.POLARITY)
        polarity = polarity_in(sign)
        if polarity is None and self.layout.dot_is_polarity and says_movement(sign):
            self.moves.append(self._place(row, Column.POLARITY))
            return Polarity.NONE
        if polarity is None:
            self._unknown_sign(row, Column.POLARITY, reference, sign)
            return Polarity.NONE
        return polarity

    def _percentage(self, row: int, reference: str) -> bool:
        sign = self._text(row, Column.PERCENTAGE)
        percentage = PERCENTAGE_SIGNS.get(sign.casefold())
        if percentage is None:
            self._unknown_sign(row, Column.PERCENTAGE, reference, sign)
            return False
        return percentage

    def _unknown_sign(self, row: int, column: Column, reference: str, sign: str) -> None:
        self.odd.append(UnknownSign(self._place(row, column), column, reference, sign))

    def _repeated(self, reference: str, row: int, first: int) -> None:
        column = self.layout.columns[Column.REFERENCE]
        self.faults.append(
            Fault(
                place=self.grid.address(row, column),
                found=f'the Ref. "{reference}" a second time',
                expected=f"each Ref. once; the first is {self.grid.address(first, column)}",
                remedy="Give one of the two rows another Ref., or remove it.",
                rule=REPEATED_REFERENCE.name,
            )
        )


def _has_values(contents: Sequence[CellContent]) -> bool:
    return any(content not in (None, "") for content in contents)
