"""What a check answers: whether one thing that is known to break does so here, and what to do."""

from dataclasses import dataclass
from enum import IntEnum

from xlscorecard.errors import InvalidValueError


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
class Answer:
    """What was found. A problem says what to do; what is in order need not.

    ``check`` is the name of the check for machines, ``title`` for a person; '' until it is known
    which one has asked.
    """

    check: str = ""
    title: str = ""
    verdict: Verdict
    found: str
    remedy: str = ""

    def __post_init__(self) -> None:
        if self.verdict is Verdict.PROBLEM and not self.remedy:
            raise InvalidValueError.because(
                place=f"diagnosis {self.check}",
                found="a problem without a remedy",
                expected="what to do about it",
                remedy="Say what to do.",
            )


def good(found: str) -> Answer:
    """In order."""
    return Answer(verdict=Verdict.GOOD, found=found)


def note(found: str, remedy: str = "") -> Answer:
    """Nothing wrong, but to be known."""
    return Answer(verdict=Verdict.NOTE, found=found, remedy=remedy)


def unknown(found: str, remedy: str = "") -> Answer:
    """It cannot be told here."""
    return Answer(verdict=Verdict.CANNOT_TELL, found=found, remedy=remedy)


def problem(found: str, remedy: str) -> Answer:
    """It does not work so."""
    return Answer(verdict=Verdict.PROBLEM, found=found, remedy=remedy)
