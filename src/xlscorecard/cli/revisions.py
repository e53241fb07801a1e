"""The command for revisions: diff."""

import json
import sys
from pathlib import Path

import click

from xlscorecard.cli.shared import (
    DONE_WITH_FINDINGS,
    app,
    as_json_option,
    console,
    errors_shown,
    give,
    output_option,
    sheet_option,
)

_PAGE_SUFFIXES = (".html", ".htm")
_JSON_SUFFIXES = (".json",)


@app.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@as_json_option
@click.option("--html", is_flag=True, help="Print a page, for a browser or for printing.")
@output_option
@sheet_option
@click.option("--strict", is_flag=True, help="Exit with 1 on a revision of a published figure.")
def diff(
    old: Path,
    new: Path,
    as_json: bool,
    html: bool,
    output: Path | None,
    sheet: str | None,
    strict: bool,
) -> None:
    """Say what changed from the scorecard in OLD to that in NEW. Neither is changed.

    Rows are matched by their reference, values by their month, other cells by their heading.
    Figures of months that OLD had published are set apart from the new ones.
    """
    if as_json and html:
        raise click.UsageError("--json and --html are two formats; ask for one.")
    if output is not None and not (as_json or html):
        raise click.UsageError("--output needs one of --json, --html.")
    from xlscorecard.actions.compare import compare
    from xlscorecard.books.file.book import WorkbookFile

    with errors_shown(as_json=as_json):
        compared = compare(WorkbookFile(old), WorkbookFile(new), old_sheet=sheet, new_sheet=sheet)
        if html:
            from xlscorecard.output.html.revisions import revisions_page

            give(revisions_page(compared), output, _PAGE_SUFFIXES)
        elif as_json:
            from xlscorecard.output.machine.revisions import compared_data

            give(json.dumps(compared_data(compared), indent=2) + "\n", output, _JSON_SUFFIXES)
        else:
            from xlscorecard.output.terminal.revisions import print_compared

            print_compared(console(), compared)
    if strict and compared.revisions:
        sys.exit(DONE_WITH_FINDINGS)
