"""What is imported, and how long that takes, before each thing that a person waits for.

Run: python benchmarks/start_up.py [TURNS]

Each line is a process of its own, from its start to the moment at which the work could begin;
the lines take turns, and the medians are shown. xlwings imports pandas and numpy wherever they
are installed: the lines "without pandas" hide these two, as on a computer that lacks them.
"""

import json
import statistics
import subprocess
import sys
import time

HEAVY = ("xlwings", "pandas", "numpy", "xlsxwriter", "openpyxl", "rich", "click", "platformdirs")

_NO_PANDAS = "import sys; sys.modules['pandas'] = sys.modules['numpy'] = None\n"
_FUNCTION = (
    "import xlwings\n"
    "from xlscorecard.addin import functions\n"
    "assert functions.change(12.0, 10.0)[0][0] > 0.19\n"
)
_REFRESH = "import xlwings\nfrom xlscorecard.addin import ribbon\nassert ribbon.ACTIONS\n"
_HELP = (
    "import contextlib, io\n"
    "from xlscorecard.cli import app\n"
    "with contextlib.redirect_stdout(io.StringIO()):\n"
    "    app(['--help'], standalone_mode=False)\n"
)
PROGRAMS = {
    "Python alone": "",
    "xlwings alone": "import xlwings\n",
    "the first function answers": _FUNCTION,
    "a refresh in Excel starts": _REFRESH,
    "xlwings alone, without pandas": _NO_PANDAS + "import xlwings\n",
    "the first function answers, without pandas": _NO_PANDAS + _FUNCTION,
    "a refresh in Excel starts, without pandas": _NO_PANDAS + _REFRESH,
    "xlscorecard --help": _HELP,
}
_TOLD = """
import json, sys
names = [name for name, module in sys.modules.items() if module is not None]
print(json.dumps([len(names), sum(name.startswith("xlscorecard") for name in names),
                  [name for name in {heavy} if name in names]]))
"""


def main(turns: int) -> None:
    """Measure all programs in turns, and print a table."""
    seconds: dict[str, list[float]] = {name: [] for name in PROGRAMS}
    told: dict[str, tuple[int, int, list[str]]] = {}
    for _ in range(turns):
        for name, program in PROGRAMS.items():
            code = program + _TOLD.format(heavy=HEAVY)
            start = time.perf_counter()
            run = subprocess.run(
                [sys.executable, "-c", code], check=True, capture_output=True, text=True
            )
            seconds[name].append(time.perf_counter() - start)
            told[name] = json.loads(run.stdout)
    alone = statistics.median(seconds["Python alone"])
    print("| | seconds | of Python alone | modules | of them ours | heavy packages |")
    print("|---|---|---|---|---|---|")
    for name, own in seconds.items():
        modules, ours, heavy = told[name]
        median = statistics.median(own)
        print(
            f"| {name} | {median:.2f} | {median / alone:.1f} | {modules:,} | {ours} | "
            f"{', '.join(heavy) or 'none'} |"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
