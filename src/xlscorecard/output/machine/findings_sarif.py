"""Findings as SARIF 2.1.0, for pipelines that collect the findings of many tools.

Source: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0.
"""

from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from xlscorecard.actions.check import Checked
from xlscorecard.core.checks.all_rules import RULES
from xlscorecard.core.domain.finding import Finding, Severity, Status
from xlscorecard.core.sheet.address import SheetArea
from xlscorecard.core.version import VERSION

_LEVELS = {Severity.WRONG: "error", Severity.DOUBTFUL: "warning", Severity.NOTE: "note"}
_POSITIONS = {rule.name: position for position, rule in enumerate(RULES)}
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"


def findings_sarif(checked: Checked) -> dict[str, Any]:
    """One run with all rules and a result for each finding.

    A cell is a logical location, and a region too: its row is the line. An accepted finding is a
    result that is suppressed.
    """
    rules = [
        {
            "id": rule.name,
            "shortDescription": {"text": rule.finds},
            "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        }
        for rule in RULES
    ]
    driver = {"name": "xlscorecard", "version": VERSION, "rules": rules}
    results = [_result(checked.workbook, finding) for finding in checked.listed]
    return {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": results}],
    }


def _result(workbook: str, finding: Finding) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": _POSITIONS[finding.rule],
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{finding.message}; {finding.remedy}"},
        "locations": [_location(workbook, cell) for cell in finding.areas],
    }
    if finding.status is Status.ACCEPTED:
        justification = f"{finding.reason} ({finding.by})"
        result["suppressions"] = [{"kind": "external", "justification": justification}]
    return result


def _location(workbook: str, cell: SheetArea) -> dict[str, Any]:
    path = PurePath(workbook)
    uri = path.as_uri() if path.is_absolute() else quote(path.as_posix())
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": uri},
            "region": {"startLine": cell.area.top, "startColumn": cell.area.left},
        },
        "logicalLocations": [{"fullyQualifiedName": str(cell)}],
    }
