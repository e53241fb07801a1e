"""What edits may change in a workbook's package; all else has to be as it was."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from xlscorecard.core.sheet.address import Place
from xlscorecard.core.sheet.edits import PlannedCells


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """The parts and cells that an edit may have changed, and how."""

    cells: Mapping[str, PlannedCells] = field(default_factory=dict)
    """By the part of a sheet, the cells that are to hold something else."""
    moved_formulas: Mapping[str, frozenset[Place]] = field(default_factory=dict)
    """By the part of a sheet, the cells to which a shared formula had to move."""
    removed: frozenset[str] = frozenset()
    """Parts that had to go: the calculation chain."""
    grown: Mapping[str, bytes] = field(default_factory=dict)
    """New parts, and parts to which something was added, as they are to be."""
    rewritten: frozenset[str] = frozenset()
    """Of these, the parts that may have lost what they held: sheets of our own."""
    filtered: frozenset[str] = frozenset()
    """The names of sheets whose filter may cover more or fewer rows."""

    def joined(self, later: "Allowance") -> "Allowance":
        """What this one and a later one allow together."""
        cells, moved = dict(self.cells), dict(self.moved_formulas)
        for part, planned in later.cells.items():
            cells[part] = {**cells[part], **planned} if part in cells else planned
        for part, places in later.moved_formulas.items():
            moved[part] = moved.get(part, frozenset()) | places
        return Allowance(
            cells=cells,
            moved_formulas=moved,
            removed=self.removed | later.removed,
            grown={**self.grown, **later.grown},
            rewritten=self.rewritten | later.rewritten,
            filtered=self.filtered | later.filtered,
        )

    def with_contents(self, content: Callable[[str], bytes]) -> "Allowance":
        """The same, its ``grown`` parts as they have become since."""
        return replace(self, grown={part: content(part) for part in self.grown})
