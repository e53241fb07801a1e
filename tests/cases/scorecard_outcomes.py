"""What a refresh or a check of a file came to, told in one shape whether it was refused or not.

What was written is found by comparing the two files, cell by cell, with openpyxl.
"""

import json
import math
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter, range_boundaries

import xlscorecard
from tests.cases.scorecard_files import COMPUTED

REFUSED = "refused"
NOTICE = "notice"
AUGUST = ("↑", 126 / 96 - 1, "↑", 126 / 18 - 1, 76.25, 270)
"""EH1a for Aug-19: 126 after 96, 18 a year ago; 915 / 12 from Sep-18 on, the most in Mar-19."""
JULY = ("↓", 96 / 144 - 1, "↑", 96 / 42 - 1, 67.25, 270)
"""EH1a for Jul-19: 96 after 144, 42 a year ago; (915 - 126 + 18) / 12 = 807 / 12."""


def month(year: int, number: int) -> int:
    """A month as the package counts them."""
    return 12 * year + number - 1


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing said: a finding, a fault of a refusal, or a notice."""

    severity: str
    cells: tuple[str, ...]
    text: str

    def names(self, address: str) -> bool:
        """Whether the address, such as ``Scorecard!V8``, is among the cells named."""
        return address in self.cells


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was said and what was written; ``path`` is the file as it is afterwards."""

    refused: bool
    statements: tuple[Statement, ...]
    accepted: tuple[Statement, ...]
    written: Mapping[str, object]
    reporting: int | None
    path: Path

    def about(self, address: str, *severities: str) -> list[Statement]:
        """What is said of a cell, of these severities or of any."""
        full = address if "!" in address else f"Scorecard!{address}"
        return [
            each
            for each in self.statements
            if each.names(full) and (not severities or each.severity in severities)
        ]

    def saying(self, *words: str) -> list[Statement]:
        """What is said with all of these words, in any case of letters."""
        return [
            each
            for each in self.statements
            if all(word.lower() in each.text.lower() for word in words)
        ]

    def figures(self, reference: str = "A1") -> tuple[object, ...]:
        """The six computed cells of a row, in the order of ``COMPUTED``."""
        return figures(self.path, reference)


def figures(path: Path, reference: str = "A1") -> tuple[object, ...]:
    """The six computed cells of a row as the file holds them."""
    page = load_workbook(path).worksheets[0]
    grid = list(page.iter_rows(values_only=True))
    (header,) = (row for row in grid if row[0] == "Ref.")
    (cells,) = (row for row in grid if row[0] == reference)
    return tuple(cells[header.index(heading)] for heading in COMPUTED)


class Approximately:
    """Figures that agree to twelve digits; texts must be the same."""

    def __init__(self, expected: tuple[object, ...]) -> None:
        self.expected = expected

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, tuple) or len(other) != len(self.expected):
            return False
        return all(map(_same, self.expected, other))

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"approximately {self.expected}"


def approximately(*expected: object) -> Approximately:
    """The figures to compare with, on the right of ``==``."""
    return Approximately(expected)


def _same(expected: object, found: object) -> bool:
    if isinstance(expected, int | float) and isinstance(found, int | float):
        return math.isclose(expected, found, rel_tol=1e-12, abs_tol=1e-12)
    return expected == found


def refreshed(path: Path, **options: object) -> Outcome:
    """Refresh into another file, and see what came of it."""
    output = path.with_name(f"{path.stem} refreshed{path.suffix}")
    before = path.read_bytes()
    try:
        result = xlscorecard.refresh(path, output=output, **options)  # type: ignore[arg-type]
    except xlscorecard.XlscorecardError as error:
        assert not output.exists(), "refused, and yet written"
        assert path.read_bytes() == before
        return Outcome(True, _faults(error), (), {}, None, path)
    assert path.read_bytes() == before, "the input is never written when there is an output"
    after = output if output.exists() else path
    written = differences(path, after)
    assert set(written) <= {
        f"{get_column_letter(column)}{row}" for row, column in result.plan.cells
    }, "more was written than planned"
    statements = _findings(result.findings) + tuple(
        Statement(NOTICE, _cells([getattr(each, "place", "")]), str(each))
        for each in result.notices
    )
    accepted = _findings(each.finding for each in result.accepted)
    return Outcome(False, statements, accepted, written, result.reporting, after)


def checked(path: Path, **options: object) -> Outcome:
    """Check a file; a fault of the table may be a finding or a refusal."""
    before = path.read_bytes()
    try:
        result = xlscorecard.check(path, **options)  # type: ignore[arg-type]
    except xlscorecard.XlscorecardError as error:
        return Outcome(True, _faults(error), (), {}, None, path)
    assert path.read_bytes() == before, "check changes nothing"
    return Outcome(
        False,
        _findings(result.findings),
        _findings(each.finding for each in result.accepted),
        {},
        result.reporting,
        path,
    )


def differences(before: Path, after: Path) -> dict[str, object]:
    """The cells of the first sheet that differ, with what they hold afterwards."""
    old, new = (load_workbook(path).worksheets[0] for path in (before, after))
    changed: dict[str, object] = {}
    for row in range(1, max(old.max_row, new.max_row) + 1):
        for column in range(1, max(old.max_column, new.max_column) + 1):
            content = new.cell(row, column).value
            if old.cell(row, column).value != content:
                changed[f"{get_column_letter(column)}{row}"] = content
    return changed


def command(*arguments: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the installed command, as a person does."""
    program = Path(sys.executable).with_name("xlscorecard")
    return subprocess.run(
        [program, *map(str, arguments)],
        capture_output=True,
        check=False,
        timeout=120,
        env={**os.environ, **environment},
    )


def judgements(path: Path, reference: str = "A1", *options: object) -> tuple[object, object]:
    """The polarity of a row and the judgement of its change, as ``show --json`` says them."""
    run = command("show", path, "--json", *options)
    assert run.returncode == 0, run.stderr.decode()
    (found,) = (
        each for each in json.loads(run.stdout)["indicators"] if each["reference"] == reference
    )
    return found["polarity"], found["previous_period"]["judgement"]


def _findings(findings: Iterable[object]) -> tuple[Statement, ...]:
    return tuple(
        Statement(
            each.severity.word,  # type: ignore[attr-defined]
            _cells(each.cells),  # type: ignore[attr-defined]
            f"{each.message} | {each.remedy}",  # type: ignore[attr-defined]
        )
        for each in findings
    )


def _faults(error: xlscorecard.XlscorecardError) -> tuple[Statement, ...]:
    return tuple(
        Statement(
            REFUSED,
            _cells([each.place]),
            f"{each.place}: {each.found} | {each.expected} | {each.remedy}",
        )
        for each in error.faults
    )


def _cells(places: Iterable[str]) -> tuple[str, ...]:
    """Single addresses with their sheet, unquoted; areas are spread out."""
    found: list[str] = []
    for place in places:
        sheet, mark, area = str(place).rpartition("!")
        if not mark:
            continue
        name = sheet.strip("'").replace("''", "'")
        for part in area.split(", "):
            try:
                left, top, right, bottom = range_boundaries(part.replace("$", ""))
            except ValueError:
                continue
            found += [
                f"{name}!{get_column_letter(column)}{row}"
                for row in range(top or 1, (bottom or top or 1) + 1)
                for column in range(left or 1, (right or left or 1) + 1)
            ]
    return tuple(found)
