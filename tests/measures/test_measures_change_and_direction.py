"""Changes, arrows, judgements and rounding: the cases of measures.md ('Change and direction')."""

from decimal import Decimal

import pytest

from tests.measures.scorecard_rows import ROWS, measured
from xlscorecard.core.domain.polarity import Polarity
from xlscorecard.core.domain.settings import ChangeUnit, Tolerance
from xlscorecard.core.measures.change import change
from xlscorecard.core.measures.direction import Direction, direction
from xlscorecard.core.measures.judgement import Judgement, judgement
from xlscorecard.core.measures.rolling import maximum, mean
from xlscorecard.core.measures.rounding import decimal_of, rounded

UP, LEVEL, DOWN = Direction.UP, Direction.LEVEL, Direction.DOWN
HIGHER, LOWER, NONE = Polarity.HIGHER_IS_BETTER, Polarity.LOWER_IS_BETTER, Polarity.NONE
TEN_PER_CENT = Tolerance(amount=0.1)
TWO_POINTS = Tolerance(amount=0.02, unit=ChangeUnit.POINTS)


@pytest.mark.parametrize(
    ("base", "current", "arrow"),
    [
        # measures.md: 6.0 → 6.6 is up although its binary quotient falls just below 0.1
        (6.0, 6.6, UP), (6.6, 6.0, LEVEL), (6.0, 5.4, DOWN),
        # measures.md: 9.96% is level although it prints as 10%
        (10000, 10996, LEVEL), (10000, 9004, LEVEL), (250, 274.9, LEVEL),
        # exactly the tolerance counts as moved, on either side
        (200, 220, UP), (200, 180, DOWN), (10, 11, UP), (10, 9, DOWN), (0.06, 0.066, UP),
        (0.06, 0.054, DOWN), (1.1, 1.21, UP), (0.7, 0.77, UP), (3e-5, 3.3e-5, UP),
        # one unit of the last digit to either side of it
        (200, 219.999999999999, LEVEL), (200, 220.000000000001, UP),
        (200, 180.000000000001, LEVEL), (200, 179.999999999999, DOWN),
        # no change, and changes out of all proportion
        (5, 5, LEVEL), (1, 1000, UP), (1000, 0, DOWN), (1000, -5, DOWN),
        # sums of binary fractions stand for what Excel shows of them: 0.1 + 0.2 is 0.3
        (0.1 + 0.2, 0.33, UP), (3, 1.1 * 3, UP),
    ],
)  # fmt: skip
def test_the_arrow_is_decided_at_full_precision_by_ten_per_cent(
    base: float, current: float, arrow: Direction
) -> None:
    assert direction(current, base) is arrow


@pytest.mark.parametrize(
    ("current", "base"),
    [(None, 5.0), (5.0, None), (None, None), (5.0, 0.0), (0.0, 0.0), (5.0, -2.0), (-5.0, -2.0)],
)
def test_a_missing_value_or_a_base_of_zero_or_less_gives_neither_change_nor_arrow(
    current: float | None, base: float | None
) -> None:
    assert change(current, base) is None
    assert direction(current, base) is None


@pytest.mark.parametrize(
    ("base", "current", "expected"),
    [(96.0, 126.0, 0.3125), (245.0, 180.0, -65 / 245), (4.0, 0.0, -1.0), (4.0, -4.0, -2.0)],
)
def test_a_change_is_the_current_value_over_the_base_less_one(
    base: float, current: float, expected: float
) -> None:
    assert change(current, base) == pytest.approx(expected, rel=1e-15)


@pytest.mark.parametrize(
    ("base", "current", "arrow"),
    [
        (0.059, 0.079, UP), (0.079, 0.059, DOWN), (0.06, 0.0799, LEVEL), (0.05, 0.07, UP),
        (0.07, 0.05, DOWN), (0.07, 0.0501, LEVEL), (0.5, 0.52, UP), (0.0, 0.02, UP),
        (0.3, 0.28, DOWN),
    ],
)  # fmt: skip
def test_a_tolerance_in_points_is_compared_with_a_change_in_points(
    base: float, current: float, arrow: Direction
) -> None:
    assert direction(current, base, TWO_POINTS) is arrow


def test_the_same_two_percentages_differ_by_unit() -> None:
    # 5.9% → 6.2% is +5.1% of the base, and +0.3 points.
    assert change(0.062, 0.059) == pytest.approx(3 / 59, rel=1e-12)
    assert change(0.062, 0.059, ChangeUnit.POINTS) == pytest.approx(0.003, rel=1e-12)
    five_per_cent = Tolerance(amount=0.05)
    assert direction(0.062, 0.059, five_per_cent) is UP
    assert direction(0.062, 0.059, Tolerance(amount=0.05, unit=ChangeUnit.POINTS)) is LEVEL


@pytest.mark.parametrize(
    ("amount", "base", "current", "arrow"),
    [(0.05, 200, 210, UP), (0.05, 200, 209, LEVEL), (0.25, 200, 249, LEVEL), (1.0, 1, 2, UP),
     (1.0, 1, 0, DOWN), (0.07, 300, 321, UP), (0.001, 7, 7.007, UP)],
)  # fmt: skip
def test_an_indicator_may_have_another_tolerance(
    amount: float, base: float, current: float, arrow: Direction
) -> None:
    assert direction(current, base, Tolerance(amount=amount)) is arrow


@pytest.mark.parametrize(
    ("arrow", "polarity", "expected"),
    [
        (UP, HIGHER, Judgement.POSITIVE), (LEVEL, HIGHER, Judgement.SIMILAR),
        (DOWN, HIGHER, Judgement.NEGATIVE),
        (UP, LOWER, Judgement.NEGATIVE), (LEVEL, LOWER, Judgement.SIMILAR),
        (DOWN, LOWER, Judgement.POSITIVE),
        (UP, NONE, None), (LEVEL, NONE, None), (DOWN, NONE, None),
        (None, HIGHER, None), (None, LOWER, None), (None, NONE, None),
    ],
)  # fmt: skip
def test_a_direction_is_judged_by_the_polarity_and_not_at_all_without_one(
    arrow: Direction | None, polarity: Polarity, expected: Judgement | None
) -> None:
    assert judgement(arrow, polarity) is expected


def test_the_arrow_is_the_numbers_direction_whatever_the_polarity() -> None:
    arrows = {measured(ROWS["EH1a"], polarity=polarity).previous.direction for polarity in Polarity}
    assert arrows == {UP}
    assert [arrow.value for arrow in Direction] == ["↑", "→", "↓"]


@pytest.mark.parametrize(
    ("value", "digits", "expected"),
    [
        # measures.md: 12.5% is 13%, half away from zero, as Excel shows it
        (12.5, 0, "13"), (-12.5, 0, "-13"), (0.125, 2, "0.13"), (-0.125, 2, "-0.13"),
        (0.5, 0, "1"), (1.5, 0, "2"), (2.5, 0, "3"), (-0.5, 0, "-1"),
        # halves that binary fractions hold a little below the half
        (1.005, 2, "1.01"), (2.675, 2, "2.68"), (0.285, 2, "0.29"), (1.115, 2, "1.12"),
        (0.4999999999, 0, "0"), (34.75, 0, "35"), (34.75, 2, "34.75"), (34.75, 1, "34.8"),
        (1e15, 2, "1000000000000000.00"), (0.0, 0, "0"), (1234.0, 0, "1234"),
    ],
)  # fmt: skip
def test_a_half_is_rounded_away_from_zero(value: float, digits: int, expected: str) -> None:
    assert str(rounded(value, digits)) == expected


def test_a_number_is_the_decimal_of_15_digits_that_excel_shows() -> None:
    assert decimal_of(0.1 + 0.2) == Decimal("0.3")
    assert decimal_of(1 / 3) == Decimal("0.333333333333333")


def test_rolling_figures_of_nothing_are_nothing() -> None:
    assert mean([]) is None
    assert maximum([]) is None


def test_rolling_figures_are_the_mean_and_the_largest_of_what_is_there() -> None:
    assert mean([0.1] * 10) == 0.1  # a plain sum of ten tenths is not 1
    assert mean([439, 399, 397]) == pytest.approx(1235 / 3, rel=1e-15)
    assert maximum([-5.0, -2.0]) == -2.0
