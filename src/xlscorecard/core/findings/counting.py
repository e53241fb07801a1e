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
    first, *others = alike
    if not others:
        return first
    rows = row_count(alike)
    more = f"{rows - 1:,} more row{'s' if rows > 2 else ''}"
    return replace(first, message=f"{first.message}; and the same in {more}", about=_COUNTED)


def row_count(findings: Iterable[Finding]) -> int:
    """In how many rows findings are, each by its first cell."""
    return len({(where.sheet, where.area.top) for where in (finding.place for finding in findings)})


def told_as_one(findings: Sequence[Finding]) -> list[Alike]:
    """The findings one by one; those that are the same in more than 50 rows, where the first is."""
    kinds = by_kind(findings)
    large = {
        kind
        for kind, members in kinds.items()
        if len(members) > MOST_SINGLE_ROWS and row_count(members) > MOST_SINGLE_ROWS
    }
    found: list[Alike] = []
    for finding in findings:
        kind = same_kind(finding)
        if kind not in large:
            found.append((finding,))
        elif finding is kinds[kind][0]:
            found.append(tuple(kinds[kind]))
    return found


def by_kind(findings: Iterable[Finding]) -> dict[tuple[str, str], list[Finding]]:
    """The findings that are the same, together."""
    kinds: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        kinds.setdefault(same_kind(finding), []).append(finding)
    return kinds


def same_kind(finding: Finding) -> tuple[str, str]:
    """By what findings are the same: their rule and, within it, their kind."""
    return finding.rule, finding.kind
