"""Two versions of a scorecard compared: all that changed, in the order of the new one's rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from xlscorecard.core.domain.period import Month, month_label
from xlscorecard.core.domain.wording import counted
from xlscorecard.core.revisions.change import NOTHING, Change, ChangeKind, Held, Section
from xlscorecard.core.revisions.columns import Columns, column_changes, headed_columns
from xlscorecard.core.revisions.rows import Match, match_rows
from xlscorecard.core.revisions.settings import setting_changes
from xlscorecard.core.revisions.values import value_changes
from xlscorecard.core.revisions.version import Version, VersionRow
from xlscorecard.core.table.headings import Column

_REFERENCE = Column.REFERENCE.value


class VersionIdentity(NamedTuple):
    """Which version it is."""

    workbook: str
    sheet: str
    reporting: Month

    @property
    def name(self) -> str:
        """The workbook's name without its folder, of whichever system."""
        return self.workbook.replace("\\", "/").rpartition("/")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What two versions differ in.

    ``months_left`` are the months that the new table no longer has, ``months_come`` those that
    the old one did not have; ``columns_left`` and ``columns_come`` are headings.
    """

    old: VersionIdentity
    new: VersionIdentity
    matched: int
    changes: tuple[Change, ...]
    months_left: tuple[Month, ...]
    months_come: tuple[Month, ...]
    columns_left: tuple[str, ...]
    columns_come: tuple[str, ...]

    def in_section(self, section: Section) -> tuple[Change, ...]:
        """The changes of one section."""
        return tuple(change for change in self.changes if change.section is section)

    @property
    def revisions(self) -> tuple[Change, ...]:
        """The changes of figures that had been published."""
        return self.in_section(Section.REVISIONS)

    @property
    def is_same(self) -> bool:
        """Whether nothing at all differs."""
        return not (
            self.changes
            or self.months_left
            or self.months_come
            or self.columns_left
            or self.columns_come
        )

    @property
    def notices(self) -> tuple[str, ...]:
        """What makes it doubtful that these two were meant."""
        found: list[str] = []
        if self.new.reporting < self.old.reporting:
            found.append(
                f"The new version reports {month_label(self.new.reporting)} and the old one "
                f"{month_label(self.old.reporting)}: are they the wrong way round?"
            )
        if not self.matched:
            found.append("No indicator is in both: are these two versions of one scorecard?")
        return tuple(found)


def compare_versions(old: Version, new: Version) -> Comparison:
    """What changed from one version to the other: by reference, period and heading."""
    matching = match_rows(old.rows, new.rows)
    old_columns, new_columns = headed_columns(old), headed_columns(new)
    old_months, new_months = old.reading.layout.periods, new.reading.layout.periods
    gone = sorted(old_months.keys() - new_months.keys())
    removed = [change for month in gone if (change := _month_removed(old, new, month))]
    matches = {match.new.number: match for match in matching.matches}
    added = {row.number: row for row in matching.added}
    changes = [*removed]
    for number in new.reading.rows:
        if number in matches:
            changes += _row_changes(matches[number], old_columns, new_columns)
        else:
            row = added[number]
            cells = NOTHING, row.reference
            changes.append(row.changed(ChangeKind.ROW_ADDED, _REFERENCE, *cells, _with_values(row)))
    for row in matching.removed:
        cells = row.reference, NOTHING
        changes.append(row.changed(ChangeKind.ROW_REMOVED, _REFERENCE, *cells, _with_values(row)))
    changes += setting_changes(old, new, matching)
    return Comparison(
        old=_identity(old),
        new=_identity(new),
        matched=len(matching.matches),
        changes=tuple(changes),
        months_left=tuple(gone),
        months_come=tuple(sorted(new_months.keys() - old_months.keys())),
        columns_left=_headings(old_columns, new_columns),
        columns_come=_headings(new_columns, old_columns),
    )


def _identity(version: Version) -> VersionIdentity:
    return VersionIdentity(version.workbook, version.reading.grid.sheet, version.reporting)


def _headings(columns: Columns, others: Columns) -> tuple[str, ...]:
    """The columns that only the first version has."""
    return tuple(headed.heading for key, headed in columns.items() if key not in others)


def _row_changes(match: Match, old_columns: Columns, new_columns: Columns) -> Iterator[Change]:
    old, new = match.old, match.new
    if match.renamed:
        cells = old.reference, new.reference
        yield new.changed(ChangeKind.ROW_RENAMED, _REFERENCE, *cells, match.renamed)
    yield from value_changes(old, new)
    yield from column_changes(old, new, old_columns, new_columns)


def _with_values(row: VersionRow) -> str:
    values = sum(value is not None for value in row.indicator.values)
    return f"with {counted(values, 'value')}"


def _month_removed(old: Version, new: Version, month: Month) -> Change | None:
    """The loss of a published month that has not left with the passing of time.

    None for a month that is older than the new table, for one that was not published yet, and
    for one without any value.
    """
    layout, scorecard = old.reading.layout, old.reading.scorecard
    position = scorecard.periods.index(month)
    values = sum(row.values[position] is not None for row in scorecard.indicators)
    if month < min(new.reading.layout.periods) or month > old.reporting or not values:
        return None
    text = counted(values, "value")
    heading = old.reading.grid.address(layout.last_header_row, layout.periods[month])
    return Change(
        kind=ChangeKind.MONTH_REMOVED,
        what=month_label(month),
        before=Held(content=text, text=text, cell=heading),
        after=NOTHING,
        note="the table has older months, so this one has not left with the passing of time",
    )
