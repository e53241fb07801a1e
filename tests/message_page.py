"""The page of all messages, made of those that tests have made: docs/messages.md."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from textwrap import wrap
from typing import NamedTuple

from tests.message_places import FILLED_IN, Kind, Place, places
from xlscorecard.core.checks.all_rules import RULES
from xlscorecard.core.domain.finding import Severity

PAGE = Path(__file__).parent.parent / "docs" / "messages.md"
COMMAND = ".venv/bin/pytest --messages=docs/messages.md"

_WIDTH = 96
_LABEL = re.compile(r"^`([\w/]+\.py [\w.]+(?: \d+)?)`$", re.MULTILINE)

_HEAD = f"""\
# Every message

What the product may say about a scorecard, with an example of each, to be read as one text: is
each sentence clear to somebody who sees it for the first time, and does it call things by the
names that the others use?

<!-- Made by {COMMAND} (tests/message_list.py). -->

The tests made the examples; above each stands the place in `src/xlscorecard` that words it. Where
a place may say several things there is an example of each. The first line or lines of an example
say where, what was found and what was expected, the line after the arrow what to do.
[What is checked](checks.md) says what each rule looks for.

To make this page anew, which takes as long as all tests: `{COMMAND}`
(and `-n 2` where pytest-xdist is installed).
"""

_MANY = """
## One finding for many

Where more than 50 rows have the same, whatever the rule, one finding stands for all of them.
"""

_REFUSALS = """
## Refusals

What stops the work. One of a table that cannot be read is a finding instead where the workbook is
only checked; those stand above too.
"""

_WITHOUT = """
## Without an example

{count} of {all} places, of which the tests made no message. Below each are the words of its source,
with … for what is filled in or comes from elsewhere. What tests make in another process, such as
the command line, is not noted, so a message may stand here all the same that a test compares.
"""

_RULES_WITHOUT = """
These rules have no example either, at whatever place: {names}.
"""


class Message(NamedTuple):
    """A message as a test made it, its place, and its rule if it is a finding of one.

    ``texts`` are where, what was found and what to do; of a fault also, last, what was expected.
    """

    place: Place
    rule: str
    texts: tuple[str, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """All but where."""
        return self.texts[1:]

    @property
    def size(self) -> int:
        """How long it is."""
        return sum(map(len, self.words))


def page(messages: Iterable[Message]) -> str:
    """The whole page."""
    in_order = sorted(messages, key=lambda own: (own.place, own.size, own.words, own.texts))
    return "\n".join([_HEAD.rstrip("\n"), *_lines(in_order)]) + "\n"


def places_of(text: str) -> list[str]:
    """The places that stand in a page, as they are written there."""
    return _LABEL.findall(text)


def _lines(messages: Sequence[Message]) -> Iterator[str]:
    for severity in Severity:
        yield f"\n## Findings: {severity.word}"
        for rule in RULES:
            own = [message for message in messages if message.rule == rule.name]
            if own and rule.severity is severity:
                yield f"\n### `{rule.name}`"
                yield from _examples(own)
    yield _MANY.rstrip("\n")
    yield from _examples([own for own in messages if own.place.kind is Kind.MANY])
    yield _REFUSALS.rstrip("\n")
    faults = [own for own in messages if own.place.kind is Kind.FAULT]
    for module, group in groupby(faults, key=lambda own: own.place.module):
        yield f"\n### {module}"
        yield from _examples(group)
    yield from _without_example(messages)


def _examples(messages: Iterable[Message]) -> Iterator[str]:
    for place, group in groupby(messages, key=lambda own: own.place):
        yield f"\n`{place}`\n"
        yield "```text"
        yield "\n\n".join("\n".join(_example(own)) for own in group)
        yield "```"


def _example(message: Message) -> Iterator[str]:
    where, found, remedy, *expected = message.texts
    yield from _wrapped("; expected ".join([f"{where}: {found}", *expected]))
    yield from _wrapped(f"→ {remedy}")


def _without_example(messages: Sequence[Message]) -> Iterator[str]:
    words = places().words
    without = sorted(words.keys() - {own.place for own in messages})
    yield _WITHOUT.rstrip("\n").format(count=len(without), all=len(words))
    for place in without:
        yield f"\n`{place}`\n"
        yield "```text"
        for text in words[place] or (FILLED_IN,):
            yield from _wrapped(text)
        yield "```"
    names = [f"`{rule.name}`" for rule in RULES if all(own.rule != rule.name for own in messages)]
    if names:
        yield _RULES_WITHOUT.rstrip("\n").format(names=", ".join(names))


def _wrapped(text: str) -> list[str]:
    return wrap(
        text, _WIDTH, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False
    )
