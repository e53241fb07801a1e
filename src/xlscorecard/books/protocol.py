"""What an action needs of a workbook, whichever adapter holds it."""

from collections.abc import Callable
from typing import NamedTuple, Protocol

from xlscorecard.core.sheet.edits import Plan
from xlscorecard.core.sheet.sheets import Sheets

Progress = Callable[[str, float], None]
"""Told what is being done, and which fraction of it is done (0 to 1)."""


def no_progress(_step: str, _done: float) -> None:
    """For whoever does not want to be told."""


class Applied(NamedTuple):
    """What came of a plan: notices for the person, and whether its page was refused."""

    notices: tuple[str, ...] = ()
    page_refused: bool = False

    def joined(self, later: "Applied") -> "Applied":
        """What came of this and of a later part of the plan."""
        return Applied(self.notices + later.notices, self.page_refused or later.page_refused)


class Book(Sheets, Protocol):
    """A workbook from which sheets are read and to which a plan is applied."""

    def apply(self, plan: Plan, progress: Progress = no_progress) -> Applied:
        """Apply the edits, all of its cells or none, and a page if the workbook takes it."""
        ...
