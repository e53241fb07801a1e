"""Lists every message that the tests make: ``pytest --messages=docs/messages.md``.

The sign = is needed: without it pytest takes the file for one of tests, and does not look for the
option in the folder of the tests.

While the tests run, each finding and each fault that the package makes is noted with the place
that makes it. Of the messages of a place the shortest is kept, and of the others those that say
something else, so that the list depends neither on the order of the tests nor on pytest-xdist.
Nothing is noted of what hypothesis makes, which is something else each time, nor of what a test
makes in another process.
"""

import dataclasses
import re
import sys
import tempfile
from argparse import ArgumentTypeError
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.message_page import Message, page
from tests.message_places import Kind, Place, phrases, places, unquoted
from xlscorecard.core.checks.all_rules import RULES
from xlscorecard.core.domain.finding import Finding
from xlscorecard.errors import Fault

_OPTION = "--messages"
_NOTED = "noted messages"
_RULES = frozenset(rule.name for rule in RULES)
_OWN_FILES = frozenset({__file__, dataclasses.__file__, "<string>"})

_FOLDERS = (tempfile.gettempdir(), Path(__file__).parent.parent, Path.home(), sys.prefix)
_FOLDER = "|".join(re.escape(str(folder)) for folder in _FOLDERS)
_PATH = re.compile(rf"""(?:{_FOLDER})[/\\](?:[^/\\\s"';:,()]+[/\\])*""")

# Names that are others in each run: a test's own folder, and the record of a workbook by its path.
_NAMES = ((re.compile(r"^test_\w*\d$"), "folder"), (re.compile(r"\b[0-9a-f]{32}\b"), "0" * 32))

# A pattern that is not filled in yet, bytes, and a name made up on the way.
_UNFIT = re.compile(r"\{\w+\}|\\x|\btmp\w{8}\b")


class Recorder:
    """Notes the messages that the package makes, each with its place."""

    def __init__(self) -> None:
        self.is_on = True
        self._noted: set[Message] = set()
        self._places: dict[Fault, Place] = {}

    @contextmanager
    def recording(self) -> Iterator[None]:
        """Note what is made meanwhile."""
        new_fault, replaced, check = Fault.__new__, Fault._replace, Finding.__post_init__

        def note_fault(cls: type[Fault], *fields: str, **named: str) -> Fault:
            fault = new_fault(cls, *fields, **named)
            if self.is_on and (place := places().of(sys._getframe(1), _OWN_FILES)):
                self._note_fault(place, fault)
            return fault

        def note_filled_in(fault: Fault, **named: str) -> Fault:
            other = replaced(fault, **named)
            if self.is_on and (place := self._places.get(fault)):
                self._note_fault(place, other)
            return other

        def note_finding(finding: Finding) -> None:
            check(finding)
            # A test may make a rule up.
            is_noted = self.is_on and finding.rule in _RULES
            if is_noted and (place := places().of(sys._getframe(1), _OWN_FILES)):
                rule = "" if place.kind is Kind.MANY else finding.rule
                self._note(place, rule, (finding.cells[0], finding.message, finding.remedy))

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Fault, "__new__", note_fault)
            patch.setattr(Fault, "_replace", note_filled_in)
            patch.setattr(Finding, "__post_init__", note_finding)
            yield

    def _note_fault(self, place: Place, fault: Fault) -> None:
        self._places[fault] = place
        self._note(place, "", (fault.place, fault.found, fault.remedy, fault.expected))

    def _note(self, place: Place, rule: str, texts: tuple[str, ...]) -> None:
        texts = tuple(map(_anywhere, texts))
        if not any(map(_UNFIT.search, texts)):
            self._noted.add(Message(place, rule, texts))

    @property
    def kept(self) -> set[Message]:
        """The messages to be listed."""
        return kept(self._noted)


def _anywhere(text: str) -> str:
    """A text as it would be on any machine and in any run."""
    text = _PATH.sub("", text)
    for pattern, instead in _NAMES:
        text = pattern.sub(instead, text)
    return text


def kept(messages: Iterable[Message]) -> set[Message]:
    """Of each place and rule the shortest message, and the shortest with each further phrase."""
    shortest: dict[tuple[Place, str, str], Message] = {}
    for message in sorted(messages, key=lambda own: (own.size, own.words, own.texts)):
        # Findings that stand for many differ in what is said of the first of them alone.
        others = () if message.place.kind is Kind.MANY else phrases()
        text = unquoted("\n".join(message.words))
        for phrase in ("", *(own for own in others if own in text)):
            shortest.setdefault((message.place, message.rule, phrase), message)
    return set(shortest.values())


class MessageList:
    """The plugin: records in each process that runs tests, and writes the list in the first."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.recorder = Recorder()
        self.messages: set[Message] = set()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtestloop(self) -> Generator[None, object, object]:
        """Record while the tests run."""
        with self.recorder.recording():
            return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, object, object]:
        """Do not record while hypothesis runs a test, nor what the tests of this list make."""
        is_by_hypothesis = item.get_closest_marker("hypothesis") is not None
        self.recorder.is_on = not is_by_hypothesis and item.path.stem != "test_message_list"
        try:
            return (yield)
        finally:
            self.recorder.is_on = True

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Gather what was noted; a process of pytest-xdist hands it to the first one."""
        self.messages |= self.recorder.kept
        output = getattr(session.config, "workeroutput", None)
        if output is not None:
            output[_NOTED] = [
                (*own.place[:3], own.place.kind.name, *own[1:]) for own in self.messages
            ]

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Take what a process of pytest-xdist has noted."""
        for module, function, number, kind, rule, texts in node.workeroutput[_NOTED]:
            place = Place(module, function, number, Kind[kind])
            self.messages.add(Message(place, rule, tuple(texts)))

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Write the list."""
        self.path.write_text(page(kept(self.messages)), "utf-8")
        terminalreporter.write_line(f"{self.path}: written")


def _page(text: str) -> Path:
    """The page to be written; never a file of tests by mistake."""
    if not text.endswith(".md"):
        raise ArgumentTypeError(f"{text} is no page; name one that ends in .md")
    return Path(text)


def pytest_addoption(parser: pytest.Parser) -> None:
    """The option that asks for the list."""
    parser.addoption(
        _OPTION,
        type=_page,
        metavar="FILE.md",
        help=f"write every message that the tests make to a page ({_OPTION}=docs/messages.md)",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Record if the list is asked for."""
    path = config.getoption(_OPTION)
    if path is not None:
        config.pluginmanager.register(MessageList(path))
