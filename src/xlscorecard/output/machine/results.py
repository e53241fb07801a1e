"""Results as plain data for machines: numbers, texts, lists and dictionaries only."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from xlscorecard.actions.adopted import Adopted
from xlscorecard.actions.check import Checked
from xlscorecard.actions.explain import Explained
from xlscorecard.actions.refresh import Refreshed
from xlscorecard.core.checks.reading import found_while_reading
from xlscorecard.core.checks.subject import Subject
from xlscorecard.core.domain.finding import Finding, Status
from xlscorecard.core.domain.period import Month, year_and_number
from xlscorecard.core.measures.results import Comparison
from xlscorecard.core.sheet.address import address
from xlscorecard.core.table.plan import tolerance_of
from xlscorecard.errors import XlscorecardError

Json = dict[str, Any]


def month_data(month: Month) -> str:
    """A month as ISO 8601 writes it: ``2019-08``."""
    year, number = year_and_number(month)
    return f"{year}-{number:02}"


def refreshed_data(refreshed: Refreshed, output: Path, backup: Path | None) -> Json:
    """What a refresh did."""
    return {
        "workbook": refreshed.workbook,
        "sheet": refreshed.sheet,
        "reporting_period": month_data(refreshed.reporting),
        "applied": refreshed.applied,
        "output": str(output) if refreshed.applied else None,
        "backup": str(backup) if backup else None,
        "indicators": refreshed.indicators,
        "cells_written": [
            {"cell": address(refreshed.sheet, *cell), "content": content}
            for cell, content in sorted(refreshed.plan.cells.items())
        ],
        "formulas_left_alone": list(refreshed.formulas),
        "findings": _findings_data(refreshed.findings),
        "accepted": _findings_data(refreshed.accepted),
        "listed_on": refreshed.listed_on,
        "notices": list(refreshed.notices),
    }


def checked_data(checked: Checked) -> Json:
    """What a check found."""
    return {
        "workbook": checked.workbook,
        "sheet": checked.sheet,
        "reporting_period": month_data(checked.reporting) if checked.reporting else None,
        "indicators": checked.indicators,
        "cells_outdated": checked.outdated,
        "findings": _findings_data(checked.findings),
        "accepted": _findings_data(checked.accepted),
    }


def explained_data(explained: Explained) -> Json:
    """What a cell comes from."""
    return {
        "workbook": explained.workbook,
        "cell": explained.cell,
        "reference": explained.reference,
        "heading": explained.heading,
        "sentences": list(explained.sentences),
        "findings": _findings_data(explained.findings),
    }


def adopted_data(adopted: Adopted) -> Json:
    """What adopting a workbook did."""
    return {
        "workbook": adopted.workbook,
        "sheet": adopted.sheet,
        "output": str(adopted.output),
        "backup": str(adopted.backup) if adopted.backup else None,
        "added": list(adopted.added),
    }


def computed_data(computed: Subject) -> Json:
    """A scorecard with its values and measures."""
    scorecard = computed.reading.scorecard
    months = [month_data(month) for month in scorecard.periods]
    return {
        "sheet": computed.reading.grid.sheet,
        "reporting_period": month_data(computed.reporting),
        "indicators": [
            {
                "reference": indicator.reference,
                "indicator": indicator.title,
                "frequency": indicator.frequency.name.lower(),
                "polarity": indicator.polarity.value,
                "percentage": indicator.percentage,
                "unit_of_change": tolerance_of(indicator, computed.settings).unit.value,
                "values": dict(zip(months, indicator.values, strict=True)),
                "previous_period": _comparison_data(measures.previous),
                "previous_year": _comparison_data(measures.year),
                "average_12_months": measures.average,
                "maximum_12_months": measures.maximum,
            }
            for indicator, measures in zip(scorecard.indicators, computed.results, strict=True)
        ],
        "findings": _findings_data(tuple(found_while_reading(computed.reading, computed.settings))),
    }


def error_data(error: XlscorecardError) -> Json:
    """An error with all its faults."""
    return {
        "error": {
            "kind": type(error).__name__,
            "faults": [
                {
                    "place": fault.place,
                    "found": fault.found,
                    "expected": fault.expected,
                    "remedy": fault.remedy,
                }
                for fault in error.faults
            ],
        }
    }


def _comparison_data(comparison: Comparison) -> Json:
    return {
        "change": comparison.change,
        "direction": comparison.direction.name.lower() if comparison.direction else None,
        "judgement": comparison.judgement.value.lower() if comparison.judgement else None,
    }


def _findings_data(findings: Sequence[Finding]) -> list[Json]:
    return list(map(_finding_data, findings))


def _finding_data(finding: Finding) -> Json:
    data: Json = {
        "rule": finding.rule,
        "severity": finding.severity.word,
        "cells": list(finding.cells),
        "reference": finding.reference,
        "message": finding.message,
        "remedy": finding.remedy,
    }
    if finding.status is Status.ACCEPTED:
        data |= {"accepted_by": finding.by, "reason": finding.reason}
    return data
