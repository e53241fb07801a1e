"""Which direction of travel is good for an indicator."""

from enum import Enum


class Polarity(Enum):
    """The scorecard's column DoT; without a polarity a change is not judged."""

    HIGHER_IS_BETTER = "higher is better"
    LOWER_IS_BETTER = "lower is better"
    NONE = "no judgement"
