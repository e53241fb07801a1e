"""The functions that cells call: the measures, applied to rows as Excel hands them over."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlscorecard.addin import functions
from xlscorecard.addin.cells.arguments import tolerance_in
from xlscorecard.addin.workbook import table
from xlscorecard.addin.workbook.document import document
from xlscorecard.core.domain.cell_meaning import number_of
from xlscorecard.core.domain.period import Frequency, Month, month_label, month_of
from xlscorecard.core.domain.polarity import Polarity
from xlscorecard.core.domain.settings import ChangeUnit, Tolerance
from xlscorecard.core.measures.results import measure
from xlscorecard.core.measures.timeline import Calendar
from xlscorecard.core.sheet.content import CellContent
from xlscorecard.core.table.plan import contents
from xlscorecard.errors import InvalidValueError

Answers = list[list[float | str]]

# What Excel hands over for #N/A and #DIV/0!, and for an argument left out: [MS-OAUT] VT_ERROR.
NOT_AVAILABLE, DIVISION, MISSING = -2146826246, -2146826281, -2147352572
MONTHS = (("May-19", "Jun-19", "Jul-19", "Aug-19"),)
YEAR = tuple(Month(month_of(2018, 8) + index) for index in range(13))
YEAR_HEADING = (tuple(month_label(month) for month in YEAR),)


# -- the same as a refresh --------------------------------------------------------------------

NUMBERS = st.lists(
    st.one_of(st.none(), st.floats(-1e6, 1e6), st.integers(0, 50).map(float)),
    min_size=13,
    max_size=13,
)
WORDS = {Frequency.MONTHLY: "monthly", Frequency.QUARTERLY: "quarterly", Frequency.ANNUAL: "annual"}


@given(
    values=NUMBERS,
    frequency=st.sampled_from(list(Frequency)),
    limit=st.floats(0.01, 1),
    unit=st.sampled_from(list(ChangeUnit)),
)
def test_a_function_answers_what_a_refresh_computes(
    values: list[float | None], frequency: Frequency, limit: float, unit: ChangeUnit
) -> None:
    timeline = Calendar.up_to(YEAR, YEAR[-1]).at(frequency)
    results = measure(values, timeline, Polarity.NONE, Tolerance(amount=limit, unit=unit))
    row, word, of_unit = (tuple(values),), WORDS[frequency], unit.value
    got = [
        functions.previous_change(row, YEAR_HEADING, word, of_unit),
        functions.previous_arrow(row, YEAR_HEADING, limit, word, of_unit),
        functions.year_change(row, YEAR_HEADING, word, of_unit),
        functions.year_arrow(row, YEAR_HEADING, limit, word, of_unit),
        functions.average(row, YEAR_HEADING, word),
        functions.maximum(row, YEAR_HEADING, word),
    ]
    wanted = [
        results.previous.change,
        results.previous.direction and results.previous.direction.value,
        results.year.change,
        results.year.direction and results.year.direction.value,
        results.average,
        results.maximum,
    ]
    assert got == [[["#N/A" if own is None else own]] for own in wanted]


def test_the_functions_answer_every_computed_cell_that_a_refresh_writes_for_the_document() -> None:
    heading = [[own.heading for own in table.COLUMNS if own.meaning in table.MONTHS]]
    block = [list(row.values) for row in document()]
    frequency = [["quarterly" if row.merged_quarters else "monthly"] for row in document()]
    columns = [
        functions.previous_arrow(block, heading, 0.1, frequency),
        functions.previous_change(block, heading, frequency),
        functions.year_arrow(block, heading, 0.1, frequency),
        functions.year_change(block, heading, frequency),
        functions.average(block, heading, frequency),
        functions.maximum(block, heading, frequency),
    ]
    calendar = Calendar.up_to(table.MONTHS, table.LAST_MONTH)
    for position, row in enumerate(document()):
        numbers = [number_of(value) for value in row.values]
        at = Frequency.QUARTERLY if row.merged_quarters else Frequency.MONTHLY
        written = contents(measure(numbers, calendar.at(at)), ChangeUnit.RELATIVE)
        answered = tuple(
            "-" if own == "#N/A" and index in (0, 2, 4, 5) else "n/a" if own == "#N/A" else own
            for index, own in enumerate(column[position][0] for column in columns)
        )
        assert answered == tuple(written.values()), row.reference


# -- literal cases ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        # docs/measures.md: from 6.0 to 6.6 is up by 10%.
        (functions.arrow(6.6, 6.0), [["↑"]]),
        (functions.arrow(5.4, 6.0), [["↓"]]),
        (functions.arrow(6.5, 6.0), [["→"]]),
        (functions.arrow(6.5, 6.0, 0.05), [["↑"]]),
        (functions.arrow(6.5, 6.0, "5%"), [["↑"]]),
        (functions.change(30.0, 20.0), [[0.5]]),
        (functions.change(0.5, 0.25, "points"), [[0.25]]),
        (functions.change(((3.0,), (1.0,)), ((2.0,), (4.0,))), [[0.5], [-0.75]]),
        (functions.change(((3.0,), (1.0,)), 2.0), [[0.5], [-0.5]]),
        (functions.previous_change(((1.0, 2.0, 4.0, 5.0),), MONTHS), [[0.25]]),
        (functions.lag_change(((1.0, 2.0, 4.0, 5.0),), MONTHS, 3.0), [[4.0]]),
        (functions.average(((1.0, 2.0, 4.0, 5.0),), MONTHS), [[3.0]]),
        (functions.minimum(((1.0, 2.0, 4.0, 5.0),), MONTHS), [[1.0]]),
        (functions.judgement("↑", "▲"), [["Positive"]]),
        (functions.judgement("↑", "▼"), [["Negative"]]),
        (functions.judgement("→", "▼"), [["Similar"]]),
        (functions.judgement("↓", None), [[""]]),
        (functions.judgement((("↓",), ("-",), (None,)), "▲"), [["Negative"], ["#N/A"], ["#N/A"]]),
    ],
)
def test_a_function_answers(answers: Answers, expected: Answers) -> None:
    assert answers == expected


def test_the_order_of_the_months_does_not_matter_and_a_missing_month_is_a_missing_value() -> None:
    turned = (("Aug-19", "May-19", "Jul-19", "Jun-19"),)
    assert functions.previous_change(((5.0, 1.0, 4.0, 2.0),), turned) == [[0.25]]
    assert functions.previous_change(((1.0, 5.0),), (("Jun-19", "Aug-19"),)) == [["#N/A"]]


def test_a_number_stored_as_text_a_currency_amount_and_a_whole_number_are_numbers() -> None:
    values = (("1,000", Decimal("2000"), 4000, 5000.0),)
    assert functions.average(values, MONTHS) == [[3000.0]]


@pytest.mark.parametrize("cell", [None, "", "n/a", "-", "TBC", "[c]", "some text", NOT_AVAILABLE,
                                  DIVISION, True, datetime(2019, 8, 1)])  # fmt: skip
def test_what_is_no_number_is_missing(cell: object) -> None:
    assert functions.average(((2.0, cell, 4.0, cell),), MONTHS) == [[3.0]]
    assert functions.previous_change(((1.0, 2.0, 4.0, cell),), MONTHS) == [["#N/A"]]
    assert functions.maximum(((cell, cell, cell, cell),), MONTHS) == [["#N/A"]]


def test_months_may_be_dates_and_may_stand_below_each_other() -> None:
    dates = tuple((datetime(2019, month, 1),) for month in (5, 6, 7, 8))
    assert functions.previous_change(((1.0, 2.0, 4.0, 5.0),), dates) == [[0.25]]


def test_a_flat_tuple_is_one_row_as_an_array_constant_comes() -> None:
    assert functions.average((1.0, 3.0), ("Jul-19", "Aug-19")) == [[2.0]]


def test_an_argument_left_out_is_the_usual_rule() -> None:
    values = ((1.0, 2.0, 6.0, 6.6),)
    assert functions.previous_arrow(values, MONTHS, MISSING, MISSING, MISSING) == [["↑"]]
    assert functions.previous_arrow(values, MONTHS, None, "", None) == [["↑"]]


def test_each_row_may_have_its_own_settings() -> None:
    values = ((0.0, 0.0, 0.50, 0.53), (0.0, 0.0, 0.50, 0.53), (0.0, 0.0, 0.50, 0.53))
    limits, units = ((0.1,), (0.05,), (0.02,)), (("%",), (None,), ("points",))
    assert functions.previous_arrow(values, MONTHS, limits, None, units) == [["→"], ["↑"], ["↑"]]


def test_two_values_in_one_quarter_are_not_enough_data() -> None:
    values = ((None, None, 4.0, 5.0),)
    assert functions.average(values, MONTHS, "quarterly") == [["#N/A"]]


ROW = ((1.0, 2.0, 4.0, 5.0),)
WRONG: dict[str, Callable[[], Answers]] = {
    "an unknown frequency": lambda: functions.average(ROW, MONTHS, "weekly"),
    "an unknown unit": lambda: functions.change(2.0, 1.0, "per cent"),
    "a tolerance of 0": lambda: functions.arrow(2.0, 1.0, 0.0),
    "a tolerance above 100%": lambda: functions.arrow(2.0, 1.0, 1.5),
    "a tolerance in words": lambda: functions.arrow(2.0, 1.0, "a little"),
    "points without a tolerance": lambda: functions.arrow(0.2, 0.1, None, "points"),
    "headings that are no months": lambda: functions.average(ROW, (("May", "Jun", "Jul", "Aug"),)),
    "a month twice": lambda: functions.average(ROW, (("May-19", "May-19", "Jul-19", "Aug-19"),)),
    "fewer months than columns": lambda: functions.average(ROW, (("Jul-19", "Aug-19"),)),
    "months in a block": lambda: functions.average(ROW, (("May-19", "Jun-19"),) * 2),
    "a lag of 0": lambda: functions.lag_change(ROW, MONTHS, 0.0),
    "a lag of a half": lambda: functions.lag_change(ROW, MONTHS, 0.5),
    "an arrow that is a number": lambda: functions.judgement(1.0, "▲"),
    "an unknown polarity": lambda: functions.judgement("↑", "sideways"),
    "columns of unequal length": lambda: functions.change(((1.0,),) * 3, ((1.0,),) * 2),
}


@pytest.mark.parametrize("name", WRONG)
def test_an_argument_that_cannot_be_used_answers_value(name: str) -> None:
    assert WRONG[name]() in ([["#VALUE!"]], [["#VALUE!"]] * 3)


def test_an_argument_that_one_row_cannot_use_spoils_that_row_alone() -> None:
    values = (ROW[0], ROW[0])
    assert functions.average(values, MONTHS, (("weekly",), ("monthly",))) == [["#VALUE!"], [3.0]]


def test_numbers_too_large_for_the_arithmetic_answer_value() -> None:
    assert functions.average(((1e308, 1e308),), (("Jul-19", "Aug-19"),)) == [["#VALUE!"]]
    assert functions.change(1e308, -1e308, "points") == [["#VALUE!"]]


JULY_AND_AUGUST = ((96.0, 126.0),)


@pytest.mark.parametrize(
    "months",
    [
        ("Jul-19", "Aug-19 (p)"),
        ("Jul-19 r", "August 2019*"),
        ("01/07/2019", "31/08/2019"),
        ("|date| 43647| 43647|mmm-yy", 43678.0),  # a number among dates
        ("2019-07", "2019-08"),
        ("2010-10", "2010-11"),  # a month, for the one before it says so
    ],
)
def test_a_function_understands_the_headings_that_a_refresh_understands(
    months: tuple[object, ...],
) -> None:
    assert functions.previous_change(JULY_AND_AUGUST, (months,)) == [[0.3125]]


@pytest.mark.parametrize(
    "months",
    [
        ("Jul-19", "Agust-19"),
        ("Jul-19", 43678.0),  # a number among texts
        ("2010-11", "2010-11"),
        ("Jul-19", "Aug-26"),  # more than 12 months from its neighbour
        ("Jul-19", "Aug-1985"),
        ("Jul-19", "YTD"),
    ],
)
def test_a_heading_that_a_refresh_does_not_understand_gives_value(
    months: tuple[object, ...],
) -> None:
    assert functions.previous_change(JULY_AND_AUGUST, (months,)) == [["#VALUE!"]]


@pytest.mark.parametrize(
    ("cell", "shown"),
    [(None, "a blank cell"), ("a little", '"a little"'), (True, "TRUE"), ("", "a blank cell")],
)
def test_what_an_argument_holds_is_said_as_a_reporter_sees_it(
    cell: CellContent, shown: str
) -> None:
    with pytest.raises(InvalidValueError) as caught:
        tolerance_in(cell, ChangeUnit.POINTS)
    (fault,) = caught.value.faults
    assert fault.found == shown
