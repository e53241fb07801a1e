"""Regular expressions that are compiled when they are first used: most sheets need few of them."""

import re
from collections.abc import Callable, Iterator
from functools import cached_property


class LatePattern:
    """A regular expression; compiling one takes up to a millisecond."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern

    @cached_property
    def _compiled(self) -> "re.Pattern[str]":
        return re.compile(self._pattern)

    def search(self, text: str) -> "re.Match[str] | None":
        """The first place in a text that it matches."""
        return self._compiled.search(text)

    def match(self, text: str) -> "re.Match[str] | None":
        """What it matches at the start of a text."""
        return self._compiled.match(text)

    def fullmatch(self, text: str) -> "re.Match[str] | None":
        """The whole text, if it matches that."""
        return self._compiled.fullmatch(text)

    def finditer(self, text: str) -> Iterator["re.Match[str]"]:
        """Every place in a text that it matches."""
        return self._compiled.finditer(text)

    def findall(self, text: str) -> list[str]:
        """What it matches in a text; of patterns with at most one group."""
        return self._compiled.findall(text)

    def split(self, text: str) -> list[str]:
        """The text between the places that it matches; of patterns without groups."""
        return self._compiled.split(text)

    def sub(self, replacement: str | Callable[["re.Match[str]"], str], text: str) -> str:
        """The text with another in those places."""
        return self._compiled.sub(replacement, text)
