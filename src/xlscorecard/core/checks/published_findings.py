"""The rules about published figures, and what each says about a row."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from xlscorecard.core.checks.causes import UNCERTAIN
from xlscorecard.core.domain.finding import Finding, Rule
from xlscorecard.core.domain.period import Month, month_label
from xlscorecard.core.domain.scorecard import Indicator
from xlscorecard.core.domain.wording import quoted
from xlscorecard.core.sheet.content import CellContent
from xlscorecard.core.sheet.edits import same
from xlscorecard.core.sheet.grid import Grid
from xlscorecard.core.table.computed_columns import ComputedColumn
from xlscorecard.core.table.plan import Contents
from xlscorecard.core.table.printed import PrintedFigure, computed_text, told_apart

PUBLISHED_DIFFERS = Rule.wrong(
    "published-differs",
    "a published figure that does not follow from the values, with the likely cause",
)
FORMULA_DIFFERS = Rule.wrong(
    "formula-differs", "a formula in a computed cell that gives something else than the values"
)
FORMULA_WITHOUT_RESULT = Rule.note(
    "formula-without-result", "a formula in a computed cell of which the file holds no result"
)
NEVER_FILLED = Rule.note(
    "never-filled", "computed cells of a row that are blank although the values give figures"
)
MOST_DIFFER = Rule.doubtful(
    "most-differ",
    "more than half of all published figures, and at least four, that do not follow from the "
    "values: the reporting period or the results of formulas may not be what is meant",
)
FIGURE_AS_TEXT = Rule.note(
    "figure-as-text", "a published figure that follows from the values and is stored as text"
)
NOT_REFRESHED = Rule.doubtful(
    "not-refreshed",
    "computed cells that were right for an earlier month, or before a value was typed; a refresh "
    "says nothing of them",
)

PUBLISHED_RULES = (
    FIGURE_AS_TEXT,
    PUBLISHED_DIFFERS,
    FORMULA_DIFFERS,
    FORMULA_WITHOUT_RESULT,
    NEVER_FILLED,
    MOST_DIFFER,
    NOT_REFRESHED,
)

_MOST_CELLS = 200


class PublishedRow(NamedTuple):
    """One indicator, its row in the sheet, and what its computed columns should hold."""

    indicator: Indicator
    number: int
    wanted: Contents

    def named(self, column: ComputedColumn) -> str:
        """A figure of the row, as findings call it."""
        return f"{self.indicator.reference} {column.name}"

    def wanted_text(self, column: ComputedColumn) -> str:
        """What a computed column should hold, as the scorecard prints it."""
        percentage = self.indicator.percentage
        return computed_text(self.wanted[column], column, percentage=percentage)


class OddFigure(NamedTuple):
    """A published figure that does not follow: its row, its column, and what was printed."""

    row: PublishedRow
    column: ComputedColumn
    printed: PrintedFigure


class PublishedFindings:
    """Words the findings about the published figures of a sheet."""

    def __init__(self, grid: Grid, columns: Mapping[ComputedColumn, int]) -> None:
        self._grid = grid
        self._columns = columns

    def _address(self, row: PublishedRow, column: ComputedColumn) -> str:
        return self._grid.address(row.number, self._columns[column])

    def figure_as_text(
        self, row: PublishedRow, column: ComputedColumn, content: CellContent
    ) -> Finding:
        """A right figure that is a text."""
        return FIGURE_AS_TEXT.found(
            [self._address(row, column)],
            row.indicator.reference,
            f"{row.named(column)}: {quoted(str(content))} is right, and is a number stored as text",
            "a refresh writes it as a number",
        )

    def formula_without_result(self, row: PublishedRow, column: ComputedColumn) -> Finding:
        """A formula that was compared with nothing."""
        is_known = row.wanted[column] is not None
        gives = f"; the values give {row.wanted_text(column)}" if is_known else ""
        return FORMULA_WITHOUT_RESULT.found(
            [self._address(row, column)],
            row.indicator.reference,
            f"{row.named(column)}: the formula is not calculated, so it was compared with "
            f"nothing{gives}",
            "open the workbook in Excel and save it once",
        )

    def never_filled(self, row: PublishedRow, columns: Sequence[ComputedColumn]) -> Finding:
        """The blank figures of a row, in one finding."""
        expected = ", ".join(f"{column.name} {row.wanted_text(column)}" for column in columns)
        return NEVER_FILLED.found(
            (self._address(row, column) for column in columns),
            row.indicator.reference,
            f"{row.indicator.reference} was printed blank, the values give {expected}; "
            "likely cause: never filled",
            "a refresh fills it",
        )

    def differs(self, odd: OddFigure, cause: str) -> Finding:
        """A figure that does not follow, with the likely cause."""
        row, column = odd.row, odd.column
        is_formula = self._grid.formula(row.number, self._columns[column]) is not None
        percentage = row.indicator.percentage
        printed, expected = told_apart(
            odd.printed.content, row.wanted[column], column, percentage=percentage
        )
        if is_formula:
            message = (
                f"{row.named(column)}: the formula gives {printed}, the values give {expected}"
            )
            remedy = (
                'correct the formula; to have it replaced, set "Formulas in computed cells" on the '
                'Settings sheet to "replace"'
            )
        else:
            message = (
                f"{row.named(column)} was printed as {printed}, the values give {expected}; "
                f"likely cause: {cause}"
            )
            remedy = (
                "settle what that column is, then refresh"
                if cause == UNCERTAIN
                else "a refresh puts it right; check what was published from it"
            )
        rule = FORMULA_DIFFERS if is_formula else PUBLISHED_DIFFERS
        found = rule.found([self._address(row, column)], row.indicator.reference, message, remedy)
        return replace(found, kind=f"{column.name}, {cause}")

    def not_refreshed(self, rows: Sequence[PublishedRow], reporting: Month) -> Finding:
        """One finding for the rows that are as they were before the newest values came."""
        month = month_label(reporting)
        cells = [
            self._address(row, column)
            for row in rows[:_MOST_CELLS]
            for column in self._columns
            if (wanted := row.wanted[column]) is not None
            and not same(self._grid.content(row.number, self._columns[column]), wanted)
        ]
        is_one = len(rows) == 1
        who = f"{rows[0].indicator.reference} is" if is_one else f"{len(rows):,} rows are"
        return NOT_REFRESHED.found(
            cells[:_MOST_CELLS],
            rows[0].indicator.reference if is_one else "",
            f"the arrows, changes and 12 month figures of {who} not those of {month}: they were "
            "right before",
            "refresh the scorecard before it is published",
        )

    def most_differ(self, odd: Sequence[OddFigure], compared: int, reporting: Month) -> Finding:
        """One question in place of a finding for each figure."""
        month = month_label(reporting)
        return MOST_DIFFER.found(
            [self._address(figure.row, figure.column) for figure in odd[:_MOST_CELLS]],
            "",
            f"{len(odd):,} of {compared:,} published figures differ from the values for {month}, "
            "so the fault may lie in how the sheet is read",
            f"check that {month} is the month that is meant, and that the values and the results "
            "of formulas are right; if they are, the refresh puts the figures right",
        )
