"""The command that checks a scorecard."""

import json
import sys
from collections.abc import Callable, Mapping
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xlscorecard.cli.shared import (
    DONE_WITH_FINDINGS,
    app,
    column_option,
    console,
    errors_shown,
    give,
    output_option,
    period_option,
    sheet_option,
    workbook,
)

if TYPE_CHECKING:
    from xlscorecard.actions.check import Checked


class Format(Enum):
    """How the findings are told; the value is the option."""

    JSON = "json"
    HTML = "html"
    CSV = "csv"
    SARIF = "sarif"
    JUNIT = "junit"


_WHAT = {
    Format.JSON: "Print JSON, for machines.",
    Format.HTML: "Print a page, for a browser or for printing.",
    Format.CSV: "Print CSV, one line for each finding.",
    Format.SARIF: "Print SARIF 2.1.0, for pipelines.",
    Format.JUNIT: "Print JUnit XML, in which each rule is a test, for pipelines.",
}


_SUFFIXES = {
    Format.JSON: (".json",),
    Format.HTML: (".html", ".htm"),
    Format.CSV: (".csv",),
    Format.SARIF: (".sarif", ".json"),
    Format.JUNIT: (".xml",),
}


def format_options(command: Callable[..., None]) -> Callable[..., None]:
    """An option for each format."""
    for shape in reversed(Format):
        command = click.option(f"--{shape.value}", is_flag=True, help=_WHAT[shape])(command)
    return command


def _only_one(chosen: Mapping[str, bool]) -> Format | None:
    """The format that is asked for; None if none is."""
    asked = [shape for shape in Format if chosen[shape.value]]
    if len(asked) > 1:
        names = " and ".join(f"--{shape.value}" for shape in asked)
        raise click.UsageError(f"{names} are two formats; ask for one.")
    return asked[0] if asked else None


@app.command()
@workbook
@format_options
@output_option
@period_option
@sheet_option
@column_option
@click.option("--strict", is_flag=True, help="Exit with 1 on any finding that is not accepted.")
def check(
    file: Path,
    output: Path | None,
    period: str | None,
    sheet: str | None,
    columns: dict[str, str],
    strict: bool,
    **chosen: bool,
) -> None:
    """Check the scorecard in FILE by every rule, and list what does not follow.

    Nothing in FILE is changed. Findings that were accepted on its Checks sheet are told apart.
    """
    from xlscorecard.actions.check import check as check_book
    from xlscorecard.books.file.book import WorkbookFile

    shape = _only_one(chosen)
    if output is not None and shape is None:
        raise click.UsageError("--output needs one of --json, --html, --csv, --sarif, --junit.")
    with errors_shown(as_json=shape is Format.JSON):
        checked = check_book(WorkbookFile(file), sheet=sheet, period=period, columns=columns)
        if shape is None:
            from xlscorecard.output.terminal.findings import print_checked

            print_checked(console(), checked)
        else:
            give(_told(checked, shape), output, _SUFFIXES[shape])
    if strict and checked.findings:
        sys.exit(DONE_WITH_FINDINGS)


def _told(checked: "Checked", shape: Format) -> str:
    match shape:
        case Format.JSON:
            from xlscorecard.output.machine.results import checked_data

            return json.dumps(checked_data(checked), indent=2) + "\n"
        case Format.HTML:
            from xlscorecard.output.html.findings import findings_html

            return findings_html(checked)
        case Format.CSV:
            from xlscorecard.output.machine.findings_csv import findings_csv

            return findings_csv(checked)
        case Format.SARIF:
            from xlscorecard.output.machine.findings_sarif import findings_sarif

            return json.dumps(findings_sarif(checked), indent=2) + "\n"
        case Format.JUNIT:
            from xlscorecard.output.machine.findings_junit import findings_junit

            return findings_junit(checked)
