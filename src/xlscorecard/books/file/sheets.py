"""The sheets of a workbook's file, read when asked for."""

from collections.abc import Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from xlscorecard.core.domain.our_sheets import named_as
from xlscorecard.core.sheet.address import Area, Place
from xlscorecard.core.sheet.grid import Grid
from xlscorecard.core.sheet.sheets import UsedFunctions
from xlscorecard.errors import LayoutError, WorkbookError
from xlscorecard.formats.xlsx.calculation import lacks_calculation
from xlscorecard.formats.xlsx.cell_detail import cells_styled
from xlscorecard.formats.xlsx.contents import ContentReader
from xlscorecard.formats.xlsx.markup import SheetMarkup
from xlscorecard.formats.xlsx.package import Package
from xlscorecard.formats.xlsx.workbook_draft import WorkbookDraft
from xlscorecard.formats.xlsx.workbook_names import WorkbookNames


class FileSheets:
    """A workbook's package as sheets of cells.

    The markup of what has been read is kept until it is forgotten; ``formulas_in`` says of the
    parts of these sheets whether they have any.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.open()

    def open(self) -> None:
        """Open the file, which is another one after it has been replaced."""
        self.package = Package(self.path)
        self.formulas_in: dict[str, bool] = {}
        self._contents = ContentReader(self.package)
        self._markups: dict[str, SheetMarkup] = {}
        self.__dict__.pop("_lacks_calculation", None)

    @property
    def sheet_names(self) -> Sequence[str]:
        """The names of the worksheets, in the workbook's order."""
        return tuple(self.package.sheets)

    def part(self, sheet: str) -> str:
        """The part that holds a sheet.

        Raises:
            LayoutError: there is no such sheet.
        """
        part = self.package.sheets.get(sheet)
        if part is None:
            names = ", ".join(f'"{name}"' for name in self.sheet_names)
            raise LayoutError.because(
                place=str(self.path),
                found=f'no sheet "{sheet}"',
                expected=f"one of its sheets: {names}",
                remedy="Name one of these.",
            )
        return part

    def markup(self, sheet: str) -> SheetMarkup:
        """Where the cells of a sheet stand in its XML."""
        if sheet not in self._markups:
            self._markups[sheet] = SheetMarkup(self.package.read(self.part(sheet)))
        return self._markups[sheet]

    def forget_markups(self) -> None:
        """Free what takes the most memory."""
        self._markups.clear()

    def read(self, sheet: str) -> Grid:
        """The cells of one sheet; formulas that no program has calculated have no result.

        Raises:
            LayoutError: there is no such sheet.
            DamagedWorkbookError: its XML cannot be read.
        """
        grid = self._stored(sheet)
        if any(grid.zeros_by_formula) and self._lacks_calculation:
            return grid.without_zeros_by_formula()
        return grid

    def formulas_with(self, start: str) -> UsedFunctions:
        """The formulas of all sheets that call a function whose name starts so.

        Sheets without the name are not read, and what is damaged is passed over.
        """
        formulas: list[tuple[str, Place, str]] = []
        for sheet, part in self.package.sheets.items():
            with suppress(WorkbookError):
                if start.encode() in self._bytes(sheet, part):
                    found = sorted(self.read(sheet).formulas.items())
                    formulas += [(sheet, *each) for each in found if start in each[1]]
        names: dict[str, str] = {}
        if formulas:
            with suppress(ValueError):
                names = WorkbookNames(WorkbookDraft(self.package)).of_workbook
        return UsedFunctions(formulas, names)

    def _bytes(self, sheet: str, part: str) -> bytes:
        known = self._markups.get(sheet)
        return self.package.read(part) if known is None else known.xml

    def _stored(self, sheet: str) -> Grid:
        """The cells of one sheet as the file holds them."""
        part = self.part(sheet)
        try:
            grid = self._contents.grid(sheet, self.markup(sheet))
        except ValueError as error:  # a MarkupError, or a broken number or text
            raise self.package.damaged(part, str(error)) from error
        self.formulas_in[part] = bool(grid.formulas)
        return grid

    @cached_property
    def _lacks_calculation(self) -> bool:
        """Whether no program has calculated the formulas of the sheets that are not ours."""
        names = [name for name in self.sheet_names if named_as(name) is None]
        return lacks_calculation(self.package, map(self._stored, names))

    def percentage_cells(self, sheet: str, area: Area) -> frozenset[Place]:
        """The cells of an area whose number format shows a percentage; raises as ``read``."""
        part = self.part(sheet)
        try:
            return cells_styled(self.markup(sheet), area, self.package.percentage_styles)
        except ValueError as error:  # the same
            raise self.package.damaged(part, str(error)) from error
