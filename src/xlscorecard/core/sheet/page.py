"""A sheet that this package writes, as plain data which an adapter renders."""

from collections.abc import Mapping
from enum import Enum
from typing import NamedTuple


class Look(Enum):
    """How a cell of a page looks; each adapter has one table of them."""

    TITLE = "title"
    SENTENCE = "sentence"
    HEADING = "heading"
    TEXT = "text"
    LINK = "link"
    INPUT = "input"
    WRONG = "wrong"
    DOUBTFUL = "doubtful"
    NOTE = "note"
    DONE = "done"
    """of something that need not be looked at any more"""


class Link(NamedTuple):
    """A text that leads to a cell of the workbook, such as ``'My sheet'!K18``."""

    text: str
    target: str

    @property
    def formula(self) -> str:
        """The formula that makes it, without its equals sign."""
        return f'HYPERLINK("#{_doubled(self.target)}","{_doubled(self.text)}")'


def _doubled(text: str) -> str:
    return text.replace('"', '""')


class PageCell(NamedTuple):
    """What a cell holds, and how it looks."""

    content: str | Link
    look: Look

    @property
    def text(self) -> str:
        """What it shows."""
        return self.content.text if isinstance(self.content, Link) else self.content


class Page(NamedTuple):
    """A whole sheet.

    ``rows`` are the cells of each row from column A on. The row ``heading_row`` holds the
    headings of a table that can be filtered; what stands above it stays in sight. ``widths`` are
    those of the columns in characters; 0 hides a column. ``heights`` are those of the rows in
    points, of which others have the usual height.
    """

    sheet: str
    rows: Mapping[int, tuple[PageCell, ...]]
    heading_row: int
    widths: tuple[float, ...]
    heights: Mapping[int, float]

    @property
    def last_row(self) -> int:
        """The last row that holds anything."""
        return max(self.rows)
