"""The adapter for workbooks as files, and the edit that writes cells."""

import shutil
from collections.abc import Iterator
from functools import partial, reduce
from pathlib import Path
from typing import BinaryIO

from xlscorecard.books.file.protected import refuse_protected
from xlscorecard.books.file.sheets import FileSheets
from xlscorecard.books.file.write_page import not_listed, write_page
from xlscorecard.books.protocol import Applied, Progress, no_progress
from xlscorecard.core.sheet.address import Area, address
from xlscorecard.core.sheet.edits import Edit, Plan, WriteCells, WritePage
from xlscorecard.errors import Fault, LossDetectedError, UnwritableWorkbookError
from xlscorecard.formats.xlsx.admission import refuse_if_changed
from xlscorecard.formats.xlsx.calculation import mark_for_calculation, remove_chain
from xlscorecard.formats.xlsx.comparison import Allowance, differences
from xlscorecard.formats.xlsx.replacement import refuse_if_in_use, replace
from xlscorecard.formats.xlsx.workbook_draft import WorkbookDraft

PIVOT_NOTICE = (
    "This workbook has pivot tables. They show the old figures until they are refreshed in "
    "Excel: Data > Refresh All."
)


class WorkbookFile(FileSheets):
    """A workbook as a file.

    Args:
        path: the file.
        output: where a plan is written; the file itself by default.
        write_protected: write into protected sheets, and into a file whose author wants no
            changes, nevertheless.

    Raises:
        WorkbookError: the file cannot be read; each kind says why and what to do.
    """

    def __init__(
        self, path: Path, output: Path | None = None, *, write_protected: bool = False
    ) -> None:
        self.output = output or path
        self._write_protected = write_protected
        self.backup: Path | None = None
        """What stood where a plan was written, after ``apply`` has replaced it."""
        if self.output.suffix.lower() != path.suffix.lower():
            raise UnwritableWorkbookError.because(
                place=str(self.output),
                found=f'a name that ends in "{self.output.suffix}"',
                expected=f'"{path.suffix}", as of {path.name}, for Excel opens no other',
                remedy=f'Let the name end in "{path.suffix}".',
            )
        super().__init__(path)

    @property
    def name(self) -> str:
        """The file's path as it was given."""
        return str(self.path)

    def apply(self, plan: Plan, progress: Progress = no_progress) -> Applied:
        """Apply all edits or none, keeping what stood there as a backup.

        Where there is nothing to change, the file stays untouched; with another output, its
        bytes are copied. A page that the workbook does not take is left out, and that is said.

        Raises:
            WorkbookInUseError: a program holds the file, or saved it in the meantime.
            UnwritableWorkbookError: a signed package, a protected sheet or file, a table's
                heading, an array formula, a read-only file, a full disk.
            LossDetectedError: the copy differs in more than the edits allow. Nothing changed.
        """
        edits = [edit for edit in plan.edits if not isinstance(edit, WriteCells) or edit.cells]
        is_signed = self.package.is_signed
        if not edits or (is_signed and all(isinstance(edit, WritePage) for edit in edits)):
            # A signature is no reason to refuse a workbook whose figures are right.
            self._copy_unchanged()
            return reduce(Applied.joined, (not_listed() for _ in edits), Applied())
        refuse_if_in_use(self.path)
        if is_signed:
            raise UnwritableWorkbookError.because(
                place=str(self.path),
                found="a digital signature of the workbook, which any change would break",
                expected="a workbook without one",
                remedy="Remove the signature in Excel (File > Info), then refresh and sign.",
            )
        refuse_protected(self, edits, self.output, allowed=self._write_protected)
        progress("placing the cells", 0.3)
        draft = WorkbookDraft(self.package)
        done, allowed = Applied(), Allowance()
        for edit in edits:
            applied, allowance = self._applied(edit, draft)
            done, allowed = done.joined(applied), allowed.joined(allowance)
        if draft.changes:
            # Parts as the last of the edits has left them.
            self._write(draft, allowed.with_contents(draft.read), progress)
        else:
            self._copy_unchanged()
        return done

    def _applied(self, edit: Edit, draft: WorkbookDraft) -> tuple[Applied, Allowance]:
        """What came of an edit, and what it may have changed."""
        match edit:
            case WriteCells():
                return write_cells(edit, self, draft)
            case WritePage():
                return write_page(edit, draft)
        raise TypeError(f"{type(edit).__name__}, which is no edit of a file yet")

    def _write(self, draft: WorkbookDraft, allowed: Allowance, progress: Progress) -> None:
        progress("writing the copy", 0.5)

        def check(copy: Path) -> None:
            progress("comparing all parts", 0.8)
            self._refuse_losses(copy, allowed)

        def write(target: BinaryIO) -> None:
            draft.write_copy(target)
            draft.changes.clear()  # a large sheet's new bytes are in the file now

        self.backup = replace(self.output, write, check)
        if self.output.resolve() == self.path.resolve():
            self.open()
        progress("done", 1.0)

    def _copy_unchanged(self) -> None:
        """Where another output is named, it is the workbook as it is."""
        if self.output.resolve() != self.path.resolve():
            self.backup = replace(self.output, partial(_copy_file, self.path), lambda _: None)

    def _refuse_losses(self, copy: Path, allowed: Allowance) -> None:
        found = list(differences(self.path, copy, allowed))
        refuse_if_changed(self.path, self.package.archive.state)
        if found:
            raise LossDetectedError.because(
                place=str(self.path),
                found=f"a copy that differs in {'; '.join(found[:5])}",
                expected="a copy that differs in the planned cells alone",
                remedy="Nothing was changed. Please report this, with the workbook if you may.",
            )


def _copy_file(path: Path, target: BinaryIO) -> None:
    with path.open("rb") as source:
        shutil.copyfileobj(source, target)


def write_cells(
    edit: WriteCells, sheets: FileSheets, draft: WorkbookDraft
) -> tuple[Applied, Allowance]:
    """Splice the cells into the sheet's XML, and let no stale result be shown as a fresh one.

    Raises:
        UnwritableWorkbookError: a cell is a table's heading, or a part of an array formula.
        DamagedWorkbookError: the sheet's XML is broken.
    """
    _refuse_table_headings(edit, sheets)
    part, package = sheets.part(edit.sheet), sheets.package
    try:
        markup = None if part in draft.changes else sheets.markup(edit.sheet)
        spliced = draft.write_cells(part, edit.sheet, edit.cells, markup)
    except ValueError as error:  # a MarkupError, or a broken number
        raise package.damaged(part, str(error)) from error
    del markup
    sheets.forget_markups()  # its bytes are not needed any more
    mark_for_calculation(draft, edit.sheet, edit.cells, sheets.formulas_in)
    allowance = Allowance(
        cells={part: edit.cells},
        moved_formulas={part: spliced.moved_formulas},
        removed=remove_chain(draft) if spliced.overwrote_formula else frozenset(),
    )
    return Applied((PIVOT_NOTICE,) if package.has_pivot_tables else ()), allowance


def _refuse_table_headings(edit: WriteCells, sheets: FileSheets) -> None:
    faults = [
        Fault(
            place=address(edit.sheet, *place),
            found="a heading of an Excel table",
            expected="a cell below the headings",
            remedy="Change the heading in Excel.",
        )
        for headings in _table_headings(edit.sheet, sheets)
        for place in edit.cells
        if headings.holds(*place)
    ]
    if faults:
        raise UnwritableWorkbookError(*faults)


def _table_headings(sheet: str, sheets: FileSheets) -> Iterator[Area]:
    for table in sheets.package.tables_of(sheets.part(sheet)):
        area = Area.parse(table.get("ref", ""))
        rows = int(table.get("headerRowCount", "1"))
        if area is not None and rows:
            yield Area(area.top, area.left, area.top + rows - 1, area.right)
