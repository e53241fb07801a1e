"""Computing a scorecard: from the sheets of a workbook to every measure of every row."""

from collections.abc import Mapping
from functools import partial

from xlscorecard.core.checks.subject import PercentageCells, Subject
from xlscorecard.core.domain.our_functions import PREFIX
from xlscorecard.core.domain.our_sheets import is_built_here
from xlscorecard.core.domain.period import month_label, parse_month
from xlscorecard.core.domain.settings import ChangeUnit, Settings
from xlscorecard.core.measures.results import measure
from xlscorecard.core.measures.scale import typed_without_sign
from xlscorecard.core.measures.timeline import Calendar
from xlscorecard.core.settings.reader import SettingsFound
from xlscorecard.core.settings.scorecard import read_workbook
from xlscorecard.core.sheet.address import Area
from xlscorecard.core.sheet.sheets import Sheets
from xlscorecard.core.table.column_lines import void_faults
from xlscorecard.core.table.headings import Column
from xlscorecard.core.table.plan import tolerance_of
from xlscorecard.core.table.reader import SheetReading
from xlscorecard.core.table.reporting import NamedBy, Reporting, reporting_of
from xlscorecard.core.table.unread_months import unread_months
from xlscorecard.errors import LayoutError, SettingsError


def compute(
    sheets: Sheets,
    *,
    sheet: str | None = None,
    period: str | None = None,
    columns: Mapping[str, str] | None = None,
) -> Subject:
    """Read a workbook's scorecard and compute every measure.

    Args:
        sheets: the sheets of the workbook.
        sheet: the sheet that holds the table; found by its headings where none is named.
        period: the reporting period, such as ``Aug-19``; overrides the Settings sheet.
        columns: what columns mean for this once, by heading or letter.

    Raises:
        LayoutError: there is no table, it cannot be told apart, or a month of it cannot be read.
        SettingsError: a setting or the period cannot be used.
        WorkbookError: the workbook cannot be read.
    """
    reading, settings, found = read_workbook(sheets, sheet=sheet, columns=columns)
    reporting = _reporting(reading, settings, found, period)
    newest = reporting.reported.newest if reporting.reported else reporting.month
    unread = list(unread_months(reading, newest))
    if unread:
        raise LayoutError(*unread, *void_faults(reading.layout.said.void))
    percentage_cells = partial(sheets.percentage_cells, reading.grid.sheet)
    unfit = _unfit_for_points(percentage_cells, reading, settings)
    calendar = Calendar.up_to(reading.scorecard.periods, reporting.month)
    results = tuple(
        measure(
            indicator.values,
            calendar.at(indicator.frequency),
            indicator.polarity,
            tolerance_of(indicator, settings),
            indicator.not_calculated,
        )
        for indicator in reading.scorecard.indicators
    )
    if unfit:
        results = tuple(
            measures.without_changes() if position in unfit else measures
            for position, measures in enumerate(results)
        )
    return Subject(
        reading=reading,
        settings=settings,
        settings_found=found,
        period=reporting,
        results=results,
        unfit=unfit,
        is_built_here=is_built_here(sheets.sheet_names),
        percentage_cells=percentage_cells,
        function_formulas=lambda: sheets.formulas_with(PREFIX),
    )


def _unfit_for_points(
    percentage_cells: PercentageCells, reading: SheetReading, settings: Settings
) -> frozenset[int]:
    """The rows that are set to points and are no percentages, as Excel holds percentages."""
    return frozenset(
        position
        for position, indicator in enumerate(reading.scorecard.indicators)
        if tolerance_of(indicator, settings).unit is ChangeUnit.POINTS
        and not _is_percentage(percentage_cells, reading, position)
    )


def _is_percentage(percentage_cells: PercentageCells, reading: SheetReading, position: int) -> bool:
    """Whether a row holds percentages: as its sign says, or where there is none, its formats."""
    indicator = reading.scorecard.indicators[position]
    values = [value for value in indicator.values if value is not None]
    if typed_without_sign(values):
        return False
    if Column.PERCENTAGE in reading.layout.columns:
        return indicator.percentage
    row, columns = reading.rows[position], reading.layout.periods.values()
    area = Area(row, min(columns), row, max(columns))
    shown = percentage_cells(area)
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
            raise SettingsError.because(
                place=place,
                found=f'"{period}"',
                expected="a month such as Aug-19",
                remedy="Name one of the months of the table.",
            )
    else:
        wanted, named_by = settings.reporting_period, NamedBy.SETTINGS
        place = found.period_cell
    if wanted is None:
        return reporting_of(reading, None, NamedBy.DATA)
    if wanted not in periods:
        raise SettingsError.because(
            place=place,
            found=f"{month_label(wanted)}, which is no column of {reading.grid.sheet}",
            expected=f"a month from {month_label(min(periods))} to {month_label(max(periods))}",
            remedy="Name one of the months of the table.",
        )
    return reporting_of(reading, wanted, named_by)
