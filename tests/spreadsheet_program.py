"""What LibreOffice makes of a workbook."""

import csv
import subprocess
from pathlib import Path


def calculated(path: Path, soffice: str) -> list[list[str]]:
    """The cells of the first sheet as LibreOffice shows them."""
    profile = (path.parent / "profile").as_uri()
    subprocess.run(
        [
            soffice, f"-env:UserInstallation={profile}", "--headless",
            "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76",
            "--outdir", str(path.parent), str(path),
        ],
        check=True,
        capture_output=True,
    )  # fmt: skip
    with path.with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))
