"""Workbooks as rich as people's: written anew by three programs, and by hand what none writes."""

from collections.abc import Callable
from pathlib import Path

from tests.books.sample_workbooks import rich_workbook
from tests.gallery.by_libreoffice import BY_LIBREOFFICE, saved_by_libreoffice
from tests.gallery.by_openpyxl import BY_OPENPYXL
from tests.gallery.by_xlsxwriter import BY_XLSXWRITER, written_by_xlsxwriter
from tests.gallery.elements_of_excel import ELEMENTS_OF_EXCEL
from tests.gallery.other_spellings import OTHER_SPELLINGS
from tests.gallery.parts_of_excel import PARTS_OF_EXCEL

_WRITERS: dict[str, Callable[[Path], Path]] = {
    "nearly all that XlsxWriter can": rich_workbook,
    "macros": rich_workbook,
    **BY_OPENPYXL,
    **PARTS_OF_EXCEL,
    **ELEMENTS_OF_EXCEL,
    **OTHER_SPELLINGS,
}
WITHOUT_LIBREOFFICE = (*BY_XLSXWRITER, *_WRITERS)
GALLERY = (*WITHOUT_LIBREOFFICE, *BY_LIBREOFFICE)
"""The names of the workbooks, which say what is in them."""


class Gallery:
    """The workbooks, each written when it is first asked for."""

    def __init__(self, folder: Path, soffice: Callable[[], str]) -> None:
        self._folder = folder
        self._soffice = soffice
        self._written: dict[str, Path] = {}

    def __getitem__(self, name: str) -> Path:
        """The path of a workbook, which is not to be changed."""
        if name not in self._written:
            self._written[name] = self._write(name)
        return self._written[name]

    def _write(self, name: str) -> Path:
        ending = ".xlsm" if name == "macros" else ".xlsx"
        path = self._folder / f"{GALLERY.index(name):02}" / f"{name}{ending}"
        path.parent.mkdir(exist_ok=True)
        if name in BY_XLSXWRITER:
            return written_by_xlsxwriter(name, path)
        if name in BY_LIBREOFFICE:
            return saved_by_libreoffice(name, path, self._soffice())
        return _WRITERS[name](path)
