"""How the cells of a page look, as cell styles of a workbook.

The same style is added once only, however often a page is written: one that is there is reused.
"""

from typing import NamedTuple

from xlscorecard.books.file.additions import in_main_namespace
from xlscorecard.books.file.outline import Edit, Node, appended, edited, outline, with_attribute
from xlscorecard.sheet.page import Look

_INK, _TITLE, _GREY, _LINK = "FF1F2933", "FF1B3A5C", "FF605E5C", "FF0B5CAD"
_WRONG, _DOUBTFUL, _NOTE = "FFA4262C", "FF8A5A00", "FF1F5C99"
_HEADING_FILL, _INPUT_FILL = "FFE3EAF2", "FFFFF9DB"
_LINE = "FFC3CAD3"

_TEXT_FORMAT = 49
"""The number format @: ECMA-376 part 1, 18.8.30."""


class _Style(NamedTuple):
    """A style by what it consists of; a text format keeps what a person types as it is typed."""

    colour: str = _INK
    size: int = 10
    bold: bool = False
    underlined: bool = False
    fill: str | None = None
    ruled: bool = True
    wrapped: bool = True
    is_text: bool = True


_STYLES = {
    Look.TITLE: _Style(_TITLE, size=16, bold=True, ruled=False, wrapped=False),
    Look.SENTENCE: _Style(ruled=False, wrapped=False),
    Look.HEADING: _Style(bold=True, fill=_HEADING_FILL),
    Look.TEXT: _Style(),
    Look.LINK: _Style(_LINK, underlined=True, is_text=False),
    Look.INPUT: _Style(fill=_INPUT_FILL),
    Look.WRONG: _Style(_WRONG, bold=True),
    Look.DOUBTFUL: _Style(_DOUBTFUL, bold=True),
    Look.NOTE: _Style(_NOTE),
    Look.DONE: _Style(_GREY),
}


def add_looks(styles: bytes) -> tuple[bytes, dict[Look, int]]:
    """A styles part with the looks behind its own styles, and the number of each look's style.

    Raises:
        ValueError: it is no styles part, or lacks what every styles part has.
    """
    adding = _Adding(styles)
    numbers = {look: adding.style(style) for look, style in _STYLES.items()}
    return adding.written(), numbers


class _Adding:
    """Finds or adds the parts of styles."""

    def __init__(self, xml: bytes) -> None:
        self.xml = xml
        self.root = outline(xml, depth=2)
        self._present: dict[str, list[bytes]] = {}
        self._added: dict[str, list[bytes]] = {}

    def style(self, style: _Style) -> int:
        font = self._number("fonts", _font(style))
        fill = self._number("fills", _fill(style.fill)) if style.fill else 0
        border = self._number("borders", _BORDER) if style.ruled else 0
        number_format = _TEXT_FORMAT if style.is_text else 0
        alignment = ' horizontal="left" wrapText="1" indent="1"' if style.wrapped else ""
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
            self._present[name] = [self.xml[own.start : own.end] for own in node.children]
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


def _font(style: _Style) -> str:
    bold = "<b/>" if style.bold else ""
    underlined = "<u/>" if style.underlined else ""
    return (
        f'<font>{bold}{underlined}<sz val="{style.size}"/><color rgb="{style.colour}"/>'
        '<name val="Arial"/><family val="2"/></font>'
    )


def _fill(colour: str) -> str:
    return (
        f'<fill><patternFill patternType="solid"><fgColor rgb="{colour}"/>'
        '<bgColor indexed="64"/></patternFill></fill>'
    )


_BORDER = (
    "<border>"
    + "".join(
        f'<{side} style="thin"><color rgb="{_LINE}"/></{side}>'
        for side in ("left", "right", "top", "bottom")
    )
    + "<diagonal/></border>"
)
