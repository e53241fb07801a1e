"""A change: one thing that differs between two versions of a scorecard."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
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
    """What has happened; the value is its word."""

    VALUE_REVISED = "revised"
    VALUE_FILLED = "filled in later"
    VALUE_REMOVED = "removed"
    MONTH_REMOVED = "month removed"
    COMPUTED_REVISED = "computed figure revised"
    ROW_ADDED = "row added"
    ROW_REMOVED = "row removed"
    ROW_RENAMED = "row renamed"
    NEW_VALUE = "new value"
    COMMENTARY = "commentary"
    DESCRIPTION = "description"
    OTHER_COLUMN = "other column"
    BENCHMARK = "benchmark"
    TARGET = "target"
    SETTING = "setting"
    MARK = "text in place of a figure"
    STORED = "stored as text or number"
    RECOMPUTED = "recomputed"


SECTION_OF: Mapping[ChangeKind, Section] = MappingProxyType(
    {
        ChangeKind.VALUE_REVISED: Section.REVISIONS,
        ChangeKind.VALUE_FILLED: Section.REVISIONS,
        ChangeKind.VALUE_REMOVED: Section.REVISIONS,
        ChangeKind.MONTH_REMOVED: Section.REVISIONS,
        ChangeKind.COMPUTED_REVISED: Section.REVISIONS,
        ChangeKind.ROW_ADDED: Section.ROWS,
        ChangeKind.ROW_REMOVED: Section.ROWS,
        ChangeKind.ROW_RENAMED: Section.ROWS,
        ChangeKind.NEW_VALUE: Section.NEW_VALUES,
        ChangeKind.COMMENTARY: Section.COMMENTARY,
        ChangeKind.DESCRIPTION: Section.DESCRIPTIONS,
        ChangeKind.OTHER_COLUMN: Section.DESCRIPTIONS,
        ChangeKind.BENCHMARK: Section.BENCHMARKS_AND_TARGETS,
        ChangeKind.TARGET: Section.BENCHMARKS_AND_TARGETS,
        ChangeKind.SETTING: Section.SETTINGS,
        ChangeKind.MARK: Section.UNCHANGED_FIGURES,
        ChangeKind.STORED: Section.UNCHANGED_FIGURES,
        ChangeKind.RECOMPUTED: Section.RECOMPUTED,
    }
)


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
        return SECTION_OF[self.kind]

    @property
    def is_revision(self) -> bool:
        """Whether a figure that had been published is another one now."""
        return self.section is Section.REVISIONS
