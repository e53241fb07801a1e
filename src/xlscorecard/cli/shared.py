"""What the commands share: the group, the options, what is shown and how it ends.

Exit codes: 0 done, 1 done with findings (``--strict``) or problems (``doctor``), 2 it could not
be done, 3 a fault of the program itself.
"""

import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xlscorecard.core.version import VERSION
from xlscorecard.errors import XlscorecardError

if TYPE_CHECKING:
    from rich.console import Console

    from xlscorecard.books.protocol import Progress

DONE, DONE_WITH_FINDINGS, NOT_DONE, FAULT_OF_THE_PROGRAM = 0, 1, 2, 3

workbook = click.argument("file", type=click.Path(path_type=Path))
sheet_option = click.option(
    "--sheet", metavar="NAME", help="The sheet with the table; found by its headings otherwise."
)
period_option = click.option(
    "--period",
    metavar="MONTH",
    help="The reporting period, such as Aug-19; else the newest month with data.",
)
column_option = click.option(
    "--column",
    "columns",
    metavar="COLUMN=MEANING",
    multiple=True,
    callback=lambda _context, _option, texts: _columns_said(texts),
    help="What a column means for this once, by heading or letter: 'V=leave alone', "
    "'Aug-19 (p)=Aug-19'. May be given several times.",
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
@click.version_option(VERSION, message="xlscorecard %(version)s")
def app() -> None:
    """Keeps a monthly performance scorecard correct, inside its Excel workbook."""


def _columns_said(texts: Sequence[str]) -> dict[str, str]:
    said: dict[str, str] = {}
    for text in texts:
        name, equals, meaning = text.rpartition("=")
        if not (equals and name.strip() and meaning.strip()):
            raise click.BadParameter(f"{text!r} is not of the form COLUMN=MEANING")
        if name.strip() in said:
            raise click.BadParameter(f"{name.strip()!r} is said twice")
        said[name.strip()] = meaning.strip()
    return said


@contextmanager
def errors_shown(*, as_json: bool, written: Path | None = None) -> Iterator[None]:
    """Show what a person can do something about, and what is a fault of the program.

    ``written`` is the file that the command may write, of which it is said whether it was.
    """
    before = _state(written)
    try:
        yield
    except XlscorecardError as error:
        _show(error, as_json=as_json)
        sys.exit(NOT_DONE)
    except BrokenPipeError:
        raise  # whoever read the output has gone
    except Exception as error:  # whatever nobody has thought of
        is_unchanged = _state(written) == before
        _show(_own_fault(error, None if is_unchanged else written), as_json=as_json)
        sys.exit(FAULT_OF_THE_PROGRAM)


def _show(error: XlscorecardError, *, as_json: bool) -> None:
    if as_json:
        from xlscorecard.output.machine.results import error_data

        print_json(error_data(error))
    else:
        from xlscorecard.core.table.table_rules import SETTLED_BY_A_LINE

        for fault in error.faults:
            print(fault, file=sys.stderr)
        if any(fault.rule in SETTLED_BY_A_LINE for fault in error.faults):
            print(_OR_FOR_ONCE, file=sys.stderr)


_OR_FOR_ONCE = (
    'To say what a column means for this run alone: --column "COLUMN=MEANING", such as '
    '--column "V=leave alone".'
)


def _state(path: Path | None) -> tuple[int, int] | None:
    """By which it is seen that a file was written; None where there is none."""
    if path is None or not path.exists():
        return None
    found = path.stat()
    return found.st_mtime_ns, found.st_size


def _own_fault(error: Exception, written: Path | None) -> XlscorecardError:
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{Path(frames[-1].filename).name}, line {frames[-1].lineno}"
    done = "Nothing was changed" if written is None else f"{written} was written before that"
    return XlscorecardError.because(
        place="xlscorecard",
        found=f"a fault of the program itself ({type(error).__name__}: {error}; {where})",
        expected="a result, or a message about the workbook",
        remedy=f"{done}. Please report this, with the workbook if you may.",
    )


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
    from xlscorecard.output.report_file import write_report

    write_report(output, text, suffixes)
