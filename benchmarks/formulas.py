"""How long it takes to see that none of 100,000 formulas depends on the cells that were written.

That is the worst case: the first formula that depends ends the search. Each kind of formula is
filled down a sheet of its own.

Run: python benchmarks/formulas.py [FORMULAS]. Needs the extras 'test' and 'benchmark'.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

import xlsxwriter

from xlscorecard.core.sheet.address import Place
from xlscorecard.formats.xlsx.dependents import Dependents
from xlscorecard.formats.xlsx.package import Package
from xlscorecard.formats.xlsx.workbook_draft import WorkbookDraft

_SHEET, _NAME, _RUNS = "Formulas 2", "Rate", 5
# The computed columns of a scorecard, in one row.
_WRITTEN = [Place(9, column) for column in (22, 23, 24, 25, 27, 28)]
KINDS: Mapping[str, str] = {
    "columns in which nothing is written": 'IF(B{0}>0,Scorecard!C{0}*$D$2,"")',
    "areas of two rows there": "SUM(Scorecard!F{0}:U{1})/COUNT(Scorecard!F{0}:U{1})",
    "columns of the written cells, other rows": "Scorecard!V{1}*2",
    "three of them": "IF(Scorecard!V{1}>0,Scorecard!W{1},Scorecard!X{1})",
    "a name": "Rate*A{0}",
    "SUMIF": "SUMIF(Scorecard!A:A,A{0},Scorecard!C:C)",
}


def main(count: int) -> None:
    """Time each kind of formula."""
    with tempfile.TemporaryDirectory() as folder:
        for kind, formula in KINDS.items():
            draft = WorkbookDraft(Package(_made(Path(folder) / "book.xlsx", formula, count)))
            xml = draft.read(draft.package.sheets[_SHEET])
            seconds = statistics.median(_seconds(draft, xml) for _ in range(_RUNS))
            print(f"{count:,} formulas over {kind:45} {seconds:5.2f} s", flush=True)


def _made(path: Path, formula: str, count: int) -> Path:
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        book.add_worksheet("Scorecard")
        sheet = book.add_worksheet(_SHEET)
        book.define_name(_NAME, "=Scorecard!$B$3")
        for row in range(10, count + 10):
            sheet.write_formula(row, 5, formula.format(row + 1, row + 2))
    return path


def _seconds(draft: WorkbookDraft, xml: bytes) -> float:
    begin = time.perf_counter()
    if Dependents(draft, "Scorecard", _WRITTEN).may_be_in(_SHEET, xml):
        raise SystemExit("a formula depends on the written cells")
    return time.perf_counter() - begin


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
