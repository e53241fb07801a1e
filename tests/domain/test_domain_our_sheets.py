"""What the sheets of a workbook are: by their name, and the findings by their headings too."""

import pytest

from tests.sheet.sheet_grids import grid
from xlscorecard.core.domain.finding import FindingColumn
from xlscorecard.core.domain.our_sheets import OurSheet, is_built_here, name_of, what_is
from xlscorecard.core.sheet.grid import Grid

CHECKS = grid(["Checks of the scorecard"], [column.value for column in FindingColumn])
FOREIGN = grid(["What we check each month"], ["Severity", "Status"])


@pytest.mark.parametrize(
    ("name", "sheet"),
    [
        ("Settings", OurSheet.SETTINGS),
        ("settings ", OurSheet.SETTINGS),
        ("Functions", OurSheet.FUNCTIONS),
        ("xlwings.conf", OurSheet.CONFIGURATION),
        ("Scorecard", None),
    ],
)
def test_a_sheet_is_known_by_its_name_without_being_read(name: str, sheet: OurSheet | None) -> None:
    def unread(_name: str) -> Grid:
        raise AssertionError("it was read")

    assert what_is(name, unread) is sheet


@pytest.mark.parametrize("name", ["Checks", "Scorecard checks", "CHECKS"])
def test_a_checks_sheet_is_known_by_its_headings_too(name: str) -> None:
    assert what_is(name, lambda _: CHECKS) is OurSheet.CHECKS
    assert what_is(name, lambda _: FOREIGN) is None


def test_our_spelling_goes_before_another_and_somebody_elses_sheet_is_passed_over() -> None:
    sheets = {"settings": FOREIGN, "Settings ": FOREIGN, "Settings": FOREIGN, "Checks": FOREIGN,
              "Scorecard checks": CHECKS}  # fmt: skip
    assert name_of(OurSheet.SETTINGS, sheets, sheets.__getitem__) == "Settings"
    assert name_of(OurSheet.CHECKS, sheets, sheets.__getitem__) == "Scorecard checks"
    assert name_of(OurSheet.FUNCTIONS, sheets, sheets.__getitem__) is None


def test_only_a_workbook_that_was_built_here_has_the_sheet_of_functions() -> None:
    names = ["Scorecard", "Settings", "Checks", "Functions", "xlwings.conf"]
    assert is_built_here(names)
    assert not is_built_here(set(names) - {"Functions"})
