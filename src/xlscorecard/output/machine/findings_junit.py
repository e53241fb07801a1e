"""Findings as JUnit XML, for pipelines that show test results: each rule is a test."""

import re
from xml.etree import ElementTree as ET

from xlscorecard.actions.check import Checked
from xlscorecard.core.checks.all_rules import RULES
from xlscorecard.core.domain.finding import Finding, Severity

# XML 1.0, 2.2: the characters of a document are all others.
_NOT_OF_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def findings_junit(checked: Checked) -> str:
    """One test for each rule; it fails by findings that are wrong or doubtful, notes are output."""
    found: dict[str, list[Finding]] = {rule.name: [] for rule in RULES}
    for finding in checked.findings:
        found[finding.rule].append(finding)
    failed = [name for name, findings in found.items() if any(map(_fails, findings))]
    suite = ET.Element(
        "testsuite",
        name=f"xlscorecard check {checked.workbook}",
        tests=str(len(found)),
        failures=str(len(failed)),
        errors="0",
        skipped="0",
    )
    for name, findings in found.items():
        case = ET.SubElement(suite, "testcase", classname=f"xlscorecard.{checked.sheet}", name=name)
        lines = "\n".join(map(_line, findings))
        if name in failed:
            worst = min(finding.severity for finding in findings)
            first = findings[0].message
            more = f" (and {len(findings) - 1} more)" if len(findings) > 1 else ""
            failure = ET.SubElement(case, "failure", message=first + more, type=worst.word)
            failure.text = lines
        elif findings:
            ET.SubElement(case, "system-out").text = lines
    ET.indent(suite)
    document = ET.tostring(suite, encoding="unicode", xml_declaration=False)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{_allowed(document)}\n'


def _fails(finding: Finding) -> bool:
    return finding.severity is not Severity.NOTE


def _line(finding: Finding) -> str:
    return f"{finding.severity.word}: {finding}"


def _allowed(document: str) -> str:
    """The document without the characters that XML 1.0 cannot hold."""
    return _NOT_OF_XML.sub("\N{REPLACEMENT CHARACTER}", document)
