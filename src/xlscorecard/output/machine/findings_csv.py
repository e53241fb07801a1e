"""Findings as CSV, one line each."""

import csv
import io

from xlscorecard.actions.check import Checked
from xlscorecard.actions.listed_findings import listed_findings

_HEADINGS = (
    "severity", "status", "rule", "reference", "cell", "all_cells", "found", "what_to_do",
    "accepted_by", "reason",
)  # fmt: skip

# A spreadsheet program takes a text that begins so for a formula.
_TAKEN_FOR_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def findings_csv(checked: Checked) -> str:
    """The findings under a line of headings, the open ones first; lines end as RFC 4180 has it."""
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(_HEADINGS)
    for own in listed_findings(checked):
        finding = own.finding
        cells = (
            finding.severity.word,
            "accepted" if own.is_accepted else "open",
            finding.rule,
            finding.reference,
            finding.cells[0],
            " ".join(finding.cells),
            finding.message,
            finding.remedy,
            own.by,
            own.reason,
        )
        writer.writerow(_plain(cell) for cell in cells)
    return target.getvalue()


def _plain(text: str) -> str:
    return f"'{text}" if text.startswith(_TAKEN_FOR_A_FORMULA) else text
