"""From a grid to a scorecard, with every fault of the sheet at once."""

from collections.abc import Sequence
from operator import itemgetter
from typing import NamedTuple

from xlscorecard.core.domain.cell_meaning import (
    CellMeaning,
    MarkedNumber,
    NumberAsText,
    Token,
    interpret,
)
from xlscorecard.core.domain.indicator import Indicator
from xlscorecard.core.domain.period import Frequency, Month
from xlscorecard.core.domain.polarity import Polarity, polarity_in
from xlscorecard.core.domain.scorecard import Scorecard
from xlscorecard.core.domain.settings import Settings
from xlscorecard.core.measures.regularity import looks_quarterly
from xlscorecard.core.sheet.address import Area, Place
from xlscorecard.core.sheet.content import NOT_CALCULATED, CellContent, NotCalculated
from xlscorecard.core.sheet.grid import Grid
from xlscorecard.core.table.arrows import arrow_in
from xlscorecard.core.table.headings import Column
from xlscorecard.core.table.layout import Layout, find_layout
from xlscorecard.core.table.month_words import missing_months_at
from xlscorecard.core.table.odd_cells import (
    LooksQuarterly,
    MergedMonths,
    NoName,
    NoReference,
    NotCalculatedValues,
    OddCell,
    OddValue,
    SeveralValues,
    UnknownSign,
)
from xlscorecard.core.table.table_rules import REPEATED_REFERENCE
from xlscorecard.errors import Fault, LayoutError

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


class SheetReading(NamedTuple):
    """A scorecard, where it stands, and what was odd about its cells.

    ``rows`` are the sheet's rows of the indicators, in their order. ``moves`` are the cells of a
    column DoT, taken for the polarity, that hold a sign of a movement. ``doubted_months`` are
    months without a column where a column stands whose heading cannot be read.
    """

    grid: Grid
    layout: Layout
    scorecard: Scorecard
    rows: tuple[int, ...]
    odd: tuple[OddCell, ...]
    moves: tuple[Place, ...] = ()
    doubted_months: frozenset[Month] = frozenset()


def read_sheet(grid: Grid, settings: Settings) -> SheetReading:
    """The scorecard that a sheet holds.

    Title rows, section rows, blank rows and repeated headers are passed over. Whatever a cell
    holds that is neither a number, empty nor a known token is given as it was seen.

    Raises:
        LayoutError: see ``find_layout``; also a reference that stands twice.
    """
    layout = find_layout(grid, settings.columns)
    reader = _RowReader(grid, layout, settings)
    for row in sorted(grid.rows):
        if row > layout.last_header_row:
            reader.read(row)
    if reader.faults:
        raise LayoutError(*reader.faults)
    return SheetReading(
        grid=grid,
        layout=layout,
        scorecard=Scorecard(periods=tuple(layout.periods), indicators=tuple(reader.indicators)),
        rows=tuple(reader.rows),
        odd=tuple(reader.odd),
        moves=tuple(reader.moves),
        doubted_months=frozenset(month for _, month in missing_months_at(layout)),
    )


class _RowReader:
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
        self._row_of: dict[str, int] = {}

    def read(self, row: int) -> None:
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
        indicator = Indicator(
            reference=reference,
            title=title,
            values=values,
            other_cells=other_cells,
            frequency=chosen.frequency or self._frequency_by_merges(row, reference),
            polarity=chosen.polarity or self._polarity(row, reference),
            percentage=self._percentage(row, reference),
        )
        self._check_periods(row, indicator, declared=chosen.frequency is not None)
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

    def _frequency_by_merges(self, row: int, reference: str) -> Frequency:
        """Quarterly if period cells are merged by quarters, monthly otherwise."""
        quarterly = False
        for area in self.grid.merges_of_row.get(row, ()):
            months = self._months_in(area)
            if len(months) < 2:
                continue
            if self._is_quarter(months):
                quarterly = True
            else:
                place = Place(area.top, area.left)
                self.odd.append(MergedMonths(place, reference, len(months)))
        return Frequency.QUARTERLY if quarterly else Frequency.MONTHLY

    def _months_in(self, area: Area) -> list[Month]:
        return [
            month
            for month, column in self.layout.periods.items()
            if area.left <= column <= area.right
        ]

    def _is_quarter(self, months: list[Month]) -> bool:
        """Whether months are all those of one quarter for which the table has columns."""
        quarter = Frequency.QUARTERLY.period_of(months[0])
        in_table = {
            month for month in self.months if Frequency.QUARTERLY.period_of(month) == quarter
        }
        return set(months) == in_table

    def _check_periods(self, row: int, indicator: Indicator, *, declared: bool) -> None:
        """Several values in one quarter or year; or a row that only looks quarterly."""
        frequency = indicator.frequency
        if frequency is Frequency.MONTHLY:
            if not declared and looks_quarterly(self.months, indicator.values):
                newest, _ = max(self._places(indicator), key=itemgetter(1))
                self.odd.append(LooksQuarterly(Place(row, newest), indicator.reference))
            return
        columns_of: dict[int, list[int]] = {}
        for column, month in self._places(indicator):
            columns_of.setdefault(frequency.period_of(month), []).append(column)
        for period, columns in columns_of.items():
            if len(columns) > 1:
                places = tuple(Place(row, column) for column in columns)
                self.odd.append(SeveralValues(places, indicator.reference, frequency, period))

    def _places(self, indicator: Indicator) -> list[tuple[int, Month]]:
        """The column and the month of each value."""
        return [
            (column, month)
            for column, month, value in zip(
                self.period_columns, self.months, indicator.values, strict=True
            )
            if value is not None
        ]

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
