"""A Settings sheet while it is read: where its headings stand, and every fault on the way."""

import re
from collections.abc import Iterable
from typing import Any, TypeVar

from xlscorecard.core.settings.all_settings import COLUMN_HEADINGS
from xlscorecard.core.settings.setting import Heading, Setting
from xlscorecard.core.sheet.address import Place
from xlscorecard.core.sheet.content import NOT_CALCULATED
from xlscorecard.core.sheet.grid import Grid
from xlscorecard.errors import Fault

T = TypeVar("T")

# Other words for the headings of the table of columns.
_SAME_HEADING = {
    "meaning": "what it means",
    "means": "what it means",
    "heading": "heading there",
    "columns": "column",
}


def bare(text: str) -> str:
    """A heading or label reduced to what tells it apart: no capitals, points or question marks."""
    name = " ".join(re.sub(r"[^\w%]+", " ", text.casefold()).split())
    return _SAME_HEADING.get(name, name)


class SettingsSheet:
    """One sheet; ``texts`` are its texts by row, reduced to what tells headings apart."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.faults: list[Fault] = []
        self.texts = {
            row: [bare(grid.text(row, column)) for column in range(1, len(cells) + 1)]
            for row, cells in sorted(grid.rows.items())
        }

    def headed(self, *names: str) -> tuple[int, tuple[int, ...]] | None:
        """The first row that holds all the headings, and their columns."""
        wanted = [bare(name) for name in names]
        for row, texts in self.texts.items():
            if all(name in texts for name in wanted):
                return row, tuple(texts.index(name) + 1 for name in wanted)
        return None

    def column_table(self) -> tuple[int, dict[Heading, int]] | None:
        """The heading row of the table of columns, and where its headings stand in it."""
        found = self.headed(*(heading.name for heading in COLUMN_HEADINGS[:2]))
        if found is None:
            return None
        texts = self.texts[found[0]]
        names = {heading: bare(heading.name) for heading in COLUMN_HEADINGS}
        return found[0], {
            heading: texts.index(name) + 1 for heading, name in names.items() if name in texts
        }

    def rows_below(self, top: int) -> range:
        """Every row of the sheet below one."""
        return range(top + 1, max(self.grid.rows, default=top) + 1)

    def value(self, setting: Setting[Any, T], place: Place | None) -> T | None:
        """What a cell sets; None where it is blank or, which is a fault, means nothing."""
        text = self.grid.text(*place) if place else ""
        if place is None or not text:
            return None
        value = setting.kind.read(self.grid, place)
        if value is None:
            self.fault(place, f'"{text}"', setting.kind.expected)
        return value

    def refuse_not_calculated(self) -> None:
        """Formulas without a result, which could be any setting."""
        for row, cells in sorted(self.grid.rows.items()):
            for column, content in enumerate(cells, start=1):
                if content is NOT_CALCULATED:
                    self.fault(
                        Place(row, column),
                        "a formula that is not calculated",
                        "a setting",
                        "Open the workbook in Excel and save it once, or type the setting itself.",
                    )

    def fault(
        self,
        place: Place,
        found: str,
        expected: str,
        remedy: str = "Correct this cell of the settings.",
    ) -> None:
        """Keep a fault of one cell."""
        self.faults.append(Fault(self.grid.address(*place), found, expected, remedy))


def quoted_names(headings: Iterable[Heading]) -> list[str]:
    """Headings as a message names them."""
    return [f'"{heading.name}"' for heading in headings]
