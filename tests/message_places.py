"""The places in the package that make a message: each call that makes a finding or a fault.

They are found by reading the source. A function that only passes on the words of its caller, such
as ``damaged(path, "an empty file")``, is no place itself: each call of it is one.
"""

import ast
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from enum import Enum
from functools import cache
from pathlib import Path
from types import CodeType, FrameType
from typing import NamedTuple

import xlscorecard

PACKAGE = Path(xlscorecard.__file__).parent


class Kind(Enum):
    """What a place makes."""

    FINDING = "a finding"
    MANY = "one finding that stands for many"
    FAULT = "a fault"


class Place(NamedTuple):
    """A call that makes a message: its module, its function, and which of the calls there it is.

    ``number`` counts from 1; it is 0 for the only call in its function.
    """

    module: str
    function: str
    number: int
    kind: Kind

    def __str__(self) -> str:
        return f"{self.module} {self.function}" + (f" {self.number}" if self.number else "")


class Span(NamedTuple):
    """The part of a file that a call takes up, from a line and column to a line and column."""

    start: tuple[int, int]
    end: tuple[int, int]

    def holds(self, other: "Span") -> bool:
        """Whether another part lies within this one."""
        return self.start <= other.start and other.end <= self.end


class Places(NamedTuple):
    """Every place, with the words that its call itself holds.

    ``calls`` are the places by file and span; None stands for a call that passes words on.
    """

    words: Mapping[Place, tuple[str, ...]]
    calls: Mapping[str, Mapping[Span, Place | None]]

    def of(self, frame: FrameType | None, passed_over: Collection[str]) -> Place | None:
        """The place that is at work; None if that is no call in the package.

        Args:
            frame: the innermost frame.
            passed_over: files whose frames are as if they were not there.
        """
        while frame is not None:
            file = frame.f_code.co_filename
            if file in self.calls:
                at = _spans(frame.f_code)[frame.f_lasti // 2]
                around = [span for span in self.calls[file] if span.holds(at)]
                place = self.calls[file][max(around)] if around else None
                if place or not around:
                    return place
            elif file not in passed_over:
                return None
            frame = frame.f_back
        return None


@cache
def _spans(code: CodeType) -> tuple[Span, ...]:
    """What each instruction of some code was made of."""
    return tuple(
        Span((line or 0, column or 0), (last_line or 0, last_column or 0))
        for line, last_line, column, last_column in code.co_positions()
    )


class _Maker(NamedTuple):
    """What makes a message when it is called: its name, and the argument that holds the words.

    ``position`` is where that stands without its name, if it may. ``file`` is the only one in
    which the maker is known, if there is one.
    """

    name: str
    argument: str
    position: int | None
    kind: Kind
    file: Path | None = None


_MAKERS = (
    _Maker("Fault", "found", 1, Kind.FAULT),
    _Maker("Finding", "message", None, Kind.FINDING),
    _Maker("replace", "message", None, Kind.MANY),
)


class _Call(NamedTuple):
    """A call in the source, and the classes and functions around it, the innermost last."""

    file: Path
    node: ast.Call
    around: tuple[ast.FunctionDef | ast.ClassDef, ...]

    @property
    def name(self) -> str:
        """The last word of what is called: ``found`` of ``RULE.found(…)``."""
        called = self.node.func
        if isinstance(called, ast.Attribute):
            return called.attr
        return called.id if isinstance(called, ast.Name) else ""

    @property
    def span(self) -> Span:
        """Where it stands."""
        node = self.node
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        return Span((node.lineno, node.col_offset), (node.end_lineno, node.end_col_offset))

    @property
    def home(self) -> tuple[str, str]:
        """The module and the function that it stands in."""
        names = ".".join(own.name for own in self.around)
        return self.file.relative_to(PACKAGE).as_posix(), names

    def is_of(self, maker: _Maker) -> bool:
        """Whether it calls a maker."""
        is_known = maker.file in (None, self.file)
        # A dataclass is also copied without other words, and a text has a ``replace`` too.
        is_reworded = any(own.arg == maker.argument for own in self.node.keywords)
        return self.name == maker.name and is_known and (maker.kind is not Kind.MANY or is_reworded)

    def passing_on(self, maker: _Maker) -> _Maker | None:
        """The function around it as a maker, if that passes on the words of its own caller."""
        words: ast.expr | None = next(
            (own.value for own in self.node.keywords if own.arg == maker.argument), None
        )
        if words is None and maker.position is not None and maker.position < len(self.node.args):
            words = self.node.args[maker.position]
        function = self.around[-1] if self.around else None
        if not isinstance(words, ast.Name) or not isinstance(function, ast.FunctionDef):
            return None
        positional = [own.arg for own in function.args.args if own.arg != "self"]
        if words.id not in {*positional, *(own.arg for own in function.args.kwonlyargs)}:
            return None
        return _Maker(
            function.name,
            words.id,
            positional.index(words.id) if words.id in positional else None,
            maker.kind,
            self.file if function.name.startswith("_") else None,
        )


@cache
def places() -> Places:
    """The places of the package, as its source stands."""
    calls = [call for file in sorted(PACKAGE.rglob("*.py")) for call in _calls(file)]
    kinds: dict[int, Kind | None] = {}
    makers = list(_MAKERS)
    for maker in makers:  # which grows on the way
        for index, call in enumerate(calls):
            if call.is_of(maker):
                further = call.passing_on(maker)
                kinds[index] = None if further else maker.kind
                if further and further not in makers:
                    makers.append(further)
    made = sorted((calls[index].home, calls[index].span, index) for index in kinds)
    in_home = Counter(home for home, _, index in made if kinds[index])
    before: Counter[tuple[str, str]] = Counter()
    words: dict[Place, tuple[str, ...]] = {}
    spans: dict[str, dict[Span, Place | None]] = {str(call.file): {} for call in calls}
    for home, span, index in made:
        kind, file = kinds[index], str(calls[index].file)
        spans[file][span] = None
        if kind is not None:
            before[home] += 1
            place = Place(*home, before[home] if in_home[home] > 1 else 0, kind)
            spans[file][span] = place
            words[place] = tuple(_own_words(calls[index].node))
    return Places(words, spans)


def _calls(file: Path) -> Iterator[_Call]:
    """Every call in a file."""

    def within(
        node: ast.AST, around: tuple[ast.FunctionDef | ast.ClassDef, ...]
    ) -> Iterator[_Call]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.FunctionDef | ast.ClassDef):
                yield from within(child, (*around, child))
            else:
                if isinstance(child, ast.Call):
                    yield _Call(file, child, around)
                yield from within(child, around)

    yield from within(ast.parse(file.read_text("utf-8")), ())


def _own_words(call: ast.Call) -> Iterator[str]:
    """The texts that stand in a call whatever the circumstances, with … for what is filled in."""
    for argument in (*call.args, *(own.value for own in call.keywords if own.arg != "about")):
        text = _GAP.sub(FILLED_IN, _text(argument))
        if any(map(str.isalpha, text)):
            yield text


FILLED_IN = "…"

# What is filled in later, in a text that is a pattern.
_GAP = re.compile(r"\{\w+\}")


def _text(node: ast.expr) -> str:
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(map(_text, parts))
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return _text(left) + _text(right)
        case _:
            return FILLED_IN


_QUOTED = re.compile(r'"[^"]*"')
_TWO_WORDS = re.compile(r"[A-Za-z]{2,}[^A-Za-z\s]*\s[^A-Za-z]*[A-Za-z]{2,}")


def unquoted(text: str) -> str:
    """A text without what it quotes."""
    return _QUOTED.sub('""', text)


@cache
def phrases() -> frozenset[str]:
    """The texts of at least two words in the source, whole or between what is filled in.

    They are what a message can be made of, apart from what it quotes: two messages of one place
    that hold other phrases say something else.
    """
    found = set()
    for file in PACKAGE.rglob("*.py"):
        tree = ast.parse(file.read_text("utf-8"))
        docstrings = {id(own.value) for own in ast.walk(tree) if isinstance(own, ast.Expr)}
        found |= {
            unquoted(own.value).strip()
            for own in ast.walk(tree)
            if isinstance(own, ast.Constant) and isinstance(own.value, str)
            if id(own) not in docstrings
        }
    return frozenset(text for text in found if _TWO_WORDS.search(text) and "\n" not in text)
