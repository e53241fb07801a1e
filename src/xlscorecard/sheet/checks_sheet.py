"""The Checks sheet: every finding with its cell, and what people have accepted.

A person accepts a finding by a name and a reason beside it. What tells findings apart is the rule,
the row's reference, the columns of the cells by what they are, and what the cells hold: rows and
columns may move, and a finding is open again as soon as one of its cells holds something else.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from enum import Enum
from hashlib import sha256
from typing import NamedTuple

from xlscorecard.domain.address import Area, in_areas, sheet_of
from xlscorecard.domain.finding import AcceptedFinding, Finding, Severity
from xlscorecard.domain.period import Month, month_label, year_and_number
from xlscorecard.sheet.display import listed
from xlscorecard.sheet.grid import Grid
from xlscorecard.sheet.page import Link, Look, Page, PageCell
from xlscorecard.sheet.plan import Formula, held
from xlscorecard.sheet.reader import SheetReading
from xlscorecard.sheet.row_height import row_height

NAMES = ("Checks", "Scorecard checks")
"""What the sheet is called; the second where a sheet of another kind has the first name."""

TITLE = "Checks of the scorecard"


class Heading(Enum):
    """The columns of the list."""

    SEVERITY = "Severity"
    STATUS = "Status"
    REFERENCE = "Ref."
    CELL = "Cell"
    FOUND = "What was found"
    REMEDY = "What to do"
    BY = "Accepted by"
    REASON = "Reason"
    KEY = "Key"


class Status(Enum):
    """What has become of a finding."""

    OPEN = "open"
    ACCEPTED = "accepted"
    PUT_RIGHT = "put right"
    """A refresh has written what the cell should hold; the finding says what stood there."""


class Stamp(NamedTuple):
    """When the sheet is written, and by which version."""

    when: datetime
    version: str


_HOW = (
    "Click a cell's name to go there. To accept a finding, type your name and a reason into the "
    "yellow cells: it stays accepted until the cell changes."
)
_NOTHING = "Nothing to look at."
_HEADING_ROW = 6
_WIDTHS = (11, 11, 12, 22, 62, 52, 16, 30, 0)
_LOOKS = {Severity.WRONG: Look.WRONG, Severity.DOUBTFUL: Look.DOUBTFUL, Severity.NOTE: Look.NOTE}
_MOST_AREAS = 4
_TITLE_HEIGHT = 24.0
_BEFORE_THE_CHANGE = "Before the cell changed: "
_LINK = re.compile(r'=?HYPERLINK\("#((?:[^"]|"")*)","((?:[^"]|"")*)"\)')


class Row(NamedTuple):
    """One line of the list."""

    severity: str
    status: str
    reference: str
    cell: Link
    found: str
    remedy: str
    by: str
    reason: str
    key: str

    @property
    def is_accepted(self) -> bool:
        """Whether a person has typed both a name and a reason."""
        return bool(self.by and self.reason)


class Listed(NamedTuple):
    """The findings told apart by what people have accepted, and the lines of the list."""

    open: tuple[Finding, ...]
    accepted: tuple[AcceptedFinding, ...]
    rows: tuple[Row, ...]


def is_checks_sheet(grid: Grid) -> bool:
    """Whether a sheet is one that was written by this package."""
    return _heading_row(grid) is not None


def present_rows(grid: Grid) -> tuple[Row, ...]:
    """The lines that a Checks sheet holds, as people have left them; none of a foreign sheet."""
    top = _heading_row(grid)
    if top is None:
        return ()
    return tuple(
        _present_row(grid, row) for row in sorted(grid.rows) if row > top and grid.text(row, _KEY)
    )


_KEY = list(Heading).index(Heading.KEY) + 1
_CELL = list(Heading).index(Heading.CELL) + 1


def _heading_row(grid: Grid) -> int | None:
    headings = [heading.value for heading in Heading]
    for row, cells in sorted(grid.rows.items()):
        if [str(cell) for cell in cells[: len(headings)]] == headings:
            return row
    return None


def _present_row(grid: Grid, row: int) -> Row:
    severity, status, reference, shown, *texts = (
        grid.text(row, column) for column in range(1, len(Heading) + 1)
    )
    # The formula tells more than its result, which some programs do not save.
    found = _LINK.fullmatch(grid.formulas.get((row, _CELL), ""))
    target, name = (text.replace('""', '"') for text in found.groups()) if found else ("", shown)
    return Row(severity, status, reference, Link(name, target), *texts)


def listed_findings(
    findings: Sequence[Finding],
    reading: SheetReading,
    reporting: Month,
    present: Sequence[Row],
    put_right: Iterable[Finding] = (),
) -> Listed:
    """The findings as the sheet lists them: open ones, then accepted ones, then those put right.

    Args:
        findings: all that were found, worst first.
        reading: the sheet that they speak of.
        reporting: the reporting period; what was put right is listed as long as it is reported.
        present: the lines of the sheet as it is.
        put_right: those of the findings whose cells the refresh has corrected.
    """
    identity = _Identity(reading)
    before = {row.key.partition("-")[0]: row for row in present}
    corrected = set(put_right)
    still_open: list[Finding] = []
    accepted: list[AcceptedFinding] = []
    rows: dict[Status, list[Row]] = {status: [] for status in Status}
    seen: set[str] = set()
    for finding in findings:
        what, holding = identity.of(finding)
        seen.add(what)
        row = _row(finding, f"{what}-{holding}", before.get(what))
        if finding in corrected:
            status, row = Status.PUT_RIGHT, row._replace(key=f"{what}-{_period(reporting)}")
        elif row.is_accepted:
            status = Status.ACCEPTED
            accepted.append(AcceptedFinding(finding, row.by, row.reason))
        else:
            status = Status.OPEN
            still_open.append(finding)
        rows[status].append(row._replace(status=status.value))
    rows[Status.PUT_RIGHT] += _carried(present, seen, reporting)
    return Listed(
        open=tuple(still_open),
        accepted=tuple(accepted),
        rows=(*rows[Status.OPEN], *rows[Status.ACCEPTED], *rows[Status.PUT_RIGHT]),
    )


def _carried(present: Iterable[Row], seen: set[str], reporting: Month) -> Iterator[Row]:
    """What was put right earlier in the same reporting period, and has not come back."""
    for row in present:
        what, _, period = row.key.partition("-")
        is_put_right = row.status == Status.PUT_RIGHT.value and what not in seen
        if is_put_right and period == _period(reporting):
            yield row


def _row(finding: Finding, key: str, before: Row | None) -> Row:
    by, reason = (before.by, before.reason) if before else ("", "")
    if before and before.is_accepted and before.key != key:
        by, reason = "", f"{_BEFORE_THE_CHANGE}{reason} ({before.by})"
    sheets = {sheet_of(cell) for cell in finding.cells}
    areas = in_areas(finding.cells)
    names = [area.rpartition("!")[2] for area in areas] if len(sheets) == 1 else areas
    return Row(
        severity=finding.severity.word,
        status="",
        reference=finding.reference,
        cell=Link(listed(names, _MOST_AREAS), finding.cells[0]),
        found=finding.message,
        remedy=finding.remedy,
        by=by,
        reason=reason,
        key=key,
    )


def _period(month: Month) -> str:
    year, number = year_and_number(month)
    return f"{year}{number:02}"


class _Identity:
    """Tells findings apart by what they are about, whatever the numbers of rows and columns."""

    def __init__(self, reading: SheetReading) -> None:
        layout = reading.layout
        self._grid = reading.grid
        self._last_header_row = layout.last_header_row
        self._names: Mapping[int, str] = {
            **{column: own.name for own, column in layout.columns.items()},
            **{column: f"target {own}" for own, column in layout.targets.items()},
            **{column: month_label(own) for own, column in layout.periods.items()},
        }

    def of(self, finding: Finding) -> tuple[str, str]:
        """What the finding is about, and what its cells hold, each as a digest."""
        columns, contents = [], []
        for cell in finding.cells:
            area = Area.parse(cell.rpartition("!")[2])
            if area is None or sheet_of(cell) != self._grid.sheet:
                columns.append(cell)
                continue
            columns.append(self._column(area))
            content = held(self._grid, area.top, area.left)
            contents.append(f"={content.text}" if isinstance(content, Formula) else repr(content))
        return _digest((finding.rule, finding.reference, finding.about, *columns)), _digest(
            contents
        )

    def _column(self, cell: Area) -> str:
        """What a cell's column is; a heading is told apart from the cells below it."""
        place = "" if cell.top > self._last_header_row else "heading "
        return place + self._names.get(cell.left, str(cell))


def _digest(texts: Iterable[str]) -> str:
    return sha256("\n".join(texts).encode()).hexdigest()[:12]


def checks_page(sheet: str, listed: Listed, scorecard: str, reporting: Month, stamp: Stamp) -> Page:
    """The sheet of that name: what was found on a scorecard's sheet, when and by which version."""
    lines = (
        (TITLE, Look.TITLE),
        (summary(listed, scorecard, reporting), Look.SENTENCE),
        (f"Written {stamp.when:%d %b %Y, %H:%M}, by xlscorecard {stamp.version}.", Look.SENTENCE),
        (_HOW, Look.SENTENCE),
    )
    rows: dict[int, tuple[PageCell, ...]] = {
        number: (PageCell(text, look),) for number, (text, look) in enumerate(lines, start=1)
    }
    rows[_HEADING_ROW] = tuple(PageCell(own.value, Look.HEADING) for own in Heading)
    for number, row in enumerate(listed.rows, start=_HEADING_ROW + 1):
        rows[number] = _cells(row)
    if not listed.rows:
        rows[_HEADING_ROW + 1] = (PageCell(_NOTHING, Look.SENTENCE),)
    heights = {
        number: row_height(
            (cell.text, width) for cell, width in zip(cells, _WIDTHS, strict=True) if width
        )
        for number, cells in rows.items()
        if number >= _HEADING_ROW and len(cells) > 1
    }
    return Page(sheet, rows, _HEADING_ROW, _WIDTHS, {1: _TITLE_HEIGHT, **heights})


_STAMP_ROW = 3


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
                grid.formulas.get((number, column), "").lstrip("=") != cell.content.formula
            ):
                return False
    return True


def summary(listed: Listed, scorecard: str, reporting: Month) -> str:
    """How many findings there are of each kind."""
    counts = [
        f"{number:,} {severity.word}"
        for severity in Severity
        if (number := sum(own.severity is severity for own in listed.open))
    ]
    done = len(listed.rows) - len(listed.open) - len(listed.accepted)
    counts += [f"{len(listed.accepted):,} accepted"] if listed.accepted else []
    counts += [f"{done:,} put right"] if done else []
    return f"{scorecard}, {month_label(reporting)}: {', '.join(counts) or 'no findings'}."


def _cells(row: Row) -> tuple[PageCell, ...]:
    is_open = row.status == Status.OPEN.value
    severities = {severity.word: look for severity, look in _LOOKS.items()}
    severity = severities.get(row.severity, Look.NOTE) if is_open else Look.DONE
    text = Look.TEXT if is_open else Look.DONE
    # What a refresh has put right needs nobody's name.
    typed = Look.DONE if row.status == Status.PUT_RIGHT.value else Look.INPUT
    return (
        PageCell(row.severity, severity),
        PageCell(row.status, text),
        PageCell(row.reference, text),
        PageCell(row.cell, Look.LINK),
        PageCell(row.found, text),
        PageCell(row.remedy, text),
        PageCell(row.by, typed),
        PageCell(row.reason, typed),
        PageCell(row.key, text),
    )
