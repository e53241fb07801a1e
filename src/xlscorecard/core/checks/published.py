"""Published figures that do not follow from the values, with the likely cause."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import NamedTuple

from xlscorecard.core.checks.causes import (
    CERTAIN,
    CUT_OFF,
    NO_VALUES,
    ROUNDED,
    TEXT_NUMBERS,
    TYPED_OVER,
    UNCERTAIN,
    UNFIT_UNIT,
    History,
    cause_of,
)
from xlscorecard.core.checks.row_causes import missing_cause, row_cause, worked_out_with
from xlscorecard.core.checks.subject import Subject
from xlscorecard.core.domain.cell_meaning import NumberAsText, Unreadable, number_of
from xlscorecard.core.domain.finding import Finding, Rule, Severity
from xlscorecard.core.domain.indicator import Indicator
from xlscorecard.core.domain.period import Frequency, Month, month_label
from xlscorecard.core.domain.wording import quoted
from xlscorecard.core.measures.results import measure
from xlscorecard.core.measures.timeline import Calendar, Timeline
from xlscorecard.core.sheet.content import NOT_CALCULATED, CellContent, ErrorCode
from xlscorecard.core.sheet.edits import PlannedContent
from xlscorecard.core.table.display import computed_text, told_apart
from xlscorecard.core.table.headings import COMPUTED, FIGURES, Column
from xlscorecard.core.table.plan import (
    MISSING_CHANGE,
    MISSING_FIGURE,
    Contents,
    contents,
    tolerance_of,
)
from xlscorecard.core.table.printed import is_printed_as

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

MOST_DIFFER = Rule(
    "most-differ",
    Severity.DOUBTFUL,
    "more than half of all published figures, and at least four, that do not follow from the "
    "values: the reporting period or the results of formulas may not be what is meant",
)

FIGURE_AS_TEXT = Rule(
    "figure-as-text",
    Severity.NOTE,
    "a published figure that follows from the values and is stored as text",
)

PUBLISHED_RULES = (
    FIGURE_AS_TEXT,
    PUBLISHED_DIFFERS,
    FORMULA_DIFFERS,
    FORMULA_WITHOUT_RESULT,
    NEVER_FILLED,
    MOST_DIFFER,
)

_FEWEST_SUSPECT = 4
# So many figures tell for which earlier period all of them were right.
_SAMPLE = 60
_MOST_CELLS = 200


class _Row(NamedTuple):
    """One indicator, its row, and what its computed columns should hold."""

    indicator: Indicator
    number: int
    wanted: Contents

    def text(self, content: CellContent, position: int) -> str:
        """A content of a computed column as the scorecard prints it."""
        return computed_text(content, position, percentage=self.indicator.percentage)


class _Odd(NamedTuple):
    """A published figure that does not follow: its row, its column's position, what it holds."""

    row: _Row
    position: int
    content: CellContent


def published(subject: Subject) -> Iterator[Finding]:
    """A finding for each published figure that does not follow from the values.

    A figure follows if it is the result, the result rounded as published, or what the result
    was when the row was last refreshed. Blank cells of a row make one finding together. Where most
    figures differ at once, the reading is suspected before the people: one finding asks about it.
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
        else:
            check.compared += len(check.columns)
    yield from check.differing()


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
        self._unfit = {subject.reading.rows[position] for position in subject.unfit}
        self._is_doubted = bool(subject.reading.doubted_months)
        self._odd: list[_Odd] = []
        self.compared = 0
        """How many published figures have been compared."""

    def row(self, row: _Row) -> Iterator[Finding]:
        """What is to be said of a row, but for the figures that differ, which are gathered."""
        present: dict[int, CellContent] = {}
        blank: list[int] = []
        for position, column in self.columns:
            content = self.reading.grid.content(row.number, column)
            wanted = row.wanted[position]
            if content is NOT_CALCULATED:
                yield self._formula_without_result(row, position)
            elif wanted is None:
                continue  # it rests on a formula that is not calculated
            elif content is not None and content != "":
                if self._is_figure_as_text(row, position, content):
                    yield self._figure_as_text(row, position, content)
                else:
                    present[position] = content
            elif (row.number, column) in self._covered:
                continue  # of which another rule speaks
            elif wanted not in (MISSING_CHANGE, MISSING_FIGURE):
                blank.append(position)
        self.compared += len(present)
        self._odd += [
            _Odd(row, position, present[position]) for position in self._unexplained(row, present)
        ]
        if blank:
            yield self._never_filled(row, blank)

    @staticmethod
    def _is_figure_as_text(row: _Row, position: int, content: CellContent) -> bool:
        """Whether a text spells the figure that the values give."""
        wanted, number = row.wanted[position], None
        if isinstance(content, str) and isinstance(wanted, float):
            number = number_of(content)
        return (
            number is not None
            and isinstance(wanted, float)
            and _follows(number, wanted, position, row.indicator)
        )

    def _figure_as_text(self, row: _Row, position: int, content: CellContent) -> Finding:
        return FIGURE_AS_TEXT.found(
            [self.reading.grid.address(row.number, self._column_at[position])],
            row.indicator.reference,
            f"{row.indicator.reference} {_NAMES[position]}: {quoted(str(content))} is right, and "
            "is a number stored as text",
            "a refresh writes it as a number",
        )

    def differing(self) -> Iterator[Finding]:
        """The figures that differ: one by one, or as one question where most of them do."""
        odd = self._odd
        if self._are_most(odd):
            odd = list(self._not_right_earlier(odd))
            if self._are_most(odd):
                yield self._suspected(odd)
                return
        by_row: dict[int, list[_Odd]] = {}
        for own in odd:
            by_row.setdefault(own.row.number, []).append(own)
        for figures in by_row.values():
            row = figures[0].row
            without_text = self._contents_without_text(row)
            row_cause = None if self._is_doubted else self._row_cause(row, figures)
            for own in figures:
                cause = row_cause or self._cause(row, own.position, own.content, without_text)
                yield self._differs(row, own.position, own.content, cause)

    def _row_cause(self, row: _Row, figures: Sequence[_Odd]) -> str | None:
        """What explains all odd figures of a row at once."""

        def follows(content: CellContent, figure: PlannedContent, position: int) -> bool:
            return _follows(content, figure, position, row.indicator)

        def contents_of(values: Sequence[float | None], frequency: Frequency) -> Contents:
            other = replace(row.indicator, values=tuple(values), frequency=frequency)
            return self._contents(row._replace(indicator=other), other.values, self.reporting)

        odd = {own.position: own.content for own in figures}
        return row_cause(
            odd,
            row.indicator.values,
            self.reading.scorecard.periods,
            self._calendar(self.reporting).at(row.indicator.frequency),
            contents_of,
            follows,
            percentage=row.indicator.percentage,
        )

    def _are_most(self, odd: Sequence[_Odd]) -> bool:
        return (
            len(odd) * 2 > self.compared
            and len(odd) >= _FEWEST_SUSPECT
            and len({own.row.number for own in odd}) > 1
        )

    def _not_right_earlier(self, odd: Sequence[_Odd]) -> Sequence[_Odd]:
        """Without the figures that are right for the earlier period for which most of them are."""
        earlier = [own for own in self.reading.scorecard.periods if own < self.reporting]
        sample = odd[:_SAMPLE]
        best, most = None, 0
        for month in sorted(earlier, reverse=True):
            right = sum(self._is_right_at(own, month) for own in sample)
            if right > most:
                best, most = month, right
        if best is None or most * 2 <= len(sample):
            return odd
        return [own for own in odd if not self._is_right_at(own, best)]

    def _is_right_at(self, own: _Odd, month: Month) -> bool:
        then = self._contents(own.row, own.row.indicator.values, month)[own.position]
        return then is not None and _follows(own.content, then, own.position, own.row.indicator)

    def _suspected(self, odd: Sequence[_Odd]) -> Finding:
        cells = [
            self.reading.grid.address(own.row.number, self._column_at[own.position])
            for own in odd[:_MOST_CELLS]
        ]
        month = month_label(self.reporting)
        return MOST_DIFFER.found(
            cells,
            "",
            f"{len(odd):,} of {self.compared:,} published figures differ from the values for "
            f"{month}, so the fault may lie in how the sheet is read",
            f"check that {month} is the month that is meant, and that the values and the results "
            "of formulas are right; if they are, the refresh puts the figures right",
        )

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
        unknown = indicator.not_calculated if indicator.other_cells else frozenset[int]()
        measures = measure(values, timeline, indicator.polarity, tolerance, unknown)
        if row.number in self._unfit:
            measures = measures.without_changes()
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

        wanted = row.wanted[position]
        assert wanted is not None
        if row.number in self._unfit and COMPUTED[position] not in FIGURES:
            return UNFIT_UNIT
        if without_text is not None and (wrong := without_text[position]) is not None:
            # MAX over cells that hold nothing but text is 0 in Excel.
            as_formula = 0.0 if position == _MAXIMUM and wrong == MISSING_FIGURE else wrong
            if follows(content, wrong) or follows(content, as_formula):
                return TEXT_NUMBERS
        timeline = self._calendar(self.reporting).at(row.indicator.frequency)
        column = COMPUTED[position]
        if wanted in (MISSING_CHANGE, MISSING_FIGURE) and content not in (
            MISSING_CHANGE,
            MISSING_FIGURE,
        ):
            if column in FIGURES:
                return NO_VALUES
            is_previous = column in (Column.PREVIOUS_ARROW, Column.PREVIOUS_CHANGE)
            lag = 1 if is_previous else timeline.frequency.periods_a_year
            compared = timeline.compared(row.indicator.values, lag)
            return missing_cause(compared, timeline.frequency)
        history = History(
            timeline.frequency,
            timeline.known(row.indicator.values),
            timeline.compared(row.indicator.values, 1).period,
            timeline.window_end(row.indicator.values),
        )
        percentage = row.indicator.percentage
        cause = cause_of(content, wanted, column, history, follows, percentage=percentage)
        if self._is_doubted and cause not in CERTAIN:
            return UNCERTAIN
        if cause not in (TYPED_OVER, ROUNDED, CUT_OFF):
            return cause
        # A value more raises a maximum, and moves an average either way.
        is_higher = isinstance(content, float) and isinstance(wanted, float) and content > wanted
        months = self._months_unread(row, timeline)
        if months and (column is Column.AVERAGE or (column is Column.MAXIMUM and is_higher)):
            return worked_out_with(months)
        return cause

    def _months_unread(self, row: _Row, timeline: Timeline) -> list[str]:
        """The months of the rolling figures whose cells hold something, and no value."""
        months = self.reading.scorecard.periods
        return [
            month_label(months[position])
            for position in timeline.window_positions
            if isinstance(row.indicator.other_cells.get(position), ErrorCode | Unreadable)
        ]

    def _calendar(self, reporting: Month) -> Calendar:
        calendar = self._calendars.get(reporting)
        if calendar is None:
            calendar = Calendar.of(self.reading.scorecard.periods, reporting)
            self._calendars[reporting] = calendar
        return calendar

    def _differs(self, row: _Row, position: int, present: CellContent, cause: str) -> Finding:
        place = (row.number, self._column_at[position])
        is_formula = place in self.reading.grid.formulas
        printed, expected = told_apart(
            present,
            row.wanted[position],
            position,
            percentage=row.indicator.percentage,
        )
        name = f"{row.indicator.reference} {_NAMES[position]}"
        if is_formula:
            message = f"{name}: the formula gives {printed}, the values give {expected}"
            remedy = (
                'correct the formula; to have it replaced, set "Formulas in computed cells" on the '
                'Settings sheet to "replace"'
            )
        else:
            message = (
                f"{name} was printed as {printed}, the values give {expected}; "
                f"likely cause: {cause}"
            )
            remedy = (
                "settle what that column is, then refresh"
                if cause == UNCERTAIN
                else "a refresh puts it right; check what was published from it"
            )
        rule = FORMULA_DIFFERS if is_formula else PUBLISHED_DIFFERS
        found = rule.found(
            [self.reading.grid.address(*place)], row.indicator.reference, message, remedy
        )
        return replace(found, kind=f"{_NAMES[position]}, {cause}")

    def _formula_without_result(self, row: _Row, position: int) -> Finding:
        return FORMULA_WITHOUT_RESULT.found(
            [self.reading.grid.address(row.number, self._column_at[position])],
            row.indicator.reference,
            f"{row.indicator.reference} {_NAMES[position]}: the formula is not calculated, so it "
            f"was compared with nothing{self._values_give(row, position)}",
            "open the workbook in Excel and save it once",
        )

    @staticmethod
    def _values_give(row: _Row, position: int) -> str:
        wanted = row.wanted[position]
        return "" if wanted is None else f"; the values give {row.text(wanted, position)}"

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
            "a refresh fills it",
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
        if (figure := wanted[position]) is not None
        and content != figure
        and not _follows(content, figure, position, indicator)
    ]


def _follows(
    present: CellContent, wanted: PlannedContent, position: int, indicator: Indicator
) -> bool:
    """Whether a published content is the wanted one, be it rounded."""
    return is_printed_as(present, wanted, COMPUTED[position], percentage=indicator.percentage)
