"""From a grid to a scorecard, with every fault of the sheet at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from xlscorecard.domain.address import Area
from xlscorecard.domain.cell import (
    Cell,
    CellContent,
    ErrorCode,
    NumberAsText,
    Token,
    Unreadable,
    interpret,
)
from xlscorecard.domain.finding import Finding, Severity
from xlscorecard.domain.indicator import Indicator
from xlscorecard.domain.period import Frequency, Month, month_label
from xlscorecard.domain.polarity import Polarity
from xlscorecard.domain.scorecard import Scorecard
from xlscorecard.domain.settings import Settings
from xlscorecard.errors import Fault, LayoutError
from xlscorecard.sheet.grid import Grid
from xlscorecard.sheet.headings import COMPUTED, Column
from xlscorecard.sheet.layout import Layout, find_layout, is_repeated_header

POLARITY_SIGNS = {
    "▲": Polarity.HIGHER_IS_BETTER,
    "▼": Polarity.LOWER_IS_BETTER,
    "": Polarity.NONE,
    "-": Polarity.NONE,
}
"""The scorecard document: ▲ higher is better, ▼ lower is better, blank: no judgement."""

PERCENTAGE_SIGNS = {"p": True, "-": False, "": False}
"""The scorecard document's column 'Percentage?': P or -."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetReading:
    """A scorecard, where it stands, and what was odd about the sheet.

    ``rows`` are the sheet's rows of the indicators, in their order.
    """

    grid: Grid
    layout: Layout
    scorecard: Scorecard
    rows: tuple[int, ...]
    findings: tuple[Finding, ...]

    @property
    def computed_columns(self) -> tuple[tuple[int, int], ...]:
        """The sheet's computed columns: position in ``COMPUTED``, and number in the sheet."""
        return tuple(
            (position, self.layout.columns[column])
            for position, column in enumerate(COMPUTED)
            if column in self.layout.columns
        )


def read_sheet(grid: Grid, settings: Settings) -> SheetReading:
    """The scorecard that a sheet holds.

    Title rows, section rows, blank rows and repeated headers are passed over. Whatever a cell
    holds that is neither a number, empty nor a known token is reported as a finding.

    Raises:
        LayoutError: see ``find_layout``; also a reference that stands twice.
    """
    layout = find_layout(grid)
    reader = _RowReader(grid, layout, settings)
    for row in sorted(grid.rows):
        if row > layout.last_header_row:
            reader.read(row)
    if reader.faults:
        raise LayoutError(*reader.faults)
    return SheetReading(
        grid=grid,
        layout=layout,
        scorecard=Scorecard(
            periods=tuple(layout.periods), indicators=tuple(reader.indicators)
        ),
        rows=tuple(reader.rows),
        findings=tuple(reader.findings),
    )


class _RowReader:
    """Reads indicator rows, and gathers indicators, findings and faults."""

    def __init__(self, grid: Grid, layout: Layout, settings: Settings) -> None:
        self.grid = grid
        self.layout = layout
        self.settings = settings
        self.months = tuple(layout.periods)
        self.period_columns = tuple(layout.periods.values())
        self.indicators: list[Indicator] = []
        self.rows: list[int] = []
        self.findings: list[Finding] = []
        self.faults: list[Fault] = []
        self._row_of: dict[str, int] = {}

    def read(self, row: int) -> None:
        reference = self._text(row, Column.REFERENCE)
        title = self._text(row, Column.INDICATOR)
        contents = self._period_contents(row)
        has_values = any(content not in (None, "") for content in contents)
        if not reference:
            if title and has_values:
                self._report_missing(row, Column.REFERENCE, "a row of values without a Ref.")
            return
        if not title and not has_values:
            return  # a section row or a note
        if is_repeated_header(self.grid, row, self.layout):
            return
        if first := self._row_of.get(reference):
            self._repeated(reference, row, first)
            return
        self._row_of[reference] = row
        if not title:
            self._report_missing(row, Column.INDICATOR, f"{reference} without a name")
        self.indicators.append(self._indicator(row, reference, title, contents))
        self.rows.append(row)

    def _indicator(
        self, row: int, reference: str, title: str, contents: Sequence[CellContent]
    ) -> Indicator:
        values: list[float | None] = []
        other: dict[int, Cell] = {}
        for position, content in enumerate(contents):
            if content is None or type(content) is float:
                values.append(content)
                continue
            cell = interpret(content)
            values.append(cell.value if isinstance(cell, NumberAsText) else None)
            if cell is not None:
                other[position] = cell
                if not isinstance(cell, Token):
                    self._report_cell(row, position, reference, cell)
        own = self.settings.of(reference)
        frequency = own.frequency or self._frequency_by_merges(row, reference)
        indicator = Indicator(
            reference=reference,
            title=title,
            values=tuple(values),
            other_cells=other,
            frequency=frequency,
            polarity=own.polarity or self._polarity(row, reference),
            percentage=self._percentage(row, reference),
        )
        self._check_periods(row, indicator, declared=own.frequency is not None)
        return indicator

    def _text(self, row: int, column: Column) -> str:
        number = self.layout.columns.get(column)
        return self.grid.text(row, number) if number else ""

    def _period_contents(self, row: int) -> list[CellContent]:
        cells = self.grid.rows[row]
        count = len(cells)
        return [
            cells[column - 1] if column <= count else None for column in self.period_columns
        ]

    # -- signs ------------------------------------------------------------------------------

    def _polarity(self, row: int, reference: str) -> Polarity:
        sign = self._text(row, Column.POLARITY)
        polarity = POLARITY_SIGNS.get(sign)
        if polarity is None:
            self._report_sign(
                row, Column.POLARITY, reference, sign, "▲ (higher is better), ▼ or nothing"
            )
            return Polarity.NONE
        return polarity

    def _percentage(self, row: int, reference: str) -> bool:
        sign = self._text(row, Column.PERCENTAGE)
        percentage = PERCENTAGE_SIGNS.get(sign.casefold())
        if percentage is None:
            self._report_sign(row, Column.PERCENTAGE, reference, sign, "P or -")
            return False
        return percentage

    # -- frequency --------------------------------------------------------------------------

    def _frequency_by_merges(self, row: int, reference: str) -> Frequency:
        """Quarterly if period cells are merged by quarters, monthly otherwise."""
        quarterly = False
        for area in self.grid.merges_of_row.get(row, ()):
            months = self._months_in(area)
            if len(months) < 2:
                continue
            if self._is_quarter(months):
                quarterly = True
            else:
                self._report(
                    "merged-months",
                    Severity.WRONG,
                    [(area.top, area.left)],
                    reference,
                    f"{len(months)} months are merged, and they are no quarter",
                    "merge the months of one quarter (Apr–Jun, Jul–Sep, …) or none",
                )
        return Frequency.QUARTERLY if quarterly else Frequency.MONTHLY

    def _months_in(self, area: Area) -> list[Month]:
        return [
            month
            for month, column in self.layout.periods.items()
            if area.left <= column <= area.right
        ]

    def _is_quarter(self, months: list[Month]) -> bool:
        """Whether months are all those of one quarter for which the table has columns."""
        quarter = Frequency.QUARTERLY.period_of(months[0])
        in_table = {
            month for month in self.months if Frequency.QUARTERLY.period_of(month) == quarter
        }
        return set(months) == in_table

    def _check_periods(self, row: int, indicator: Indicator, *, declared: bool) -> None:
        """Several values in one quarter or year; or a row that only looks quarterly."""
        frequency = indicator.frequency
        if frequency is Frequency.MONTHLY:
            if not declared and _looks_quarterly(self.months, indicator.values):
                self._report_quarterly_look(row, indicator)
            return
        columns_of: dict[int, list[int]] = {}
        for month, value, column in zip(
            self.months, indicator.values, self.period_columns, strict=True
        ):
            if value is not None:
                columns_of.setdefault(frequency.period_of(month), []).append(column)
        for period, columns in columns_of.items():
            if len(columns) > 1:
                self._report(
                    "several-values-in-a-period",
                    Severity.WRONG,
                    [(row, column) for column in columns],
                    indicator.reference,
                    f"{len(columns)} values in {frequency.label(period)} of a row that is "
                    f"{frequency.name.lower()}; what depends on it is n/a",
                    "keep one value for each period",
                )

    def _report_quarterly_look(self, row: int, indicator: Indicator) -> None:
        cells = [
            (row, column)
            for column, value in zip(self.period_columns, indicator.values, strict=True)
            if value is not None
        ]
        self._report(
            "looks-quarterly",
            Severity.NOTE,
            cells[-1:],
            indicator.reference,
            "the row has at most one value a quarter but is treated as monthly, so its changes "
            "are n/a",
            f'if it is quarterly, set "quarterly" for {indicator.reference} on the Settings sheet',
        )

    # -- reporting --------------------------------------------------------------------------

    def _report_cell(self, row: int, position: int, reference: str, cell: Cell) -> None:
        place = [(row, self.period_columns[position])]
        month = month_label(self.months[position])
        match cell:
            case NumberAsText():
                self._report(
                    "number-as-text",
                    Severity.DOUBTFUL,
                    place,
                    reference,
                    f'"{cell.text}" in {month} is a number stored as text; it was used as '
                    f"{cell.value:.15g}",
                    "type the number again in a cell that is not formatted as text",
                )
            case ErrorCode():
                self._report(
                    "error-in-a-value",
                    Severity.WRONG,
                    place,
                    reference,
                    f"{cell.code} in {month} is an error, so the value is missing",
                    "type the value or clear the cell",
                )
            case Unreadable():
                self._report(
                    "unreadable-value",
                    Severity.WRONG,
                    place,
                    reference,
                    f'"{cell.text}" in {month} is not a number, so the value is missing',
                    "type a number such as 1234 or 6.2%, or clear the cell",
                )
            case _:
                pass

    def _report_sign(
        self, row: int, column: Column, reference: str, sign: str, expected: str
    ) -> None:
        self._report(
            "unknown-sign",
            Severity.WRONG,
            [(row, self.layout.columns[column])],
            reference,
            f'"{sign}" under {column.value} is not known; expected {expected}',
            f"choose {expected}",
        )

    def _report_missing(self, row: int, column: Column, message: str) -> None:
        self._report(
            "no-reference" if column is Column.REFERENCE else "no-name",
            Severity.WRONG if column is Column.REFERENCE else Severity.NOTE,
            [(row, self.layout.columns[column])],
            self._text(row, Column.REFERENCE),
            message + ("; it was left alone" if column is Column.REFERENCE else ""),
            f"fill in the cell under {column.value}",
        )

    def _report(
        self,
        rule: str,
        severity: Severity,
        cells: list[tuple[int, int]],
        reference: str,
        message: str,
        remedy: str,
    ) -> None:
        self.findings.append(
            Finding(
                rule=rule,
                severity=severity,
                cells=tuple(self.grid.address(*cell) for cell in cells),
                reference=reference,
                message=message,
                remedy=remedy,
            )
        )

    def _repeated(self, reference: str, row: int, first: int) -> None:
        column = self.layout.columns[Column.REFERENCE]
        self.faults.append(
            Fault(
                place=self.grid.address(row, column),
                found=f'the Ref. "{reference}" again',
                expected=f"each Ref. once; the first is {self.grid.address(first, column)}",
                remedy="Give one of the two rows another Ref., or remove it.",
            )
        )


# Fewer values than this say nothing about how often a row is reported.
_FEWEST_VALUES = 3


def _looks_quarterly(months: Sequence[Month], values: Sequence[float | None]) -> bool:
    """Whether a row has at most one value in each quarter, and gaps otherwise."""
    present = [month for month, value in zip(months, values, strict=True) if value is not None]
    if len(present) > len(months) // 2:
        return False
    quarters = {Frequency.QUARTERLY.period_of(month) for month in present}
    return (
        len(present) >= _FEWEST_VALUES
        and len(quarters) == len(present)
        and max(present) - min(present) + 1 > len(present)
    )
