"""The state of a figure or of a month: provisional, revised, estimated."""

import re
from enum import Enum


class State(Enum):
    """What a marker beside a figure or a month says; the value is the word for it."""

    PROVISIONAL = "provisional"
    REVISED = "revised"
    ESTIMATED = "estimated"
    FOOTNOTE = "marked with a footnote"
    """A sign that refers to a footnote, of which nothing more is known."""


_WORDS = {
    State.PROVISIONAL: ("p", "prov", "provisional"),
    State.REVISED: ("r", "rev", "revised"),
    State.ESTIMATED: ("e", "est", "estimate", "estimated"),
}
_STATE_OF = {word: state for state, words in _WORDS.items() for word in words}
_WORD = "|".join(sorted(_STATE_OF, key=len, reverse=True))
_LONG_WORD = "|".join(sorted((word for word in _STATE_OF if len(word) > 1), key=len, reverse=True))
_MARKER_BEHIND = re.compile(
    rf"(?i)\s*(?:\((?P<round>{_WORD})\.?\)|\[(?P<square>{_WORD})\.?\]"
    rf"|(?:(?<=\d)|\s)(?P<bare>{_WORD})\.?)$"
)
_MARKER_BEFORE = re.compile(
    rf"(?i)^(?:\((?P<round>{_LONG_WORD})\.?\)|\[(?P<square>{_LONG_WORD})\.?\]"
    rf"|(?P<bare>{_LONG_WORD})\.?)[\s:]+"
)
_FOOTNOTE_BEHIND = re.compile(r"\s*(?:[*†‡§#]|[⁰¹²³⁴-⁹])+$")


def without_marker(text: str) -> tuple[str, State | None]:
    """A text without the marker behind it (``126 [p]``, ``126r``), and what the marker says."""
    match = _MARKER_BEHIND.search(text)
    return (text, None) if match is None else (text[: match.start()], _said(match))


def without_markers(text: str) -> tuple[str, State | None]:
    """A heading without its markers, before, behind and as footnotes, and what they say."""
    state: State | None = None
    while True:
        shorter, said = without_marker(text)
        if said is None and (match := _MARKER_BEFORE.search(text)):
            shorter, said = text[match.end() :], _said(match)
        if said is None and (match := _FOOTNOTE_BEHIND.search(text)):
            shorter, said = text[: match.start()], State.FOOTNOTE
        if said is None or not shorter.strip():
            return text, state
        if state is None or state is State.FOOTNOTE:
            state = said
        text = shorter


def _said(match: "re.Match[str]") -> State:
    return _STATE_OF[(match["round"] or match["square"] or match["bare"]).casefold()]
