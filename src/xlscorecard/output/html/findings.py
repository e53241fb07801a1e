"""Findings as a page: whole in one file, readable without scripts, printable."""

from typing import NamedTuple

from xlscorecard.actions.check import Checked
from xlscorecard.core.domain.finding import Finding, FindingColumn, Status, severity_counts
from xlscorecard.core.domain.period import month_label
from xlscorecard.core.domain.wording import counted
from xlscorecard.core.sheet.address import joined_areas
from xlscorecard.core.version import VERSION
from xlscorecard.output.html.rendering import rendered

_COLUMNS = (
    FindingColumn.SEVERITY,
    FindingColumn.REFERENCE,
    FindingColumn.CELL,
    FindingColumn.FOUND,
    FindingColumn.REMEDY,
)
_MOST_CELLS = 6


class _Row(NamedTuple):
    """The cells of a finding in the order of the columns, and how the row looks."""

    look: str
    severity: str
    reference: str
    cells: list[str]
    found: str
    remedy: str


def findings_html(checked: Checked) -> str:
    """The whole page."""
    looked_at = ": a table that cannot be read, looked at"
    if checked.reporting is not None:
        indicators = counted(checked.indicators, "indicator")
        looked_at = f", {month_label(checked.reporting)}: {indicators} checked"
    counts = severity_counts(checked.findings)
    if checked.accepted:
        counts.append(f"{len(checked.accepted):,} accepted")
    return rendered(
        "findings",
        workbook=checked.workbook,
        looked_at=f"Sheet {checked.sheet}{looked_at} by xlscorecard {VERSION}.",
        counts=", ".join(counts) or "Nothing to look at.",
        headings=[column.value for column in _COLUMNS],
        rows=list(map(_row, checked.listed)),
    )


def _row(finding: Finding) -> _Row:
    areas = joined_areas(finding.areas)
    cells = list(map(str, areas[:_MOST_CELLS]))
    if len(areas) > _MOST_CELLS:
        cells.append(f"and {len(areas) - _MOST_CELLS:,} more")
    look = severity = finding.severity.word
    remedy = finding.remedy
    if finding.status is Status.ACCEPTED:
        look, severity = finding.status.name.lower(), f"accepted ({severity})"
        remedy = f"Accepted by {finding.by}: {finding.reason}"
    return _Row(look, severity, finding.reference, cells, finding.message, remedy)
