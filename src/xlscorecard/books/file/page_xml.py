"""A sheet of our own as a sheet's XML: a new one, or the cells of one that is there; its styles."""

import re
from collections.abc import Mapping

from xlscorecard.core.sheet.address import Area, cell_name
from xlscorecard.core.sheet.looks import DRESSES, FONT, LINES, Dress
from xlscorecard.core.sheet.page import Link, Look, Page, PageCell
from xlscorecard.formats.xlsx.style_additions import add_to_collection
from xlscorecard.formats.xlsx.written_xml import character_data, not_an_escape
from xlscorecard.formats.xlsx.xml_edits import MAIN, XmlEdits

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_A4 = 9
_TEXT_FORMAT = 49  # @: ECMA-376 part 1, 18.8.30
_NOT_OF_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST_TEXT = 32_767  # characters of a cell
_FOOTER = "&amp;L&amp;8&amp;A&amp;C&amp;8Page &amp;P of &amp;N&amp;R&amp;8Printed &amp;D"
# ECMA-376 part 1, 18.3.1.99, the sequence of CT_Worksheet up to the filter.
_BEFORE_FILTER = ("sheetData", "sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios")

Numbers = Mapping[Look, int]
"""The number of each look's cell style."""


def new_sheet(page: Page, numbers: Numbers) -> bytes:
    """The part of a new sheet."""
    widths = "".join(
        f'<col min="{number}" max="{number}" width="{width or 9}" customWidth="1"'
        + (' hidden="1"/>' if not width else "/>")
        for number, width in enumerate(page.widths, start=1)
    )
    below = cell_name(page.heading_row + 1, 1)
    return (
        f'{_XML}<worksheet xmlns="{MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<dimension ref="{_extent(page)}"/><sheetViews><sheetView showGridLines="0" '
        f'workbookViewId="0"><pane ySplit="{page.heading_row}" topLeftCell="{below}" '
        f'activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" '
        f'activeCell="{below}" sqref="{below}"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{widths}</cols>'
        f"<sheetData>{_rows(page, numbers)}</sheetData>{_filter(page)}"
        '<printOptions horizontalCentered="1"/>'
        '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>'
        f'<pageSetup paperSize="{_A4}" orientation="landscape" fitToHeight="0"/>'
        f"<headerFooter><oddFooter>{_FOOTER}</oddFooter></headerFooter></worksheet>"
    ).encode()


def write_anew(sheet: XmlEdits, page: Page, numbers: Numbers) -> None:
    """Write the cells of a page into the sheet that has been written for it before.

    Raises:
        ValueError: it has no place for cells.
    """
    root = sheet.root

    def prefixed(xml: str) -> bytes:
        """Elements with the prefix that the sheet's own have."""
        if not root.prefix:
            return xml.encode()
        return re.sub(r"<(/?)(?=\w)", lambda tag: tag[0] + root.prefixed(""), xml).encode()

    rows = f"<sheetData>{_rows(page, numbers)}</sheetData>"
    sheet.replace(sheet.required("sheetData", "a sheet"), prefixed(rows))
    extent, present = root.child("dimension"), root.child("autoFilter")
    if extent is not None:
        sheet.replace(extent, prefixed(f'<dimension ref="{_extent(page)}"/>'))
    if present is not None:
        sheet.replace(present, prefixed(_filter(page)))
    else:
        sheet.insert_after(_BEFORE_FILTER, prefixed(_filter(page)))


def _extent(page: Page) -> Area:
    return Area(1, 1, page.last_row, len(page.widths))


def _filter(page: Page) -> str:
    return f'<autoFilter ref="{Area(page.heading_row, 1, page.last_row, len(page.widths))}"/>'


def _rows(page: Page, numbers: Numbers) -> str:
    return "".join(
        f'<row r="{number}"{_height(page, number)}>'
        + "".join(
            _cell(cell_name(number, column), cell, numbers[cell.look])
            for column, cell in enumerate(cells, start=1)
        )
        + "</row>"
        for number, cells in sorted(page.rows.items())
    )


def _height(page: Page, row: int) -> str:
    height = page.heights.get(row)
    return f' ht="{height:g}" customHeight="1"' if height else ""


def _cell(name: str, cell: PageCell, style: int) -> str:
    text = _text(cell.text)
    if isinstance(cell.content, Link):
        formula = _text(cell.content.formula)
        return f'<c r="{name}" s="{style}" t="str"><f>{formula}</f><v>{text}</v></c>'
    if not text:
        return f'<c r="{name}" s="{style}"/>'
    return (
        f'<c r="{name}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    )


def _text(text: str) -> str:
    """A text as XML holds it; what XML cannot hold becomes the sign for that."""
    text = _NOT_OF_XML.sub("\N{REPLACEMENT CHARACTER}", not_an_escape(text))
    return character_data(text[:_LONGEST_TEXT])


def add_looks(styles: XmlEdits) -> dict[Look, int]:
    """Add the looks behind a workbook's own styles; the number of each look's style comes back.

    Args:
        styles: the styles part, its outline two elements deep.

    Raises:
        ValueError: it lacks what every styles part has.
    """
    adding = _Adding(styles)
    numbers = {
        look: adding.style(dress, is_text=look is not Look.LINK) for look, dress in DRESSES.items()
    }
    for name, elements in adding.added.items():
        add_to_collection(styles, name, elements)
    return numbers


class _Adding:
    """Finds the parts of styles, or notes what is to be ``added`` for them."""

    def __init__(self, styles: XmlEdits) -> None:
        self.styles = styles
        self.added: dict[str, list[bytes]] = {}
        self._present: dict[str, list[bytes]] = {}

    def style(self, dress: Dress, *, is_text: bool) -> int:
        font = self._number("fonts", _font(dress))
        fill = self._number("fills", _fill(dress.fill)) if dress.fill else 0
        border = self._number("borders", _BORDER) if dress.in_table else 0
        number_format = _TEXT_FORMAT if is_text else 0
        alignment = ' horizontal="left" wrapText="1" indent="1"' if dress.in_table else ""
        xml = (
            f'<xf numFmtId="{number_format}" fontId="{font}" fillId="{fill}" '
            f'borderId="{border}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" '
            f'applyBorder="1" applyAlignment="1"><alignment vertical="top"{alignment}/></xf>'
        )
        return self._number("cellXfs", xml)

    def _number(self, name: str, element: str) -> int:
        """The number of an element in its collection, to which it is added if it is not there."""
        if name not in self._present:
            self._present[name] = self.styles.written(self.styles.required(name, "styles"))
        # As ``adapted`` writes it.
        present, wanted = self._present[name], self.styles.adapted([element.encode()])
        if wanted not in present:
            present.append(wanted)
            self.added.setdefault(name, []).append(element.encode())
        return present.index(wanted)


def _argb(colour: str) -> str:
    return f"FF{colour[1:]}"


def _font(dress: Dress) -> str:
    bold = "<b/>" if dress.bold else ""
    underlined = "<u/>" if dress.underlined else ""
    return (
        f'<font>{bold}{underlined}<sz val="{dress.size}"/><color rgb="{_argb(dress.colour)}"/>'
        f'<name val="{FONT}"/><family val="2"/></font>'
    )


def _fill(colour: str) -> str:
    return (
        f'<fill><patternFill patternType="solid"><fgColor rgb="{_argb(colour)}"/>'
        '<bgColor indexed="64"/></patternFill></fill>'
    )


_BORDER = (
    "<border>"
    + "".join(
        f'<{side} style="thin"><color rgb="{_argb(LINES)}"/></{side}>'
        for side in ("left", "right", "top", "bottom")
    )
    + "<diagonal/></border>"
)
