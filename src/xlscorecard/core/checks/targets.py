"""Targets: missing ones, and targets on another basis than the values."""

from collections.abc import Iterator, Mapping, Sequence
from statistics import median

from xlscorecard.core.checks.history import History
from xlscorecard.core.checks.likeness import FEWEST_VALUES, figures_in, is_like
from xlscorecard.core.checks.subject import Subject
from xlscorecard.core.domain.finding import Finding, Rule
from xlscorecard.core.domain.period import FinancialYear, Frequency
from xlscorecard.core.domain.polarity import Polarity
from xlscorecard.core.sheet.content import CellContent
from xlscorecard.core.table.printed import figure_text

MISSING_TARGET = Rule.note(
    "missing-target", "no target for the current financial year, of an indicator that has had one"
)
TARGET_BASIS = Rule.doubtful(
    "target-basis",
    "a target that is about as many times the row's usual value as the year has periods, and so "
    "seems to be an annual total, or that is more than four times above the highest or below the "
    "lowest value; the settings can say which",
)

# An annual total of equal months is 12 times a month; half and twice that allow for growth.
_ALLOWANCE = 2
# National standards for what should be rare lie that far below what is reached.
_TIMES_BELOW = 8
_LEAST_ANNUAL = Frequency.MONTHLY.periods_a_year / _ALLOWANCE


def missing_target(subject: Subject) -> Iterator[Finding]:
    """Indicators that had a target, and have none for the financial year of the reporting month."""
    targets, year = subject.reading.layout.targets, subject.reporting_year
    earlier = {other: column for other, column in targets.items() if other < year}
    if not earlier:
        return
    rows = [
        history
        for history in subject.histories
        if any(_figures(_content(subject, history, column)) for column in earlier.values())
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
    for history in rows:
        place = (history.row, targets[year])
        if not _figures(_content(subject, history, targets[year])):
            text = subject.reading.grid.text(*place)
            instead = f'"{text}"' if text else "none"
            yield MISSING_TARGET.found(
                subject.cells([place]),
                history.reference,
                f"the target of {history.reference} for {year} is {instead}; it has had one before",
                "type the target, or - if there is to be none",
            )


def _content(subject: Subject, history: History, column: int) -> CellContent:
    cells = subject.reading.grid.rows[history.row]
    return cells[column - 1] if column <= len(cells) else None


def _figures(content: CellContent) -> Sequence[float]:
    """The number of a target, or the numbers of one such as ``16-18``."""
    if type(content) is float:
        return (content,)
    return figures_in(content) if isinstance(content, str) else ()


def target_basis(subject: Subject) -> Iterator[Finding]:
    """Targets that cannot be compared with the values beside them."""
    columns = tuple(subject.reading.layout.targets.items())
    if not columns:
        return
    usual_in = _UsualValues(subject)
    rows = subject.reading.grid.rows
    for history in subject.histories:
        cells = rows[history.row]
        targets = {
            year: figures
            for year, column in columns
            if column <= len(cells) and (figures := _figures(cells[column - 1]))
        }
        if not targets or _are_ordinary(targets, history.ordered):
            continue
        odd = _odd_basis(usual_in, history, targets)
        if odd and subject.settings.for_indicator(history.reference).target_basis is None:
            for what in dict.fromkeys(odd.values()):
                years = sorted(year for year, said in odd.items() if said is what)
                yield _on_another_basis(subject, history, years, what, usual_in)


_Targets = Mapping[FinancialYear, Sequence[float]]
_ANNUAL = "seems to be for the whole year; the values are for a {period}"
_OTHER_SCALE = "has another scale than the values"


class _UsualValues:
    """The medians of rows' values, financial year by financial year."""

    def __init__(self, subject: Subject) -> None:
        self._positions: dict[FinancialYear, list[int]] = {}
        for at, month in enumerate(subject.reading.scorecard.periods):
            self._positions.setdefault(FinancialYear.containing(month), []).append(at)
        self.first_year = min(self._positions)

    def in_year(self, history: History, year: FinancialYear) -> float | None:
        """The median within a year; None where it has too few values, or they are not above 0."""
        values = history.indicator.values
        return _median_of(
            [value for at in self._positions.get(year, ()) if (value := values[at]) is not None]
        )

    def of_row(self, history: History, year: FinancialYear) -> float | None:
        """The same, or that of all values where the year has too few."""
        within = self.in_year(history, year)
        return _median_of(history.numbers) if within is None else within


def _median_of(values: Sequence[float]) -> float | None:
    if len(values) < FEWEST_VALUES:
        return None
    usual = median(values)
    return usual if usual > 0 else None


def _is_annual(target: float, usual: float) -> bool:
    most = Frequency.MONTHLY.periods_a_year * _ALLOWANCE
    return _LEAST_ANNUAL <= target / usual <= most


def _are_ordinary(targets: _Targets, ordered: Sequence[float]) -> bool:
    """The quick answer for most rows: targets among the values, and no total of a year."""
    if len(ordered) < FEWEST_VALUES:
        return False
    low, high = ordered[0], min(ordered[-1], _LEAST_ANNUAL * ordered[1])
    for figures in targets.values():
        if len(figures) > 1 or not low <= figures[0] < high:
            return False
    return True


def _odd_basis(
    usual_in: _UsualValues, history: History, targets: _Targets
) -> Mapping[FinancialYear, str]:
    """What is to be said of the targets that cannot be compared, by their years."""
    odd: dict[FinancialYear, str] = {}
    indicator, ordered = history.indicator, history.ordered
    if not ordered:
        return odd
    # Four times a quarter's value may well be an ambitious target.
    may_be_annual = not indicator.percentage and indicator.frequency is Frequency.MONTHLY
    # Half of a year's values are below its median, so two of the row's at least.
    least = _LEAST_ANNUAL * ordered[min(1, len(ordered) - 1)]
    for year, (target, *_) in targets.items():
        if may_be_annual and target >= least and _is_annual_of(usual_in, history, target, year):
            odd[year] = _ANNUAL
    annual = [targets[year][0] for year in odd]
    for year, figures in targets.items():
        if year in odd:
            continue
        if annual and usual_in.in_year(history, year) is None:
            # A year of which the table has no values: its target is what the others are.
            if max(annual) / _ALLOWANCE <= figures[0] <= min(annual) * _ALLOWANCE:
                odd[year] = _ANNUAL
        elif year < usual_in.first_year:
            continue  # an aim of before the table's first month says nothing of its values
        elif not any(is_like(figure, history) or _is_aim(figure, history) for figure in figures):
            odd[year] = _OTHER_SCALE
    return odd


def _is_aim(figure: float, history: History) -> bool:
    """Whether a share that should be low may well be meant to fall so far."""
    indicator = history.indicator
    is_falling = indicator.percentage and indicator.polarity is Polarity.LOWER_IS_BETTER
    return is_falling and figure * _TIMES_BELOW >= history.ordered[0]


def _is_annual_of(
    usual_in: _UsualValues, history: History, target: float, year: FinancialYear
) -> bool:
    usual = usual_in.in_year(history, year)
    if usual is None and target >= _LEAST_ANNUAL * history.ordered[-1]:
        usual = usual_in.of_row(history, year)
    if usual is None or not _is_annual(target, usual):
        return False
    earlier = usual_in.in_year(history, year.previous)
    # What is about a month's value of the year before is no total, whatever came since.
    return earlier is None or _is_annual(target, earlier)


def _on_another_basis(
    subject: Subject,
    history: History,
    years: Sequence[FinancialYear],
    what: str,
    usual_in: _UsualValues,
) -> Finding:
    indicator, reference = history.indicator, history.reference
    columns, newest = subject.reading.layout.targets, max(years)
    usual = figure_text(usual_in.of_row(history, newest), percentage=indicator.percentage)
    period = {12: "month", 4: "quarter"}.get(indicator.frequency.periods_a_year, "year")
    shown = subject.reading.grid.content(history.row, columns[newest])
    target = (
        figure_text(shown, percentage=indicator.percentage) if isinstance(shown, float) else shown
    )
    remedy = "" if what is _ANNUAL else "correct the target or the values, or "
    return TARGET_BASIS.found(
        subject.cells((history.row, columns[year]) for year in years),
        reference,
        f"the target {target} of {reference} for {newest} {what.format(period=period)}, usually "
        f"about {usual}, so the two cannot be compared",
        f"{remedy}set the target basis of {reference} on the Settings sheet "
        '("annual total" if it is for the whole year)',
        about=what[:5],
    )
