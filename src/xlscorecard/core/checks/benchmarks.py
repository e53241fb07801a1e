"""Benchmarks: old ones, and figures that are no benchmark of the values beside them."""

from collections.abc import Iterator

from xlscorecard.core.checks.history import History
from xlscorecard.core.checks.late_pattern import LatePattern
from xlscorecard.core.checks.likeness import figures_in, is_like
from xlscorecard.core.checks.subject import Subject
from xlscorecard.core.domain.finding import Finding, Rule
from xlscorecard.core.domain.period import FinancialYear, month_label
from xlscorecard.core.table.headings import BENCHMARKS
from xlscorecard.core.table.printed import figure_text

STALE_BENCHMARK = Rule.note(
    "stale-benchmark",
    "benchmarks of a financial year that is more than one before that of the reporting month; "
    "the year is read from a text above the table, such as 'using 17-18 data'",
)
BENCHMARK_UNLIKE = Rule.doubtful(
    "benchmark-unlike-values",
    "a benchmark more than four times above the highest or below the lowest value of its row, or "
    "typed without its % sign; shares must also be ten points away, or eight times",
)
BENCHMARKS_APART = Rule.doubtful(
    "benchmarks-apart",
    "a benchmark that is three times the other two of its row or a third of them, where these lie "
    "within one and a half times of each other",
)

BENCHMARK_RULES = (STALE_BENCHMARK, BENCHMARK_UNLIKE, BENCHMARKS_APART)

_YEAR_OF_DATA = LatePattern(r"(?i)\b(\d{2,4}\s*[-–/]\s*\d{2})\s+(?:data|figures|benchmarks?)\b")
_TIMES_APART, _TIMES_TOGETHER = 3, 1.5
_SMALL = 1.0


def benchmarks(subject: Subject) -> Iterator[Finding]:
    """What is to be said of the benchmarks."""
    columns = {
        number: kind.value for kind in BENCHMARKS if (number := subject.column(kind)) is not None
    }
    has_one = False
    for history in subject.histories:
        cells = subject.reading.grid.rows[history.row]
        figures: dict[int, float] = {}
        for column in columns:
            content = cells[column - 1] if column <= len(cells) else None
            if type(content) is float:
                figures[column] = content
            elif isinstance(content, str) and (numbers := figures_in(content)):
                figures[column] = numbers[0]
        if figures:
            has_one = True
            yield from _unlike(subject, history, figures, columns)
    if has_one:
        yield from _stale(subject)


def _unlike(
    subject: Subject, history: History, figures: dict[int, float], columns: dict[int, str]
) -> Iterator[Finding]:
    percentage = history.indicator.percentage
    unlike = [column for column, figure in figures.items() if not is_like(figure, history)]
    for column in unlike:
        low, high = (
            figure_text(value, percentage=percentage)
            for value in (history.ordered[0], history.ordered[-1])
        )
        yield BENCHMARK_UNLIKE.found(
            subject.cells([(history.row, column)]),
            history.reference,
            f"{columns[column]} of {history.reference} is "
            f"{figure_text(figures[column], percentage=percentage)}, and the values of the row "
            f"are {low} to {high}",
            "check that it is the benchmark of this row, and its scale (87% or 87); if it is "
            "right, accept this finding",
        )
    if not unlike and len(figures) == len(BENCHMARKS):
        yield from _apart(subject, history, figures, columns)


def _apart(
    subject: Subject, history: History, figures: dict[int, float], columns: dict[int, str]
) -> Iterator[Finding]:
    percentage = history.indicator.percentage
    for column, figure in figures.items():
        low, high = sorted(other for number, other in figures.items() if number != column)
        if low <= 0 or figure <= 0 or high > _TIMES_TOGETHER * low:
            continue
        if not percentage and low < _SMALL:
            continue
        if figure >= _TIMES_APART * high or figure * _TIMES_APART <= low:
            shown = figure_text(figure, percentage=percentage)
            others = " and ".join(
                f"{columns[number]} {figure_text(other, percentage=percentage)}"
                for number, other in figures.items()
                if number != column
            )
            yield BENCHMARKS_APART.found(
                subject.cells([(history.row, column)]),
                history.reference,
                f"{columns[column]} of {history.reference} is {shown}, beside {others}",
                "check the benchmark against its source; if it is right, accept this finding",
            )
            return


def _stale(subject: Subject) -> Iterator[Finding]:
    """The text above the table that names the year of the benchmarks, if that is long ago."""
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
