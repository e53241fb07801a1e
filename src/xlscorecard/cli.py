"""The command line.

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

_workbook = click.argument("file", type=click.Path(path_type=Path))
_sheet = click.option(
    "--sheet", metavar="NAME", help="The sheet with the table; found by its headings otherwise."
)
_period = click.option(
    "--period", metavar="MONTH", help="The reporting period, such as Aug-19; else the newest."
)
_as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON, for machines.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="xlscorecard %(version)s")
def app() -> None:
    """Keeps a monthly performance scorecard correct, inside its Excel workbook."""


@app.command()
@_workbook
@click.option(
    "-o",
    "--output",
    metavar="OUT",
    type=click.Path(path_type=Path),
    help="Write here, and leave FILE as it is.",
)
@_period
@_sheet
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.option("--strict", is_flag=True, help="Exit with 1 on any finding.")
@_as_json
def refresh(
    file: Path,
    output: Path | None,
    period: str | None,
    sheet: str | None,
    dry_run: bool,
    strict: bool,
    as_json: bool,
) -> None:
    """Write every computed cell of the scorecard in FILE anew from its values.

    Nothing else in the workbook is changed. What was there before is kept as FILE.bak.
    """
    from xlscorecard.actions.refresh import refresh as refresh_book
    from xlscorecard.books.file.book import WorkbookFile

    with _errors_shown(as_json=as_json):
        book = WorkbookFile(file, output)
        with _progress_shown(quiet=as_json) as progress:
            refreshed = refresh_book(
                book, sheet=sheet, period=period, dry_run=dry_run, progress=progress
            )
    if as_json:
        from xlscorecard.report.machine import refreshed_data

        _print_json(refreshed_data(refreshed, book.output, book.backup))
    else:
        from xlscorecard.report.terminal import print_refreshed

        print_refreshed(_console(), refreshed, book.output, book.backup)
    if strict and refreshed.findings:
        sys.exit(DONE_WITH_FINDINGS)


@app.command()
@_workbook
@_period
@_sheet
@_as_json
def show(file: Path, period: str | None, sheet: str | None, as_json: bool) -> None:
    """Print the scorecard in FILE, with its measures computed anew. Nothing is changed."""
    from xlscorecard.actions.reading import compute
    from xlscorecard.books.file.book import WorkbookFile

    with _errors_shown(as_json=as_json):
        computed = compute(WorkbookFile(file), sheet=sheet, period=period)
    if as_json:
        from xlscorecard.report.machine import computed_data

        _print_json(computed_data(computed))
    else:
        from xlscorecard.report.terminal import print_scorecard

        print_scorecard(_console(), computed)


@app.command()
@_workbook
@click.option(
    "-o",
    "--output",
    metavar="OUT",
    type=click.Path(path_type=Path),
    help="Write here; otherwise beside FILE, with the suffix .xlsm.",
)
@_sheet
@click.option("--upgrade", is_flag=True, help="Bring an adopted workbook to this version.")
@_as_json
def adopt(file: Path, output: Path | None, sheet: str | None, upgrade: bool, as_json: bool) -> None:
    """Give the workbook FILE the Scorecard ribbon, the macros, the functions and the colours.

    Everything that is in the workbook stays as it is. A workbook with macros or a ribbon of its
    own is left alone; the modules are then put into a folder, to be imported by hand.
    """
    from xlscorecard.workbook.adoption import adopt as adopt_file

    with _errors_shown(as_json=as_json):
        adopted = adopt_file(file, output, sheet=sheet, upgrade=upgrade)
    if as_json:
        from xlscorecard.report.machine import adopted_data

        _print_json(adopted_data(adopted))
    else:
        from xlscorecard.report.terminal import print_adopted

        print_adopted(_console(), adopted)


@app.command()
@_workbook
@click.argument("cell")
@_period
@_sheet
@_as_json
def explain(file: Path, cell: str, period: str | None, sheet: str | None, as_json: bool) -> None:
    """Say what the CELL (such as V9) of the scorecard in FILE comes from: values, months, rule."""
    from xlscorecard.actions.explain import cell_named
    from xlscorecard.actions.explain import explain as explain_cell
    from xlscorecard.books.file.book import WorkbookFile

    with _errors_shown(as_json=as_json):
        row, column = cell_named(cell)
        explained = explain_cell(WorkbookFile(file), row, column, sheet=sheet, period=period)
    if as_json:
        from xlscorecard.report.machine import explained_data

        _print_json(explained_data(explained))
    else:
        from xlscorecard.report.terminal import print_explained

        print_explained(_console(), explained)


@app.command(name="open")
@click.argument("file", type=click.Path(path_type=Path), default=Path("Scorecard.xlsm"))
@click.option(
    "--from",
    "template",
    metavar="TEMPLATE",
    type=click.Path(path_type=Path),
    help="Make FILE as a copy of this workbook, if FILE is not there.",
)
@click.option("--start/--no-start", default=True, help="Open it in Excel (the default), or not.")
@click.option(
    "--outside-server/--no-outside-server",
    default=None,
    help="Let the workbook use xlscorecard serve, or let Excel start Python again.",
)
@_as_json
def open_(
    file: Path, template: Path | None, start: bool, outside_server: bool | None, as_json: bool
) -> None:
    """Make the workbook FILE if it is not there, name this Python in it, and open it in Excel.

    FILE is Scorecard.xlsm in this folder if none is named. A workbook that is there is never
    replaced: only the cells of its sheet xlwings.conf that differ are written.
    """
    from xlscorecard.setup.machine import System
    from xlscorecard.setup.opening import set_up
    from xlscorecard.setup.opening import start as start_excel
    from xlscorecard.setup.this_machine import this_system

    with _errors_shown(as_json=as_json):
        system = this_system()
        opened = set_up(file, system, template=template, outside_server=outside_server)
        is_started = start and system is not System.OTHER
        if is_started:
            start_excel(file, system)
    if as_json:
        from xlscorecard.report.diagnoses import opened_data

        _print_json(opened_data(opened, is_started=is_started))
    else:
        from xlscorecard.report.diagnoses import print_opened

        print_opened(_console(), opened, is_started=is_started)


@app.command()
@click.argument("file", type=click.Path(path_type=Path), required=False)
@_as_json
def doctor(file: Path | None, as_json: bool) -> None:
    """Check all that is known to break on this computer and in FILE, and say what to do.

    Nothing is changed. Exits with 1 if there is a problem.
    """
    from xlscorecard.setup.diagnoses import diagnose
    from xlscorecard.setup.diagnosis import Verdict
    from xlscorecard.setup.this_machine import this_machine
    from xlscorecard.setup.workbook_facts import workbook_facts

    with _errors_shown(as_json=as_json):
        workbook = workbook_facts(file) if file else None
        uses_server = workbook is not None and workbook.uses_outside_server
        diagnoses = diagnose(this_machine(look_for_server=uses_server), workbook)
    if as_json:
        from xlscorecard.report.diagnoses import diagnoses_data

        _print_json(diagnoses_data(diagnoses, file))
    else:
        from xlscorecard.report.diagnoses import print_diagnoses

        print_diagnoses(_console(), diagnoses, file)
    if any(own.verdict is Verdict.PROBLEM for own in diagnoses):
        sys.exit(DONE_WITH_FINDINGS)


@app.command()
@click.option(
    "--instructions", is_flag=True, help="Only say how to start it at each logon of Windows."
)
def serve(instructions: bool) -> None:
    """Serve workbooks in Excel from here, where Office may start no programs (Windows).

    It runs until it is ended. A workbook uses it after: xlscorecard open --outside-server FILE.
    """
    from xlscorecard.setup import serving

    if instructions:
        print(serving.instructions())
        return
    with _errors_shown(as_json=False):
        done = serving.serve()
    if done:
        print(done)


@contextmanager
def _errors_shown(*, as_json: bool) -> Iterator[None]:
    try:
        yield
    except XlscorecardError as error:
        if as_json:
            from xlscorecard.report.machine import error_data

            _print_json(error_data(error))
        else:
            for fault in error.faults:
                print(fault, file=sys.stderr)
        sys.exit(NOT_DONE)


@contextmanager
def _progress_shown(*, quiet: bool) -> Iterator["Progress"]:
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


def _console() -> "Console":
    from rich.console import Console

    # Into a file or a pipe lines are not to be cut at a terminal's width.
    width = None if sys.stdout.isatty() else _WIDTH_OF_FILES
    return Console(width=width, highlight=False)


_WIDTH_OF_FILES = 160


def _print_json(data: dict[str, Any]) -> None:
    import json

    print(json.dumps(data, indent=2))


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        # A console that cannot show an arrow shows a question mark, and goes on.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    app()
