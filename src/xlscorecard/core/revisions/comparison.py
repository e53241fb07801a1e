"""Two versions of a scorecard compared: all that changed, in the order of the new one's rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from xlscorecard.core.domain.period import Month, month_label
from xlscorecard.core.domain.wording import counted
from xlscorecard.core.revisions.change import NOTHING, Change, Held, Kind, Section
from xlscorecard.core.revisions.columns import Places, column_changes, places_of
from xlscorecard.core.revisions.rows import Match, match_rows
from xlscorecard.core.revisions.settings import setting_changes
from xlscorecard.core.revisions.values import value_changes
from xlscorecard.core.revisions.version import Row, Version
from xlscorecard.core.table.headings import Column


class Identity(NamedTuple):
    """Which version it is."""

    workbook: str
    sheet: str
    reporting: Month

    @property
    def name(self) -> str:
        """The workbook's name without its folder, of whichever system."""
        return self.workbook.replace("\\", "/").rpartition("/")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What two versions differ in.

    ``months_left`` are the months that the new table no longer has, ``months_come`` those that
    the old one did not have; ``columns_left`` and ``columns_come`` are headings.
    """

    old: Identity
    new: Identity
    matched: int
    changes: tuple[Change, ...]
    months_left: tuple[Month, ...]
    months_come: tuple[Month, ...]
    columns_left: tuple[str, ...]
    columns_come: tuple[str, ...]

    def of(self, section: Section) -> tuple[Change, ...]:
        """The changes of one section."""
        return tuple(change for change in self.changes if change.section is section)

    @property
    def revisions(self) -> tuple[Change, ...]:
        """The changes of figures that had been published."""
        return self.of(Section.REVISIONS)

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


def compare_versions(old: Version, new: Version) -> Compared:
    """What changed from one version to the other: by reference, period and heading."""
    matching = match_rows(old.rows, new.rows)
    old_places, new_places = places_of(old), places_of(new)
    old_months, new_months = old.reading.layout.periods, new.reading.layout.periods
    gone = sorted(old_months.keys() - new_months.keys())
    removed = [change for month in gone if (change := _month_removed(old, new, month))]
    matches = {match.new.number: match for match in matching.matches}
    added = {row.number: row for row in matching.added}
    changes = [*removed]
    for number in new.reading.rows:
        if number in matches:
            changes += _row_changes(matches[number], old_places, new_places)
        else:
            changes.append(_row(Kind.ROW_ADDED, added[number], before=None, after=added[number]))
    changes += [_row(Kind.ROW_REMOVED, row, before=row, after=None) for row in matching.removed]
    changes += setting_changes(old, new, matching)
    return Compared(
        old=_identity(old),
        new=_identity(new),
        matched=len(matching.matches),
        changes=tuple(changes),
        months_left=tuple(gone),
        months_come=tuple(sorted(new_months.keys() - old_months.keys())),
        columns_left=_headings(old_places, new_places),
        columns_come=_headings(new_places, old_places),
    )


def _identity(version: Version) -> Identity:
    return Identity(version.workbook, version.reading.grid.sheet, version.reporting)


def _headings(places: Places, others: Places) -> tuple[str, ...]:
    """The columns that only the first version has."""
    return tuple(place.heading for key, place in places.items() if key not in others)


def _row_changes(match: Match, old_places: Places, new_places: Places) -> Iterator[Change]:
    old, new = match.old, match.new
    if match.renamed:
        yield _row(Kind.ROW_RENAMED, new, before=old, after=new, note=match.renamed)
    yield from value_changes(old, new)
    yield from column_changes(old, new, old_places, new_places)


def _row(
    kind: Kind, named: Row, *, before: Row | None, after: Row | None, note: str = ""
) -> Change:
    if not note:
        note = f"with {counted(len(_values(named)), 'value')}"
    return Change(
        kind=kind,
        reference=named.indicator.reference,
        title=named.indicator.title,
        what="Ref.",
        before=_reference(before),
        after=_reference(after),
        note=note,
    )


def _values(row: Row) -> Sequence[float]:
    return [value for value in row.indicator.values if value is not None]


def _reference(row: Row | None) -> Held:
    if row is None:
        return NOTHING
    column = row.version.reading.layout.columns[Column.REFERENCE]
    return row.text(column)


def _month_removed(old: Version, new: Version, month: Month) -> Change | None:
    """The loss of a published month that has not left with the passing of time.

    None for a month that is older than the new table, for one that was not published yet, and
    for one without any value.
    """
    layout, scorecard = old.reading.layout, old.reading.scorecard
    position = scorecard.periods.index(month)
    values = sum(own.values[position] is not None for own in scorecard.indicators)
    if month < min(new.reading.layout.periods) or month > old.reporting or not values:
        return None
    text = counted(values, "value")
    heading = old.reading.grid.address(layout.last_header_row, layout.periods[month])
    return Change(
        kind=Kind.MONTH_REMOVED,
        reference="",
        title="",
        what=month_label(month),
        before=Held(content=text, text=text, cell=heading),
        after=NOTHING,
        note="the table has older months, so this one has not left with the passing of time",
    )
