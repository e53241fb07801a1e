"""What a cell of a period column means, kind by kind (measures.md, 'Cells')."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlscorecard.core.domain.cell_meaning import (
    MarkedNumber,
    NumberAsText,
    Token,
    Unreadable,
    interpret,
    number_in_text,
    number_of,
)
from xlscorecard.core.domain.state import State
from xlscorecard.core.sheet.content import NOT_CALCULATED, ErrorCode


@pytest.mark.parametrize("number", [0.0, 126.0, -3.5, 0.059, 1e300, 12])
def test_a_number_is_itself(number: float) -> None:
    meaning = interpret(number)
    assert meaning == number
    assert type(meaning) is float


@pytest.mark.parametrize("content", [None, "", " ", "\t", "\n", "\u00a0"])
def test_nothing_but_space_is_an_empty_cell(content: str | None) -> None:
    assert interpret(content) is None


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("-", Token.DASH), ("–", Token.DASH), ("—", Token.DASH),
        ("n/a", Token.NOT_APPLICABLE), ("N/A", Token.NOT_APPLICABLE), ("na", Token.NOT_APPLICABLE),
        ("n.a.", Token.NOT_APPLICABLE),
        ("TBC", Token.TO_BE_CONFIRMED), ("tbc", Token.TO_BE_CONFIRMED),
        ("Local", Token.LOCAL),
        ("[x]", Token.NOT_AVAILABLE), ("[z]", Token.DOES_NOT_APPLY),
        ("[c]", Token.SUPPRESSED), ("c", Token.SUPPRESSED), ("C", Token.SUPPRESSED),
        ("[low]", Token.LOW), ("[u]", Token.LOW_RELIABILITY), ("[k]", Token.ROUNDS_TO_ZERO),
        ("x", Token.NOT_AVAILABLE), ("Z", Token.DOES_NOT_APPLY), ("k", Token.ROUNDS_TO_ZERO),
        ("u", Token.LOW_RELIABILITY), ("low", Token.LOW), (":", Token.NOT_AVAILABLE),
        ("..", Token.NOT_AVAILABLE), (" - ", Token.DASH), ("\u00a0[x]", Token.NOT_AVAILABLE),
    ],
)  # fmt: skip
def test_a_known_token_is_never_a_number(text: str, token: Token) -> None:
    assert interpret(text) is token


@pytest.mark.parametrize(
    ("text", "value"),
    [
        # measures.md, 'Cells'
        ("434", 434.0), (" 5.9%", 0.059), ("1,234", 1234.0), ("£1,200", 1200.0), ("(12)", -12.0),
        # signs: the hyphen, the minus sign that Word and Outlook type, plus
        ("-12", -12.0), ("−12", -12.0), ("+12", 12.0), ("-£5", -5.0), ("-2.5%", -0.025),
        ("- 12", -12.0),
        # currencies
        ("£122,400", 122400.0), ("£ 5", 5.0), ("$5", 5.0), ("€5", 5.0), ("(£1,200)", -1200.0),
        # digits
        ("0", 0.0), ("007", 7.0), (".5", 0.5), ("5.", 5.0), ("1,234,567.89", 1234567.89),
        ("1234567", 1234567.0), ("5.9 %", 0.059), ("(5%)", -0.05), ("434\u00a0", 434.0),
        ("100%", 1.0), ("0.1%", 0.001),
    ],
)  # fmt: skip
def test_a_number_stored_as_text_is_used_as_the_number_and_keeps_its_text(
    text: str, value: float
) -> None:
    assert interpret(text) == NumberAsText(value, text)


@pytest.mark.parametrize(
    ("text", "value", "state"),
    [
        ("126 [p]", 126.0, State.PROVISIONAL), ("126 (p)", 126.0, State.PROVISIONAL),
        ("126p", 126.0, State.PROVISIONAL), ("1,260 (prov)", 1260.0, State.PROVISIONAL),
        ("126r", 126.0, State.REVISED), ("5.9% [r]", 0.059, State.REVISED),
        ("126 [e]", 126.0, State.ESTIMATED), (" 126 E ", 126.0, State.ESTIMATED),
        ("(12) r", -12.0, State.REVISED), ("£1,200 revised", 1200.0, State.REVISED),
    ],
)  # fmt: skip
def test_a_number_with_a_marker_of_its_state_is_the_number(
    text: str, value: float, state: State
) -> None:
    assert interpret(text) == MarkedNumber(value, text, state)
    assert number_of(text) == value


def test_a_formula_that_is_not_calculated_is_neither_empty_nor_a_number() -> None:
    assert interpret(NOT_CALCULATED) is NOT_CALCULATED
    assert number_of(NOT_CALCULATED) is None


@pytest.mark.parametrize(
    "text",
    [
        # a comma groups thousands only
        "6,2 %", "1,23", "1,2345", "12,34,567", ",123", "1234,567", "1,234,", "1,234.",
        # signs and brackets
        "(12", "12)", "(-12)", "((12))", "-(12)", "--12", "12-", "5%%", "%", "%5", "£", "(12)%",
        # not digits of ours, not numbers
        "1 234", "1.2.3", "1e5", "0x10", "inf", "nan", "١٢", "²", "12 families", "about 12", "<5",
        "?", "y", "[y]", "126*", "126 [y]", "12 p r", "n\\a", "tbd", "Q1", "Aug-19",
        "12/08/2019", "1:2",
    ],
)  # fmt: skip
def test_any_other_text_is_unreadable_and_kept_as_it_stands(text: str) -> None:
    assert interpret(text) == Unreadable(text)


def test_an_unreadable_text_keeps_its_space() -> None:
    assert interpret(" y ") == Unreadable(" y ")


def test_a_text_of_more_digits_than_a_number_can_have_is_unreadable() -> None:
    assert interpret("9" * 309) == Unreadable("9" * 309)


@pytest.mark.parametrize("code", ["#N/A", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#SPILL!"])
def test_a_spreadsheet_error_stays_one(code: str) -> None:
    assert interpret(ErrorCode(code)) == ErrorCode(code)
    assert str(ErrorCode(code)) == code


@pytest.mark.parametrize(("content", "text"), [(True, "TRUE"), (False, "FALSE")])
def test_a_logical_value_is_no_number(content: bool, text: str) -> None:
    assert interpret(content) == Unreadable(text)


@pytest.mark.parametrize(
    ("content", "text"),
    [(date(2019, 8, 1), "2019-08-01"), (datetime(2019, 8, 1, 12, 30), "2019-08-01T12:30:00")],
)
def test_a_date_is_no_number(content: date, text: str) -> None:
    assert interpret(content) == Unreadable(text)


@given(st.integers(-(10**15), 10**15))
def test_an_integer_with_grouped_thousands_reads_as_the_integer(number: int) -> None:
    assert number_in_text(f"{number:,}") == number
    assert number_in_text(f"{number:,}".replace("-", "−")) == number


@given(st.integers(0, 10**9), st.integers(0, 6))
def test_a_decimal_or_a_percentage_is_the_nearest_number_to_it(digits: int, places: int) -> None:
    text = f"{digits:0{places + 1}}"
    text = f"{text[:-places]}.{text[-places:]}" if places else text
    # An integer quotient is rounded once, so it is the nearest floating-point number.
    assert number_in_text(text) == digits / 10**places
    assert number_in_text(text + "%") == digits / 10 ** (places + 2)


@given(st.text())
def test_every_text_means_exactly_one_thing(text: str) -> None:
    meaning = interpret(text)
    if not text.strip():
        assert meaning is None
    else:
        assert isinstance(meaning, Token | NumberAsText | MarkedNumber | Unreadable)
