"""Diagnoses, and what opening a workbook did, for a person and for a machine."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from xlscorecard.setup.answer import Answer, Verdict
from xlscorecard.setup.computer import System
from xlscorecard.setup.opening import Opened

_STYLE = {
    Verdict.PROBLEM: "bold red",
    Verdict.NOTE: "cyan",
    Verdict.CANNOT_TELL: "yellow",
    Verdict.GOOD: "green",
}


def print_diagnoses(console: Console, diagnoses: Sequence[Answer], workbook: Path | None) -> None:
    """What is wrong with what to do, then what is to be known, then what is in order."""
    counts = ", ".join(
        f"{number} {verdict.word}{'s' if number > 1 and verdict in _COUNTED else ''}"
        for verdict in Verdict
        if (number := sum(answer.verdict is verdict for answer in diagnoses))
    )
    what = f"This computer and {workbook.name}" if workbook else "This computer"
    console.print(f"[bold]{escape(what)}[/bold]: {counts}")
    shown = [answer for answer in diagnoses if answer.verdict is not Verdict.GOOD]
    if shown:
        table = Table(show_lines=True)
        table.add_column("")
        table.add_column("What was checked", max_width=24)
        table.add_column("What was found", ratio=1, overflow="fold")
        table.add_column("What to do", ratio=1, overflow="fold")
        for answer in shown:
            table.add_row(
                Text(answer.verdict.word, style=_STYLE[answer.verdict]),
                escape(answer.title),
                escape(answer.found),
                escape(answer.remedy),
            )
        console.print(table)
    for answer in diagnoses:
        if answer.verdict is Verdict.GOOD:
            word, style = answer.verdict.word, _STYLE[answer.verdict]
            said = escape(f"{answer.title}: {answer.found}")
            console.print(f"[{style}]{word}[/{style}]  {said}", soft_wrap=True)


_COUNTED = (Verdict.PROBLEM, Verdict.NOTE)


def diagnoses_data(diagnoses: Sequence[Answer], workbook: Path | None) -> dict[str, Any]:
    """The diagnoses, the worst first."""
    return {
        "workbook": str(workbook) if workbook else None,
        "problems": sum(answer.verdict is Verdict.PROBLEM for answer in diagnoses),
        "diagnoses": [
            {**asdict(answer), "verdict": answer.verdict.name.lower().replace("_", "-")}
            for answer in diagnoses
        ],
    }


def print_opened(console: Console, opened: Opened, *, is_started: bool) -> None:
    """What opening a workbook did, and what comes next."""
    lines = [f"{'Made' if opened.is_new else 'There already'}: {opened.path}"]
    for key, value in opened.written.items():
        lines.append(f"  written into xlwings.conf: {key} = {value}")
    if not opened.is_new and not opened.written and opened.system is not System.OTHER:
        lines.append("  its xlwings.conf names this Python already")
    if opened.backup:
        lines.append(f"  as it was before: {opened.backup}")
    if opened.system is System.OTHER:
        lines.append("There is no desktop Excel on this system: no Python was written into it, and")
        lines.append(f'nothing was started. To refresh it: xlscorecard refresh "{opened.path}"')
    elif is_started:
        lines.append("Opened in Excel; choose Enable Content there if it asks.")
        lines.append(f'If the buttons do not answer: xlscorecard doctor "{opened.path}"')
    for line in lines:
        console.print(escape(line), soft_wrap=True)


def opened_data(opened: Opened, *, is_started: bool) -> dict[str, Any]:
    """What opening a workbook did."""
    return {
        "workbook": str(opened.path),
        "made": opened.is_new,
        "written": opened.written,
        "backup": str(opened.backup) if opened.backup else None,
        "started": is_started,
    }
