"""The words that may stand in cells of the Settings sheet, and in arguments of the functions."""

from xlscorecard.core.domain.period import Frequency
from xlscorecard.core.domain.polarity import Polarity
from xlscorecard.core.domain.settings import ChangeUnit, FormulaPolicy, Palette, TargetBasis

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
TARGET_BASIS_WORDS = {basis.value: basis for basis in TargetBasis}
FORMULA_WORDS = {policy.value: policy for policy in FormulaPolicy}
PALETTE_WORDS = {palette.value: palette for palette in Palette}
