"""Settings, findings, indicators and scorecards: what they refuse, and their order."""

from dataclasses import FrozenInstanceError

import pytest

from xlscorecard.core.domain.finding import Finding, Severity, worst_first
from xlscorecard.core.domain.period import Frequency, Month, month_of
from xlscorecard.core.domain.polarity import Polarity
from xlscorecard.core.domain.scorecard import Indicator, Scorecard
from xlscorecard.core.domain.settings import (
    ChangeUnit,
    FormulaPolicy,
    IndicatorSettings,
    Palette,
    Settings,
    Tolerance,
)
from xlscorecard.errors import Fault, InvalidValueError, XlscorecardError

JULY, AUGUST = month_of(2019, 7), month_of(2019, 8)


# -- settings ---------------------------------------------------------------------------------


@pytest.mark.parametrize("amount", [1e-9, 0.1, 0.5, 1.0])
def test_a_tolerance_lies_above_nothing_and_reaches_up_to_the_whole(amount: float) -> None:
    assert Tolerance(amount=amount).amount == amount


@pytest.mark.parametrize(
    ("amount", "shown"), [(0.0, "0"), (-0.1, "-0.1"), (1.01, "1.01"), (10.0, "10")]
)
def test_any_other_tolerance_is_refused(amount: float, shown: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        Tolerance(amount=amount)
    assert str(caught.value) == (
        f"tolerance: {shown}; expected more than 0 and at most 1 (100%). "
        "Type a percentage such as 10%."
    )


def test_a_tolerance_that_is_no_number_at_all_is_refused() -> None:
    with pytest.raises(InvalidValueError):
        Tolerance(amount=float("nan"))


def test_without_settings_a_relative_change_of_ten_per_cent_counts_as_moved() -> None:
    # measures.md: 'Tolerance 10% by default'; the formulas of a workbook are kept.
    assert Settings() == Settings(
        reporting_period=None,
        tolerance=Tolerance(amount=0.1, unit=ChangeUnit.RELATIVE),
        formulas=FormulaPolicy.KEEP,
        palette=Palette.GREEN_AMBER_RED,
        indicators={},
    )


def test_an_indicator_without_settings_of_its_own_has_none_of_them_set() -> None:
    own = IndicatorSettings(frequency=Frequency.QUARTERLY)
    settings = Settings(indicators={"FM012": own})
    assert settings.for_indicator("FM012") == own
    assert settings.for_indicator("EH1a") == IndicatorSettings(
        frequency=None, tolerance=None, polarity=None
    )


# -- findings ---------------------------------------------------------------------------------


def finding(severity: Severity, cell: str = "Scorecard!K18") -> Finding:
    return Finding(
        rule="unreadable-value",
        severity=severity,
        cells=(cell,),
        reference="EH1a",
        message='"6,2 %" in Oct-18 is not a number, so the value is missing',
        remedy="type a number such as 1234 or 6.2%, or clear the cell",
    )


def test_findings_come_worst_first_and_otherwise_as_they_were_found() -> None:
    found = [
        finding(Severity.NOTE, "S!A1"),
        finding(Severity.WRONG, "S!B9"),
        finding(Severity.DOUBTFUL, "S!A2"),
        finding(Severity.WRONG, "S!A3"),
        finding(Severity.NOTE, "S!A0"),
    ]
    cells = [each.cells[0] for each in worst_first(found)]
    assert cells == ["S!B9", "S!A3", "S!A2", "S!A1", "S!A0"]


def test_a_finding_says_where_what_and_what_to_do() -> None:
    assert str(finding(Severity.WRONG)) == (
        'Scorecard!K18: "6,2 %" in Oct-18 is not a number, so the value is missing; '
        "type a number such as 1234 or 6.2%, or clear the cell"
    )


def test_severities_have_words() -> None:
    assert [severity.word for severity in Severity] == ["wrong", "doubtful", "note"]


def test_a_finding_without_a_cell_is_refused() -> None:
    with pytest.raises(InvalidValueError) as caught:
        Finding(rule="rule", severity=Severity.NOTE, cells=(), reference="", message="", remedy="")
    assert str(caught.value) == (
        "finding rule: no cell; expected at least one cell address. "
        "Name the cell that the finding speaks of."
    )


def test_an_error_shows_every_fault_on_a_line_of_its_own() -> None:
    faults = [
        Fault(place=place, found="nothing", expected="a month", remedy="Type one.")
        for place in ("S!A1", "S!B1")
    ]
    error = XlscorecardError(*faults)
    assert error.faults == tuple(faults)
    assert str(error) == (
        "S!A1: nothing; expected a month. Type one.\nS!B1: nothing; expected a month. Type one."
    )


# -- indicators and scorecards ----------------------------------------------------------------


def indicator(reference: str, *values: float | None) -> Indicator:
    return Indicator(reference=reference, title="Families attached", values=values)


def test_an_indicator_is_monthly_and_not_judged_unless_it_says_otherwise() -> None:
    row = indicator("FM011", 1.0)
    assert (row.frequency, row.polarity, row.percentage, dict(row.other_cells)) == (
        Frequency.MONTHLY,
        Polarity.NONE,
        False,
        {},
    )


def test_an_indicator_without_a_reference_is_refused() -> None:
    with pytest.raises(InvalidValueError) as caught:
        indicator("")
    assert str(caught.value) == (
        'indicator "Families attached": no reference; expected a reference such as EH1a. '
        "Give each indicator a Ref. of its own."
    )


def test_an_indicator_cannot_be_changed() -> None:
    row = indicator("FM011", 1.0)
    with pytest.raises(FrozenInstanceError):
        row.values = (2.0,)  # type: ignore[misc]


def test_a_scorecard_may_have_its_months_in_any_order_and_no_indicator_yet() -> None:
    assert Scorecard(periods=(AUGUST, JULY), indicators=()).periods == (AUGUST, JULY)


@pytest.mark.parametrize(
    ("periods", "indicators", "message"),
    [
        ((), (), "no period; expected at least one month"),
        ((JULY, JULY), (), "a period twice; expected each month once"),
        (
            (JULY,),
            (indicator("A", 1.0), indicator("A", 2.0)),
            "a reference twice; expected each reference once",
        ),
        (
            (JULY, AUGUST),
            (indicator("A", 1.0, None), indicator("B", 1.0)),
            "an indicator with another number of values than there are periods; "
            "expected 2 values in each row",
        ),
    ],
    ids=["no period", "period twice", "reference twice", "value missing"],
)
def test_a_scorecard_that_cannot_be_is_refused(
    periods: tuple[Month, ...], indicators: tuple[Indicator, ...], message: str
) -> None:
    with pytest.raises(InvalidValueError) as caught:
        Scorecard(periods=periods, indicators=indicators)
    assert str(caught.value) == f"scorecard: {message}. Correct the periods and rows given."
