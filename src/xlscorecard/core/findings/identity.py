"""What tells findings apart, whatever the numbers of rows and columns.

It is the rule, the row's reference, what the finding is about, and the columns of its cells by
what they are; and beside that what the cells hold, by which it is seen that they have changed.
"""

from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import NamedTuple

from xlscorecard.core.domain.finding import Finding
from xlscorecard.core.domain.period import Month, month_label, year_and_number
from xlscorecard.core.sheet.address import Area
from xlscorecard.core.sheet.edits import Formula, held
from xlscorecard.core.table.headings import Column
from xlscorecard.core.table.reader import SheetReading

_MEMBER_LENGTH = 5  # characters of six bits
MOST_MEMBERS = 6_500
"""As many as fit into a cell, which holds 32,767 characters."""


class FindingKey(NamedTuple):
    """What a line is about, and for what it holds.

    ``holding`` is a digest of what the cells hold, or the reporting period of what was put right.
    A line that counts findings has ``members`` instead, one for each that it counts.
    """

    about: str
    holding: str = ""
    members: frozenset[str] = frozenset()

    @classmethod
    def parse(cls, text: str) -> "FindingKey":
        """The key that a text stands for."""
        about, plus, rest = text.partition("+")
        if plus:
            return cls(about, members=frozenset(_pieces(rest)))
        about, _, holding = text.partition("-")
        return cls(about, holding)

    def in_period(self, reporting: Month) -> "FindingKey":
        """That of the same, put right, which holds for a reporting period."""
        year, number = year_and_number(reporting)
        return FindingKey(self.about, f"{year}{number:02}")

    @property
    def member(self) -> str:
        """The mark of a finding among those that a line counts."""
        digest = sha256(f"{self.about}-{self.holding}".encode()).digest()
        return b64encode(digest, altchars=b"._")[:_MEMBER_LENGTH].decode()

    def __str__(self) -> str:
        if self.members:
            return f"{self.about}+{''.join(sorted(self.members))}"
        return f"{self.about}-{self.holding}" if self.about else ""


def _pieces(text: str) -> list[str]:
    return [text[at : at + _MEMBER_LENGTH] for at in range(0, len(text), _MEMBER_LENGTH)]


_LENGTH = 12


class Identities:
    """The keys of the findings of one sheet, asked for in the order of the findings.

    A row without a reference is told by its title, and findings that nothing tells apart by
    their order.
    """

    def __init__(self, reading: SheetReading) -> None:
        layout = reading.layout
        self._grid = reading.grid
        self._last_header_row = layout.last_header_row
        self._title = layout.columns.get(Column.INDICATOR)
        self._names: Mapping[int, str] = {
            **{number: column.name for column, number in layout.columns.items()},
            **{number: f"target {year}" for year, number in layout.targets.items()},
            **{number: month_label(month) for month, number in layout.periods.items()},
        }
        self._given: Counter[str] = Counter()

    def next_key(self, finding: Finding) -> FindingKey:
        """The key of the next finding."""
        columns: list[str] = []
        contents: list[str] = []
        for cell in finding.areas:
            if cell.sheet != self._grid.sheet:
                # What a cell of another sheet holds is known by what is said of it alone.
                columns.append(str(cell))
                contents.append(finding.message)
                continue
            area = cell.area
            columns.append(self._column(area))
            if not finding.reference:
                columns.append(self._title_beside(area))
            content = held(self._grid, area.top, area.left)
            contents.append(f"={content.text}" if isinstance(content, Formula) else repr(content))
        about = _digest((finding.rule, finding.reference, finding.about, *columns))
        self._given[about] += 1
        if (number := self._given[about]) > 1:
            about = _digest((about, str(number)))
        return FindingKey(about, _digest(contents))

    def _column(self, cell: Area) -> str:
        """What a cell's column is; a heading is told apart from the cells below it."""
        place = "heading " if self._is_heading(cell) else ""
        return place + (self._names.get(cell.left) or str(cell))

    def _title_beside(self, cell: Area) -> str:
        """The title of a cell's row; '' of a heading."""
        if self._title is None or self._is_heading(cell):
            return ""
        return self._grid.text(cell.top, self._title)

    def _is_heading(self, cell: Area) -> bool:
        return cell.top <= self._last_header_row


def about_count(kind: tuple[str, str], number: int) -> str:
    """What a line is about that counts findings; the number tells lines of one kind apart."""
    return _digest((*kind, "counted", str(number)))


def joint_holding(findings: Iterable[Finding]) -> str:
    """What very many findings hold together, which is told by what is said of each."""
    return _digest(f"{finding.reference} {finding.message}" for finding in findings)


def _digest(texts: Iterable[str]) -> str:
    return sha256("\n".join(texts).encode("utf-8", "replace")).hexdigest()[:_LENGTH]
