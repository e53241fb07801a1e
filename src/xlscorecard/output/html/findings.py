"""Findings as a page: whole in one file, readable without scripts, printable."""

from xlscorecard import __version__
from xlscorecard.actions.check import Checked
from xlscorecard.core.domain.finding import Finding, Status, severity_counts
from xlscorecard.core.domain.period import month_label
from xlscorecard.core.domain.wording import counted
from xlscorecard.core.sheet.address import in_areas
from xlscorecard.output.html.frame import framed, spelled

_STYLE = """\
table { table-layout: auto; }
td.severity { white-space: nowrap; font-weight: 600; }
td.cells { white-space: nowrap; font-variant-numeric: tabular-nums; }
tr.wrong td.severity { border-left: 6px solid #B3261E; }
tr.doubtful td.severity { border-left: 6px solid #C77700; }
tr.note td.severity { border-left: 6px solid #3B6EA8; }
tr.accepted td { color: #605E5C; }
"""
_MOST_CELLS = 6


def findings_html(checked: Checked) -> str:
    """The whole page."""
    looked_at = ": a table that cannot be read, looked at"
    if checked.reporting is not None:
        indicators = counted(checked.indicators, "indicator")
        looked_at = f", {month_label(checked.reporting)}: {indicators} checked"
    rows = "".join(map(_row, checked.listed))
    table = (
        "<table>\n<thead><tr><th>Severity</th><th>Ref.</th><th>Cell</th><th>What was found</th>"
        f"<th>What to do</th></tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n"
    )
    body = (
        f"<h1>Checks of {spelled(checked.workbook)}</h1>\n"
        f'<p class="versions">Sheet {spelled(checked.sheet)}{looked_at} by xlscorecard '
        f"{__version__}.</p>\n"
        f'<p class="summary">{spelled(_counts(checked))}</p>\n{table if rows else ""}'
    )
    return framed(f"Checks of {checked.workbook}", body, _STYLE)


def _counts(checked: Checked) -> str:
    parts = severity_counts(checked.findings)
    if checked.accepted:
        parts.append(f"{len(checked.accepted):,} accepted")
    return ", ".join(parts) or "Nothing to look at."


def _row(finding: Finding) -> str:
    areas = in_areas(finding.cells)
    names = [spelled(area) for area in areas[:_MOST_CELLS]]
    if len(areas) > _MOST_CELLS:
        names.append(f"and {len(areas) - _MOST_CELLS:,} more")
    remedy, word, kind = finding.remedy, finding.severity.word, finding.severity.word
    if finding.status is Status.ACCEPTED:
        remedy, word, kind = (
            f"Accepted by {finding.by}: {finding.reason}",
            f"accepted ({word})",
            "accepted",
        )
    return (
        f'<tr class="{kind}"><td class="severity">{word}</td><td>{spelled(finding.reference)}</td>'
        f'<td class="cells">{"<br>".join(names)}</td><td>{spelled(finding.message)}</td>'
        f"<td>{spelled(remedy)}</td></tr>\n"
    )
