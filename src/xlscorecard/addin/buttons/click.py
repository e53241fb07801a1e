"""A click on a button: what an action has to work with, and the outcome that it makes.

The workbook's VBA shows the outcome. Errors are outcomes as well: one that went on to Excel would
keep the workbook with it, and an Excel of which anything is kept does not end when it is closed.
"""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import wraps
from importlib import import_module
from logging import Logger
from time import monotonic
from typing import NamedTuple

import xlwings as xw

from xlscorecard.addin.buttons.log import failure_lines, opened_log, refusal_line
from xlscorecard.addin.buttons.messages import fitted, refusal_paragraphs
from xlscorecard.addin.buttons.outcome import Outcome, OutcomeKind
from xlscorecard.books.excel.book import ExcelWorkbook
from xlscorecard.books.excel.faults import busy, is_busy
from xlscorecard.books.excel.macros import WITHOUT_ARGUMENTS, MacrosGiven
from xlscorecard.books.protocol import Progress
from xlscorecard.errors import XlscorecardError

TITLE = "Scorecard"
SECONDS_BETWEEN = 0.3


_WHILE_WRITING = {
    "screen_updating": False,
    "enable_events": False,
    "calculation": "manual",
    "status_bar": TITLE,
}


class StatusBar:
    """Excel's status bar, where the person is told of progress now and then: it costs time."""

    def __init__(self, app: xw.App) -> None:
        self._app = app
        self._told_at = monotonic()

    def tell(self, step: str, done: float) -> None:
        """Say what is being done, unless something was said a moment ago."""
        if monotonic() - self._told_at < SECONDS_BETWEEN:
            return
        self._told_at = monotonic()
        with suppress(Exception):
            self._app.status_bar = f"{TITLE}: {step} ({done:.0%})"


class Click(NamedTuple):
    """What an action has to work with."""

    book: ExcelWorkbook
    app: xw.App
    log: Logger
    text: str
    """What the person was asked for, if the button asks."""
    progress: Progress

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Excel without redrawing, events and calculation; its state comes back in any case.

        On Windows the workbook's VBA has seen to it before, and does afterwards.
        """
        if self.book.given is not None:
            yield
            return
        before: dict[str, object] = {}
        try:
            for name, value in _WHILE_WRITING.items():
                self._set(name, value, before)
            yield
        finally:
            for name, value in reversed(before.items()):
                # What Excel does not take back now, the workbook's VBA gives back.
                with suppress(Exception):
                    setattr(self.app, name, value)

    def _set(self, name: str, value: object, before: dict[str, object]) -> None:
        """Set one switch of Excel; none of them is worth a refresh that is not done."""
        try:
            before[name] = getattr(self.app, name)
            setattr(self.app, name, value)
        except Exception as error:  # of pywin32 or appscript: the system decides its class
            if is_busy(error):
                raise


ACTIONS: dict[str, Callable[..., Outcome]] = {}
"""Every action by the name that the VBA calls."""


def action(answer: Callable[[Click], str]) -> Callable[..., Outcome]:
    """Make an action that the VBA can call of one that answers a text; '' is nothing to say.

    It takes the workbook with its macros, or else the one that has called Python.
    """

    @wraps(answer)
    def called(book: ExcelWorkbook | None = None, text: str = "") -> Outcome:
        try:
            return _outcome(answer, book, text)
        except Exception as error:  # of the log itself
            return _failed(error)
        finally:
            # Errors and what they hold refer to each other, and so keep Excel.
            gc.collect()

    ACTIONS[answer.__name__] = called
    return called


@xw.func
@xw.arg("action_name", "raw")
@xw.arg("holder", "raw")
@xw.arg("text", "raw")
def click(action_name, holder, text):  # type: ignore[no-untyped-def] # xlwings would convert by type
    """Run an action for the VBA of a workbook: one function for all buttons.

    The workbook comes in an array, with the object of its class ``ScorecardSheets``. As the
    workbook of the call xlwings would keep it, ask it for each of its sheets, and use it without
    trying again when Excel is busy.
    """
    import win32com.client

    windows = import_module("xlwings._xlwindows")
    workbook, sheets = map(win32com.client.Dispatch, holder)
    with suppress(Exception):  # an old workbook's object has no such method
        sheets._FlagAsMethod(WITHOUT_ARGUMENTS)
    workbook, sheets = map(windows.COMRetryObjectWrapper, (workbook, sheets))
    book = xw.Book(impl=windows.Book(xl=workbook))
    return ACTIONS[action_name](ExcelWorkbook(book, answering(MacrosGiven(sheets))), text or "")


def answering(given: MacrosGiven) -> MacrosGiven | None:
    """The object of the workbook's VBA, if Excel lets it be called.

    That it does nobody has seen in desktop Excel. Without it all is done call by call.
    """
    try:
        given.sheet_names()
    except Exception as error:  # of pywin32: an old workbook's object has no such member
        return given if is_busy(error) else None
    return given


def calling_workbook() -> ExcelWorkbook:
    """The workbook that has called Python, where it is not handed over: on a Mac."""
    return ExcelWorkbook(xw.Book.caller())


def _outcome(answer: Callable[[Click], str], given: ExcelWorkbook | None, typed: str) -> Outcome:
    name = answer.__name__
    with opened_log() as log:
        log.info("%s", name)
        try:
            book = given or calling_workbook()
            app = book.book.app
            text = answer(Click(book, app, log, typed, StatusBar(app).tell))
        except BaseException as error:
            refusal = busy(TITLE) if is_busy(error) else error
            if not isinstance(refusal, XlscorecardError):
                log.error("%s failed: %s", name, failure_lines(error))
                if not isinstance(error, Exception):
                    raise  # Python is being ended
                return _failed(error)
            log.warning("%s refused: %s", name, refusal_line(refusal))
            return Outcome(OutcomeKind.REFUSED.value, fitted(refusal_paragraphs(refusal)))
    return Outcome((OutcomeKind.DONE if text else OutcomeKind.SILENT).value, text)


def _failed(error: Exception) -> Outcome:
    return Outcome(OutcomeKind.FAILED.value, f"{type(error).__name__}: {error}")
