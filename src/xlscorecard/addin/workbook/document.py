"""The rows of the scorecard document, as data: the workbook as it was kept by hand."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from xlscorecard.core.settings.all_settings import PART_OF, REFERENCE

Content = str | float
"""What a cell holds: a number, a text, or '' for a blank cell."""

DOCUMENT_SETTINGS = ({REFERENCE: "EH14b", PART_OF: "EH1c"},)
"""What the titles say: assessments EXCLUDING adults are a part of those INCLUDING adults."""

_SOURCE = Path(__file__).with_name("document.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """One indicator as printed; ``values`` run from May-18 to Aug-19.

    ``previous`` and ``year`` are an arrow and a change each. Where ``merged_quarters`` is true
    the value cells are merged by quarters, each value in the first cell of its quarter.
    """

    reference: str
    title: str
    owner: str
    reporter: str
    outcome: str
    values: tuple[Content, ...]
    previous: tuple[Content, ...]
    year: tuple[Content, ...]
    polarity: str
    average: Content
    maximum: Content
    percentage: str
    benchmarks: tuple[Content, ...]
    targets: tuple[Content, ...]
    commentary: str
    merged_quarters: bool = False

    @property
    def cells(self) -> tuple[Content, ...]:
        """The row's 36 cells from left to right."""
        return (
            self.reference,
            self.title,
            self.owner,
            self.reporter,
            self.outcome,
            *self.values,
            *self.previous,
            *self.year,
            self.polarity,
            self.average,
            self.maximum,
            self.percentage,
            *self.benchmarks,
            *self.targets,
            self.commentary,
        )


@cache
def document() -> tuple[DocumentRow, ...]:
    """The nine rows of the document, in its order."""
    with _SOURCE.open("rb") as file:
        rows: list[dict[str, Any]] = tomllib.load(file)["row"]
    return tuple(
        DocumentRow(**{name: _frozen(value) for name, value in row.items()}) for row in rows
    )


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
