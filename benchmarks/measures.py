"""How long the measures of many rows take. Run: python benchmarks/measures.py [ROWS]"""

import random
import sys
import time

from xlscorecard.core.domain.period import Month, month_of
from xlscorecard.core.domain.polarity import Polarity
from xlscorecard.core.measures.results import measure
from xlscorecard.core.measures.timeline import Calendar

_BATCH = 100_000


def main(rows: int) -> None:
    """Compute all measures of so many rows of 16 months, and say how long it took."""
    first = month_of(2018, 5)
    periods = [Month(first + index) for index in range(16)]
    timeline = Calendar.up_to(periods, periods[-1]).monthly
    numbers = random.Random(1)
    batch = [
        tuple(None if numbers.random() < 0.1 else numbers.random() * 900 for _ in periods)
        for _ in range(min(rows, _BATCH))
    ]
    seconds = 0.0
    for start in range(0, rows, _BATCH):
        part = batch[: rows - start]
        begin = time.perf_counter()
        for values in part:
            measure(values, timeline, Polarity.HIGHER_IS_BETTER)
        seconds += time.perf_counter() - begin
    print(f"{rows:,} rows x 16 months: {seconds:.1f} s, {seconds / rows * 1e6:.1f} µs a row")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
