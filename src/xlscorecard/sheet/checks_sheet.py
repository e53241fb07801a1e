"""The Checks sheet: every finding with its cell, and what people have accepted.

A person accepts a finding by a name and a reason beside it. Rows and columns may move, for a
finding is known by its identity; it is open again as soon as one of its cells holds something else.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from enum import Enum
from typing import NamedTuple

from xlscorecard.domain.address import in_areas, quoted_sheet, sheet_of
from xlscorecard.domain.finding import AcceptedFinding, Finding
from xlscorecard.domain.period import Month, year_and_number
from xlscorecard.sheet.display import listed
from xlscorecard.sheet.finding_identity import Identities
from xlscorecard.sheet.grid import Grid
from xlscorecard.sheet.page import Link
from xlscorecard.sheet.reader import SheetReading

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
    NAME_MISSING = "name missing"
    """Open still, for a reason alone accepts nothing."""
    REASON_MISSING = "reason missing"
    """Open still, for a name alone accepts nothing."""
    ACCEPTED = "accepted"
    PUT_RIGHT = "put right"
    """A refresh has written what the cell should hold; the finding says what stood there."""


class Stamp(NamedTuple):
    """When the sheet is written, and by which version."""

    when: datetime
    version: str


_MOST_AREAS = 4
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

    @property
    def is_put_right(self) -> bool:
        """Whether a refresh has corrected what was found."""
        return self.status == Status.PUT_RIGHT.value


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
    other_sheets: Collection[str] = (),
) -> Listed:
    """The findings as the sheet lists them: open ones, then accepted ones, then those put right.

    What people have typed beside findings of another scorecard stays, behind the accepted ones.

    Args:
        findings: all that were found, worst first.
        reading: the sheet that they speak of.
        reporting: the reporting period; what was put right is listed as long as it is reported.
        present: the lines of the sheet as it is.
        put_right: those of the findings whose cells the refresh has corrected.
        other_sheets: the sheets that may hold another scorecard.
    """
    identities = Identities(reading)
    before = {row.key.partition("-")[0]: row for row in present}
    corrected = set(put_right)
    still_open: list[Finding] = []
    accepted: list[AcceptedFinding] = []
    rows: dict[Status, list[Row]] = {status: [] for status in Status}
    seen: set[str] = set()
    for finding in findings:
        what, holding = identities.of(finding)
        seen.add(what)
        row = _row(finding, f"{what}-{holding}", before.get(what))
        if finding in corrected:
            row = row._replace(key=f"{what}-{_period(reporting)}", status=Status.PUT_RIGHT.value)
            rows[Status.PUT_RIGHT].append(row)
        elif row.is_accepted:
            accepted.append(AcceptedFinding(finding, row.by, row.reason))
            rows[Status.ACCEPTED].append(row._replace(status=Status.ACCEPTED.value))
        else:
            still_open.append(finding)
            rows[Status.OPEN].append(row._replace(status=_open_status(row).value))
    unseen = [row for row in present if row.key.partition("-")[0] not in seen]
    rows[Status.ACCEPTED] += _of_other_sheets(unseen, other_sheets)
    rows[Status.PUT_RIGHT] += _carried(unseen, reporting)
    return Listed(
        open=tuple(still_open),
        accepted=tuple(accepted),
        rows=(*rows[Status.OPEN], *rows[Status.ACCEPTED], *rows[Status.PUT_RIGHT]),
    )


def _open_status(row: Row) -> Status:
    """What is missing for an open finding to be accepted, where anything has been typed."""
    if row.by:
        return Status.REASON_MISSING
    if row.reason and not row.reason.startswith(_BEFORE_THE_CHANGE):
        return Status.NAME_MISSING
    return Status.OPEN


def _of_other_sheets(present: Iterable[Row], sheets: Collection[str]) -> Iterator[Row]:
    """What has been typed beside findings of other sheets, which are named with their sheet."""
    for row in present:
        sheet = sheet_of(row.cell.target)
        if (row.by or row.reason) and sheet in sheets and not row.is_put_right:
            is_named = "!" in row.cell.text
            text = row.cell.text if is_named else f"{quoted_sheet(sheet)}!{row.cell.text}"
            yield row._replace(cell=row.cell._replace(text=text))


def _carried(present: Iterable[Row], reporting: Month) -> Iterator[Row]:
    """What was put right earlier in the same reporting period, and has not come back."""
    for row in present:
        if row.is_put_right and row.key.partition("-")[2] == _period(reporting):
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
