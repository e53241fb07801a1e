"""Draws the Scorecard tab into docs/images/ribbon.svg: ``python docs/make_ribbon.py``.

A drawing made from the ribbon's own list of buttons, for nobody here has Excel to take a picture
of. Its icons are blank; Excel shows its own.
"""

from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from xlscorecard.addin.registry.buttons import GROUPS, TAB_LABEL, Button, Group

PICTURE = Path(__file__).parent / "images" / "ribbon.svg"

OTHER_TABS = ("File", "Home", "Insert", "Review", "View")
HEIGHT, TOP, FOOT = 170, 40, 142
ROWS, ROW = 3, 32
LETTER = 6.6  # the mean width of a letter at 13 px
LARGE = 92
GREEN, GREY, LINE, TEXT = "#107C41", "#605E5C", "#D2D0CE", "#242424"


def drawing() -> str:
    """The whole drawing."""
    body, right = [], 12.0
    for group in GROUPS:
        lines, right = _group(group, right)
        body += lines
    width = round(right + 8)
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{HEIGHT}" '
            f'viewBox="0 0 {width} {HEIGHT}" font-family="Segoe UI, Helvetica, Arial, sans-serif" '
            'font-size="13">',
            f'<rect width="{width}" height="{HEIGHT}" fill="#F3F2F1"/>',
            f'<rect x="4" y="{TOP - 8}" width="{width - 8}" height="{HEIGHT - TOP + 2}" rx="6" '
            f'fill="#FFFFFF" stroke="{LINE}"/>',
            *_tabs(),
            *body,
            "</svg>\n",
        ]
    )


def _tabs() -> Iterator[str]:
    left = 20.0
    for tab in OTHER_TABS:
        yield _text(left, 20, tab, GREY)
        left += len(tab) * LETTER + 24
    yield _text(left, 20, TAB_LABEL, GREEN, weight="600")
    yield (
        f'<rect x="{left:g}" y="26" width="{len(TAB_LABEL) * LETTER + 6:.0f}" height="3" '
        f'fill="{GREEN}"/>'
    )


def _group(group: Group, left: float) -> tuple[list[str], float]:
    lines: list[str] = []
    right = left
    small = [button for button in group.buttons if not button.large]
    for button in group.buttons:
        if button.large:
            lines += _large(button, right)
            right += LARGE
    for first in range(0, len(small), ROWS):
        column = small[first : first + ROWS]
        for row, button in enumerate(column):
            lines += _small(button, right + 6, TOP + 4 + row * ROW)
        right += max(len(button.label) for button in column) * LETTER + 42
    right = max(right, left + len(group.label) * LETTER + 24)
    middle = (left + right) / 2
    lines.append(_text(middle, FOOT + 14, group.label, GREY, anchor="middle", size=12))
    lines.append(f'<path d="M{right + 4:g} {TOP}V{FOOT + 14}" stroke="{LINE}"/>')
    return lines, right + 10


def _large(button: Button, left: float) -> Iterator[str]:
    middle = left + LARGE / 2
    yield _icon(middle - 18, TOP + 4, 36)
    first, _, second = button.label.partition(" ")
    yield _text(middle, TOP + 60, first, TEXT, anchor="middle")
    yield _text(middle, TOP + 78, second, TEXT, anchor="middle")


def _small(button: Button, left: float, top: float) -> Iterator[str]:
    yield _icon(left, top + 4, 18)
    yield _text(left + 26, top + 18, button.label, TEXT)


def _icon(left: float, top: float, size: float) -> str:
    return (
        f'<rect x="{left:g}" y="{top:g}" width="{size:g}" height="{size:g}" rx="4" '
        f'fill="#DDF0E4" stroke="{GREEN}"/>'
    )


def _text(
    left: float,
    base: float,
    text: str,
    colour: str,
    *,
    anchor: str = "start",
    weight: str = "400",
    size: int = 13,
) -> str:
    return (
        f'<text x="{left:g}" y="{base:g}" fill="{colour}" text-anchor="{anchor}" '
        f'font-weight="{weight}" font-size="{size}">{escape(text)}</text>'
    )


if __name__ == "__main__":
    PICTURE.write_text(drawing(), "utf-8")
