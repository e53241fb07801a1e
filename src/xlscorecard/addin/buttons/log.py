"""The log of what the buttons did: what, when, which cells; never what a cell holds.

The file is opened for one action and closed again, so that two Excels can write into it in
turn, and so that it can be turned over and deleted in between.
"""

import logging
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path

from xlscorecard.addin.buttons.user_folder import log_folder
from xlscorecard.core.domain.finding import Finding
from xlscorecard.core.domain.wording import listed
from xlscorecard.errors import XlscorecardError

LOG_FILE = "xlscorecard.log"

# Some thousand clicks in a file, and three files before it.
_BYTES_A_FILE = 500_000
_FILES_BEFORE = 3

_MOST_NAMED = 100
"""Cells that one line names."""


def log_path() -> Path:
    """The log, whether there is one yet or not."""
    return log_folder() / LOG_FILE


@contextmanager
def opened_log() -> Iterator[logging.Logger]:
    """A log to write to; where its folder cannot be written, what is said goes nowhere."""
    logger = logging.Logger("xlscorecard", logging.INFO)
    handler = _handler()
    logger.addHandler(handler)
    try:
        yield logger
    finally:
        handler.close()


def _handler() -> logging.Handler:
    path = log_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            path, maxBytes=_BYTES_A_FILE, backupCount=_FILES_BEFORE, encoding="utf-8"
        )
    except OSError:
        return logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    return handler


def cells_line(cells: Iterable[str]) -> str:
    """Cells in one line: ``V9, W9 and 20 more``; ``none`` of none."""
    return listed(list(cells), _MOST_NAMED) or "none"


def findings_line(findings: Iterable[Finding]) -> str:
    """The findings in one line: their rules and first cells, and not their words."""
    return cells_line(f"{finding.rule} {finding.cells[0]}" for finding in findings)


def refusal_line(error: XlscorecardError) -> str:
    """The kind of an error and its places, not what was found there."""
    return f"{type(error).__name__}: {cells_line(fault.place for fault in error.faults)}"


def failure_lines(error: BaseException) -> str:
    """Where an error that nobody expected comes from; its own words may hold values."""
    calls = traceback.extract_tb(error.__traceback__)
    places = (f"\n  {Path(call.filename).name}:{call.lineno} {call.name}" for call in calls)
    return type(error).__name__ + "".join(places)
