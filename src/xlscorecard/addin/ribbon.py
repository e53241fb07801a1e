"""What the buttons of the ribbon and of the sheets do.

Each action answers an outcome, which the workbook's VBA shows. What a person can do something
about is an outcome like any other; any other error goes on to the VBA, which shows it in one
place.
"""

import sys
from collections.abc import Callable, Sequence
from enum import Enum
from functools import wraps
from textwrap import shorten
from typing import NamedTuple

import xlwings as xw

from xlscorecard import __version__
from xlscorecard.actions.refresh import Refreshed, refresh
from xlscorecard.addin.configuration import CONFIGURATION_SHEET, Key, configured
from xlscorecard.books.excel.book import ExcelWorkbook
from xlscorecard.domain.finding import Finding
from xlscorecard.domain.period import month_label
from xlscorecard.errors import Fault, XlscorecardError
from xlscorecard.sheet.layout import holds_scorecard

TITLE = "Scorecard"
LONGEST_TEXT = 1000
"""Characters of a message; VBA's MsgBox cuts off what is longer than about 1,024."""


LONGEST_PART = 250
"""Characters of what was found, and of what was expected."""

# A message box of VBA shows nothing but the code page of the system.
_WORDS = str.maketrans(
    {"↑": "up", "→": "similar", "↓": "down", "▲": "higher is better", "▼": "lower is better"}
)
_MESSAGE_BOX = "cp1252"


class Kind(Enum):
    """The kind of an outcome, by which the VBA chooses how to show it."""

    DONE = "done"
    REFUSED = "refused"


class Outcome(NamedTuple):
    """What the VBA gets: the kind's word and the text to show."""

    kind: str
    text: str


def _action(action: Callable[[ExcelWorkbook, xw.App], str]) -> Callable[[], Outcome]:
    """Make an action that the VBA can call of one that answers a text."""

    @wraps(action)
    def called() -> Outcome:
        book = xw.Book.caller()
        try:
            kind, text = Kind.DONE, action(ExcelWorkbook(book), book.app)
        except XlscorecardError as error:
            kind, text = Kind.REFUSED, _refusal(error)
        return Outcome(kind.value, text)

    called.__annotations__ = {}
    registered: Callable[[], Outcome] = xw.func(called)
    return registered


@_action
def refresh_scorecard(book: ExcelWorkbook, app: xw.App) -> str:
    """Refresh the active sheet if it holds a scorecard, else the workbook's."""

    def progress(step: str, done: float) -> None:
        app.status_bar = f"Scorecard: {step} ({done:.0%})"

    active = book.active_sheet
    named = active in book.sheet_names and holds_scorecard(book.read(active))
    with app.properties(
        screen_updating=False, enable_events=False, calculation="manual", status_bar=TITLE
    ):
        refreshed = refresh(book, sheet=active if named else None, progress=progress)
    findings = [_finding(finding) for finding in refreshed.findings]
    return _fitted([_summary(refreshed), *findings], last=_notices(book))


@_action
def about(book: ExcelWorkbook, app: xw.App) -> str:
    """Say which versions are at work, and where."""
    lines = [
        "Python answers.",
        f"xlscorecard {__version__}, xlwings {xw.__version__}",
        f"Python {sys.version.split()[0]}: {sys.executable}",
        f"Excel {app.version}",
    ]
    return _fitted(["\n".join(lines), *_notices(book)])


ACTIONS: dict[str, Callable[[], Outcome]] = {
    "refresh_scorecard": refresh_scorecard,
    "about": about,
}
"""Every action by the name that the VBA calls."""


def run(name: str) -> None:
    """Run an action and show its outcome: on a Mac, where VBA does not get an answer."""
    kind, text = ACTIONS[name]()
    mode = "info" if kind == Kind.DONE.value else "critical"
    xw.Book.caller().app.alert(text, TITLE, mode=mode)


def _summary(refreshed: Refreshed) -> str:
    look = len(refreshed.findings)
    things = "nothing" if not look else "1 thing" if look == 1 else f"{look} things"
    return (
        f"{_count(refreshed.indicators, 'indicator')} refreshed for "
        f"{month_label(refreshed.reporting)}, {_count(len(refreshed.plan.cells), 'cell')} changed, "
        f"{things} to look at."
    )


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _fitted(paragraphs: Sequence[str], last: Sequence[str] = ()) -> str:
    """As many paragraphs as a message can hold, how many more there are, and the last ones."""
    spelled, last = [_spelled(own) for own in paragraphs], [_spelled(own) for own in last]
    room = LONGEST_TEXT - _length(["", "… and 99,999 more.", *last])
    shown = spelled[:1]
    for paragraph in spelled[1:]:
        if _length([*shown, paragraph]) > room:
            break
        shown.append(paragraph)
    more = len(spelled) - len(shown)
    return "\n\n".join([*shown, *([f"… and {more:,} more."] if more else []), *last])


def _length(paragraphs: Sequence[str]) -> int:
    """The length of a message in Windows, where the end of a line is two characters."""
    text = "\n\n".join(paragraphs)
    return len(text) + text.count("\n")


def _spelled(text: str) -> str:
    """A text in the characters that a message box shows, arrows in words."""
    return text.translate(_WORDS).encode(_MESSAGE_BOX, "replace").decode(_MESSAGE_BOX)


def _finding(finding: Finding) -> str:
    reference = f"{finding.reference}, " if finding.reference else ""
    return f"{finding.severity.word}: {reference}{finding}"


def _notices(book: ExcelWorkbook) -> list[str]:
    """What the person should know beside the outcome."""
    if CONFIGURATION_SHEET not in book.sheet_names:
        return []
    stamped = configured(book.read(CONFIGURATION_SHEET))
    return [
        f"This workbook is set up for version {wanted} of {package}, and version {installed} is "
        "installed. Ask whoever set it up to run: xlscorecard adopt --upgrade."
        for package, key, installed in (
            ("xlscorecard", Key.VERSION, __version__),
            ("xlwings", Key.XLWINGS, xw.__version__),
        )
        if (wanted := stamped.get(key.value, installed)) != installed
    ]


def _refusal(error: XlscorecardError) -> str:
    return _fitted([_fault(fault) for fault in error.faults])


def _fault(fault: Fault) -> str:
    # What to do must not be what is cut off.
    found, expected = (
        shorten(text, LONGEST_PART, placeholder=" …") for text in (fault.found, fault.expected)
    )
    return f"{fault.place}: {found}.\nExpected: {expected}.\nWhat to do: {fault.remedy}"
