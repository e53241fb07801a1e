"""A second look at an adopted workbook, before it takes the original's place."""

from collections.abc import Iterator
from pathlib import Path

from xlscorecard.addin.adoption.adopted_content import Adoption
from xlscorecard.addin.adoption.column_table import with_cells
from xlscorecard.books.file.book import WorkbookFile
from xlscorecard.core.domain.our_sheets import CONFIGURATION_SHEET, SETTINGS_SHEET
from xlscorecard.core.sheet.grid import Grid
from xlscorecard.errors import LossDetectedError
from xlscorecard.formats.vba.reading import read_project
from xlscorecard.formats.xlsx.archive import opened_zip


def refuse_losses(original: Path, copy: Path, adoption: Adoption) -> None:
    """Refuse a copy that lacks anything, or to which something else was added.

    Raises:
        LossDetectedError: with what differs.
    """
    found = list(_losses(original, copy, adoption))
    if found:
        raise LossDetectedError.because(
            place=str(original),
            found=f"a copy that differs in {'; '.join(found[:5])}",
            expected="a copy to which something was added, and nothing else",
            remedy="Nothing was changed. Please report this, with the workbook if you may.",
        )


def _losses(original: Path, copy: Path, adoption: Adoption) -> Iterator[str]:
    with opened_zip(original) as before, opened_zip(copy) as after:
        names_after = set(after.namelist())
        for part in before.namelist():
            if part not in names_after:
                yield f"part {part}, which is gone"
            elif part not in adoption.draft.changes and before.read(part) != after.read(part):
                yield f"part {part}"
        project = after.read(adoption.project_part)
    old, new = WorkbookFile(original), WorkbookFile(copy)
    for sheet in old.sheet_names:
        cells = adoption.settings_cells if sheet == SETTINGS_SHEET else {}
        wanted = with_cells(old.read(sheet), cells)
        if sheet != CONFIGURATION_SHEET and not _same(wanted, new.read(sheet)):
            yield f"the cells of {sheet}"
    written = {(module.name, module.source) for module in read_project(project)}
    if written != {(module.name, module.source) for module in adoption.modules}:
        yield "its macros"


def _same(first: Grid, second: Grid) -> bool:
    return (first.rows, first.merges, first.formulas) == (
        second.rows,
        second.merges,
        second.formulas,
    )
