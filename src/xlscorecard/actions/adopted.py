"""The outcome of adopting a workbook."""

from pathlib import Path
from typing import NamedTuple


class Adopted(NamedTuple):
    """What was done: the file, the sheet with the scorecard, and what was added, in words.

    ``backup`` is what stood at ``output`` before; None if there was nothing.
    """

    workbook: str
    output: Path
    backup: Path | None
    sheet: str
    added: tuple[str, ...]
