"""Reading a workbook's scorecard: the settings first, then the sheet that holds the table."""

from collections.abc import Mapping
from typing import NamedTuple

from xlscorecard.actions.settings import settings_of
from xlscorecard.books.protocol import Book
from xlscorecard.core.domain.our_sheets import OurSheet, is_built_here, what_is
from xlscorecard.core.domain.period import Month, month_label, parse_month
from xlscorecard.core.domain.settings import ChangeUnit, Settings
from xlscorecard.core.measures.results import Measures, measure
from xlscorecard.core.measures.scale import typed_without_sign
from xlscorecard.core.measures.timeline import Calendar
from xlscorecard.core.settings.reader import SettingsFound
from xlscorecard.core.sheet.address import Area
from xlscorecard.core.sheet.grid import Grid
from xlscorecard.core.table.column_lines import void_faults
from xlscorecard.core.table.header import holds_scorecard, missing_heading
from xlscorecard.core.table.headings import Column
from xlscorecard.core.table.plan import LEFT_AS_IT_IS, Contents, contents, tolerance_of
from xlscorecard.core.table.reader import SheetReading, read_sheet
from xlscorecard.core.table.reporting import NamedBy, Reporting, reporting_of
from xlscorecard.core.table.unread_months import unread_months
from xlscorecard.errors import Fault, LayoutError, SettingsError

SCORECARD_SHEET = "Scorecard"
"""The sheet that is meant where several hold a table and none is named."""


class Read(NamedTuple):
    """A scorecard read from a workbook, with its settings."""

    reading: SheetReading
    settings: Settings
    settings_found: SettingsFound


class Computed(NamedTuple):
    """A scorecard read from a workbook, and all its measures in the order of its rows.

    ``unfit`` are the positions of rows whose changes cannot be given in points, as they are set.
    """

    reading: SheetReading
    settings: Settings
    settings_found: SettingsFound
    period: Reporting
    results: tuple[Measures, ...]
    unfit: frozenset[int]
    is_built_here: bool

    @property
    def reporting(self) -> Month:
        """The reporting period."""
        return self.period.month

    def wanted(self) -> list[Contents]:
        """What the computed columns of each indicator are to hold.

        Where no month holds data, nothing is known of them.
        """
        if self.period.lacks_data:
            return [LEFT_AS_IT_IS] * len(self.results)
        return [
            contents(measures, tolerance_of(indicator, self.settings).unit)
            for measures, indicator in zip(
                self.results, self.reading.scorecard.indicators, strict=True
            )
        ]


def compute(
    book: Book,
    *,
    sheet: str | None = None,
    period: str | None = None,
    columns: Mapping[str, str] | None = None,
) -> Computed:
    """Read a workbook's scorecard and compute every measure.

    Args:
        book: the workbook.
        sheet: the sheet that holds the table; found by its headings where none is named.
        period: the reporting period, such as ``Aug-19``; overrides the Settings sheet.
        columns: what columns mean for this once, by heading or letter.

    Raises:
        LayoutError: there is no table, it cannot be told apart, or a month of it cannot be read.
        SettingsError: a setting or the period cannot be used.
        WorkbookError: the workbook cannot be read.
    """
    reading, settings, found = read_workbook(book, sheet=sheet, columns=columns)
    reporting = _reporting(reading, settings, found, period)
    newest = reporting.reported.newest if reporting.reported else reporting.month
    unread = list(unread_months(reading, newest))
    if unread:
        raise LayoutError(*unread, *void_faults(reading.layout.said.void))
    unfit = _unfit_for_points(book, reading, settings)
    calendar = Calendar.of(reading.scorecard.periods, reporting.month)
    results = tuple(
        measure(
            indicator.values,
            calendar.at(indicator.frequency),
            indicator.polarity,
            tolerance_of(indicator, settings),
            indicator.not_calculated if indicator.other_cells else frozenset(),
        )
        for indicator in reading.scorecard.indicators
    )
    if unfit:
        results = tuple(
            measures.without_changes() if position in unfit else measures
            for position, measures in enumerate(results)
        )
    return Computed(
        reading=reading,
        settings=settings,
        settings_found=found,
        period=reporting,
        results=results,
        unfit=unfit,
        is_built_here=is_built_here(book.sheet_names),
    )


def read_workbook(
    book: Book, *, sheet: str | None = None, columns: Mapping[str, str] | None = None
) -> Read:
    """Read a workbook's scorecard, without asking for its reporting period.

    Takes what ``compute`` takes, and raises what it raises.
    """
    found = settings_of(book, columns)
    reading = read_sheet(_find_grid(book, sheet, found), found.settings)
    faults = [
        fault._replace(place=f'what is said of column "{said.line.name}"', rule="")
        for said in reading.layout.said.void
        if said.line.for_one_run
        for fault in void_faults([said])
    ]
    if faults:
        raise SettingsError(*faults)
    return Read(reading, found.settings, found)


def read_scorecard(book: Book, sheet: str) -> SheetReading:
    """Read the scorecard on one sheet; raises what ``compute`` raises."""
    return read_workbook(book, sheet=sheet).reading


def _unfit_for_points(book: Book, reading: SheetReading, settings: Settings) -> frozenset[int]:
    """The rows that are set to points and are no percentages, as Excel holds percentages."""
    return frozenset(
        position
        for position, indicator in enumerate(reading.scorecard.indicators)
        if tolerance_of(indicator, settings).unit is ChangeUnit.POINTS
        and not _is_percentage(book, reading, position)
    )


def _is_percentage(book: Book, reading: SheetReading, position: int) -> bool:
    """Whether a row holds percentages: as its sign says, or where there is none, its formats."""
    indicator = reading.scorecard.indicators[position]
    values = [value for value in indicator.values if value is not None]
    if typed_without_sign(values):
        return False
    if Column.PERCENTAGE in reading.layout.columns:
        return indicator.percentage
    row, columns = reading.rows[position], reading.layout.periods.values()
    area = Area(row, min(columns), row, max(columns))
    shown = book.percentage_cells(reading.grid.sheet, area)
    return shown is not None and all(
        (row, column) in shown
        for column, value in zip(columns, indicator.values, strict=True)
        if value is not None
    )


def _find_grid(book: Book, sheet: str | None, found: SettingsFound) -> Grid:
    if sheet is not None:
        return book.read(sheet)
    if SCORECARD_SHEET in book.sheet_names:
        grid = book.read(SCORECARD_SHEET)
        if holds_scorecard(grid):
            return grid
    names = [
        name
        for name in book.sheet_names
        if name != found.sheet and what_is(name, book.read) is not OurSheet.CHECKS
    ]
    grids = [book.read(name) for name in names]
    tables = [grid for grid in grids if holds_scorecard(grid)]
    if len(tables) == 1:
        return tables[0]
    if tables:
        raise LayoutError(
            Fault(
                place=book.name,
                found="a scorecard table on " + " and ".join(f'"{grid.sheet}"' for grid in tables),
                expected=f'one, or one on a sheet named "{SCORECARD_SHEET}"',
                remedy="Name the sheet that is meant (--sheet).",
            )
        )
    incomplete = [fault for grid in grids if (fault := missing_heading(grid))]
    if incomplete:
        raise LayoutError(*incomplete)
    raise LayoutError(
        Fault(
            place=book.name,
            found="no scorecard table on "
            + (", ".join(f'"{name}"' for name in names) or "a sheet"),
            expected='a row with the headings "Ref." and "Indicator", looked for in every row',
            remedy="Check that this is the right workbook, and that its table has these headings.",
        )
    )


def _reporting(
    reading: SheetReading, settings: Settings, found: SettingsFound, period: str | None
) -> Reporting:
    periods = reading.scorecard.periods
    if period is not None:
        wanted, named_by, place = parse_month(period), NamedBy.CALLER, "the period asked for"
        if wanted is None:
            raise SettingsError(
                Fault(
                    place=place,
                    found=f'"{period}"',
                    expected="a month such as Aug-19",
                    remedy="Name one of the months of the table.",
                )
            )
    else:
        wanted, named_by = settings.reporting_period, NamedBy.SETTINGS
        place = found.period_cell
    if wanted is None:
        return reporting_of(reading, None, NamedBy.DATA)
    if wanted not in periods:
        raise SettingsError(
            Fault(
                place=place,
                found=f"{month_label(wanted)}, which is no column of {reading.grid.sheet}",
                expected=f"a month from {month_label(min(periods))} to {month_label(max(periods))}",
                remedy="Name one of the months of the table.",
            )
        )
    return reporting_of(reading, wanted, named_by)
