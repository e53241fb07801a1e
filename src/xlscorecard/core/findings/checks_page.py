"""The Checks sheet as a page: what stands where, and how it looks."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple

from xlscorecard.core.domain.finding import FindingColumn, Severity, Status, severity_counts
from xlscorecard.core.domain.period import Month, month_label
from xlscorecard.core.findings.line import Line
from xlscorecard.core.findings.listed_findings import ListedFindings
from xlscorecard.core.sheet.grid import Grid
from xlscorecard.core.sheet.page import Link, Look, Page, PageCell
from xlscorecard.core.sheet.row_height import row_height

TITLE = "Checks of the scorecard"

_HOW = (
    "Click a cell's name to go there. To accept a finding, type your name and a reason into the "
    "yellow cells: it stays accepted until the cell changes."
)
_NOTHING = "Nothing to look at."
_UNCHECKED = "Not checked yet."
_WAYS_TO_CHECK = "Click Refresh scorecard or Check data on the tab Scorecard."
_HEADING_ROW = 6
_STAMP_ROW = 3
_WIDTHS: Mapping[FindingColumn, float] = MappingProxyType(
    {
        FindingColumn.SEVERITY: 11,
        FindingColumn.STATUS: 11,
        FindingColumn.REFERENCE: 12,
        FindingColumn.CELL: 22,
        FindingColumn.FOUND: 62,
        FindingColumn.REMEDY: 52,
        FindingColumn.BY: 16,
        FindingColumn.REASON: 30,
        FindingColumn.KEY: 0,
    }
)
_LOOKS: Mapping[Severity | None, Look] = MappingProxyType(
    {Severity.WRONG: Look.WRONG, Severity.DOUBTFUL: Look.DOUBTFUL, Severity.NOTE: Look.NOTE}
)
_TITLE_HEIGHT = 24.0


class Stamp(NamedTuple):
    """When the sheet is written, and by which version."""

    when: datetime
    version: str


def checks_page(
    sheet: str, listed: ListedFindings, scorecard: str, reporting: Month, stamp: Stamp
) -> Page:
    """The sheet of that name: what was found on a scorecard's sheet, when and by which version."""
    when = f"Written {stamp.when:%d %b %Y, %H:%M}, by xlscorecard {stamp.version}."
    return _page(sheet, summary(listed, scorecard, reporting), when, listed.lines, _NOTHING)


def unchecked_page(sheet: str) -> Page:
    """The sheet of that name in a workbook that has not been checked yet."""
    return _page(sheet, _UNCHECKED, _WAYS_TO_CHECK, (), _UNCHECKED)


def _page(sheet: str, said: str, when: str, listed: Sequence[Line], nothing: str) -> Page:
    above = ((TITLE, Look.TITLE), *((text, Look.SENTENCE) for text in (said, when, _HOW)))
    rows: dict[int, tuple[PageCell, ...]] = {
        number: (PageCell(text, look),) for number, (text, look) in enumerate(above, start=1)
    }
    rows[_HEADING_ROW] = tuple(PageCell(column.value, Look.HEADING) for column in FindingColumn)
    for number, line in enumerate(listed, start=_HEADING_ROW + 1):
        rows[number] = _cells(line)
    if not listed:
        rows[_HEADING_ROW + 1] = (PageCell(nothing, Look.SENTENCE),)
    widths = tuple(_WIDTHS[column] for column in FindingColumn)
    heights = {
        number: row_height(
            (cell.text, width) for cell, width in zip(cells, widths, strict=True) if width
        )
        for number, cells in rows.items()
        if number >= _HEADING_ROW and len(cells) > 1
    }
    return Page(sheet, rows, _HEADING_ROW, widths, {1: _TITLE_HEIGHT, **heights})


def holds(grid: Grid, page: Page) -> bool:
    """Whether a sheet shows all that a page does, whenever it was written."""
    if set(grid.rows) - set(page.rows):
        return False
    for number, cells in page.rows.items():
        if number == _STAMP_ROW:
            continue
        for column, cell in enumerate(cells, start=1):
            if grid.text(number, column) != cell.text.strip():
                return False
            if isinstance(cell.content, Link) and (
                (grid.formula(number, column) or "").lstrip("=") != cell.content.formula
            ):
                return False
    return True


def summary(listed: ListedFindings, scorecard: str, reporting: Month) -> str:
    """How many findings there are of each kind."""
    counts = severity_counts(listed.open)
    done = sum(line.status is Status.PUT_RIGHT and line.sheet == scorecard for line in listed.lines)
    counts += [f"{len(listed.accepted):,} accepted"] if listed.accepted else []
    counts += [f"{done:,} put right"] if done else []
    return f"{scorecard}, {month_label(reporting)}: {', '.join(counts) or 'no findings'}."


def _cells(line: Line) -> tuple[PageCell, ...]:
    is_open = line.status is None or line.status.is_open
    text = Look.TEXT if is_open else Look.DONE
    # What a refresh has put right needs nobody's name.
    typed = Look.DONE if line.status is Status.PUT_RIGHT else Look.INPUT
    cells = {
        FindingColumn.SEVERITY: PageCell(
            line.severity.word if line.severity else "",
            _LOOKS.get(line.severity, Look.NOTE) if is_open else Look.DONE,
        ),
        FindingColumn.STATUS: PageCell(line.status.value if line.status else "", text),
        FindingColumn.REFERENCE: PageCell(line.reference, text),
        FindingColumn.CELL: PageCell(line.cell, Look.LINK),
        FindingColumn.FOUND: PageCell(line.found, text),
        FindingColumn.REMEDY: PageCell(line.remedy, text),
        FindingColumn.BY: PageCell(line.by, typed),
        FindingColumn.REASON: PageCell(line.reason, typed),
        FindingColumn.KEY: PageCell(str(line.key), text),
    }
    return tuple(cells[column] for column in FindingColumn)
