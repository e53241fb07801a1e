"""Renders pictures into docs/images: the scorecard, its arrows, and the Functions sheet.

Needs LibreOffice (soffice) and poppler (pdftoppm). Run: python docs/render.py [FOLDER]

The document has a polarity for its last indicators only, which have no arrow; so that the colours
can be seen, the picture has one for the others too. The Functions sheet is drawn with the results
that the file holds.
"""

import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import xlscorecard
from xlscorecard.addin.workbook import functions_sheet, scorecard_sheet, table
from xlscorecard.addin.workbook.build import SCORECARD_SHEET
from xlscorecard.books.file.book import WorkbookFile
from xlscorecard.core.sheet.address import Place
from xlscorecard.core.sheet.edits import Plan, WriteCells
from xlscorecard.core.table.headings import Column

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"
WORKBOOK = ROOT / "workbook" / "Scorecard.xlsm"
DOTS_AN_INCH = "120"
# The part of the page that holds the table.
SCORECARD_FRAME = ("-x", "40", "-y", "50", "-W", "1910", "-H", "830")
ARROWS_FRAME = ("-x", "957", "-y", "130", "-W", "360", "-H", "359")
FUNCTIONS_FRAME = ("-x", "50", "-y", "40", "-W", "1300", "-H", "890")
POLARITIES = ("▲", "▲", "▲", "▲", "▼")
_FORMULA = re.compile(rb"<f\b[^>]*(?:/>|>.*?</f>)", re.DOTALL)


def render(folder: Path) -> None:
    """Draw the pictures into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        refreshed = work / WORKBOOK.name
        xlscorecard.refresh(WORKBOOK, output=refreshed)
        column = table.column_of(Column.POLARITY)
        cells = {Place(table.FIRST_ROW + row, column): sign for row, sign in enumerate(POLARITIES)}
        WorkbookFile(refreshed).apply(Plan((WriteCells(SCORECARD_SHEET, cells),)))
        _draw(refreshed, scorecard_sheet.TITLE, SCORECARD_FRAME, folder / "scorecard.png")
        _draw(refreshed, scorecard_sheet.TITLE, ARROWS_FRAME, folder / "arrows.png")
        _draw(WORKBOOK, functions_sheet.TITLE, FUNCTIONS_FRAME, folder / "functions.png")


def _draw(workbook: Path, title: str, frame: tuple[str, ...], picture: Path) -> None:
    """Draw the first page that holds a title."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        copy = work / "copy.xlsm"
        _write_without_formulas(workbook, copy)
        profile = f"-env:UserInstallation=file://{work}/profile"
        subprocess.run(
            ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", name, copy],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        pages = copy.with_suffix(".pdf")
        text = subprocess.run(["pdftotext", pages, "-"], check=True, capture_output=True).stdout
        # A form feed ends each page.
        number = next(n for n, page in enumerate(text.decode().split("\f"), 1) if title in page)
        subprocess.run(
            ["pdftoppm", "-png", "-r", DOTS_AN_INCH, "-f", str(number), "-l", str(number),
             "-singlefile", *frame, pages, work / "page"],
            check=True,
        )  # fmt: skip
        shutil.copy(work / "page.png", picture)


def _write_without_formulas(workbook: Path, target: Path) -> None:
    """A copy in which formulas are the results that they have."""
    with zipfile.ZipFile(workbook) as source, zipfile.ZipFile(target, "w") as copy:
        for name in source.namelist():
            content = source.read(name)
            if name.startswith("xl/worksheets/sheet"):
                content = _FORMULA.sub(b"", content)
            copy.writestr(name, content)


if __name__ == "__main__":
    render(Path(sys.argv[1]) if len(sys.argv) > 1 else IMAGES)
