"""Published figures that do not follow from the values, with the likely cause."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from xlscorecard.core.checks.figure_causes import causes
from xlscorecard.core.checks.other_results import OtherResults
from xlscorecard.core.checks.published_findings import OddFigure, PublishedFindings, PublishedRow
from xlscorecard.core.checks.subject import Subject
from xlscorecard.core.domain.cell_meaning import number_of
from xlscorecard.core.domain.finding import Finding
from xlscorecard.core.domain.period import Month
from xlscorecard.core.sheet.content import NOT_CALCULATED, CellContent
from xlscorecard.core.table.computed_columns import (
    MISSING_CHANGE,
    MISSING_FIGURE,
    ComputedColumn,
    computed_in,
)
from xlscorecard.core.table.plan import Contents
from xlscorecard.core.table.printed import PrintedFigure

_FEWEST_SUSPECT = 4
# So many figures tell for which earlier period all of them were right.
_SAMPLE = 60

_Printed = Mapping[ComputedColumn, PrintedFigure]


def published(subject: Subject) -> Iterator[Finding]:
    """A finding for each published figure that does not follow from the values.

    A figure follows if it is the result, the result rounded as published, or what the result
    was when the row was last refreshed, of which one finding tells. Blank cells of a row make one
    finding together. Where most figures differ at once, the reading is suspected before the
    people: one finding asks about it.
    """
    reading = subject.reading
    check = _PublishedFigures(subject)
    for row, indicator, row_contents in zip(
        reading.rows, reading.scorecard.indicators, subject.wanted, strict=True
    ):
        cells = reading.grid.rows[row]
        count = len(cells)
        # Rows that are right to the last digit need no closer look.
        for column, number in check.columns:
            if (cells[number - 1] if number <= count else None) != row_contents[column]:
                yield from check.row(PublishedRow(indicator, row, row_contents))
                break
        else:
            check.compared += len(check.columns)
    yield from check.differing()
    yield from check.not_refreshed()


class _PublishedFigures:
    """Looks at the rows of which at least one computed cell is not just the result."""

    def __init__(self, subject: Subject) -> None:
        reading = subject.reading
        self.columns = computed_in(reading.layout.columns)
        self.compared = 0
        """How many published figures have been compared."""
        self._grid = reading.grid
        self._findings = PublishedFindings(reading.grid, dict(self.columns))
        self._results = OtherResults(subject)
        self._covered = frozenset(subject.planned.covered)
        self._is_doubted = bool(reading.doubted_months)
        self._odd: list[OddFigure] = []
        self._old: list[PublishedRow] = []

    def row(self, row: PublishedRow) -> Iterator[Finding]:
        """What is to be said of a row, but for what is gathered: figures that differ or are old."""
        if not self._grid.formulas and self._is_of_last_month(row):
            self.compared += len(self.columns)
            self._old.append(row)
            return
        printed: dict[ComputedColumn, PrintedFigure] = {}
        blank: list[ComputedColumn] = []
        for column, number in self.columns:
            content = self._grid.content(row.number, number)
            wanted = row.wanted[column]
            if content is NOT_CALCULATED:
                yield self._findings.formula_without_result(row, column)
            elif wanted is None:
                continue  # it rests on a formula that is not calculated
            elif content is not None and content != "":
                if _is_figure_as_text(row, column, content):
                    yield self._findings.figure_as_text(row, column, content)
                else:
                    percentage = row.indicator.percentage
                    printed[column] = PrintedFigure(content, column, percentage=percentage)
            elif (row.number, number) in self._covered:
                continue  # of which another rule speaks
            elif wanted not in (MISSING_CHANGE, MISSING_FIGURE):
                blank.append(column)
        self.compared += len(printed)
        self._odd += [
            OddFigure(row, column, printed[column]) for column in self._unexplained(row, printed)
        ]
        if blank:
            yield self._findings.never_filled(row, blank)

    def _is_of_last_month(self, row: PublishedRow) -> bool:
        """The ordinary case: right when this package refreshed the row last."""
        cells = self._grid.rows[row.number]
        count = len(cells)
        present = [cells[number - 1] if number <= count else None for _, number in self.columns]
        if None in present:
            return False
        before = Month(self._results.reporting - 1)
        last_month = self._results.contents(row, row.indicator.values, before)
        return all(
            content == last_month[column]
            for content, (column, _) in zip(present, self.columns, strict=True)
        )

    def _unexplained(self, row: PublishedRow, printed: _Printed) -> Sequence[ComputedColumn]:
        """The figures that follow neither now nor when the row was last refreshed.

        That is the time, of those some months back, at which most of the row's figures follow:
        a single typed figure that would have been right then does not make the row old.
        """
        if not printed:
            return ()
        formulas = self._formulas(row)
        fewest = now = _not_following(printed, row.wanted)
        for earlier in self._results.at_other_times(row, tuple(printed)) if now else ():
            then = _not_following(printed, earlier)
            if len(then) < len(fewest):
                fewest = then
            if not fewest:
                break
        # A formula is calculated anew by itself: no result of it is old.
        odd = [column for column in now if column in fewest or column in formulas]
        if len(odd) < len(now):
            self._old.append(row)
        return odd

    def _formulas(self, row: PublishedRow) -> set[ComputedColumn]:
        if not self._grid.formulas:
            return set()
        return {
            column
            for column, number in self.columns
            if self._grid.formula(row.number, number) is not None
        }

    def not_refreshed(self) -> Iterator[Finding]:
        """One finding for all rows whose figures are those of an earlier time."""
        if self._old:
            yield self._findings.not_refreshed(self._old, self._results.reporting)

    def differing(self) -> Iterator[Finding]:
        """The figures that differ: one by one, or as one question where most of them do."""
        odd: Sequence[OddFigure] = self._odd
        if self._are_most(odd):
            odd = self._not_right_earlier(odd)
            if self._are_most(odd):
                yield self._findings.most_differ(odd, self.compared, self._results.reporting)
                return
        by_row: dict[int, list[OddFigure]] = {}
        for figure in odd:
            by_row.setdefault(figure.row.number, []).append(figure)
        for figures in by_row.values():
            likely = causes(figures, self._results, is_doubted=self._is_doubted)
            for figure, cause in zip(figures, likely, strict=True):
                yield self._findings.differs(figure, cause)

    def _are_most(self, odd: Sequence[OddFigure]) -> bool:
        return (
            len(odd) * 2 > self.compared
            and len(odd) >= _FEWEST_SUSPECT
            and len({figure.row.number for figure in odd}) > 1
        )

    def _not_right_earlier(self, odd: Sequence[OddFigure]) -> Sequence[OddFigure]:
        """Without the figures that are right for the earlier period for which most of them are."""
        earlier = [month for month in self._results.periods if month < self._results.reporting]
        sample = odd[:_SAMPLE]
        best, most = None, 0
        for month in sorted(earlier, reverse=True):
            right = len(self._right_at(sample, month))
            if right > most:
                best, most = month, right
        if best is None or most * 2 <= len(sample):
            return odd
        right_then = set(map(id, self._right_at(odd, best)))
        return [figure for figure in odd if id(figure) not in right_then]

    def _right_at(self, odd: Sequence[OddFigure], month: Month) -> list[OddFigure]:
        """Those of the figures, which stand row by row, that are right for a period."""
        right: list[OddFigure] = []
        for _, group in groupby(odd, key=lambda figure: figure.row.number):
            figures = list(group)
            row, columns = figures[0].row, [figure.column for figure in figures]
            then = self._results.contents(row, row.indicator.values, month, columns)
            right += [
                figure
                for figure in figures
                if (expected := then[figure.column]) is not None and figure.printed.shows(expected)
            ]
        return right


def _is_figure_as_text(row: PublishedRow, column: ComputedColumn, content: CellContent) -> bool:
    """Whether a text stands for the figure that the values give."""
    wanted = row.wanted[column]
    if not isinstance(content, str) or not isinstance(wanted, float):
        return False
    number = number_of(content)
    percentage = row.indicator.percentage
    return number is not None and PrintedFigure(number, column, percentage=percentage).shows(wanted)


def _not_following(printed: _Printed, contents: Contents) -> list[ComputedColumn]:
    return [
        column
        for column, figure in printed.items()
        if (expected := contents[column]) is not None
        and figure.content != expected
        and not figure.shows(expected)
    ]
