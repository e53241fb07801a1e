"""Which cells of any workbook to write as a trial, and what is left of them after a refusal."""

import random
from collections.abc import Mapping

from openpyxl.utils import get_column_letter

from tests.books.losslessness import Place
from xlscorecard.errors import XlscorecardError

CHANCE_CELLS = 4
CONTENTS: tuple[float | str, ...] = (1234.5, "▲ written", -7.0, ' <&> "quoted" ', 0.1)


def cells_to_write(cells: list[Place], chance: random.Random) -> dict[Place, float | str]:
    """The first cell, the last, some by chance, and one that is not there yet."""
    chosen = set(chance.sample(cells, min(CHANCE_CELLS, len(cells))))
    if cells:
        chosen |= {cells[0], cells[-1]}
    last = max((row for row, _ in cells), default=0)
    chosen.add((last + 1, 2))
    contents = (CONTENTS[position % len(CONTENTS)] for position in range(len(chosen)))
    return dict(zip(sorted(chosen), contents, strict=True))


def not_at_fault(
    error: XlscorecardError, planned: Mapping[Place, float | str]
) -> dict[Place, float | str]:
    """The planned cells that a refusal does not name; none where it is about the whole file."""
    named = {fault.place.rpartition("!")[2] for fault in error.faults if "!" in fault.place}
    cells = {
        place: content
        for place, content in planned.items()
        if f"{get_column_letter(place[1])}{place[0]}" not in named
    }
    return cells if len(cells) < len(planned) else {}
