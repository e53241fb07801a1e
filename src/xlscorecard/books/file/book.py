"""The adapter for workbooks as files."""

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from xlscorecard.books.file.our_sheet import PageRefusedError, add_page
from xlscorecard.books.protocol import Applied, Progress, no_progress
from xlscorecard.core.domain.our_sheets import named_as
from xlscorecard.core.sheet.address import Area, Place, address
from xlscorecard.core.sheet.edits import Plan, PlannedContent
from xlscorecard.core.sheet.grid import Grid
from xlscorecard.core.sheet.page import Page
from xlscorecard.errors import (
    Fault,
    LayoutError,
    LossDetectedError,
    UnwritableWorkbookError,
)
from xlscorecard.formats.xlsx.additions import Additions
from xlscorecard.formats.xlsx.admission import refuse_if_changed
from xlscorecard.formats.xlsx.calculation import lacks_calculation, may_lack_calculation
from xlscorecard.formats.xlsx.cell_styles import cells_styled
from xlscorecard.formats.xlsx.comparison import differences
from xlscorecard.formats.xlsx.contents import ContentReader
from xlscorecard.formats.xlsx.markup import SheetMarkup
from xlscorecard.formats.xlsx.package import Package
from xlscorecard.formats.xlsx.recalculation import recalculation_changes, without_chain
from xlscorecard.formats.xlsx.replacement import refuse_if_in_use, replace
from xlscorecard.formats.xlsx.splice import splice

_Write = Callable[[BinaryIO], None]
_Check = Callable[[Path], None]

PIVOT_NOTICE = (
    "This workbook has pivot tables. They show the old figures until they are refreshed in "
    "Excel: Data > Refresh All."
)

_NOT_LISTED = "The findings were not listed in the workbook, for {}."
_SIGNED = "any change would break its digital signature"


class WorkbookFile:
    """A workbook as a file; ``output`` names where a plan is written, the file itself by default.

    Raises:
        WorkbookError: the file cannot be read; each kind says why and what to do.
    """

    def __init__(self, path: Path, output: Path | None = None) -> None:
        self.path = path
        self.output = output or path
        self.backup: Path | None = None
        """What stood where a plan was written, after ``apply`` has replaced it."""
        if self.output.suffix.lower() != path.suffix.lower():
            raise UnwritableWorkbookError(
                Fault(
                    place=str(self.output),
                    found=f'a name that ends in "{self.output.suffix}"',
                    expected=f'"{path.suffix}", as of {path.name}, for Excel opens no other',
                    remedy=f'Let the name end in "{path.suffix}".',
                )
            )
        self._open()

    def _open(self) -> None:
        self._package = Package(self.path)
        self._contents = ContentReader(self._package)
        self._markups: dict[str, SheetMarkup] = {}
        self._formulas_in: dict[str, bool] = {}
        self.__dict__.pop("_lacks_calculation", None)

    @property
    def name(self) -> str:
        """The file's path as it was given."""
        return str(self.path)

    @property
    def sheet_names(self) -> Sequence[str]:
        """The names of the worksheets, in the workbook's order."""
        return tuple(self._package.sheets)

    def read(self, sheet: str) -> Grid:
        """The cells of one sheet.

        Raises:
            LayoutError: there is no such sheet.
            DamagedWorkbookError: its XML cannot be read.
        """
        grid = self._stored(sheet)
        if any(grid.zeros_by_formula) and self._lacks_calculation:
            return grid.without_zeros_by_formula()
        return grid

    def _stored(self, sheet: str) -> Grid:
        """The cells of one sheet as the file holds them."""
        part = self._part(sheet)
        try:
            grid = self._contents.grid(sheet, self._markup(sheet))
        except ValueError as error:  # a MarkupError, or a number or text that is none
            raise self._package.damaged(part, str(error)) from error
        self._formulas_in[part] = bool(grid.formulas)
        return grid

    @cached_property
    def _lacks_calculation(self) -> bool:
        """Whether no program has calculated the formulas of the sheets that are not ours."""
        if not may_lack_calculation(self._package):
            return False
        names = [name for name in self.sheet_names if named_as(name) is None]
        return lacks_calculation(self._package, map(self._stored, names))

    def percentage_cells(self, sheet: str, area: Area) -> frozenset[tuple[int, int]]:
        """The cells of an area whose number format shows a percentage.

        Raises what ``read`` raises.
        """
        part = self._part(sheet)
        try:
            return cells_styled(self._markup(sheet), area, self._package.percentage_styles)
        except ValueError as error:  # the same
            raise self._package.damaged(part, str(error)) from error

    def apply(self, plan: Plan, progress: Progress = no_progress) -> Applied:
        """Write the planned cells, all or none, keeping what stood there as a backup.

        An empty plan leaves the file untouched; with another output, its bytes are copied.

        Raises:
            WorkbookInUseError: a program holds the file, or saved it in the meantime.
            UnwritableWorkbookError: a signed package, a table's heading, an array formula, a
                read-only file, a full disk.
            LossDetectedError: the copy differs in more than the planned cells. Nothing changed.
        """
        if not plan.cells and plan.page is not None and self._package.is_signed:
            # A signature is no reason to refuse a workbook whose figures are right.
            self._copy_unchanged()
            return Applied((_NOT_LISTED.format(_SIGNED),), page_refused=True)
        if not plan.cells and plan.page is None:
            self._copy_unchanged()
            return Applied()
        refuse_if_in_use(self.path)
        self._refuse_signed()
        self._refuse_table_headings(plan)
        progress("placing the cells", 0.3)
        changes, moved_formulas = self._changes(plan) if plan.cells else ({}, frozenset())
        notices: tuple[str, ...] = (
            (PIVOT_NOTICE,) if plan.cells and self._package.has_pivot_tables else ()
        )
        own: dict[str, bytes] = {}
        refused: tuple[str, ...] = ()
        if plan.page is not None:
            changes, own, refused = self._with_page(changes, plan.page)
            notices += refused
        applied = Applied(notices, page_refused=bool(refused))
        if not changes:
            self._copy_unchanged()
            return applied
        removed = frozenset(part for part, content in changes.items() if content is None)
        progress("writing the copy", 0.5)

        def check(copy: Path) -> None:
            progress("comparing all parts", 0.8)
            self._refuse_losses(copy, plan, removed, moved_formulas, own)

        def write(target: BinaryIO) -> None:
            self._package.archive.write_copy(target, changes)
            changes.clear()  # a large sheet's new bytes are in the file now

        self._replace(write, check)
        if self.output.resolve() == self.path.resolve():
            self._open()  # another file now
        progress("done", 1.0)
        return applied

    def _part(self, sheet: str) -> str:
        part = self._package.sheets.get(sheet)
        if part is None:
            names = ", ".join(f'"{name}"' for name in self.sheet_names)
            raise LayoutError(
                Fault(
                    place=str(self.path),
                    found=f'no sheet "{sheet}"',
                    expected=f"one of its sheets: {names}",
                    remedy="Name one of these.",
                )
            )
        return part

    def _markup(self, sheet: str) -> SheetMarkup:
        markup = self._markups.get(sheet)
        if markup is None:
            markup = SheetMarkup(self._package.read(self._part(sheet)))
            self._markups[sheet] = markup
        return markup

    def _changes(self, plan: Plan) -> tuple[dict[str, bytes | None], frozenset[Place]]:
        """The parts to write, and the cells to which a shared formula had to move."""
        part = self._part(plan.sheet)
        try:
            spliced = splice(self._markup(plan.sheet), plan.sheet, _by_place(plan))
        except ValueError as error:  # a MarkupError, or a number that is none
            raise self._package.damaged(part, str(error)) from error
        self._markups.clear()  # its bytes are not needed any more
        changes = recalculation_changes(
            self._package, self._formulas_in, overwrote_formula=spliced.overwrote_formula
        )
        changes[part] = spliced.xml
        return changes, spliced.moved_formulas

    def _with_page(
        self, changes: Mapping[str, bytes | None], page: Page
    ) -> tuple[dict[str, bytes | None], dict[str, bytes], tuple[str, ...]]:
        """The parts to write with a page among them, those of the page alone, and notices.

        A workbook that does not take the page is written without it.
        """
        additions = Additions(self._package)
        # The links of the page are formulas, of which a chain that is there knows nothing.
        additions.changes = {**without_chain(self._package), **changes}
        before = dict(additions.changes)
        try:
            add_page(additions, page)
        except (PageRefusedError, ValueError) as error:
            return dict(changes), {}, (_NOT_LISTED.format(error),)
        own = {
            part: content
            for part, content in additions.changes.items()
            if content is not None and before.get(part) != content
        }
        return additions.changes, own, ()

    def _copy_unchanged(self) -> None:
        """Where another output is named, it is the workbook as it is."""
        if self.output.resolve() != self.path.resolve():
            self._replace(lambda target: _copy_file(self.path, target), lambda _: None)

    def _replace(self, write: _Write, check: _Check) -> None:
        self.backup = replace(self.output, write, check)

    def _refuse_losses(
        self,
        copy: Path,
        plan: Plan,
        removed: frozenset[str],
        moved_formulas: frozenset[Place],
        own: Mapping[str, bytes],
    ) -> None:
        part = self._part(plan.sheet)
        page = self._package.sheets.get(plan.page.sheet) if plan.page else None
        found = list(
            differences(
                self.path,
                copy,
                part,
                _by_place(plan),
                removed=removed,
                moved_formulas=moved_formulas,
                added=own,
                rewritten=page,
                own_sheet=plan.page.sheet if plan.page else None,
            )
        )
        refuse_if_changed(self.path, self._package.archive.state)
        if found:
            raise LossDetectedError(
                Fault(
                    place=str(self.path),
                    found=f"a copy that differs in {'; '.join(found[:5])}",
                    expected="a copy that differs in the planned cells alone",
                    remedy="Nothing was changed. Please report this, with the workbook if you may.",
                )
            )

    def _refuse_signed(self) -> None:
        if self._package.is_signed:
            raise UnwritableWorkbookError(
                Fault(
                    place=str(self.path),
                    found="a digital signature of the workbook, which any change would break",
                    expected="a workbook without one",
                    remedy="Remove the signature in Excel (File > Info), then refresh and sign.",
                )
            )

    def _refuse_table_headings(self, plan: Plan) -> None:
        faults = [
            Fault(
                place=address(plan.sheet, *cell),
                found="a heading of an Excel table",
                expected="a cell below the headings",
                remedy="Change the heading in Excel.",
            )
            for headings in self._table_headings(plan.sheet)
            for cell in plan.cells
            if cell in headings
        ]
        if faults:
            raise UnwritableWorkbookError(*faults)

    def _table_headings(self, sheet: str) -> Iterator[Area]:
        for table in self._package.tables_of(self._part(sheet)):
            area = Area.parse(table.get("ref", ""))
            rows = int(table.get("headerRowCount", "1"))
            if area is not None and rows:
                yield Area(area.top, area.left, area.top + rows - 1, area.right)


def _by_place(plan: Plan) -> dict[Place, PlannedContent]:
    return {Place(*cell): content for cell, content in plan.cells.items()}


def _copy_file(path: Path, target: BinaryIO) -> None:
    with path.open("rb") as source:
        shutil.copyfileobj(source, target)
