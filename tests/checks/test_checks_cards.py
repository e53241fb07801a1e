"""Scorecards and commentaries of officers: nothing clean is called wrong, most that is false is."""

import pytest

from tests.checks.cards import COMMENTARIES, SCORECARDS, Card, calls_false, draft_of
from xlscorecard.core.domain.finding import Severity

# Doubts that measures.md asks for: a row that had a value in each of three months and has none
# now, and signs under DoT that are those of the newest movements.
DOUBTED = {("trading-standards", "not-yet-in"), ("libraries-leisure", "dot-may-be-movement")}
# One note of these for a row or a sheet; a person may still do what it asks.
NOTES = {
    "missing-commentary", "missing-polarity", "stale-benchmark", "looks-quarterly",
    "missing-target",
}  # fmt: skip

TRUE = [each for each in COMMENTARIES if each["true"]]
FALSE = [each for each in COMMENTARIES if not each["true"]]
LEAST_NOTICED = 0.6


@pytest.mark.parametrize("card", SCORECARDS, ids=lambda card: card["name"])
def test_nothing_in_a_clean_scorecard_is_wrong_or_doubtful(card: Card) -> None:
    found = draft_of(card).checked().findings

    said = {(card["name"], each.rule) for each in found if each.severity is not Severity.NOTE}
    assert said <= DOUBTED
    assert {each.rule for each in found if each.severity is Severity.NOTE} <= NOTES


def test_there_are_scorecards_of_at_least_twenty_services() -> None:
    assert len(SCORECARDS) >= 20
    assert sum(len(card["rows"]) for card in SCORECARDS) > 1000


@pytest.mark.parametrize("commentary", TRUE, ids=lambda each: each["id"])
def test_no_true_commentary_is_called_false(commentary: Card) -> None:
    assert calls_false(commentary) == []


def test_most_false_commentaries_are_noticed() -> None:
    noticed = sum(bool(calls_false(each)) for each in FALSE)

    assert len(FALSE) > 300
    assert noticed >= LEAST_NOTICED * len(FALSE)
