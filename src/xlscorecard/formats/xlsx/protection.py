"""What a workbook says about who may change it: sheets, the file, and the workbook as a whole.

None of it keeps a program from writing. It says what the people who keep the workbook want.
"""

import re
from collections.abc import Iterable

from xlscorecard.core.sheet.address import Area, Place
from xlscorecard.formats.xlsx.cell_detail import cells_styled, column_styles
from xlscorecard.formats.xlsx.markup import SheetMarkup
from xlscorecard.formats.xlsx.package import Package

_TRUE, _FALSE = (b"1", b"true"), ("0", "false")
_SHEET_PROTECTION = rb"<(?:\w+:)?sheetProtection\s[^>]*?\bsheet\s*=\s*[\"'](\w+)[\"']"
_RESERVATIONS = ("reservationPassword", "hashValue")
_CUSTOM_PROPERTIES, _REVISIONS = "/custom-properties", "/revisionHeaders"
_FINAL = rb"name\s*=\s*[\"']_MarkAsFinal[\"'][^>]*>\s*<(?:\w+:)?bool>\s*(?:true|1)\s*<"


def is_sheet_protected(markup: SheetMarkup) -> bool:
    """Whether a sheet is protected, so that its locked cells take nothing in Excel."""
    found = re.search(_SHEET_PROTECTION, markup.xml)
    return found is not None and found[1] in _TRUE


def locked_cells(package: Package, markup: SheetMarkup, places: Iterable[Place]) -> list[Place]:
    """The cells of a protected sheet that are locked, as every cell is unless its style says not.

    Raises:
        MarkupError: the sheet's XML is broken.
    """
    wanted = sorted(places)
    if not wanted:
        return []
    rows, columns = [place.row for place in wanted], [place.column for place in wanted]
    area = Area(min(rows), min(columns), max(rows), max(columns))
    unlocked = _unlocked_styles(package)
    open_cells = cells_styled(markup, area, unlocked)
    open_columns = {
        column
        for first, last, style in column_styles(markup)
        if int(style) in unlocked
        for column in range(max(first, area.left), min(last, area.right) + 1)
    }
    present = {
        (row.number, cell.column)
        for row in markup.rows.values()
        if open_columns and area.top <= row.number <= area.bottom
        for cell in markup.cells(row)
    }
    return [
        place
        for place in wanted
        if place not in open_cells and (place in present or place.column not in open_columns)
    ]


def _unlocked_styles(package: Package) -> frozenset[int]:
    """The cell styles of which cells stay open on a protected sheet."""
    part = package.styles_part
    unlocked: set[int] = set()
    group, index = "", -1
    for element in package.elements(part) if part is not None else ():
        if element.name == "xf":
            group = element.parent
            index += group == "cellXfs"
        elif (element.name, element.parent, group) == ("protection", "xf", "cellXfs") and (
            element.get("locked") in _FALSE
        ):
            unlocked.add(index)
    return frozenset(unlocked)


def is_write_reserved(package: Package) -> bool:
    """Whether Excel asks for a password before anybody may save the workbook under its name."""
    return any(
        element.name == "fileSharing" and any(element.get(name) for name in _RESERVATIONS)
        for element in package.elements(package.workbook_part)
    )


def is_marked_as_final(package: Package) -> bool:
    """Whether its author has marked it as final, so that Excel opens it read-only."""
    links = package.relationships("")
    parts = [link.target for link in links if link.kind == _CUSTOM_PROPERTIES]
    return any(
        re.search(_FINAL, package.read(part)) is not None
        for part in parts
        if part in package.archive
    )


def is_shared(package: Package) -> bool:
    """Whether it is a shared workbook of the old kind, of which Excel keeps a log of changes."""
    return any(link.kind == _REVISIONS for link in package.relationships(package.workbook_part))
