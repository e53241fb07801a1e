"""Workbooks whose sheet xlwings.conf has been changed by somebody."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from tests.plans import writing
from xlscorecard.addin.workbook.build import workbook_bytes
from xlscorecard.books.file.book import WorkbookFile
from xlscorecard.core.domain.our_sheets import CONFIGURATION_SHEET

built = cache(workbook_bytes)
"""The bytes of the package's own workbook."""


def configured_workbook(path: Path, cells: Mapping[tuple[int, int], str] | None = None) -> Path:
    """The package's own workbook with other texts in some cells of its xlwings.conf."""
    path.write_bytes(built())
    if cells:
        WorkbookFile(path).apply(writing(CONFIGURATION_SHEET, dict(cells)))
        path.with_name(f"{path.name}.bak").unlink()
    return path


def configuration_of(path: Path) -> dict[str, str]:
    """The keys and values of a workbook's xlwings.conf."""
    grid = WorkbookFile(path).read(CONFIGURATION_SHEET)
    return {grid.text(row, 1): grid.text(row, 2) for row in sorted(grid.rows)}
