"""The lines that a Checks sheet holds: its words and keys are read here, and nowhere else."""

import re

from xlscorecard.core.domain.finding import FindingColumn, Severity, Status
from xlscorecard.core.domain.our_sheets import checks_heading_row
from xlscorecard.core.findings.identity import FindingKey
from xlscorecard.core.findings.line import Line
from xlscorecard.core.sheet.grid import Grid
from xlscorecard.core.sheet.page import Link

_LINK = re.compile(r'=?HYPERLINK\("#((?:[^"]|"")*)","((?:[^"]|"")*)"\)')
_SEVERITIES = {severity.word: severity for severity in Severity}
_STATUSES = {status.value: status for status in Status}
_COLUMN = {column: number for number, column in enumerate(FindingColumn, start=1)}


def present_lines(grid: Grid) -> tuple[Line, ...]:
    """The lines that a Checks sheet holds, as people have left them; none of a foreign sheet."""
    top = checks_heading_row(grid)
    if top is None:
        return ()
    return tuple(_present_line(grid, row) for row in sorted(grid.rows) if _is_line(grid, row, top))


def line_at(grid: Grid, row: int) -> Line | None:
    """The line in a row of a Checks sheet; None where there is none, or the sheet is another."""
    top = checks_heading_row(grid)
    return _present_line(grid, row) if top is not None and _is_line(grid, row, top) else None


def _is_line(grid: Grid, row: int, headings: int) -> bool:
    return row > headings and bool(grid.text(row, column_number(FindingColumn.KEY)))


def column_number(column: FindingColumn) -> int:
    """The number of a column of the list."""
    return _COLUMN[column]


def _present_line(grid: Grid, row: int) -> Line:
    text = {column: grid.text(row, number) for column, number in _COLUMN.items()}
    # The formula tells more than its result, which some programs do not save.
    link = _LINK.fullmatch(grid.formula(row, _COLUMN[FindingColumn.CELL]) or "")
    target, name = (
        (found.replace('""', '"') for found in link.groups())
        if link
        else ("", text[FindingColumn.CELL])
    )
    return Line(
        severity=_SEVERITIES.get(text[FindingColumn.SEVERITY]),
        status=_STATUSES.get(text[FindingColumn.STATUS]),
        reference=text[FindingColumn.REFERENCE],
        cell=Link(name, target),
        found=text[FindingColumn.FOUND],
        remedy=text[FindingColumn.REMEDY],
        by=text[FindingColumn.BY],
        reason=text[FindingColumn.REASON],
        key=FindingKey.parse(text[FindingColumn.KEY]),
    )
