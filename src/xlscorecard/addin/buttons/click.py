"""A click on a button: what an action has to work with, and the outcome that it makes.

The workbook's VBA shows the outcome. What a person can do something about is an outcome like any
other; any other error goes on to the VBA, which shows it in one place.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import wraps
from logging import Logger
from typing import NamedTuple

import xlwings as xw

from xlscorecard.addin.buttons.log import failure_lines, opened_log, refusal_line
from xlscorecard.addin.buttons.messages import fitted, refusal_paragraphs
from xlscorecard.addin.buttons.outcome import Outcome, OutcomeKind
from xlscorecard.books.excel.book import ExcelWorkbook
from xlscorecard.books.excel.faults import busy, is_busy
from xlscorecard.errors import XlscorecardError

TITLE = "Scorecard"


_WHILE_WRITING = {
    "screen_updating": False,
    "enable_events": False,
    "calculation": "manual",
    "status_bar": TITLE,
}


class Click(NamedTuple):
    """What an action has to work with."""

    book: ExcelWorkbook
    app: xw.App
    log: Logger

    def progress(self, step: str, done: float) -> None:
        """Tell in the status bar what is being done; a bar that cannot be set stops nothing."""
        with suppress(Exception):
            self.app.status_bar = f"{TITLE}: {step} ({done:.0%})"

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Excel without redrawing, events and calculation; its state comes back in any case."""
        before: dict[str, object] = {}
        try:
            for name, value in _WHILE_WRITING.items():
                before[name] = getattr(self.app, name)
                setattr(self.app, name, value)
            yield
        finally:
            for name, value in reversed(before.items()):
                # What Excel does not take back now, the workbook's VBA gives back.
                with suppress(Exception):
                    setattr(self.app, name, value)


ACTIONS: dict[str, Callable[[], Outcome]] = {}
"""Every action by the name that the VBA calls."""


def action(answer: Callable[[Click], str]) -> Callable[[], Outcome]:
    """Make an action that the VBA can call of one that answers a text; '' is nothing to say."""

    @wraps(answer)
    def called() -> Outcome:
        with opened_log() as log:
            log.info("%s", answer.__name__)
            try:
                book = xw.Book.caller()
                text = answer(Click(ExcelWorkbook(book), book.app, log))
            except BaseException as error:
                refusal = busy(TITLE) if is_busy(error) else error
                if not isinstance(refusal, XlscorecardError):
                    log.error("%s failed: %s", answer.__name__, failure_lines(error))
                    raise
                log.warning("%s refused: %s", answer.__name__, refusal_line(refusal))
                text = fitted(refusal_paragraphs(refusal))
                return Outcome(OutcomeKind.REFUSED.value, text)
        return Outcome((OutcomeKind.DONE if text else OutcomeKind.SILENT).value, text)

    called.__annotations__ = {}
    registered: Callable[[], Outcome] = xw.func(called)
    ACTIONS[answer.__name__] = registered
    return registered
