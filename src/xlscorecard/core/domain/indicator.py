"""An indicator of the scorecard with its values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from xlscorecard.core.domain.cell_meaning import CellMeaning
from xlscorecard.core.domain.period import Frequency
from xlscorecard.core.domain.polarity import Polarity
from xlscorecard.core.sheet.content import NOT_CALCULATED
from xlscorecard.errors import InvalidValueError

_NO_CELLS: Mapping[int, CellMeaning] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One row of the scorecard.

    ``values`` are aligned to the scorecard's periods; None is missing. ``other_cells`` keeps,
    by position, the cells that are neither a plain number nor empty: tokens, numbers stored as
    text or with a marker (their number is in ``values`` too), errors, unreadable texts and
    formulas that are not calculated.
    """

    reference: str
    title: str
    values: tuple[float | None, ...]
    other_cells: Mapping[int, CellMeaning] = field(default_factory=lambda: _NO_CELLS)
    frequency: Frequency = Frequency.MONTHLY
    polarity: Polarity = Polarity.NONE
    percentage: bool = False

    @property
    def not_calculated(self) -> frozenset[int]:
        """The positions of formulas of which no result is known."""
        return frozenset(
            position for position, cell in self.other_cells.items() if cell is NOT_CALCULATED
        )

    def __post_init__(self) -> None:
        if not self.reference:
            raise InvalidValueError.because(
                place=f'indicator "{self.title}"',
                found="no reference",
                expected="a reference such as EH1a",
                remedy="Give each indicator a Ref. of its own.",
            )
