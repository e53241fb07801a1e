"""What the VBA gets of an action: the one place where its kinds are named."""

from enum import Enum
from typing import NamedTuple


class OutcomeKind(Enum):
    """The kind of an outcome, by which the VBA chooses how to show it."""

    DONE = "done"
    REFUSED = "refused"
    SILENT = "silent"
    """There is nothing to say."""
    FAILED = "failed"
    """An error that nobody expected; the text is for whoever looks into it."""


class Outcome(NamedTuple):
    """What the VBA gets: the kind's word and the text to show."""

    kind: str
    text: str
