"""The key of a line of the Checks sheet: what it is about, and for what it holds.

A person never reads it. It prints and parses itself, and is kept in a hidden column.
"""

import re
from base64 import b64encode
from hashlib import sha256
from typing import NamedTuple

_PERIOD = re.compile(r"\d{6}")
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

    @property
    def is_of_period(self) -> bool:
        """Whether it is that of something put right, which holds for a reporting period."""
        return _PERIOD.fullmatch(self.holding) is not None

    def __str__(self) -> str:
        if self.members:
            return f"{self.about}+{''.join(sorted(self.members))}"
        return f"{self.about}-{self.holding}"


def member(about: str, holding: str) -> str:
    """The mark of one finding among those that a line counts."""
    digest = sha256(f"{about}-{holding}".encode()).digest()
    return b64encode(digest, altchars=b"._")[:_MEMBER_LENGTH].decode()


def _pieces(text: str) -> list[str]:
    return [text[at : at + _MEMBER_LENGTH] for at in range(0, len(text), _MEMBER_LENGTH)]
