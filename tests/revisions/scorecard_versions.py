"""Versions of a small scorecard as grids, to compare."""

from collections.abc import Mapping, Sequence

from tests.sheet.sheet_grids import COMPUTED_HEADINGS, Row, Sheets, grid
from xlscorecard.actions.compare import compare
from xlscorecard.core.revisions.change import Change
from xlscorecard.core.revisions.comparison import Comparison
from xlscorecard.core.sheet.content import CellContent

MONTHS = ("May-19", "Jun-19", "Jul-19", "Aug-19")

Told = tuple[str, str, str, str, str]
"""Kind, reference, what, before, after."""


def version(
    *rows: Row,
    months: Sequence[str] = MONTHS,
    more: Sequence[str] = (),
    merges: Sequence[str] = (),
    settings: Sequence[Row] = (),
) -> Sheets:
    """A workbook with a table of references, names and months from A1 on, and its settings."""
    sheets = [grid(["Ref.", "Indicator", *months, *more], *rows, merges=merges)]
    if settings:
        sheets.append(grid(*settings, sheet="Settings"))
    return Sheets(*sheets)


def with_rows(number: int, *, value: float) -> Sheets:
    """A workbook with many rows that hold one value each."""
    rows: list[Row] = [[f"R{row}", "Thing", None, None, None, value] for row in range(number)]
    return version(*rows)


def general(**values: CellContent) -> list[Row]:
    """A Settings sheet with general settings, by the words of their labels."""
    labels = [[key.replace("_", " "), value] for key, value in values.items()]
    return [["Setting", "Value"], *labels]


def of_indicators(*rows: Mapping[str, CellContent]) -> list[Row]:
    """A Settings sheet with settings of single indicators, by their headings."""
    headings = ["Ref.", "Frequency", "Unit of change", "Tolerance", "Polarity"]
    return [headings, *([row.get(heading) for heading in headings] for row in rows)]


def told(compared: Comparison) -> list[Told]:
    """What each change is, without its cells."""
    return [_told(change) for change in compared.changes]


def told_between(old: Sheets, new: Sheets) -> list[Told]:
    """What changed from one workbook to the other."""
    return told(compare(old, new))


def _told(change: Change) -> Told:
    return (change.kind.value, change.reference, change.what, change.before.text, change.after.text)


COMPUTED = COMPUTED_HEADINGS
