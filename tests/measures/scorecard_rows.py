"""Rows of the scorecard document for the tests of measures, and a short way to measure a row."""

from collections.abc import Sequence
from itertools import pairwise

from xlscorecard.core.domain.period import Frequency, Month, month_of, parse_month
from xlscorecard.core.domain.polarity import Polarity
from xlscorecard.core.domain.settings import DEFAULT_TOLERANCE, Tolerance
from xlscorecard.core.measures.results import Measures, measure
from xlscorecard.core.measures.timeline import Timeline

_: None = None
# scorecard.txt: 16 months, May-18 to Aug-19, and rows as printed.
MONTHS = tuple(Month(month) for month in range(month_of(2018, 5), month_of(2019, 8) + 1))
ROWS: dict[str, tuple[float | None, ...]] = {
    "EH1a": (37, 19, 42, 18, 17, 20, 9, 21, 14, 81, 270, 60, 57, 144, 96, 126),
    "EH1c": (14, 19, 12, 12, 22, 9, 21, 28, 22, 193, 898, 159, 163, 237, 217, 232),
    "EH1b": (104, 80, 69, 63, 53, 66, 67, 88, 94, 329, 519, 124, 176, 223, 245, 180),
    "EH14b": (_, _, 22, 25, 36, 74, 43, 89, 56, 166, 560, 104, 110, 165, 138, 161),
    "CIN5": (
        _, _, 1999, 1967, 1920, 1957, 1937, 1900, 1859, 1975, 2252, 2384, 2522, 2778, 2976, 2945
    ),
    "LSCB17a": (_, 0.059, _, _, _, 0.062, _, 0.078, _, _, _, _, _, _, _, _),
    "YO2": (_, 434, _, _, _, 439, _, 399, _, _, _, 397, _, _, _, _),
    "FM011": (_, 116, _, _, _, 97, _, 155, _, _, _, 125, _, _, _, _),
    "FM012": (57, _, 0, _, _, 38, _, _, 16, _, _, 85, _, _, _, _),
}  # fmt: skip

assert all(later == earlier + 1 for earlier, later in pairwise(MONTHS))


def month(label: str) -> Month:
    """The month of a label such as Aug-19."""
    found = parse_month(label)
    assert found is not None
    return found


def measured(
    values: Sequence[float | None],
    *,
    months: Sequence[Month] = MONTHS,
    reporting: str = "Aug-19",
    frequency: Frequency = Frequency.MONTHLY,
    polarity: Polarity = Polarity.NONE,
    tolerance: Tolerance = DEFAULT_TOLERANCE,
) -> Measures:
    """The measures of a row of values under the given months."""
    timeline = Timeline.up_to(tuple(months), month(reporting), frequency)
    return measure(values, timeline, polarity, tolerance)
