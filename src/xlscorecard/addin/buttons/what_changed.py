"""What changed in the open workbook since the one that a person chooses: a page and a message."""

from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from xlscorecard.actions.compare import compare
from xlscorecard.addin.buttons.click import Click
from xlscorecard.addin.buttons.file_dialog import chosen_workbook
from xlscorecard.addin.buttons.log import cells_line
from xlscorecard.addin.buttons.user_folder import state_folder
from xlscorecard.books.file.book import WorkbookFile
from xlscorecard.core.domain.period import month_label
from xlscorecard.core.revisions.change import Change
from xlscorecard.core.revisions.comparison import Comparison, VersionIdentity
from xlscorecard.core.revisions.summary import BLANK, summary
from xlscorecard.core.table.header import holds_scorecard
from xlscorecard.output.html.rendering import SUFFIXES
from xlscorecard.output.html.revisions import revisions_page
from xlscorecard.output.report_file import write_report

PAGE = "what-changed.html"
"""The page of the last comparison, in the user's own folder."""

_TITLE = "Choose last month's workbook"
_IN_THE_BROWSER = "The page that opens in the browser lists everything, and can be printed."


class Found(NamedTuple):
    """The page that lists what changed, and what the message says; ``last`` comes at its end."""

    page: Path
    paragraphs: list[str]
    last: tuple[str, ...]


def since_chosen(click: Click, sheet: str | None) -> Found | None:
    """What changed since the workbook that is chosen; None if none is.

    Args:
        click: the click, with the open workbook.
        sheet: the sheet of the open workbook that is shown, if it holds a scorecard.

    Raises:
        XlscorecardError: one of the two cannot be read, or the page cannot be written.
    """
    chosen = chosen_workbook(click.app, _TITLE)
    if chosen is None:
        return None
    old = WorkbookFile(chosen)
    compared = compare(old, click.book, old_sheet=_sheet_of(old, sheet), new_sheet=sheet)
    cells = cells_line(change.after.cell or change.before.cell for change in compared.revisions)
    click.log.info("compared %s, revisions: %s", compared.new.sheet, cells)
    page = state_folder() / PAGE
    with suppress(OSError):  # the writing says so
        page.parent.mkdir(parents=True, exist_ok=True)
    write_report(page, revisions_page(compared), SUFFIXES)
    return Found(page, list(_paragraphs(compared)), (_IN_THE_BROWSER,))


def _sheet_of(old: WorkbookFile, sheet: str | None) -> str | None:
    """The old workbook's sheet of the same name, if it is a scorecard too."""
    if sheet is None or sheet not in old.sheet_names or not holds_scorecard(old.read(sheet)):
        return None
    return sheet


def _paragraphs(compared: Comparison) -> list[str]:
    """The counts, and the revisions of published figures one by one."""
    versions = f"{_named(compared.new)} compared with {_named(compared.old)}:"
    counts = " ".join([summary(compared), *compared.notices])
    return [f"{versions}\n{counts}", *map(_revision, compared.revisions)]


def _named(identity: VersionIdentity) -> str:
    return f"{identity.name} ({month_label(identity.reporting)})"


def _revision(change: Change) -> str:
    reference = f"{change.reference}, " if change.reference else ""
    before, after = change.before.text or BLANK, change.after.text or BLANK
    cell = change.after.cell or change.before.cell
    return f"{change.kind.value}: {reference}{change.what}: {before}, now {after} ({cell})"
