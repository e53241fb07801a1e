"""How many seeded faults the rules find, how many findings are false, and how long checks take.

Run: python benchmarks/checks.py [FAULTS] (2,300 by default: fifty of each kind)

Each fault is added to a clean scorecard of its own, made up from a fixed seed
(tests/checks/drafts.py, tests/checks/faults.py). A finding is true if it is of the fault's rule
and names the fault's cells; any other is false.
"""

import random
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from scorecards import write_scorecard  # noqa: E402 (the same)
from tests.checks.analyst_faults import ANALYST_FAULTS  # noqa: E402 (the path is set above)
from tests.checks.drafts import clean_draft  # noqa: E402 (the same)
from tests.checks.faults import FAULTS  # noqa: E402 (the same)

from xlscorecard.actions.collector import collector_paused  # noqa: E402 (the same)
from xlscorecard.books.file.book import WorkbookFile  # noqa: E402 (the same)
from xlscorecard.core.checks.all_rules import findings  # noqa: E402 (the same)
from xlscorecard.core.checks.computing import compute  # noqa: E402 (the same)

_EVERY = (*FAULTS, *ANALYST_FAULTS)
_ROWS = 40
_CLEAN_SCORECARDS, _CLEAN_ROWS = 20, 300


def found_and_false(faults: int) -> None:
    """Recall and precision of each kind of fault."""
    rounds = -(-faults // len(_EVERY))
    total: Counter[str] = Counter()
    print(f"{'fault':36}{'seeded':>8}{'found':>8}{'false':>8}")
    for add in _EVERY:
        counts: Counter[str] = Counter()
        seed = 0
        while counts["seeded"] < rounds:
            draft = clean_draft(_ROWS, seed)
            fault = add(draft, random.Random(seed))
            seed += 1
            if fault is None:
                continue
            found = [(own.rule, own.cells) for own in draft.checked().findings]
            counts["seeded"] += 1
            counts["found"] += (fault.rule, fault.cells) in found
            counts["false"] += sum(own != (fault.rule, fault.cells) for own in found)
        total += counts
        print(f"{add.__name__:36}{counts['seeded']:8}{counts['found']:8}{counts['false']:8}")
    recall = total["found"] / total["seeded"]
    precision = total["found"] / (total["found"] + total["false"])
    print(f"{total['seeded']:,} seeded faults: recall {recall:.2%}, precision {precision:.2%}")


def clean_ones() -> None:
    """Findings on scorecards in which nothing is wrong."""
    found = sum(
        len(clean_draft(_CLEAN_ROWS, seed).checked().findings) for seed in range(_CLEAN_SCORECARDS)
    )
    print(f"{_CLEAN_SCORECARDS} clean scorecards of {_CLEAN_ROWS} rows: {found} findings")


def times() -> None:
    """The time of the checks against that of reading the file."""
    with tempfile.TemporaryDirectory() as folder:
        for rows in (300, 2_000, 20_000):
            path = Path(folder) / f"b{rows}.xlsx"
            write_scorecard(path, rows)
            repeats = 3 if rows == 20_000 else 9
            with collector_paused():  # as a check has it
                reading = _median(partial(_read, path), repeats)
                computed = compute(WorkbookFile(path))
                # What a refresh would write is no check; it is there before they are made.
                assert computed.planned.plan is not None
                checks = _median(partial(findings, computed), repeats)
            print(
                f"{rows:,} rows: reading and measures {reading * 1000:.0f} ms, checks "
                f"{checks * 1000:.0f} ms, {checks / reading:.2f} of it"
            )


def _read(path: Path) -> None:
    compute(WorkbookFile(path))


def _median(call: Callable[[], object], repeats: int) -> float:
    taken = []
    for _ in range(repeats):
        start = time.perf_counter()
        call()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


if __name__ == "__main__":
    found_and_false(int(sys.argv[1]) if len(sys.argv) > 1 else 50 * len(_EVERY))
    clean_ones()
    times()
