"""Scorecards made up for the checks: clean ones, to which a fault can be added.

A draft becomes a book in memory whose computed cells are right for the values that it has then,
but for what is printed over them afterwards.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.sheet.sheet_grids import Sheets
from xlscorecard.actions.check import Checked, check
from xlscorecard.actions.refresh import refresh
from xlscorecard.core.domain.our_sheets import SETTINGS_SHEET
from xlscorecard.core.domain.period import Month, month_label, month_of
from xlscorecard.core.settings.all_settings import FREQUENCY, INDICATOR_HEADINGS, REFERENCE
from xlscorecard.core.settings.setting import Heading
from xlscorecard.core.sheet.address import Area, Place
from xlscorecard.core.sheet.content import CellContent
from xlscorecard.core.sheet.grid import Grid
from xlscorecard.core.table.headings import COMPUTED, Column

FIRST_MONTH, LAST_MONTH = month_of(2018, 5), month_of(2019, 8)
MONTHS = tuple(Month(month) for month in range(FIRST_MONTH, LAST_MONTH + 1))
TARGET_YEARS = ("17-18", "18-19", "19-20")

TITLE_ROW, GROUP_ROW, HEADING_ROW, FIRST_ROW = 1, 2, 3, 4
_LEADING = ("Ref.", "Indicator", "Owner", "Reporter", "Outcome")
_COMPUTED_HEADINGS = {
    Column.PREVIOUS_ARROW: "Arrow prev. period",
    Column.PREVIOUS_CHANGE: "% change from prev. period",
    Column.YEAR_ARROW: "Arrow prev. yr",
    Column.YEAR_CHANGE: "% change from same period prev. yr",
    Column.AVERAGE: "12 month average",
    Column.MAXIMUM: "12-mnth max value",
}
_BENCHMARKS = ("Stat. Neighbour", "England", "SE region")

# A quarter's value stands in its last month.
_QUARTER_ENDS = tuple(index for index, month in enumerate(MONTHS) if month % 3 == 2)
_ONE_IN_QUARTERLY, _ONE_IN_PERCENTAGE, _ONE_IN_GAPPY = 10, 4, 8


@dataclass(kw_only=True)
class DraftRow:
    """One indicator; ``values`` are the contents of the months' cells."""

    reference: str
    title: str
    values: list[CellContent]
    owner: CellContent = "An owner"
    reporter: CellContent = "A reporter"
    polarity: str = "▲"
    percentage: bool = False
    benchmarks: list[CellContent] = field(default_factory=lambda: ["Local"] * 3)
    targets: list[CellContent] = field(default_factory=lambda: [None, None, None])
    commentary: CellContent = "As expected."
    sign: str | None = None
    quarterly: bool = False
    settings: dict[Heading, CellContent] = field(default_factory=dict)
    printed: dict[Column, CellContent] = field(default_factory=dict)
    formulas: dict[Column, str] = field(default_factory=dict)
    as_percentages: set[int] | None = None
    """The positions of the months shown as percentages, where that is not as the row has it."""


@dataclass(kw_only=True)
class Draft:
    """A scorecard before it becomes cells."""

    rows: list[DraftRow]
    months: list[Month | None] = field(default_factory=lambda: list(MONTHS))
    """The month of each column, by its position; None is a column that is not there."""
    commentary_heading: str = "Commentary (Aug-19)"
    benchmark_year: str = "(Updated Mar-19, using 18-19 data)"
    target_years: tuple[str, ...] = TARGET_YEARS
    extra_settings: list[str] = field(default_factory=list)
    merges: list[str] = field(default_factory=list)

    def column(self, which: Column | Month | str) -> int:
        """The number of a column: of a kind, of a month, or of a target year."""
        return self._columns().index(which) + 1

    def _columns(self) -> list[Column | Month | str]:
        months: list[Column | Month | str] = [own for own in self.months if own is not None]
        return [
            Column.REFERENCE,
            Column.INDICATOR,
            Column.OWNER,
            Column.REPORTER,
            Column.OUTCOME,
            *months,
            *COMPUTED,
            Column.POLARITY,
            Column.PERCENTAGE,
            Column.STATISTICAL_NEIGHBOUR,
            Column.ENGLAND,
            Column.REGION,
            *self.target_years,
            Column.COMMENTARY,
        ]

    def row_number(self, index: int) -> int:
        """The number of a row in the sheet."""
        return FIRST_ROW + index

    def book(self) -> "DraftBook":
        """The scorecard as a book in memory, refreshed, with what is printed over it."""
        clean = DraftBook(self, printed=False)
        try:
            refresh(clean)
        except Exception:  # a table that cannot be refreshed is checked as it is
            return clean
        return DraftBook(self, printed=True, refreshed=clean.grids["Scorecard"])

    def checked(self) -> Checked:
        """What a check of it finds."""
        return check(self.book())


class DraftBook(Sheets):
    """A book in memory that knows which cells are shown as percentages."""

    def __init__(self, draft: Draft, *, printed: bool, refreshed: Grid | None = None) -> None:
        cells = refreshed.rows if refreshed else _cells(draft)
        rows = {number: list(row) for number, row in cells.items()}
        formulas: dict[Place, str] = {}
        if printed:
            for index, row in enumerate(draft.rows):
                for column, content in row.printed.items():
                    rows[draft.row_number(index)][draft.column(column) - 1] = content
                for column, formula in row.formulas.items():
                    formulas[Place(draft.row_number(index), draft.column(column))] = formula
        merges = tuple(area for text in draft.merges if (area := Area.parse(text)))
        super().__init__(
            Grid(sheet="Scorecard", rows=rows, merges=merges, formulas=formulas),
            Grid(sheet=SETTINGS_SHEET, rows=_settings(draft)),
        )
        self._draft = draft

    def percentage_cells(self, sheet: str, area: Area) -> frozenset[Place] | None:
        assert sheet == "Scorecard"
        return frozenset(
            place
            for index, row in enumerate(self._draft.rows)
            for position, month in enumerate(self._draft.months)
            if month is not None
            and (row.percentage if row.as_percentages is None else position in row.as_percentages)
            and area.holds(
                *(place := Place(self._draft.row_number(index), self._draft.column(month)))
            )
        )


def _cells(draft: Draft) -> dict[int, list[CellContent]]:
    months = [own for own in draft.months if own is not None]
    headings: list[CellContent] = [
        *_LEADING,
        *(month_label(month) for month in months),
        *(_COMPUTED_HEADINGS[column] for column in COMPUTED),
        "DoT",
        "Percentage?",
        *_BENCHMARKS,
        *(f"Target {year}" for year in draft.target_years),
        draft.commentary_heading,
    ]
    rows: dict[int, list[CellContent]] = {
        TITLE_ROW: ["Scorecard"],
        GROUP_ROW: ["Benchmarking", draft.benchmark_year],
        HEADING_ROW: headings,
    }
    for index, row in enumerate(draft.rows):
        sign = row.sign if row.sign is not None else ("P" if row.percentage else "-")
        contents: list[CellContent] = [
            row.reference,
            row.title,
            row.owner,
            row.reporter,
            "Children benefit",
            *(
                content
                for content, month in zip(row.values, draft.months, strict=True)
                if month is not None
            ),
            *(None for _ in COMPUTED),
            row.polarity,
            sign,
            *row.benchmarks,
            *row.targets,
            row.commentary,
        ]
        rows[draft.row_number(index)] = [
            float(content) if type(content) is int else content for content in contents
        ]
    return rows


def _settings(draft: Draft) -> dict[int, Sequence[CellContent]]:
    rows: dict[int, Sequence[CellContent]] = {
        1: ["Setting", "Value"],
        3: [heading.name for heading in INDICATOR_HEADINGS],
    }
    number = 4
    for row in draft.rows:
        own = dict(row.settings)
        if row.quarterly:
            own.setdefault(FREQUENCY, "quarterly")
        if own:
            own[REFERENCE] = row.reference
            rows[number] = [own.get(heading) for heading in INDICATOR_HEADINGS]
            number += 1
    for reference in draft.extra_settings:
        rows[number] = [reference, "monthly", None, None, None, None, None]
        number += 1
    return rows


def clean_draft(rows: int, seed: int) -> Draft:
    """A scorecard in which nothing is wrong: counts, percentages, quarterly rows, gaps, targets."""
    numbers = random.Random(seed)
    return Draft(rows=[_clean_row(index, numbers) for index in range(rows)])


def _clean_row(index: int, numbers: random.Random) -> DraftRow:
    percentage = index % _ONE_IN_PERCENTAGE == 1
    quarterly = index % _ONE_IN_QUARTERLY == 7
    values = _percentages(numbers) if percentage else _counts(numbers)
    contents: list[CellContent] = list(values)
    if quarterly:
        contents = [
            value if position in _QUARTER_ENDS else None for position, value in enumerate(values)
        ]
    elif index % _ONE_IN_GAPPY == 3:
        # The indicator was first reported some months later, and once there was no figure.
        start = numbers.randint(1, 4)
        contents[:start] = ["-"] * start
        contents[numbers.randint(6, 12)] = numbers.choice(["n/a", "-", "[x]", None])
    row = DraftRow(
        reference=f"IND{index}",
        title=f"{'Percentage' if percentage else 'Number'} of things of kind {index}",
        values=contents,
        polarity=numbers.choice(["▲", "▼", "-"]),
        percentage=percentage,
        quarterly=quarterly,
    )
    if index % 3 == 0:
        usual = sorted(values)[len(values) // 2]
        factor = 1.1 if row.polarity == "▲" else 0.9
        target = min(round(usual * factor, 3), 1.0) if percentage else float(round(usual * factor))
        row.targets = [target, target, target]
    if index % 5 == 0:
        usual = sorted(values)[len(values) // 2]
        row.benchmarks = [usual, "Local", round(usual * 0.97, 3)]
    row.commentary = _commentary(row, numbers)
    return row


def _counts(numbers: random.Random) -> list[float]:
    """Counts that wander around a level; small ones by chance alone."""
    level = 10 ** numbers.uniform(0.5, 3.5)
    spread = numbers.uniform(0.02, 0.25)
    drift = 0.0
    counts = []
    for _ in MONTHS:
        drift += numbers.gauss(0, spread / 3)
        chance = numbers.gauss(0, (spread**2 + 1 / level) ** 0.5)
        counts.append(float(max(1, round(level * 2.718281828 ** (drift + chance)))))
    return counts


def _percentages(numbers: random.Random) -> list[float]:
    level = numbers.uniform(-2.5, 2.5)
    spread = numbers.uniform(0.03, 0.2)
    return [round(1 / (1 + 2.718281828 ** -(level + numbers.gauss(0, spread))), 3) for _ in MONTHS]


def _commentary(row: DraftRow, numbers: random.Random) -> str:
    """Commentary of which every figure is right."""
    part, whole = sorted((numbers.randint(5, 400), numbers.randint(401, 2000)))
    more = numbers.randint(5, 90)
    current, before = row.values[-1], row.values[-2]
    templates = [
        "Performance is as expected; the next review is on 12/09/19.",
        f"In all {part} of {whole:,} plans ({100 * part / whole:.0f}%) were reviewed in time.",
        f"There were {part} visits plus {more} by partners, {part + more:,} in total.",
        f"{part} families and a further {more} gave a total of {part + more:,} in 2018/19.",
        "The service was inspected in quarter 2 (2018-19); 16-17 year olds come first.",
    ]
    if isinstance(current, float) and isinstance(before, float) and current != before:
        moved = "rose" if current > before else "fell"
        old, new = (shown(value, percentage=row.percentage) for value in (before, current))
        if old != new:
            templates.append(f"It {moved} from {old} in July to {new} in August 2019.")
            templates.append(f"The figure for Aug-19 was {new}, and {old} the month before.")
    return numbers.choice(templates)


def shown(value: float, *, percentage: bool) -> str:
    """A value as somebody writes it in a commentary."""
    return f"{value * 100:.1f}%" if percentage else f"{value:,.0f}"
