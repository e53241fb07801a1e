"""Each fault of headings, periods and settings is found by its rule, in its cells."""

import pytest

from tests.checks.small_faults import (
    MONTHS,
    MOVING,
    SMALL_FAULTS,
    STEADY,
    SmallFault,
    settings,
    table,
)
from tests.sheet.sheet_grids import Sheets
from xlscorecard.actions.check import check
from xlscorecard.core.checks.all_rules import RULES

COMPANIONS = {
    # Between Aug-18 and May-19 there are months without a column.
    "newest-column-earlier": {"missing-month"}
}


@pytest.mark.parametrize("fault", SMALL_FAULTS, ids=lambda fault: fault.rule)
def test_a_fault_is_found_in_its_cells(fault: SmallFault) -> None:
    found = check(fault.book).findings
    assert [each.cells for each in found if each.rule == fault.rule] == [fault.cells]


@pytest.mark.parametrize("fault", SMALL_FAULTS, ids=lambda fault: fault.rule)
def test_nothing_else_is_wrong_or_doubtful(fault: SmallFault) -> None:
    severities = {rule.name: rule.severity.word for rule in RULES}
    others = {
        each.rule
        for each in check(fault.book).findings
        if each.rule != fault.rule and severities[each.rule] != "note"
    }
    assert others <= COMPANIONS.get(fault.rule, set())


def test_a_dot_that_follows_the_movement_is_doubted_no_more_once_its_meaning_is_said() -> None:
    for meaning in ("movement", "polarity"):
        said = settings(["Column", "What it means"], ["DoT", meaning])
        rules = {each.rule for each in check(Sheets(table(*MOVING, more=["DoT"]), said)).findings}
        assert "dot-may-be-movement" not in rules


def test_a_table_without_these_faults_has_none_of_them() -> None:
    rules = {fault.rule for fault in SMALL_FAULTS}
    found = check(Sheets(table(STEADY, months=MONTHS))).findings
    assert rules.isdisjoint(each.rule for each in found)
