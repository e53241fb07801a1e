"""What the commands share: the group, the options, what is shown and how it ends.

Exit codes: 0 done, 1 done with findings (``--strict``) or problems (``doctor``), 2 it could not
be done.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xlscorecard import __version__
from xlscorecard.errors import XlscorecardError

if TYPE_CHECKING:
    from rich.console import Console

    from xlscorecard.books.protocol import Progress

DONE, DONE_WITH_FINDINGS, NOT_DONE = 0, 1, 2

workbook = click.argument("file", type=click.Path(path_type=Path))
sheet_option = click.option(
    "--sheet", metavar="NAME", help="The sheet with the table; found by its headings otherwise."
)
period_option = click.option(
    "--period", metavar="MONTH", help="The reporting period, such as Aug-19; else the newest."
)
as_json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, for machines.")

output_option = click.option(
    "-o",
    "--output",
    metavar="OUT",
    type=click.Path(path_type=Path),
    help="Write it into this file instead (UTF-8).",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="xlscorecard %(version)s")
def app() -> None:
    """Keeps a monthly performance scorecard correct, inside its Excel workbook."""


@contextmanager
def errors_shown(*, as_json: bool) -> Iterator[None]:
    try:
        yield
    except XlscorecardError as error:
        if as_json:
            from xlscorecard.report.machine import error_data

            print_json(error_data(error))
        else:
            for fault in error.faults:
                print(fault, file=sys.stderr)
        sys.exit(NOT_DONE)


@contextmanager
def progress_shown(*, quiet: bool) -> Iterator["Progress"]:
    """A progress bar for whoever is watching; it goes when the work is done."""
    from xlscorecard.books.protocol import no_progress

    if quiet or not sys.stderr.isatty():
        yield no_progress
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("starting", total=1.0)
        yield lambda step, done: bar.update(task, description=step, completed=done)


def console() -> "Console":
    from rich.console import Console

    # Into a file or a pipe lines are not to be cut at a terminal's width.
    width = None if sys.stdout.isatty() else _WIDTH_OF_FILES
    return Console(width=width, highlight=False)


_WIDTH_OF_FILES = 160


def print_json(data: dict[str, Any]) -> None:
    import json

    print(json.dumps(data, indent=2))


def give(text: str, output: Path | None, suffixes: tuple[str, ...]) -> None:
    """Give a report to whoever asked for it: on the standard output, or in a file.

    Raises:
        WorkbookError: the file cannot be written, or its name ends otherwise.
    """
    if output is None:
        # As bytes, for a console's own encoding may lack an arrow.
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
        return
    from xlscorecard.books.file.report_file import write_report

    write_report(output, text, suffixes)
