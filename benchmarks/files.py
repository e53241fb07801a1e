"""Our refresh against openpyxl's load and save of the same file, and reading, in one run.

The ratios count, not the seconds: machines are noisy, and the runs of one ratio take turns.
Three kinds of file (see ``scorecards.Rows``): rows alike; rows varied, with few findings; rows
untidy, with tens of thousands. Each is measured in a warm process, which has done the same with
a small file before, and the small size as a whole process too. The memory is the most that the
process held.

Run: python benchmarks/files.py [ROWS ...]. Needs a system that reports a process's memory (Linux
or a Mac); the extra 'benchmark' brings openpyxl and python-calamine.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from scorecards import Rows

_SCORECARDS = Path(__file__).with_name("scorecards.py")
_RUNS = 5
_LARGE, _RUNS_OF_LARGE = 5_000, 3
_SMALL = 150

# With bytecode, as an installed package has it; the warm-up run writes what is missing.
_ENVIRONMENT = {
    name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
}

_REFRESH = (
    "import xlscorecard\ndef work(source, target):\n  xlscorecard.refresh(source, output=target)"
)
_OPENPYXL = (
    "import openpyxl\ndef work(source, target):\n  openpyxl.load_workbook(source).save(target)"
)
_READ = (
    "from pathlib import Path\nfrom xlscorecard.books.file.book import WorkbookFile\n"
    "def work(source, target):\n  WorkbookFile(Path(source)).read('Scorecard')"
)
_CALAMINE = (
    "import python_calamine\ndef work(source, target):\n"
    "  python_calamine.CalamineWorkbook.from_path(source).get_sheet_by_index(0).to_python()"
)
_WARM = """
import gc, sys, time
small, source, target = sys.argv[1:]
work(small, target)
gc.collect()
begin = time.perf_counter()
work(source, target)
print(time.perf_counter() - begin)
"""
_COLD = "\nimport sys\nwork(*sys.argv[2:])\n"


class Run(NamedTuple):
    """What one process took."""

    seconds: float
    mebibytes: float


class Files(NamedTuple):
    """The files of one comparison: one to get warm with, the one that counts, and the result."""

    small: Path
    source: Path
    target: Path


def run(command: list[str]) -> Run:
    """Run a command to its end; the seconds are those that it prints, if it prints any."""
    begin = time.perf_counter()
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, env=_ENVIRONMENT, encoding="utf-8"
    ) as process:
        printed = process.stdout.read().strip() if process.stdout else ""
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"failed: {command}")
    unit = 1024 if sys.platform == "linux" else 1024 * 1024
    is_number = printed.replace(".", "").replace("e-", "").isdigit()
    return Run(float(printed) if is_number else seconds, usage.ru_maxrss / unit)


def compare(title: str, one: list[str], two: list[str], runs: int) -> None:
    """Run two commands in turns, and print the medians and their ratios."""
    pairs = [(run(one), run(two)) for _ in range(runs + 1)][1:]  # the first is a warm-up
    times = [statistics.median(pair[side].seconds for pair in pairs) for side in (0, 1)]
    memory = [statistics.median(pair[side].mebibytes for pair in pairs) for side in (0, 1)]
    print(
        f"{title:52} {times[0]:6.2f} s / {times[1]:6.2f} s = {times[0] / times[1]:.2f}   "
        f"{memory[0]:4.0f} MiB / {memory[1]:4.0f} MiB = {memory[0] / memory[1]:.2f}",
        flush=True,
    )


def process(work: str, ending: str, files: Files) -> list[str]:
    """The command that does some work in a process of its own."""
    return [sys.executable, "-c", work + ending, *map(str, files)]


def main(sizes: list[int]) -> None:
    """Compare at each number of rows."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        small = _made(folder, _SMALL, Rows.VARIED)
        for rows in sizes:
            for kind in Rows:
                files = Files(small, _made(folder, rows, kind), folder / "out.xlsx")
                runs = _RUNS if rows < _LARGE else _RUNS_OF_LARGE
                _compare_kind(f"{rows:,} rows {kind.value}", files, runs)
                if rows <= _SMALL:
                    _compare_whole_processes(f"{rows:,} rows {kind.value}", files, runs)
            compare(
                f"{rows:,} rows untidy: read / python-calamine",
                process(_READ, _WARM, files),
                process(_CALAMINE, _WARM, files),
                runs,
            )


def _made(folder: Path, rows: int, kind: Rows) -> Path:
    path = folder / f"{kind.value}-{rows}.xlsx"
    if not path.exists():
        # Elsewhere, for a process is charged with the memory of the one that starts it.
        run([sys.executable, str(_SCORECARDS), str(path), str(rows), kind.value])
    return path


def _compare_kind(title: str, files: Files, runs: int) -> None:
    compare(
        f"{title}: refresh / openpyxl, warm",
        process(_REFRESH, _WARM, files),
        process(_OPENPYXL, _WARM, files),
        runs,
    )


def _compare_whole_processes(title: str, files: Files, runs: int) -> None:
    openpyxl = process(_OPENPYXL, _COLD, files)
    compare(
        f"{title}: refresh / openpyxl, whole process",
        process(_REFRESH, _COLD, files),
        openpyxl,
        runs,
    )
    command = [sys.executable, "-m", "xlscorecard", "refresh"]
    command += [str(files.source), "-o", str(files.target)]
    compare(f"{title}: command line / openpyxl, whole process", command, openpyxl, runs)


if __name__ == "__main__":
    main([int(argument) for argument in sys.argv[1:]] or [150, 2_000, 20_000])
