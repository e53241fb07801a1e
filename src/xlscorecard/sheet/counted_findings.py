"""Many findings of one kind, as one finding that names the first and counts the rest."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from xlscorecard.domain.address import Area
from xlscorecard.domain.finding import Finding

MOST_SINGLE_ROWS = 50
"""Up to so many rows, each finding of a rule stands alone."""

COUNTED = "counted"


class FindingGroup(NamedTuple):
    """Findings of one rule that are told as one, in their order."""

    members: tuple[Finding, ...]

    @property
    def as_one(self) -> Finding:
        """The first finding, and how many rows have the same."""
        first, rows = self.members[0], row_count(self.members)
        more = f"{rows - 1:,} more row{'s' if rows > 2 else ''}"
        return replace(first, message=f"{first.message}; and the same in {more}", about=COUNTED)


def row_count(findings: Iterable[Finding]) -> int:
    """In how many rows findings are, each by its first cell."""
    return len({_row(finding) for finding in findings})


def _row(finding: Finding) -> tuple[str, int]:
    sheet, _, name = finding.cells[0].rpartition("!")
    area = Area.parse(name)
    return sheet, area.top if area else 0


def grouped(findings: Sequence[Finding]) -> list[Finding | FindingGroup]:
    """The findings, those of one rule in more than 50 rows as one group at the first's place."""
    by_rule: dict[str, list[Finding]] = {}
    for finding in findings:
        by_rule.setdefault(finding.rule, []).append(finding)
    large = {
        rule
        for rule, members in by_rule.items()
        if len(members) > MOST_SINGLE_ROWS and row_count(members) > MOST_SINGLE_ROWS
    }
    found: list[Finding | FindingGroup] = []
    for finding in findings:
        if finding.rule not in large:
            found.append(finding)
        elif finding is by_rule[finding.rule][0]:
            found.append(FindingGroup(tuple(by_rule[finding.rule])))
    return found
