"""The findings of a check as reports list them: open ones worst first, then accepted ones."""

from collections.abc import Iterator
from typing import NamedTuple

from xlscorecard.actions.check import Checked
from xlscorecard.core.domain.finding import Finding


class ListedFinding(NamedTuple):
    """A finding, and who has accepted it for which reason; both are '' where nobody has."""

    finding: Finding
    by: str = ""
    reason: str = ""

    @property
    def is_accepted(self) -> bool:
        """Whether a person has accepted it."""
        return bool(self.by)


def listed_findings(checked: Checked) -> Iterator[ListedFinding]:
    """All findings of a check."""
    yield from map(ListedFinding, checked.findings)
    for accepted in checked.accepted:
        yield ListedFinding(accepted.finding, accepted.by, accepted.reason)
