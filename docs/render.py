"""Renders the refreshed scorecard to docs/images/scorecard.png, as the README shows it.

Needs LibreOffice (soffice) and poppler (pdftoppm). Run: python docs/render.py [PNG]
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import xlscorecard

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / "docs" / "images" / "scorecard.png"
WORKBOOK = ROOT / "workbook" / "Scorecard.xlsm"
DOTS_AN_INCH = "120"
# The part of the page that holds the table.
FRAME = ("-x", "40", "-y", "50", "-W", "1910", "-H", "830")


def render(picture: Path) -> None:
    """Refresh a copy of the workbook, and draw its first page."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        refreshed = folder / WORKBOOK.name
        xlscorecard.refresh(WORKBOOK, output=refreshed)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        subprocess.run(
            ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", name, refreshed],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        page = folder / "page"
        subprocess.run(
            ["pdftoppm", "-png", "-r", DOTS_AN_INCH, "-f", "1", "-l", "1", "-singlefile", *FRAME,
             refreshed.with_suffix(".pdf"), page],
            check=True,
        )  # fmt: skip
        picture.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(page.with_suffix(".png"), picture)


if __name__ == "__main__":
    render(Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURE)
