"""Where the elements of a sheet stand, as positions in its bytes."""

from typing import NamedTuple


class MarkupError(ValueError):
    """The XML is broken, or not what a sheet's XML is."""


class CellMarkup(NamedTuple):
    """A cell element: its column and its span."""

    column: int
    start: int
    end: int


class RowMarkup(NamedTuple):
    """A row element: its span, and the span of what is inside.

    A row without content (``<row … />``) has no inner span: both its ends are ``end``.
    """

    number: int
    start: int
    inner_start: int
    inner_end: int
    end: int

    @property
    def self_closing(self) -> bool:
        """Whether the row is one tag, with nothing inside."""
        return self.inner_end == self.end


class Scan(NamedTuple):
    """What a scanner finds. ``data`` spans the inside of sheetData, as in a row."""

    prefix: bytes
    data: RowMarkup
    rows: dict[int, RowMarkup]
    cells: dict[int, list[CellMarkup]] | None = None


def whole_number(text: str) -> int:
    """A number in an attribute.

    Raises:
        MarkupError: it is none.
    """
    if not text.isdecimal():
        raise MarkupError(f'"{text}" where a number belongs')
    return int(text)
