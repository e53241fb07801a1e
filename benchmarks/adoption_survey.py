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
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from openxml_audit import OpenXmlValidator

from xlscorecard.addin.adoption.adopting import adopt
from xlscorecard.books.file.book import WorkbookFile
from xlscorecard.core.domain.our_sheets import SETTINGS_SHEET
from xlscorecard.errors import LossDetectedError, XlscorecardError

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.books.containment import missing
from tests.books.losslessness import worksheet_names
from tests.gallery.added_scorecard import SHEET, with_scorecard


def sdk_findings(validator: str, path: Path) -> Counter[str]:
    """What the Open XML SDK finds, without the places, which may move."""
    run = subprocess.run([validator, str(path)], capture_output=True, check=False)
    errors = json.loads(run.stdout)["errors"]
    return Counter(f"{error['id']} {error['description']}" for error in errors)


def audit_findings(path: Path) -> Counter[str]:
    """What openxml-audit finds, without what may move."""
    errors = OpenXmlValidator().validate(str(path)).errors
    return Counter(re.sub(r"\d+", "N", error.description) for error in errors)


def survey(path: Path, folder: Path, validator: str | None) -> tuple[str, list[str]]:
    """What became of one workbook, and what is wrong with the adopted copy."""
    source = folder / f"source{path.suffix}"
    target = folder / "adopted.xlsm"
    target.unlink(missing_ok=True)
    try:
        with_scorecard(path, source)
    except Exception:  # whatever the file is: adopting has to refuse it in its own words
        shutil.copyfile(path, source)
    try:
        adopt(source, target, sheet=SHEET)
    except LossDetectedError as error:
        return "LOSS", [str(error)]
    except XlscorecardError as error:
        return "refused", [fault.found[:70] for fault in error.faults]
    wrong = missing(path, target)
    original, adopted = WorkbookFile(path), WorkbookFile(target)
    for name in worksheet_names(path):
        rows, after = original.read(name).rows, adopted.read(name).rows
        # A sheet Settings that was there may get the table of columns, beneath all that it holds.
        kept = (
            {row: after[row] for row in rows if row in after} if name == SETTINGS_SHEET else after
        )
        if kept != rows:
            wrong.append(f"cells of {name}")
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
    paths = sorted(
        path
        for path in arguments.folder.rglob("*")
        if path.suffix.lower() in (".xlsx", ".xlsm") and path.is_file()
    )
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
    bad = sum(outcomes[outcome] for outcome in ("WRONG", "LOSS", "CRASH"))
    if bad or outcomes["adopted"] < arguments.at_least:
        sys.exit(1)


if __name__ == "__main__":
    main()
