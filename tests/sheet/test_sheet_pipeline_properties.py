"""What holds for every table, from the grid to the plan and back to the grid."""

from dataclasses import dataclass, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sheet.sheet_grids import COMPUTED_HEADINGS, Sheets, grid
from xlscorecard.actions.refresh import refresh
from xlscorecard.core.checks.computing import compute
from xlscorecard.core.domain.period import Month, month_label, month_of
from xlscorecard.core.measures.judgement import Judgement
from xlscorecard.core.sheet.address import Place
from xlscorecard.core.sheet.content import CellContent, ErrorCode
from xlscorecard.core.sheet.grid import Grid

NEWEST = month_of(2019, 8)
SPELLINGS = {
    "Ref.": ["REF", "Reference", "Ref No."],
    "Indicator": ["Measure", "Performance\nIndicator"],
    "DoT": ["Direction of travel", "DOT"],
    "Percentage?": ["percentage", "Is percentage"],
    COMPUTED_HEADINGS[0]: ["Direction previous period", "ARROW PREV. PERIOD"],
    COMPUTED_HEADINGS[1]: ["% Change from\nprevious period", "% change from prev. month"],
    COMPUTED_HEADINGS[2]: ["Arrow previous year", "Direction prev. yr"],
    COMPUTED_HEADINGS[3]: ["% change from same period last year", "% change from prev. year"],
    COMPUTED_HEADINGS[4]: ["12-month average", "Rolling 12 mnth avg"],
    COMPUTED_HEADINGS[5]: ["12 month max", "Rolling 12 month maximum"],
}

contents: st.SearchStrategy[CellContent] = st.one_of(
    st.none(),
    st.integers(-20, 400).map(float),
    st.sampled_from([0.0, 6.0, 6.6, 200.0, 220.0, 180.0]),
    st.sampled_from(["-", "n/a", "[c]", "434", " 5.9%", "6,2 %", "?", True, ErrorCode("#N/A")]),
)
values: st.SearchStrategy[CellContent] = st.integers(1, 400).map(float)
computed: st.SearchStrategy[CellContent] = st.one_of(
    st.none(), st.sampled_from(["↑", "→", "↓", "-", "n/a", 0.1, 76.0, "?", ErrorCode("#DIV/0!")])
)


@dataclass(frozen=True)
class Table:
    """A table by its headings in the order of the sheet, and its rows by heading."""

    headings: tuple[str, ...]
    rows: tuple[dict[str, CellContent], ...]
    months: tuple[str, ...]

    def grid(self, spelling: dict[str, str] | None = None, above: int = 0) -> Grid:
        shown = [(spelling or {}).get(heading, heading) for heading in self.headings]
        body = [[row.get(heading) for heading in self.headings] for row in self.rows]
        return grid(*[["Title"]] * above, shown, *body)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    ago = draw(st.lists(st.integers(1, 12), unique=True, min_size=1, max_size=6))
    months = tuple(month_label(Month(NEWEST - back)) for back in (0, *sorted(ago)))
    headings = ("Ref.", "Indicator", *months, "DoT", "Percentage?", "Notes", *COMPUTED_HEADINGS)
    rows = []
    for number in range(draw(st.integers(1, 4))):
        row: dict[str, CellContent] = {"Ref.": f"R{number}", "Indicator": f"Indicator {number}"}
        # One row always has values, so that the newest month holds data.
        row |= {month: draw(contents if number else values) for month in months}
        row |= {heading: draw(computed) for heading in COMPUTED_HEADINGS}
        row["DoT"] = draw(st.sampled_from(["▲", "▼", None, "Low", "sideways"]))
        row["Percentage?"] = draw(st.sampled_from(["P", "-", None, "%"]))
        row["Notes"] = draw(st.sampled_from([None, "a note"]))
        rows.append(row)
    return Table(headings, tuple(rows), months)


def refreshed(sheet: Grid) -> Grid:
    book = Sheets(sheet)
    refresh(book)
    return book.read("Scorecard")


def results(sheet: Grid, table: Table, header: int = 1) -> dict[tuple[str, str], CellContent]:
    """Every computed cell after a refresh, by reference and heading."""
    after = refreshed(sheet)
    reference = table.headings.index("Ref.") + 1
    return {
        (after.text(row, reference), heading): after.content(row, table.headings.index(heading) + 1)
        for row in after.rows
        if row > header and after.text(row, reference)[1:].isdigit()
        for heading in COMPUTED_HEADINGS
    }


def findings(sheet: Grid) -> list[tuple[str, str, str]]:
    """The findings without their cells, for tables whose cells have moved.

    The order of months, and of the rows that have no polarity, is the order of the cells.
    """
    result = refresh(Sheets(sheet), dry_run=True)
    about_order = {
        "months-out-of-order",
        "missing-polarity",
        "column-between-months",
        "newest-column-earlier",
    }
    return sorted(
        (each.rule, each.reference, each.message)
        for each in result.findings
        if each.rule not in about_order
    )


@given(table=tables(), data=st.data())
def test_columns_in_another_order_change_no_result_and_no_finding(
    table: Table, data: st.DataObject
) -> None:
    moved = replace(table, headings=tuple(data.draw(st.permutations(table.headings))))
    assert results(moved.grid(), moved) == results(table.grid(), table)
    assert findings(moved.grid()) == findings(table.grid())


@given(table=tables(), data=st.data())
def test_rows_in_another_order_change_no_result(table: Table, data: st.DataObject) -> None:
    shuffled = replace(table, rows=tuple(data.draw(st.permutations(table.rows))))
    assert results(shuffled.grid(), shuffled) == results(table.grid(), table)
    assert findings(shuffled.grid()) == findings(table.grid())


BETWEEN: list[dict[str, CellContent]] = [
    {},
    {"Ref.": "Early help"},
    {"Indicator": "A note"},
    {"Notes": 5.0},
    {"Ref.": "Ref.", "Indicator": "Indicator"},
]


@given(table=tables(), above=st.integers(0, 4), data=st.data())
def test_titles_blank_rows_sections_and_repeated_headers_change_no_result(
    table: Table, above: int, data: st.DataObject
) -> None:
    rows: list[dict[str, CellContent]] = []
    for row in table.rows:
        rows += data.draw(st.lists(st.sampled_from(BETWEEN), max_size=2))
        rows.append(row)
    wider = replace(table, rows=tuple(rows))
    sheet = wider.grid(above=above)
    assert results(sheet, table, header=above + 1) == results(table.grid(), table)
    assert findings(sheet) == findings(table.grid())
    after = refreshed(sheet)
    for number, between in enumerate(rows, start=above + 2):
        if between in BETWEEN:
            assert after.rows[number] == sheet.rows[number]


@given(table=tables(), data=st.data())
def test_headings_spelled_otherwise_change_nothing(table: Table, data: st.DataObject) -> None:
    spelling = {name: data.draw(st.sampled_from(others)) for name, others in SPELLINGS.items()}
    spelling |= {month: f"  {month.replace('-', ' 20').upper()} " for month in table.months}
    assert results(table.grid(spelling), table) == results(table.grid(), table)
    # A message may quote the heading.
    named, plain = (
        [(rule, reference) for rule, reference, _ in findings(own)]
        for own in (table.grid(spelling), table.grid())
    )
    assert named == plain


FLIPPED: dict[CellContent, CellContent] = {"▲": "▼", "▼": "▲", "Low": "High"}
SWAPPED = {
    Judgement.POSITIVE: Judgement.NEGATIVE,
    Judgement.NEGATIVE: Judgement.POSITIVE,
    Judgement.SIMILAR: Judgement.SIMILAR,
    None: None,
}


@given(table=tables())
def test_a_flipped_polarity_swaps_the_judgements_and_plans_the_same_cells(table: Table) -> None:
    rows = tuple(row | {"DoT": FLIPPED.get(row["DoT"], row["DoT"])} for row in table.rows)
    flipped = replace(table, rows=rows)
    before, after = (compute(Sheets(each.grid())).results for each in (table, flipped))
    for one, other in zip(before, after, strict=True):
        assert other.previous.judgement is SWAPPED[one.previous.judgement]
        assert other.year.judgement is SWAPPED[one.year.judgement]
    assert results(flipped.grid(), flipped) == results(table.grid(), table)


@given(table=tables())
def test_planned_cells_are_in_computed_columns_of_indicator_rows(table: Table) -> None:
    plan = refresh(Sheets(table.grid(above=2)), dry_run=True).plan
    columns = {table.headings.index(heading) + 1 for heading in COMPUTED_HEADINGS}
    rows = {4 + at for at in range(len(table.rows))}
    assert {row for row, _ in plan.cells} <= rows
    assert {column for _, column in plan.cells} <= columns


@given(table=tables())
def test_refreshing_twice_equals_refreshing_once(table: Table) -> None:
    book = Sheets(table.grid())
    refresh(book)
    once = book.read("Scorecard")
    again = refresh(book)
    assert again.plan.cells == {}
    assert book.read("Scorecard").rows == once.rows
    published = {"published-differs", "never-filled", "formula-differs"}
    assert published.isdisjoint(each.rule for each in again.findings)


@settings(max_examples=50)
@given(table=tables())
def test_a_refresh_changes_no_cell_but_the_planned(table: Table) -> None:
    sheet = table.grid()
    plan = refresh(Sheets(sheet), dry_run=True).plan
    after = refreshed(sheet)
    for number, cells in sheet.rows.items():
        for column, content in enumerate(cells, start=1):
            expected = plan.cells.get(Place(number, column), content)
            assert after.content(number, column) == expected
