"""The commands that set up: adopt, open, doctor, serve."""

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
    print_json,
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
    help="Write here; otherwise beside FILE, with the suffix .xlsm.",
)
@sheet_option
@column_option
@click.option("--upgrade", is_flag=True, help="Bring an adopted workbook to this version.")
@click.option(
    "--check-months",
    is_flag=True,
    help="Let Excel refuse a heading such as Sep-19 that it takes for a day of this year.",
)
@as_json_option
def adopt(
    file: Path,
    output: Path | None,
    sheet: str | None,
    columns: dict[str, str],
    upgrade: bool,
    check_months: bool,
    as_json: bool,
) -> None:
    """Give the workbook FILE the Scorecard ribbon, the macros, the functions and the colours.

    Everything that is in the workbook stays as it is. A workbook with macros or a ribbon of its
    own is left alone; the modules are then put into a folder, to be imported by hand. What
    --column says is written into the table of columns on the sheet Settings.
    """
    from xlscorecard.addin.adoption.adopting import adopt as adopt_file

    with errors_shown(as_json=as_json, written=output or file.with_suffix(".xlsm")):
        adopted = adopt_file(
            file, output, sheet=sheet, upgrade=upgrade, columns=columns, check_months=check_months
        )
        if as_json:
            from xlscorecard.output.machine.results import adopted_data

            print_json(adopted_data(adopted))
        else:
            from xlscorecard.output.terminal.results import print_adopted

            print_adopted(console(), adopted)


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
@as_json_option
def open_(
    file: Path, template: Path | None, start: bool, outside_server: bool | None, as_json: bool
) -> None:
    """Make the workbook FILE if it is not there, name this Python in it, and open it in Excel.

    FILE is Scorecard.xlsm in this folder if none is named. A workbook that is there is never
    replaced: only the cells of its sheet xlwings.conf that differ are written.
    """
    from xlscorecard.setup.computer import System
    from xlscorecard.setup.opening import set_up
    from xlscorecard.setup.opening import start as start_excel
    from xlscorecard.setup.this_machine import this_system

    with errors_shown(as_json=as_json, written=file):
        system = this_system()
        opened = set_up(file, system, template=template, outside_server=outside_server)
        is_started = start and system is not System.OTHER
        if is_started:
            start_excel(file, system)
        if as_json:
            from xlscorecard.setup.diagnoses_shown import opened_data

            print_json(opened_data(opened, is_started=is_started))
        else:
            from xlscorecard.setup.diagnoses_shown import print_opened

            print_opened(console(), opened, is_started=is_started)


@app.command()
@click.argument("file", type=click.Path(path_type=Path), required=False)
@as_json_option
def doctor(file: Path | None, as_json: bool) -> None:
    """Check all that is known to break on this computer and in FILE, and say what to do.

    Nothing is changed. Exits with 1 if there is a problem.
    """
    from xlscorecard.setup.answer import Verdict
    from xlscorecard.setup.diagnoses import diagnose
    from xlscorecard.setup.this_machine import this_machine
    from xlscorecard.setup.workbook_facts import workbook_facts

    with errors_shown(as_json=as_json):
        workbook = workbook_facts(file) if file else None
        uses_server = workbook is not None and workbook.uses_outside_server
        diagnoses = diagnose(this_machine(look_for_server=uses_server), workbook)
        if as_json:
            from xlscorecard.setup.diagnoses_shown import diagnoses_data

            print_json(diagnoses_data(diagnoses, file))
        else:
            from xlscorecard.setup.diagnoses_shown import print_diagnoses

            print_diagnoses(console(), diagnoses, file)
    if any(answer.verdict is Verdict.PROBLEM for answer in diagnoses):
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
    with errors_shown(as_json=False):
        done = serving.serve()
    if done:
        print(done)
