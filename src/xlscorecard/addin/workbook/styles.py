"""How cells look: named sets of format properties, and the formats made of them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from xlscorecard.core.sheet import looks
from xlscorecard.core.sheet.colour_rule import Swatch
from xlscorecard.core.sheet.looks import DRESSES, Dress
from xlscorecard.core.sheet.page import Look
from xlscorecard.core.table.colours import NEUTRAL_TEXT

Style = Mapping[str, object]
"""Properties of a cell format, by XlsxWriter's names."""


def _style(**properties: object) -> Style:
    return MappingProxyType(properties)


FONT = _style(font_name=looks.FONT, font_size=looks.PLAIN.size)

_INK = looks.PLAIN.colour
_TITLE = DRESSES[Look.TITLE]
_HEADING_FILL, _INPUT_FILL = DRESSES[Look.HEADING].fill, DRESSES[Look.INPUT].fill

TITLE = _style(font_size=_TITLE.size, bold=True, font_color=_TITLE.colour, valign="vcenter")
SUBTITLE = _style(font_size=12, bold=True, font_color=_TITLE.colour, valign="vcenter")
NOTE = _style(font_color="#4A5560", text_wrap=True, valign="top", align="left")
LABEL = _style(bold=True, font_color=_INK, align="left", valign="vcenter")
PLAIN = _style(font_color=_INK, align="left", valign="vcenter")
BORDER = _style(border=1, border_color=looks.LINES)
HEADING = _style(
    bold=True,
    font_color=_INK,
    bg_color=_HEADING_FILL,
    text_wrap=True,
    align="center",
    valign="vcenter",
)
GROUP_HEADING = _style(
    bold=True, font_color=_INK, bg_color="#CDD9E6", align="center", valign="vcenter"
)
LEFT = _style(align="left", indent=1)
CENTRED = _style(align="center", valign="vcenter", font_color=_INK)
STRONG = _style(bold=True)
WRAPPED = _style(align="left", valign="vcenter", indent=1, text_wrap=True, font_color=_INK)
PROSE = _style(align="left", valign="top", indent=1, text_wrap=True, font_color=_INK)
NEUTRAL = _style(align="center", valign="vcenter", font_color=NEUTRAL_TEXT)
ARROW = _style(bold=True, font_size=14)
INPUT = _style(bg_color=_INPUT_FILL, font_color=_INK, align="left", valign="vcenter", indent=1)

WHOLE = _style(num_format="#,##0")
PERCENTAGE = _style(num_format="0.0%")
CHANGE = _style(num_format="0%")
MONTH = _style(num_format="mmm-yy")
TEXT = _style(num_format="@")


def dressed(dress: Dress) -> tuple[Style, ...]:
    """The styles of a cell of a page."""
    return (
        _style(font_size=dress.size, font_color=dress.colour, valign="top"),
        *([STRONG] if dress.bold else []),
        *([_style(underline=1)] if dress.underlined else []),
        *([_style(bg_color=dress.fill)] if dress.fill else []),
        *([BORDER, LEFT, _style(text_wrap=True)] if dress.in_table else []),
    )


def filled(swatch: Swatch) -> Style:
    """The colours of a judgement."""
    return _style(font_color=swatch.text, bg_color=swatch.fill)


class Styles:
    """The formats of one workbook, each made once."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._formats: dict[tuple[tuple[str, object], ...], Any] = {}

    def look(self, *styles: Style) -> Any:
        """The format that joins some styles; the later one wins."""
        return self._format({**FONT, **_joined(styles)})

    def rule(self, *styles: Style) -> Any:
        """The format of a conditional format: only what it changes."""
        return self._format(_joined(styles))

    def _format(self, properties: dict[str, object]) -> Any:
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self._workbook.add_format(properties)
        return self._formats[key]


def _joined(styles: tuple[Style, ...]) -> dict[str, object]:
    return {name: value for style in styles for name, value in style.items()}
