"""Headings that are texts: markers of a month, other words, columns elsewhere."""

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.cases.scorecard_files import (
    AFTER,
    BEFORE,
    EH1A,
    MONTHS,
    Content,
    indicator,
    months,
    save,
)
from tests.cases.scorecard_outcomes import (
    AUGUST,
    REFUSED,
    Outcome,
    approximately,
    checked,
    month,
    refreshed,
)

SEPTEMBER_VALUES = (*EH1A, 118)
"""EH1a with a further value, as the case september-without-heading has it."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "scorecard.xlsx"


def a_column_after_august(file: Path, heading: Content, *, rows: int = 4) -> Outcome:
    """Months to Aug-19 in U, and in V values of every row under this heading."""
    lines = [indicator(f"A{number}", SEPTEMBER_VALUES) for number in range(1, rows + 1)]
    return refreshed(save(file, *lines, periods=(*MONTHS, heading)))


# -- a marker is no part of the month -----------------------------------------------------------


@pytest.mark.parametrize(
    "heading",
    [
        "Aug-19 (p)", "Aug-19(p)", "Aug-19 [p]", "Aug-19 (prov)", "Aug-19 provisional",
        "August 2019 (p)", "2019-08 [p]", "Aug 19 (P)",
    ],
)  # fmt: skip
def test_a_provisional_month_is_its_month_and_said_to_be_provisional(
    file: Path, heading: str
) -> None:
    # "The month is provisional or revised; it is compared as any other, and said."
    outcome = refreshed(save(file, indicator(), periods=(*MONTHS[:-1], heading)))
    assert outcome.reporting == month(2019, 8)
    assert outcome.figures() == approximately(*AUGUST)
    assert outcome.saying("provisional")


@pytest.mark.parametrize(
    "heading", ["Aug-19 r", "Aug-19r", "Aug-19 revised", "August 2019 revised", "Aug-19 R"]
)
def test_a_revised_month_is_its_month_and_said_to_be_revised(file: Path, heading: str) -> None:
    outcome = refreshed(save(file, indicator(), periods=(*MONTHS[:-1], heading)))
    assert outcome.figures() == approximately(*AUGUST)
    assert outcome.saying("revised")


@pytest.mark.parametrize(
    "heading", ["Aug-19*", "Aug-19 *", "Aug-19†", "Aug-19 †", "Aug-19¹", "Aug-19 ²", "2019-08³"]
)
def test_a_footnote_sign_is_no_part_of_the_month(file: Path, heading: str) -> None:
    # `*`, `†`, superscript figures. A superscript 1 after 19 must not make a year of it.
    outcome = refreshed(save(file, indicator(), periods=(*MONTHS[:-1], heading)))
    assert outcome.reporting == month(2019, 8)
    assert outcome.figures() == approximately(*AUGUST)
    assert outcome.about("U1") or outcome.saying(heading)  # "and said"


def test_a_month_with_a_marker_counts_in_the_figures_of_later_months(file: Path) -> None:
    # "It is compared as any other": Jul-19 is the base of Aug-19.
    headings = (*MONTHS[:-2], "Jul-19 (p)", "Aug-19")
    outcome = refreshed(save(file, indicator(), periods=headings))
    assert outcome.figures() == approximately(*AUGUST)


# -- next to the newest month -------------------------------------------------------------------


@pytest.mark.parametrize(
    "heading",
    [
        None,  # "its heading is blank"
        9, 2019, 201909, 19.5,  # "a number"
        "Sep", "September", "SEP", "sep.", "Month: Sep",  # "contains a month"
        "Q2", "Q2 2019/20", "Quarter 2",  # "a quarter"
        "2019/20", "2019", "FY 2019-20",  # "or a year"
    ],
)  # fmt: skip
def test_a_column_that_may_be_the_next_month_is_refused(file: Path, heading: Content) -> None:
    outcome = a_column_after_august(file, heading)
    assert outcome.refused
    # "It says what the heading would have to be (… type Sep-19, or say on the Settings sheet that
    # column V is to be left alone)."
    (said,) = outcome.about("V1", REFUSED)
    assert "Sep-19" in said.text
    assert "Settings" in said.text


@pytest.mark.parametrize(
    "heading", ["Setember", "Septembr", "Septembers", "Sebtember", "Agust", "Octobr", "Febuary"]
)
def test_a_month_with_one_letter_wrong_is_still_meant_as_a_month(file: Path, heading: str) -> None:
    # "also with one letter wrong where its name has five or more (`Agust`)"
    outcome = a_column_after_august(file, heading)
    assert outcome.refused
    assert outcome.about("V1", REFUSED)


@pytest.mark.parametrize(
    "heading",
    [
        "YTD", "ytd", "Year to date", "Total", "Variance", "Rank", "Actual", "Plan", "RAG", "Trend",
        "Outturn", "Forecast", "YTD 2019/20", "2019/20 YTD", "Total 2019-20", "Outturn 2018/19",
        "Year to date 2019/20",
    ],
)  # fmt: skip
def test_a_total_is_noted_and_no_month(file: Path, heading: str) -> None:
    # "Words for totals and the like …: a note." "a year beside one of the words above
    # (`YTD 2019/20`) is no reason"
    outcome = a_column_after_august(file, heading)
    assert not outcome.refused
    assert outcome.reporting == month(2019, 8)
    assert outcome.figures() == approximately(*AUGUST)
    assert outcome.about("V1", "note")
    assert not outcome.about("V1", "doubtful", "wrong")


@pytest.mark.parametrize(
    "heading",
    ["Caseload", "Market", "Marketing", "Decisions", "Junction", "Maybe", "Janitors", "Octopus"],
)
def test_a_word_that_is_no_month_is_doubtful_and_no_month(file: Path, heading: str) -> None:
    # "Other words: doubtful." "A month is meant as a word of its own": Mar is none in Market.
    outcome = a_column_after_august(file, heading)
    assert not outcome.refused
    assert outcome.figures() == approximately(*AUGUST)
    assert outcome.about("V1", "doubtful")


@pytest.mark.parametrize("heading", ["Avg", "Max", "Jum", "Juli visits to come"])
def test_short_words_near_a_short_month_are_no_month(file: Path, heading: str) -> None:
    # "not `Avg`, `Max`": one letter wrong is forgiven only where the month's name has five.
    outcome = a_column_after_august(file, heading)
    assert not outcome.refused
    assert outcome.figures() == approximately(*AUGUST)
    assert outcome.about("V1", "note", "doubtful")


def test_the_faults_of_check_name_the_same_cell(file: Path) -> None:
    path = save(file, indicator("A1", SEPTEMBER_VALUES), periods=(*MONTHS, "Sep"))
    assert checked(path).about("V1")


@pytest.mark.parametrize(("numbers", "refused"), [(2, True), (1, False)])
def test_half_of_the_rows_of_the_newest_month_make_a_month(
    file: Path, numbers: int, refused: bool
) -> None:
    # "holds numbers in at least half of the rows that the newest period has values in": 2 of 4.
    rows = [
        indicator(f"A{number}", SEPTEMBER_VALUES if number <= numbers else EH1A)
        for number in range(1, 5)
    ]
    outcome = refreshed(save(file, *rows, periods=(*MONTHS, None)))
    assert outcome.refused is refused
    assert outcome.about("V1")  # "is named", one way or the other


@pytest.mark.parametrize("values", [(*EH1A, None), (*EH1A, "see note"), (*EH1A, "-")])
def test_a_blank_heading_without_numbers_is_no_reason_to_refuse(
    file: Path, values: tuple[Content, ...]
) -> None:
    outcome = refreshed(
        save(file, indicator("A1", values), indicator("A2", values), periods=(*MONTHS, None))
    )
    assert not outcome.refused
    assert outcome.figures() == approximately(*AUGUST)


# -- newest first -------------------------------------------------------------------------------

REVERSED = tuple(reversed(MONTHS))


def test_a_table_with_the_newest_month_first_is_read_as_it_stands(file: Path) -> None:
    outcome = refreshed(save(file, indicator("A1", EH1A[::-1]), periods=REVERSED))
    assert outcome.reporting == month(2019, 8)
    assert outcome.figures() == approximately(*AUGUST)


@pytest.mark.parametrize("heading", [None, "Sep", 9, "Q2"])
def test_newest_first_the_next_month_would_stand_on_the_left(file: Path, heading: Content) -> None:
    # "on the side where the next one would": the column is F, left of Aug-19 in G.
    rows = [indicator(f"A{number}", SEPTEMBER_VALUES[::-1]) for number in range(1, 4)]
    outcome = refreshed(save(file, *rows, periods=(heading, *REVERSED)))
    assert outcome.refused
    assert [each for each in outcome.about("F1", REFUSED) if "Sep-19" in each.text]


def test_newest_first_a_blank_column_beside_the_oldest_month_is_only_named(file: Path) -> None:
    # Column V stands next to May-18, the oldest, where no next month would be.
    rows = [indicator(f"A{number}", (*EH1A[::-1], 5)) for number in range(1, 4)]
    outcome = refreshed(save(file, *rows, periods=(*REVERSED, None)))
    assert not outcome.refused
    assert outcome.figures() == approximately(*AUGUST)
    assert outcome.about("V1")


# -- elsewhere in the table ---------------------------------------------------------------------


@pytest.mark.parametrize("heading", ["Octopus", "October", "Oct", "10"])
def test_a_month_in_the_middle_that_is_not_understood_is_a_missing_month(
    file: Path, heading: str
) -> None:
    # Column K is Oct-18 with 20: without it (915 - 20) / 11 in the twelve months. "a missing month
    # column is a missing value, not a shorter lag", and the column "is named".
    headings = (*MONTHS[:5], heading, *MONTHS[6:])
    outcome = refreshed(save(file, indicator(), indicator("A2"), periods=headings))
    assert not outcome.refused
    assert outcome.figures() == approximately(*AUGUST[:4], 895 / 11, 270)
    assert outcome.about("K1", "doubtful")


def test_a_known_column_between_two_months_is_doubtful(file: Path) -> None:
    # "A known column that is no period between two periods is doubtful." U is the target.
    headings = (*MONTHS[:-1], "Target 2019-20", MONTHS[-1])
    values = (*EH1A[:-1], 100, EH1A[-1])
    outcome = refreshed(save(file, indicator("A1", values), periods=headings))
    assert outcome.figures() == approximately(*AUGUST)
    assert outcome.about("U1", "doubtful")


def test_the_owner_between_two_months_is_doubtful(file: Path) -> None:
    headings = (*MONTHS[:-1], "Owner", MONTHS[-1])
    before = ("Ref.", "Indicator", "Reporter", "Outcome")
    values = (*EH1A[:-1], "Sharon", EH1A[-1])
    outcome = refreshed(save(file, indicator("A1", values), before=before, periods=headings))
    assert outcome.figures() == approximately(*AUGUST)
    assert outcome.about("T1", "doubtful")  # E to T: the owner is the sixteenth after D


def test_a_not_understood_column_among_the_computed_ones_is_named(file: Path) -> None:
    after = (*AFTER[:5], "Caseload", *AFTER[5:])
    outcome = refreshed(save(file, indicator("A1", EH1A, Caseload=12), after=after))
    assert outcome.figures() == approximately(*AUGUST)
    assert outcome.about("AA1", "doubtful")


@pytest.mark.parametrize("heading", ["Sep-19", "Sep", "Notes", None])
def test_a_column_far_right_of_the_table_is_no_month_of_it(file: Path, heading: Content) -> None:
    # The table ends in AD, AE is empty: "Headings are those of the table: a date beside the table …
    # is no period."
    cells: dict[str, Content] = {"AF1": heading, "AF2": 118, "AF3": 118}
    outcome = refreshed(save(file, indicator("A1"), indicator("A2"), cells=cells))
    assert not outcome.refused
    assert outcome.reporting == month(2019, 8)
    assert outcome.figures() == approximately(*AUGUST)
    assert not [each for each in outcome.written if each.startswith("AF")]


def test_several_columns_that_are_not_understood_are_each_named(file: Path) -> None:
    # "Reading reports every fault at once."
    headings = (*MONTHS[:5], "Octopus", *MONTHS[6:], "Sep")
    rows = [indicator(f"A{number}", SEPTEMBER_VALUES) for number in range(1, 4)]
    path = save(file, *rows, periods=headings)
    assert refreshed(path).about("V1", REFUSED)
    # K1 alone would not refuse; once V1 is settled it is named.
    settled = refreshed(path, columns={"V": "leave alone"})
    assert settled.about("K1", "doubtful")
    assert not settled.about("V1")


def test_the_columns_before_the_months_are_known(file: Path) -> None:
    # A guard: the plain table of these tests gives no word about any heading.
    outcome = refreshed(save(file, indicator(), periods=months()))
    headings = [f"{letter}1" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
    assert [each for heading in headings for each in outcome.about(heading)] == []
    assert len(BEFORE) == 5


# -- beneath a title over the months, as the document has one -----------------------------------

DOCUMENT = Path(__file__).parent.parent.parent / "workbook" / "Scorecard.xlsm"


def the_document_with(file: Path, address: str, heading: Content) -> Path:
    """The document's scorecard with another heading; F7:U7 is one title over the months."""
    book = load_workbook(DOCUMENT)
    page = book["Scorecard"]
    assert "F7:U7" in {str(area) for area in page.merged_cells.ranges}
    page[address].value = heading
    book.save(file)
    return file


@pytest.mark.parametrize(
    "heading", [None, " ", "Sept", "Agust-19", "9", 8, 19, "Aug-91", "Q2 2019-20", "2019"]
)
def test_beneath_a_title_too_the_newest_heading_that_cannot_be_read_is_refused(
    file: Path, heading: Content
) -> None:
    outcome = refreshed(the_document_with(file, "U8", heading))
    assert outcome.refused
    assert outcome.about("U8", REFUSED)


@pytest.mark.parametrize("heading", ["Latest", "Caseload", "YTD"])
def test_beneath_a_title_a_heading_that_is_no_month_is_named(file: Path, heading: str) -> None:
    assert refreshed(the_document_with(file, "U8", heading)).about("U8")


@pytest.mark.parametrize("heading", [None, "Agust-19"])
def test_no_cause_is_told_while_a_month_in_the_middle_cannot_be_read(
    file: Path, heading: Content
) -> None:
    # P is Mar-19, which has the highest value of the year in most rows.
    outcome = refreshed(the_document_with(file, "P8", heading))
    assert outcome.about("P8", "doubtful")
    told = {
        each.text.partition("likely cause: ")[2].partition(" |")[0]
        for each in outcome.saying("likely cause")
        if not each.text.startswith(("YO2", "FM0"))
    }
    assert told == {"not certain while a column that may be a month cannot be read"}


def test_beneath_a_title_that_is_not_merged_a_blank_newest_month_is_refused(file: Path) -> None:
    # The newest month first: its cell is blank, and the title of the months begins above it.
    rows: list[list[Content]] = [
        ["Ref.", "Indicator", "Qualitative measures", None, None, "12 month average"],
        [None, None, None, "Jul-19", "Jun-19", None],
        ["A1", "One", 126, 96, 144, 120],
        ["A2", "Two", 12, 9, 14, 11.5],
    ]
    book = Workbook()
    page = book.active
    assert isinstance(page, Worksheet)
    page.title = "Scorecard"
    for row in rows:
        page.append(row)
    book.save(file)
    outcome = refreshed(file)
    assert outcome.refused
    assert outcome.about("C1", REFUSED)
