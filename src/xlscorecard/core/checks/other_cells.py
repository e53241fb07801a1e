"""Errors, and numbers stored as text, in the cells beside the values that a person fills."""

from collections.abc import Iterator
from functools import lru_cache

from xlscorecard.core.checks.reading import NUMBER_AS_TEXT
from xlscorecard.core.checks.subject import Subject
from xlscorecard.core.domain.cell_meaning import NumberAsText, interpret
from xlscorecard.core.domain.finding import Finding, Rule
from xlscorecard.core.sheet.content import ErrorCode
from xlscorecard.core.table.headings import BENCHMARKS, COMPUTED, Column

ERROR_IN_A_CELL = Rule.wrong(
    "error-in-a-cell",
    "an error such as #REF! in a cell that a person fills: owner, benchmark, target, commentary",
)

_ELSEWHERE = (*COMPUTED, Column.POLARITY, Column.PERCENTAGE)
"""Columns of which other rules speak."""


def other_cells(subject: Subject) -> Iterator[Finding]:
    """A finding for each such cell."""
    layout, grid = subject.reading.layout, subject.reading.grid
    columns = layout.columns
    names = {number: kind.value for kind, number in columns.items() if kind not in _ELSEWHERE}
    targets = {number: f"Target {year}" for year, number in layout.targets.items()}
    names |= targets
    figures = {*targets, *(columns[kind] for kind in BENCHMARKS if kind in columns)}
    for row in subject.rows:
        cells = grid.rows[row.number]
        for column, name in names.items():
            content = cells[column - 1] if column <= len(cells) else None
            if isinstance(content, ErrorCode):
                yield ERROR_IN_A_CELL.found(
                    subject.cells([(row.number, column)]),
                    row.reference,
                    f"{content.code} stands under {name}",
                    "type what belongs there, or clear the cell",
                )
            elif column in figures and isinstance(content, str):
                cell = _number_as_text(content)
                if cell is not None:
                    yield NUMBER_AS_TEXT.found(
                        subject.cells([(row.number, column)]),
                        row.reference,
                        f'"{cell.text}" under {name} is a number stored as text',
                        "type the number again in a cell that is not formatted as text",
                    )


@lru_cache
def _number_as_text(text: str) -> NumberAsText | None:
    """The number that a text stands for; the same few texts stand in most of these cells."""
    cell = interpret(text)
    return cell if isinstance(cell, NumberAsText) else None
