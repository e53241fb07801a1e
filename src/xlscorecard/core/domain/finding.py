"""A finding: something on the sheet that a person should look at."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum
from typing import NamedTuple

from xlscorecard.errors import Fault, InvalidValueError


class Severity(IntEnum):
    """How bad a finding is; the worst is the smallest, so that sorting puts it first."""

    WRONG = 1
    DOUBTFUL = 2
    NOTE = 3

    @property
    def word(self) -> str:
        """The severity as a person reads it."""
        return self.name.lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing found, with the rule that found it, its cells and what to do.

    ``cells`` are addresses with their sheet, in reading order; the first is where to look.
    ``about`` tells findings of one rule apart that speak of the same cells. ``kind`` tells findings
    of one rule apart that are not the same thing, so that they are not counted as one.
    """

    rule: str
    severity: Severity
    cells: tuple[str, ...]
    reference: str
    message: str
    remedy: str
    about: str = ""
    kind: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if not self.cells:
            raise InvalidValueError(
                Fault(
                    place=f"finding {self.rule}",
                    found="no cell",
                    expected="at least one cell address",
                    remedy="Name the cell that the finding speaks of.",
                )
            )

    def __str__(self) -> str:
        return f"{self.cells[0]}: {self.message}; {self.remedy}"


class AcceptedFinding(NamedTuple):
    """A finding that a person has looked at and accepted: who, and for which reason."""

    finding: Finding
    by: str
    reason: str


class Rule(NamedTuple):
    """A rule that makes findings: its name, how bad they are, and what it finds, in words."""

    name: str
    severity: Severity
    finds: str

    def found(
        self,
        cells: Iterable[str],
        reference: str,
        message: str,
        remedy: str,
        about: str = "",
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
