"""A line of the Checks sheet: a finding, where it is, and what people have typed beside it."""

from typing import NamedTuple

from xlscorecard.core.domain.finding import Finding, Severity, Status
from xlscorecard.core.domain.wording import listed
from xlscorecard.core.findings.identity import FindingKey
from xlscorecard.core.sheet.address import joined_areas, sheet_of
from xlscorecard.core.sheet.page import Link

_MOST_AREAS = 4
_BEFORE_THE_CHANGE = "Before the cell changed: "


class Line(NamedTuple):
    """One line of the list; ``severity`` and ``status`` are None where it says none."""

    severity: Severity | None
    status: Status | None
    reference: str
    cell: Link
    found: str
    remedy: str
    by: str
    reason: str
    key: FindingKey

    @property
    def sheet(self) -> str:
        """The sheet of which it speaks."""
        return sheet_of(self.cell.target)

    @property
    def is_accepted(self) -> bool:
        """Whether a person has typed both a name and a reason."""
        return bool(self.by and self.reason)


def finding_line(finding: Finding, key: FindingKey, before: Line | None) -> Line:
    """The line of a finding; ``before`` is the one that the sheet has of it, if any."""
    by, reason = (before.by, before.reason) if before else ("", "")
    if before and before.is_accepted and before.key != key:
        by, reason = "", f"{_BEFORE_THE_CHANGE}{reason} ({before.by})"
    areas = joined_areas(finding.areas)
    is_one_sheet = len({area.sheet for area in areas}) == 1
    names = [str(area.area if is_one_sheet else area) for area in areas]
    return Line(
        severity=finding.severity,
        status=_open_status(by, reason) if finding.status is Status.OPEN else finding.status,
        reference=finding.reference,
        cell=Link(listed(names, _MOST_AREAS), finding.cells[0]),
        found=finding.message,
        remedy=finding.remedy,
        by=by,
        reason=reason,
        key=key,
    )


def _open_status(by: str, reason: str) -> Status:
    """What is missing for an open finding to be accepted, where anything has been typed."""
    if by:
        return Status.REASON_MISSING
    if reason and not reason.startswith(_BEFORE_THE_CHANGE):
        return Status.NAME_MISSING
    return Status.OPEN
