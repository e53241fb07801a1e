"""The values of one indicator in two versions, period by period.

What had been published is what a month up to the old version's reporting period held. A quarter
is compared as a quarter, for its value moves to another month when the first one leaves the
table; and a quarter that was not over is only published where it had a value.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from xlscorecard.core.domain.cell_meaning import CellMeaning
from xlscorecard.core.domain.period import Frequency, Month
from xlscorecard.core.revisions.change import Change, ChangeKind
from xlscorecard.core.revisions.difference import Difference, difference, storage_note, told_apart
from xlscorecard.core.revisions.version import VersionRow

_KINDS = {
    Difference.FIGURE: ChangeKind.VALUE_REVISED,
    Difference.FILLED: ChangeKind.VALUE_FILLED,
    Difference.REMOVED: ChangeKind.VALUE_REMOVED,
    Difference.MARK: ChangeKind.MARK,
    Difference.STORED: ChangeKind.STORED,
}


class Pair(NamedTuple):
    """What two versions hold for one period, and in which month; empty cells are None."""

    frequency: Frequency
    period: int
    old_month: Month
    old: CellMeaning
    new_month: Month
    new: CellMeaning


def value_changes(old: VersionRow, new: VersionRow) -> Iterator[Change]:
    """What changed among the values, in the order of the calendar."""
    for pair in pairs_of(old, new):
        change = _change(old, new, pair)
        if change is not None:
            yield change


def pairs_of(old: VersionRow, new: VersionRow) -> Iterator[Pair]:
    """The values of both rows side by side, for all periods in which either has something."""
    frequency = max(old.indicator.frequency, new.indicator.frequency, key=_months)
    old_cells = _by_period(old.cells(), frequency)
    new_cells = _by_period(new.cells(), frequency)
    for period in sorted(old_cells.keys() | new_cells.keys()):
        before, after = old_cells.get(period, {}), new_cells.get(period, {})
        if len(before) <= 1 and len(after) <= 1:
            old_month = next(iter(before or after))
            new_month = next(iter(after or before))
            cells = before.get(old_month), after.get(new_month)
            yield Pair(frequency, period, old_month, cells[0], new_month, cells[1])
            continue
        # Several values in one quarter: nobody knows which one is meant.
        for month in sorted(before.keys() | after.keys()):
            cells = before.get(month), after.get(month)
            yield Pair(Frequency.MONTHLY, month, month, cells[0], month, cells[1])


def _months(frequency: Frequency) -> int:
    return frequency.months


def _by_period(
    cells: Mapping[Month, CellMeaning], frequency: Frequency
) -> dict[int, dict[Month, CellMeaning]]:
    found: dict[int, dict[Month, CellMeaning]] = {}
    for month, cell in cells.items():
        found.setdefault(frequency.period_of(month), {})[month] = cell
    return found


def _change(old: VersionRow, new: VersionRow, pair: Pair) -> Change | None:
    found = difference(pair.old, pair.new)
    if found is None:
        return None
    if pair.new is None and pair.old_month not in new.version.reading.layout.periods:
        return None  # it has left the table with its month
    kind = _KINDS[found]
    is_new = pair.old is None and pair.new_month not in old.version.reading.layout.periods
    if found is not Difference.STORED and (is_new or not _was_published(old, pair)):
        kind = ChangeKind.NEW_VALUE
    before, after = told_apart(
        old.held_in_month(pair.old_month),
        new.held_in_month(pair.new_month),
        percentage=new.indicator.percentage,
    )
    label, note = pair.frequency.label(pair.period), storage_note(pair.old, pair.new)
    return new.changed(kind, label, before, after, note)


def _was_published(old: VersionRow, pair: Pair) -> bool:
    reporting = old.version.reporting
    if pair.frequency.last_month(pair.period) <= reporting:
        return True
    return pair.old is not None and pair.old_month <= reporting
