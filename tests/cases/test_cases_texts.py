"""Any text: halves of characters and control characters, wherever a text may stand."""

import csv
import io
import json
import xml.etree.ElementTree as ElementTree
from html.parser import HTMLParser
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from tests.cases.scorecard_files import EH1A, MONTHS, indicator, save
from tests.cases.scorecard_outcomes import AUGUST, approximately, command, month, refreshed

TEXTS = {
    "joined halves": "_xD83D__xDE00_",
    "a first half alone": "_xD83D_",
    "a second half alone": "_xDE00_",
    "halves in the wrong order": "_xDE00__xD83D_",
    "a first half at the end": "fine _xD83D_",
    "two first halves": "_xD83D__xD83D__xDE00_",
    "a bell": "_x0007_",
    "a null": "_x0000_",
    "an escape": "a_x001B_[31mb",
    "a vertical tab": "a_x000B_b",
    "a code of no character": "_xFFFF_",
    "an escaped escape": "_x005F_xD83D_",
    "markup": "</script><b>&amp; ]]>",
    "right to left": "\u202eabc\u202c",
    "beyond the basic plane": "\U0001f600 \U00010348",
}
"""As Excel writes in a file what XML cannot hold: _xHHHH_ for one UTF-16 unit."""


@pytest.fixture(params=list(TEXTS.values()), ids=list(TEXTS))
def text(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def everywhere(tmp_path: Path, text: str) -> Path:
    """The text as a name, a commentary, a value, a heading, a title and a benchmark."""
    rows = [
        indicator("A1", Indicator=f"Name {text}", Commentary=f"Fell from 7.0% to 6.8% {text}"),
        indicator("A2", (text, *EH1A[1:]), Owner=text, DoT=text),
        indicator(f"A3 {text}", Average=99),
    ]
    after = ("Arrow prev. period", "% change from prev. period", "Arrow prev. yr",
             "% change from same period prev. yr", "DoT", "12 month average", "12-mnth max value",
             "Percentage?", f"Notes {text}", "Commentary")  # fmt: skip
    return save(tmp_path / "scorecard.xlsx", *rows, after=after, above=[[f"Title {text}"], []])


def test_a_refresh_computes_as_ever(everywhere: Path) -> None:
    outcome = refreshed(everywhere)
    assert outcome.figures("A1") == approximately(*AUGUST)
    assert outcome.figures("A2") == approximately(*AUGUST)


def test_the_refreshed_file_can_be_opened_and_refreshed_again(everywhere: Path) -> None:
    once = refreshed(everywhere).path
    assert load_workbook(once).sheetnames[0] == "Scorecard"
    assert refreshed(once).written == {}


def test_the_texts_of_the_table_are_kept_as_they_stand(everywhere: Path, text: str) -> None:
    once = refreshed(everywhere).path
    page = load_workbook(once).worksheets[0]
    assert page["B4"].value == load_workbook(everywhere).worksheets[0]["B4"].value
    assert page["A1"].value == load_workbook(everywhere).worksheets[0]["A1"].value
    assert text


def test_the_commands_end_with_zero_and_print_utf_8(everywhere: Path, tmp_path: Path) -> None:
    run = command("refresh", everywhere, "--output", tmp_path / "out.xlsx")
    assert run.returncode == 0, run.stderr.decode("utf-8", "replace")
    run.stdout.decode("utf-8")
    run = command("check", everywhere)
    assert run.returncode == 0, run.stderr.decode("utf-8", "replace")
    run.stdout.decode("utf-8")


def test_json_can_be_parsed(everywhere: Path, tmp_path: Path) -> None:
    run = command("check", everywhere, "--json")
    assert run.returncode == 0, run.stderr.decode("utf-8", "replace")
    assert json.loads(run.stdout.decode("utf-8"))["findings"]
    run = command("refresh", everywhere, "--output", tmp_path / "out.xlsx", "--json")
    assert run.returncode == 0, run.stderr.decode("utf-8", "replace")
    told = json.loads(run.stdout.decode("utf-8"))
    told_again = json.dumps(told, ensure_ascii=False)
    told_again.encode("utf-8")  # no half of a character is passed on


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text = ""

    def handle_data(self, data: str) -> None:
        self.text += data


def test_html_can_be_parsed(everywhere: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    run = command("check", everywhere, "--html", "--output", page)
    assert run.returncode == 0, run.stderr.decode("utf-8", "replace")
    parser = _Page()
    parser.feed(page.read_text("utf-8"))
    assert "A3" in parser.text
    assert "\x07" not in parser.text


def test_csv_can_be_parsed(everywhere: Path) -> None:
    run = command("check", everywhere, "--csv")
    assert run.returncode == 0, run.stderr.decode("utf-8", "replace")
    lines = list(csv.reader(io.StringIO(run.stdout.decode("utf-8-sig"), newline="")))
    assert len(lines) > 1
    assert {len(line) for line in lines} == {len(lines[0])}


def test_sarif_can_be_parsed(everywhere: Path) -> None:
    run = command("check", everywhere, "--sarif")
    assert run.returncode == 0, run.stderr.decode("utf-8", "replace")
    told = json.loads(run.stdout.decode("utf-8"))
    assert told["version"] == "2.1.0"
    assert told["runs"][0]["results"]


def test_junit_can_be_parsed(everywhere: Path) -> None:
    # XML 1.0 cannot hold most control characters, nor a half of a character.
    run = command("check", everywhere, "--junit")
    assert run.returncode == 0, run.stderr.decode("utf-8", "replace")
    assert ElementTree.fromstring(run.stdout).tag in ("testsuites", "testsuite")


def test_two_halves_are_said_as_the_character(tmp_path: Path) -> None:
    path = save(tmp_path / "s.xlsx", indicator("A1", ("_xD83D__xDE00_ ok", *EH1A[1:])))
    run = command("check", path, "--json")
    assert "\U0001f600 ok" in " ".join(
        each["message"] for each in json.loads(run.stdout)["findings"]
    )


@pytest.mark.parametrize("name", ["Score_xD83D_card", "_xD83D__xDE00_", "Score_x0007_card"])
def test_the_name_of_a_sheet_may_hold_such_a_text(tmp_path: Path, name: str) -> None:
    path = save(tmp_path / "scorecard.xlsx", indicator("A1", Average=99), sheet=name)
    assert refreshed(path).figures() == approximately(*AUGUST)
    for option in ("--json", "--html", "--csv", "--sarif", "--junit"):
        run = command("check", path, option)
        assert run.returncode == 0, run.stderr.decode("utf-8", "replace")
        run.stdout.decode("utf-8")


def test_a_heading_of_a_month_with_a_half_is_not_understood(tmp_path: Path) -> None:
    # It contains a month and is none of the known forms; or the month is read. Never Jul-19.
    path = save(tmp_path / "s.xlsx", indicator(), periods=(*MONTHS[:-1], "Aug-19 _xD83D_"))
    outcome = refreshed(path)
    if outcome.refused:
        assert outcome.about("U1")
    else:
        assert outcome.figures() == approximately(*AUGUST)


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_a_console_that_knows_few_characters_gets_an_honest_exit(
    tmp_path: Path, encoding: str
) -> None:
    # Windows, where the output goes into a file or another program.
    path = save(tmp_path / "s.xlsx", indicator("A1", ("\U0001f600", *EH1A[1:])))
    run = command("check", path, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert run.returncode == 0, run.stderr
    run = command("check", path, "--json", PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout)


FORMATS = ("--json", "--html", "--csv", "--sarif", "--junit")


@pytest.mark.parametrize(
    ("one", "other"), [(one, other) for one in FORMATS for other in FORMATS if one < other]
)
def test_two_formats_at_once_are_refused(tmp_path: Path, one: str, other: str) -> None:
    path = save(tmp_path / "s.xlsx", indicator())
    run = command("check", path, one, other)
    assert run.returncode == 2
    assert not run.stdout


def raised(text: str, note: str) -> CellRichText:
    """A text with a note in superscript, as people mark a footnote."""
    return CellRichText(text, TextBlock(InlineFont(vertAlign="superscript"), note))


def test_a_figure_in_superscript_is_a_note_and_no_digit(tmp_path: Path) -> None:
    path = save(tmp_path / "notes.xlsx", indicator(), indicator("A2"))
    book = load_workbook(path)
    page = book["Scorecard"]
    page["U1"], page["U3"] = raised("Aug-19", "1"), raised("126", "2")
    book.save(path)

    outcome = refreshed(path)

    assert outcome.reporting == month(2019, 8)
    assert outcome.figures("A1") == approximately(*AUGUST)
    # A value with a note is none of the values that are understood: missing, and said.
    assert outcome.about("U3", "wrong")
    assert outcome.figures("A2") == approximately("-", "n/a", "-", "n/a", 789 / 11, 270)
