"""The command line: each command asks for an action, and shows what came of it."""

import sys

from xlscorecard.cli import checks, revisions, scorecard, set_up
from xlscorecard.cli.shared import app

__all__ = ["app", "checks", "main", "revisions", "scorecard", "set_up"]


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        # A console that cannot show an arrow shows a question mark, and goes on.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    app()
