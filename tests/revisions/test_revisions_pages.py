"""The page and the terminal, from changes: nothing cut off, nothing taken for markup."""

import xml.etree.ElementTree as ET
from io import StringIO

import pytest
from rich.console import Console

from tests.revisions.scorecard_versions import version, with_rows
from xlscorecard.actions.compare import compare
from xlscorecard.core.revisions.comparison import Comparison
from xlscorecard.core.sheet.content import CellContent
from xlscorecard.output.html.revisions import revisions_page
from xlscorecard.output.terminal.revisions import print_compared

OLD_TEXT = (
    "Work continues to bring recording up to standard. FM011 claims 2,108 + 144 = 2,374 families "
    "since the programme began, of which a third were attached this year."
)
NEW_TEXT = OLD_TEXT.replace("2,374", "2,252")


def commented(before: CellContent, after: CellContent, title: str = "Families") -> Comparison:
    old, new = (
        version(["A1", title, 1, 2, 3, 4, text], more=["Commentary"]) for text in (before, after)
    )
    return compare(old, new)


def parsed(compared: Comparison) -> ET.Element:
    return ET.fromstring(revisions_page(compared))


def texts(root: ET.Element, element: str) -> list[str]:
    return ["".join(own.itertext()) for own in root.iter(element)]


def test_the_words_that_changed_are_marked() -> None:
    root = parsed(commented(OLD_TEXT, NEW_TEXT))
    assert (texts(root, "del"), texts(root, "ins")) == (["2,374"], ["2,252"])
    before, after = [text for text in texts(root, "td") if text.startswith("Work")]
    assert (before, after) == (OLD_TEXT, NEW_TEXT)


def test_of_two_other_texts_no_word_is_marked() -> None:
    root = parsed(commented("Up since May, as planned.", "Numbers fell because of the holidays."))
    assert texts(root, "del") == texts(root, "ins") == []
    assert "Numbers fell because of the holidays." in texts(root, "td")


def test_texts_of_cells_are_no_markup() -> None:
    nasty = '<script>alert("1")</script> & more [bold]\x00\x0b\ud800'
    compared = commented(f"{nasty} before", f"{nasty} after", title=nasty)
    root = parsed(compared)
    assert texts(root, "script") == []
    assert '<script>alert("1")</script> & more [bold]\ufffd\ufffd\ufffd before' in texts(root, "td")
    revisions_page(compared).encode()


def test_the_page_needs_nothing_else_and_can_be_read_aloud() -> None:
    page = revisions_page(commented(OLD_TEXT, NEW_TEXT))
    root = ET.fromstring(page)
    assert root.get("lang") == "en-GB"
    assert "http" not in page
    assert texts(root, "script") == []
    assert {own.get("scope") for own in root.iter("th")} == {"col", "row"}
    anchors = {own.get("href") for own in root.iter("a")}
    assert anchors == {f"#{own.get('id')}" for own in root.iter("section") if own.get("id")}


def test_computed_cells_of_another_month_are_counted_and_not_listed() -> None:
    headings = ["12 month average"]
    old = version(["A1", "Families", 1, 2, 3, 4, 2.5], more=headings)
    new = version(
        ["A1", "Families", 2, 3, 4, 5, 3.5], more=headings,
        months=("Jun-19", "Jul-19", "Aug-19", "Sep-19"),
    )  # fmt: skip
    root = parsed(compare(old, new))
    assert texts(root, "li")[1:] == [
        "Months no longer in the table: May-19.",
        "Months new in the table: Sep-19.",
        "1 computed cell changed with the reporting period, from Aug-19 to Sep-19.",
    ]
    assert "3.50" not in texts(root, "td")


def printed(compared: Comparison, width: int) -> str:
    console = Console(file=StringIO(), width=width, highlight=False)
    print_compared(console, compared)
    stream = console.file
    assert isinstance(stream, StringIO)
    return stream.getvalue()


@pytest.mark.parametrize("width", [80, 160])
def test_the_terminal_shows_the_words_around_a_change(width: int) -> None:
    lines = printed(commented(OLD_TEXT, NEW_TEXT), width).splitlines()
    cells = [line.strip("│").split("│") for line in lines if line.startswith("│")]
    before = " ".join(" ".join(row[3].split()) for row in cells)
    after = " ".join(" ".join(row[4].split()) for row in cells)
    assert "2,108 + 144 = 2,374 families since" in before
    assert "2,108 + 144 = 2,252 families since" in after
    assert "Work continues" not in before


def test_the_terminal_shows_where_something_was_added() -> None:
    shown = printed(commented(OLD_TEXT, f"{OLD_TEXT} Corrected since."), 200)
    assert shown.count("attached this year.") == 2
    assert shown.count("Corrected since.") == 1


def test_brackets_in_a_cell_are_no_style_of_the_terminal() -> None:
    assert "[red]" in printed(commented("[red]", "[/red] x", title="[bold]Families"), 160)


def test_more_changes_than_a_terminal_can_show_are_counted() -> None:
    compared = compare(with_rows(40, value=1), with_rows(40, value=2))
    assert "… and 15 more; --html and --json list them all." in printed(compared, 120)
