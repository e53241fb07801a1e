"""The command for revisions: diff."""

import sys
from pathlib import Path

import click

from xlscorecard.cli.shared import (
    DONE_WITH_FINDINGS,
    app,
    as_json_option,
    console,
    errors_shown,
    print_json,
    sheet_option,
)

STANDARD_OUTPUT = Path("-")


@app.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@sheet_option
@click.option(
    "--html",
    metavar="PAGE",
    type=click.Path(path_type=Path),
    help="Write a page for the browser and the printer; - for the standard output.",
)
@click.option("--strict", is_flag=True, help="Exit with 1 on a revision of a published figure.")
@as_json_option
def diff(
    old: Path, new: Path, sheet: str | None, html: Path | None, strict: bool, as_json: bool
) -> None:
    """Say what changed from the scorecard in OLD to that in NEW. Neither is changed.

    Rows are matched by their reference, values by their month, other cells by their heading.
    Figures of months that OLD had published are set apart from the new ones.
    """
    if as_json and html == STANDARD_OUTPUT:
        raise click.UsageError("--json and --html - cannot both go to the standard output.")
    from xlscorecard.actions.compare import compare
    from xlscorecard.books.file.book import WorkbookFile

    with errors_shown(as_json=as_json):
        compared = compare(WorkbookFile(old), WorkbookFile(new), old_sheet=sheet, new_sheet=sheet)
        if html is not None:
            from xlscorecard.books.file.report_file import write_report
            from xlscorecard.pages.page import SUFFIXES
            from xlscorecard.pages.revisions_page import revisions_page

            page = revisions_page(compared)
            if html == STANDARD_OUTPUT:
                sys.stdout.buffer.write(page.encode())
            else:
                write_report(html, page, SUFFIXES)
    if as_json:
        from xlscorecard.report.revisions_data import compared_data

        print_json(compared_data(compared))
    elif html is None:
        from xlscorecard.report.revisions_terminal import print_compared

        print_compared(console(), compared)
    elif html != STANDARD_OUTPUT:
        from xlscorecard.revisions.summary import summary

        print(summary(compared))
        print(f"Written: {html}")
    if strict and compared.revisions:
        sys.exit(DONE_WITH_FINDINGS)
