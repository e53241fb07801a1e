"""A second opinion: a spreadsheet program computes the same rules from native formulas.

LibreOffice recalculates everything when it loads the workbook; the results are read by openpyxl
and compared cell by cell with those of the package.
"""

import random
import subprocess
from collections.abc import Sequence

import openpyxl
import pytest

from tests.oracle.native_rules import CANARY, Content, write
from xlscorecard.core.domain.cell_meaning import interpret
from xlscorecard.core.domain.period import Frequency, Month, month_of
from xlscorecard.core.domain.settings import ChangeUnit
from xlscorecard.core.measures.results import measure
from xlscorecard.core.measures.timeline import Timeline
from xlscorecard.core.table.plan import contents

MONTHS = tuple(Month(month) for month in range(month_of(2018, 5), month_of(2019, 8) + 1))
# The first month in the table of each quarter from Q1 2018-19 to Q2 2019-20: its position.
QUARTER_POSITIONS = (0, 2, 5, 8, 11, 14)
MONTHLY_ROWS, QUARTERLY_ROWS = 2400, 600
TOKENS = ("-", "n/a", "TBC", "[x]", "[c]")
# Moves of exactly 10% and next to it, among them those of measures.md.
EDGES = (
    (6.0, 6.6), (200.0, 220.0), (200.0, 180.0), (6.6, 6.0), (10.0, 11.0), (10.0, 9.0),
    (0.06, 0.066), (0.7, 0.77), (1.1, 1.21), (0.3, 0.27), (1000.0, 1099.6), (1000.0, 900.4),
    (8.0, 9.0), (8.0, 7.0), (0.0, 5.0), (-4.0, 5.0), (5.0, 0.0), (5.0, -5.0),
)  # fmt: skip

# Recalculate on load, always: LibreOffice's own option, 0 is 'always'.
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode"
 oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def random_content(generator: random.Random, gap: float) -> Content:
    if generator.random() < gap:
        return generator.choice([None, None, *TOKENS])
    kind = generator.randrange(6)
    if kind == 0:
        return generator.choice([0.0, 1.0, 5.0, 10.0, 11.0, 9.0])
    if kind == 1:
        return generator.randint(-50, 500) / 2
    if kind == 2:
        return generator.randint(0, 1000) / 1000
    if kind == 3:
        return generator.randint(1, 99999) / 10000
    return float(generator.randint(0, 3000))


def random_row(generator: random.Random, length: int, base: int) -> list[Content]:
    """A row with its own share of gaps; one in three ends with an edge case."""
    gap = generator.choice([0.0, 0.1, 0.5, 0.9])
    row = [random_content(generator, gap) for _ in range(length)]
    edge = generator.randrange(6)
    if edge < 2:
        # A base, and what is exactly 10%, or a little more or less, away from it.
        typed = generator.randint(1, 9999)
        places = generator.choice([0, 1, 2])
        move = generator.choice([11, 9]) * typed + generator.choice([-1, 0, 0, 0, 1])
        pair = (typed / 10**places, move / 10 ** (places + 1))
        row[base], row[-1] = generator.choice(EDGES) if edge else pair
        row[-2] = row[base]
    return row


@pytest.fixture(scope="module")
def rows() -> tuple[list[list[Content]], list[list[Content]]]:
    generator = random.Random(20190831)
    monthly = [random_row(generator, 16, base=3) for _ in range(MONTHLY_ROWS)]
    quarterly = []
    for _ in range(QUARTERLY_ROWS):
        row = random_row(generator, 5, base=0)
        newest = random_content(generator, 0.7)
        quarterly.append([*row, newest])
    return monthly, quarterly


@pytest.fixture(scope="module")
def opinion(
    soffice: str,
    rows: tuple[list[list[Content]], list[list[Content]]],
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, list[tuple[object, ...]]]:
    """The cells of both sheets, as LibreOffice has computed them."""
    folder = tmp_path_factory.mktemp("oracle")
    write(folder / "rules.xlsx", *rows)
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(PROFILE, "utf-8")
    subprocess.run(
        [
            soffice, f"-env:UserInstallation={profile.as_uri()}", "--headless",
            "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "out"),
            str(folder / "rules.xlsx"),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )  # fmt: skip
    workbook = openpyxl.load_workbook(folder / "out" / "rules.xlsx", data_only=True)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in workbook}


def ours(values: Sequence[Content], timeline: Timeline) -> tuple[float | str | None, ...]:
    cells = [interpret(content) for content in values]
    numbers = [cell if isinstance(cell, float) else None for cell in cells]
    return tuple(contents(measure(numbers, timeline), ChangeUnit.RELATIVE).values())


def agrees(theirs: object, mine: float | str | None) -> bool:
    if not isinstance(mine, float) or not isinstance(theirs, int | float):
        return theirs == mine
    return abs(theirs - mine) <= 1e-12 * max(1.0, abs(mine))


def differing(
    theirs: Sequence[object], mine: Sequence[float | str | None]
) -> list[tuple[object, float | str | None]]:
    return [(one, other) for one, other in zip(theirs, mine, strict=True) if not agrees(one, other)]


def test_the_spreadsheet_program_has_recalculated(
    opinion: dict[str, list[tuple[object, ...]]],
) -> None:
    # Every formula was stored with the result 0; this one gives 42.
    assert opinion["Monthly"][MONTHLY_ROWS][0] == CANARY


def test_every_monthly_row_has_the_measures_that_native_formulas_give(
    opinion: dict[str, list[tuple[object, ...]]],
    rows: tuple[list[list[Content]], list[list[Content]]],
) -> None:
    timeline = Timeline.up_to(MONTHS, MONTHS[-1], Frequency.MONTHLY)
    faults = {
        number: found
        for number, values in enumerate(rows[0])
        if (found := differing(opinion["Monthly"][number][16:22], ours(values, timeline)))
    }
    assert faults == {}


def test_every_quarterly_row_has_the_measures_that_native_formulas_give(
    opinion: dict[str, list[tuple[object, ...]]],
    rows: tuple[list[list[Content]], list[list[Content]]],
) -> None:
    timeline = Timeline.up_to(MONTHS, MONTHS[-1], Frequency.QUARTERLY)
    faults = {}
    for number, values in enumerate(rows[1]):
        by_month: list[Content] = [None] * len(MONTHS)
        for position, value in zip(QUARTER_POSITIONS, values, strict=True):
            by_month[position] = value
        found = differing(opinion["Quarterly"][number][6:12], ours(by_month, timeline))
        if found:
            faults[number] = (values, found)
    assert faults == {}


def test_the_rows_hold_every_kind_of_result_many_times(
    opinion: dict[str, list[tuple[object, ...]]],
) -> None:
    # Otherwise agreement would say little. Arrows and missing ones, both comparisons.
    for sheet, columns in (("Monthly", (16, 18)), ("Quarterly", (6, 8))):
        for column in columns:
            found = [row[column] for row in opinion[sheet]]
            assert min(found.count(arrow) for arrow in "↑→↓-") >= 20, (sheet, column)
        exact = [
            row for row in opinion[sheet]
            if isinstance(row[columns[1] + 1], float | int)
            and abs(abs(float(str(row[columns[1] + 1]))) - 0.1) < 1e-12
        ]  # fmt: skip
        assert len(exact) >= 20, sheet
