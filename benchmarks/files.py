"""Whole processes in one run: our refresh against openpyxl's load and save, and reading.

The ratios count, not the seconds: machines are noisy, and the processes of one ratio run in
turns. Run: python benchmarks/files.py [ROWS ...]. Needs a system that reports a process's memory
(Linux or a Mac); the extra 'benchmark' brings openpyxl and python-calamine.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

_SCORECARDS = Path(__file__).with_name("scorecards.py")
_RUNS = 5
_LARGE, _RUNS_OF_LARGE = 5_000, 3

# With bytecode, as an installed package has it; the warm-up run writes what is missing.
_ENVIRONMENT = {
    name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
}

_PYTHON = "import xlscorecard; xlscorecard.refresh({source!r}, output={target!r})"
_OPENPYXL = "import openpyxl; openpyxl.load_workbook({source!r}).save({target!r})"
_READ = (
    "from pathlib import Path; from xlscorecard.books.file.book import WorkbookFile; "
    "WorkbookFile(Path({source!r})).read('Scorecard')"
)
_CALAMINE = (
    "import python_calamine; "
    "python_calamine.CalamineWorkbook.from_path({source!r}).get_sheet_by_index(0).to_python()"
)


class Run(NamedTuple):
    """What one process took."""

    seconds: float
    mebibytes: float


def run(command: list[str]) -> Run:
    """Run a command to its end, its output thrown away."""
    begin = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, env=_ENVIRONMENT) as process:
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"failed: {command}")
    unit = 1024 if sys.platform == "linux" else 1024 * 1024
    return Run(seconds, usage.ru_maxrss / unit)


def python(code: str, source: Path, target: Path) -> list[str]:
    """The command that runs some code on a source and a target file."""
    return [sys.executable, "-c", code.format(source=str(source), target=str(target))]


def compare(title: str, one: list[str], two: list[str], runs: int) -> None:
    """Run two commands in turns, and print the medians and their ratios."""
    pairs = [(run(one), run(two)) for _ in range(runs + 1)][1:]  # the first is a warm-up
    times = [statistics.median(pair[side].seconds for pair in pairs) for side in (0, 1)]
    memory = [statistics.median(pair[side].mebibytes for pair in pairs) for side in (0, 1)]
    print(
        f"{title:44} {times[0]:6.2f} s / {times[1]:6.2f} s = {times[0] / times[1]:.2f}   "
        f"{memory[0]:4.0f} MiB / {memory[1]:4.0f} MiB = {memory[0] / memory[1]:.2f}"
    )


def main(sizes: list[int]) -> None:
    """Compare at each number of rows."""
    with tempfile.TemporaryDirectory() as name:
        source, target = Path(name) / "Scorecard.xlsx", Path(name) / "out.xlsx"
        command = [sys.executable, "-m", "xlscorecard", "refresh", str(source), "-o", str(target)]
        for rows in sizes:
            # Elsewhere, for a process is charged with the memory of the one that starts it.
            run([sys.executable, str(_SCORECARDS), str(source), str(rows)])
            runs = _RUNS if rows < _LARGE else _RUNS_OF_LARGE
            openpyxl = python(_OPENPYXL, source, target)
            compare(
                f"{rows:,} rows: refresh / openpyxl",
                python(_PYTHON, source, target),
                openpyxl,
                runs,
            )
            compare(f"{rows:,} rows: command line / openpyxl", command, openpyxl, runs)
            compare(
                f"{rows:,} rows: read / python-calamine",
                python(_READ, source, target),
                python(_CALAMINE, source, target),
                runs,
            )


if __name__ == "__main__":
    main([int(argument) for argument in sys.argv[1:]] or [150, 2_000, 20_000])
