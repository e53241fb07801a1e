"""Writes a few cells into every workbook of a folder, and tests that nothing else changed.

    python benchmarks/lossless_survey.py FOLDER [--limit N] [--seed N] [--at-least N]
        [--editor openpyxl]

Cells of the first sheets get a number or a text: the first, the last, some by chance, and one
that is not there yet. Each copy is put to the losslessness test of
``tests/books/losslessness.py``. Exits with 1 if a workbook lost anything or the engine failed
with anything but a refusal, and where fewer than ``--at-least`` workbooks were edited.
``--editor openpyxl`` is the negative control: its load and save have to fail the test.

Wants the extras ``test`` and ``benchmark``.
"""

import argparse
import random
import shutil
import sys
import tempfile
import traceback
import warnings
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import openpyxl

from xlscorecard.books.file.book import WorkbookFile
from xlscorecard.errors import LossDetectedError, XlscorecardError

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.books.losslessness import Place, existing_cells, losses, worksheet_names
from tests.gallery.edits import cells_to_write, not_at_fault
from tests.plans import writing

SHEETS = 2

Editor = Callable[[Path, str, Mapping[Place, float | str]], None]


class Outcome(Enum):
    """What became of one edit."""

    LOSSLESS = "strictly lossless"
    REFUSED = "refused"
    NOTHING = "no worksheet"
    DAMAGED = "damaged before"
    LOSS = "LOSS"
    CRASH = "CRASH"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One plan applied to one workbook."""

    path: Path
    outcome: Outcome
    reason: str = ""


def by_engine(path: Path, sheet: str, planned: Mapping[Place, float | str]) -> None:
    """Write by the file engine."""
    book = WorkbookFile(path, write_protected=True)
    book.read(sheet)
    book.apply(writing(sheet, planned))


def by_openpyxl(path: Path, sheet: str, planned: Mapping[Place, float | str]) -> None:
    """Write by openpyxl, with all the care it offers."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(path, keep_vba=path.suffix.lower() == ".xlsm", rich_text=True)
        for (row, column), content in planned.items():
            book[sheet].cell(row, column).value = content
        book.save(path)


EDITORS: Mapping[str, Editor] = {"xlscorecard": by_engine, "openpyxl": by_openpyxl}


def plans(path: Path, chance: random.Random) -> list[tuple[str, dict[Place, float | str]]]:
    """The cells to write, by sheet: one plan a sheet."""
    return [
        (sheet, cells_to_write(existing_cells(path, sheet), chance))
        for sheet in worksheet_names(path)[:SHEETS]
    ]


def survey(path: Path, folder: Path, editor: Editor, chance: random.Random) -> list[Edit]:
    """Edit copies of a workbook, one for each of its first sheets; the file itself is kept."""
    try:
        wanted = plans(path, chance)
    except Exception:  # whatever the file is: the engine has to refuse it in its own words
        wanted = [(_first_sheet(path), {(1, 1): 1.0})]
    return [_edited(path, folder, editor, sheet, cells) for sheet, cells in wanted] or [
        Edit(path=path, outcome=Outcome.NOTHING)
    ]


def _is_readable(path: Path, sheet: str) -> bool:
    try:
        existing_cells(path, sheet)
    except Exception:
        return False
    return True


def _first_sheet(path: Path) -> str:
    try:
        return WorkbookFile(path).sheet_names[0]
    except (XlscorecardError, IndexError):
        return ""


def _edited(
    path: Path, folder: Path, editor: Editor, sheet: str, planned: dict[Place, float | str]
) -> Edit:
    copy = folder / f"copy{path.suffix}"
    shutil.copyfile(path, copy)  # not its read-only mark
    try:
        editor(copy, sheet, planned)
    except LossDetectedError as error:
        return Edit(path=path, outcome=Outcome.LOSS, reason=f"its own check: {error}")
    except XlscorecardError as error:
        if copy.read_bytes() != path.read_bytes():
            return Edit(path=path, outcome=Outcome.LOSS, reason=f"refused, but changed: {error}")
        # One refused cell must not hide the others.
        fine = not_at_fault(error, planned)
        if sheet and fine:
            return _edited(path, folder, editor, sheet, fine)
        reason = str(error).replace(str(copy), "…")
        return Edit(path=path, outcome=Outcome.REFUSED, reason=f"{type(error).__name__} {reason}")
    except Exception:
        last = traceback.format_exc().strip().splitlines()
        return Edit(path=path, outcome=Outcome.CRASH, reason=" | ".join(last[-3:]))
    try:
        found = losses(path, copy, sheet, planned)
    except Exception as error:
        outcome = Outcome.LOSS if _is_readable(path, sheet) else Outcome.DAMAGED
        return Edit(path=path, outcome=outcome, reason=f"cannot be compared: {error!r}")
    if found:
        return Edit(path=path, outcome=Outcome.LOSS, reason="; ".join(found))
    return Edit(path=path, outcome=Outcome.LOSSLESS)


def main() -> int:
    """Run the survey; the exit code comes back."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--limit", type=int, default=None, help="no more than so many workbooks")
    parser.add_argument("--seed", type=int, default=1, help="which cells are taken by chance")
    parser.add_argument("--editor", choices=sorted(EDITORS), default="xlscorecard")
    parser.add_argument("--at-least", type=int, default=1, help="as many must be lossless")
    arguments = parser.parse_args()
    paths = sorted(
        path
        for path in arguments.folder.rglob("*")
        if path.suffix.lower() in (".xlsx", ".xlsm") and path.is_file()
    )[: arguments.limit]
    edits: list[Edit] = []
    with tempfile.TemporaryDirectory() as folder:
        for path in paths:
            chance = random.Random(f"{arguments.seed} {path.name}")
            edits += survey(path, Path(folder), EDITORS[arguments.editor], chance)
    for edit in edits:
        if edit.outcome not in (Outcome.LOSSLESS, Outcome.NOTHING):
            name = edit.path.relative_to(arguments.folder)
            print(f"{edit.outcome.value}: {name}: {edit.reason[:600]}")
    counts = Counter(edit.outcome for edit in edits)
    print(f"\n{len(paths)} workbooks, {len(edits)} edits by {arguments.editor}\n")
    for outcome in Outcome:
        files = len({edit.path for edit in edits if edit.outcome is outcome})
        print(f"{outcome.value:<22}{counts[outcome]:>6} edits {files:>6} workbooks")
    edited = len({edit.path for edit in edits if edit.outcome is Outcome.LOSSLESS})
    bad = counts[Outcome.LOSS] or counts[Outcome.CRASH] or edited < arguments.at_least
    return 1 if bad else 0


if __name__ == "__main__":
    raise SystemExit(main())
