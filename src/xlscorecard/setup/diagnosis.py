"""A diagnosis: one thing that is known to break, whether it does here, and what to do."""

from dataclasses import dataclass
from enum import IntEnum

from xlscorecard.errors import Fault, InvalidValueError


class Verdict(IntEnum):
    """How a check came out; the worst is the smallest, so that sorting puts it first."""

    PROBLEM = 1
    NOTE = 2
    CANNOT_TELL = 3
    GOOD = 4

    @property
    def word(self) -> str:
        """The verdict as a person reads it."""
        return {
            Verdict.PROBLEM: "problem",
            Verdict.NOTE: "note",
            Verdict.CANNOT_TELL: "unknown",
            Verdict.GOOD: "in order",
        }[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """What a check found. A problem says what to do; what is in order need not.

    ``check`` is the name of the check for machines, ``title`` for a person.
    """

    check: str
    title: str
    verdict: Verdict
    found: str
    remedy: str = ""

    def __post_init__(self) -> None:
        if self.verdict is Verdict.PROBLEM and not self.remedy:
            raise InvalidValueError(
                Fault(
                    place=f"diagnosis {self.check}",
                    found="a problem without a remedy",
                    expected="what to do about it",
                    remedy="Say what to do.",
                )
            )


def worst_first(diagnoses: list[Diagnosis]) -> tuple[Diagnosis, ...]:
    """The diagnoses by verdict; within one verdict in the order of the checks."""
    return tuple(sorted(diagnoses, key=lambda diagnosis: diagnosis.verdict))
