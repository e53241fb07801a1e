"""Explain: what one cell of the scorecard comes from, in words."""

from collections.abc import Iterator
from typing import NamedTuple

from xlscorecard.books.protocol import Book
from xlscorecard.core.checks.all_rules import findings
from xlscorecard.core.checks.computing import compute
from xlscorecard.core.checks.subject import Subject
from xlscorecard.core.domain.finding import Finding
from xlscorecard.core.domain.period import Month, month_label
from xlscorecard.core.domain.scorecard import Indicator
from xlscorecard.core.domain.settings import FormulaPolicy
from xlscorecard.core.measures.explanation import explain_change, explain_figure
from xlscorecard.core.measures.results import Measures
from xlscorecard.core.measures.timeline import Calendar
from xlscorecard.core.sheet.address import Area
from xlscorecard.core.sheet.content import NOT_CALCULATED
from xlscorecard.core.sheet.edits import same
from xlscorecard.core.table.computed_columns import MAXIMUM, ComputedColumn, computed_column
from xlscorecard.core.table.explanation_text import change_sentences, figure_sentences, value_text
from xlscorecard.core.table.plan import contents, tolerance_of
from xlscorecard.core.table.printed import computed_text
from xlscorecard.errors import LayoutError


class Explained(NamedTuple):
    """What a cell is, and why: the heading line first.

    ``sentences`` follow the rule; ``findings`` are those that speak of the cell.
    """

    workbook: str
    cell: str
    reference: str
    heading: str
    sentences: tuple[str, ...]
    findings: tuple[Finding, ...]


def explain(
    book: Book, row: int, column: int, *, sheet: str | None = None, period: str | None = None
) -> Explained:
    """Say which values, which periods and which rule a cell of the scorecard comes from.

    Args:
        book: the workbook.
        row: the cell's row, from 1.
        column: the cell's column, from 1.
        sheet: the sheet that holds the table; found by its headings where none is named.
        period: the reporting period, such as ``Aug-19``; overrides the Settings sheet.

    Raises:
        XlscorecardError: of the kinds that ``compute`` names; LayoutError also for a cell that
            is none of the table's.
    """
    computed = compute(book, sheet=sheet, period=period)
    return _Explanation(book, computed, row, column).made()


def cell_named(text: str) -> tuple[int, int]:
    """Row and column of the cell that a person names, such as ``V9``.

    Raises:
        LayoutError: the text names no single cell.
    """
    area = Area.parse(text.strip().upper())
    if area is None or (area.top, area.left) != (area.bottom, area.right):
        raise LayoutError.because(
            place="the cell asked for",
            found=f'"{text}"',
            expected="one cell of the table, such as V9",
            remedy="Name one cell; the sheet is named by --sheet.",
        )
    return area.top, area.left


_UNFIT = (
    "Its unit of change is set to points, and its values are no percentages as Excel holds them, "
    "so there is no change."
)


class _Explanation:
    """One cell of a scorecard that has been read and computed."""

    def __init__(self, book: Book, computed: Subject, row: int, column: int) -> None:
        self.book = book
        self.computed = computed
        self.reading = computed.reading
        # What is merged is held by its first cell.
        area = self.reading.grid.merge_at(row, column)
        self.row, self.column = (row, column) if area is None else (area.top, area.left)
        self.address = self.reading.grid.address(self.row, self.column)
        self.indicator, self.measures = self._of_the_row()

    def made(self) -> Explained:
        layout = self.reading.layout
        column = {number: named for named, number in layout.columns.items()}.get(self.column)
        month = {number: period for period, number in layout.periods.items()}.get(self.column)
        if month is not None:
            heading, sentences = month_label(month), [self._value(month)]
        elif (computed := computed_column(column)) is not None:
            heading, sentences = computed.column.value, self._computed(computed)
        else:
            heading = self._heading() or (column.value if column else "")
            sentences = ["A person fills this in; a refresh leaves it as it is."]
        return Explained(
            workbook=self.book.name,
            cell=self.address,
            reference=self.indicator.reference,
            heading=heading,
            sentences=tuple(sentences),
            findings=tuple(
                finding for finding in findings(self.computed) if self.address in finding.cells
            ),
        )

    def _of_the_row(self) -> tuple[Indicator, Measures]:
        indicators = self.reading.scorecard.indicators
        if self.row in self.reading.rows:
            position = self.reading.rows.index(self.row)
            return indicators[position], self.computed.results[position]
        raise LayoutError.because(
            place=self.address,
            found="no cell of an indicator",
            expected="an arrow, a change, an average, a maximum or a value of the table",
            remedy="Choose one of these cells.",
        )

    @property
    def _is_unfit(self) -> bool:
        return self.reading.rows.index(self.row) in self.computed.unfit

    def _heading(self) -> str:
        layout = self.reading.layout
        rows = range(layout.last_header_row, layout.first_header_row - 1, -1)
        return next(
            (text for row in rows if (text := self.reading.grid.text(row, self.column))), ""
        )

    def _computed(self, column: ComputedColumn) -> list[str]:
        reading, settings = self.reading, self.computed.settings
        calendar = Calendar.up_to(reading.scorecard.periods, self.computed.reporting)
        timeline = calendar.at(self.indicator.frequency)
        values, percentage = self.indicator.values, self.indicator.percentage
        if column.periods_back is None:
            figure = explain_figure(values, timeline)
            largest = column is MAXIMUM
            sentences = figure_sentences(figure, percentage=percentage, largest=largest)
        elif self._is_unfit:
            sentences = iter([_UNFIT])
        else:
            explained = explain_change(
                values,
                timeline,
                column.periods_back(timeline.frequency),
                self.indicator.polarity,
                tolerance_of(self.indicator, settings),
            )
            is_set = settings.for_indicator(self.indicator.reference).polarity is not None
            sentences = change_sentences(explained, percentage=percentage, is_set=is_set)
        return [*sentences, *self._present(column)]

    def _present(self, column: ComputedColumn) -> Iterator[str]:
        """What the cell holds, where that is not what follows."""
        grid, settings = self.reading.grid, self.computed.settings
        formula = grid.formula(self.row, self.column)
        if formula is not None and settings.formulas is FormulaPolicy.KEEP:
            yield f"The cell holds a formula, which a refresh leaves alone: ={formula}"
            return
        content = grid.content(self.row, self.column)
        unit = tolerance_of(self.indicator, settings).unit
        wanted = contents(self.measures, unit)[column]
        if wanted is None:
            yield (
                "A value that it rests on is a formula that is not calculated, so a refresh leaves "
                "the cell as it is. Open the workbook in Excel and save it once."
            )
            return
        if not same(content, wanted):
            percentage = self.indicator.percentage
            held = computed_text(content, column, percentage=percentage)
            writes = computed_text(wanted, column, percentage=percentage)
            if content is NOT_CALCULATED:
                yield f"The cell holds a formula that is not calculated; a refresh writes {writes}."
            elif held == writes:
                yield "The cell holds it rounded; a refresh writes it in full."
            else:
                now = "is blank" if content in (None, "") else f"holds {held}"
                yield f"The cell {now}; a refresh writes {writes}."

    def _value(self, month: Month) -> str:
        position = self.reading.scorecard.periods.index(month)
        value = self.indicator.values[position]
        frequency, reporting = self.indicator.frequency, self.computed.reporting
        if value is not None:
            shown = value_text(value, percentage=self.indicator.percentage)
            period = frequency.label(frequency.period_of(month))
            if month > reporting:
                return (
                    f"{shown} stands for {period}, after the reporting month "
                    f"{month_label(reporting)}: it is not counted yet."
                )
            return f"{shown} counts as the value of {period}."
        if position not in self.indicator.other_cells:
            return f"There is no value in {month_label(month)}: a blank cell is never a zero."
        held = self.reading.grid.text(self.row, self.column)
        return f'"{held}" is no number: {month_label(month)} has no value, which is never a zero.'
