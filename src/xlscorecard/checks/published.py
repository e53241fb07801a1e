"""Published figures that do not follow from the values, with the likely cause."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from xlscorecard.checks.causes import TEXT_NUMBERS, History, cause_of
from xlscorecard.checks.subject import Subject
from xlscorecard.domain.cell import CellContent, NumberAsText
from xlscorecard.domain.finding import Finding, Rule, Severity
from xlscorecard.domain.indicator import Indicator
from xlscorecard.domain.period import Month
from xlscorecard.measures.results import measure
from xlscorecard.measures.timeline import Calendar
from xlscorecard.sheet.display import computed_text
from xlscorecard.sheet.headings import COMPUTED, Column
from xlscorecard.sheet.plan import (
    MISSING_CHANGE,
    MISSING_FIGURE,
    Contents,
    PlannedContent,
    contents,
    tolerance_of,
)
from xlscorecard.sheet.printed import is_printed_as

_MAXIMUM = COMPUTED.index(Column.MAXIMUM)

# How far back a figure may have been right: not refreshed since is no fault of the figure.
_MONTHS_BACK = 3


PUBLISHED_DIFFERS = Rule(
    "published-differs",
    Severity.WRONG,
    "a published figure that does not follow from the values, with the likely cause",
)
FORMULA_DIFFERS = Rule(
    "formula-differs",
    Severity.WRONG,
    "a formula in a computed cell that gives something else than the values",
)
FORMULA_WITHOUT_RESULT = Rule(
    "formula-without-result",
    Severity.NOTE,
    "a formula in a computed cell of which the file holds no result",
)
NEVER_FILLED = Rule(
    "never-filled",
    Severity.NOTE,
    "computed cells of a row that are blank although the values give figures",
)

PUBLISHED_RULES = (PUBLISHED_DIFFERS, FORMULA_DIFFERS, FORMULA_WITHOUT_RESULT, NEVER_FILLED)


class _Row(NamedTuple):
    """One indicator, its row, and what its computed columns should hold."""

    indicator: Indicator
    number: int
    wanted: Contents

    def text(self, content: CellContent, position: int) -> str:
        """A content of a computed column as the scorecard prints it."""
        return computed_text(content, position, percentage=self.indicator.percentage)


def published(subject: Subject) -> Iterator[Finding]:
    """A finding for each published figure that does not follow from the values.

    A figure follows if it is the result, the result rounded as published, or what the result
    was when the row was last refreshed. Blank cells of a row make one finding together.
    """
    reading = subject.reading
    check = _PublishedFigures(subject)
    content = reading.grid.content
    for row, indicator, row_contents in zip(
        reading.rows, reading.scorecard.indicators, subject.wanted, strict=True
    ):
        # Rows that are right to the last digit need no closer look.
        for position, column in check.columns:
            if content(row, column) != row_contents[position]:
                yield from check.row(_Row(indicator, row, row_contents))
                break


class _PublishedFigures:
    """Looks at the rows of which at least one computed cell is not just the result."""

    def __init__(self, subject: Subject) -> None:
        self.reading = subject.reading
        self.reporting = subject.reporting
        self.settings = subject.settings
        self.columns = subject.reading.computed_columns
        self._covered = frozenset(subject.planned.covered)
        self._column_at = dict(self.columns)
        self._calendars: dict[Month, Calendar] = {}

    def row(self, row: _Row) -> Iterator[Finding]:
        present: dict[int, CellContent] = {}
        blank: list[int] = []
        for position, column in self.columns:
            content = self.reading.grid.content(row.number, column)
            if content is not None and content != "":
                present[position] = content
            elif (row.number, column) in self.reading.grid.formulas:
                yield self._formula_without_result(row, position)
            elif (row.number, column) in self._covered:
                continue  # of which another rule speaks
            elif row.wanted[position] not in (MISSING_CHANGE, MISSING_FIGURE):
                blank.append(position)
        unexplained = self._unexplained(row, present)
        without_text = self._contents_without_text(row) if unexplained else None
        for position in unexplained:
            content = present[position]
            yield self._differs(
                row, position, content, self._cause(row, position, content, without_text)
            )
        if blank:
            yield self._never_filled(row, blank)

    def _unexplained(self, row: _Row, present: Mapping[int, CellContent]) -> Sequence[int]:
        """The figures that follow neither now nor when the row was last refreshed.

        That is the time, of those some months back, at which most of the row's figures follow:
        a single typed figure that would have been right then does not make the row old.
        """
        formulas = {
            position
            for position, column in self.columns
            if (row.number, column) in self.reading.grid.formulas
        }
        others = self._earlier_contents(row)
        last_month = next(others)
        if not formulas and all(
            last_month[position] == content for position, content in present.items()
        ):
            return []  # the ordinary case: right when this package refreshed it last
        fewest = now = _not_following(present, row.wanted, row.indicator)
        for earlier in chain([last_month], others) if now else ():
            then = _not_following(present, earlier, row.indicator)
            if len(then) < len(fewest):
                fewest = then
            if not fewest:
                break
        # A formula is calculated anew by itself: no result of it is old.
        return [position for position in now if position in fewest or position in formulas]

    def _contents(self, row: _Row, values: Sequence[float | None], reporting: Month) -> Contents:
        indicator = row.indicator
        tolerance = tolerance_of(indicator, self.settings)
        timeline = self._calendar(reporting).at(indicator.frequency)
        measures = measure(values, timeline, indicator.polarity, tolerance)
        return contents(measures, tolerance.unit)

    def _earlier_contents(self, row: _Row) -> Iterator[Contents]:
        """The results at other times: some months ago, later, before the newest value came."""
        values = row.indicator.values
        for back in range(1, _MONTHS_BACK + 1):
            yield self._contents(row, values, Month(self.reporting - back))
        # Going back to an earlier reporting period makes the figures of the later ones old too.
        for later in range(self.reporting + 1, max(self.reading.scorecard.periods) + 1):
            yield self._contents(row, values, Month(later))
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

    def _cause(
        self,
        row: _Row,
        position: int,
        content: CellContent,
        without_text: Contents | None,
    ) -> str:
        """Why a figure does not follow, as far as that can be told."""

        def follows(present: CellContent, figure: PlannedContent) -> bool:
            return _follows(present, figure, position, row.indicator)

        if without_text is not None:
            wrong = without_text[position]
            # MAX over cells that hold nothing but text is 0 in Excel.
            as_formula = 0.0 if position == _MAXIMUM and wrong == MISSING_FIGURE else wrong
            if follows(content, wrong) or follows(content, as_formula):
                return TEXT_NUMBERS
        timeline = self._calendar(self.reporting).at(row.indicator.frequency)
        history = History(
            timeline.frequency,
            timeline.known(row.indicator.values),
            timeline.compared(row.indicator.values, 1).period,
            max(timeline.window, default=0),
        )
        return cause_of(content, row.wanted[position], COMPUTED[position], history, follows)

    def _calendar(self, reporting: Month) -> Calendar:
        calendar = self._calendars.get(reporting)
        if calendar is None:
            calendar = Calendar.of(self.reading.scorecard.periods, reporting)
            self._calendars[reporting] = calendar
        return calendar

    def _differs(self, row: _Row, position: int, present: CellContent, cause: str) -> Finding:
        place = (row.number, self._column_at[position])
        is_formula = place in self.reading.grid.formulas
        printed = row.text(present, position)
        expected = row.text(row.wanted[position], position)
        name = f"{row.indicator.reference} {_NAMES[position]}"
        if is_formula:
            message = f"{name}: the formula gives {printed}, the values give {expected}"
            remedy = "correct the formula, or let the refresh replace formulas (Settings)"
        else:
            message = (
                f"{name} was printed as {printed}, the values give {expected}; "
                f"likely cause: {cause}"
            )
            remedy = "the refresh puts it right; check what was published from it"
        rule = FORMULA_DIFFERS if is_formula else PUBLISHED_DIFFERS
        return rule.found(
            [self.reading.grid.address(*place)], row.indicator.reference, message, remedy
        )

    def _formula_without_result(self, row: _Row, position: int) -> Finding:
        return FORMULA_WITHOUT_RESULT.found(
            [self.reading.grid.address(row.number, self._column_at[position])],
            row.indicator.reference,
            f"{row.indicator.reference} {_NAMES[position]}: the file holds no result of "
            f"the formula; the values give {row.text(row.wanted[position], position)}",
            "open the workbook in Excel and save it, so that the formula is calculated",
        )

    def _never_filled(self, row: _Row, positions: Sequence[int]) -> Finding:
        expected = ", ".join(
            f"{_NAMES[position]} {row.text(row.wanted[position], position)}"
            for position in positions
        )
        return NEVER_FILLED.found(
            (
                self.reading.grid.address(row.number, self._column_at[position])
                for position in positions
            ),
            row.indicator.reference,
            f"{row.indicator.reference} was printed blank, the values give {expected}; "
            "likely cause: never filled",
            "the refresh fills it",
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


def _not_following(
    present: Mapping[int, CellContent], wanted: Contents, indicator: Indicator
) -> list[int]:
    return [
        position
        for position, content in present.items()
        if content != wanted[position]
        and not _follows(content, wanted[position], position, indicator)
    ]


def _follows(
    present: CellContent, wanted: PlannedContent, position: int, indicator: Indicator
) -> bool:
    """Whether a published content is the wanted one, be it rounded."""
    return is_printed_as(present, wanted, COMPUTED[position], percentage=indicator.percentage)
