"""The columns other than months: matched by what heads them, wherever they stand."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from xlscorecard.core.domain.cell_meaning import Cell, interpret
from xlscorecard.core.domain.period import FinancialYear
from xlscorecard.core.domain.polarity import polarity_in
from xlscorecard.core.revisions.change import Change, Held, Kind
from xlscorecard.core.revisions.difference import (
    Difference,
    difference,
    is_blank,
    same_words,
    storage_note,
    told_apart,
)
from xlscorecard.core.revisions.version import Row, Version
from xlscorecard.core.table.headings import COMPUTED, Column, words
from xlscorecard.core.table.printed import is_printed_as
from xlscorecard.core.table.reader import PERCENTAGE_SIGNS

Key = Column | FinancialYear | str
"""What a column is: one of the known ones, the target of a year, or its heading's words."""

_KINDS: Mapping[Column, Kind] = {
    Column.INDICATOR: Kind.DESCRIPTION,
    Column.OWNER: Kind.DESCRIPTION,
    Column.REPORTER: Kind.DESCRIPTION,
    Column.OUTCOME: Kind.DESCRIPTION,
    Column.POLARITY: Kind.DESCRIPTION,
    Column.PERCENTAGE: Kind.DESCRIPTION,
    Column.STATISTICAL_NEIGHBOUR: Kind.BENCHMARK,
    Column.ENGLAND: Kind.BENCHMARK,
    Column.REGION: Kind.BENCHMARK,
    Column.COMMENTARY: Kind.COMMENTARY,
    **dict.fromkeys(COMPUTED, Kind.RECOMPUTED),
}
_FIGURES = (Kind.BENCHMARK, Kind.TARGET)


class Place(NamedTuple):
    """Where a column stands in a sheet, and its heading for a person."""

    number: int
    heading: str


Places = Mapping[Key, Place]


def places_of(version: Version) -> Places:
    """The columns of a version in their order, except months and the references."""
    layout = version.reading.layout
    places: dict[Key, Place] = {
        column: Place(number, column.value)
        for column, number in layout.columns.items()
        if column is not Column.REFERENCE
    }
    for year, number in layout.targets.items():
        places[year] = Place(number, _heading(version, number))
    taken = {*layout.columns.values(), *layout.periods.values(), *layout.targets.values()}
    for heading, number in _other_headings(version, taken):
        places.setdefault(words(heading), Place(number, heading))
    return dict(sorted(places.items(), key=lambda item: item[1].number))


def column_changes(old: Row, new: Row, old_places: Places, new_places: Places) -> Iterator[Change]:
    """What changed in the columns that both versions have, except months."""
    for key, place in new_places.items():
        if key not in old_places:
            continue
        kind = _kind(key)
        if kind is Kind.RECOMPUTED and isinstance(key, Column):
            change = _computed(old, new, key)
        elif kind in _FIGURES:
            before, after = old.figure(old_places[key].number), new.figure(place.number)
            change = _figure(kind, new, place.heading, before, after)
        else:
            before, after = old.text(old_places[key].number), new.text(place.number)
            change = _text(kind, key, new, place.heading, before, after)
        if change is not None:
            yield change


def _kind(key: Key) -> Kind:
    match key:
        case Column():
            return _KINDS[key]
        case FinancialYear():
            return Kind.TARGET
        case _:
            return Kind.OTHER_COLUMN


def _computed(old: Row, new: Row, column: Column) -> Change | None:
    """A computed cell counts by what is printed in it; blank and n/a are no figure both."""
    before, after = old.computed(column), new.computed(column)
    percentage = new.indicator.percentage
    # Rounded before and at full precision now, or the reverse, it prints the same.
    if (
        before.text == after.text
        or is_printed_as(before.content, after.content, column, percentage=percentage)
        or is_printed_as(after.content, before.content, column, percentage=percentage)
    ):
        return None
    kind = Kind.RECOMPUTED
    if old.version.reporting == new.version.reporting:
        no_figure = is_blank(interpret(before.content)) and is_blank(interpret(after.content))
        kind = Kind.MARK if no_figure else Kind.COMPUTED_REVISED
    return _made(kind, new, column.value, before, after)


def _figure(kind: Kind, new: Row, heading: str, before: Held, after: Held) -> Change | None:
    cells: tuple[Cell, Cell] = interpret(before.content), interpret(after.content)
    found = difference(*cells)
    if found is None:
        return None
    kind = Kind.STORED if found is Difference.STORED else kind
    before, after = told_apart(before, after, percentage=new.indicator.percentage)
    return _made(kind, new, heading, before, after, storage_note(*cells))


def _text(kind: Kind, key: Key, new: Row, heading: str, before: Held, after: Held) -> Change | None:
    if same_words(before.text, after.text) or _sign(key, before) == _sign(key, after):
        return None
    return _made(kind, new, heading, before, after)


def _sign(key: Key, held: Held) -> object:
    """What the text of a sign means; the text itself if it is none."""
    if key is Column.POLARITY:
        return polarity_in(held.text) or held.text
    if key is Column.PERCENTAGE:
        return PERCENTAGE_SIGNS.get(held.text.casefold(), held.text)
    return held.text


def _made(kind: Kind, new: Row, what: str, before: Held, after: Held, note: str = "") -> Change:
    return Change(
        kind=kind,
        reference=new.indicator.reference,
        title=new.indicator.title,
        what=what,
        before=before,
        after=after,
        note=note,
    )


def _other_headings(version: Version, taken: set[int]) -> Iterator[tuple[str, int]]:
    """The headings that mean nothing to this package, with their columns."""
    layout, grid = version.reading.layout, version.reading.grid
    rows = range(layout.first_header_row, layout.last_header_row + 1)
    width = max(len(grid.rows.get(row, ())) for row in rows)
    for number in range(1, width + 1):
        if number not in taken and words(heading := _heading(version, number)):
            yield heading, number


def _heading(version: Version, column: int) -> str:
    """The lowest text that heads a column; '' where there is none."""
    layout, grid = version.reading.layout, version.reading.grid
    rows = range(layout.last_header_row, layout.first_header_row - 1, -1)
    return next((" ".join(text.split()) for row in rows if (text := grid.text(row, column))), "")
