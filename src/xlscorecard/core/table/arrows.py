"""Arrows, in our signs and in those that others use."""

from xlscorecard.core.measures.direction import Direction

_ARROWS = {
    **dict.fromkeys(("↑", "▲", "⬆", "⇧", "up"), Direction.UP),
    **dict.fromkeys(("→", "►", "▶", "➡", "⇨", "↔", "◄►", "◀▶", "similar", "same"), Direction.LEVEL),
    **dict.fromkeys(("↓", "▼", "⬇", "⇩", "down"), Direction.DOWN),
}


def arrow_in(text: str) -> Direction | None:
    """The direction that a text shows, in our arrows or in others; None where it shows none."""
    return _ARROWS.get(text.strip().casefold())
