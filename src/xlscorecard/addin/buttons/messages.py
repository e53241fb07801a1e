"""What the buttons say, in the length and in the characters that a message box shows."""

from collections.abc import Sequence
from textwrap import shorten

from xlscorecard.actions.check import Checked
from xlscorecard.actions.explain import Explained
from xlscorecard.actions.refresh import Refreshed
from xlscorecard.actions.undo import Undone
from xlscorecard.addin.buttons.kept_refresh import Record
from xlscorecard.core.domain.finding import Finding
from xlscorecard.core.domain.period import month_label
from xlscorecard.core.domain.wording import counted, listed
from xlscorecard.core.findings.line import Line
from xlscorecard.errors import Fault, XlscorecardError

LONGEST_TEXT = 1000
"""Characters of a message; VBA's MsgBox cuts off what is longer than about 1,024."""

LONGEST_PART = 250
"""Characters of what was found, and of what was expected."""

LONGEST_SENTENCE = 400
"""Characters of a sentence of an explanation, such as one that holds a formula."""

# A message box of VBA shows nothing but the code page of the system.
_WORDS = str.maketrans(
    {
        "↑": "up",
        "→": "similar",
        "↓": "down",
        "▲": "higher is better",
        "▼": "lower is better",
        "−": "-",
    }
)
_MESSAGE_BOX = "cp1252"

_MOST_NAMED = 10


def fitted(paragraphs: Sequence[str], last: Sequence[str] = ()) -> str:
    """As many paragraphs as a message can hold, how many more there are, and the last ones."""
    texts, last = [*map(_in_code_page, paragraphs)], [*map(_in_code_page, last)]
    room = LONGEST_TEXT - _length(["", "… and 99,999 more.", *last])
    shown = texts[:1]
    for paragraph in texts[1:]:
        if _length([*shown, paragraph]) > room:
            break
        shown.append(paragraph)
    more = len(texts) - len(shown)
    return "\n\n".join([*shown, *([f"… and {more:,} more."] if more else []), *last])


def _length(paragraphs: Sequence[str]) -> int:
    """The length of a message in Windows, where the end of a line is two characters."""
    text = "\n\n".join(paragraphs)
    return len(text) + text.count("\n")


def _in_code_page(text: str) -> str:
    """A text in the characters that a message box shows, arrows in words."""
    return text.translate(_WORDS).encode(_MESSAGE_BOX, "replace").decode(_MESSAGE_BOX)


def refreshed_paragraphs(refreshed: Refreshed) -> list[str]:
    """What a refresh did, and what to look at."""
    summary = (
        f"{counted(refreshed.indicators, 'indicator')} refreshed for "
        f"{month_label(refreshed.reporting)}, {counted(len(refreshed.plan.cells), 'cell')} "
        f"changed, {_things(refreshed.findings)} to look at."
        f"{_on_the_sheet(refreshed.listed_on, refreshed.findings)}"
    )
    return [summary, *map(_finding, refreshed.findings)]


def checked_paragraphs(checked: Checked) -> list[str]:
    """What a check found."""
    if checked.reporting is None:
        return ["The table cannot be read.", *map(_finding, checked.findings)]
    outdated = (
        f"A refresh would change {counted(checked.outdated, 'cell')}."
        if checked.outdated
        else "Every computed cell is up to date."
    )
    summary = (
        f"{counted(checked.indicators, 'indicator')} checked for "
        f"{month_label(checked.reporting)}: {_things(checked.findings)} to look at."
        f"{_on_the_sheet(checked.listed_on, checked.findings)} {outdated}"
    )
    return [summary, *map(_finding, checked.findings)]


def _on_the_sheet(sheet: str | None, findings: Sequence[Finding]) -> str:
    """Where they are all listed."""
    return f" The sheet {sheet} lists them all." if sheet and findings else ""


def accepted_paragraphs(line: Line) -> list[str]:
    """Which finding was accepted, by whom and why."""
    about = f"{line.reference}, " if line.reference else ""
    return [
        f"Accepted by {line.by}: {about}{line.cell.text}.",
        f"Reason: {line.reason}",
        "It stays accepted until its cell changes. The next refresh or check moves it to the end "
        "of the list.",
    ]


def undone_paragraphs(undone: Undone, record: Record) -> list[str]:
    """What an undo did, and which cells it left alone."""
    done = (
        f"{counted(undone.restored, 'cell')} of {undone.sheet} put back to what stood there before "
        f"the refresh of {record.when:%d %b %Y, %H:%M}."
    )
    return [done, *_left_alone(undone)]


def put_back_paragraphs(undone: Undone) -> list[str]:
    """What was put back after a refresh that did not come to its end."""
    whole = "; nothing is half done" if undone.is_whole else ""
    done = (
        "Python stopped in the middle of the refresh. "
        f"{counted(undone.restored, 'cell')} of {undone.sheet} put back to what stood there "
        f"before{whole}.\nWhat to do: click Refresh scorecard again."
    )
    return [done, *_left_alone(undone)]


def _left_alone(undone: Undone) -> list[str]:
    reasons = (
        ("Left alone, because somebody has changed them since", undone.changed),
        (
            "Left alone, because a formula stood there and the row or column has moved since",
            undone.moved,
        ),
        ("Not put back, because their row or column is no longer there", undone.gone),
    )
    return [f"{reason}: {listed(cells, _MOST_NAMED)}." for reason, cells in reasons if cells]


def explained_paragraphs(explained: Explained) -> list[str]:
    """What a cell comes from."""
    return [
        f"{explained.cell}: {explained.reference}, {explained.heading}",
        "\n".join(
            shorten(sentence, LONGEST_SENTENCE, placeholder=" …")
            for sentence in explained.sentences
        ),
        *map(_finding, explained.findings),
    ]


def refusal_paragraphs(error: XlscorecardError) -> list[str]:
    """Why something was not done, and what to do."""
    return [_fault(fault) for fault in error.faults]


def _things(findings: Sequence[Finding]) -> str:
    number = len(findings)
    return "nothing" if not number else "1 thing" if number == 1 else f"{number:,} things"


def _finding(finding: Finding) -> str:
    reference = f"{finding.reference}, " if finding.reference else ""
    return f"{finding.severity.word}: {reference}{finding}"


def _fault(fault: Fault) -> str:
    # What to do must not be what is cut off.
    found, expected = (
        shorten(text, LONGEST_PART, placeholder=" …") for text in (fault.found, fault.expected)
    )
    return f"{fault.place}: {found}.\nExpected: {expected}.\nWhat to do: {fault.remedy}"
