"""Published figures that do not follow from the values, with the likely cause."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from xlscorecard.domain.cell import CellContent, NumberAsText
from xlscorecard.domain.finding import Finding, Severity
from xlscorecard.domain.indicator import Indicator
from xlscorecard.domain.period import Month
from xlscorecard.domain.settings import Settings
from xlscorecard.measures.results import measure
from xlscorecard.measures.rounding import decimal_of, rounded
from xlscorecard.measures.timeline import Calendar
from xlscorecard.sheet.headings import COMPUTED, Column
from xlscorecard.sheet.plan import (
    MISSING_CHANGE,
    MISSING_FIGURE,
    Contents,
    contents,
    same,
    tolerance_of,
)
from xlscorecard.sheet.reader import SheetReading

# Positions in COMPUTED.
_CHANGES = (COMPUTED.index(Column.PREVIOUS_CHANGE), COMPUTED.index(Column.YEAR_CHANGE))
_MAXIMUM = COMPUTED.index(Column.MAXIMUM)
_FIGURES = (COMPUTED.index(Column.AVERAGE), _MAXIMUM)

# How far back a figure may have been right: not refreshed since is no fault of the figure.
_MONTHS_BACK = 3


class Cause(Enum):
    """Why a published figure does not follow from the values, in a person's words."""

    TEXT_NUMBERS = "numbers stored as text were left out"
    TYPED_OVER = "typed over"
    OTHER_TEXT = "the text was typed in"


@dataclass(frozen=True, slots=True)
class _Row:
    """One indicator, its row, and what its computed columns should hold."""

    indicator: Indicator
    number: int
    wanted: Contents


def published_findings(
    reading: SheetReading, wanted: Sequence[Contents], reporting: Month, settings: Settings
) -> Iterator[Finding]:
    """A finding for each published figure that does not follow from the values.

    A figure follows if it is the result, the result rounded as published, or what the result
    was before the newest values came. Blank cells of a row make one finding together.
    """
    check = _PublishedFigures(reading, reporting, settings)
    columns = reading.computed_columns
    content = reading.grid.content
    for row, indicator, contents_ in zip(
        reading.rows, reading.scorecard.indicators, wanted, strict=True
    ):
        differing = [
            position
            for position, column in columns
            if not same(content(row, column), contents_[position])
        ]
        if differing:
            yield from check.row(_Row(indicator, row, contents_), differing)


class _PublishedFigures:
    """Looks at the rows of which at least one computed cell differs from the result."""

    def __init__(self, reading: SheetReading, reporting: Month, settings: Settings) -> None:
        self.reading = reading
        self.reporting = reporting
        self.settings = settings
        self.columns = dict(reading.computed_columns)
        self._calendars: dict[Month, Calendar] = {}

    def row(self, row: _Row, differing: Sequence[int]) -> Iterator[Finding]:
        blank: list[int] = []
        unexplained: dict[int, CellContent] = {}
        for position in differing:
            present = self.reading.grid.content(row.number, self.columns[position])
            if present is None or present == "":
                if row.wanted[position] not in (MISSING_CHANGE, MISSING_FIGURE):
                    blank.append(position)
            elif not _follows(present, row.wanted, position, row.indicator):
                unexplained[position] = present
        if unexplained:
            for earlier in self._earlier_contents(row):
                for position, present in list(unexplained.items()):
                    if _follows(present, earlier, position, row.indicator):
                        del unexplained[position]
                if not unexplained:
                    break
        without_text = self._contents_without_text(row) if unexplained else None
        for position, present in unexplained.items():
            cause = _cause(present, without_text, position)
            yield self._differs(row, position, present, cause)
        if blank:
            yield self._never_filled(row, blank)

    def _contents(
        self, row: _Row, values: Sequence[float | None], reporting: Month
    ) -> Contents:
        indicator = row.indicator
        calendar = self._calendars.get(reporting)
        if calendar is None:
            calendar = Calendar.of(self.reading.scorecard.periods, reporting)
            self._calendars[reporting] = calendar
        tolerance = tolerance_of(indicator, self.settings)
        timeline = calendar.at(indicator.frequency)
        measures = measure(values, timeline, indicator.polarity, tolerance)
        return contents(measures, tolerance.unit)

    def _earlier_contents(self, row: _Row) -> Iterator[Contents]:
        """The results some months ago, and those before the reporting month's value came."""
        values = row.indicator.values
        for back in range(1, _MONTHS_BACK + 1):
            yield self._contents(row, values, Month(self.reporting - back))
        without_newest = tuple(
            None if month == self.reporting else value
            for month, value in zip(self.reading.scorecard.periods, values, strict=True)
        )
        if without_newest != values:
            yield self._contents(row, without_newest, self.reporting)

    def _contents_without_text(self, row: _Row) -> Contents | None:
        """The results as a formula has them that passes over numbers stored as text."""
        text = {
            position
            for position, cell in row.indicator.other_cells.items()
            if isinstance(cell, NumberAsText)
        }
        if not text:
            return None
        values = tuple(
            None if position in text else value
            for position, value in enumerate(row.indicator.values)
        )
        return self._contents(row, values, self.reporting)

    def _differs(self, row: _Row, position: int, present: CellContent, cause: Cause) -> Finding:
        place = (row.number, self.columns[position])
        is_formula = place in self.reading.grid.formulas
        printed = shown(present, position, row.indicator)
        expected = shown(row.wanted[position], position, row.indicator)
        name = f"{row.indicator.reference} {_NAMES[position]}"
        if is_formula:
            message = f"{name}: the formula gives {printed}, the values give {expected}"
            remedy = "correct the formula, or let the refresh replace formulas (Settings)"
        else:
            message = (
                f"{name} was printed as {printed}, the values give {expected}; "
                f"likely cause: {cause.value}"
            )
            remedy = "the refresh puts it right; check what was published from it"
        return Finding(
            rule="formula-differs" if is_formula else "published-differs",
            severity=Severity.WRONG,
            cells=(self.reading.grid.address(*place),),
            reference=row.indicator.reference,
            message=message,
            remedy=remedy,
        )

    def _never_filled(self, row: _Row, positions: Sequence[int]) -> Finding:
        expected = ", ".join(
            f"{_NAMES[position]} {shown(row.wanted[position], position, row.indicator)}"
            for position in positions
        )
        return Finding(
            rule="never-filled",
            severity=Severity.NOTE,
            cells=tuple(
                self.reading.grid.address(row.number, self.columns[position])
                for position in positions
            ),
            reference=row.indicator.reference,
            message=f"{row.indicator.reference} was printed blank, the values give {expected}; "
            "likely cause: never filled",
            remedy="the refresh fills it",
        )


_NAME_OF = {
    Column.PREVIOUS_ARROW: "arrow from the previous period",
    Column.PREVIOUS_CHANGE: "change from the previous period",
    Column.YEAR_ARROW: "arrow from a year ago",
    Column.YEAR_CHANGE: "change from a year ago",
    Column.AVERAGE: "12 month average",
    Column.MAXIMUM: "12 month max",
}
_NAMES = tuple(_NAME_OF[column] for column in COMPUTED)


def shown(content: CellContent, position: int, indicator: Indicator) -> str:
    """A computed cell's content as the scorecard prints it, at least to the whole number."""
    if not isinstance(content, float):
        return f'"{content}"'
    if position in _CHANGES:
        return f"{rounded(content * 100, 0):+}%"
    if position in _FIGURES and indicator.percentage:
        return f"{rounded(content * 100, 1)}%"
    digits = 0 if abs(content) >= 100 or content.is_integer() else 2
    return f"{rounded(content, digits):,}"


def _decimals(position: int, indicator: Indicator) -> int:
    """To how many decimal places the scorecard prints a computed column."""
    if position in _CHANGES:
        return 2  # a whole per cent
    return 3 if indicator.percentage else 0


def _follows(
    present: CellContent, contents_: Contents, position: int, indicator: Indicator
) -> bool:
    """Whether a published content is the wanted one, be it rounded."""
    wanted = contents_[position]
    if not isinstance(present, float) or not isinstance(wanted, float):
        return same(present, wanted)
    least = _decimals(position, indicator)
    if abs(present - wanted) > 10.0**-least:
        return False
    typed = max(0, -_exponent(present))
    digits = max(least, min(typed, 12))
    return rounded(wanted, digits) == rounded(present, digits)


def _exponent(value: float) -> int:
    exponent = decimal_of(value).normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _cause(
    present: CellContent, without_text: Contents | None, position: int
) -> Cause:
    if without_text is not None:
        wrong = without_text[position]
        # MAX over cells that hold nothing but text is 0 in Excel.
        as_formula = 0.0 if position == _MAXIMUM and wrong == MISSING_FIGURE else wrong
        if present in (wrong, as_formula):
            return Cause.TEXT_NUMBERS
    return Cause.TYPED_OVER if isinstance(present, float) else Cause.OTHER_TEXT
