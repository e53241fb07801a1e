"""A change: one thing that differs between two versions of a scorecard."""

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from xlscorecard.core.sheet.content import CellContent


class Section(Enum):
    """The changes that a person reads together, in their order; the value is the title."""

    REVISIONS = "Revisions of published figures"
    ROWS = "Rows added, removed or renamed"
    NEW_VALUES = "New values"
    COMMENTARY = "Commentary"
    DESCRIPTIONS = "Names, owners and other descriptions"
    BENCHMARKS_AND_TARGETS = "Benchmarks and targets"
    SETTINGS = "Settings"
    UNCHANGED_FIGURES = "Cells without a changed figure"
    RECOMPUTED = "Computed cells of the new month"


class ChangeKind(Enum):
    """What has happened: its word, which is the value, and where a person looks for it."""

    section: Section

    def __new__(cls, word: str, section: Section) -> "ChangeKind":
        kind = object.__new__(cls)
        kind._value_ = word
        kind.section = section
        return kind

    VALUE_REVISED = "revised", Section.REVISIONS
    VALUE_FILLED = "filled in later", Section.REVISIONS
    VALUE_REMOVED = "removed", Section.REVISIONS
    MONTH_REMOVED = "month removed", Section.REVISIONS
    COMPUTED_REVISED = "computed figure revised", Section.REVISIONS
    ROW_ADDED = "row added", Section.ROWS
    ROW_REMOVED = "row removed", Section.ROWS
    ROW_RENAMED = "row renamed", Section.ROWS
    NEW_VALUE = "new value", Section.NEW_VALUES
    COMMENTARY = "commentary", Section.COMMENTARY
    DESCRIPTION = "description", Section.DESCRIPTIONS
    OTHER_COLUMN = "other column", Section.DESCRIPTIONS
    BENCHMARK = "benchmark", Section.BENCHMARKS_AND_TARGETS
    TARGET = "target", Section.BENCHMARKS_AND_TARGETS
    SETTING = "setting", Section.SETTINGS
    MARK = "text in place of a figure", Section.UNCHANGED_FIGURES
    STORED = "stored as text or number", Section.UNCHANGED_FIGURES
    RECOMPUTED = "recomputed", Section.RECOMPUTED


class Held(NamedTuple):
    """What a cell holds, how it is printed ('' if it is empty), and its address.

    ``cell`` is '' where the version has no such cell.
    """

    content: CellContent
    text: str
    cell: str


NOTHING = Held(content=None, text="", cell="")
"""Of a version that has no such cell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that differs, before and after.

    ``reference`` and ``title`` are those of the new version, of a removed row those of the old;
    '' where the change is of no indicator. ``what`` is the period or the column's heading.
    ``note`` says what the two contents do not.
    """

    kind: ChangeKind
    reference: str = ""
    title: str = ""
    what: str
    before: Held
    after: Held
    note: str = ""

    @property
    def section(self) -> Section:
        """Where a person looks for it."""
        return self.kind.section

    @property
    def is_revision(self) -> bool:
        """Whether a figure that had been published is another one now."""
        return self.section is Section.REVISIONS
