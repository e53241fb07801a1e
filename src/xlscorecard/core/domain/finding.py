"""A finding: something on the sheet that a person should look at."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import Enum, IntEnum
from typing import NamedTuple

from xlscorecard.core.sheet.address import SheetArea
from xlscorecard.errors import InvalidValueError


class Severity(IntEnum):
    """How bad a finding is; the worst is the smallest, so that sorting puts it first."""

    WRONG = 1
    DOUBTFUL = 2
    NOTE = 3

    @property
    def word(self) -> str:
        """The severity as a person reads it."""
        return self.name.lower()


class Status(Enum):
    """What has become of a finding; the value is its word."""

    OPEN = "open"
    NAME_MISSING = "name missing"
    """Open still, for a reason alone accepts nothing."""
    REASON_MISSING = "reason missing"
    """Open still, for a name alone accepts nothing."""
    ACCEPTED = "accepted"
    PUT_RIGHT = "put right"
    """A refresh has written what the cell should hold; the finding says what stood there."""

    @property
    def is_open(self) -> bool:
        """Whether a person should still look at it."""
        return self not in (Status.ACCEPTED, Status.PUT_RIGHT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing found, with the rule that found it, its cells and what to do.

    ``cells`` are addresses with their sheet, in reading order; the first is where to look.
    ``about`` tells findings of one rule apart that speak of the same cells. ``kind`` tells findings
    of one rule apart that are not the same thing, so that they are not counted as one. What has
    become of it does not make it another finding: ``status``, and ``by`` whom and for which
    ``reason`` it was accepted, both '' where it is not.
    """

    rule: str
    severity: Severity
    cells: tuple[str, ...]
    reference: str
    message: str
    remedy: str
    about: str = ""
    kind: str = field(default="", compare=False)
    status: Status = field(default=Status.OPEN, compare=False)
    by: str = field(default="", compare=False)
    reason: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if not self.cells:
            raise InvalidValueError.because(
                place=f"finding {self.rule}",
                found="no cell",
                expected="at least one cell address",
                remedy="Name the cell that the finding speaks of.",
            )

    @property
    def areas(self) -> tuple[SheetArea, ...]:
        """The cells, as what their addresses name."""
        return tuple(map(SheetArea.parse, self.cells))

    @property
    def place(self) -> SheetArea:
        """Where to look."""
        return SheetArea.parse(self.cells[0])

    @property
    def finding(self) -> "Finding":
        """Itself: what ``.accepted`` lists has been a finding beside a name and a reason."""
        return self

    def accepted(self, by: str, reason: str) -> "Finding":
        """The same, as a person has accepted it."""
        return replace(self, status=Status.ACCEPTED, by=by, reason=reason)

    def put_right(self) -> "Finding":
        """The same, as a refresh has put it right."""
        return replace(self, status=Status.PUT_RIGHT)

    def __str__(self) -> str:
        return f"{self.cells[0]}: {self.message}; {self.remedy}"


class Rule(NamedTuple):
    """A rule that makes findings: its name, how bad they are, and what it finds, in words."""

    name: str
    severity: Severity
    finds: str

    @classmethod
    def wrong(cls, name: str, finds: str) -> "Rule":
        """A rule whose findings are wrong for sure."""
        return cls(name, Severity.WRONG, finds)

    @classmethod
    def doubtful(cls, name: str, finds: str) -> "Rule":
        """A rule whose findings a person should settle."""
        return cls(name, Severity.DOUBTFUL, finds)

    @classmethod
    def note(cls, name: str, finds: str) -> "Rule":
        """A rule whose findings are good to know."""
        return cls(name, Severity.NOTE, finds)

    def found(
        self, cells: Iterable[str], reference: str, message: str, remedy: str, about: str = ""
    ) -> Finding:
        """A finding of this rule."""
        return Finding(
            rule=self.name,
            severity=self.severity,
            cells=tuple(cells),
            reference=reference,
            message=message,
            remedy=remedy,
            about=about,
        )


def worst_first(findings: list[Finding]) -> tuple[Finding, ...]:
    """The findings by severity; within one severity in the order in which they were found."""
    return tuple(sorted(findings, key=lambda finding: finding.severity))


def severity_counts(findings: Iterable[Finding]) -> list[str]:
    """How many findings there are of each severity, in words: ``4 wrong``, ``1,200 note``."""
    severities = [finding.severity for finding in findings]
    return [
        f"{number:,} {severity.word}"
        for severity in Severity
        if (number := severities.count(severity))
    ]


class FindingColumn(Enum):
    """A column, in the order of the columns; the value is its heading."""

    SEVERITY = "Severity"
    STATUS = "Status"
    REFERENCE = "Ref."
    CELL = "Cell"
    FOUND = "What was found"
    REMEDY = "What to do"
    BY = "Accepted by"
    REASON = "Reason"
    KEY = "Key"
