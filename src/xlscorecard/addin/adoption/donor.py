"""The sheets, rules and styles that an adopted workbook gets, written by XlsxWriter.

They are made in a workbook of their own, from which their XML is taken over.
"""

import re
from io import BytesIO
from typing import NamedTuple
from zipfile import ZipFile

from xlscorecard.addin.workbook import colours, configuration_page, settings_page
from xlscorecard.addin.workbook.page_writer import write_page
from xlscorecard.addin.workbook.scorecard_sheet import add_rule
from xlscorecard.addin.workbook.styles import Styles
from xlscorecard.addin.workbook.table import TablePlace
from xlscorecard.addin.workbook.writer import empty_workbook
from xlscorecard.core.domain.our_sheets import CHECKS_SHEETS, CONFIGURATION_SHEET, SETTINGS_SHEET
from xlscorecard.core.findings.checks_page import unchecked_page
from xlscorecard.formats.xlsx.style_additions import StyleNumbers, renumbered
from xlscorecard.formats.xlsx.xml_edits import XmlEdits

_RULES = "Rules"
_SHEET_PARTS = {
    SETTINGS_SHEET: "xl/worksheets/sheet1.xml",
    CONFIGURATION_SHEET: "xl/worksheets/sheet2.xml",
    _RULES: "xl/worksheets/sheet3.xml",
    CHECKS_SHEETS[0]: "xl/worksheets/sheet4.xml",
}
_SELECTED = b' tabSelected="1"'
_SHARED_TEXT = re.compile(rb't="s"><v>(\d+)</v>')


class Donor(NamedTuple):
    """What an adopted workbook gets; styles and texts are referred to by their number here."""

    settings: bytes
    configuration: bytes
    checks: bytes
    rules: tuple[bytes, ...]
    styles: bytes
    texts: tuple[bytes, ...]

    def moved(self, numbers: StyleNumbers, first_text: int) -> "Donor":
        """The same with its styles and texts behind those of another workbook."""
        return self._replace(
            settings=_moved(self.settings, numbers.cells, first_text),
            configuration=_moved(self.configuration, numbers.cells, first_text),
            checks=_moved(self.checks, numbers.cells, first_text),
            rules=tuple(renumbered(rule, "dxfId", numbers.rules.__add__) for rule in self.rules),
        )


def donor(place: TablePlace, columns: settings_page.Presets = ()) -> Donor:
    """The donor for a scorecard whose table stands at a place; ``columns`` are said already."""
    target = BytesIO()
    workbook = empty_workbook(target)
    styles = Styles(workbook)
    sheets = {name: workbook.add_worksheet(name) for name in _SHEET_PARTS}
    settings_page.write(sheets[SETTINGS_SHEET], styles, columns=columns)
    configuration_page.write(sheets[CONFIGURATION_SHEET], styles)
    write_page(sheets[CHECKS_SHEETS[0]], styles, unchecked_page(CHECKS_SHEETS[0]))
    for rule in colours.change_rules(place):
        add_rule(sheets[_RULES], styles, rule)
    workbook.close()
    with ZipFile(target) as package:
        rules = XmlEdits(package.read(_SHEET_PARTS[_RULES]))
        texts = XmlEdits(package.read("xl/sharedStrings.xml"))
        return Donor(
            settings=_not_selected(package.read(_SHEET_PARTS[SETTINGS_SHEET])),
            configuration=_not_selected(package.read(_SHEET_PARTS[CONFIGURATION_SHEET])),
            checks=_not_selected(package.read(_SHEET_PARTS[CHECKS_SHEETS[0]])),
            rules=tuple(rules.written(rules.root, "conditionalFormatting")),
            styles=package.read("xl/styles.xml"),
            texts=tuple(texts.written(texts.root)),
        )


def _not_selected(sheet: bytes) -> bytes:
    """A sheet that is not the one that is shown."""
    return sheet.replace(_SELECTED, b"", 1)


def _moved(sheet: bytes, style: int, text: int) -> bytes:
    sheet = renumbered(sheet, "s", style.__add__)
    return _SHARED_TEXT.sub(lambda found: b't="s"><v>%d</v>' % (int(found[1]) + text), sheet)
