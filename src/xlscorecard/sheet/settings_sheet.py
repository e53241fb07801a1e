"""The Settings sheet: its labels, and how it is read into settings.

The sheet holds two lists, wherever they stand: 'Setting' beside 'Value', and a table of single
indicators under the heading 'Ref.'. A blank value leaves the default.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import Enum
from typing import TypeVar

from xlscorecard.domain.cell import CellContent, number_in_text
from xlscorecard.domain.period import Frequency, Month, month_of_date, parse_month
from xlscorecard.domain.polarity import Polarity
from xlscorecard.domain.settings import (
    ChangeUnit,
    FormulaPolicy,
    IndicatorSettings,
    Palette,
    Settings,
    TargetBasis,
    Tolerance,
)
from xlscorecard.errors import Fault, SettingsError
from xlscorecard.sheet.grid import Grid

_T = TypeVar("_T")

SETTINGS_SHEET = "Settings"

SETTING_HEADING = "Setting"
VALUE_HEADING = "Value"


class Label(Enum):
    """The name of a general setting, as it stands in the sheet."""

    REPORTING_PERIOD = "Reporting period"
    TOLERANCE = "Tolerance"
    FORMULAS = "Formulas in computed cells"
    PALETTE = "Colours"


class IndicatorHeading(Enum):
    """A column of the table of single indicators."""

    REFERENCE = "Ref."
    FREQUENCY = "Frequency"
    UNIT = "Unit of change"
    TOLERANCE = "Tolerance"
    POLARITY = "Polarity"
    TARGET_BASIS = "Target basis"
    PART_OF = "Part of"


OPTIONAL_HEADINGS = (IndicatorHeading.TARGET_BASIS, IndicatorHeading.PART_OF)
"""Headings that sheets of earlier versions do not have."""


FREQUENCY_WORDS = {
    "monthly": Frequency.MONTHLY,
    "quarterly": Frequency.QUARTERLY,
    "annual": Frequency.ANNUAL,
}
UNIT_WORDS = {unit.value: unit for unit in ChangeUnit}
POLARITY_WORDS = {
    "▲": Polarity.HIGHER_IS_BETTER,
    "▼": Polarity.LOWER_IS_BETTER,
    "none": Polarity.NONE,
}
TARGET_BASIS_WORDS = {basis.value: basis for basis in TargetBasis}
FORMULA_WORDS = {policy.value: policy for policy in FormulaPolicy}
PALETTE_WORDS = {palette.value: palette for palette in Palette}


def read_settings(grid: Grid) -> Settings:
    """The settings that a Settings sheet holds.

    A sheet without the headings is somebody else's sheet of that name: all defaults.

    Raises:
        SettingsError: with a fault for every value that cannot be used.
    """
    reader = _SettingsReader(grid)
    settings = reader.settings()
    if reader.faults:
        raise SettingsError(*reader.faults)
    return settings


def holds_settings(grid: Grid) -> bool:
    """Whether a sheet has the headings of the general settings."""
    return _SettingsReader(grid).find_headings(SETTING_HEADING, VALUE_HEADING) is not None


def month_in(content: CellContent) -> Month | None:
    """The month that a cell names, as text or as a date; None where it names none."""
    match content:
        case date():
            return month_of_date(content)
        case str():
            return parse_month(content)
        case _:
            return None


class _SettingsReader:
    """Reads one sheet and gathers every fault on the way."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.faults: list[Fault] = []

    def settings(self) -> Settings:
        general = self._general_cells()
        defaults = Settings()
        return Settings(
            reporting_period=self._month(general.get(Label.REPORTING_PERIOD)),
            tolerance=self._tolerance(general.get(Label.TOLERANCE), ChangeUnit.RELATIVE)
            or defaults.tolerance,
            formulas=self._word(general.get(Label.FORMULAS), FORMULA_WORDS) or defaults.formulas,
            palette=self._word(general.get(Label.PALETTE), PALETTE_WORDS) or defaults.palette,
            indicators=self._indicators(),
        )

    def _general_cells(self) -> dict[Label, tuple[int, int]]:
        """The cell that holds the value of each general setting."""
        heading = self.find_headings(SETTING_HEADING, VALUE_HEADING)
        if heading is None:
            return {}
        top, (label_column, value_column) = heading
        labels = {label.value.casefold(): label for label in Label}
        cells: dict[Label, tuple[int, int]] = {}
        for row in self._rows_below(top):
            text = self.grid.text(row, label_column)
            if not text:
                break
            label = labels.get(text.casefold())
            if label is None:
                self._fault(row, label_column, f'"{text}"', _one_of(label.value for label in Label))
            elif label in cells:
                self._fault(row, label_column, f'a second "{text}"', "each setting once")
            else:
                cells[label] = (row, value_column)
        return cells

    def _indicators(self) -> dict[str, IndicatorSettings]:
        required = [heading for heading in IndicatorHeading if heading not in OPTIONAL_HEADINGS]
        found = self.find_headings(*(heading.value for heading in required))
        if found is None:
            return {}
        top, numbers = found
        columns = dict(zip(required, numbers, strict=True))
        for optional in OPTIONAL_HEADINGS:
            if (column := self._column_headed(top, optional.value)) is not None:
                columns[optional] = column
        first_rows: dict[str, int] = {}
        indicators: dict[str, IndicatorSettings] = {}
        for row in self._rows_below(top):
            reference = self.grid.text(row, columns[IndicatorHeading.REFERENCE])
            if not reference:
                self._expect_blank(row, columns)
                continue
            if first := first_rows.get(reference):
                column = columns[IndicatorHeading.REFERENCE]
                self._fault(
                    row, column, f'"{reference}" again', f"one row for it, and row {first} has it"
                )
                continue
            first_rows[reference] = row
            indicators[reference] = self._indicator(row, columns)
        return indicators

    def _indicator(self, row: int, columns: dict[IndicatorHeading, int]) -> IndicatorSettings:
        unit = self._word((row, columns[IndicatorHeading.UNIT]), UNIT_WORDS)
        tolerance_cell = (row, columns[IndicatorHeading.TOLERANCE])
        tolerance = self._tolerance(tolerance_cell, unit or ChangeUnit.RELATIVE)
        if unit is ChangeUnit.POINTS and self.grid.content(*tolerance_cell) is None:
            # The general tolerance is a relative one: a unit is never mixed.
            self._fault(*tolerance_cell, "nothing", "a tolerance in points, such as 2%")
        return IndicatorSettings(
            place=self.grid.address(row, columns[IndicatorHeading.REFERENCE]),
            frequency=self._word((row, columns[IndicatorHeading.FREQUENCY]), FREQUENCY_WORDS),
            tolerance=tolerance,
            polarity=self._word((row, columns[IndicatorHeading.POLARITY]), POLARITY_WORDS),
            target_basis=self._word(
                self._optional_cell(row, columns, IndicatorHeading.TARGET_BASIS), TARGET_BASIS_WORDS
            ),
            wholes=self._wholes(self._optional_cell(row, columns, IndicatorHeading.PART_OF)),
        )

    @staticmethod
    def _optional_cell(
        row: int, columns: dict[IndicatorHeading, int], heading: IndicatorHeading
    ) -> tuple[int, int] | None:
        return (row, columns[heading]) if heading in columns else None

    def _wholes(self, cell: tuple[int, int] | None) -> tuple[str, ...]:
        """The references in a cell, separated by commas."""
        text = self.grid.text(*cell) if cell else ""
        return tuple(name for part in text.split(",") if (name := part.strip()))

    def _expect_blank(self, row: int, columns: dict[IndicatorHeading, int]) -> None:
        for heading, column in columns.items():
            if heading is not IndicatorHeading.REFERENCE and self.grid.text(row, column):
                self._fault(row, column, "a setting without a Ref.", "the Ref. beside it")
                return

    def find_headings(self, *names: str) -> tuple[int, tuple[int, ...]] | None:
        """The first row that holds all the headings, and their columns."""
        wanted = [name.casefold() for name in names]
        for row, cells in sorted(self.grid.rows.items()):
            texts = [str(cell).strip().casefold() for cell in cells]
            if all(name in texts for name in wanted):
                return row, tuple(texts.index(name) + 1 for name in wanted)
        return None

    def _column_headed(self, row: int, name: str) -> int | None:
        """The column of a row that holds a heading."""
        texts = [str(cell).strip().casefold() for cell in self.grid.rows.get(row, ())]
        return texts.index(name.casefold()) + 1 if name.casefold() in texts else None

    def _rows_below(self, top: int) -> Iterator[int]:
        return iter(range(top + 1, max(self.grid.rows, default=top) + 1))

    def _month(self, cell: tuple[int, int] | None) -> Month | None:
        content = self.grid.content(*cell) if cell else None
        if cell is None or not self.grid.text(*cell):
            return None
        month = month_in(content)
        if month is None:
            self._fault(*cell, f'"{self.grid.text(*cell)}"', "a month such as Aug-19, or nothing")
        return month

    def _tolerance(self, cell: tuple[int, int] | None, unit: ChangeUnit) -> Tolerance | None:
        content = self.grid.content(*cell) if cell else None
        if cell is None or not self.grid.text(*cell):
            return None
        number = number_in_text(content) if isinstance(content, str) else content
        if isinstance(number, float) and 0 < number <= 1:
            return Tolerance(amount=number, unit=unit)
        self._fault(
            *cell, f'"{self.grid.text(*cell)}"', "a percentage above 0% and up to 100%, such as 10%"
        )
        return None

    def _word(self, cell: tuple[int, int] | None, meanings: dict[str, _T]) -> _T | None:
        text = self.grid.text(*cell) if cell else ""
        if cell is None or not text:
            return None
        by_word = {word.casefold(): meaning for word, meaning in meanings.items()}
        meaning = by_word.get(text.casefold())
        if meaning is None:
            self._fault(*cell, f'"{text}"', _one_of(meanings) + ", or nothing")
        return meaning

    def _fault(self, row: int, column: int, found: str, expected: str) -> None:
        self.faults.append(
            Fault(
                place=self.grid.address(row, column),
                found=found,
                expected=expected,
                remedy="Correct this cell of the settings.",
            )
        )


def _one_of(words: Iterable[str]) -> str:
    return "one of " + ", ".join(f'"{word}"' for word in words)
