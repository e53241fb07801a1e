"""From a grid to a scorecard: rows, frequencies and every finding with its cell."""

from datetime import date

import pytest

from tests.sheet.sheet_grids import Row, grid
from xlscorecard.core.checks.reading import found_while_reading
from xlscorecard.core.domain.cell_meaning import NumberAsText, Token, Unreadable
from xlscorecard.core.domain.finding import Finding, Severity
from xlscorecard.core.domain.period import Frequency, month_of
from xlscorecard.core.domain.polarity import Polarity
from xlscorecard.core.domain.scorecard import Indicator
from xlscorecard.core.domain.settings import IndicatorSettings, Settings
from xlscorecard.core.sheet.content import CellContent, ErrorCode
from xlscorecard.core.sheet.grid import Grid
from xlscorecard.core.table.reader import SheetReading, read_sheet
from xlscorecard.errors import LayoutError

_: None = None
YEAR = [f"{name}-18" for name in ["Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]]
YEAR += [f"{name}-19" for name in ["Jan", "Feb", "Mar"]]
"""The twelve months of 2018-19, columns C to N."""


def read(sheet: Grid, **indicators: IndicatorSettings) -> SheetReading:
    return read_sheet(sheet, Settings(indicators=indicators))


def findings(reading: SheetReading, **indicators: IndicatorSettings) -> tuple[Finding, ...]:
    return tuple(found_while_reading(reading, Settings(indicators=indicators)))


def year(
    *values: CellContent, merges: tuple[str, ...] = (), **settings: IndicatorSettings
) -> tuple[Indicator, tuple[Finding, ...]]:
    """The indicator and the findings of a table of one row of twelve months."""
    sheet = grid(["Ref.", "Indicator", *YEAR], ["A1", "Families", *values], merges=merges)
    reading = read(sheet, **settings)
    (indicator,) = reading.scorecard.indicators
    return indicator, findings(reading, **settings)


def one(content: CellContent) -> tuple[Indicator, tuple[Finding, ...]]:
    """The indicator and the findings of a table of one period cell, D2."""
    reading = read(grid(["Ref.", "Indicator", "Jul-19", "Aug-19"], ["A1", "Families", 1, content]))
    (indicator,) = reading.scorecard.indicators
    return indicator, findings(reading)


# -- rows ---------------------------------------------------------------------------------------


def test_a_row_is_an_indicator_with_its_values_and_signs() -> None:
    sheet = grid(
        ["Ref.", "Indicator", "Jul-19", "Aug-19", "DoT", "Percentage?"],
        ["EH1a", "Assessments\nstarted", 96, 126, "▲", "-"],
        ["LSCB17a", " NEET ", 0.059, _, "▼", "P"],
        ["CIN5", "Children in need", 2976, "-", _, _],
    )
    reading = read(sheet)
    assert reading.scorecard.periods == (month_of(2019, 7), month_of(2019, 8))
    assert reading.scorecard.indicators == (
        Indicator(reference="EH1a", title="Assessments\nstarted", values=(96.0, 126.0),
                  other_cells={}, polarity=Polarity.HIGHER_IS_BETTER),
        Indicator(reference="LSCB17a", title="NEET", values=(0.059, None), other_cells={},
                  polarity=Polarity.LOWER_IS_BETTER, percentage=True),
        Indicator(reference="CIN5", title="Children in need", values=(2976.0, None),
                  other_cells={1: Token.DASH}),
    )  # fmt: skip
    assert reading.rows == (2, 3, 4)
    assert findings(reading) == ()


def test_section_rows_blank_rows_notes_and_a_repeated_header_are_passed_over() -> None:
    header: Row = ["Ref.", "Indicator", "Jul-19", "Aug-19"]
    reading = read(
        grid(
            ["Title"],
            header,
            ["Early help"],
            ["A1", "Families", 1, 2],
            [],
            [_, "A note below the section"],
            header,
            [_, _, _, _],
            ["A2", "Children", 3],
            [_, _, "Total", 99],
        )
    )
    assert [each.reference for each in reading.scorecard.indicators] == ["A1", "A2"]
    assert reading.rows == (4, 9)
    assert reading.scorecard.indicators[1].values == (3.0, None)
    assert findings(reading) == ()


@pytest.mark.parametrize(
    ("content", "reference"), [(12, "12"), (1.5, "1.5"), (" EH1a ", "EH1a"), ("007", "007")]
)
def test_a_reference_may_be_a_number(content: CellContent, reference: str) -> None:
    reading = read(grid(["Ref.", "Indicator", "Aug-19"], [content, "Families", 1]))
    assert [each.reference for each in reading.scorecard.indicators] == [reference]


def test_every_repeated_reference_is_refused_with_the_first_ones_cell() -> None:
    sheet = grid(
        ["Ref.", "Indicator", "Aug-19"],
        ["A1", "Families", 1],
        ["A1", "Children", 2],
        ["B1", "Plans", 3],
        [" B1", "Plans again", 4],
    )
    with pytest.raises(LayoutError) as caught:
        read(sheet)
    assert str(caught.value) == (
        'Scorecard!A3: the Ref. "A1" a second time; expected each Ref. once; the first is '
        "Scorecard!A2. Give one of the two rows another Ref., or remove it.\n"
        'Scorecard!A5: the Ref. "B1" a second time; expected each Ref. once; the first is '
        "Scorecard!A4. Give one of the two rows another Ref., or remove it."
    )


def test_references_that_differ_by_a_letters_case_are_two() -> None:
    reading = read(grid(["Ref.", "Indicator", "Aug-19"], ["EH1a", "x", 1], ["EH1A", "y", 1]))
    assert len(reading.scorecard.indicators) == 2


def test_a_row_of_values_without_a_reference_is_left_alone_and_reported() -> None:
    reading = read(grid(["Ref.", "Indicator", "Aug-19"], [_, "Families", 5]))
    assert reading.scorecard.indicators == ()
    assert [(each.rule, each.severity, each.cells) for each in findings(reading)] == [
        ("no-reference", Severity.WRONG, ("Scorecard!A2",))
    ]


def test_an_indicator_without_a_name_is_measured_and_reported() -> None:
    reading = read(grid(["Ref.", "Indicator", "Aug-19"], ["A1", _, 5]))
    assert [each.values for each in reading.scorecard.indicators] == [(5.0,)]
    assert [(each.rule, each.severity, each.cells) for each in findings(reading)] == [
        ("no-name", Severity.NOTE, ("Scorecard!B2",))
    ]


def test_a_row_that_ends_before_the_last_month_has_no_value_there() -> None:
    assert year(1, 2)[0].values == (1.0, 2.0, *[None] * 10)


# -- cells --------------------------------------------------------------------------------------


@pytest.mark.parametrize("content", ["-", "n/a", "TBC", "[x]", "[z]", "[c]", "c", "[low]", "Local"])
def test_a_token_is_missing_and_no_finding(content: str) -> None:
    indicator, findings = one(content)
    assert indicator.values == (1.0, None)
    assert isinstance(indicator.other_cells[1], Token)
    assert findings == ()


@pytest.mark.parametrize("content", [None, "", "  "])
def test_an_empty_cell_is_missing_and_no_finding(content: str | None) -> None:
    indicator, findings = one(content)
    assert (indicator.values, dict(indicator.other_cells), findings) == ((1.0, None), {}, ())


@pytest.mark.parametrize(
    ("text", "value", "shown"),
    [("434", 434.0, "434"), (" 5.9%", 0.059, "0.059"), ("1,234", 1234.0, "1234"),
     ("£1,200", 1200.0, "1200"), ("(12)", -12.0, "-12")],
)  # fmt: skip
def test_a_number_stored_as_text_is_used_and_reported(text: str, value: float, shown: str) -> None:
    indicator, findings = one(text)
    assert indicator.values == (1.0, value)
    assert indicator.other_cells == {1: NumberAsText(value, text)}
    assert findings == (
        Finding(
            rule="number-as-text",
            severity=Severity.DOUBTFUL,
            cells=("Scorecard!D2",),
            reference="A1",
            message=f'"{text}" in Aug-19 is a number stored as text; it was used as {shown}',
            remedy="type the number again in a cell that is not formatted as text",
        ),
    )


def test_an_error_is_missing_and_reported() -> None:
    indicator, findings = one(ErrorCode("#DIV/0!"))
    assert indicator.values == (1.0, None)
    assert indicator.other_cells == {1: ErrorCode("#DIV/0!")}
    assert findings == (
        Finding(
            rule="error-in-a-value",
            severity=Severity.WRONG,
            cells=("Scorecard!D2",),
            reference="A1",
            message="#DIV/0! in Aug-19 is an error, so the value is missing",
            remedy="type the value or clear the cell",
        ),
    )


@pytest.mark.parametrize(
    ("content", "text"),
    [("6,2 %", "6,2 %"), ("1,23", "1,23"), ("about 12", "about 12"), (True, "TRUE")],
)
def test_any_other_content_is_missing_and_reported(content: CellContent, text: str) -> None:
    indicator, findings = one(content)
    assert indicator.values == (1.0, None)
    assert indicator.other_cells == {1: Unreadable(text)}
    assert findings == (
        Finding(
            rule="unreadable-value",
            severity=Severity.WRONG,
            cells=("Scorecard!D2",),
            reference="A1",
            message=f'"{text}" in Aug-19 is not a number, so the value is missing',
            remedy="type a number such as 1234 or 6.2%, or clear the cell",
        ),
    )


def test_a_date_where_a_value_is_expected_names_the_format_that_makes_it_one() -> None:
    indicator, (finding,) = one(date(2019, 8, 1))
    assert indicator.other_cells == {1: Unreadable("2019-08-01")}
    assert finding.rule == "unreadable-value"
    assert finding.message == (
        'the cell of Aug-19 shows a date, "2019-08-01", so the value is missing'
    )
    assert finding.remedy == (
        "format the cell as a number; hours and minutes need the format [h]:mm"
    )


def test_findings_name_a_sheet_as_a_formula_would() -> None:
    reading = read(
        grid(["Ref.", "Indicator", "Aug-19"], ["A1", "x", "?"], sheet="Children's services")
    )
    assert [each.cells for each in findings(reading)] == [("'Children''s services'!C2",)]


@pytest.mark.parametrize(
    ("heading", "sign", "message", "remedy"),
    [
        ("DoT", "sideways", '"sideways" under DoT is not known',
         "choose ▲ (higher is better), ▼ (lower is better), nothing, or a word such as Low"),
        ("Percentage?", "%", '"%" under Percentage? is not known', "choose P or -"),
    ],
)  # fmt: skip
def test_an_unknown_sign_is_reported_and_judges_nothing(
    heading: str, sign: str, message: str, remedy: str
) -> None:
    reading = read(grid(["Ref.", "Indicator", "Aug-19", heading], ["A1", "Families", 1, sign]))
    (indicator,) = reading.scorecard.indicators
    assert (indicator.polarity, indicator.percentage) == (Polarity.NONE, False)
    assert findings(reading) == (
        Finding(
            rule="unknown-sign",
            severity=Severity.WRONG,
            cells=("Scorecard!D2",),
            reference="A1",
            message=message,
            remedy=remedy,
        ),
    )


def test_a_polarity_of_the_settings_wins_over_the_sheets() -> None:
    sheet = grid(["Ref.", "Indicator", "Aug-19", "DoT"], ["A1", "x", 1, "▲"], ["A2", "y", 1, "▲"])
    reading = read(sheet, A1=IndicatorSettings(polarity=Polarity.LOWER_IS_BETTER))
    assert [each.polarity for each in reading.scorecard.indicators] == [
        Polarity.LOWER_IS_BETTER,
        Polarity.HIGHER_IS_BETTER,
    ]


# -- frequency ----------------------------------------------------------------------------------


def test_a_row_whose_months_are_merged_by_quarters_is_quarterly() -> None:
    indicator, findings = year(1, _, _, 2, merges=("C2:E2", "F2:H2"))
    assert (indicator.frequency, findings) == (Frequency.QUARTERLY, ())


def test_quarters_that_the_edge_of_the_table_cuts_are_quarters() -> None:
    # measures.md: May–Jun at the start, Jul–Aug at the end
    sheet = grid(
        ["Ref.", "Indicator", "May-19", "Jun-19", "Jul-19", "Aug-19"],
        ["A1", "Families", 57, _, 85],
        merges=["C2:D2", "E2:F2"],
    )
    reading = read(sheet)
    assert reading.scorecard.indicators[0].frequency is Frequency.QUARTERLY
    assert findings(reading) == ()


@pytest.mark.parametrize(
    ("merge", "cell", "count"),
    [("C2:D2", "Scorecard!C2", 2), ("D2:F2", "Scorecard!D2", 3), ("C2:H2", "Scorecard!C2", 6)],
)
def test_merged_months_that_are_no_quarter_are_reported_and_the_row_stays_monthly(
    merge: str, cell: str, count: int
) -> None:
    indicator, findings = year(1, merges=(merge,))
    assert indicator.frequency is Frequency.MONTHLY
    assert findings == (
        Finding(
            rule="merged-months",
            severity=Severity.WRONG,
            cells=(cell,),
            reference="A1",
            message=f"{count} months are merged, and they are no quarter",
            remedy="merge the months of one quarter (Apr–Jun, Jul–Sep, Oct–Dec, Jan–Mar) or none",
        ),
    )


def test_a_merge_outside_the_months_or_over_one_month_says_nothing_of_the_frequency() -> None:
    sheet = grid(
        ["Ref.", "Indicator", "Aug-19", "Commentary", "x"],
        ["A1", "Families", 1],
        [],
        merges=["C2:C3", "D2:E2"],
    )
    reading = read(sheet)
    assert reading.scorecard.indicators[0].frequency is Frequency.MONTHLY
    assert findings(reading) == ()


LOOKS = [
    (1, _, _, 2, _, _, 3, _, _, 4, _, _),
    (_, 1, _, 2, _, _, _, _, 3, _, _, _),
    (_, _, 434, _, _, 439, _, _, _, _, _, "397"),
]


@pytest.mark.parametrize(("values", "cell"), list(zip(LOOKS, ["L2", "K2", "N2"], strict=True)))
def test_a_row_that_only_looks_quarterly_stays_monthly_and_is_offered_the_setting(
    values: tuple[CellContent, ...], cell: str
) -> None:
    indicator, findings = year(*values)
    assert indicator.frequency is Frequency.MONTHLY
    assert [each for each in findings if each.rule != "number-as-text"] == [
        Finding(
            rule="looks-quarterly",
            severity=Severity.NOTE,
            cells=(f"Scorecard!{cell}",),
            reference="A1",
            message="the row has at most one value a quarter but is treated as monthly, so its "
            "changes are n/a",
            remedy='if it is quarterly, set "quarterly" for A1 on the Settings sheet',
        )
    ]


@pytest.mark.parametrize(
    "values",
    [
        (1, _, _, 2, _, _, _, _, _, _, _, _),  # too few to tell
        (1, _, 1, 2, _, _, 3, _, _, _, _, _),  # two in one quarter
        (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12),
        (_, _, _, _, _, _, _, _, _, _, _, _),
    ],
)
def test_a_row_that_does_not_look_quarterly_is_not_offered_the_setting(
    values: tuple[CellContent, ...],
) -> None:
    assert year(*values)[1] == ()


@pytest.mark.parametrize("frequency", [Frequency.MONTHLY, Frequency.QUARTERLY])
def test_a_frequency_of_the_settings_ends_the_question(frequency: Frequency) -> None:
    indicator, findings = year(*LOOKS[0], A1=IndicatorSettings(frequency=frequency))
    assert (indicator.frequency, findings) == (frequency, ())


def test_a_frequency_of_the_settings_wins_over_merged_cells() -> None:
    own = IndicatorSettings(frequency=Frequency.MONTHLY)
    assert year(1, merges=("C2:E2",), A1=own)[0].frequency is Frequency.MONTHLY


@pytest.mark.parametrize(
    ("frequency", "cells", "period"),
    [
        (Frequency.QUARTERLY, ("Scorecard!F2", "Scorecard!G2"), "Q2 2018-19"),
        (Frequency.ANNUAL, ("Scorecard!C2", "Scorecard!F2", "Scorecard!G2"), "2018-19"),
    ],
)
def test_several_values_in_one_period_are_reported_with_all_their_cells(
    frequency: Frequency, cells: tuple[str, ...], period: str
) -> None:
    findings = year(1, _, _, 2, 3, A1=IndicatorSettings(frequency=frequency))[1]
    assert findings == (
        Finding(
            rule="several-values-in-a-period",
            severity=Severity.WRONG,
            cells=cells,
            reference="A1",
            message=f"{len(cells)} values in {period} of a row that is "
            f"{frequency.name.lower()}; what depends on it is n/a",
            remedy="keep one value for each period",
        ),
    )
