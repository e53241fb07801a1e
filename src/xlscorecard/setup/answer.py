"""What a check answers."""

from typing import NamedTuple

from xlscorecard.setup.diagnosis import Verdict


class Answer(NamedTuple):
    """A verdict, what was found, and what to do."""

    verdict: Verdict
    found: str
    remedy: str = ""


def good(found: str) -> Answer:
    """In order."""
    return Answer(Verdict.GOOD, found)


def note(found: str, remedy: str = "") -> Answer:
    """Nothing wrong, but to be known."""
    return Answer(Verdict.NOTE, found, remedy)


def unknown(found: str, remedy: str = "") -> Answer:
    """It cannot be told here."""
    return Answer(Verdict.CANNOT_TELL, found, remedy)


def problem(found: str, remedy: str) -> Answer:
    """It does not work so."""
    return Answer(Verdict.PROBLEM, found, remedy)
