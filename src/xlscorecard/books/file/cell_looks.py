"""How the cells of a page look, as cell styles of a workbook.

The same style is added once only, however often a page is written: one that is there is reused.
"""

from xlscorecard.core.sheet.looks import DRESSES, FONT, LINES, Dress
from xlscorecard.core.sheet.page import Look
from xlscorecard.formats.xlsx.additions import in_main_namespace
from xlscorecard.formats.xlsx.outline import Edit, Node, appended, edited, outline, with_attribute

_TEXT_FORMAT = 49
"""The number format @: ECMA-376 part 1, 18.8.30."""


def add_looks(styles: bytes) -> tuple[bytes, dict[Look, int]]:
    """A styles part with the looks behind its own styles, and the number of each look's style.

    Raises:
        ValueError: it is no styles part, or lacks what every styles part has.
    """
    adding = _Adding(styles)
    numbers = {
        look: adding.style(dress, is_text=look is not Look.LINK) for look, dress in DRESSES.items()
    }
    return adding.written(), numbers


class _Adding:
    """Finds or adds the parts of styles."""

    def __init__(self, xml: bytes) -> None:
        self.xml = xml
        self.root = outline(xml, depth=2)
        self._present: dict[str, list[bytes]] = {}
        self._added: dict[str, list[bytes]] = {}

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

    def written(self) -> bytes:
        edits: list[Edit] = []
        for name, elements in self._added.items():
            node = _required(self.root, name)
            edits.append(appended(node, b"".join(elements)))
            if "count" in node.attributes:
                count = len(self._present[name])
                edits.append(with_attribute(self.xml, node, "count", str(count)))
        return edited(self.xml, edits)

    def _number(self, name: str, element: str) -> int:
        """The number of an element in its collection, to which it is added if it is not there."""
        if name not in self._present:
            node = _required(self.root, name)
            self._present[name] = [self.xml[child.start : child.end] for child in node.children]
        present = self._present[name]
        wanted = in_main_namespace(self.root, [element.encode()])
        if wanted not in present:
            present.append(wanted)
            self._added.setdefault(name, []).append(wanted)
        return present.index(wanted)


def _required(root: Node, name: str) -> Node:
    node = root.child(name)
    if node is None:
        raise ValueError(f"styles without {name}")
    return node


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
