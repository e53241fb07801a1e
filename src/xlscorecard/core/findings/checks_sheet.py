"""The Checks sheet: every finding with its cell, and what people have accepted.

A person accepts a finding by a name and a reason beside it. Rows and columns may move, for a
finding is known by its identity; it is open again as soon as one of its cells holds something else.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from enum import Enum
from typing import NamedTuple

from xlscorecard.core.domain.finding import AcceptedFinding, Finding
from xlscorecard.core.domain.period import Month, year_and_number
from xlscorecard.core.domain.wording import counted, listed
from xlscorecard.core.findings.counting import FindingGroup, grouped, same_thing
from xlscorecard.core.findings.identity import Identities, Identity, count_identity, joint_holding
from xlscorecard.core.findings.key import MOST_MEMBERS, FindingKey, member
from xlscorecard.core.sheet.address import in_areas, quoted_sheet, sheet_of
from xlscorecard.core.sheet.grid import Grid
from xlscorecard.core.sheet.page import Link
from xlscorecard.core.table.reader import SheetReading

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
_MOST_OPEN_LINES = 1_000
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
    """The findings told apart by what people have accepted, and the lines of the list.

    ``told`` are all that nobody has accepted, worst first: ``open`` ones and those put right.
    """

    told: tuple[Finding, ...]
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
    found = _LINK.fullmatch(grid.formula(row, _CELL) or "")
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

    A rule that finds the same in more than 50 rows makes one finding that counts them; what people
    have accepted stays single and is not counted. What they have typed beside findings of another
    scorecard stays, behind the accepted ones.

    Args:
        findings: all that were found, worst first.
        reading: the sheet that they speak of.
        reporting: the reporting period; what was put right is listed as long as it is reported.
        present: the lines of the sheet as it is.
        put_right: those of the findings whose cells the refresh has corrected.
        other_sheets: the sheets that may hold another scorecard.
    """
    lines = _Lines(reading, reporting, present)
    corrected = set(put_right)
    waiting: list[Finding] = []
    done: list[Finding] = []
    for finding in findings:
        if finding in corrected:
            done.append(finding)
        elif not lines.accept(finding):
            waiting.append(finding)
    waiting = lines.accept_counted(waiting)
    told = {_first(own): lines.open(own) for own in grouped(waiting)}
    corrections = {_first(own): lines.put_right(own) for own in grouped(done)}
    unseen = [row for row in present if FindingKey.parse(row.key).about not in lines.seen]
    accepted = [*lines.accepted_rows, *_of_other_sheets(unseen, other_sheets)]
    right = [*lines.corrected_rows, *_carried(unseen, reporting)]
    return Listed(
        told=tuple(
            each for own in findings if (each := told.get(own) or corrections.get(own)) is not None
        ),
        open=tuple(told.values()),
        accepted=tuple(lines.accepted),
        rows=(*_at_most(lines.open_rows), *accepted, *right),
    )


def _first(own: Finding | FindingGroup) -> Finding:
    return own if isinstance(own, Finding) else own.members[0]


class _Lines:
    """Makes the lines of the findings, and knows those that are on the sheet."""

    def __init__(self, reading: SheetReading, reporting: Month, present: Sequence[Row]) -> None:
        self._identities = Identities(reading)
        self._reporting = reporting
        self._before = {FindingKey.parse(row.key).about: row for row in present}
        # Only what has been typed beside is worth a look at every single finding.
        self._typed = {row.reference for row in present if row.by or row.reason}
        self._known: dict[Finding, Identity] = {}
        self.seen: set[str] = set()
        self.accepted: list[AcceptedFinding] = []
        self.open_rows: list[Row] = []
        self.accepted_rows: list[Row] = []
        self.corrected_rows: list[Row] = []

    def accept(self, finding: Finding) -> bool:
        """Whether a person has accepted a single finding, and its cells hold the same still."""
        if finding.reference not in self._typed:
            return False
        key = FindingKey(*self._identity(finding))
        row = self._before.get(key.about)
        if row is None or not row.is_accepted or row.key != str(key):
            return False
        self._accept(finding, key, row)
        return True

    def accept_counted(self, findings: Sequence[Finding]) -> list[Finding]:
        """The findings without those that an accepted line counts."""
        alike: dict[tuple[str, str], list[Finding]] = {}
        for finding in findings:
            alike.setdefault(same_thing(finding), []).append(finding)
        taken: set[int] = set()
        for what, members in alike.items():
            for key, row in self._accepted_counts(what):
                held = [
                    own
                    for own in members
                    if id(own) not in taken and self._member(own) in key.members
                ]
                if not key.members and key.holding == joint_holding(members):
                    held = members
                if held:
                    taken.update(map(id, held))
                    group = FindingGroup(tuple(held))
                    self._accept(group.as_one, key, row)
        return [own for own in findings if id(own) not in taken]

    def open(self, own: Finding | FindingGroup) -> Finding:
        """List what nobody has accepted."""
        finding, key = self._keyed(own)
        row = _row(finding, str(key), self._before.get(key.about))
        self.seen.add(key.about)
        self.open_rows.append(row._replace(status=_open_status(row).value))
        return finding

    def put_right(self, own: Finding | FindingGroup) -> Finding:
        """List what the refresh corrects."""
        finding, key = self._keyed(own)
        key = FindingKey(key.about, _period(self._reporting))
        row = _row(finding, str(key), self._before.get(key.about))
        self.seen.add(key.about)
        self.corrected_rows.append(row._replace(status=Status.PUT_RIGHT.value))
        return finding

    def _keyed(self, own: Finding | FindingGroup) -> tuple[Finding, FindingKey]:
        if isinstance(own, Finding):
            return own, FindingKey(*self._identity(own))
        about = self._free_about(same_thing(own.members[0]))
        if len(own.members) > MOST_MEMBERS:
            return own.as_one, FindingKey(about, joint_holding(own.members))
        return own.as_one, FindingKey(about, members=frozenset(map(self._member, own.members)))

    def _accept(self, finding: Finding, key: FindingKey, row: Row) -> None:
        self.seen.add(key.about)
        self.accepted.append(AcceptedFinding(finding, row.by, row.reason))
        listed_row = _row(finding, str(key), row)
        self.accepted_rows.append(listed_row._replace(status=Status.ACCEPTED.value))

    def _accepted_counts(self, what: tuple[str, str]) -> Iterator[tuple[FindingKey, Row]]:
        """The accepted lines that count findings of a rule and kind."""
        number = 1
        while (row := self._before.get(count_identity(*what, number))) and row.is_accepted:
            yield FindingKey.parse(row.key), row
            number += 1

    def _free_about(self, what: tuple[str, str]) -> str:
        """What a line that counts is about, if no accepted one counts already."""
        number = 1
        while (about := count_identity(*what, number)) in self.seen:
            number += 1
        return about

    def _identity(self, finding: Finding) -> Identity:
        if finding not in self._known:
            self._known[finding] = self._identities.of(finding)
        return self._known[finding]

    def _member(self, finding: Finding) -> str:
        return member(*self._identity(finding))


def _at_most(rows: Sequence[Row]) -> Sequence[Row]:
    """The open lines, at most as many as a person may ever read, and how many more there are."""
    more = len(rows) - _MOST_OPEN_LINES
    if more <= 0:
        return rows
    rest = Row(
        severity="",
        status="",
        reference="",
        cell=Link("", ""),
        found=f"{counted(more, 'more finding')} not listed here",
        remedy="put right what is listed, then refresh; xlscorecard check lists them all",
        by="",
        reason="",
        key="",
    )
    return [*rows[:_MOST_OPEN_LINES], rest]


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
        if row.is_put_right and FindingKey.parse(row.key).holding == _period(reporting):
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
