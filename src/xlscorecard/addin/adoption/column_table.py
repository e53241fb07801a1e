"""The table of columns in a Settings sheet that is there already."""

from collections.abc import Mapping, Sequence

from xlscorecard.addin.workbook.settings_table import COLUMNS
from xlscorecard.core.settings.all_settings import COLUMN, COLUMN_HEADINGS, MEANING
from xlscorecard.core.settings.columns import find_column_table
from xlscorecard.core.settings.setting import Heading
from xlscorecard.core.sheet.address import Place
from xlscorecard.core.sheet.edits import PlannedCells, PlannedContent
from xlscorecard.core.sheet.grid import Grid

_BLANK_ROWS_ABOVE = 2


def column_table_cells(grid: Grid, lines: Sequence[Mapping[Heading, str]]) -> PlannedCells:
    """The cells by which a Settings sheet gets the table, if it lacks it, and some lines.

    They stand below all that is there; lines that say the same already are left out.
    """
    cells: dict[Place, PlannedContent] = {}
    table = find_column_table(grid)
    if table is None:
        row = max(grid.rows, default=0) + 1 + _BLANK_ROWS_ABOVE
        cells[Place(row, 1)], cells[Place(row + 1, 1)] = COLUMNS.title, COLUMNS.sentence
        row += 2
        columns = {heading: number for number, heading in enumerate(COLUMN_HEADINGS, start=1)}
        cells |= {Place(row, number): heading.name for heading, number in columns.items()}
        free = row + 1
    else:
        columns, free = dict(table.columns), table.free_row
    said = {} if table is None else table.lines
    for line in lines:
        if said.get(line[COLUMN]) == line[MEANING]:
            continue
        for heading, text in line.items():
            if text and heading in columns:
                cells[Place(free, columns[heading])] = text
        free += 1
    return cells


def with_cells(grid: Grid, cells: PlannedCells) -> Grid:
    """A sheet with some cells written into it."""
    if not cells:
        return grid
    rows = {number: list(contents) for number, contents in grid.rows.items()}
    for (row, column), content in cells.items():
        contents = rows.setdefault(row, [])
        contents.extend([None] * (column - len(contents)))
        contents[column - 1] = content
    return Grid(
        sheet=grid.sheet,
        rows=rows,
        merges=grid.merges,
        formulas=grid.formulas,
        day_zero=grid.day_zero,
    )
