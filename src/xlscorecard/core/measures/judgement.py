"""Judgement: whether a direction of travel is good news."""

from enum import Enum

from xlscorecard.core.domain.polarity import Polarity
from xlscorecard.core.measures.direction import Direction


class Judgement(Enum):
    """What the scorecard's colours say."""

    POSITIVE = "Positive"
    SIMILAR = "Similar"
    NEGATIVE = "Negative"


def judgement(direction: Direction | None, polarity: Polarity) -> Judgement | None:
    """What a direction means by the polarity; None without a direction or a polarity.

    Source: the scorecard's key, 'Positive, Similar, Negative' by colour, and its column DoT.
    """
    if direction is None or polarity is Polarity.NONE:
        return None
    if direction is Direction.LEVEL:
        return Judgement.SIMILAR
    good = Direction.UP if polarity is Polarity.HIGHER_IS_BETTER else Direction.DOWN
    return Judgement.POSITIVE if direction is good else Judgement.NEGATIVE
