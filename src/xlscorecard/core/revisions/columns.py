"""The columns other than months: matched by what heads them, wherever they stand."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from xlscorecard.core.domain.cell_meaning import CellMeaning, interpret
from xlscorecard.core.domain.period import FinancialYear
from xlscorecard.core.domain.polarity import polarity_in
from xlscorecard.core.revisions.change import Change, ChangeKind, Held
from xlscorecard.core.revisions.difference import (
    Difference,
    difference,
    is_blank,
    same_words,
    storage_note,
    told_apart,
)
from xlscorecard.core.revisions.version import Version, VersionRow
from xlscorecard.core.table.computed_columns import ComputedColumn, computed_column
from xlscorecard.core.table.headings import Column, words
from xlscorecard.core.table.printed import PrintedFigure
from xlscorecard.core.table.row_reader import PERCENTAGE_SIGNS

ColumnKey = Column | FinancialYear | str
"""What a column is: one of the known ones, the target of a year, or its heading's words."""

KINDS: Mapping[Column, ChangeKind] = {
    Column.INDICATOR: ChangeKind.DESCRIPTION,
    Column.OWNER: ChangeKind.DESCRIPTION,
    Column.REPORTER: ChangeKind.DESCRIPTION,
    Column.OUTCOME: ChangeKind.DESCRIPTION,
    Column.POLARITY: ChangeKind.DESCRIPTION,
    Column.PERCENTAGE: ChangeKind.DESCRIPTION,
    Column.STATISTICAL_NEIGHBOUR: ChangeKind.BENCHMARK,
    Column.ENGLAND: ChangeKind.BENCHMARK,
    Column.REGION: ChangeKind.BENCHMARK,
    Column.COMMENTARY: ChangeKind.COMMENTARY,
    Column.MOVEMENT: ChangeKind.OTHER_COLUMN,
}
_FIGURES = (ChangeKind.BENCHMARK, ChangeKind.TARGET)


class HeadedColumn(NamedTuple):
    """Where a column stands in a sheet, and its heading for a person."""

    number: int
    heading: str


Columns = Mapping[ColumnKey, HeadedColumn]


def headed_columns(version: Version) -> Columns:
    """The columns of a version in their order, except months and the references."""
    layout = version.reading.layout
    columns: dict[ColumnKey, HeadedColumn] = {
        column: HeadedColumn(number, column.value)
        for column, number in layout.columns.items()
        if column is not Column.REFERENCE
    }
    for year, number in layout.targets.items():
        columns[year] = HeadedColumn(number, _heading(version, number))
    taken = {*layout.columns.values(), *layout.periods.values(), *layout.targets.values()}
    for heading, number in _other_headings(version, taken):
        columns.setdefault(words(heading), HeadedColumn(number, heading))
    return dict(sorted(columns.items(), key=lambda item: item[1].number))


def column_changes(
    old: VersionRow, new: VersionRow, old_columns: Columns, new_columns: Columns
) -> Iterator[Change]:
    """What changed in the columns that both versions have, except months."""
    for key, headed in new_columns.items():
        if key not in old_columns:
            continue
        computed = computed_column(key) if isinstance(key, Column) else None
        if computed is not None:
            if (change := _computed(old, new, computed)) is not None:
                yield change
            continue
        kind = _kind(key)
        if kind in _FIGURES:
            before, after = old.figure(old_columns[key].number), new.figure(headed.number)
            change = _figure(kind, new, headed.heading, before, after)
        else:
            before, after = old.text(old_columns[key].number), new.text(headed.number)
            change = _text(kind, key, new, headed.heading, before, after)
        if change is not None:
            yield change


def _kind(key: ColumnKey) -> ChangeKind:
    match key:
        case Column():
            return KINDS[key]
        case FinancialYear():
            return ChangeKind.TARGET
        case _:
            return ChangeKind.OTHER_COLUMN


def _computed(old: VersionRow, new: VersionRow, column: ComputedColumn) -> Change | None:
    """A computed cell counts by what is printed in it; blank and n/a are no figure both."""
    before, after = old.computed(column), new.computed(column)
    percentage = new.indicator.percentage
    # Rounded before and at full precision now, or the reverse, it prints the same.
    one, two = (
        PrintedFigure(held.content, column, percentage=percentage) for held in (before, after)
    )
    if before.text == after.text or one.shows(two.content) or two.shows(one.content):
        return None
    kind = ChangeKind.RECOMPUTED
    if old.version.reporting == new.version.reporting:
        no_figure = is_blank(interpret(before.content)) and is_blank(interpret(after.content))
        kind = ChangeKind.MARK if no_figure else ChangeKind.COMPUTED_REVISED
    return new.changed(kind, column.column.value, before, after)


def _figure(
    kind: ChangeKind, new: VersionRow, heading: str, before: Held, after: Held
) -> Change | None:
    cells: tuple[CellMeaning, CellMeaning] = interpret(before.content), interpret(after.content)
    found = difference(*cells)
    if found is None:
        return None
    kind = ChangeKind.STORED if found is Difference.STORED else kind
    before, after = told_apart(before, after, percentage=new.indicator.percentage)
    return new.changed(kind, heading, before, after, storage_note(*cells))


def _text(
    kind: ChangeKind, key: ColumnKey, new: VersionRow, heading: str, before: Held, after: Held
) -> Change | None:
    if same_words(before.text, after.text) or _sign(key, before) == _sign(key, after):
        return None
    return new.changed(kind, heading, before, after)


def _sign(key: ColumnKey, held: Held) -> object:
    """What the text of a sign means; the text itself if it is none."""
    if key is Column.POLARITY:
        return polarity_in(held.text) or held.text
    if key is Column.PERCENTAGE:
        return PERCENTAGE_SIGNS.get(held.text.casefold(), held.text)
    return held.text


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
