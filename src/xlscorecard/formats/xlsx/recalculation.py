"""What has to change beside the sheet, so that no stale result is shown as a fresh one."""

import re
from collections.abc import Mapping

from xlscorecard.formats.xlsx.package import Package
from xlscorecard.formats.xlsx.parts import CONTENT_TYPES, relationships_part

# A formula's element as it can begin, with a prefix or without; plain searches are quickest.
_FORMULA_STARTS = (b"<f>", b"<f ", b"<f/", b":f>", b":f ", b":f/", b"<f\n", b":f\n")
_CALC_PR = rb"<(?:\w+:)?calcPr\b(?P<attributes>[^>]*?)\s*/?>"
_FULL_CALC = rb"\sfullCalcOnLoad\s*=\s*[\"'](\w+)[\"']"
# What follows calcPr in a workbook part: ECMA-376 part 1, 18.2.27, the sequence of CT_Workbook.
_AFTER_CALC_PR = (
    rb"<(?P<prefix>(?:\w+:)?)(?:oleSize|customWorkbookViews|pivotCaches|smartTagPr|smartTagTypes"
    rb"|webPublishing|fileRecoveryPr|webPublishObjects|extLst)\b|</(?P<root>(?:\w+:)?)workbook\s*>"
)


def recalculation_changes(
    package: Package, known: Mapping[str, bool], *, overwrote_formula: bool
) -> dict[str, bytes | None]:
    """The parts to change after cells have changed; None removes a part.

    Where the workbook has formulas, it is marked to be calculated when it is opened. Where a
    formula was overwritten, the calculation chain goes, which would name a cell without one;
    Excel makes it anew.
    """
    changes: dict[str, bytes | None] = {}
    if _has_formulas(package, known):
        workbook = package.read(package.workbook_part)
        marked = _marked_for_calculation(workbook)
        if marked != workbook:
            changes[package.workbook_part] = marked
    if overwrote_formula:
        changes |= without_chain(package)
    return changes


def without_chain(package: Package) -> dict[str, bytes | None]:
    """The parts to change so that the calculation chain goes; none if there is none."""
    chain = package.calculation_chain
    if chain is None:
        return {}
    relationships = relationships_part(package.workbook_part)
    return {
        chain.target: None,
        relationships: _without_element(
            package.read(relationships), b"Relationship", b"Id", chain.identifier.encode()
        ),
        CONTENT_TYPES: _without_element(
            package.read(CONTENT_TYPES), b"Override", b"PartName", f"/{chain.target}".encode()
        ),
    }


def _has_formulas(package: Package, known: Mapping[str, bool]) -> bool:
    """Whether any sheet has a formula; ``known`` are the parts of which it is known."""
    if package.calculation_chain is not None:
        return True
    for part in package.worksheet_parts:
        if part in known:
            if known[part]:
                return True
        elif part in package.archive:
            xml = package.read(part)
            if any(start in xml for start in _FORMULA_STARTS):
                return True
    return False


def _marked_for_calculation(workbook: bytes) -> bytes:
    match = re.search(_CALC_PR, workbook)
    if match is None:
        after = re.search(_AFTER_CALC_PR, workbook)
        if after is None:
            return workbook
        prefix = after["prefix"] if after["prefix"] is not None else after["root"]
        element = b'<%bcalcPr fullCalcOnLoad="1"/>' % prefix
        return workbook[: after.start()] + element + workbook[after.start() :]
    present = re.search(_FULL_CALC, match[0])
    if present is None:
        position = match.end("attributes")
        return workbook[:position] + b' fullCalcOnLoad="1"' + workbook[position:]
    if present[1] in (b"1", b"true"):
        return workbook
    start, end = (match.start() + position for position in present.span(1))
    return workbook[:start] + b"1" + workbook[end:]


def _without_element(xml: bytes, name: bytes, attribute: bytes, value: bytes) -> bytes:
    """XML without the one empty element that has an attribute of the given value."""
    pattern = rb"<(?:\w+:)?%b\b(?=[^>]*?\s%b\s*=\s*[\"']%b[\"'])[^>]*?(?:/>|>\s*</(?:\w+:)?%b>)" % (
        name, attribute, re.escape(value), name,
    )  # fmt: skip
    return re.sub(pattern, b"", xml, count=1)
