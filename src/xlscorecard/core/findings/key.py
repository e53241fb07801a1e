"""The key of a line of the Checks sheet: what it is about, and for what it holds.

A person never reads it. It prints and parses itself, and is kept in a hidden column.
"""

from base64 import b64encode
from hashlib import sha256
from typing import NamedTuple

from xlscorecard.core.domain.period import Month, year_and_number

_MEMBER_LENGTH = 5  # characters of six bits
MOST_MEMBERS = 6_500
"""As many as fit into a cell, which holds 32,767 characters."""


class FindingKey(NamedTuple):
    """What a line is about, and for what it holds.

    ``holding`` is a digest of what the cells hold, or the reporting period of what was put right.
    A line that counts findings has ``members`` instead, one for each that it counts.
    """

    about: str
    holding: str = ""
    members: frozenset[str] = frozenset()

    @classmethod
    def parse(cls, text: str) -> "FindingKey":
        """The key that a text spells."""
        about, plus, rest = text.partition("+")
        if plus:
            return cls(about, members=frozenset(_pieces(rest)))
        about, _, holding = text.partition("-")
        return cls(about, holding)

    def in_period(self, reporting: Month) -> "FindingKey":
        """That of the same, put right, which holds for a reporting period."""
        year, number = year_and_number(reporting)
        return FindingKey(self.about, f"{year}{number:02}")

    @property
    def member(self) -> str:
        """The mark of a finding among those that a line counts."""
        digest = sha256(f"{self.about}-{self.holding}".encode()).digest()
        return b64encode(digest, altchars=b"._")[:_MEMBER_LENGTH].decode()

    def __str__(self) -> str:
        if self.members:
            return f"{self.about}+{''.join(sorted(self.members))}"
        return f"{self.about}-{self.holding}" if self.about else ""


def _pieces(text: str) -> list[str]:
    return [text[at : at + _MEMBER_LENGTH] for at in range(0, len(text), _MEMBER_LENGTH)]
