"""What LibreOffice makes of a workbook."""

import csv
import subprocess
from pathlib import Path


def calculated(path: Path, soffice: str) -> list[list[str]]:
    """The cells of the first sheet as LibreOffice shows them."""
    _convert(path, soffice, "csv:Text - txt - csv (StarCalc):44,34,76", path.parent)
    with path.with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def saved_anew(path: Path, soffice: str, folder: Path) -> Path:
    """The workbook as LibreOffice saves it, in another folder."""
    _convert(path, soffice, "xlsx:Calc MS Excel 2007 XML", folder)
    return folder / path.with_suffix(".xlsx").name


def _convert(path: Path, soffice: str, kind: str, folder: Path) -> None:
    profile = (path.parent / "profile").as_uri()
    subprocess.run(
        [
            soffice, f"-env:UserInstallation={profile}", "--headless",
            "--convert-to", kind, "--outdir", str(folder), str(path),
        ],
        check=True,
        capture_output=True,
    )  # fmt: skip
