"""Which row of the old version is which row of the new one.

Rows belong together by their reference. A row whose reference is gone and one whose reference
is new are taken for one that was renamed only where that is as good as certain.
"""

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from decimal import Decimal
from typing import NamedTuple

from xlscorecard.core.domain.wording import counted
from xlscorecard.core.measures.rounding import decimal_of
from xlscorecard.core.revisions.difference import Difference, difference, number_in
from xlscorecard.core.revisions.values import pairs_of
from xlscorecard.core.revisions.version import VersionRow
from xlscorecard.core.table.headings import words

_SAME_NAME_SHARE = 0.5
"""Of rows with the same name at least so many values of common periods have to be the same."""

_OTHER_NAME_SHARE = 0.9
_FEWEST_VALUES = 5
_FEWEST_DIFFERENT = 3
"""Without the same name: nearly all values, and enough of them, for zeros are alike anywhere."""


class Match(NamedTuple):
    """A row in both versions; ``renamed`` says why it was taken for one, '' if by its Ref."""

    old: VersionRow
    new: VersionRow
    renamed: str = ""


class Matching(NamedTuple):
    """All rows: those in both in the order of the new version, and those in one alone."""

    matches: tuple[Match, ...]
    added: tuple[VersionRow, ...]
    removed: tuple[VersionRow, ...]


def match_rows(old: Sequence[VersionRow], new: Sequence[VersionRow]) -> Matching:
    """Which rows belong together."""
    by_reference = {row.indicator.reference: row for row in old}
    references = {row.indicator.reference for row in new}
    gone = [row for row in old if row.indicator.reference not in references]
    fresh = [row for row in new if row.indicator.reference not in by_reference]
    renamed = {match.new.indicator.reference: match for match in _renamed(gone, fresh)}
    known = {match.old.indicator.reference for match in renamed.values()}
    matches: list[Match] = []
    for row in new:
        reference = row.indicator.reference
        if reference in by_reference:
            matches.append(Match(by_reference[reference], row))
        elif reference in renamed:
            matches.append(renamed[reference])
    return Matching(
        matches=tuple(matches),
        added=tuple(row for row in fresh if row.indicator.reference not in renamed),
        removed=tuple(row for row in gone if row.indicator.reference not in known),
    )


class _Candidate(NamedTuple):
    """A row that only one version has, its name, and the figures that it holds."""

    row: VersionRow
    name: str
    figures: frozenset[Decimal]


def _candidate(row: VersionRow) -> _Candidate:
    figures = (decimal_of(value) for value in row.indicator.values if value is not None)
    return _Candidate(row, words(row.indicator.title), frozenset(figures))


def _renamed(gone: Sequence[VersionRow], fresh: Sequence[VersionRow]) -> Iterator[Match]:
    """Pairs that belong together, and of which neither could belong to another row."""
    old_ones = [_candidate(row) for row in gone]
    new_ones = [_candidate(row) for row in fresh]
    old_names = Counter(row.name for row in old_ones)
    new_names = Counter(row.name for row in new_ones)
    unique = {name for name in old_names if name and old_names[name] == new_names[name] == 1}
    found = [
        Match(old.row, new.row, reason)
        for old in old_ones
        for new in new_ones
        if (reason := _reason(old, new, unique))
    ]
    old_times = Counter(match.old.indicator.reference for match in found)
    new_times = Counter(match.new.indicator.reference for match in found)
    for match in found:
        if (
            old_times[match.old.indicator.reference] == 1
            and new_times[match.new.indicator.reference] == 1
        ):
            yield match


def _reason(old: _Candidate, new: _Candidate, unique_names: Set[str]) -> str:
    """Why two rows with different references are one; '' if they are not."""
    same_name = old.name == new.name and old.name in unique_names
    if not same_name and len(old.figures & new.figures) < _FEWEST_DIFFERENT:
        return ""  # the quick answer for nearly all pairs
    compared = [
        (figure, difference(pair.old, pair.new) in (None, Difference.STORED))
        for pair in pairs_of(old.row, new.row)
        if (figure := number_in(pair.old)) is not None and number_in(pair.new) is not None
    ]
    same = [figure for figure, is_same in compared if is_same]
    values = f"{len(same)} of {counted(len(compared), 'value')} of common periods are the same"
    if same_name:
        if not compared:
            return "the same name, and no values to compare"
        enough = len(same) >= _SAME_NAME_SHARE * len(compared)
        return f"the same name, and {values}" if enough else ""
    enough = (
        len(compared) >= _FEWEST_VALUES
        and len(set(same)) >= _FEWEST_DIFFERENT
        and len(same) >= _OTHER_NAME_SHARE * len(compared)
    )
    return values if enough else ""
