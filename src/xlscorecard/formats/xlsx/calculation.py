"""Whether any program has calculated a workbook, and how it is made to be calculated again.

Programs that cannot calculate write formulas without a result, or with the result 0. The former
says of itself that it is none; of the latter only the workbook as a whole can tell.
"""

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from xlscorecard.core.sheet.address import Place
from xlscorecard.core.sheet.content import NOT_CALCULATED
from xlscorecard.core.sheet.grid import Grid
from xlscorecard.formats.xlsx.formula_cells import has_formulas
from xlscorecard.formats.xlsx.package import Package
from xlscorecard.formats.xlsx.parts import CONTENT_TYPES, relationships_part
from xlscorecard.formats.xlsx.workbook_draft import WorkbookDraft
from xlscorecard.formats.xlsx.xml_edits import SpanEdit, edited

_WRITERS_MARK = "124519"
"""The mark (calcId) that openpyxl and XlsxWriter leave, which calculate nothing."""

# So many zeros, and nothing else, are no coincidence in a workbook that names no calculation.
_FEWEST_ZEROS = 3
_CALC_PR = rb"<(?:\w+:)?calcPr\b(?P<attributes>[^>]*?)\s*/?>"
_FULL_CALC = rb"\sfullCalcOnLoad\s*=\s*[\"'](\w+)[\"']"
# What follows calcPr in a workbook part: ECMA-376 part 1, 18.2.27, the sequence of CT_Workbook.
_AFTER_CALC_PR = (
    rb"<(?P<prefix>(?:\w+:)?)(?:oleSize|customWorkbookViews|pivotCaches|smartTagPr|smartTagTypes"
    rb"|webPublishing|fileRecoveryPr|webPublishObjects|extLst)\b|</(?P<root>(?:\w+:)?)workbook\s*>"
)


def lacks_calculation(package: Package, grids: Iterable[Grid]) -> bool:
    """Whether nothing has calculated a workbook, to judge by all the formulas of some sheets.

    That ``fullCalcOnLoad`` is set proves nothing: a refresh sets it too.
    """
    if package.calculation_identifier not in ("", _WRITERS_MARK):
        return False
    zeros = 0
    for grid in grids:
        for place in grid.formulas:
            if grid.is_zero_by_formula(*place):
                zeros += 1
            elif grid.content(*place) is not NOT_CALCULATED:
                return False  # something has
    fewest = 1 if package.calculation_identifier == _WRITERS_MARK else _FEWEST_ZEROS
    return zeros >= fewest


def mark_for_calculation(
    draft: WorkbookDraft, sheet: str, cells: Iterable[Place], known: Mapping[str, bool]
) -> None:
    """Let a workbook be calculated when it is opened, if a formula may depend on written cells.

    Where none does, every result is as right as before. To calculate nevertheless would turn
    the cells with functions of a program that a computer lacks into errors.

    Args:
        draft: the workbook, in which the cells are written already.
        sheet: the name of their sheet.
        cells: where they are.
        known: parts of sheets of which it is known whether they had any formula.
    """
    workbook = draft.read(draft.package.workbook_part)
    marked = _edited_by_patterns(workbook, _marks)
    if marked is not None and _any_depends(draft, sheet, cells, known):
        draft.changes[draft.package.workbook_part] = marked


def remove_chain(draft: WorkbookDraft) -> frozenset[str]:
    """Remove the calculation chain, which Excel makes anew; the part that has gone comes back.

    It would name a cell without a formula where one was overwritten, and none that is new.
    """
    chain = draft.package.calculation_chain
    if chain is None:
        return frozenset()
    if draft.changes.get(chain.target, b"") is not None:
        draft.changes[chain.target] = None
        for part, name, attribute, value in (
            (relationships_part(draft.package.workbook_part), b"Relationship", b"Id",
             chain.identifier),
            (CONTENT_TYPES, b"Override", b"PartName", f"/{chain.target}"),
        ):  # fmt: skip
            part = draft.package.archive.name_in_file(part)
            pattern = _element(name, attribute, value.encode())
            without = _edited_by_patterns(draft.read(part), partial(_without, pattern))
            if without is not None:
                draft.changes[part] = without
    return frozenset({chain.target})


def _any_depends(
    draft: WorkbookDraft, sheet: str, cells: Iterable[Place], known: Mapping[str, bool]
) -> bool:
    """Whether a formula of any sheet depends on the cells, or may."""
    dependents = None
    for name, xml in _sheets_with_formulas(draft, known):
        if dependents is None:  # loaded only where there is a formula
            from xlscorecard.formats.xlsx.dependents import Dependents

            dependents = Dependents(draft, sheet, cells)
        if dependents.may_be_in(name, xml):
            return True
    return False


def _sheets_with_formulas(
    draft: WorkbookDraft, known: Mapping[str, bool]
) -> Iterator[tuple[str, bytes]]:
    """The sheets that may have formulas, each with its XML."""
    for name, part in draft.package.sheets.items():
        if known.get(part, part in draft.package.archive):
            xml = draft.read(part)
            if has_formulas(xml):
                yield name, xml


def _edited_by_patterns(xml: bytes, edits: Callable[[bytes], Iterable[SpanEdit]]) -> bytes | None:
    """A part with edits that were found by patterns, in UTF-16 too; None where there are none."""
    is_utf_16 = xml.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
    plain = xml.decode("utf-16").encode() if is_utf_16 else xml
    wanted = list(edits(plain))
    if not wanted:
        return None
    changed = edited(plain, wanted)
    return changed.decode().encode("utf-16") if is_utf_16 else changed


def _without(pattern: bytes, xml: bytes) -> Iterator[SpanEdit]:
    """The edit that takes away the first element of a pattern."""
    found = re.search(pattern, xml)
    if found is not None:
        yield (*found.span(), b"")


def _marks(workbook: bytes) -> Iterator[SpanEdit]:
    """The edit that marks a workbook; none where it is marked, or has no place for a mark."""
    match = re.search(_CALC_PR, workbook)
    if match is None:
        after = re.search(_AFTER_CALC_PR, workbook)
        if after is not None:
            prefix = after["prefix"] if after["prefix"] is not None else after["root"]
            yield after.start(), after.start(), b'<%bcalcPr fullCalcOnLoad="1"/>' % prefix
        return
    present = re.search(_FULL_CALC, match[0])
    if present is None:
        yield match.end("attributes"), match.end("attributes"), b' fullCalcOnLoad="1"'
    elif present[1] not in (b"1", b"true"):
        yield match.start() + present.start(1), match.start() + present.end(1), b"1"


def _element(name: bytes, attribute: bytes, value: bytes) -> bytes:
    """The pattern of an empty element that has an attribute of a value."""
    opening = rb"(?i)<(?:\w+:)?%b\b(?=[^>]*?\s%b\s*=\s*[\"']%b[\"'])[^>]*?"
    ending = rb"(?:/>|>\s*</(?:\w+:)?%b>)"
    return (opening + ending) % (name, attribute, re.escape(value), name)
