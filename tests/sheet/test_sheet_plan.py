"""What a refresh plans to write, and what it leaves alone."""

import pytest

from tests.sheet.sheet_grids import COMPUTED_HEADINGS, Row, Sheets, grid
from xlscorecard.actions.refresh import Refreshed, refresh
from xlscorecard.core.sheet.address import Place
from xlscorecard.core.sheet.content import CellContent, ErrorCode
from xlscorecard.core.sheet.grid import Grid
from xlscorecard.errors import LayoutError, SettingsError

_: None = None
HEADER: Row = ["Ref.", "Indicator", "Jul-19", "Aug-19", *COMPUTED_HEADINGS]
# 200 → 220 is exactly 10%; nothing a year ago; mean 210, maximum 220.
VALUES: Row = ["A1", "Families", 200, 220]
RESULT: Row = ["↑", 220 / 200 - 1, "-", "n/a", 210.0, 220.0]
COLUMNS = range(5, 11)


def planned(sheet: Grid, *others: Grid, period: str | None = None) -> Refreshed:
    return refresh(Sheets(sheet, *others), dry_run=True, period=period)


def settings(**values: CellContent) -> Grid:
    labels = {"formulas": "Formulas in computed cells", "period": "Reporting period"}
    rows = [[labels[name], value] for name, value in values.items()]
    return grid(["Setting", "Value"], *rows, sheet="Settings")


def test_blank_cells_are_filled() -> None:
    result = planned(grid(HEADER, VALUES))
    assert (result.plan.sheet, dict(result.plan.cells)) == (
        "Scorecard",
        {(2, column): content for column, content in zip(COLUMNS, RESULT, strict=True)},
    )


def test_a_table_that_is_right_already_gives_an_empty_plan() -> None:
    assert planned(grid(HEADER, [*VALUES, *RESULT])).plan.cells == {}


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("present", [None, "", "?", 0, 1.5, True, ErrorCode("#N/A"), "↓"])
def test_only_the_differing_cell_is_planned(column: int, present: CellContent) -> None:
    row = [*VALUES, *RESULT]
    row[column - 1] = present
    assert planned(grid(HEADER, row)).plan.cells == {(2, column): RESULT[column - 5]}


def test_a_number_that_differs_by_the_rounding_of_a_sum_is_not_written_again() -> None:
    header: Row = ["Ref.", "Indicator", "Aug-19", "12 month average"]
    values: Row = ["A1", "x", 0.3]
    assert planned(grid(header, [*values, 0.1 + 0.2])).plan.cells == {}
    assert planned(grid(header, [*values, 0.30000000000001])).plan.cells == {(2, 4): 0.3}


def test_a_number_stored_as_text_in_a_computed_cell_is_replaced_by_the_number() -> None:
    row = [*VALUES, *RESULT]
    row[9] = "220"
    assert planned(grid(HEADER, row)).plan.cells == {(2, 10): 220.0}


def test_a_table_may_have_only_some_computed_columns() -> None:
    sheet = grid(["12 month max", "Ref.", "Indicator", "Aug-19"], [_, "A1", "x", 5])
    assert planned(sheet).plan.cells == {(2, 1): 5.0}


def test_a_table_without_any_computed_column_is_refused() -> None:
    with pytest.raises(LayoutError) as caught:
        planned(grid(["Ref.", "Indicator", "Aug-19"], ["A1", "x", 5]))
    assert str(caught.value) == (
        "Scorecard!A1: a table without any computed column; expected a heading such as "
        '"% change from prev. period", "% change from same period prev. yr", "12 month average" '
        'or "12-mnth max value". Add the columns that the refresh is to fill.'
    )


def test_a_formula_is_kept_and_named() -> None:
    formulas = {(2, 9): "AVERAGE(C2:D2)"}
    result = planned(grid(HEADER, [*VALUES, *RESULT[:4], 1, 2], formulas=formulas))
    assert result.plan.cells == {(2, 10): 220.0}
    assert result.formulas == ("Scorecard!I2",)


def test_a_formula_is_replaced_where_the_settings_say_so_even_if_its_result_is_right() -> None:
    sheet = grid(HEADER, [*VALUES, *RESULT], formulas={(2, 9): "AVERAGE(C2:D2)"})
    result = planned(sheet, settings(formulas="replace"))
    assert result.plan.cells == {(2, 9): 210.0}
    assert result.formulas == ()


def test_a_computed_cell_under_a_merged_one_is_not_written_and_reported() -> None:
    result = planned(grid(HEADER, VALUES, ["A2", "y", 1, 1], merges=["E2:F2", "I2:I3"]))
    assert {(2, 6), (3, 9)}.isdisjoint(result.plan.cells)
    assert {(2, 5), (2, 9), (3, 6)} <= set(result.plan.cells)
    covered = [each for each in result.findings if each.rule == "covered-cell"]
    assert [(each.cells, each.reference) for each in covered] == [
        (("Scorecard!F2",), "A1"),
        (("Scorecard!I3",), "A2"),
    ]


def test_points_are_written_in_words() -> None:
    sheet = grid(
        ["Ref.", "Indicator", "Aug-18", "Jul-19", "Aug-19", *COMPUTED_HEADINGS, "Percentage?"],
        ["A1", "NEET", 0.081, 0.059, 0.079, *[None] * 6, "P"],
    )
    own = grid(
        ["Ref.", "Frequency", "Unit of change", "Tolerance", "Polarity"],
        ["A1", _, "points", 0.02, _],
        sheet="Settings",
    )
    cells = planned(sheet, own).plan.cells
    assert [cells[Place(2, column)] for column in range(6, 10)] == ["↑", "+2.0 pp", "→", "-0.2 pp"]


# -- the reporting period -----------------------------------------------------------------------


def test_the_callers_period_wins_over_the_settings_and_those_over_the_newest_column() -> None:
    sheet = grid(
        ["Ref.", "Indicator", "Jun-19", "Jul-19", "Aug-19", "12 month max"], ["A1", "x", 1, 2, 3]
    )
    july = settings(period="Jul-19")
    assert planned(sheet).plan.cells == {(2, 6): 3.0}
    assert planned(sheet, july).plan.cells == {(2, 6): 2.0}
    assert planned(sheet, july, period="June 2019").plan.cells == {(2, 6): 1.0}


@pytest.mark.parametrize(
    ("period", "message"),
    [
        ("newest", 'the period asked for: "newest"; expected a month such as Aug-19.'),
        ("Sep-19", "the period asked for: Sep-19, which is no column of Scorecard; expected a "
         "month from Jul-19 to Aug-19."),
    ],
)  # fmt: skip
def test_a_period_that_is_no_column_is_refused(period: str, message: str) -> None:
    with pytest.raises(SettingsError) as caught:
        planned(grid(HEADER, VALUES), period=period)
    assert str(caught.value) == f"{message} Name one of the months of the table."


def test_a_period_of_the_settings_that_is_no_column_is_refused() -> None:
    with pytest.raises(SettingsError) as caught:
        planned(grid(HEADER, VALUES), settings(period="Sep-19"))
    assert str(caught.value) == (
        "Settings!B2: Sep-19, which is no column of Scorecard; expected a month "
        "from Jul-19 to Aug-19. Name one of the months of the table."
    )


# -- which sheet --------------------------------------------------------------------------------


def named(sheet: str) -> Grid:
    return grid(HEADER, VALUES, sheet=sheet)


def test_the_only_sheet_with_a_table_is_found() -> None:
    result = planned(grid(["Notes"], sheet="Notes"), named("Data 2019"))
    assert result.sheet == "Data 2019"


def test_among_several_tables_the_sheet_named_scorecard_is_meant() -> None:
    assert planned(named("Old"), named("Scorecard")).sheet == "Scorecard"


def test_among_several_tables_without_that_name_none_is_guessed() -> None:
    with pytest.raises(LayoutError) as caught:
        planned(named("2018"), named("2019"))
    assert str(caught.value) == (
        'in memory: a scorecard table on "2018" and "2019"; expected one, or one on a sheet named '
        '"Scorecard". Name the sheet that is meant (--sheet).'
    )
    assert refresh(Sheets(named("2018"), named("2019")), sheet="2018", dry_run=True).sheet == "2018"


def test_a_workbook_without_any_table_is_refused() -> None:
    with pytest.raises(LayoutError) as caught:
        planned(grid(sheet="Notes"), grid(["x"], sheet="Data"))
    assert str(caught.value) == (
        'in memory: no scorecard table on "Notes", "Data"; expected a row with the headings '
        '"Ref." and "Indicator", looked for in every row. Check that this is the right workbook, '
        "and that its table has these headings."
    )
