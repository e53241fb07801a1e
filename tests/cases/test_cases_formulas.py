"""Results of formulas are no facts until something has calculated them."""

import re
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from tests.cases.scorecard_files import (
    AFTER,
    BEFORE,
    CALCULATED,
    EH1A,
    MONTHS,
    Content,
    Formula,
    first_days,
    indicator,
    save,
    settings_sheet,
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

WRITER = '<calcPr calcId="124519" fullCalcOnLoad="1"/>'
"""The mark that openpyxl and XlsxWriter leave."""
NO_ID = '<calcPr iterateCount="100" refMode="A1" iterate="false" iterateDelta="0.001"/>'
"""The mark that LibreOffice leaves: no calcId."""
COMPUTED_CELLS = ("V2", "W2", "X2", "Y2", "AA2", "AB2")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "scorecard.xlsx"


def said_not_calculated(outcome: Outcome, address: str, *severities: str) -> bool:
    """Whether a finding at the cell says so, and what to do: open in Excel and save once."""
    return any(
        "calculated" in each.text and "Excel" in each.text
        for each in outcome.about(address, *severities)
    )


def with_values(*changes: tuple[int, Content]) -> tuple[Content, ...]:
    """EH1a with other contents at some positions: 0 is May-18, 15 Aug-19."""
    values: list[Content] = list(EH1A)
    for position, content in changes:
        values[position] = content
    return tuple(values)


# -- headings -----------------------------------------------------------------------------------

DAYS = first_days()
CHAIN: tuple[Content, ...] = (
    DAYS[0],
    *(Formula(f"=EDATE({chr(ord('F') + number)}1,1)") for number in range(15)),
)
"""=EDATE(F1,1) and so on, of which the file holds no result."""


@pytest.mark.parametrize("element", [True, False], ids=["empty v", "no v"])
def test_a_heading_without_a_result_stops_the_whole_sheet(file: Path, element: bool) -> None:
    # "(on a heading of the periods, the whole sheet)". One heading is enough: the newest.
    headings: tuple[Content, ...] = (*DAYS[:-1], Formula("=EDATE(T1,1)", element=element))
    outcome = refreshed(save(file, indicator(Average=1), indicator("A2"), periods=headings))
    assert outcome.written == {}
    assert said_not_calculated(outcome, "U1", "doubtful", REFUSED)


def test_the_oldest_heading_without_a_result_stops_it_as_well(file: Path) -> None:
    headings: tuple[Content, ...] = (Formula("=DATE(2018,5,1)"), *DAYS[1:])
    outcome = refreshed(save(file, indicator(), periods=headings))
    assert outcome.written == {}
    assert said_not_calculated(outcome, "F1", "doubtful", REFUSED)


def test_check_says_the_same_of_such_headings(file: Path) -> None:
    outcome = checked(save(file, indicator(), periods=CHAIN))
    assert any("calculated" in each.text for each in outcome.about("G1"))


def test_headings_by_formula_with_results_are_months(file: Path) -> None:
    # 43221 is 1 May 2018; 43678 is 1 August 2019.
    headings = [
        Formula(f"=EDATE(F1,{number})", (day - DAYS[0]).days + 43221)
        for number, day in enumerate(DAYS)
    ]
    outcome = refreshed(save(file, indicator(), periods=headings, calculation=CALCULATED))
    assert outcome.reporting == month(2019, 8)
    assert outcome.figures() == approximately(*AUGUST)


def test_text_headings_by_formula_with_results_are_months(file: Path) -> None:
    headings = [Formula('=TEXT(F9,"mmm-yy")', heading) for heading in MONTHS]
    outcome = refreshed(save(file, indicator(), periods=headings, calculation=CALCULATED))
    assert outcome.figures() == approximately(*AUGUST)


# -- values -------------------------------------------------------------------------------------


@pytest.mark.parametrize("element", [True, False], ids=["empty v", "no v"])
def test_one_newest_value_without_a_result_leaves_its_row_alone(file: Path, element: bool) -> None:
    # All six figures of row 2 depend on Aug-19; row 3 depends on none of it.
    values = with_values((15, Formula("=Data!B16", element=element)))
    outcome = refreshed(save(file, indicator("A1", values), indicator("A2")))
    assert not [cell for cell in outcome.written if cell in COMPUTED_CELLS]
    assert outcome.figures("A2") == approximately(*AUGUST)
    assert said_not_calculated(outcome, "U2", "doubtful")


def test_figures_that_stand_over_such_values_are_neither_changed_nor_blamed(file: Path) -> None:
    values = with_values((15, Formula("=Data!B16")))
    row = indicator("A1", values, Average=99, Max=1000, Arrow="↓", Change=-0.5)
    outcome = refreshed(save(file, row, indicator("A2")))
    assert outcome.figures("A1") == ("↓", -0.5, None, None, 99, 1000)
    assert not outcome.saying("typed over")
    for cell in ("V2", "W2", "AA2", "AB2"):
        assert not outcome.about(cell, "wrong")


def test_a_value_on_which_nothing_depends_changes_nothing(file: Path) -> None:
    # May-18 is no base of Aug-19 and lies before its twelve months.
    outcome = refreshed(save(file, indicator("A1", with_values((0, Formula("=Data!B1"))))))
    assert outcome.figures() == approximately(*AUGUST)
    assert said_not_calculated(outcome, "F2", "doubtful")


def test_the_value_of_a_year_ago_holds_up_the_change_of_the_year_alone(file: Path) -> None:
    # Aug-18 (I) is the base of the year, and lies before Sep-18, the first of the twelve months.
    outcome = refreshed(save(file, indicator("A1", with_values((3, Formula("=Data!B4"))))))
    assert outcome.figures() == approximately(*AUGUST[:2], None, None, 76.25, 270)


def test_the_value_of_the_month_before_holds_up_its_change_and_the_rolling_figures(
    file: Path,
) -> None:
    # Jul-19 (T) is the base of the month and one of the twelve.
    outcome = refreshed(save(file, indicator("A1", with_values((14, Formula("=Data!B15"))))))
    assert outcome.figures() == approximately(None, None, *AUGUST[2:4], None, None)


def test_an_empty_text_is_calculated_and_blank(file: Path) -> None:
    # `t="str"` with an empty v: =IF(B9="","",B9). Blank in Oct-18: (915 - 20) / 11.
    values = with_values((5, Formula('=IF(Data!B6="","",Data!B6)', "")))
    outcome = refreshed(save(file, indicator("A1", values), calculation=CALCULATED))
    assert outcome.figures() == approximately(*AUGUST[:4], 895 / 11, 270)
    assert not said_not_calculated(outcome, "K2")
    assert not outcome.about("K2", "wrong")


def test_values_by_formula_with_results_are_used(file: Path) -> None:
    values = [Formula(f"=Data!B{number}", value) for number, value in enumerate(EH1A, start=1)]
    outcome = refreshed(save(file, indicator("A1", values), calculation=CALCULATED))
    assert outcome.figures() == approximately(*AUGUST)
    assert not outcome.saying("calculated")


# -- a stored zero ------------------------------------------------------------------------------


def zeros(count: int) -> tuple[Content, ...]:
    """EH1a whose newest values come by formula, with the result 0."""
    return with_values(*((15 - number, Formula("=Data!B1", 0)) for number in range(count)))


@pytest.mark.parametrize("count", [1, 2, 3, 16])
def test_zeros_of_a_writer_that_calculates_nothing_are_suspected(file: Path, count: int) -> None:
    # "every formula's result in it … is 0, and the calculation mark is that of a writer"
    outcome = refreshed(save(file, indicator("A1", zeros(count)), calculation=WRITER))
    assert outcome.written == {}
    assert said_not_calculated(outcome, "U2", "doubtful")


@pytest.mark.parametrize(("count", "suspected"), [(1, False), (2, False), (3, True), (16, True)])
def test_without_a_calculation_id_three_zeros_are_suspected(
    file: Path, count: int, suspected: bool
) -> None:
    # "with three or more such values, names no calcId"
    path = save(file, indicator("A1", zeros(count)), indicator("A2"), calculation=NO_ID)
    assert said_not_calculated(refreshed(path), "U2") is suspected


@pytest.mark.parametrize("mark", [CALCULATED, '<calcPr calcId="191029" fullCalcOnLoad="1"/>'])
def test_zeros_of_a_program_that_calculates_are_zeros(file: Path, mark: str) -> None:
    # "`fullCalcOnLoad` alone proves nothing, for a refresh sets it too." A zero in Oct-18 counts:
    # (915 - 20 + 0) / 12.
    values = with_values((5, Formula("=Data!B6", 0)), (0, Formula("=Data!B1", 0)),
                         (1, Formula("=Data!B2", 0)))  # fmt: skip
    outcome = refreshed(save(file, indicator("A1", values), calculation=mark))
    assert outcome.figures() == approximately(*AUGUST[:4], 895 / 12, 270)
    assert not outcome.saying("calculated")


@pytest.mark.parametrize("mark", [WRITER, NO_ID])
def test_one_result_that_is_no_zero_proves_that_it_was_calculated(file: Path, mark: str) -> None:
    # "every formula's result in it": another sheet holds =SUM(…) with 12.
    values = with_values(*((number, Formula("=Data!A1", 0)) for number in (0, 1, 5)))
    path = save(
        file, indicator("A1", values), others={"Data": [[Formula("=SUM(C1:C9)", 12)]]},
        calculation=mark,
    )  # fmt: skip
    outcome = refreshed(path)
    assert outcome.figures() == approximately(*AUGUST[:4], 895 / 12, 270)
    assert not outcome.saying("calculated")


def test_a_file_that_we_have_refreshed_is_judged_as_before(file: Path) -> None:
    # Our own sheet Checks holds formulas with results (links to cells): "outside our own sheets".
    path = save(file, indicator("A1", zeros(3)), indicator("A2", Average=1), calculation=WRITER)
    first = refreshed(path)
    again = refreshed(first.path)
    assert said_not_calculated(first, "U2", "doubtful")
    assert said_not_calculated(again, "U2", "doubtful")
    assert again.written == {}


# -- computed cells -----------------------------------------------------------------------------


@pytest.mark.parametrize("element", [True, False], ids=["empty v", "no v"])
def test_a_computed_cell_without_a_result_is_a_note_and_compared_with_nothing(
    file: Path, element: bool
) -> None:
    # "In a computed cell it is a note, and nothing is compared with it." Formulas are kept.
    row = indicator(Average=Formula("=AVERAGE(J2:U2)", element=element))
    outcome = refreshed(save(file, row))
    assert "AA2" not in outcome.written
    assert {each.severity for each in outcome.about("AA2")} == {"note"}
    assert outcome.figures()[:4] == approximately(*AUGUST[:4])


def test_a_computed_cell_with_a_writers_zero_is_no_wrong_figure(file: Path) -> None:
    row = indicator(Average=Formula("=AVERAGE(J2:U2)", 0))
    outcome = refreshed(save(file, row, calculation=WRITER))
    assert not outcome.about("AA2", "wrong", "doubtful")


def test_a_computed_cell_that_was_calculated_wrongly_is_still_found(file: Path) -> None:
    # 67.25 is the average of the twelve months up to July.
    row = indicator(Average=Formula("=AVERAGE(I2:T2)", 70.5))
    outcome = refreshed(save(file, row, calculation=CALCULATED))
    assert outcome.about("AA2", "wrong")


# -- settings -----------------------------------------------------------------------------------


def test_a_tolerance_without_a_result_leaves_the_arrows_alone(file: Path) -> None:
    # Arrows depend on the tolerance; changes, average and maximum do not.
    lines = settings_sheet({"Tolerance": Formula("=5%*2")})
    outcome = refreshed(save(file, indicator(), settings=lines))
    assert "V2" not in outcome.written
    assert "X2" not in outcome.written
    assert said_not_calculated(outcome, "Settings!B2")


def test_a_reporting_period_without_a_result_leaves_everything_alone(file: Path) -> None:
    lines = settings_sheet({"Reporting period": Formula("=EDATE(A9,1)")})
    outcome = refreshed(save(file, indicator(), settings=lines))
    assert outcome.written == {}
    assert said_not_calculated(outcome, "Settings!B2")


def test_a_setting_by_formula_with_a_result_holds(file: Path) -> None:
    # 40%: a rise of 31.25% is similar, one of 600% is not.
    lines = settings_sheet({"Tolerance": Formula("=20%*2", 0.4)})
    outcome = refreshed(save(file, indicator(), settings=lines, calculation=CALCULATED))
    assert outcome.figures()[0] == "→"
    assert outcome.figures()[2] == "↑"


# -- XlsxWriter, which writes 0 for every formula -----------------------------------------------


def with_xlsxwriter(path: Path, results: tuple[float, ...] | None) -> Path:
    """The scorecard with its values by formula, written by XlsxWriter itself."""
    with xlsxwriter.Workbook(path) as book:
        page, data = book.add_worksheet("Scorecard"), book.add_worksheet("Data")
        page.write_row(0, 0, [*BEFORE, *MONTHS, *AFTER])
        page.write_row(1, 0, ["A1", "from Data"])
        page.write_row(2, 0, ["A2", "typed", None, None, None, *EH1A])
        for number, value in enumerate(EH1A):
            data.write_number(number, 1, value)
            result = 0 if results is None else results[number]
            page.write_formula(1, 5 + number, f"=Data!B{number + 1}", None, result)
    return path


def test_xlsxwriters_uncalculated_values_are_named(file: Path) -> None:
    path = with_xlsxwriter(file, None)
    with zipfile.ZipFile(path) as archive:
        assert re.search(rb'calcId="124519"', archive.read("xl/workbook.xml"))
    outcome = refreshed(path)
    assert not [cell for cell in outcome.written if cell in COMPUTED_CELLS]
    assert outcome.figures("A2") == approximately(*AUGUST)
    assert said_not_calculated(outcome, "U2", "doubtful")


def test_xlsxwriters_results_are_used_where_a_program_gave_them(file: Path) -> None:
    outcome = refreshed(with_xlsxwriter(file, EH1A))
    assert outcome.figures("A1") == approximately(*AUGUST)
    assert not outcome.saying("calculated")
