"""A version of a scorecard, and its rows: what each cell holds, and how it is printed."""

from dataclasses import dataclass
from typing import NamedTuple

from xlscorecard.core.domain.cell_meaning import CellMeaning
from xlscorecard.core.domain.period import Month
from xlscorecard.core.domain.scorecard import Indicator
from xlscorecard.core.domain.settings import Settings
from xlscorecard.core.revisions.change import NOTHING, Change, ChangeKind, Held
from xlscorecard.core.sheet.content import CellContent
from xlscorecard.core.sheet.grid import Grid
from xlscorecard.core.table.computed_columns import ComputedColumn, ContentKind
from xlscorecard.core.table.headings import Column
from xlscorecard.core.table.printed import change_text, figure_text
from xlscorecard.core.table.reader import SheetReading


class Version(NamedTuple):
    """One of two versions of a scorecard; ``settings_sheet`` is None where there is none."""

    workbook: str
    reading: SheetReading
    settings: Settings
    settings_sheet: Grid | None
    reporting: Month

    @property
    def rows(self) -> tuple["VersionRow", ...]:
        """The rows of the indicators, in their order."""
        pairs = zip(self.reading.scorecard.indicators, self.reading.rows, strict=True)
        return tuple(VersionRow(self, indicator, number) for indicator, number in pairs)


@dataclass(frozen=True, slots=True)
class VersionRow:
    """The row of one indicator in one version."""

    version: Version
    indicator: Indicator
    number: int

    def content(self, column: int) -> CellContent:
        """What the cell in a column of the sheet holds."""
        return self.version.reading.grid.content(self.number, column)

    def address(self, column: int) -> str:
        """The address of the cell in a column of the sheet."""
        return self.version.reading.grid.address(self.number, column)

    def cells(self) -> dict[Month, CellMeaning]:
        """What the period cells mean that are not empty."""
        indicator = self.indicator
        months = self.version.reading.scorecard.periods
        return {
            month: cell
            for position, month in enumerate(months)
            if (cell := indicator.other_cells.get(position, indicator.values[position])) is not None
        }

    def held_in_month(self, month: Month) -> Held:
        """What is held in the cell of a month; an empty address where the table has no such."""
        column = self.version.reading.layout.periods.get(month)
        return self.figure(column) if column else NOTHING

    def figure(self, column: int) -> Held:
        """What is held in a column of figures."""
        content = self.content(column)
        percentage = self.indicator.percentage
        return self._held(
            column,
            figure_text(content, percentage=percentage) if isinstance(content, float) else None,
        )

    def computed(self, column: ComputedColumn) -> Held:
        """What is held in a computed column."""
        number = self.version.reading.layout.columns[column.column]
        content = self.content(number)
        if column.kind is ContentKind.CHANGE and isinstance(content, float):
            return self._held(number, change_text(content))
        return self.figure(number)

    def text(self, column: int) -> Held:
        """What is held in a column of texts."""
        return self._held(column, None)

    @property
    def reference(self) -> Held:
        """What is held in its cell of the column Ref."""
        return self.text(self.version.reading.layout.columns[Column.REFERENCE])

    def changed(
        self, kind: ChangeKind, what: str, before: Held, after: Held, note: str = ""
    ) -> Change:
        """A change of this row's indicator."""
        return Change(
            kind=kind,
            reference=self.indicator.reference,
            title=self.indicator.title,
            what=what,
            before=before,
            after=after,
            note=note,
        )

    def _held(self, column: int, printed: str | None) -> Held:
        text = self.version.reading.grid.text(self.number, column) if printed is None else printed
        return Held(self.content(column), text, self.address(column))
