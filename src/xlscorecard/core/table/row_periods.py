"""The periods of a row: its frequency by merged cells, and values that do not fit it."""

from collections.abc import Iterator
from operator import itemgetter

from xlscorecard.core.domain.period import Frequency, Month
from xlscorecard.core.domain.scorecard import Indicator
from xlscorecard.core.measures.regularity import looks_quarterly
from xlscorecard.core.sheet.address import Area, Place
from xlscorecard.core.sheet.grid import Grid
from xlscorecard.core.table.layout import Layout
from xlscorecard.core.table.odd_cells import LooksQuarterly, MergedMonths, OddCell, SeveralValues


class RowPeriods:
    """Looks at the period cells of rows."""

    def __init__(self, grid: Grid, layout: Layout) -> None:
        self.grid = grid
        self.layout = layout
        self.months = tuple(layout.periods)
        self.period_columns = tuple(layout.periods.values())

    def by_merges(self, row: int, reference: str) -> tuple[Frequency, list[OddCell]]:
        """Quarterly if cells of a row are merged by quarters, monthly otherwise; and odd merges."""
        frequency = Frequency.MONTHLY
        odd: list[OddCell] = []
        for area in self.grid.merges_of_row.get(row, ()):
            months = self._months_in(area)
            if len(months) < 2:
                continue
            if self._is_quarter(months):
                frequency = Frequency.QUARTERLY
            else:
                place = Place(area.top, area.left)
                odd.append(MergedMonths(place, reference, len(months)))
        return frequency, odd

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

    def oddities(self, row: int, indicator: Indicator, *, is_declared: bool) -> Iterator[OddCell]:
        """Several values in one quarter or year; or a row that only looks quarterly.

        ``is_declared`` says that a person has set the frequency.
        """
        frequency = indicator.frequency
        if frequency is Frequency.MONTHLY:
            if not is_declared and looks_quarterly(self.months, indicator.values):
                newest, _ = max(self._places(indicator), key=itemgetter(1))
                yield LooksQuarterly(Place(row, newest), indicator.reference)
            return
        columns_of: dict[int, list[int]] = {}
        for column, month in self._places(indicator):
            columns_of.setdefault(frequency.period_of(month), []).append(column)
        for period, columns in columns_of.items():
            if len(columns) > 1:
                places = tuple(Place(row, column) for column in columns)
                yield SeveralValues(places, indicator.reference, frequency, period)

    def _places(self, indicator: Indicator) -> list[tuple[int, Month]]:
        """The column and the month of each value."""
        return [
            (column, month)
            for column, month, value in zip(
                self.period_columns, self.months, indicator.values, strict=True
            )
            if value is not None
        ]
