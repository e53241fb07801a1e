"""The Settings sheet: what it may hold, and every bad value with its address."""

from datetime import date

import pytest

from tests.sheet.sheet_grids import Row, grid
from xlscorecard.core.domain.period import Frequency, month_of
from xlscorecard.core.domain.polarity import Polarity
from xlscorecard.core.domain.settings import (
    ChangeUnit,
    FormulaPolicy,
    IndicatorSettings,
    Palette,
    Settings,
    TargetBasis,
    Tolerance,
)
from xlscorecard.core.settings.all_settings import GENERAL, INDICATOR_HEADINGS
from xlscorecard.core.settings.kinds import ValueKind
from xlscorecard.core.settings.reader import read_settings
from xlscorecard.core.sheet.content import CellContent, ErrorCode
from xlscorecard.core.sheet.grid import Grid
from xlscorecard.errors import SettingsError

_: None = None
REMEDY = " Correct this cell of the settings."


def general(*rows: Row) -> Grid:
    """A Settings sheet whose first setting stands in row 4: label in A, value in B."""
    return grid(["Settings"], [], ["Setting", "Value", "Meaning"], *rows, sheet="Settings")


def indicators(*rows: Row) -> Grid:
    """A Settings sheet whose first indicator stands in row 2: columns A to E."""
    return grid(
        ["Ref.", "Frequency", "Unit of change", "Tolerance", "Polarity"], *rows, sheet="Settings"
    )


def faults(sheet: Grid) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        read_settings(sheet)
    return str(caught.value).split("\n")


def test_every_general_setting_is_read() -> None:
    sheet = general(
        ["Reporting period", "Jul-19"],
        ["Tolerance", 0.05],
        ["Formulas in computed cells", "replace"],
        ["Colours", "Blue and orange"],
    )
    assert read_settings(sheet).settings == Settings(
        reporting_period=month_of(2019, 7),
        tolerance=Tolerance(amount=0.05),
        formulas=FormulaPolicy.REPLACE,
        palette=Palette.BLUE_ORANGE,
    )


def test_settings_may_stand_in_any_order_anywhere_and_in_any_case() -> None:
    sheet = grid(
        [], [_, _, " VALUE ", "setting"], [_, _, "REPLACE", "formulas in computed cells"],
        [_, _, date(2019, 7, 31), "Reporting Period"], sheet="Settings",
    )  # fmt: skip
    assert read_settings(sheet).settings == Settings(
        reporting_period=month_of(2019, 7), formulas=FormulaPolicy.REPLACE
    )


@pytest.mark.parametrize("blank", [None, "", " ", "\u00a0"])
def test_a_blank_value_leaves_the_default(blank: CellContent) -> None:
    sheet = general(
        ["Reporting period", blank], ["Tolerance", blank], ["Formulas in computed cells", blank],
        ["Colours", blank],
    )  # fmt: skip
    assert read_settings(sheet).settings == Settings()


def test_somebody_elses_sheet_of_that_name_is_ignored() -> None:
    sheet = grid(["Printer", "A3"], ["Setting", "x"], ["Tolerance", "none"], sheet="Settings")
    assert read_settings(sheet).settings == Settings()
    assert read_settings(grid(sheet="Settings")).settings == Settings()


@pytest.mark.parametrize(
    ("content", "amount"), [(0.05, 0.05), ("5%", 0.05), (1, 1.0), ("0.2", 0.2)]
)
def test_a_tolerance_may_be_a_number_or_a_text_of_one(content: CellContent, amount: float) -> None:
    assert read_settings(general(["Tolerance", content])).settings.tolerance == Tolerance(
        amount=amount
    )


PERCENTAGE = "a percentage above 0% and up to 100%, such as 10%"


@pytest.mark.parametrize(
    ("label", "content", "found", "expected"),
    [
        ("Tolerance", 0, '"0"', PERCENTAGE),
        ("Tolerance", 10, '"10"', PERCENTAGE),
        ("Tolerance", -0.1, '"-0.1"', PERCENTAGE),
        ("Tolerance", "ten", '"ten"', PERCENTAGE),
        ("Tolerance", True, '"True"', PERCENTAGE),
        ("Tolerance", ErrorCode("#N/A"), '"#N/A"', PERCENTAGE),
        ("Reporting period", "newest", '"newest"', "a month such as Aug-19, or nothing"),
        ("Reporting period", 43678, '"43678"', "a month such as Aug-19, or nothing"),
        ("Formulas in computed cells", "leave", '"leave"', 'one of "keep", "replace", or nothing'),
        ("Colours", "red", '"red"', 'one of "Green, amber, red", "Blue and orange", or nothing'),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_used_is_refused_with_its_cell(
    label: str, content: CellContent, found: str, expected: str
) -> None:
    assert faults(general([label, content])) == [
        f"Settings!B4: {found}; expected {expected}.{REMEDY}"
    ]


def test_an_unknown_setting_is_refused_with_the_known_ones() -> None:
    assert faults(general(["Tolerence", 0.1])) == [
        'Settings!A4: "Tolerence"; expected one of "Reporting period", "Tolerance", '
        f'"Formulas in computed cells", "Colours".{REMEDY}'
    ]


def test_a_setting_that_stands_twice_is_refused() -> None:
    assert faults(general(["Tolerance", 0.1], ["tolerance", 0.2])) == [
        f'Settings!A5: a second "tolerance"; expected each setting once.{REMEDY}'
    ]


def test_every_fault_is_reported_at_once() -> None:
    sheet = grid(
        ["Setting", "Value"],
        ["Tolerance", 10],
        ["Colours", "red"],
        [],
        ["Ref.", "Frequency", "Unit of change", "Tolerance", "Polarity"],
        ["A1", "weekly", _, 5, "sideways"],
        sheet="Settings",
    )
    assert [fault.split(":")[0] for fault in faults(sheet)] == [
        "Settings!B2", "Settings!B3", "Settings!D6", "Settings!B6", "Settings!E6",
    ]  # fmt: skip


def test_every_word_that_is_offered_is_documented_and_no_setting_twice() -> None:
    for table in (GENERAL, INDICATOR_HEADINGS):
        names = [heading.name for heading in table]
        assert len(set(names)) == len(names)
        for heading in table:
            if isinstance(heading.kind, ValueKind):
                assert [
                    word for word in heading.kind.words if f"`{word}`" not in heading.takes
                ] == []


# -- single indicators --------------------------------------------------------------------------


def test_an_indicator_may_have_settings_of_its_own() -> None:
    sheet = indicators(
        ["FM012", "quarterly", _, _, _],
        ["LSCB17a", "Quarterly", "points", 0.02, "▼"],
        [],
        [7, "annual", "%", "5%", "none"],
        ["EH1a", _, _, _, "▲"],
        ["CIN5", "monthly"],
    )
    assert read_settings(sheet).settings.indicators == {
        "FM012": IndicatorSettings(frequency=Frequency.QUARTERLY),
        "LSCB17a": IndicatorSettings(
            frequency=Frequency.QUARTERLY,
            tolerance=Tolerance(amount=0.02, unit=ChangeUnit.POINTS),
            polarity=Polarity.LOWER_IS_BETTER,
        ),
        "7": IndicatorSettings(
            frequency=Frequency.ANNUAL, tolerance=Tolerance(amount=0.05), polarity=Polarity.NONE
        ),
        "EH1a": IndicatorSettings(polarity=Polarity.HIGHER_IS_BETTER),
        "CIN5": IndicatorSettings(frequency=Frequency.MONTHLY),
    }


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (["A1", "weekly"],
         'B2: "weekly"; expected one of "monthly", "quarterly", "annual", or nothing.'),
        (["A1", _, "percent", 0.1], 'C2: "percent"; expected one of "%", "points", or nothing.'),
        (["A1", _, "points", _], "D2: nothing; expected a tolerance in points, such as 2%."),
        (["A1", _, "points", 2], f'D2: "2"; expected {PERCENTAGE}.'),
        (["A1", _, _, 2], f'D2: "2"; expected {PERCENTAGE}.'),
        (["A1", _, _, _, "aside"], 'E2: "aside"; expected one of "▲", "▼", "none", or nothing.'),
        ([_, "monthly"], "B2: a setting without a Ref.; expected the Ref. beside it."),
        ([_, _, _, _, "▲"], "E2: a setting without a Ref.; expected the Ref. beside it."),
    ],
)  # fmt: skip
def test_an_indicators_setting_that_cannot_be_used_is_refused_with_its_cell(
    row: Row, message: str
) -> None:
    assert faults(indicators(row)) == [f"Settings!{message}{REMEDY}"]


def test_an_indicator_that_stands_twice_is_refused() -> None:
    assert faults(indicators(["A1", "monthly"], [], ["A1", "annual"])) == [
        f'Settings!A4: "A1" a second time; expected one row for it, and row 2 has it.{REMEDY}'
    ]


NEWER = ["Ref.", "Frequency", "Unit of change", "Tolerance", "Polarity", "Target basis", "Part of"]


def test_the_target_basis_and_the_wholes_are_read_where_the_sheet_has_their_columns() -> None:
    sheet = grid(
        NEWER,
        ["EH14b", _, _, _, _, _, " EH1c , CIN5,"],
        ["EH1c", _, _, _, _, "Annual total", _],
        ["YO2", _, _, _, _, "level"],
        sheet="Settings",
    )
    settings = read_settings(sheet).settings
    assert settings.for_indicator("EH14b").wholes == ("EH1c", "CIN5")
    assert settings.for_indicator("EH1c").target_basis is TargetBasis.ANNUAL
    assert settings.for_indicator("YO2") == IndicatorSettings(target_basis=TargetBasis.LEVEL)


def test_an_unknown_target_basis_is_refused_with_its_cell() -> None:
    assert faults(grid(NEWER, ["A1", _, _, _, _, "yearly"], sheet="Settings")) == [
        'Settings!F2: "yearly"; expected one of "monthly", "annual total", "level", or nothing.'
        f"{REMEDY}"
    ]


def test_a_whole_without_a_ref_beside_it_is_refused() -> None:
    assert faults(grid(NEWER, [_, _, _, _, _, _, "EH1c"], sheet="Settings")) == [
        f"Settings!G2: a setting without a Ref.; expected the Ref. beside it.{REMEDY}"
    ]


# -- the table of columns, as people type it ------------------------------------------------------


@pytest.mark.parametrize(
    "headings",
    [
        ("Column", "What it means", "Heading there"),
        ("COLUMN:", " what  it means ", "heading there"),
        ("Column", "Meaning", "Heading"),
    ],
)
def test_a_table_of_columns_is_known_by_its_headings_in_other_spellings(
    headings: tuple[str, str, str],
) -> None:
    sheet = grid(headings, ["V", "leave alone", "YTD"], sheet="Settings")
    (line,) = read_settings(sheet).settings.columns
    assert (line.name, line.meaning, line.heading_there) == ("V", "leave alone", "YTD")


@pytest.mark.parametrize("headings", [[], ["Colum", "What it mean", "Heading ther"]])
def test_lines_of_columns_without_headings_are_refused(headings: Row) -> None:
    assert faults(grid(headings, ["V", "leave alone", "YTD"], sheet="Settings")) == [
        'Settings!B2: "leave alone" outside a table of columns; expected the headings "Column", '
        '"What it means" and "Heading there" above these lines. Type the headings.'
    ]


def test_two_lines_for_one_column_and_a_day_for_a_month_are_refused() -> None:
    table: list[Row] = [
        ["Column", "What it means", "Heading there"],
        ["V", "leave alone", "YTD"],
        ["v", "Owner", "YTD"],
        ["W", date(2026, 9, 19), "Sep"],
        [_, "leave alone", "YTD"],
    ]
    assert faults(grid(*table, sheet="Settings")) == [
        f'Settings!A3: "v" a second time; expected one line for it, and row 2 has it.{REMEDY}',
        "Settings!B4: the day 19 September 2026; expected a month with its whole year, such as "
        f"Sep 2026.{REMEDY}",
        f"Settings!A5: nothing; expected a heading or a column letter.{REMEDY}",
    ]


def test_columns_headed_with_other_signs_are_other_columns() -> None:
    table: list[Row] = [["Column", "What it means"], ["#", "leave alone"], ["*", "leave alone"]]
    lines = read_settings(grid(*table, sheet="Settings")).settings.columns
    assert [line.name for line in lines] == ["#", "*"]
