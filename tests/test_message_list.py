"""docs/messages.md lists every message, and what notes them knows where each comes from."""

from pathlib import Path

import pytest

from tests.message_list import Recorder, kept
from tests.message_page import COMMAND, PAGE, Message, page, places_of
from tests.message_places import FILLED_IN, Kind, Place, places
from xlscorecard.core.checks.all_rules import COVERED_CELL, RULES
from xlscorecard.core.domain.finding import Finding
from xlscorecard.core.findings.counting import as_one
from xlscorecard.errors import Fault, NotAWorkbookError, WorkbookNotFoundError
from xlscorecard.formats.xlsx.admission import refuse_other_kinds

MAKE_ANEW = f"{PAGE.name} is out of date; make it anew: {COMMAND}"


def test_the_page_lists_every_rule() -> None:
    text = PAGE.read_text("utf-8")

    assert [rule.name for rule in RULES if f"`{rule.name}`" not in text] == [], MAKE_ANEW


def test_the_page_lists_every_place_that_makes_a_message_and_no_other() -> None:
    listed = set(places_of(PAGE.read_text("utf-8")))

    assert listed == {str(place) for place in places().words}, MAKE_ANEW


def test_the_page_says_what_each_place_says() -> None:
    text = " ".join(PAGE.read_text("utf-8").split())

    unsaid = [
        f"{place}: {words}"
        for place, own in places().words.items()
        for whole in own
        for words in whole.split(FILLED_IN)
        if " ".join(words.split()) not in text
    ]

    assert unsaid == [], MAKE_ANEW


def test_a_message_is_noted_with_the_place_that_words_it(tmp_path: Path) -> None:
    recorder = Recorder()

    with recorder.recording(), pytest.raises(WorkbookNotFoundError):
        refuse_other_kinds(tmp_path / "none.xlsx")

    (noted,) = recorder.kept
    assert noted.texts == (
        "none.xlsx",
        "no such file",
        "Check the name and the folder.",
        "a workbook (.xlsx or .xlsm)",
    )
    assert noted.place[:2] == ("formats/xlsx/admission.py", "refuse_other_kinds")


def test_words_that_are_passed_on_are_those_of_the_caller(tmp_path: Path) -> None:
    recorder = Recorder()

    with recorder.recording(), pytest.raises(NotAWorkbookError):
        refuse_other_kinds(tmp_path)  # by way of no_workbook

    (noted,) = recorder.kept
    assert noted.texts[1] == "a folder"
    assert noted.place.function == "refuse_other_kinds"
    assert [str(own) for own in places().words if own.function == "no_workbook"] == []


def test_one_finding_that_stands_for_many_has_a_place_of_its_own() -> None:
    recorder = Recorder()

    with recorder.recording():
        members = tuple(
            COVERED_CELL.found([f"Sheet!A{row}"], "", "a cell that is covered", "unmerge it")
            for row in (2, 3)
        )
        told = as_one(members)

    assert isinstance(told, Finding)
    (noted,) = recorder.kept  # those that the test itself has made are not noted
    assert noted.place.kind is Kind.MANY
    assert noted.texts == (
        "Sheet!A2",
        "a cell that is covered; and the same in 1 more row",
        "unmerge it",
    )


def test_what_a_test_makes_itself_is_not_noted() -> None:
    recorder = Recorder()

    with recorder.recording():
        Fault("here", "this", "that", "Do so.")

    assert recorder.kept == set()


def test_the_shortest_message_is_kept_and_those_that_say_something_else() -> None:
    place = Place("core/checks/published_findings.py", "differs", 0, Kind.FINDING)
    long, short, other = (
        Message(place, "published-differs", ("Sheet!A1", found, "check it"))
        for found in (
            "was 1234; typed over",
            "was 1; typed over",
            "was 12; cut off instead of rounded",
        )
    )

    assert kept([long, other, short]) == kept([short, long, other]) == {short, other}


def test_a_place_without_a_message_is_listed_with_its_words() -> None:
    text = page([])

    assert set(places_of(text)) == {str(place) for place in places().words}
    assert text.count("Open it in Excel and save it, then adopt it.") == 1
