"""Computing a workbook's scorecard: every measure, and all that a person should look at."""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from xlscorecard.actions.reading import read_workbook
from xlscorecard.books.protocol import Book
from xlscorecard.core.checks.all_rules import findings
from xlscorecard.core.checks.subject import Percentages, Subject
from xlscorecard.core.domain.finding import Finding, worst_first
from xlscorecard.core.domain.our_sheets import is_built_here
from xlscorecard.core.domain.period import Month, month_label, parse_month
from xlscorecard.core.domain.settings import ChangeUnit, Settings
from xlscorecard.core.measures.results import Measures, measure
from xlscorecard.core.measures.scale import typed_without_sign
from xlscorecard.core.measures.timeline import Calendar
from xlscorecard.core.settings.reader import SettingsFound
from xlscorecard.core.sheet.address import Area
from xlscorecard.core.table.column_lines import void_faults
from xlscorecard.core.table.headings import Column
from xlscorecard.core.table.plan import (
    LEFT_AS_IT_IS,
    Contents,
    PlannedRefresh,
    contents,
    plan_refresh,
    tolerance_of,
)
from xlscorecard.core.table.reader import SheetReading
from xlscorecard.core.table.reporting import NamedBy, Reporting, reporting_of
from xlscorecard.core.table.unread_months import unread_months
from xlscorecard.errors import Fault, LayoutError, SettingsError


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


def findings_of(
    book: Book,
    computed: Computed,
    wanted: Sequence[Contents] | None = None,
    planned: PlannedRefresh | None = None,
) -> tuple[Finding, ...]:
    """All findings of a scorecard, worst first; what is computed already can be handed over."""
    reading, settings, found = computed.reading, computed.settings, computed.settings_found
    wanted = computed.wanted() if wanted is None else wanted
    subject = Subject(
        reading=reading,
        settings=settings,
        period=computed.period,
        wanted=wanted,
        planned=planned or plan_refresh(reading, wanted, settings.formulas),
        percentages=_percentages(book, reading),
        unfit=computed.unfit,
        is_built_here=computed.is_built_here,
        sheets=found,
    )
    return worst_first(list(findings(subject)))


def _percentages(book: Book, reading: SheetReading) -> Percentages | None:
    """The cells of the months' columns that show percentages; None where it cannot be told."""
    if not reading.rows:
        return frozenset()
    columns = reading.layout.periods.values()
    area = Area(reading.rows[0], min(columns), reading.rows[-1], max(columns))
    return book.percentage_cells(reading.grid.sheet, area)


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


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keep the garbage collector from searching the million cells of a large sheet for cycles.

    There are none, and its search, again and again while they are read, takes a tenth of the
    time.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
