"""From a grid to a scorecard, with every fault of the sheet at once."""

from typing import NamedTuple

from xlscorecard.core.domain.period import Month
from xlscorecard.core.domain.scorecard import Scorecard
from xlscorecard.core.domain.settings import Settings
from xlscorecard.core.sheet.address import Place
from xlscorecard.core.sheet.grid import Grid
from xlscorecard.core.table.layout import Layout, find_layout
from xlscorecard.core.table.month_words import missing_months_at
from xlscorecard.core.table.odd_cells import OddCell
from xlscorecard.core.table.row_reader import RowReader
from xlscorecard.errors import LayoutError


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
    reader = RowReader(grid, layout, settings)
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
