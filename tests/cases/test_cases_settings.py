"""Settings that are wrong are said, never ignored."""

from pathlib import Path

import pytest

from tests.cases.scorecard_files import Content, indicator, save, settings_sheet
from tests.cases.scorecard_outcomes import AUGUST, Outcome, Statement, approximately, refreshed


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "scorecard.xlsx"


def on_the_settings_sheet(outcome: Outcome, name: str = "Settings") -> list[Statement]:
    return [
        each
        for each in outcome.statements
        if any(cell.startswith(f"{name}!") for cell in each.cells)
    ]


# -- tables that lack a heading -----------------------------------------------------------------


@pytest.mark.parametrize(
    "lines",
    [
        [["Setting", None], ["Tolerance", 0.4]],
        [["Setting"], ["Reporting period", "Jul-19"]],
        [[None, "Value"], ["Tolerance", 0.4]],
    ],
)
def test_general_settings_without_one_of_their_headings_are_said(
    file: Path, lines: list[list[Content]]
) -> None:
    # "a settings table that lacks a heading …: said, never ignored"
    assert on_the_settings_sheet(refreshed(save(file, indicator(), settings=lines)))


@pytest.mark.parametrize(
    "heading",
    [
        [None, "Frequency", "Unit of change", "Tolerance"],
        ["Indicator", "Frequency", "Unit of change", "Tolerance"],
    ],
)
def test_a_table_of_indicators_without_references_is_said(
    file: Path, heading: list[Content]
) -> None:
    lines: list[list[Content]] = [["Setting", "Value"], [], heading, ["A1", "quarterly"]]
    assert on_the_settings_sheet(refreshed(save(file, indicator(), settings=lines)))


@pytest.mark.parametrize(
    "heading", [["Column", None, "Heading there"], [None, "What it means", "Heading there"]]
)
def test_a_columns_table_without_one_of_its_headings_is_said(
    file: Path, heading: list[Content]
) -> None:
    lines: list[list[Content]] = [["Setting", "Value"], [], heading, ["DoT", "movement", None]]
    assert on_the_settings_sheet(refreshed(save(file, indicator(), settings=lines)))


def test_whole_tables_give_no_word(file: Path) -> None:
    lines = settings_sheet(
        {"Tolerance": 0.1, "Formulas in computed cells": "keep"},
        indicators={"A1": {"Frequency": "monthly"}},
        columns=[("DoT", "polarity", None)],
    )
    outcome = refreshed(save(file, indicator(), settings=lines))
    assert not on_the_settings_sheet(outcome)
    assert outcome.figures() == approximately(*AUGUST)


# -- the name of the sheet ----------------------------------------------------------------------


@pytest.mark.parametrize("name", ["settings", "SETTINGS", "Settings "])
def test_a_sheet_in_another_spelling_is_said(file: Path, name: str) -> None:
    # "a sheet `settings` in another spelling: said, never ignored"
    lines = settings_sheet({"Tolerance": 0.4})
    outcome = refreshed(save(file, indicator(), settings=lines, settings_name=name))
    assert [
        each
        for each in outcome.statements
        if name in each.text or any(cell.startswith(f"{name}!") for cell in each.cells)
    ]


# -- texts that look like a setting -------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    ["Tolerence", "Tolerance:", "Reporting month", "Reporting periode", "Colors", "Formulas"],
)
def test_a_text_that_looks_like_a_setting_and_is_none_is_said(file: Path, name: str) -> None:
    # Either it holds, in another spelling, or it is said. Its value would change nothing silently.
    value: Content = "Jul-19" if name.startswith("Reporting") else "replace"
    if name.startswith("Tol"):
        value = 0.4
    path = save(file, indicator(), settings=settings_sheet({name: value}))
    outcome = refreshed(path)
    said = [*outcome.about("Settings!A2"), *outcome.about("Settings!B2")]
    holds = name == "Tolerance:" and not outcome.refused and outcome.figures()[0] == "→"
    assert said or holds


def test_a_frequency_that_is_none_is_said(file: Path) -> None:
    lines = settings_sheet(indicators={"A1": {"Frequency": "every quarter"}})
    assert on_the_settings_sheet(refreshed(save(file, indicator(), settings=lines)))


# -- a key that does not agree ------------------------------------------------------------------

KEY: list[list[Content]] = [
    ["Key to direction of travel"],
    [None, "↑  Increase 10% or more"],
    [None, "→  Similar"],
    [None, "↓  Decrease 10% or more"],
    [],
]


@pytest.mark.parametrize("tolerance", [0.05, 0.2, 0.025])
def test_a_key_that_does_not_agree_with_the_tolerance_is_said(file: Path, tolerance: float) -> None:
    # A key text "10% or more" above the table, and another tolerance in the settings.
    path = save(file, indicator(), above=KEY, settings=settings_sheet({"Tolerance": tolerance}))
    outcome = refreshed(path)
    said = outcome.saying("10%", f"{tolerance * 100:g}%")
    assert said
    assert {"Scorecard!B2", "Settings!B2"} & {cell for each in said for cell in each.cells}


def test_a_key_is_compared_with_the_usual_tolerance_where_none_is_set(file: Path) -> None:
    above: list[list[Content]] = [["↑ increase 5% or more, ↓ decrease 5% or more"], []]
    assert refreshed(save(file, indicator(), above=above)).saying("5%", "10%")


@pytest.mark.parametrize("general", [None, {"Tolerance": 0.1}, {"Tolerance": "10%"}])
def test_a_key_that_agrees_gives_no_word(file: Path, general: dict[str, Content] | None) -> None:
    path = save(file, indicator(), above=KEY, settings=settings_sheet(general))
    outcome = refreshed(path)
    assert not [each for row in range(1, 6) for each in outcome.about(f"B{row}")]
    assert not on_the_settings_sheet(outcome)


# -- a unit that does not fit -------------------------------------------------------------------


@pytest.mark.parametrize("unit", ["point", "pp", "percent", "numbers"])
def test_a_unit_that_is_none_is_said(file: Path, unit: str) -> None:
    # Either it is understood as one of the two, and then refused for a count, or it is said.
    lines = settings_sheet(indicators={"A1": {"Unit of change": unit, "Tolerance": 0.02}})
    outcome = refreshed(save(file, indicator(), settings=lines))
    assert on_the_settings_sheet(outcome) or outcome.saying("points", "A1") or unit == "percent"
