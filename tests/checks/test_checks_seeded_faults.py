"""The table of rules and faults: each fault is found by its rule, in its cell, and nothing else."""

import random
from collections.abc import Iterator

import pytest

from tests.checks.analyst_faults import ANALYST_FAULTS
from tests.checks.drafts import Draft, clean_draft
from tests.checks.faults import FAULTS, Add, Fault
from tests.checks.small_faults import SMALL_FAULTS
from tests.sheet.sheet_grids import Sheets, grid
from xlscorecard.actions.check import check
from xlscorecard.core.checks.all_rules import (
    RULE_FAILED,
    RULES,
    Check,
    found_by,
    found_while_reading,
)
from xlscorecard.core.checks.reading import READING_RULES
from xlscorecard.core.checks.subject import Subject
from xlscorecard.core.domain.finding import Finding, Rule, Severity
from xlscorecard.core.domain.settings import Settings
from xlscorecard.core.settings.reader import SettingsFound
from xlscorecard.core.sheet.sheets import UsedFunctions
from xlscorecard.core.table.reader import read_sheet
from xlscorecard.core.table.reporting import NamedBy, reporting_of

ROWS = 300
EVERY_FAULT = (*FAULTS, *ANALYST_FAULTS)
# Of these no fault is added to a draft; they have tests of their own below.
TESTED_ALONE = {RULE_FAILED.name, *(fault.rule for fault in SMALL_FAULTS)}


def _with_fault(add: Add, seed: int) -> tuple[Draft, Fault]:
    """A draft with a fault; the first of some seeds in which there is a place for it."""
    for own in range(seed, seed + 100):
        draft = clean_draft(ROWS, own)
        if fault := add(draft, random.Random(own)):
            return draft, fault
    raise AssertionError(f"no draft has a place for {add}")


@pytest.mark.parametrize("seed", range(5))
def test_a_clean_scorecard_of_300_rows_has_no_finding(seed: int) -> None:
    assert clean_draft(ROWS, seed).checked().findings == ()


@pytest.mark.parametrize("add", EVERY_FAULT, ids=lambda add: add.__name__)
def test_one_fault_among_300_rows_is_found_and_nothing_else(add: Add) -> None:
    draft, fault = _with_fault(add, seed=11)

    found = draft.checked().findings

    assert [(finding.rule, finding.cells) for finding in found] == [(fault.rule, fault.cells)]


def test_every_rule_has_a_fault() -> None:
    found = {_with_fault(add, seed=0)[1].rule for add in EVERY_FAULT}

    assert found | TESTED_ALONE == {rule.name for rule in RULES}


def test_rules_have_names_of_their_own_and_say_what_they_find() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert all(rule.finds for rule in RULES)


@pytest.mark.parametrize("add", EVERY_FAULT, ids=lambda add: add.__name__)
def test_a_finding_is_as_bad_as_its_rule_says(add: Add) -> None:
    severities = {rule.name: rule.severity for rule in RULES}
    draft, _ = _with_fault(add, seed=3)

    for finding in draft.checked().findings:
        assert finding.severity is severities[finding.rule]


def test_two_columns_with_one_heading_are_a_finding_of_a_check() -> None:
    book = Sheets(grid(["Ref.", "Indicator", "Aug-19", "DoT", "DoT"], ["A1", "Families", 5]))

    checked = check(book)

    assert checked.reporting is None
    assert checked.sheet == "Scorecard"
    assert checked.findings == (
        Finding(
            rule="repeated-column",
            severity=Severity.WRONG,
            cells=("Scorecard!E1",),
            reference="",
            message='a second column "DoT"; expected one; the first is Scorecard!D1',
            remedy="remove or rename one of the two. To leave one of them alone, type this line in "
            'the table of columns on the sheet Settings: Column "E", What it means "leave alone", '
            'Heading there "DoT". Until then the other rules are not checked, and a refresh '
            "writes nothing",
        ),
    )


def _subject() -> Subject:
    reading = read_sheet(grid(["Ref.", "Indicator", "Aug-19"], ["A1", "", 5]), Settings())
    return Subject(
        reading=reading,
        settings=Settings(),
        period=reporting_of(reading, None, NamedBy.DATA),
        results=(),
        unfit=frozenset(),
        is_built_here=False,
        percentage_cells=lambda _area: None,
        function_formulas=UsedFunctions,
        settings_found=SettingsFound(Settings()),
    )


def test_a_rule_that_fails_is_a_finding_and_stops_no_other() -> None:
    rule = Rule("broken", Severity.NOTE, "nothing")

    def at_once(_subject: Subject) -> Iterator[Finding]:
        raise ZeroDivisionError("at once")

    def on_the_way(subject: Subject) -> Iterator[Finding]:
        yield rule.found(subject.cells([(2, 3)]), "A1", "one", "mend it")
        raise KeyError("on the way")

    checks = (
        Check(at_once, (rule,)),
        Check(on_the_way, (rule,)),
        Check(found_while_reading, READING_RULES),
    )

    found = list(found_by(_subject(), checks))

    assert [finding.rule for finding in found] == [
        "rule-failed",
        "broken",
        "rule-failed",
        "no-name",
    ]
    assert found[0] == Finding(
        rule="rule-failed",
        severity=Severity.DOUBTFUL,
        cells=("Scorecard!A1",),
        reference="",
        message='the rule "broken" failed (ZeroDivisionError: at once); all other rules were '
        "checked",
        remedy="report this, with the workbook if you may",
        about="broken",
    )
