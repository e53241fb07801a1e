"""What holds for every row: properties that measures.md states, and a check by fractions."""

from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.measures.scorecard_rows import measured
from xlscorecard.core.domain.period import Frequency, Month, month_of
from xlscorecard.core.domain.polarity import Polarity
from xlscorecard.core.domain.settings import ChangeUnit, Tolerance
from xlscorecard.core.measures.direction import Direction, direction
from xlscorecard.core.measures.judgement import Judgement
from xlscorecard.core.measures.results import Comparison, Measures

SWAPPED = {
    Judgement.POSITIVE: Judgement.NEGATIVE,
    Judgement.NEGATIVE: Judgement.POSITIVE,
    Judgement.SIMILAR: Judgement.SIMILAR,
    None: None,
}

# Decimals of few digits, as people type them; many collisions, zeros and exact 10% moves.
decimals = st.builds(lambda digits, places: digits / 10**places, st.integers(-300, 3000),
                     st.integers(0, 3))  # fmt: skip
typed = st.one_of(st.none(), decimals, st.sampled_from([0.0, 6.0, 6.6, 200.0, 220.0, 180.0]))
frequencies = st.sampled_from(Frequency)
tolerances = st.builds(
    Tolerance,
    amount=st.integers(1, 1000).map(lambda thousandths: thousandths / 1000),
    unit=st.sampled_from(ChangeUnit),
)


@st.composite
def rows(draw: st.DrawFn) -> tuple[list[float | None], list[Month]]:
    """Values under months, some of which have no column."""
    newest = month_of(2019, 8)
    ago = draw(st.lists(st.integers(0, 30), unique=True, max_size=20))
    months = [newest, *(Month(newest - back) for back in sorted(ago) if back)]
    return draw(st.lists(typed, min_size=len(months), max_size=len(months))), months


def judgements(measures: Measures) -> list[Judgement | None]:
    return [measures.previous.judgement, measures.year.judgement]


def without_judgement(measures: Measures) -> tuple[Any, ...]:
    comparisons: tuple[Comparison, ...] = (measures.previous, measures.year)
    return (*(each[:2] for each in comparisons), *measures[2:])


@given(row=rows(), frequency=frequencies, tolerance=tolerances)
def test_flipping_the_polarity_swaps_positive_and_negative_and_nothing_else(
    row: tuple[list[float | None], list[Month]], frequency: Frequency, tolerance: Tolerance
) -> None:
    values, months = row
    higher, lower, neither = (
        measured(values, months=months, frequency=frequency, tolerance=tolerance, polarity=polarity)
        for polarity in (Polarity.HIGHER_IS_BETTER, Polarity.LOWER_IS_BETTER, Polarity.NONE)
    )
    assert judgements(lower) == [SWAPPED[each] for each in judgements(higher)]
    assert judgements(neither) == [None, None]
    assert without_judgement(higher) == without_judgement(lower) == without_judgement(neither)


@given(row=rows(), frequency=frequencies, data=st.data())
def test_columns_in_another_order_change_nothing(
    row: tuple[list[float | None], list[Month]], frequency: Frequency, data: st.DataObject
) -> None:
    values, months = row
    order = data.draw(st.permutations(range(len(months))))
    moved = measured(
        [values[at] for at in order], months=[months[at] for at in order], frequency=frequency
    )
    assert moved == measured(values, months=months, frequency=frequency)


@given(row=rows(), frequency=frequencies)
def test_an_empty_column_is_the_same_as_none(
    row: tuple[list[float | None], list[Month]], frequency: Frequency
) -> None:
    values, months = row
    absent = [Month(month_of(2019, 8) - back) for back in range(31)]
    added = [month for month in absent if month not in months]
    wider = measured([*values, *[None] * len(added)], months=[*months, *added],
                     frequency=frequency)  # fmt: skip
    assert wider == measured(values, months=months, frequency=frequency)


@given(row=rows(), frequency=frequencies, power=st.integers(-20, 20))
def test_scaling_all_values_by_a_power_of_two_changes_no_arrow_and_no_change(
    row: tuple[list[float | None], list[Month]], frequency: Frequency, power: int
) -> None:
    values, months = row
    scaled = [None if value is None else value * 2.0**power for value in values]
    before = measured(values, months=months, frequency=frequency)
    after = measured(scaled, months=months, frequency=frequency)
    for one, other in ((before.previous, after.previous), (before.year, after.year)):
        assert one.change == other.change  # exact: a power of two costs no digit
        if one.change is None or abs(abs(one.change) - 0.1) > 1e-12:
            # On the very edge the decimal digits decide, and scaling changes those.
            assert one.direction is other.direction
    assert after.counted == before.counted
    if before.average is not None and before.maximum is not None:
        assert after.average == before.average * 2.0**power
        assert after.maximum == before.maximum * 2.0**power


def exact(value: float) -> Fraction:
    """The decimal number that was typed, as a fraction."""
    return Fraction(repr(value))


def by_fractions(current: float, base: float, tolerance: Tolerance) -> Direction | None:
    """The rule in exact arithmetic: measures.md, 'Change and direction of travel'."""
    moved = exact(current) - exact(base)
    if tolerance.unit is ChangeUnit.RELATIVE:
        if base <= 0:
            return None
        moved /= exact(base)
    limit = exact(tolerance.amount)
    return (
        Direction.UP if moved >= limit else Direction.DOWN if moved <= -limit else Direction.LEVEL
    )


@given(decimals, decimals, tolerances)
def test_a_direction_is_the_one_of_exact_arithmetic(
    current: float, base: float, tolerance: Tolerance
) -> None:
    assert direction(current, base, tolerance) is by_fractions(current, base, tolerance)


@given(
    base=st.integers(1, 10**6),
    places=st.integers(0, 6),
    thousandths=st.integers(1, 1000),
    sign=st.sampled_from([1, -1]),
    off_by=st.integers(-1, 1),
)
def test_a_direction_is_exact_on_the_very_edge_of_the_tolerance(
    base: int, places: int, thousandths: int, sign: int, off_by: int
) -> None:
    # base and base × (1 ± t), or a unit of the thousandth of a unit beside it, as decimals
    scale = 10 ** (places + 3)
    current = (base * (1000 + sign * thousandths) + off_by) / scale
    tolerance = Tolerance(amount=thousandths / 1000)
    start = base / 10**places
    inside = sign * off_by < 0
    expected = Direction.LEVEL if inside else Direction.UP if sign > 0 else Direction.DOWN
    assert by_fractions(current, start, tolerance) is expected
    assert direction(current, start, tolerance) is expected


@given(row=rows(), frequency=frequencies)
def test_the_mean_lies_between_the_least_value_and_the_maximum(
    row: tuple[list[float | None], list[Month]], frequency: Frequency
) -> None:
    values, months = row
    measures = measured(values, months=months, frequency=frequency)
    present = [value for value in values if value is not None]
    if measures.average is None or measures.maximum is None:
        assert (measures.average, measures.maximum, measures.counted) == (None, None, 0)
        return
    assert measures.maximum in present
    slack = 1e-12 * max(map(abs, present))
    assert min(present) - slack <= measures.average <= measures.maximum + slack
    assert 1 <= measures.counted <= frequency.periods_a_year


@given(row=rows())
def test_a_monthly_row_is_what_its_twelve_newest_months_and_a_year_ago_make_it(
    row: tuple[list[float | None], list[Month]],
) -> None:
    # The window by plain dates, independent of the timeline.
    values, months = row
    by_month = dict(zip(months, values, strict=True))
    newest = month_of(2019, 8)
    window = [
        value for back in range(12) if (value := by_month.get(Month(newest - back))) is not None
    ]
    measures = measured(values, months=months)
    assert measures.counted == len(window)
    assert measures.maximum == (max(window) if window else None)
    tolerance = Tolerance(amount=0.1)
    for comparison, base in (
        (measures.previous, by_month.get(Month(newest - 1))),
        (measures.year, by_month.get(Month(newest - 12))),
    ):
        current = by_month[newest]
        known = current is not None and base is not None
        expected = by_fractions(current, base, tolerance) if known else None  # type: ignore[arg-type]
        assert comparison.direction is expected
        assert (comparison.change is None) == (expected is None)
