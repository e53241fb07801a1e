"""The functions that Excel offers, in words: the one list from which everything else is made.

From it come the VBA wrappers, the texts of the function wizard, the Functions sheet of the
workbook and the page of the documentation. What a function computes stands in ``functions``,
under the name given here.
"""

from dataclasses import dataclass
from enum import Enum

from xlscorecard.errors import InvalidValueError

CATEGORY = "Scorecard"
"""Where the function wizard lists them."""


LONGEST_TEXT = 255
"""Characters of a text of the function wizard (Excel's specifications and limits)."""


class Cells(Enum):
    """Cells of the scorecard that an example takes as an argument."""

    VALUES = "the values of a row"
    MONTHS = "the months of the heading"
    CURRENT = "the newest value"
    PREVIOUS = "the value before it"
    TOLERANCE = "the tolerance of the Settings sheet"


Example = tuple[Cells | int | str, ...]
"""The arguments of an example: cells of the scorecard, numbers and texts as they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """An argument of a function: its name, and what the wizard says about it."""

    name: str
    text: str
    optional: bool = False

    def __post_init__(self) -> None:
        _require_short(self.name, self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """A function that cells can call.

    ``name`` is Excel's, ``python`` that of the function in ``functions``. ``text`` says what it
    answers, ``percentage`` whether the answer is shown as one.
    """

    name: str
    python: str
    text: str
    arguments: tuple[Argument, ...]
    example: Example
    percentage: bool = False

    def __post_init__(self) -> None:
        _require_short(self.name, self.text)

    @property
    def syntax(self) -> str:
        """The call as the documentation writes it, optional arguments in brackets."""
        names = (f"[{each.name}]" if each.optional else each.name for each in self.arguments)
        return f"{self.name}({', '.join(names)})"


def _require_short(place: str, text: str) -> None:
    if len(text) > LONGEST_TEXT:
        raise InvalidValueError.because(
            place=place,
            found=f"a text of {len(text)} characters",
            expected=f"at most {LONGEST_TEXT}",
            remedy="Shorten it.",
        )


_VALUES = Argument(
    name="values",
    text="The cells with the values: one row, or a block of rows for one answer a row. Blank "
    "cells, texts such as n/a and error cells count as missing.",
)
_MONTHS = Argument(
    name="months",
    text="The months above the values, one a column, such as Aug-19. The last of them is the "
    "reporting month.",
)
_FREQUENCY = Argument(
    name="frequency",
    text="monthly (or left out), quarterly (also where the cells are merged by quarters) or "
    "annual: one for all, or one for each row.",
    optional=True,
)
_UNIT = Argument(
    name="unit",
    text="% (or left out) for the change in per cent, points for the difference of two "
    "percentages: one for all, or one for each row.",
    optional=True,
)
_TOLERANCE = Argument(
    name="tolerance",
    text="From which change on the arrow points up or down, such as 10% (also when left out): "
    "one for all, or one for each row. Required when the unit is points.",
    optional=True,
)
_CURRENT = Argument(name="current", text="The newer value: a cell, or a column of cells.")
_EARLIER = Argument(name="earlier", text="The value to compare it with: a cell, or a column.")

FUNCTIONS: tuple[Function, ...] = (
    Function(
        name="SC_PREVIOUS_ARROW",
        python="previous_arrow",
        text="The arrow of the change from the previous period: ↑ up by the tolerance or more, "
        "↓ down by it or more, → similar.",
        arguments=(_VALUES, _MONTHS, _TOLERANCE, _FREQUENCY, _UNIT),
        example=(Cells.VALUES, Cells.MONTHS, Cells.TOLERANCE),
    ),
    Function(
        name="SC_PREVIOUS_CHANGE",
        python="previous_change",
        text="The change from the previous period: 0.1 is +10%. Format the cell as a percentage.",
        arguments=(_VALUES, _MONTHS, _FREQUENCY, _UNIT),
        example=(Cells.VALUES, Cells.MONTHS),
        percentage=True,
    ),
    Function(
        name="SC_YEAR_ARROW",
        python="year_arrow",
        text="The arrow of the change from the same period of the previous year: ↑ up by the "
        "tolerance or more, ↓ down by it or more, → similar.",
        arguments=(_VALUES, _MONTHS, _TOLERANCE, _FREQUENCY, _UNIT),
        example=(Cells.VALUES, Cells.MONTHS, Cells.TOLERANCE),
    ),
    Function(
        name="SC_YEAR_CHANGE",
        python="year_change",
        text="The change from the same period of the previous year: 0.1 is +10%. Format the "
        "cell as a percentage.",
        arguments=(_VALUES, _MONTHS, _FREQUENCY, _UNIT),
        example=(Cells.VALUES, Cells.MONTHS),
        percentage=True,
    ),
    Function(
        name="SC_LAG_CHANGE",
        python="lag_change",
        text="The change from a number of periods before: with 3, from three months ago. 0.1 is "
        "+10%. Format the cell as a percentage.",
        arguments=(
            _VALUES,
            _MONTHS,
            Argument(name="lag", text="How many periods before: a whole number from 1 on."),
            _FREQUENCY,
            _UNIT,
        ),
        example=(Cells.VALUES, Cells.MONTHS, 3),
        percentage=True,
    ),
    Function(
        name="SC_AVERAGE",
        python="average",
        text="The average of the values of the 12 months up to the last month; missing values "
        "are left out, and are never zeros.",
        arguments=(_VALUES, _MONTHS, _FREQUENCY),
        example=(Cells.VALUES, Cells.MONTHS),
    ),
    Function(
        name="SC_MAX",
        python="maximum",
        text="The largest of the values of the 12 months up to the last month.",
        arguments=(_VALUES, _MONTHS, _FREQUENCY),
        example=(Cells.VALUES, Cells.MONTHS),
    ),
    Function(
        name="SC_MIN",
        python="minimum",
        text="The smallest of the values of the 12 months up to the last month.",
        arguments=(_VALUES, _MONTHS, _FREQUENCY),
        example=(Cells.VALUES, Cells.MONTHS),
    ),
    Function(
        name="SC_JUDGEMENT",
        python="judgement",
        text="What an arrow means: Positive, Similar or Negative; an empty text where the "
        "polarity is blank.",
        arguments=(
            Argument(name="arrow", text="An arrow: a cell, or a column of cells."),
            Argument(
                name="polarity",
                text="▲ higher is better, ▼ lower is better, or a word such as High or Low; blank: "
                "no judgement. One for all, or one for each row.",
            ),
        ),
        example=("↑", "▲"),
    ),
    Function(
        name="SC_CHANGE",
        python="change",
        text="The change from the earlier to the current value: 0.1 is +10%. Format the cell as "
        "a percentage.",
        arguments=(_CURRENT, _EARLIER, _UNIT),
        example=(Cells.CURRENT, Cells.PREVIOUS),
        percentage=True,
    ),
    Function(
        name="SC_ARROW",
        python="arrow",
        text="The arrow of the change from the earlier to the current value: ↑ up by the "
        "tolerance or more, ↓ down by it or more, → similar.",
        arguments=(_CURRENT, _EARLIER, _TOLERANCE, _UNIT),
        example=(Cells.CURRENT, Cells.PREVIOUS, Cells.TOLERANCE),
    ),
)
