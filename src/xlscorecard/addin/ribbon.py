"""What the buttons of the ribbon and of the sheets do."""

import sys
from logging import Logger

import xlwings as xw

from xlscorecard.actions.accept import accept
from xlscorecard.actions.check import list_findings
from xlscorecard.actions.explain import explain
from xlscorecard.actions.refresh import Refreshed, refresh
from xlscorecard.addin.buttons import messages
from xlscorecard.addin.buttons.click import ACTIONS, TITLE, Click, action, click
from xlscorecard.addin.buttons.kept_refresh import KeptRefresh
from xlscorecard.addin.buttons.log import cells_line, findings_line, log_path
from xlscorecard.addin.buttons.opening import open_file
from xlscorecard.addin.buttons.outcome import OutcomeKind
from xlscorecard.addin.buttons.putting_back import nothing_to_undo, put_back, put_back_first
from xlscorecard.addin.cells.answers import ErrorAnswer, wrong_argument
from xlscorecard.addin.cells.calls import FunctionCall, first_call
from xlscorecard.addin.configuration import CONFIGURATION_AREA, configured, differing_versions
from xlscorecard.addin.explained_function import answers_of, sentences
from xlscorecard.addin.help_page import help_page
from xlscorecard.books.excel.book import ExcelWorkbook
from xlscorecard.books.excel.evaluation import argument_content
from xlscorecard.books.excel.faults import is_busy, is_read_only, way_back
from xlscorecard.books.excel.selection import SelectedCell, selected_cell, user_name
from xlscorecard.books.moment import stamp_now
from xlscorecard.core.domain.our_sheets import CONFIGURATION_SHEET
from xlscorecard.core.sheet.address import address, cell_name
from xlscorecard.core.sheet.edits import Plan
from xlscorecard.core.table.header import holds_scorecard
from xlscorecard.core.version import VERSION
from xlscorecard.errors import LayoutError, SetUpError, WorkbookError

__all__ = ["ACTIONS", "click", "run"]


@action
def refresh_scorecard(click: Click) -> str:
    """Refresh the active sheet if it holds a scorecard, else the workbook's."""
    book, kept = click.book, KeptRefresh(click.book.address)
    with click.writing():
        put_back_first(click, kept)
        refreshed = refresh(
            book,
            sheet=_shown_scorecard(book),
            progress=click.progress,
            keep=kept.keep,
            stamp=stamp_now(),
            always_list=True,
        )
        uncoloured = book.apply(Plan((refreshed.colours,))).notices
    _log(click.log, "refreshed", refreshed)
    no_undo = () if kept.is_kept else (f"{_NO_UNDO} {way_back(book.book)}",)
    read_only = (_READ_ONLY,) if is_read_only(book.book) else ()
    notices = [*refreshed.notices, *uncoloured, *no_undo, *read_only, *_versions(book)]
    return messages.fitted(messages.refreshed_paragraphs(refreshed), last=notices)


@action
def check_data(click: Click) -> str:
    """List what there is to look at on the Checks sheet, and change nothing else."""
    book = click.book
    with click.writing():
        checked = list_findings(
            book, sheet=_shown_scorecard(book), stamp=stamp_now(), progress=click.progress
        )
    click.log.info("checked %s, findings: %s", checked.sheet, findings_line(checked.findings))
    notices = [*checked.notices, *_versions(book)]
    return messages.fitted(messages.checked_paragraphs(checked), last=notices)


@action
def undo_last_refresh(click: Click) -> str:
    """Put back what the last refresh has overwritten, except what was changed since."""
    book = click.book
    kept = KeptRefresh(book.address)
    record = kept.last
    if record is None:
        raise nothing_to_undo(book)
    with click.writing():
        undone = put_back(click, kept, record)
    return messages.fitted(messages.undone_paragraphs(undone, record))


@action
def put_back_interrupted(click: Click) -> str:
    """Put back what a refresh has overwritten that did not come to its end."""
    kept = KeptRefresh(click.book.address)
    record = kept.interrupted
    if record is None:
        return ""
    with click.writing():
        undone = put_back(click, kept, record)
    return messages.fitted(messages.put_back_paragraphs(undone))


@action
def explain_cell(click: Click) -> str:
    """Say what the selected cell comes from."""
    selected = selected_cell(click.app)
    if selected is None or selected.book != click.book.name:
        raise _nothing_selected(click.book.name)
    formula = click.book.read(selected.sheet).formula(*selected.place) or ""
    if call := first_call(formula):
        return messages.fitted(_explained_function(click, selected, call))
    explained = explain(click.book, *selected.place, sheet=selected.sheet)
    click.log.info("explained %s", explained.cell)
    return messages.fitted(messages.explained_paragraphs(explained))


@action
def accept_finding(click: Click) -> str:
    """Accept the finding in the selected row of the sheet Checks, for the reason that was typed."""
    book = click.book
    selected = selected_cell(click.app)
    if selected is None or selected.book != book.name:
        raise _no_finding_selected(book.name)
    by = user_name(click.app)
    if not by:
        raise _no_name()
    with click.writing():
        line = accept(book, selected.sheet, selected.place.row, by=by, reason=click.text)
    click.log.info("accepted the finding in row %d of %s", selected.place.row, selected.sheet)
    return messages.fitted(messages.accepted_paragraphs(line))


@action
def what_changed(click: Click) -> str:
    """Ask for last month's workbook, show what changed since, and change nothing."""
    from xlscorecard.addin.buttons.what_changed import since_chosen  # needed for this button alone

    found = since_chosen(click, _shown_scorecard(click.book))
    if found is None:
        return ""
    open_file(found.page, click.log)
    return messages.fitted(found.paragraphs, last=found.last)


@action
def show_log(click: Click) -> str:
    """Open the log, which this very action has written to."""
    path = log_path()
    if not path.exists():
        raise WorkbookError.because(
            place=str(path),
            found="no log, for its folder cannot be written to",
            expected="a folder of your own",
            remedy="Show this message to whoever set this up.",
        )
    open_file(path, click.log)
    return ""


@action
def show_help(click: Click) -> str:
    """Open the page for reporters."""
    open_file(help_page(), click.log)
    return ""


@action
def about(click: Click) -> str:
    """Say which versions are at work, and where."""
    lines = [
        "Python answers.",
        f"xlscorecard {VERSION}, xlwings {xw.__version__}",
        f"Python {sys.version.split()[0]}: {sys.executable}",
        f"Excel {click.app.version}",
        f"Log: {log_path()}",
    ]
    return messages.fitted(["\n".join(lines), *_versions(click.book)])


def run(name: str, codes: str = "") -> None:
    """Run an action and show its outcome: on a Mac, where VBA does not get an answer.

    Args:
        name: the action.
        codes: what the person was asked for, as the numbers of its UTF-16 units: ``_72_105``.
    """
    units = [int(code) for code in codes.split("_") if code]
    typed = b"".join(unit.to_bytes(2, "little") for unit in units).decode("utf-16-le", "replace")
    kind, text = ACTIONS[name](text=typed)
    if kind == OutcomeKind.FAILED.value:
        text = _UNEXPECTED  # the log says more
    if kind != OutcomeKind.SILENT.value:
        mode = "info" if kind == OutcomeKind.DONE.value else "critical"
        xw.Book.caller().app.alert(text, TITLE, mode=mode)


_UNEXPECTED = (
    "That did not work, because of an error that nobody expected.\nWhat to do: click once more. If "
    "this message comes back, click Show log and send the log to whoever set this up."
)
_NO_UNDO = (
    "This refresh cannot be undone, for what it has overwritten could not be kept in your own "
    "folder. If you want it undone,"
)
_READ_ONLY = (
    "This workbook is open read-only. To keep the figures, save it under another name (File > Save "
    "As)."
)


def _shown_scorecard(book: ExcelWorkbook) -> str | None:
    """The sheet that is shown, if it holds a scorecard."""
    active = book.active_sheet
    is_one = active in book.sheet_names and holds_scorecard(book.read(active))
    return active if is_one else None


def _log(log: Logger, done: str, refreshed: Refreshed) -> None:
    cells = cells_line(cell_name(*cell) for cell in refreshed.plan.cells)
    log.info("%s %s, cells: %s", done, refreshed.sheet, cells)
    log.info("findings: %s", findings_line(refreshed.findings))


def _nothing_selected(name: str) -> LayoutError:
    return LayoutError.because(
        place=name,
        found="no cell selected",
        expected="a cell of the scorecard, such as an arrow",
        remedy="Select one, then click Explain this cell again.",
    )


def _explained_function(click: Click, selected: SelectedCell, call: FunctionCall) -> list[str]:
    """Why a cell with one of our functions shows what it shows."""
    cell = address(selected.sheet, *selected.place)
    contents: list[object] = []
    for argument, text in zip(call.function.arguments, call.arguments, strict=False):
        try:
            contents.append(argument_content(text, selected.sheet, click.book))
        except Exception as error:  # of pywin32: the formula's author decides what Excel refuses
            if is_busy(error):
                raise
            click.log.info(
                "explained %s: %s of %s not read", cell, argument.name, call.function.name
            )
            why = (
                f"its argument {argument.name} cannot be read: {text}. Name a row of cells, or a "
                "block"
            )
            return sentences(cell, call, [wrong_argument(why)])
    answers = answers_of(call, contents)
    shown = {str(answer) for answer in answers if isinstance(answer, ErrorAnswer)}
    click.log.info("explained %s: %s, errors: %s", cell, call.function.name, sorted(shown))
    return sentences(cell, call, answers)


def _no_finding_selected(name: str) -> LayoutError:
    return LayoutError.because(
        place=name,
        found="no finding selected",
        expected="a cell in the row of a finding on the sheet Checks",
        remedy="Select one, then click Accept this finding again.",
    )


def _no_name() -> SetUpError:
    return SetUpError.because(
        place="Excel",
        found="no user name",
        expected="the name of the person who accepts a finding",
        remedy="Type your name and the reason into the yellow cells beside the finding, or set "
        "the name in File > Options > General.",
    )


def _versions(book: ExcelWorkbook) -> list[str]:
    """What the person should know about the versions at work."""
    if CONFIGURATION_SHEET not in book.sheet_names:
        return []
    stamped = configured(book.read_block(CONFIGURATION_SHEET, CONFIGURATION_AREA))
    return [
        f"This workbook is set up for version {wanted} of {package}, and version {installed} is "
        "installed. Ask whoever set it up to run: xlscorecard adopt --upgrade."
        for package, wanted, installed in differing_versions(stamped.get, xw.__version__)
        if wanted is not None
    ]
