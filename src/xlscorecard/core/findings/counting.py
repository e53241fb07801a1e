"""Many findings of one kind, as one finding that names the first and counts the rest."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from xlscorecard.core.domain.finding import Finding

MOST_SINGLE_ROWS = 50
"""Up to so many rows, each finding of a rule stands alone."""

_COUNTED = "counted"

Alike = tuple[Finding, ...]
"""Findings that are told as one, in their order."""


def as_one(alike: Alike) -> Finding:
    """The first finding, and how many rows have the same."""
    first = alike[0]
    if len(alike) == 1:
        return first
    rows = len(set(map(_row, alike)))
    more = f"{rows - 1:,} more row{'s' if rows > 2 else ''}"
    return replace(first, message=f"{first.message}; and the same in {more}", about=_COUNTED)


def told_as_one(findings: Sequence[Finding]) -> list[Alike]:
    """The findings one by one; those that are the same in more than 50 rows, where the first is."""
    kinds = by_kind(findings)
    many = {kind for kind, members in kinds.items() if _are_in_many_rows(members)}
    found: list[Alike] = []
    for finding in findings:
        kind = same_kind(finding)
        if kind not in many:
            found.append((finding,))
        elif finding is kinds[kind][0]:
            found.append(tuple(kinds[kind]))
    return found


def _are_in_many_rows(findings: Sequence[Finding]) -> bool:
    if len(findings) <= MOST_SINGLE_ROWS:
        return False
    rows = set()
    for finding in findings:
        rows.add(_row(finding))
        if len(rows) > MOST_SINGLE_ROWS:
            return True
    return False


def _row(finding: Finding) -> tuple[str, int]:
    """The sheet and the row in which it is, by its first cell."""
    place = finding.place
    return place.sheet, place.area.top


def by_kind(findings: Iterable[Finding]) -> dict[tuple[str, str], list[Finding]]:
    """The findings that are the same, together."""
    kinds: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        kinds.setdefault(same_kind(finding), []).append(finding)
    return kinds


def same_kind(finding: Finding) -> tuple[str, str]:
    """By what findings are the same: their rule and, within it, their kind."""
    return finding.rule, finding.kind
