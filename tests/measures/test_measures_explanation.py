"""Explanations: they agree with the measures, and say truly what another arrow would take."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.measures.scorecard_rows import MONTHS, ROWS
from xlscorecard.core.domain.period import Frequency
from xlscorecard.core.domain.polarity import Polarity
from xlscorecard.core.domain.settings import ChangeUnit, Tolerance
from xlscorecard.core.measures.direction import Direction, direction
from xlscorecard.core.measures.explanation import Obstacle, explain_change, explain_figure
from xlscorecard.core.measures.results import measure
from xlscorecard.core.measures.timeline import Timeline

MONTHLY = Timeline.up_to(MONTHS, MONTHS[-1], Frequency.MONTHLY)
QUARTERLY = Timeline.up_to(MONTHS, MONTHS[-1], Frequency.QUARTERLY)
NOTHING: list[float | None] = [None] * (len(MONTHS) - 2)
TENTH = Tolerance(amount=0.1)
numbers = st.one_of(st.none(), st.integers(-50, 3000).map(lambda digits: digits / 10))
typed_rows = st.lists(numbers, min_size=len(MONTHS), max_size=len(MONTHS))
tolerances = st.builds(
    Tolerance,
    amount=st.integers(1, 1000).map(lambda thousandths: thousandths / 1000),
    unit=st.sampled_from(ChangeUnit),
)


@given(
    values=typed_rows,
    timeline=st.sampled_from([MONTHLY, QUARTERLY]),
    polarity=st.sampled_from(Polarity),
    tolerance=tolerances,
)
def test_an_explanation_agrees_with_the_measure(
    values: list[float | None], timeline: Timeline, polarity: Polarity, tolerance: Tolerance
) -> None:
    measures = measure(values, timeline, polarity, tolerance)
    a_year = timeline.frequency.periods_a_year
    previous = explain_change(values, timeline, 1, polarity, tolerance)
    assert previous.comparison == measures.previous
    year = explain_change(values, timeline, a_year, polarity, tolerance)
    assert year.comparison == measures.year
    assert (year.obstacle is None) == (measures.year.change is not None)
    figure = explain_figure(values, timeline)
    if not figure.undecided:
        assert len(figure.counted) == measures.counted
        assert max((value for _, value in figure.counted), default=None) == measures.maximum
    else:
        assert measures.maximum is None


@given(earlier=st.integers(1, 30000).map(lambda digits: digits / 100), tolerance=tolerances)
def test_another_arrow_takes_just_what_the_explanation_says(
    earlier: float, tolerance: Tolerance
) -> None:
    values = [*NOTHING, earlier, earlier]
    explained = explain_change(values, MONTHLY, 1, Polarity.NONE, tolerance)
    assert explained.up_from is not None
    assert explained.down_to is not None
    up_from, down_to = float(explained.up_from), float(explained.down_to)
    assume(up_from - down_to > 1e-6)
    near = 1e-7 * max(1.0, earlier)
    assert direction(up_from, earlier, tolerance) is Direction.UP
    assert direction(up_from - near, earlier, tolerance) is not Direction.UP
    assert direction(down_to, earlier, tolerance) is Direction.DOWN
    assert direction(down_to + near, earlier, tolerance) is not Direction.DOWN


def test_the_document_s_eh1c_was_compared_with_the_month_and_the_year_before() -> None:
    # scorecard.txt, EH1c: Jul-19 217, Aug-19 232, Aug-18 12; 10% of 217 is 21.7.
    explained = explain_change(ROWS["EH1c"], MONTHLY, 1, Polarity.LOWER_IS_BETTER, TENTH)
    assert (explained.current, explained.earlier) == (232, 217)
    assert (explained.period, explained.earlier_period) == (MONTHS[-1], MONTHS[-2])
    assert (explained.up_from, explained.down_to) == (Decimal("238.7"), Decimal("195.3"))
    year = explain_change(ROWS["EH1c"], MONTHLY, 12, Polarity.NONE, TENTH)
    assert (year.earlier, year.earlier_period) == (12, MONTHS[-13])


@pytest.mark.parametrize(
    ("last", "before", "obstacle"),
    [
        (None, 5, Obstacle.NO_CURRENT_VALUE),
        (5, None, Obstacle.NO_EARLIER_VALUE),
        (5, 0, Obstacle.EARLIER_VALUE_ZERO),
        (5, -5, Obstacle.EARLIER_VALUE_NEGATIVE),
        (1e300, 1e-300, Obstacle.EARLIER_VALUE_TINY),
        (5, 4, None),
    ],
)
def test_what_stands_in_the_way_of_a_change_is_named(
    last: float | None, before: float | None, obstacle: Obstacle | None
) -> None:
    values = [*NOTHING, before, last]
    assert explain_change(values, MONTHLY, 1, Polarity.NONE, TENTH).obstacle is obstacle


def test_a_quarter_with_several_values_is_not_guessed() -> None:
    # Q1 2019-20 (Apr to Jun) holds two values, Q4 2018-19 one.
    values: list[float | None] = [None] * len(MONTHS)
    values[8], values[11], values[12] = 3, 5, 6
    explained = explain_change(values, QUARTERLY, 1, Polarity.NONE, TENTH)
    assert explained.obstacle is Obstacle.SEVERAL_CURRENT_VALUES
    assert Frequency.QUARTERLY.label(explained.period) == "Q1 2019-20"
    figure = explain_figure(values, QUARTERLY)
    assert [Frequency.QUARTERLY.label(period) for period in figure.undecided] == ["Q1 2019-20"]
    values[15] = 7  # Aug-19, in Q2, which the reporting month cuts
    values[12] = None
    before = explain_change(values, QUARTERLY, 1, Polarity.NONE, TENTH)
    assert before.obstacle is None


def test_the_document_s_quarters_are_counted() -> None:
    figure = explain_figure(ROWS["FM012"], QUARTERLY)
    label = Frequency.QUARTERLY.label
    assert [(label(period), value) for period, value in figure.counted] == [
        ("Q2 2018-19", 0), ("Q3 2018-19", 38), ("Q4 2018-19", 16), ("Q1 2019-20", 85),
    ]  # fmt: skip
