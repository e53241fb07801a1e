"""Rows, columns and settings in two versions."""

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

import pytest

from tests.revisions.scorecard_versions import (
    COMPUTED,
    general,
    of_indicators,
    told_between,
    version,
)
from tests.sheet.sheet_grids import Row, Sheets, grid
from xlscorecard.actions.compare import compare
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
from xlscorecard.core.settings.all_settings import GENERAL, OF_AN_INDICATOR
from xlscorecard.core.settings.setting import Setting
from xlscorecard.core.sheet.content import CellContent
from xlscorecard.errors import LayoutError, SettingsError

FAMILIES: Row = ["A1", "Families in need", 12, 15, 11, 19]
CHILDREN: Row = ["A2", "Children in care", 100, 102, 101, 98]
FIVE = ("Apr-19", "May-19", "Jun-19", "Jul-19", "Aug-19")


def test_rows_are_matched_by_their_reference_wherever_they_stand() -> None:
    assert told_between(version(FAMILIES, CHILDREN), version(CHILDREN, [None], FAMILIES)) == []


def test_rows_that_come_and_go_are_named_and_not_their_values() -> None:
    visits: Row = ["A3", "Visits", 1, 2, None, 4]
    compared = compare(version(FAMILIES, CHILDREN), version(FAMILIES, visits))
    assert [(own.kind.value, own.reference, own.title, own.note) for own in compared.changes] == [
        ("row added", "A3", "Visits", "with 3 values"),
        ("row removed", "A2", "Children in care", "with 4 values"),
    ]
    assert compared.changes[0].before.cell == ""
    assert compared.changes[0].after.cell == "Scorecard!A3"
    assert compared.revisions == ()


def test_a_row_with_the_same_name_and_values_is_renamed_and_compared() -> None:
    renamed: Row = ["B1", "Families in need", 12, 15, 11, 20]
    old, new = version(FAMILIES, CHILDREN), version(renamed, CHILDREN)
    assert told_between(old, new) == [
        ("row renamed", "B1", "Ref.", "A1", "B1"),
        ("revised", "B1", "Aug-19", "19", "20"),
    ]
    assert compare(old, new).changes[0].note == (
        "the same name, and 3 of 4 values of common periods are the same"
    )


def test_a_row_with_another_name_and_the_same_values_is_renamed() -> None:
    old = version(["A1", "Families", 12, 15, 11, 19, 20], months=FIVE)
    new = version(["B1", "Households", 12, 15, 11, 19, 20], months=FIVE)
    assert told_between(old, new) == [
        ("row renamed", "B1", "Ref.", "A1", "B1"),
        ("description", "B1", "Indicator", "Families", "Households"),
    ]
    assert compare(old, new).changes[0].note == "5 of 5 values of common periods are the same"


@pytest.mark.parametrize(
    "other",
    [
        ["B1", "Families", 1, 2, 3, 4, 5],  # the name alone
        ["B1", "Households", 12, 15, 11, 19, None],  # too few values
        ["B1", "Households", 12, 15, 11, 19, 21],  # too many others
    ],
)
def test_a_row_that_only_looks_similar_is_not_taken_for_renamed(other: list[CellContent]) -> None:
    old = version(["A1", "Families", 12, 15, 11, 19, 20], months=FIVE)
    kinds = [kind for kind, *_ in told_between(old, version(other, months=FIVE))]
    assert kinds == ["row added", "row removed"]


def test_rows_of_zeros_are_not_taken_for_each_other() -> None:
    zeros = [0, 0, 1, 0, 0]
    old = version(["A1", "Families", *zeros], months=FIVE)
    new = version(["B1", "Households", *zeros], months=FIVE)
    assert [kind for kind, *_ in told_between(old, new)] == ["row added", "row removed"]


def test_of_two_rows_that_could_be_meant_none_is() -> None:
    values = [12, 15, 11, 19, 20]
    old = version(["A1", "Families", *values], months=FIVE)
    new = version(["B1", "Households", *values], ["B2", "Homes", *values], months=FIVE)
    kinds = [kind for kind, *_ in told_between(old, new)]
    assert kinds == ["row added", "row added", "row removed"]


# -- columns ------------------------------------------------------------------------------------

MORE = ("Owner", "Reporter", "DoT", "England", "Target 19-20", "Commentary (Aug-19)", "Source")
TEXTS: list[CellContent] = ["Ann", "Ben", "▲", "Local", 24, "Up.", "Return 12"]


def test_each_column_has_its_kind() -> None:
    others: list[CellContent] = ["Zoe", "Bob", "▼", 21.5, 30, "Down.", "Return 13"]
    old = version([*FAMILIES, *TEXTS], more=MORE)
    new = version([*FAMILIES, *others], more=MORE)
    assert told_between(old, new) == [
        ("description", "A1", "Owner", "Ann", "Zoe"),
        ("description", "A1", "Reporter", "Ben", "Bob"),
        ("description", "A1", "DoT", "▲", "▼"),
        ("benchmark", "A1", "England", "Local", "21.50"),
        ("target", "A1", "Target 19-20", "24", "30"),
        ("commentary", "A1", "Commentary", "Up.", "Down."),
        ("other column", "A1", "Source", "Return 12", "Return 13"),
    ]


def test_columns_are_matched_by_what_heads_them() -> None:
    old = version([*FAMILIES, "Ann", "Up."], more=("Owner", "Commentary (Aug-19)"))
    new = version([*FAMILIES, "Up.", "Ann"], more=("Commentary (Sep-19)", "Lead officer"))
    assert told_between(old, new) == []


@pytest.mark.parametrize(
    ("heading", "before", "after"),
    [
        ("DoT", "-", None),
        ("Percentage?", "P", "p"),
        ("Percentage?", None, "-"),
        ("Commentary", "two\nlines ", "two lines"),
    ],
)
def test_spellings_of_the_same_are_no_change(
    heading: str, before: CellContent, after: CellContent
) -> None:
    old = version([*FAMILIES, before], more=[heading])
    assert told_between(old, version([*FAMILIES, after], more=[heading])) == []


def test_a_target_stored_as_text_is_said() -> None:
    old, new = (version([*FAMILIES, own], more=["Target 19-20"]) for own in (24, "24"))
    compared = compare(old, new)
    assert [(own.kind.value, own.what, own.note) for own in compared.changes] == [
        ("stored as text or number", "Target 19-20", "a number stored as text")
    ]


def test_columns_that_only_one_has_are_named_once() -> None:
    old = version([*FAMILIES, "Ann", 24], more=("Owner", "Target 18-19"))
    compared = compare(old, version([*FAMILIES, "note", 30], more=("Remarks", "Target 19-20")))
    assert compared.changes == ()
    assert compared.columns_left == ("Owner", "Target 18-19")
    assert compared.columns_come == ("Remarks", "Target 19-20")


# -- computed cells -----------------------------------------------------------------------------


def test_a_computed_cell_counts_by_what_is_printed_in_it() -> None:
    old = version([*FAMILIES, "↑", 0.31, "-", "n/a", None, 18], more=COMPUTED)
    new = version([*FAMILIES, "↓", 0.3125, "-", None, "-", 19], more=COMPUTED)
    assert told_between(old, new) == [
        (
            "computed figure revised",
            "A1",
            "arrow for the change from the previous period",
            "↑",
            "↓",
        ),
        (
            "text in place of a figure",
            "A1",
            "% change from the same period of the previous year",
            "n/a",
            "",
        ),
        ("text in place of a figure", "A1", "12 month average", "", "-"),
        ("computed figure revised", "A1", "12-mnth max value", "18", "19"),
    ]


def test_of_two_months_computed_cells_differ_as_they_should() -> None:
    old = version([*FAMILIES, "↑", 0.31, "-", "n/a", 12, 18], more=COMPUTED)
    new = version(
        ["A1", "Families in need", 15, 11, 19, 20, "↓", -0.2, "-", "n/a", 12, 18],
        months=("Jun-19", "Jul-19", "Aug-19", "Sep-19"),
        more=COMPUTED,
    )
    assert [kind for kind, *_ in told_between(old, new)] == [
        "new value",
        "recomputed",
        "recomputed",
    ]
    assert compare(old, new).revisions == ()


# -- settings -----------------------------------------------------------------------------------


def test_settings_are_told_in_the_words_of_their_sheet_with_their_cells() -> None:
    old = version(FAMILIES, settings=general(Tolerance=0.1, Colours="Blue and orange"))
    new = version(FAMILIES, settings=general(Reporting_period="Jul-19", Tolerance=0.025))
    compared = compare(old, new)
    assert [
        (own.what, own.before.text, own.before.cell, own.after.text, own.after.cell)
        for own in compared.changes
    ] == [
        ("Reporting period", "the newest month", "", "Jul-19", "Settings!B2"),
        ("Tolerance", "10%", "Settings!B2", "2.5%", "Settings!B3"),
        ("Colours", "Blue and orange", "Settings!B3", "Green, amber, red", ""),
    ]


def test_settings_of_indicators_are_compared_one_by_one() -> None:
    points: dict[str, CellContent] = {"Ref.": "A1", "Unit of change": "points", "Tolerance": 0.02}
    old = version(FAMILIES, CHILDREN, settings=of_indicators(points))
    new = version(
        FAMILIES,
        CHILDREN,
        settings=of_indicators({"Ref.": "A1", "Tolerance": 0.02}, {"Ref.": "A2", "Polarity": "▼"}),
    )
    assert told_between(old, new) == [
        ("setting", "A1", "Unit of change", "points", ""),
        ("setting", "A2", "Polarity", "", "▼"),
    ]
    assert [own.after.cell for own in compare(old, new).changes] == ["Settings!C2", "Settings!E3"]


def test_the_settings_of_a_renamed_row_follow_it() -> None:
    old = version(FAMILIES, settings=of_indicators({"Ref.": "A1", "Polarity": "▼"}))
    new = version(["B1", *FAMILIES[1:]], settings=of_indicators({"Ref.": "B1", "Polarity": "▼"}))
    assert [kind for kind, *_ in told_between(old, new)] == ["row renamed"]


def test_every_setting_is_compared() -> None:
    general = Settings(
        reporting_period=month_of(2019, 7),
        tolerance=Tolerance(amount=0.2),
        formulas=FormulaPolicy.REPLACE,
        palette=Palette.BLUE_ORANGE,
    )
    of_one = IndicatorSettings(
        frequency=Frequency.ANNUAL,
        tolerance=Tolerance(amount=0.02, unit=ChangeUnit.POINTS),
        polarity=Polarity.NONE,
        target_basis=TargetBasis.LEVEL,
        wholes=("A1", "A2"),
    )
    assert fields_of(GENERAL, general) == {own.name for own in fields(Settings)} - {
        "indicators", "columns",
    }  # fmt: skip
    assert fields_of(OF_AN_INDICATOR, of_one) == {own.name for own in fields(IndicatorSettings)} - {
        "place"
    }
    assert [setting.text(general) for setting in GENERAL] == [
        "Jul-19", "20%", "replace", "Blue and orange",
    ]  # fmt: skip
    assert [setting.text(of_one) for setting in OF_AN_INDICATOR] == [
        "annual", "points", "2%", "none", "level", "A1, A2",
    ]  # fmt: skip


def fields_of(settings: Sequence[Setting[Any, Any]], changed: Any) -> set[str]:
    """The fields that differ from the defaults, each of which changes what a setting says.

    A setting put into the defaults again says the same as before.
    """
    defaults = type(changed)()
    found = {
        own.name
        for own in fields(changed)
        if getattr(changed, own.name) != getattr(defaults, own.name)
    }
    for name in found:
        other = replace(defaults, **{name: getattr(changed, name)})
        assert any(setting.text(other) != setting.text(defaults) for setting in settings), name
    again = defaults
    for setting in reversed(settings):
        again = setting.put(again, setting.get(changed))
    assert again == changed
    return found


def test_what_is_said_of_columns_is_compared() -> None:
    heading = ["Column", "What it means", "Heading there"]
    old = version(FAMILIES, settings=[heading, ["B", "Indicator", "Indicator"]])
    new = version(FAMILIES, settings=[heading, ["YTD", "leave alone"]])
    assert [
        (own.what, own.before.text, own.before.cell, own.after.text, own.after.cell)
        for own in compare(old, new).changes
    ] == [
        ("Column YTD", "", "", "leave alone", "Settings!A2"),
        ("Column B", "Indicator", "Settings!A2", "", ""),
    ]


# -- what cannot be compared, or hardly ----------------------------------------------------------


class Named(Sheets):
    """A workbook with a name of its own."""

    def __init__(self, name: str, *sheets: Sheets) -> None:
        super().__init__(*(grid for own in sheets for grid in own.grids.values()))
        self.name = name


def test_an_error_names_the_workbook_of_the_two() -> None:
    old, new = Named("Old.xlsx", version(FAMILIES)), Named("New.xlsx", version(FAMILIES, FAMILIES))
    with pytest.raises(LayoutError) as raised:
        compare(old, new)
    assert str(raised.value) == (
        'New.xlsx, Scorecard!A3: the Ref. "A1" a second time; expected each Ref. once; the '
        "first is Scorecard!A2. Give one of the two rows another Ref., or remove it."
    )


def test_an_unusable_setting_names_the_workbook_too() -> None:
    broken = version(FAMILIES, settings=general(Tolerance="a little"))
    with pytest.raises(SettingsError) as raised:
        compare(Named("Old.xlsx", broken), version(FAMILIES))
    assert [fault.place for fault in raised.value.faults] == ["Old.xlsx, Settings!B2"]


def test_versions_the_wrong_way_round_are_noticed() -> None:
    newer = version(FAMILIES, months=("Jun-19", "Jul-19", "Aug-19", "Sep-19"))
    assert compare(newer, version(FAMILIES)).notices == (
        "The new version reports Aug-19 and the old one Sep-19: are they the wrong way round?",
    )


def test_two_scorecards_without_a_common_row_are_noticed() -> None:
    assert compare(version(FAMILIES), version(CHILDREN)).notices == (
        "No indicator is in both: are these two versions of one scorecard?",
    )


def test_the_sheets_may_have_other_names() -> None:
    old, new = version(FAMILIES), Sheets(grid(["Ref.", "Indicator", "Aug-19"], sheet="KPI"))
    compared = compare(old, new, old_sheet="Scorecard", new_sheet="KPI")
    assert (compared.old.sheet, compared.new.sheet) == ("Scorecard", "KPI")
