"""Many findings of one kind, as one finding that names the first and counts the rest."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from xlscorecard.core.domain.finding import Finding
from xlscorecard.core.sheet.address import Area

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
    """The findings; those that are the same in more than 50 rows as a group, where the first is."""
    alike: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        alike.setdefault(same_thing(finding), []).append(finding)
    large = {
        what
        for what, members in alike.items()
        if len(members) > MOST_SINGLE_ROWS and row_count(members) > MOST_SINGLE_ROWS
    }
    found: list[Finding | FindingGroup] = []
    for finding in findings:
        what = same_thing(finding)
        if what not in large:
            found.append(finding)
        elif finding is alike[what][0]:
            found.append(FindingGroup(tuple(alike[what])))
    return found


def same_thing(finding: Finding) -> tuple[str, str]:
    """By what findings are the same: their rule and, within it, their kind."""
    return finding.rule, finding.kind
