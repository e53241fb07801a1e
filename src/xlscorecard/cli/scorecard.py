"""The commands for a scorecard: refresh, show, explain."""

import sys
from pathlib import Path

import click

from xlscorecard.cli.shared import (
    DONE_WITH_FINDINGS,
    app,
    as_json_option,
    column_option,
    console,
    errors_shown,
    period_option,
    print_json,
    progress_shown,
    sheet_option,
    workbook,
)


@app.command()
@workbook
@click.option(
    "-o",
    "--output",
    metavar="OUT",
    type=click.Path(path_type=Path),
    help="Write here, and leave FILE as it is.",
)
@period_option
@sheet_option
@column_option
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.option("--strict", is_flag=True, help="Exit with 1 on any finding that is not accepted.")
@click.option(
    "--checks-sheet/--no-checks-sheet",
    default=True,
    help="List the findings on the workbook's sheet Checks (the default), or not.",
)
@click.option(
    "--write-protected",
    is_flag=True,
    help="Write into a protected sheet, or a file that its author wants unchanged, all the same.",
)
@as_json_option
def refresh(
    file: Path,
    output: Path | None,
    period: str | None,
    sheet: str | None,
    columns: dict[str, str],
    dry_run: bool,
    strict: bool,
    checks_sheet: bool,
    write_protected: bool,
    as_json: bool,
) -> None:
    """Write every computed cell of the scorecard in FILE anew from its values.

    Nothing else in the workbook is changed, but for the sheet Checks, which lists what to look
    at. What was there before is kept as FILE.bak.
    """
    from xlscorecard.actions.refresh import refresh as refresh_book
    from xlscorecard.books.file.book import WorkbookFile
    from xlscorecard.books.moment import stamp_now

    with errors_shown(as_json=as_json, written=output or file):
        book = WorkbookFile(file, output, write_protected=write_protected)
        with progress_shown(quiet=as_json) as progress:
            refreshed = refresh_book(
                book,
                sheet=sheet,
                period=period,
                columns=columns,
                dry_run=dry_run,
                progress=progress,
                stamp=stamp_now() if checks_sheet else None,
            )
        if as_json:
            from xlscorecard.output.machine.results import refreshed_data

            print_json(refreshed_data(refreshed, book.output, book.backup))
        else:
            from xlscorecard.output.terminal.results import print_refreshed

            print_refreshed(console(), refreshed, book.output, book.backup)
    if strict and refreshed.findings:
        sys.exit(DONE_WITH_FINDINGS)


@app.command()
@workbook
@period_option
@sheet_option
@as_json_option
def show(file: Path, period: str | None, sheet: str | None, as_json: bool) -> None:
    """Print the scorecard in FILE, with its measures computed anew. Nothing is changed."""
    from xlscorecard.books.file.book import WorkbookFile
    from xlscorecard.core.checks.computing import compute

    with errors_shown(as_json=as_json):
        computed = compute(WorkbookFile(file), sheet=sheet, period=period)
        if as_json:
            from xlscorecard.output.machine.results import computed_data

            print_json(computed_data(computed))
        else:
            from xlscorecard.output.terminal.results import print_scorecard

            print_scorecard(console(), computed)


@app.command()
@workbook
@click.argument("cell")
@period_option
@sheet_option
@as_json_option
def explain(file: Path, cell: str, period: str | None, sheet: str | None, as_json: bool) -> None:
    """Say what the CELL (such as V9) of the scorecard in FILE comes from: values, months, rule."""
    from xlscorecard.actions.explain import cell_named
    from xlscorecard.actions.explain import explain as explain_cell
    from xlscorecard.books.file.book import WorkbookFile

    with errors_shown(as_json=as_json):
        row, column = cell_named(cell)
        explained = explain_cell(WorkbookFile(file), row, column, sheet=sheet, period=period)
        if as_json:
            from xlscorecard.output.machine.results import explained_data

            print_json(explained_data(explained))
        else:
            from xlscorecard.output.terminal.results import print_explained

            print_explained(console(), explained)
