"""Targets and benchmarks: old ones, missing ones, and targets on another basis than the values."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from statistics import median

from xlscorecard.core.checks.subject import Row, Subject, Value
from xlscorecard.core.domain.cell_meaning import number_of
from xlscorecard.core.domain.finding import Finding, Rule
from xlscorecard.core.domain.period import MONTHS_A_YEAR, FinancialYear, month_label
from xlscorecard.core.measures.scale import HIGHEST_SHARE
from xlscorecard.core.table.headings import BENCHMARKS
from xlscorecard.core.table.printed import figure_text

STALE_BENCHMARK = Rule.note(
    "stale-benchmark",
    "benchmarks of a financial year that is more than one before that of the reporting month; "
    "the year is read from a text above the table, such as 'using 17-18 data'",
)
MISSING_TARGET = Rule.note(
    "missing-target", "no target for the current financial year, of an indicator that has had one"
)
TARGET_BASIS = Rule.doubtful(
    "target-basis",
    "a target that is about as many times the row's usual value as the year has periods, and so "
    "seems to be an annual total, or that has another scale; the settings can say which",
)

_YEAR_OF_DATA = re.compile(r"(?i)\b(\d{2,4}\s*[-–/]\s*\d{2})\s+(?:data|figures|benchmarks?)\b")

_FEWEST_VALUES = 3
# An annual total of equal months is 12 times a month; half and twice that allow for growth.
_ALLOWANCE = 2
_SCALE = 20


def stale_benchmark(subject: Subject) -> Iterator[Finding]:
    """The text above the table that names the year of the benchmarks, if that is long ago."""
    if not _has_benchmark(subject):
        return
    grid, layout = subject.reading.grid, subject.reading.layout
    for row in range(1, layout.last_header_row + 1):
        for column, content in enumerate(grid.rows.get(row, ()), start=1):
            found = _YEAR_OF_DATA.search(content) if isinstance(content, str) else None
            year = FinancialYear.parse(found[1]) if found else None
            if year is not None and subject.reporting_year.start - year.start > 1:
                yield STALE_BENCHMARK.found(
                    subject.cells([(row, column)]),
                    "",
                    f"the benchmarks are of {year}, and {month_label(subject.reporting)} is in "
                    f"{subject.reporting_year}",
                    "look for newer benchmarks, and say their year here",
                )


def _has_benchmark(subject: Subject) -> bool:
    columns = [column for kind in BENCHMARKS if (column := subject.column(kind)) is not None]
    content = subject.reading.grid.content
    return any(
        isinstance(content(row, column), float)
        for row in subject.reading.rows
        for column in columns
    )


def missing_target(subject: Subject) -> Iterator[Finding]:
    """Indicators that had a target, and have none for the financial year of the reporting month."""
    targets, year = subject.reading.layout.targets, subject.reporting_year
    earlier = {other: column for other, column in targets.items() if other < year}
    if not earlier:
        return
    rows = [
        row
        for row in subject.rows
        if any(_target(subject, row, column) is not None for column in earlier.values())
    ]
    if year not in targets:
        if rows:
            newest = earlier[max(earlier)]
            yield MISSING_TARGET.found(
                subject.cells([(subject.reading.layout.last_header_row, newest)]),
                "",
                f"the table has no target for {year}",
                f'add a column headed "Target {year}"',
            )
        return
    for row in rows:
        place = (row.number, targets[year])
        if _target(subject, row, place[1]) is None:
            text = subject.reading.grid.text(*place)
            instead = f'"{text}"' if text else "none"
            yield MISSING_TARGET.found(
                subject.cells([place]),
                row.reference,
                f"the target of {row.reference} for {year} is {instead}; it has had one before",
                "type the target, or - if there is to be none",
            )


def _target(subject: Subject, row: Row, column: int) -> float | None:
    content = subject.reading.grid.content(row.number, column)
    if content is None or type(content) is float:
        return content
    return _number_in(content) if isinstance(content, str) else None


@lru_cache
def _number_in(text: str) -> float | None:
    """The number that a text stands for; the same few texts stand in most of these cells."""
    return number_of(text)


def target_basis(subject: Subject) -> Iterator[Finding]:
    """Targets that cannot be compared with the values beside them."""
    layout = subject.reading.layout
    if not layout.targets:
        return
    columns = tuple(layout.targets.items())
    for row in subject.rows:
        targets = {
            year: target
            for year, column in columns
            if (target := _target(subject, row, column)) is not None
        }
        if targets and subject.settings.for_indicator(row.reference).target_basis is None:
            yield from _basis(subject, row, targets)


def _basis(subject: Subject, row: Row, targets: Mapping[FinancialYear, float]) -> Iterator[Finding]:
    values = subject.values(row)
    annual, other_scale = [], []
    for year, target in targets.items():
        usual = _usual(values, year)
        if usual is None:
            continue
        if _is_annual(row, target, usual):
            annual.append(year)
        elif _has_other_scale(row, target, usual):
            other_scale.append(year)
    for years, what, remedy in (
        (annual, "seems to be for the whole year; the values are for a {period}", ""),
        (other_scale, "has another scale than the values", "correct the target or the values, or "),
    ):
        if years:
            yield _on_another_basis(subject, row, targets, years, what, remedy)


def _on_another_basis(
    subject: Subject,
    row: Row,
    targets: Mapping[FinancialYear, float],
    years: Sequence[FinancialYear],
    what: str,
    remedy: str,
) -> Finding:
    percentage = row.indicator.percentage
    newest = years[-1]
    usual = _usual(subject.values(row), newest) or 0.0
    period = {12: "month", 4: "quarter"}.get(row.indicator.frequency.periods_a_year, "year")
    return TARGET_BASIS.found(
        subject.cells((row.number, subject.reading.layout.targets[year]) for year in years),
        row.reference,
        f"the target {figure_text(targets[newest], percentage=percentage)} of {row.reference} for "
        f"{newest} {what.format(period=period)}, usually about "
        f"{figure_text(usual, percentage=percentage)}, so the two cannot be compared",
        f"{remedy}set the target basis of {row.reference} on the Settings sheet "
        '("annual total" if it is for the whole year)',
        about=what[:5],
    )


def _usual(values: Sequence[Value], year: FinancialYear) -> float | None:
    """The median of the values of a financial year; of all values where it has too few."""
    first = year.first_month
    within = [value.value for value in values if first <= value.month < first + MONTHS_A_YEAR]
    if len(within) < _FEWEST_VALUES:
        within = [value.value for value in values]
    if len(within) < _FEWEST_VALUES:
        return None
    usual = median(within)
    return usual if usual > 0 else None


def _is_annual(row: Row, target: float, usual: float) -> bool:
    periods = row.indicator.frequency.periods_a_year
    if row.indicator.percentage or periods != 12:
        return False  # four times a quarter's value may well be an ambitious target
    return periods / _ALLOWANCE <= target / usual <= periods * _ALLOWANCE


def _has_other_scale(row: Row, target: float, usual: float) -> bool:
    if row.indicator.percentage:
        return target > HIGHEST_SHARE and target > _SCALE * usual
    return target > _SCALE * usual or 0 < target <= 1 < usual / _SCALE
