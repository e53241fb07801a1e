"""The Columns table of the Settings sheet, and the same said for one run."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cases.scorecard_files import (
    AFTER,
    EH1A,
    MONTHS,
    Content,
    Row,
    indicator,
    save,
    settings_sheet,
)
from tests.cases.scorecard_outcomes import (
    AUGUST,
    REFUSED,
    approximately,
    checked,
    command,
    figures,
    month,
    refreshed,
)

SEPTEMBER = ("→", 118 / 126 - 1, "↑", 118 / 17 - 1, 1016 / 12, 270)
"""EH1a with 118 for Sep-19: after 126, and after 17 a year ago; 915 - 17 + 118 = 1016."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "scorecard.xlsx"


def rows(count: int = 3) -> list[Row]:
    return [indicator(f"A{number}", (*EH1A, 118)) for number in range(1, count + 1)]


def table(file: Path, heading: Content, *lines: tuple[Content, Content, Content]) -> Path:
    """A further column V with values under this heading, and these lines of the Columns table."""
    settings = settings_sheet(columns=lines) if lines else ()
    return save(file, *rows(), periods=(*MONTHS, heading), settings=settings)


# -- left alone ---------------------------------------------------------------------------------


@pytest.mark.parametrize("heading", ["Sep", "Q2 2019/20", "Caseload", "YTD", None, 9])
def test_a_column_that_is_left_alone_is_asked_no_more(file: Path, heading: Content) -> None:
    # "What it says is asked no more."
    outcome = refreshed(table(file, heading, ("V", "leave alone", heading)))
    assert not outcome.refused
    assert outcome.reporting == month(2019, 8)
    assert outcome.figures() == approximately(*AUGUST)
    assert not outcome.about("V1")


@pytest.mark.parametrize("heading", ["Sep", "Caseload"])
def test_a_line_may_name_the_heading(file: Path, heading: str) -> None:
    outcome = refreshed(table(file, heading, (heading, "leave alone", None)))
    assert outcome.figures() == approximately(*AUGUST)
    assert not outcome.about("V1")


def test_even_a_month_may_be_left_alone(file: Path) -> None:
    # Sep-19 is understood, and yet not to be read.
    outcome = refreshed(table(file, "Sep-19", ("Sep-19", "leave alone", None)))
    assert outcome.reporting == month(2019, 8)
    assert outcome.figures() == approximately(*AUGUST)


@pytest.mark.parametrize("key", ["V", "Sep"])
def test_the_caller_may_say_the_same_for_one_run(file: Path, key: str) -> None:
    path = table(file, "Sep")
    assert refreshed(path).refused
    assert refreshed(path, columns={key: "leave alone"}).figures() == approximately(*AUGUST)
    assert not checked(path, columns={key: "leave alone"}).about("V1")


# -- a month ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "line"),
    [
        ("Sep", ("Sep", "Sep-19", None)),
        ("Sep", ("V", "Sep-19", "Sep")),
        (None, ("V", "Sep-19", None)),
        (9, ("V", "Sep-19", 9)),
        ("This month", ("This month", "September 2019", None)),
    ],
)
def test_a_column_may_be_said_to_be_a_month(
    file: Path, heading: Content, line: tuple[Content, Content, Content]
) -> None:
    outcome = refreshed(table(file, heading, line))
    assert outcome.reporting == month(2019, 9)
    assert outcome.figures() == approximately(*SEPTEMBER)
    assert not outcome.about("V1", "doubtful", "wrong")


@pytest.mark.parametrize("key", ["V", "Latest"])
def test_the_caller_may_name_the_month(file: Path, key: str) -> None:
    outcome = refreshed(table(file, "Latest"), columns={key: "Sep-19"})
    assert outcome.reporting == month(2019, 9)
    assert outcome.figures() == approximately(*SEPTEMBER)


def test_a_heading_with_a_marker_may_be_named(file: Path) -> None:
    # `--column "Aug-19 (p)=Aug-19"`: asked no more, so the marker is no question.
    path = save(file, indicator(), periods=(*MONTHS[:-1], "Aug-19 (p)"))
    outcome = refreshed(path, columns={"Aug-19 (p)": "Aug-19"})
    assert outcome.figures() == approximately(*AUGUST)


# -- known columns ------------------------------------------------------------------------------


def test_a_column_may_be_said_to_be_the_average(file: Path) -> None:
    after = tuple("Mean of the year" if each == "12 month average" else each for each in AFTER)
    lines = settings_sheet(columns=[("Mean of the year", "12 month average", None)])
    path = save(file, indicator("A1", EH1A, {"Mean of the year": 1}), after=after, settings=lines)
    outcome = refreshed(path)
    assert outcome.written["AA2"] == pytest.approx(76.25)


def test_a_column_may_be_said_to_be_a_target(file: Path) -> None:
    after = (*AFTER, "Goal")
    path = save(file, indicator("A1", Goal=100), indicator("A2", Goal=90), after=after)
    assert refreshed(path).about("AE1", "doubtful")
    settled = refreshed(path, columns={"Goal": "Target 2019-20"})
    assert not settled.about("AE1")
    assert settled.figures() == approximately(*AUGUST)


@pytest.mark.parametrize(
    ("heading", "meaning", "cell"), [("Who", "Owner", "C3"), ("Words", "Commentary", "AD3")]
)
def test_a_column_may_be_said_to_be_a_text(
    file: Path, heading: str, meaning: str, cell: str
) -> None:
    # The second row lacks it, and that is noted only where the column is known.
    before = ("Ref.", "Indicator", "Who", "Reporter", "Outcome")
    after = (*AFTER[:-1], "Words")
    path = save(file, indicator("A1", EH1A, {heading: "Fine"}), indicator("A2"),
                before=before, after=after)  # fmt: skip
    assert not refreshed(path).about(cell)
    outcome = refreshed(path, columns={heading: meaning})
    assert outcome.about(cell, "note")
    assert outcome.figures() == approximately(*AUGUST)


# -- lines that do not hold ---------------------------------------------------------------------


@pytest.mark.parametrize("there", ["Oct", "Sep-19 forecast"])
def test_a_line_by_letter_is_void_where_another_heading_stands_there_now(
    file: Path, there: Content
) -> None:
    # "A line by letter keeps the heading that stood there; where another stands there now, the line
    # is void, and that is said."
    outcome = refreshed(table(file, "Sep", ("V", "leave alone", there)))
    assert outcome.refused
    assert outcome.about("V1", REFUSED)
    assert [each for each in outcome.statements
            if "Settings!" in " ".join((each.text, *each.cells))]  # fmt: skip


def test_a_void_line_does_not_hide_a_month(file: Path) -> None:
    # A column was put in before V: what stood there was 'YTD', now it is Sep-19.
    path = save(
        file, *[indicator(f"A{n}", (*EH1A, 118, 900)) for n in range(1, 4)],
        periods=(*MONTHS, "Sep-19", "YTD"),
        settings=settings_sheet(columns=[("V", "leave alone", "YTD")]),
    )  # fmt: skip
    outcome = refreshed(path)
    if outcome.refused:
        assert outcome.about("Settings!A4", REFUSED) or outcome.about("Settings!C4", REFUSED)
    else:
        assert outcome.reporting == month(2019, 9)
        assert outcome.figures() == approximately(*SEPTEMBER)
        assert [each for each in outcome.statements
                if any(cell.startswith("Settings!") for cell in each.cells)]  # fmt: skip


@pytest.mark.parametrize("meaning", ["banana", "ignore?", "Sep", "Q2", 12])
def test_a_meaning_that_is_none_is_said(file: Path, meaning: Content) -> None:
    # "That holds for headings, columns, cells, results of formulas and settings alike."
    outcome = refreshed(table(file, "Sep", ("V", meaning, "Sep")))
    assert outcome.written == {}
    assert [each for each in outcome.statements
            if any(cell.startswith("Settings!") for cell in each.cells)]  # fmt: skip


@pytest.mark.parametrize("meaning", ["banana", ""])
def test_a_meaning_of_the_caller_that_is_none_is_refused(file: Path, meaning: str) -> None:
    outcome = refreshed(table(file, "Sep"), columns={"V": meaning})
    assert outcome.refused


# -- on the command line ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("option", "expected"),
    [
        ("V=leave alone", AUGUST),
        ("Sep=leave alone", AUGUST),
        ("V=Sep-19", SEPTEMBER),
        ("Sep=Sep-19", SEPTEMBER),
    ],
)
def test_the_option_says_it_for_one_run_and_writes_no_setting(
    file: Path, option: str, expected: tuple[object, ...]
) -> None:
    # "`--column` … says the same for one run of `refresh` or `check`, which write no setting"
    path = save(file, *rows(), periods=(*MONTHS, "Sep"), settings=settings_sheet({}))
    output = file.with_name("out.xlsx")
    run = command("refresh", path, "--output", output, "--column", option)
    assert run.returncode == 0, run.stderr.decode()
    assert figures(output) == approximately(*expected)
    assert [row for row in load_workbook(output)["Settings"].values if any(row)] == [
        ("Setting", "Value")
    ]
    run = command("check", output, "--column", option)
    assert run.returncode == 0, run.stderr.decode()


def test_without_the_option_the_command_is_refused_with_two(file: Path) -> None:
    path = table(file, "Sep")
    output = file.with_name("out.xlsx")
    run = command("refresh", path, "--output", output)
    assert run.returncode == 2
    assert b"V1" in run.stderr + run.stdout
    assert b"Sep-19" in run.stderr + run.stdout
    assert not output.exists()


def test_an_option_without_a_meaning_is_refused_with_two(file: Path) -> None:
    run = command("refresh", table(file, "Sep"), "--output", file.with_name("o.xlsx"),
                  "--column", "V")  # fmt: skip
    assert run.returncode == 2


def test_several_options_are_each_heard(file: Path) -> None:
    periods: tuple[Content, ...] = (*MONTHS[:-1], "Latest", "Sep")
    path = save(file, *rows(), periods=periods)
    output = file.with_name("out.xlsx")
    run = command("refresh", path, "--output", output,
                  "--column", "Latest=Aug-19", "--column", "V=leave alone")  # fmt: skip
    assert run.returncode == 0, run.stderr.decode()
    assert figures(output) == approximately(*AUGUST)
