"""The words of settings that may stand in arguments of the functions too."""

from xlscorecard.core.domain.period import Frequency
from xlscorecard.core.domain.polarity import Polarity
from xlscorecard.core.domain.settings import ChangeUnit

FREQUENCY_WORDS = {
    "monthly": Frequency.MONTHLY,
    "quarterly": Frequency.QUARTERLY,
    "annual": Frequency.ANNUAL,
}
UNIT_WORDS = {unit.value: unit for unit in ChangeUnit}
POLARITY_WORDS = {
    "▲": Polarity.HIGHER_IS_BETTER,
    "▼": Polarity.LOWER_IS_BETTER,
    "none": Polarity.NONE,
}
