"""Findings as a person reads them in a terminal."""

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from xlscorecard.actions.check import Checked
from xlscorecard.core.domain.finding import Finding, FindingColumn, Severity, severity_counts
from xlscorecard.core.domain.period import month_label
from xlscorecard.core.domain.wording import counted, listed
from xlscorecard.core.sheet.address import in_areas

_SEVERITY_STYLE = {Severity.WRONG: "bold red", Severity.DOUBTFUL: "yellow", Severity.NOTE: "cyan"}
_MOST_FINDINGS = 25
_MOST_CELLS = 6


def print_checked(console: Console, checked: Checked) -> None:
    """What a check found: what was looked at, the findings, and what a refresh would do."""
    place = f"[bold]{escape(checked.workbook)}[/bold], sheet {escape(checked.sheet)}"
    if checked.reporting is None:
        console.print(f"{place}: the table cannot be read.", soft_wrap=True)
    else:
        console.print(
            f"{place}, reporting period {month_label(checked.reporting)}: "
            f"{counted(checked.indicators, 'indicator')} checked.",
            soft_wrap=True,
        )
    print_findings(console, checked.findings)
    print_accepted(console, checked.accepted)
    if checked.outdated:
        console.print(f"A refresh would write {counted(checked.outdated, 'cell')}.")


def print_accepted(console: Console, accepted: Sequence[Finding]) -> None:
    """How many findings a person has accepted, if any."""
    if accepted:
        console.print(f"{counted(len(accepted), 'finding')} accepted by a person.")


def print_findings(console: Console, findings: Sequence[Finding]) -> None:
    """The findings as a table, worst first, or that there are none."""
    if not findings:
        console.print("No findings.")
        return
    counts = ", ".join(severity_counts(findings))
    table = Table(title=f"{counted(len(findings), 'finding')}: {counts}", title_justify="left")
    table.add_column("")
    table.add_column(FindingColumn.CELL.value, no_wrap=True)
    table.add_column(FindingColumn.FOUND.value, ratio=3)
    table.add_column(FindingColumn.REMEDY.value, ratio=2)
    for finding in findings[:_MOST_FINDINGS]:
        table.add_row(
            Text(finding.severity.word, style=_SEVERITY_STYLE[finding.severity]),
            listed(in_areas(finding.cells), _MOST_CELLS).replace(", ", "\n"),
            escape(finding.message),
            escape(finding.remedy),
        )
    console.print(table)
    rest = len(findings) - _MOST_FINDINGS
    if rest > 0:
        console.print(f"… and {counted(rest, 'finding')} more; --json and --csv list them all.")
