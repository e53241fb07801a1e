"""Adopts every workbook of a folder, and tests that nothing is lost and nothing is invalid.

    python benchmarks/adoption_survey.py FOLDER [--limit N] [--validator PATH] [--at-least N]

A workbook of the folder has no scorecard, so that a sheet with a small one is added to a copy of
it first. The adopted copy has to hold all that was there (``tests/books/containment.py``), and
the validators may find in it nothing that they do not find in the original: openxml-audit, and
with ``--validator`` the program ooxml-validator (the Open XML SDK). Exits with 1 otherwise, and
where fewer than ``--at-least`` workbooks were adopted.

Wants the extra ``test``.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from xlscorecard.addin.workbook.adoption import adopt
from xlscorecard.books.file.book import WorkbookFile
from xlscorecard.errors import LossDetectedError, XlscorecardError
from xlscorecard.formats.xlsx.additions import Additions
from xlscorecard.formats.xlsx.package import Package

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.books.containment import missing

SHEET = "Survey scorecard"
_MONTHS = ("Jun-19", "Jul-19", "Aug-19")
_HEADINGS = (
    "Ref.", "Indicator", *_MONTHS, "% change from prev. period", "12 month average",
)  # fmt: skip


def with_scorecard(path: Path, target: Path) -> None:
    """A copy of a workbook to which a sheet with a small scorecard has been added."""
    rows = [_HEADINGS, *((f"S{number}", f"Thing {number}", 5, 6, 7) for number in range(3))]
    written = "".join(_row(number, cells) for number, cells in enumerate(rows, start=1))
    sheet = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{written}</sheetData></worksheet>"
    )
    package = Package(path)
    additions = Additions(package)
    additions.add_sheet(SHEET, sheet.encode())
    with target.open("wb") as file:
        package.archive.write_copy(file, additions.changes)


def _row(number: int, cells: Sequence[str | int]) -> str:
    written = "".join(_cell(number, column, content) for column, content in enumerate(cells))
    return f'<row r="{number}">{written}</row>'


def _cell(row: int, column: int, content: str | int) -> str:
    name = f"{'ABCDEFG'[column]}{row}"
    if isinstance(content, int):
        return f'<c r="{name}"><v>{content}</v></c>'
    return f'<c r="{name}" t="inlineStr"><is><t>{content}</t></is></c>'


def sdk_findings(validator: str, path: Path) -> Counter[str]:
    """What the Open XML SDK finds, without the places, which may move."""
    run = subprocess.run([validator, str(path)], capture_output=True, check=False)
    errors = json.loads(run.stdout)["errors"]
    return Counter(f"{error['id']} {error['description']}" for error in errors)


def audit_findings(path: Path) -> Counter[str]:
    """What openxml-audit finds: the numbered lines of its report, without what may move."""
    command = [sys.executable, "-m", "openxml_audit", str(path)]
    run = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")
    lines = re.findall(r"^[WI]?\d+\. (.*)$", run.stdout, re.MULTILINE)
    return Counter(re.sub(r"\d+", "N", line) for line in lines)


def survey(path: Path, folder: Path, validator: str | None) -> tuple[str, list[str]]:
    """What became of one workbook, and what is wrong with the adopted copy."""
    source = folder / f"source{path.suffix}"
    target = folder / "adopted.xlsm"
    target.unlink(missing_ok=True)
    try:
        with_scorecard(path, source)
        before = {name: WorkbookFile(path).read(name).rows for name in Package(path).sheets}
        adopt(source, target, sheet=SHEET)
    except LossDetectedError as error:
        return "LOSS", [str(error)]
    except XlscorecardError as error:
        return "refused", [fault.found[:70] for fault in error.faults]
    wrong = missing(path, target)
    adopted = WorkbookFile(target)
    wrong += [
        f"cells of {name}" for name, rows in before.items() if adopted.read(name).rows != rows
    ]
    new = audit_findings(target) - audit_findings(path)
    wrong += [f"openxml-audit: {found}" for found in new]
    if validator is not None:
        new = sdk_findings(validator, target) - sdk_findings(validator, path)
        wrong += [f"Open XML SDK: {found}" for found in new]
    return ("WRONG" if wrong else "adopted"), wrong


def main() -> None:
    """Survey a folder."""
    parser = argparse.ArgumentParser(description="Adopt every workbook of a folder.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--limit", type=int, default=None)
    parser.add_argument("--validator", default=None)
    parser.add_argument("--at-least", type=int, default=1)
    arguments = parser.parse_args()
    paths = sorted(arguments.folder.rglob("*.xls[xm]"))
    if arguments.limit is not None:
        paths = paths[:: max(1, len(paths) // arguments.limit)][: arguments.limit]
    outcomes: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for path in paths:
            try:
                outcome, notes = survey(path, Path(folder), arguments.validator)
            except Exception as error:
                outcome, notes = "CRASH", [repr(error)]
            outcomes[outcome] += 1
            if outcome == "refused":
                reasons.update(notes)
            elif notes:
                print(f"{outcome} {path}", *notes[:6], sep="\n    ")
    print(dict(outcomes))
    print(
        *(f"  {count:4} refused: {reason}" for reason, count in reasons.most_common(12)), sep="\n"
    )
    bad = sum(outcomes[own] for own in ("WRONG", "LOSS", "CRASH"))
    if bad or outcomes["adopted"] < arguments.at_least:
        sys.exit(1)


if __name__ == "__main__":
    main()
