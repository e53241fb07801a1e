"""The Settings sheet: read by the package as all defaults, and guarded against slips."""

from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from xlscorecard.addin.workbook import build
from xlscorecard.core.domain.polarity import Polarity
from xlscorecard.core.domain.settings import IndicatorSettings, Palette, Settings, TargetBasis
from xlscorecard.core.settings.reader import read_settings
from xlscorecard.core.sheet.grid import Grid


@pytest.fixture
def workbook(tmp_path: Path) -> Any:
    path = tmp_path / "Scorecard.xlsm"
    build(path)
    return openpyxl.load_workbook(path)


@pytest.fixture
def sheet(workbook: Any) -> Any:
    return workbook["Settings"]


def settings_in(sheet: Any) -> Settings:
    rows = {
        number: tuple(float(value) if isinstance(value, int) else value for value in values)
        for number, values in enumerate(sheet.iter_rows(values_only=True), start=1)
    }
    return read_settings(Grid(sheet="Settings", rows=rows)).settings


def cell_beside(sheet: Any, label: str) -> Any:
    row = next(row for row in range(5, 9) if sheet.cell(row, 1).value == label)
    return sheet.cell(row, 2)


def test_an_untouched_sheet_means_the_defaults_and_one_part_of_a_whole(sheet: Any) -> None:
    # By their titles, EH14b counts EHAs EXCLUDING adults, and EH1c those INCLUDING adults.
    assert settings_in(sheet) == Settings(indicators={"EH14b": IndicatorSettings(wholes=("EH1c",))})


def test_the_four_settings_show_what_they_are_set_to(sheet: Any) -> None:
    values = {sheet.cell(row, 1).value: sheet.cell(row, 2).value for row in range(4, 10)}
    assert values == {
        "Setting": "Value",
        "Reporting period": None,
        "Tolerance": 0.1,
        "Formulas in computed cells": "keep",
        "Colours": "Green, amber, red",
        None: None,
    }
    assert cell_beside(sheet, "Tolerance").number_format == "0%"
    assert cell_beside(sheet, "Reporting period").number_format == "mmm-yy"
    assert sheet["C4"].value == "What it means"
    assert all(sheet.cell(row, 3).value.endswith(".") for row in range(5, 9))


def test_what_a_reporter_fills_in_is_read(sheet: Any) -> None:
    cell_beside(sheet, "Reporting period").value = datetime(2019, 7, 1)
    cell_beside(sheet, "Colours").value = "Blue and orange"
    sheet["A68"], sheet["B68"], sheet["C68"] = "V", "leave alone", "(blank)"
    for column, value in enumerate(
        ("CIN5", "quarterly", "points", 0.02, "none", "annual total", "EH1a, EH1c"), start=1
    ):
        sheet.cell(22, column).value = value
    settings = settings_in(sheet)
    assert settings.palette is Palette.BLUE_ORANGE
    assert settings.reporting_period is not None
    assert [(own.name, own.meaning, own.heading_there) for own in settings.columns] == [
        ("V", "leave alone", "(blank)")
    ]
    own = settings.for_indicator("CIN5")
    assert own.polarity is Polarity.NONE
    assert own.target_basis is TargetBasis.ANNUAL
    assert own.wholes == ("EH1a", "EH1c")


def test_the_table_of_single_indicators_has_forty_marked_input_rows(sheet: Any) -> None:
    assert [sheet.cell(20, column).value for column in range(1, 8)] == [
        "Ref.", "Frequency", "Unit of change", "Tolerance", "Polarity", "Target basis", "Part of",
    ]  # fmt: skip
    fills = {
        sheet.cell(row, column).fill.fgColor.rgb for row in range(21, 61) for column in range(1, 8)
    }
    assert fills == {cell_beside(sheet, "Tolerance").fill.fgColor.rgb} == {"FFFFF9DB"}


def test_every_choice_is_a_list_and_every_tolerance_a_number(sheet: Any) -> None:
    rules = {
        str(rule.sqref): (rule.type, rule.formula1, rule.formula2)
        for rule in sheet.data_validations.dataValidation
    }
    assert rules == {
        "B5": ("date", "32874", "73050"),  # 1 January 1990 to 31 December 2099
        "B6": ("decimal", "0.0001", "1"),
        "B7": ("list", '"keep,replace"', None),
        "B8": ("list", "SettingsPalettes", None),
        "A21:A60": ("list", "ScorecardReferences", None),
        "B21:B60": ("list", '"monthly,quarterly,annual"', None),
        "C21:C60": ("list", '"%,points"', None),
        "D21:D60": ("decimal", "0.0001", "1"),
        "E21:E60": ("list", '"▲,▼,none"', None),
        "F21:F60": ("list", '"monthly,annual total,level"', None),
        "G21:G60": (None, None, None),  # any references; it only says what to type
        "A68:A87": (None, None, None),  # any heading or column letter, the same
        "B68:B87": ("list", "$J$67:$J$86", None),
    }


def test_the_table_of_columns_offers_what_a_column_may_mean_and_takes_months(
    workbook: Any, sheet: Any
) -> None:
    assert [sheet.cell(67, column).value for column in range(1, 4)] == [
        "Column", "What it means", "Heading there",
    ]  # fmt: skip
    offered = [cell.value for (cell,) in workbook["Settings"]["J67:J86"]]
    assert offered[:4] == ["leave alone", "values", "polarity", "movement"]
    assert {"Owner", "England", "12 month average", "Commentary"} <= set(offered)
    assert None not in offered
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    assert not rules["B68:B87"].showErrorMessage
    # As text, for Excel makes a day of this year of a month such as Aug-19.
    assert {sheet.cell(68, column).number_format for column in range(1, 4)} == {"@"}


def test_every_input_cell_says_what_to_type_and_what_went_wrong(workbook: Any) -> None:
    for sheet in workbook:
        for rule in sheet.data_validations.dataValidation:
            assert rule.prompt
            assert rule.showInputMessage
            # A month may be typed beside what the list of meanings offers.
            if rule.type is not None and str(rule.sqref) != "B68:B87":
                assert rule.error
                assert rule.showErrorMessage


def test_the_list_of_palettes_stands_where_its_name_points(workbook: Any) -> None:
    assert workbook.defined_names["SettingsPalettes"].attr_text == "Settings!$J$4:$J$5"
    cells = [cell.value for (cell,) in workbook["Settings"]["J4:J5"]]
    assert cells == ["Green, amber, red", "Blue and orange"]
    assert workbook["Settings"].column_dimensions["J"].hidden


def test_the_defined_names_point_at_their_cells(workbook: Any) -> None:
    names = {name: defined.attr_text for name, defined in workbook.defined_names.items()}
    assert names == {
        "ScorecardReferences": (
            "Scorecard!$A$9:INDEX(Scorecard!$A$9:$A$400,MAX(1,COUNTA(Scorecard!$A$9:$A$400)))"
        ),
        "ScorecardMonths": "Scorecard!$F$8:$U$8",
        "ScorecardValues": "Scorecard!$F$9:$U$17",
        "SettingsColours": "Settings!$B$8",
        "SettingsPalettes": "Settings!$J$4:$J$5",
        "SettingsPolarities": "Settings!$E$21:$E$60",
        "SettingsReferences": "Settings!$A$21:$A$60",
        "SettingsTolerance": "Settings!$B$6",
    }
