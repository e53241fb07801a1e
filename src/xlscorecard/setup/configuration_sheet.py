"""The sheet xlwings.conf as the VBA of xlwings reads it: GetConfigFromSheet of xlwings.bas."""

from collections.abc import Sequence
from typing import NamedTuple

from xlscorecard.addin.configuration import Key
from xlscorecard.core.sheet.content import CellContent
from xlscorecard.core.sheet.grid import Grid

READ_BY_XLWINGS = frozenset(
    {
        "INTERPRETER_WIN", "INTERPRETER_MAC", "INTERPRETER", "PYTHONPATH", "UDF MODULES",
        "USE UDF SERVER", "DEBUG UDFS", "SHOW CONSOLE", "SHOW_ERROR_POPUPS",
        "ADD_WORKBOOK_TO_PYTHONPATH", "CONDA PATH", "CONDA ENV", "LICENSE_KEY", "TEMP DIR",
        "ONEDRIVE_CONSUMER_WIN", "ONEDRIVE_CONSUMER_MAC", "ONEDRIVE_COMMERCIAL_WIN",
        "ONEDRIVE_COMMERCIAL_MAC", "SHAREPOINT_WIN", "SHAREPOINT_MAC",
    }
)  # fmt: skip
"""The keys that xlwings' VBA and Python ask for."""

KNOWN_KEYS = READ_BY_XLWINGS | {key.value for key in Key}


class ConfigurationRow(NamedTuple):
    """A row of the sheet as it is written; ``is_read`` if the VBA gets as far as this row."""

    number: int
    key: str
    value: str
    is_read: bool

    @property
    def place(self) -> str:
        """The name of the cell with the key."""
        return f"A{self.number}"


def configuration_rows(grid: Grid) -> tuple[ConfigurationRow, ...]:
    """Every row that has a key or a value.

    The VBA reads from A1 as far down as cells of column A are filled. Where A1 is empty, it
    goes to the first filled cell at most.
    """
    keys = {row: _text(grid.content(row, 1)) for row in sorted(grid.rows)}
    last = 1
    if keys.get(2):
        last = 2
        while keys.get(1) and keys.get(last + 1):
            last += 1
    return tuple(
        ConfigurationRow(row, key, _text(grid.content(row, 2)), row <= last)
        for row, key in keys.items()
        if key or _text(grid.content(row, 2))
    )


def read_values(rows: Sequence[ConfigurationRow]) -> dict[str, str]:
    """The values that the VBA gets, by their keys in capitals, as it compares them."""
    return {row.key.upper(): row.value for row in rows if row.is_read and row.key}


def _text(content: CellContent) -> str:
    """A content as VBA makes a text of it; spaces around it stay."""
    if content is None:
        return ""
    if isinstance(content, float) and content.is_integer():
        return str(int(content))
    return str(content)
