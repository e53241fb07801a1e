"""Where a table stands: every shape of header that measures.md and practice have."""

from collections.abc import Sequence
from datetime import date, datetime

import pytest

from tests.sheet.sheet_grids import COMPUTED_HEADINGS, Row, grid
from xlscorecard.core.domain.period import Month, month_of
from xlscorecard.core.sheet.content import CellContent
from xlscorecard.core.sheet.grid import Grid
from xlscorecard.core.table.header import holds_scorecard
from xlscorecard.core.table.headings import COMPUTED, Column, column_of, target_year_text, words
from xlscorecard.core.table.layout import find_layout
from xlscorecard.errors import LayoutError

JULY, AUGUST = month_of(2019, 7), month_of(2019, 8)
PREVIOUS, YEAR = "% change from prev. period", "% change from same period prev. yr"
REF, NAME = Column.REFERENCE, Column.INDICATOR
PREV_ARROW, PREV_CHANGE = Column.PREVIOUS_ARROW, Column.PREVIOUS_CHANGE
YEAR_ARROW, YEAR_CHANGE = Column.YEAR_ARROW, Column.YEAR_CHANGE
_: None = None


def columns(sheet: Grid) -> dict[Column, int]:
    return dict(find_layout(sheet).columns)


def months(sheet: Grid) -> list[tuple[Month, int]]:
    return list(find_layout(sheet).periods.items())


def header_rows(sheet: Grid) -> tuple[int, int]:
    layout = find_layout(sheet)
    return layout.first_header_row, layout.last_header_row


# -- shapes of headers --------------------------------------------------------------------------


def test_one_header_row() -> None:
    sheet = grid(["Ref.", "Indicator", "Jul-19", "Aug-19", *COMPUTED_HEADINGS])
    assert header_rows(sheet) == (1, 1)
    assert months(sheet) == [(JULY, 3), (AUGUST, 4)]
    assert columns(sheet) == {
        REF: 1, NAME: 2, **{column: 5 + at for at, column in enumerate(COMPUTED)}
    }  # fmt: skip


def test_titles_and_a_key_may_stand_above() -> None:
    sheet = grid(
        ["Children's services scorecard"],
        [],
        ["Positive", "Similar", "Negative"],
        ["Benchmarking", "(Updated Mar-19, using 17-18 data)"],
        [],
        ["Ref.", "Indicator", "Aug-19"],
        ["A1", "Families", 1],
    )
    assert header_rows(sheet) == (6, 6)


def test_two_header_rows_with_merged_groups_as_in_the_document() -> None:
    sheet = grid(
        ["Ref.", "Indicator", "Qualitative measures", _, "Key to direction of travel", _, _, _,
         "DoT", "12 month average", "12-mnth max value", "Percentage?"],
        [_, _, "Jul-19", "Aug-19", PREVIOUS, _, YEAR],
        merges=["A1:A2", "B1:B2", "C1:D1", "E1:H1", "I1:I2", "J1:J2", "K1:K2", "L1:L2", "E2:F2",
                "G2:H2"],
    )  # fmt: skip
    assert header_rows(sheet) == (1, 2)
    assert months(sheet) == [(JULY, 3), (AUGUST, 4)]
    assert columns(sheet) == {
        REF: 1, NAME: 2, PREV_ARROW: 5, PREV_CHANGE: 6, YEAR_ARROW: 7, YEAR_CHANGE: 8,
        Column.POLARITY: 9, Column.AVERAGE: 10, Column.MAXIMUM: 11, Column.PERCENTAGE: 12,
    }  # fmt: skip


def test_the_same_header_without_any_merge() -> None:
    sheet = grid(
        ["Ref.", "Indicator", "Qualitative measures", _, "Key to direction of travel", _, _, _,
         "DoT", "12 month average"],
        [_, _, "Jul-19", "Aug-19", PREVIOUS, _, YEAR, _],
    )  # fmt: skip
    assert columns(sheet) == {
        REF: 1, NAME: 2, PREV_ARROW: 5, PREV_CHANGE: 6, YEAR_ARROW: 7, YEAR_CHANGE: 8,
        Column.POLARITY: 9, Column.AVERAGE: 10,
    }  # fmt: skip


def test_the_months_may_stand_above_the_row_of_ref_and_indicator() -> None:
    sheet = grid(["Title"], [_, _, "Jul-19", "Aug-19"], ["Ref.", "Indicator", "n", "n", "DoT"])
    assert header_rows(sheet) == (2, 3)
    assert months(sheet) == [(JULY, 3), (AUGUST, 4)]
    assert columns(sheet) == {REF: 1, NAME: 2, Column.POLARITY: 5}


def test_three_header_rows() -> None:
    sheet = grid(
        ["Ref.", "Indicator", "Months", _, "Direction of travel", _, _, _],
        [_, _, "Jul-19", "Aug-19", PREVIOUS, _, YEAR, _],
        [_, _, _, _, "Arrow", "%", "Arrow", "%"],
        ["A1", "Families", 1, 2],
        merges=["A1:A3", "B1:B3", "C1:D1", "E1:H1", "E2:F2", "G2:H2"],
    )
    assert header_rows(sheet) == (1, 3)
    assert columns(sheet) == {
        REF: 1, NAME: 2, PREV_ARROW: 5, PREV_CHANGE: 6, YEAR_ARROW: 7, YEAR_CHANGE: 8
    }  # fmt: skip


@pytest.mark.parametrize("merges", [["C1:D1", "E1:F1"], []], ids=["merged", "not merged"])
@pytest.mark.parametrize("arrow", ["Arrow", "Direction", "arrow "])
@pytest.mark.parametrize("change", ["%", "% change", "Change"])
def test_headings_under_a_group_name_its_two_columns_in_either_order(
    merges: list[str], arrow: str, change: str
) -> None:
    sheet = grid(
        ["Ref.", "Indicator", PREVIOUS, _, YEAR, _, "Aug-19"],
        [_, _, arrow, change, change, arrow],
        ["A1", "Families"],
        merges=merges,
    )
    assert header_rows(sheet) == (1, 2)
    assert columns(sheet) == {
        REF: 1, NAME: 2, PREV_ARROW: 3, PREV_CHANGE: 4, YEAR_CHANGE: 5, YEAR_ARROW: 6
    }  # fmt: skip


def test_a_group_over_a_single_column_between_others_is_the_percentage() -> None:
    sheet = grid(["Ref.", "Indicator", "Aug-19", PREVIOUS, YEAR, "DoT"])
    assert columns(sheet) == {
        REF: 1, NAME: 2, PREV_CHANGE: 4, YEAR_CHANGE: 5, Column.POLARITY: 6
    }  # fmt: skip


@pytest.mark.parametrize("neighbour", ["DoT", "Notes", "England"])
def test_a_group_never_reaches_over_a_column_whose_heading_stands_in_another_header_row(
    neighbour: str,
) -> None:
    # Otherwise a refresh would write percentages over the neighbour's cells.
    sheet = grid(["Ref.", "Indicator", _, _, neighbour], [_, _, "Aug-19", PREVIOUS, _])
    found = columns(sheet)
    assert found[PREV_CHANGE] == 4
    assert PREV_ARROW not in found
    assert find_layout(grid(["Ref.", "Indicator", _, _, YEAR], [_, _, "Aug-19", PREVIOUS])).columns[
        PREV_CHANGE
    ] == 4  # fmt: skip


def test_a_percentage_in_the_last_column_has_its_arrow_where_that_is_headed() -> None:
    sheet = grid(["Ref.", "Indicator", "Arrow prev. period", "Aug-19", PREVIOUS])
    assert columns(sheet) == {REF: 1, NAME: 2, PREV_ARROW: 3, PREV_CHANGE: 5}


def test_columns_may_stand_in_any_order_with_others_between_them() -> None:
    sheet = grid(
        ["12 month average", "Aug-19", "Notes", "Indicator", "DoT", "Jul-19", "Risk", "Ref.",
         "Commentary (Aug-19)", "Outcome (what impact …)", "Target 18-19", "Stat. Neighbour",
         "SE region", "England", "Owner", "Reporter"],
    )  # fmt: skip
    assert months(sheet) == [(AUGUST, 2), (JULY, 6)]
    assert columns(sheet) == {
        Column.AVERAGE: 1, NAME: 4, Column.POLARITY: 5, REF: 8, Column.COMMENTARY: 9,
        Column.OUTCOME: 10, Column.STATISTICAL_NEIGHBOUR: 12, Column.REGION: 13,
        Column.ENGLAND: 14, Column.OWNER: 15, Column.REPORTER: 16,
    }  # fmt: skip


@pytest.mark.parametrize(
    "heading",
    ["Aug-19", "August 2019", "Aug 19", "2019-08", date(2019, 8, 1), datetime(2019, 8, 31)],
)
def test_a_month_is_headed_by_a_text_or_a_date(heading: CellContent) -> None:
    assert months(grid(["Ref.", "Indicator", heading])) == [(AUGUST, 3)]


def test_a_month_in_the_heading_of_a_commentary_or_in_data_is_no_period() -> None:
    sheet = grid(
        ["Ref.", "Indicator", "Aug-19", "Commentary (Aug-19)"], ["A1", "Families", 1, "Jul-19"]
    )
    assert header_rows(sheet) == (1, 1)
    assert months(sheet) == [(AUGUST, 3)]


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Ref.", REF), ("REF", REF), ("Reference", REF), (" ref. ", REF),
        ("Indicator", NAME), ("Performance\nindicator", NAME), ("Measure", NAME),
        ("12 month average", Column.AVERAGE), ("12-month average", Column.AVERAGE),
        ("12 mnth avg", Column.AVERAGE), ("12\nmonth\naverage", Column.AVERAGE),
        ("12-mnth max value", Column.MAXIMUM), ("12 month max", Column.MAXIMUM),
        ("12 months maximum value", Column.MAXIMUM),
        ("Percentage?", Column.PERCENTAGE), ("percentage", Column.PERCENTAGE),
        ("Stat. Neighbour", Column.STATISTICAL_NEIGHBOUR),
        ("Statistical neighbours", Column.STATISTICAL_NEIGHBOUR),
        ("SE region", Column.REGION), ("DoT", Column.MOVEMENT), ("dot", Column.MOVEMENT),
        ("Aim", Column.POLARITY), ("Good performance is", Column.POLARITY),
        ("Outcome (what impact will monitoring have)", Column.OUTCOME),
        ("Commentary (Aug-19):", Column.COMMENTARY),
        ("Outcomes", None), ("Average", None), ("Referral", None), ("Indicators", None), ("", None),
        ("6 month average", None), ("Aug-19", None), (PREVIOUS, None),
    ],
)  # fmt: skip
def test_spellings_of_a_heading_name_the_same_column(heading: str, column: Column | None) -> None:
    assert column_of(heading) is column


@pytest.mark.parametrize(
    ("heading", "change"),
    [
        (PREVIOUS, PREV_CHANGE), ("% change from previous period", PREV_CHANGE),
        ("% Change from\nprev. Period", PREV_CHANGE), ("% change from prev. month", PREV_CHANGE),
        (YEAR, YEAR_CHANGE), ("% change from same period previous year", YEAR_CHANGE),
        ("% change from the same period of the previous year", YEAR_CHANGE),
        ("% change from same period last year", YEAR_CHANGE),
    ],
)  # fmt: skip
def test_spellings_of_a_group_name_the_same_group(heading: str, change: Column) -> None:
    assert columns(grid(["Ref.", "Indicator", "Aug-19", heading, "x"]))[change] == 4


def test_words_leave_out_case_punctuation_and_abbreviation() -> None:
    assert (
        words("12-mnth max value") == words("12 Month Maximum\nValue") == ("12 month maximum value")
    )


@pytest.mark.parametrize(
    ("heading", "year"),
    [("Target 18-19", "18-19"), ("target\n2018/19", "2018/19"), ("Target", None),
     ("Targeted 18-19", None)],
)  # fmt: skip
def test_a_target_is_headed_with_its_year(heading: str, year: str | None) -> None:
    assert target_year_text(heading) == year


# -- faults -------------------------------------------------------------------------------------


def message(sheet: Grid) -> str:
    with pytest.raises(LayoutError) as caught:
        find_layout(sheet)
    return str(caught.value)


def test_a_sheet_without_the_headings_holds_no_table() -> None:
    sheet = grid(["Hello"], [1, 2], sheet="Notes")
    assert not holds_scorecard(sheet)
    assert message(sheet) == (
        'sheet Notes: no scorecard table; expected a row with the headings "Ref." and "Indicator", '
        "looked for in every row. Name the right sheet, or put the headings above the table."
    )
    assert not holds_scorecard(grid())


def test_a_table_without_the_heading_ref_names_where_it_is_missing() -> None:
    assert message(grid(["Title"], ["No.", "Indicator", "Aug-19"])) == (
        'Scorecard!B2: the heading "Indicator", but none "Ref." in its row; expected the headings '
        '"Ref." and "Indicator" in one row. Head the column of the references with "Ref.".'
    )


def test_a_table_without_the_heading_indicator_names_where_it_is_missing() -> None:
    assert message(grid(["Reference", "Name", "Aug-19"])) == (
        'Scorecard!A1: the heading "Reference", but none "Indicator" in its row; expected the '
        'headings "Ref." and "Indicator" in one row. Head the column of the indicators\' names '
        'with "Indicator".'
    )


def test_a_table_without_months_is_refused() -> None:
    assert message(grid(["Ref.", "Indicator", "Value"])) == (
        "Scorecard!A1: a header without any month; expected a heading such as Aug-19 above each "
        "month's values. Head the columns of values with their months."
    )


def test_two_columns_for_one_month_are_refused_whatever_their_spelling() -> None:
    assert message(grid(["Ref.", "Indicator", "Aug-19", "August 2019"])) == (
        "Scorecard!D1: a second month Aug-19; expected one; the first is Scorecard!C1. "
        "Remove or rename one of the two. To leave one of them alone, type this line in the table "
        'of columns on the sheet Settings: Column "D", What it means "leave alone", Heading there '
        '"August 2019".'
    )


@pytest.mark.parametrize(
    ("heading", "other", "name"),
    [
        ("DoT", "DoT", "DoT"),
        ("Polarity", "Aim", "DoT"),
        ("Ref.", "Reference", "Ref."),
        ("Indicator", "Measure", "Indicator"),
        ("Percentage?", "Percentage", "Percentage?"),
        ("12 month average", "Rolling 12 month average", "12 month average"),
        ("12 month max", "12-mnth max value", "12-mnth max value"),
    ],
)
def test_two_columns_for_one_thing_are_refused(heading: str, other: str, name: str) -> None:
    required = [each for each in ("Ref.", "Indicator") if each != heading]
    sheet = grid([*required, "Aug-19", heading, other])
    first, second = (sheet.address(1, len(required) + at) for at in (2, 3))
    assert message(sheet) == (
        f'{second}: a second column "{name}"; expected one; the first is {first}. '
        "Remove or rename one of the two. To leave one of them alone, type this line in the table "
        f'of columns on the sheet Settings: Column "{second[-2]}", What it means "leave alone", '
        f'Heading there "{other}".'
    )


def test_a_column_dot_beside_a_polarity_is_the_movement() -> None:
    found = columns(grid(["Ref.", "Indicator", "Aug-19", "DoT", "Polarity"]))
    assert found[Column.POLARITY] == 5
    assert found[Column.MOVEMENT] == 4


def test_a_second_column_of_a_kind_that_is_only_read_past_is_allowed() -> None:
    assert columns(grid(["Ref.", "Indicator", "Aug-19", "Commentary", "Commentary (Jul-19)"]))


def test_every_fault_of_a_header_is_reported_at_once() -> None:
    with pytest.raises(LayoutError) as caught:
        find_layout(grid(["Ref.", "Indicator", "Aug-19", "Aug 19", "DoT", "DoT", "Aug/19"]))
    assert [fault.place for fault in caught.value.faults] == [
        "Scorecard!D1", "Scorecard!F1", "Scorecard!G1",
    ]  # fmt: skip


def test_the_columns_of_targets_are_found_by_their_years() -> None:
    layout = find_layout(
        grid(["Ref.", "Indicator", "Aug-19", "Target 2018/19", "Target", "target 19-20"], ["A1"])
    )
    assert {str(year): column for year, column in layout.targets.items()} == {
        "2018-19": 4,
        "2019-20": 6,
    }


# -- titles over the months ---------------------------------------------------------------------


def unknown_headings(*rows: Row, merges: Sequence[str] = ()) -> list[tuple[int, str]]:
    """The columns that are not understood, with the row where to look and their heading."""
    layout = find_layout(grid(*rows, ["A1", "One", 1, 2, 3, 4], merges=merges))
    return [(own.row, own.text) for own in layout.unknown]


def test_a_title_merged_over_months_heads_no_column_whose_month_is_blank() -> None:
    title: Row = ["Ref.", "Indicator", "Qualitative measures"]
    months: Row = [_, _, "Jun-19", "Jul-19", "Aug-19"]
    assert unknown_headings(title, months, merges=["A1:A2", "B1:B2", "C1:F1"]) == [(2, "")]


def test_a_title_that_begins_over_a_blank_month_may_head_nothing() -> None:
    title: Row = ["Ref.", "Indicator", "Qualitative measures"]
    months: Row = [_, _, _, "Aug-19", "Jul-19", "Jun-19"]
    sheet = grid(title, months, ["A1", "One", 1, 2, 3, 4], merges=["A1:A2", "B1:B2"])
    (unknown,) = find_layout(sheet).unknown
    assert (unknown.heading, unknown.text) == (None, "Qualitative measures")


def test_a_heading_beside_the_months_heads_its_column_whatever_its_row() -> None:
    title: Row = ["Ref.", "Indicator", "Qualitative measures", _, _, "Rate"]
    months: Row = [_, _, "Jun-19", "Jul-19", "Aug-19"]
    assert unknown_headings(title, months, merges=["A1:A2", "B1:B2", "C1:E1"]) == [(1, "Rate")]
