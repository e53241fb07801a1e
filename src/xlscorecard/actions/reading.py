"""Reading a workbook's scorecard: the settings first, then the sheet that holds the table."""

from typing import NamedTuple

from xlscorecard.books.protocol import Book
from xlscorecard.domain.period import Month, month_label, parse_month
from xlscorecard.domain.settings import Settings
from xlscorecard.errors import Fault, LayoutError, SettingsError
from xlscorecard.measures.results import Measures, measure
from xlscorecard.measures.timeline import Calendar
from xlscorecard.sheet.checks_sheet import NAMES as CHECKS_SHEETS
from xlscorecard.sheet.checks_sheet import is_checks_sheet
from xlscorecard.sheet.grid import Grid
from xlscorecard.sheet.layout import holds_scorecard, missing_heading
from xlscorecard.sheet.plan import Contents, contents, tolerance_of
from xlscorecard.sheet.reader import SheetReading, read_sheet
from xlscorecard.sheet.settings_sheet import SETTINGS_SHEET, read_settings

SCORECARD_SHEET = "Scorecard"
"""The sheet that is meant where several hold a table and none is named."""


class Computed(NamedTuple):
    """A scorecard read from a workbook, and all its measures in the order of its rows."""

    reading: SheetReading
    settings: Settings
    reporting: Month
    results: tuple[Measures, ...]

    def wanted(self) -> list[Contents]:
        """What the computed columns of each indicator are to hold."""
        return [
            contents(measures, tolerance_of(indicator, self.settings).unit)
            for measures, indicator in zip(
                self.results, self.reading.scorecard.indicators, strict=True
            )
        ]


def compute(book: Book, *, sheet: str | None = None, period: str | None = None) -> Computed:
    """Read a workbook's scorecard and compute every measure.

    Args:
        book: the workbook.
        sheet: the sheet that holds the table; found by its headings where none is named.
        period: the reporting period, such as ``Aug-19``; overrides the Settings sheet.

    Raises:
        LayoutError: there is no table, or it cannot be told apart.
        SettingsError: a setting or the period cannot be used.
        WorkbookError: the workbook cannot be read.
    """
    settings = _settings(book)
    reading = read_sheet(_find_grid(book, sheet), settings)
    reporting = _reporting_period(reading, settings, period)
    calendar = Calendar.of(reading.scorecard.periods, reporting)
    results = tuple(
        measure(
            indicator.values,
            calendar.at(indicator.frequency),
            indicator.polarity,
            tolerance_of(indicator, settings),
        )
        for indicator in reading.scorecard.indicators
    )
    return Computed(reading=reading, settings=settings, reporting=reporting, results=results)


def read_scorecard(book: Book, sheet: str) -> SheetReading:
    """Read the scorecard on one sheet; raises what ``compute`` raises."""
    return read_sheet(book.read(sheet), _settings(book))


def _settings(book: Book) -> Settings:
    if SETTINGS_SHEET not in book.sheet_names:
        return Settings()
    return read_settings(book.read(SETTINGS_SHEET))


def _find_grid(book: Book, sheet: str | None) -> Grid:
    if sheet is not None:
        return book.read(sheet)
    if SCORECARD_SHEET in book.sheet_names:
        grid = book.read(SCORECARD_SHEET)
        if holds_scorecard(grid):
            return grid
    own = (SETTINGS_SHEET, *CHECKS_SHEETS)
    names = [name for name in book.sheet_names if name not in own or _is_foreign(book, name)]
    grids = [book.read(name) for name in names]
    found = [grid for grid in grids if holds_scorecard(grid)]
    if len(found) == 1:
        return found[0]
    if found:
        raise LayoutError(
            Fault(
                place=book.name,
                found="a scorecard table on " + " and ".join(f'"{grid.sheet}"' for grid in found),
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


def _is_foreign(book: Book, name: str) -> bool:
    """Whether a sheet only has the name of the one that lists the findings."""
    return name in CHECKS_SHEETS and not is_checks_sheet(book.read(name))


def _reporting_period(reading: SheetReading, settings: Settings, period: str | None) -> Month:
    periods = reading.scorecard.periods
    if period is None:
        wanted = settings.reporting_period
        place = f"{SETTINGS_SHEET}, reporting period"
    else:
        place = "the period asked for"
        wanted = parse_month(period)
        if wanted is None:
            raise SettingsError(
                Fault(
                    place=place,
                    found=f'"{period}"',
                    expected="a month such as Aug-19",
                    remedy="Name one of the months of the table.",
                )
            )
    if wanted is None:
        return max(periods)
    if wanted not in periods:
        raise SettingsError(
            Fault(
                place=place,
                found=f"{month_label(wanted)}, which is no column of {reading.grid.sheet}",
                expected=f"a month from {month_label(min(periods))} to {month_label(max(periods))}",
                remedy="Name one of the months of the table.",
            )
        )
    return wanted
