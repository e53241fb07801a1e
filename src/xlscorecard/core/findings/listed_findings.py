"""The findings as the Checks sheet lists them, told apart by what people have accepted there.

A person accepts a finding by a name and a reason beside it. Rows and columns may move, for a
finding is known by its identity; it is open again as soon as one of its cells holds something else.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from xlscorecard.core.domain.finding import Finding, Status
from xlscorecard.core.domain.period import Month
from xlscorecard.core.domain.wording import counted
from xlscorecard.core.findings.counting import Alike, as_one, by_kind, same_kind, told_as_one
from xlscorecard.core.findings.identity import (
    MOST_MEMBERS,
    FindingKey,
    Identities,
    about_count,
    joint_holding,
)
from xlscorecard.core.findings.line import Line, finding_line
from xlscorecard.core.sheet.address import quoted_sheet
from xlscorecard.core.sheet.page import Link
from xlscorecard.core.table.reader import SheetReading

_MOST_OPEN_LINES = 1_000


class ListedFindings(NamedTuple):
    """The findings told apart by what people have accepted, and the lines of the list.

    ``told`` are all that nobody has accepted, worst first: ``open`` ones and those put right.
    """

    told: tuple[Finding, ...]
    open: tuple[Finding, ...]
    accepted: tuple[Finding, ...]
    lines: tuple[Line, ...]


def listed_findings(
    findings: Sequence[Finding],
    reading: SheetReading,
    reporting: Month,
    present: Sequence[Line],
    put_right: Iterable[Finding] = (),
    other_sheets: Collection[str] = (),
) -> ListedFindings:
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
    corrected = set(map(id, put_right))  # by identity: tens of thousands need no other look
    in_order: list[Finding] = []
    waiting: list[Finding] = []
    done: list[Finding] = []
    for finding in findings:
        if id(finding) in corrected:
            done.append(finding.put_right())
            in_order.append(done[-1])
        elif not lines.accept(finding):
            waiting.append(finding)
            in_order.append(finding)
    waiting = lines.accept_counted(waiting)
    opened = {id(alike[0]): lines.open(alike) for alike in told_as_one(waiting)}
    told = opened | {id(alike[0]): lines.put_right(alike) for alike in told_as_one(done)}
    unseen = [line for line in present if line.key.about not in lines.seen]
    return ListedFindings(
        told=tuple(told[id(finding)] for finding in in_order if id(finding) in told),
        open=tuple(opened.values()),
        accepted=tuple(lines.accepted),
        lines=(
            *_at_most(lines.open_lines),
            *lines.accepted_lines,
            *_about_other_sheets(unseen, other_sheets),
            *lines.corrected_lines,
            *(line for line in unseen if _is_put_right_in(line, reporting)),
        ),
    )


class _Lines:
    """Makes the lines of the findings, and knows those that are on the sheet."""

    def __init__(self, reading: SheetReading, reporting: Month, present: Sequence[Line]) -> None:
        self._identities = Identities(reading)
        self._reporting = reporting
        self._before = {line.key.about: line for line in present}
        # Only what has been typed beside is worth a look at every single finding.
        self._typed = {line.reference for line in present if line.by or line.reason}
        self._keys: dict[Finding, FindingKey] = {}
        self.seen: set[str] = set()
        self.accepted: list[Finding] = []
        self.open_lines: list[Line] = []
        self.accepted_lines: list[Line] = []
        self.corrected_lines: list[Line] = []

    def accept(self, finding: Finding) -> bool:
        """Whether a person has accepted a single finding, and its cells hold the same still."""
        if finding.reference not in self._typed:
            return False
        key = self._key(finding)
        line = self._before.get(key.about)
        if line is None or not line.is_accepted or line.key != key:
            return False
        self._accept(finding, line)
        return True

    def accept_counted(self, findings: Sequence[Finding]) -> list[Finding]:
        """The findings without those that an accepted line counts."""
        taken: set[int] = set()
        for kind, members in by_kind(findings).items():
            for line in self._accepted_counts(kind):
                held = [
                    member
                    for member in members
                    if id(member) not in taken and self._key(member).member in line.key.members
                ]
                if not line.key.members and line.key.holding == joint_holding(members):
                    held = members
                if held:
                    taken.update(map(id, held))
                    self._accept(as_one(tuple(held)), line)
        return [finding for finding in findings if id(finding) not in taken]

    def open(self, alike: Alike) -> Finding:
        """List what nobody has accepted."""
        finding, key = as_one(alike), self._key_of_all(alike)
        self.open_lines.append(self._line(finding, key))
        return finding

    def put_right(self, alike: Alike) -> Finding:
        """List what the refresh corrects."""
        finding = as_one(alike)
        is_one = len(alike) == 1
        key = self._key(finding) if is_one else FindingKey(self._free_about(same_kind(alike[0])))
        self.corrected_lines.append(self._line(finding, key.in_period(self._reporting)))
        return finding

    def _accept(self, finding: Finding, line: Line) -> None:
        self.accepted.append(finding.accepted(line.by, line.reason))
        self.accepted_lines.append(self._line(self.accepted[-1], line.key))

    def _line(self, finding: Finding, key: FindingKey) -> Line:
        self.seen.add(key.about)
        return finding_line(finding, key, self._before.get(key.about))

    def _key_of_all(self, alike: Alike) -> FindingKey:
        if len(alike) == 1:
            return self._key(alike[0])
        about = self._free_about(same_kind(alike[0]))
        if len(alike) > MOST_MEMBERS:
            return FindingKey(about, joint_holding(alike))
        return FindingKey(about, members=frozenset(self._key(each).member for each in alike))

    def _accepted_counts(self, kind: tuple[str, str]) -> Iterator[Line]:
        """The accepted lines that count findings of a kind."""
        number = 1
        while (line := self._before.get(about_count(kind, number))) and line.is_accepted:
            yield line
            number += 1

    def _free_about(self, kind: tuple[str, str]) -> str:
        """What a line that counts is about, if no accepted one counts already."""
        number = 1
        while (about := about_count(kind, number)) in self.seen:
            number += 1
        return about

    def _key(self, finding: Finding) -> FindingKey:
        key = self._keys.get(finding)
        if key is None:
            key = self._keys[finding] = self._identities.next_key(finding)
        return key


def _at_most(lines: Sequence[Line]) -> Sequence[Line]:
    """The open lines, at most as many as a person may ever read, and how many more there are."""
    more = len(lines) - _MOST_OPEN_LINES
    if more <= 0:
        return lines
    rest = Line(
        severity=None,
        status=None,
        reference="",
        cell=Link("", ""),
        found=f"{counted(more, 'more finding')} not listed here",
        remedy="put right what is listed, then refresh; xlscorecard check lists them all",
        by="",
        reason="",
        key=FindingKey(""),
    )
    return [*lines[:_MOST_OPEN_LINES], rest]


def _about_other_sheets(present: Iterable[Line], sheets: Collection[str]) -> Iterator[Line]:
    """What has been typed beside findings of other sheets, which are named with their sheet."""
    for line in present:
        if (
            (line.by or line.reason)
            and line.sheet in sheets
            and line.status is not Status.PUT_RIGHT
        ):
            is_named = "!" in line.cell.text
            text = line.cell.text if is_named else f"{quoted_sheet(line.sheet)}!{line.cell.text}"
            yield line._replace(cell=line.cell._replace(text=text))


def _is_put_right_in(line: Line, reporting: Month) -> bool:
    """Whether it was put right earlier in the same reporting period, and has not come back."""
    return line.status is Status.PUT_RIGHT and line.key == line.key.in_period(reporting)
