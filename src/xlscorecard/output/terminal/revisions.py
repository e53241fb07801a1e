"""What changed between two versions, as a person reads it in a terminal."""

from collections.abc import Sequence
from textwrap import shorten

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from xlscorecard.core.domain.period import month_label
from xlscorecard.core.revisions.change import Change, Section
from xlscorecard.core.revisions.comparison import Comparison, VersionIdentity
from xlscorecard.core.revisions.summary import BLANK, cells_text, outline, remark, summary
from xlscorecard.core.revisions.wording import Pieces, compared_words

_MOST_CHANGES = 25
"""Changes of one section that are shown."""

_LONGEST = 100
"""Characters of a text that is shown whole; of a longer one the words around the changes."""

_WORDS_BESIDE = 4
"""Words that are shown on either side of what changed."""

_LONGEST_TITLE = 60
_WIDTH_OF_REMARKS = 34


def print_compared(console: Console, compared: Comparison) -> None:
    """The counts, then a table for each kind of change, revisions of published figures first."""
    console.print(f"{_named(compared.old)}  →  {_named(compared.new)}", soft_wrap=True)
    style = "bold red" if compared.revisions else "bold"
    console.print(Text(summary(compared), style=style), soft_wrap=True)
    for notice in compared.notices:
        console.print(Text(notice, style="yellow"), soft_wrap=True)
    for section in Section:
        changes = compared.in_section(section)
        if changes and section is not Section.RECOMPUTED:
            _print_section(console, section, changes)
    for line in outline(compared):
        console.print(escape(line), soft_wrap=True)


def _named(identity: VersionIdentity) -> str:
    return (
        f"[bold]{escape(identity.name)}[/bold], sheet {escape(identity.sheet)}, "
        f"{month_label(identity.reporting)}"
    )


def _print_section(console: Console, section: Section, changes: Sequence[Change]) -> None:
    table = Table(
        title=f"{section.value}: {len(changes):,}",
        title_justify="left",
        title_style="bold red" if section is Section.REVISIONS else "bold",
    )
    table.add_column("Ref.", no_wrap=True)
    table.add_column("Indicator", min_width=14, overflow="fold")
    table.add_column("What", min_width=12, max_width=_WIDTH_OF_REMARKS, overflow="fold")
    table.add_column("Before", min_width=8, overflow="fold")
    table.add_column("After", min_width=8, overflow="fold")
    table.add_column("Cell", no_wrap=True)
    for change in changes[:_MOST_CHANGES]:
        what = Text(change.what)
        if said := remark(change):
            what.append(f"\n{said}", style="dim")
        table.add_row(
            escape(change.reference),
            escape(shorten(change.title, _LONGEST_TITLE, placeholder=" …")),
            what,
            *_both(change),
            cells_text(change),
        )
    console.print(table)
    rest = len(changes) - _MOST_CHANGES
    if rest > 0:
        console.print(f"… and {rest:,} more; --html and --json list them all.")


def _both(change: Change) -> tuple[Text, Text]:
    before, after = change.before.text, change.after.text
    compared = None
    if max(len(before), len(after)) > _LONGEST:
        compared = compared_words(before, after)
    if compared is None:
        return _whole(before), _whole(after)
    return _excerpt(compared[0], "red"), _excerpt(compared[1], "green")


def _whole(text: str) -> Text:
    if not text:
        return Text(BLANK, style="dim italic")
    return Text(shorten(text, _LONGEST, placeholder=" …"))


def _excerpt(pieces: Pieces, style: str) -> Text:
    """The words that changed, with some on either side."""
    parts: list[tuple[str, str]] = []
    for position, piece in enumerate(pieces):
        words = piece.text.split()
        if piece.changed:
            parts.append((shorten(piece.text, _LONGEST, placeholder=" …"), style))
        elif len(words) <= 2 * _WORDS_BESIDE:
            parts.append((" ".join(words), ""))
        else:
            first = words[:_WORDS_BESIDE] if position else []
            last = words[-_WORDS_BESIDE:] if position < len(pieces) - 1 else []
            parts.append((" ".join([*first, "…", *last]), ""))
    shown = Text()
    for text, style in parts:
        if text:
            shown.append(" " if shown else "").append(text, style=style)
    return shown
