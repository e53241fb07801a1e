"""How the cells of a page look, as cell styles of a workbook.

The same style is added once only, however often a page is written: one that is there is reused.
"""

from xlscorecard.core.sheet.looks import DRESSES, FONT, LINES, Dress
from xlscorecard.core.sheet.page import Look
from xlscorecard.formats.xlsx.style_additions import add_to_collection
from xlscorecard.formats.xlsx.xml_edits import XmlEdits

_TEXT_FORMAT = 49
"""The number format @: ECMA-376 part 1, 18.8.30."""


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
