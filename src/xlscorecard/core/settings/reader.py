"""From the Settings sheet to settings, with every fault of the sheet at once."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple, TypeVar

from xlscorecard.core.domain.cell_meaning import number_in_text
from xlscorecard.core.domain.period import Month
from xlscorecard.core.domain.polarity import polarity_in
from xlscorecard.core.domain.settings import (
    ChangeUnit,
    ColumnLine,
    IndicatorSettings,
    Settings,
    Tolerance,
)
from xlscorecard.core.domain.wording import joined
from xlscorecard.core.settings.words import (
    FORMULA_WORDS,
    FREQUENCY_WORDS,
    OPTIONAL_HEADINGS,
    PALETTE_WORDS,
    POLARITY_WORDS,
    SETTING_HEADING,
    TARGET_BASIS_WORDS,
    UNIT_WORDS,
    VALUE_HEADING,
    ColumnHeading,
    IndicatorHeading,
    Label,
)
from xlscorecard.core.sheet.content import NOT_CALCULATED, CellContent
from xlscorecard.core.sheet.grid import Grid
from xlscorecard.core.table.column_lines import MEANING_WORDS, Said, meaning_of
from xlscorecard.core.table.header import Heading, heading_text
from xlscorecard.core.table.month_words import is_nearly
from xlscorecard.core.table.period_headings import day_label, month_named, whole_year_label
from xlscorecard.errors import Fault, SettingsError

_T = TypeVar("_T")
_Place = tuple[int, int]
_AN_INDICATOR_TABLE = 2  # headings in one row


# Other words for the headings of the table of columns.
_SAME_HEADING = {
    "meaning": "what it means",
    "means": "what it means",
    "heading": "heading there",
    "columns": "column",
}


def _name(text: str) -> str:
    """A heading or label reduced to what tells it apart: no capitals, points or question marks."""
    name = " ".join(re.sub(r"[^\w%]+", " ", text.casefold()).split())
    return _SAME_HEADING.get(name, name)


_OTHER_TABLES = (
    frozenset({_name(SETTING_HEADING), _name(VALUE_HEADING)}),
    frozenset({_name(ColumnHeading.COLUMN.value), _name(ColumnHeading.MEANING.value)}),
)


class LackingHeading(NamedTuple):
    """A table of the sheet that lacks a heading: the cell of one that it has, and the name."""

    place: str
    name: str


def _is_misspelt(text: str, names: Iterable[str]) -> bool:
    """Whether a text is a longer name with one letter wrong."""
    return any(
        text != name and len(name) >= _LEAST_LETTERS and is_nearly(text, name) for name in names
    )


_LEAST_LETTERS = 6


class SettingsReading(NamedTuple):
    """The settings of a sheet, and the headings that its tables lack.

    ``period_cell`` is the address of the reporting period; '' where none is set.
    """

    settings: Settings
    lacking: tuple[LackingHeading, ...] = ()
    period_cell: str = ""


def read_settings(grid: Grid) -> SettingsReading:
    """The settings that a Settings sheet holds.

    A sheet without any of the headings is somebody else's sheet of that name: all defaults.

    Raises:
        SettingsError: with a fault for every value that cannot be used, and for every text that
            looks like a setting and stands where none is read.
    """
    reader = _SettingsReader(grid)
    settings = reader.settings()
    if reader.faults:
        raise SettingsError(*reader.faults)
    return SettingsReading(settings, tuple(reader.lacking), reader.period_cell)


def holds_any_settings(grid: Grid) -> bool:
    """Whether a sheet has one of the tables of settings."""
    return _SettingsReader(grid).has_tables


class ColumnTable(NamedTuple):
    """The table of columns: its columns, its lines by what they name, the first row behind them."""

    columns: Mapping[ColumnHeading, int]
    lines: Mapping[str, str]
    free_row: int


def find_column_table(grid: Grid) -> ColumnTable | None:
    """Where the table of columns stands in a sheet; None where it has none."""
    reader = _SettingsReader(grid)
    found = reader.find_headings(ColumnHeading.COLUMN.value, ColumnHeading.MEANING.value)
    if found is None:
        return None
    top, (name_column, meaning_column) = found
    columns = {ColumnHeading.COLUMN: name_column, ColumnHeading.MEANING: meaning_column}
    if (kept := reader.column_headed(top, ColumnHeading.HEADING_THERE.value)) is not None:
        columns[ColumnHeading.HEADING_THERE] = kept
    filled = [row for row in grid.rows if row > top and grid.text(row, name_column)]
    return ColumnTable(
        columns,
        {grid.text(row, name_column): grid.text(row, meaning_column) for row in filled},
        max(filled, default=top) + 1,
    )


class _SettingsReader:
    """Reads one sheet and gathers every fault on the way."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.faults: list[Fault] = []
        self.lacking: list[LackingHeading] = []
        self.period_cell = ""
        self._texts = {
            row: [_name(self.grid.text(row, column)) for column in range(1, len(cells) + 1)]
            for row, cells in sorted(grid.rows.items())
        }

    @property
    def has_tables(self) -> bool:
        return (
            self.find_headings(SETTING_HEADING, VALUE_HEADING) is not None
            or self._indicator_row() is not None
            or self.find_headings(ColumnHeading.COLUMN.value, ColumnHeading.MEANING.value)
            is not None
        )

    def settings(self) -> Settings:
        if self.has_tables:
            self._refuse_not_calculated()
        general = self._general_cells()
        defaults = Settings()
        period = general.get(Label.REPORTING_PERIOD)
        self.period_cell = self.grid.address(*period) if period else ""
        return Settings(
            reporting_period=self._month(period),
            tolerance=self._tolerance(general.get(Label.TOLERANCE), ChangeUnit.RELATIVE)
            or defaults.tolerance,
            formulas=self._word(general.get(Label.FORMULAS), FORMULA_WORDS) or defaults.formulas,
            palette=self._word(general.get(Label.PALETTE), PALETTE_WORDS) or defaults.palette,
            indicators=self._indicators(),
            columns=tuple(self._column_lines()),
        )

    # -- general settings ---------------------------------------------------------------------

    def _general_cells(self) -> dict[Label, _Place]:
        """The cell that holds the value of each general setting."""
        heading = self.find_headings(SETTING_HEADING, VALUE_HEADING)
        labels = {_name(label.value): label for label in Label}
        cells: dict[Label, _Place] = {}
        read: set[_Place] = set()
        if heading is not None:
            top, (label_column, value_column) = heading
            for row in self._rows_below(top):
                text = self.grid.text(row, label_column)
                if not text:
                    break
                label = labels.get(_name(text))
                read.add((row, label_column))
                if label is None:
                    expected = _one_of([label.value for label in Label])
                    self._fault(row, label_column, f'"{text}"', expected)
                elif label in cells:
                    self._fault(row, label_column, f'a second "{text}"', "each setting once")
                else:
                    cells[label] = (row, value_column)
        for place, label in self._outside(labels, read):
            self._fault(
                *place,
                f'the setting "{label.value}" outside the table of settings',
                f'a line right beneath the headings "{SETTING_HEADING}" and "{VALUE_HEADING}", '
                "without a blank row between",
            )
        return cells

    def _outside(
        self, labels: Mapping[str, Label], read: set[_Place]
    ) -> Iterator[tuple[_Place, Label]]:
        """General settings, each with a value beside it, that stand where none is read."""
        for row, texts in self._texts.items():
            for column, text in enumerate(texts, start=1):
                label = labels.get(text)
                if label is not None and (row, column) not in read:
                    beside = self.grid.content(row, column + 1)
                    if _is_value_of(label, beside):
                        yield (row, column), label

    # -- single indicators --------------------------------------------------------------------

    def _indicator_row(self) -> int | None:
        """The row that holds the headings of the table of single indicators."""
        names = {_name(heading.value) for heading in IndicatorHeading}

        def known(row: int) -> int:
            """How many headings of the table a row has, one of them perhaps misspelt."""
            texts = self._texts[row]
            exact = len(names.intersection(texts))
            return exact and exact + any(_is_misspelt(text, names) for text in texts)

        most = max(self._texts, key=known, default=None)
        return most if most is not None and known(most) >= _AN_INDICATOR_TABLE else None

    def _indicators(self) -> dict[str, IndicatorSettings]:
        top = self._indicator_row()
        if top is None:
            return {}
        columns = self._indicator_columns(top)
        if IndicatorHeading.REFERENCE not in columns:
            first = min(columns.values())
            names = joined([f'"{own.value}"' for own in columns])
            self._fault(
                top,
                first,
                f'the headings {names} without "{IndicatorHeading.REFERENCE.value}"',
                f'the heading "{IndicatorHeading.REFERENCE.value}" in their row',
                "Head the column of the references with it; without it none of these settings is "
                "read.",
            )
            return {}
        first_rows: dict[str, int] = {}
        indicators: dict[str, IndicatorSettings] = {}
        for row in self._rows_of_indicators(top):
            reference = self.grid.text(row, columns[IndicatorHeading.REFERENCE])
            if not reference:
                self._expect_blank(row, columns)
                continue
            if first_row := first_rows.get(reference):
                column = columns[IndicatorHeading.REFERENCE]
                self._fault(
                    row,
                    column,
                    f'"{reference}" a second time',
                    f"one row for it, and row {first_row} has it",
                )
                continue
            first_rows[reference] = row
            indicators[reference] = self._indicator(row, columns)
        return indicators

    def _indicator_columns(self, top: int) -> dict[IndicatorHeading, int]:
        """The columns of the table; a heading that is lacking or not known is said."""
        by_name = {_name(heading.value): heading for heading in IndicatorHeading}
        columns: dict[IndicatorHeading, int] = {}
        texts = self._texts[top]
        for column, text in enumerate(texts, start=1):
            heading = by_name.get(text)
            if heading is None:
                continue
            if heading in columns:
                self._fault(top, column, f'a second "{heading.value}"', "each heading once")
            else:
                columns[heading] = column
        first, last = min(columns.values()), max(columns.values())
        for column in range(first, last + 2):
            text = self.grid.text(top, column)
            if _name(text) not in by_name and self._holds_anything(top, column):
                found = f'the heading "{text}"' if text else "settings under no heading"
                self._fault(top, column, found, _one_of([own.value for own in IndicatorHeading]))
        for heading in IndicatorHeading:
            if heading not in columns and heading not in OPTIONAL_HEADINGS:
                self.lacking.append(LackingHeading(self.grid.address(top, first), heading.value))
        return columns

    def _holds_anything(self, top: int, column: int) -> bool:
        return any(self.grid.text(row, column) for row in self._rows_of_indicators(top))

    def _rows_of_indicators(self, top: int) -> range:
        """The rows of the table of single indicators, up to the title of the table that follows."""
        following = [
            row
            for row, texts in self._texts.items()
            if row > top and any(names.issubset(texts) for names in _OTHER_TABLES)
        ]
        end = min(following, default=max(self.grid.rows, default=top) + 1)
        title = end
        while title > top + 1 and following and self.grid.text(title - 1, 1):
            title -= 1
        return range(top + 1, title if title > top + 1 else end)

    def _indicator(self, row: int, columns: Mapping[IndicatorHeading, int]) -> IndicatorSettings:
        def cell(heading: IndicatorHeading) -> _Place | None:
            return (row, columns[heading]) if heading in columns else None

        unit = self._word(cell(IndicatorHeading.UNIT), UNIT_WORDS)
        tolerance_cell = cell(IndicatorHeading.TOLERANCE)
        tolerance = self._tolerance(tolerance_cell, unit or ChangeUnit.RELATIVE)
        if unit is ChangeUnit.POINTS and (
            tolerance_cell is None or self.grid.content(*tolerance_cell) is None
        ):
            # The general tolerance is a relative one: a unit is never mixed.
            place = tolerance_cell or (row, columns[IndicatorHeading.UNIT])
            self._fault(*place, "nothing", "a tolerance in points, such as 2%")
        polarity_cell = cell(IndicatorHeading.POLARITY)
        return IndicatorSettings(
            place=self.grid.address(row, columns[IndicatorHeading.REFERENCE]),
            frequency=self._word(cell(IndicatorHeading.FREQUENCY), FREQUENCY_WORDS),
            tolerance=tolerance,
            polarity=self._word(polarity_cell, POLARITY_WORDS, polarity_in),
            target_basis=self._word(cell(IndicatorHeading.TARGET_BASIS), TARGET_BASIS_WORDS),
            wholes=self._wholes(cell(IndicatorHeading.PART_OF)),
        )

    def _wholes(self, cell: _Place | None) -> tuple[str, ...]:
        """The references in a cell, separated by commas."""
        text = self.grid.text(*cell) if cell else ""
        return tuple(name for part in text.split(",") if (name := part.strip()))

    def _expect_blank(self, row: int, columns: Mapping[IndicatorHeading, int]) -> None:
        for heading, column in columns.items():
            if heading is not IndicatorHeading.REFERENCE and self.grid.text(row, column):
                self._fault(row, column, "a setting without a Ref.", "the Ref. beside it")
                return

    # -- columns ------------------------------------------------------------------------------

    def _column_lines(self) -> Iterator[ColumnLine]:
        found = self.find_headings(ColumnHeading.COLUMN.value, ColumnHeading.MEANING.value)
        if found is None:
            self._say_half_a_column_table()
            self._say_lines_without_headings()
            return
        top, (name_column, meaning_column) = found
        kept_column = self.column_headed(top, ColumnHeading.HEADING_THERE.value)
        rows_of: dict[str, int] = {}
        for row in self._rows_below(top):
            name, meaning = self._said(row, name_column), self._said(row, meaning_column)
            kept = self._said(row, kept_column) if kept_column else ""
            if not (name or meaning or kept):
                continue
            if not name:
                self._fault(row, name_column, "nothing", "a heading or a column letter")
            elif first := rows_of.get(name.casefold()):
                self._fault(
                    row,
                    name_column,
                    f'"{name}" a second time',
                    f"one line for it, and row {first} has it",
                )
            elif self._is_meaning(row, meaning_column, meaning):
                rows_of[name.casefold()] = row
                yield ColumnLine(
                    place=self.grid.address(row, name_column),
                    name=name,
                    meaning=meaning,
                    heading_there=kept or None,
                )

    def _say_half_a_column_table(self) -> None:
        """A table of columns that lacks one of the headings without which it cannot be read."""
        names = [heading.value for heading in ColumnHeading]
        for row, texts in self._texts.items():
            present = [name for name in names if _name(name) in texts]
            is_general = _name(SETTING_HEADING) in texts
            lacking = next((own for own in names[:2] if own not in present), None)
            if lacking and ColumnHeading.HEADING_THERE.value in present and not is_general:
                shown = joined([f'"{name}"' for name in present])
                self._fault(
                    row,
                    texts.index(_name(present[0])) + 1,
                    f'the headings {shown} without "{lacking}"',
                    f'the heading "{lacking}" in their row',
                    "Type the heading that is missing; without it none of these lines is read.",
                )

    def _say_lines_without_headings(self) -> None:
        """Lines of a table of columns over which its headings do not stand."""
        for row, texts in self._texts.items():
            for column, text in enumerate(texts, start=1):
                if text == _name(Said.LEAVE_ALONE.value) and column > 1 and texts[column - 2]:
                    self._fault(
                        row,
                        column,
                        f'"{Said.LEAVE_ALONE.value}" outside a table of columns',
                        f'the headings "{ColumnHeading.COLUMN.value}", '
                        f'"{ColumnHeading.MEANING.value}" and '
                        f'"{ColumnHeading.HEADING_THERE.value}" above these lines',
                        "Type the headings.",
                    )
                    return

    def _said(self, row: int, column: int) -> str:
        """What a cell of the table says; of a date its month, as headings are shown."""
        content = self.grid.content(row, column)
        return "" if content is None else heading_text(self.grid, Heading(row, content))

    def _is_meaning(self, row: int, column: int, text: str) -> bool:
        content = self.grid.content(row, column)
        if isinstance(content, date) and content.day != 1:
            self._fault(
                row,
                column,
                f"the day {day_label(content)}",
                "a month with its whole year, such as "
                f"{whole_year_label(Month(content.year * 12 + content.month - 1))}",
            )
            return False
        if not text or meaning_of(text) is None:
            self._fault(row, column, f'"{text}"' if text else "nothing", MEANINGS)
            return False
        return True

    # -- cells --------------------------------------------------------------------------------

    def find_headings(self, *names: str) -> tuple[int, tuple[int, ...]] | None:
        """The first row that holds all the headings, and their columns."""
        wanted = [_name(name) for name in names]
        for row, texts in self._texts.items():
            if all(name in texts for name in wanted):
                return row, tuple(texts.index(name) + 1 for name in wanted)
        return None

    def column_headed(self, row: int, name: str) -> int | None:
        """The column of a row that holds a heading."""
        texts = self._texts.get(row, [])
        return texts.index(_name(name)) + 1 if _name(name) in texts else None

    def _rows_below(self, top: int) -> range:
        return range(top + 1, max(self.grid.rows, default=top) + 1)

    def _refuse_not_calculated(self) -> None:
        for row, cells in sorted(self.grid.rows.items()):
            for column, content in enumerate(cells, start=1):
                if content is NOT_CALCULATED:
                    self._fault(
                        row,
                        column,
                        "a formula that is not calculated",
                        "a setting",
                        "Open the workbook in Excel and save it once, or type the setting itself.",
                    )

    def _month(self, cell: _Place | None) -> Month | None:
        if cell is None or not self.grid.text(*cell):
            return None
        month = month_named(self.grid.content(*cell))
        if month is None:
            self._fault(*cell, f'"{self.grid.text(*cell)}"', "a month such as Aug-19, or nothing")
        return month

    def _tolerance(self, cell: _Place | None, unit: ChangeUnit) -> Tolerance | None:
        if cell is None or not self.grid.text(*cell):
            return None
        amount = _tolerance_in(self.grid.content(*cell))
        if amount is not None:
            return Tolerance(amount=amount, unit=unit)
        self._fault(
            *cell, f'"{self.grid.text(*cell)}"', "a percentage above 0% and up to 100%, such as 10%"
        )
        return None

    def _word(
        self,
        cell: _Place | None,
        meanings: Mapping[str, _T],
        also: Callable[[str], _T | None] | None = None,
    ) -> _T | None:
        """What a word in a cell means; ``also`` knows more words than are offered."""
        text = self.grid.text(*cell) if cell else ""
        if cell is None or not text:
            return None
        by_word = {word.casefold(): meaning for word, meaning in meanings.items()}
        meaning = by_word.get(text.casefold())
        if meaning is None and also is not None:
            meaning = also(text)
        if meaning is None:
            self._fault(*cell, f'"{text}"', _one_of(list(meanings)) + ", or nothing")
        return meaning

    def _fault(
        self,
        row: int,
        column: int,
        found: str,
        expected: str,
        remedy: str = "Correct this cell of the settings.",
    ) -> None:
        self.faults.append(Fault(self.grid.address(row, column), found, expected, remedy))


MEANINGS = (
    ", ".join(f'"{word}"' for word in MEANING_WORDS)
    + ", a month such as Aug 2019, or a heading such as Owner"
)
"""What may be said of a column."""


def _is_value_of(label: Label, content: CellContent) -> bool:
    """Whether a cell holds what a general setting could be."""
    match label:
        case Label.REPORTING_PERIOD:
            return month_named(content) is not None
        case Label.TOLERANCE:
            return _tolerance_in(content) is not None
        case Label.FORMULAS:
            words = list(FORMULA_WORDS)
        case Label.PALETTE:
            words = list(PALETTE_WORDS)
    text = content.strip().casefold() if isinstance(content, str) else None
    return text in {word.casefold() for word in words}


def _tolerance_in(content: CellContent) -> float | None:
    """The tolerance that a cell holds, above 0 and up to 1."""
    number = number_in_text(content) if isinstance(content, str) else content
    return number if isinstance(number, float) and 0 < number <= 1 else None


def _one_of(words: Sequence[str]) -> str:
    return "one of " + ", ".join(f'"{word}"' for word in words)
