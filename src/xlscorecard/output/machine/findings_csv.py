"""Findings as CSV, one line each."""

import csv
import io
from collections.abc import Callable, Mapping
from types import MappingProxyType

from xlscorecard.actions.check import Checked
from xlscorecard.core.domain.finding import Finding

_COLUMNS: Mapping[str, Callable[[Finding], str]] = MappingProxyType(
    {
        "severity": lambda finding: finding.severity.word,
        "status": lambda finding: finding.status.value,
        "rule": lambda finding: finding.rule,
        "reference": lambda finding: finding.reference,
        "cell": lambda finding: finding.cells[0],
        "all_cells": lambda finding: " ".join(finding.cells),
        "found": lambda finding: finding.message,
        "what_to_do": lambda finding: finding.remedy,
        "accepted_by": lambda finding: finding.by,
        "reason": lambda finding: finding.reason,
    }
)
"""The columns by the names that other programs know them by."""

# A spreadsheet program takes a text that begins so for a formula.
_TAKEN_FOR_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def findings_csv(checked: Checked) -> str:
    """The findings under a line of headings, the open ones first; lines end as RFC 4180 has it."""
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(_COLUMNS)
    for finding in checked.listed:
        writer.writerow([_plain(text(finding)) for text in _COLUMNS.values()])
    return target.getvalue()


def _plain(text: str) -> str:
    return f"'{text}" if text.startswith(_TAKEN_FOR_A_FORMULA) else text
