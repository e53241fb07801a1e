"""The sheet xlwings.conf: how a workbook reaches Python, and what it was made with.

Keys stand in column A from row 1, one below the other without a gap, and their values beside
them: so the VBA of xlwings reads them. Keys that it does not know, such as the versions, it
leaves alone.
"""

from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from types import MappingProxyType

from xlscorecard.core.sheet.address import Area
from xlscorecard.core.sheet.grid import Grid
from xlscorecard.core.version import VERSION

XLWINGS_VERSION = "0.37.8"
"""The version whose VBA and DLL the workbook names; the package requires exactly this one."""


def library(bits: int) -> str:
    """The DLL that the workbook's VBA loads into an Excel of so many bits."""
    return f"xlwings{bits}-{XLWINGS_VERSION}.dll"


class Key(Enum):
    """A key of the sheet, in the letters that xlwings looks for."""

    INTERPRETER_WINDOWS = "INTERPRETER_WIN"
    INTERPRETER_MAC = "INTERPRETER_MAC"
    PYTHON_PATH = "PYTHONPATH"
    FUNCTIONS = "UDF MODULES"
    WARM_SERVER = "USE UDF SERVER"
    OUTSIDE_SERVER = "DEBUG UDFS"
    CONSOLE = "SHOW CONSOLE"
    WORKBOOK_FOLDER = "ADD_WORKBOOK_TO_PYTHONPATH"
    VERSION = "XLSCORECARD_VERSION"
    XLWINGS = "XLWINGS_VERSION"


CONFIGURATION: Mapping[Key, str] = MappingProxyType(
    {
        Key.INTERPRETER_WINDOWS: "pythonw",
        Key.INTERPRETER_MAC: "python3",
        Key.PYTHON_PATH: "",
        # Blank, or the add-in of xlwings would offer the functions a second time.
        Key.FUNCTIONS: "",
        # Python stays between clicks: the second one does not wait for it to start.
        Key.WARM_SERVER: "True",
        Key.OUTSIDE_SERVER: "False",
        Key.CONSOLE: "False",
        # A workbook's folder may be an address of SharePoint, and holds no Python anyway.
        Key.WORKBOOK_FOLDER: "False",
        Key.VERSION: VERSION,
        Key.XLWINGS: XLWINGS_VERSION,
    }
)
"""What a new workbook starts with, in the order of the sheet."""


# Twice as many as there are, for those that xlwings knows beside them.
CONFIGURATION_AREA = Area(1, 1, 2 * len(CONFIGURATION), 2)
"""The cells that hold the keys and their values."""


def differing_versions(
    stamped: Callable[[str], str | None], xlwings: str = XLWINGS_VERSION
) -> Iterator[tuple[str, str | None, str]]:
    """Package, the version that a workbook was made with, and the installed one, if they differ.

    Args:
        stamped: the value of a key of the workbook; None where it has none.
        xlwings: the installed version of xlwings.
    """
    for package, key, installed in (
        ("xlscorecard", Key.VERSION, VERSION),
        ("xlwings", Key.XLWINGS, xlwings),
    ):
        made_with = stamped(key.value)
        if made_with != installed:
            yield package, made_with, installed


def configured(grid: Grid) -> dict[str, str]:
    """What a configuration sheet holds: the value of each key, as written."""
    return {grid.text(row, 1): grid.text(row, 2) for row in sorted(grid.rows)}
