"""The one table of the scorecard's columns and their headings.

Headings are compared as words: case, punctuation, line breaks and the common abbreviations of
the scorecard document ('12-mnth max value', 'prev. yr') make no difference.
"""

import re
from enum import Enum
from typing import NamedTuple


class Column(Enum):
    """A column of the table other than a month or a target; the value is its heading."""

    REFERENCE = "Ref."
    INDICATOR = "Indicator"
    OWNER = "Owner"
    REPORTER = "Reporter"
    OUTCOME = "Outcome"
    PREVIOUS_ARROW = "arrow for the change from the previous period"
    PREVIOUS_CHANGE = "% change from the previous period"
    YEAR_ARROW = "arrow for the change from the same period of the previous year"
    YEAR_CHANGE = "% change from the same period of the previous year"
    POLARITY = "DoT"
    MOVEMENT = "movement"
    AVERAGE = "12 month average"
    MAXIMUM = "12-mnth max value"
    PERCENTAGE = "Percentage?"
    STATISTICAL_NEIGHBOUR = "Stat. Neighbour"
    ENGLAND = "England"
    REGION = "SE region"
    COMMENTARY = "Commentary"


COMPUTED = (
    Column.PREVIOUS_ARROW,
    Column.PREVIOUS_CHANGE,
    Column.YEAR_ARROW,
    Column.YEAR_CHANGE,
    Column.AVERAGE,
    Column.MAXIMUM,
)
"""The columns that a refresh writes; no other cell is ever written."""

CHANGES = (Column.PREVIOUS_CHANGE, Column.YEAR_CHANGE)
FIGURES = (Column.AVERAGE, Column.MAXIMUM)
"""The computed columns that hold numbers, by their kind."""
ARROWS = (Column.PREVIOUS_ARROW, Column.YEAR_ARROW)
"""The computed columns that hold arrows."""
YEARLY = (Column.YEAR_ARROW, Column.YEAR_CHANGE)
"""The computed columns that look back a year."""

BENCHMARKS = (Column.STATISTICAL_NEIGHBOUR, Column.ENGLAND, Column.REGION)
"""The columns of figures from elsewhere."""

REQUIRED = (Column.REFERENCE, Column.INDICATOR)
"""Without these two, and at least one month, a sheet holds no scorecard."""

UNIQUE = (*REQUIRED, Column.POLARITY, Column.PERCENTAGE, *COMPUTED)
"""The columns of which a second one cannot be told from the first."""


class Group(NamedTuple):
    """A heading over an arrow cell and the percentage beside it."""

    title: str
    arrow: Column
    change: Column


PREVIOUS_GROUP = Group("% change from prev. period", Column.PREVIOUS_ARROW, Column.PREVIOUS_CHANGE)
YEAR_GROUP = Group("% change from same period prev. yr", Column.YEAR_ARROW, Column.YEAR_CHANGE)
"""As the scorecard document heads them."""

_NAMES: dict[Column, tuple[str, ...]] = {
    Column.REFERENCE: ("Ref.", "Reference", "Ref No.", "Indicator ref."),
    Column.INDICATOR: ("Indicator", "Performance indicator", "Measure", "Performance measure"),
    Column.OWNER: ("Owner", "Indicator owner", "Lead officer"),
    Column.REPORTER: ("Reporter", "Reporting officer"),
    Column.POLARITY: (
        "Polarity",
        "Good is",
        "Good performance is",
        "Good performance",
        "Good performance (High/Low)",
        "Good to be",
        "Better to be",
        "Better is",
        "High/Low is good",
        "Higher or lower is better",
        "Bigger or smaller is better",
        "Aim",
        "Aim to maximise/minimise",
        "Desired direction",
        "Preferred direction of travel",
    ),
    # The polarity of the scorecard document where nothing else is, the movement elsewhere.
    Column.MOVEMENT: ("DoT", "Direction of travel", "Direction of travel (DoT)"),
    Column.AVERAGE: ("12 month average", "Rolling 12 month average", "12 month average value"),
    Column.MAXIMUM: ("12-mnth max value", "12 month max", "Rolling 12 month max"),
    Column.PERCENTAGE: ("Percentage?", "Is percentage"),
    Column.STATISTICAL_NEIGHBOUR: ("Stat. Neighbour", "Stat. Neighbours"),
    Column.ENGLAND: ("England",),
    Column.REGION: ("SE region", "South East region", "South East", "Region"),
    Column.PREVIOUS_ARROW: ("Arrow prev. period", "Direction prev. period"),
    Column.YEAR_ARROW: ("Arrow prev. yr", "Direction prev. yr"),
}
_GROUP_NAMES: dict[Group, tuple[str, ...]] = {
    PREVIOUS_GROUP: (
        PREVIOUS_GROUP.title,
        "% change from the prev. period",
        "change from prev. period",
        "% change prev. period",
        "% change from prev. month",
    ),
    YEAR_GROUP: (
        YEAR_GROUP.title,
        "% change from same period of prev. yr",
        "% change from the same period of the prev. yr",
        "change from same period prev. yr",
        "% change from prev. yr",
        "% change from same period last year",
    ),
}
_STARTS: dict[Column, str] = {
    # The document's own heading goes on with a question in brackets, or with a month.
    Column.OUTCOME: "outcome",
    Column.COMMENTARY: "commentary",
}
_TARGET_START = "target"
_ARROW_PART = ("arrow", "direction")
_CHANGE_PART = ("%", "% change", "change")
_SAME_WORD = {
    "mnth": "month", "mnths": "month", "mth": "month", "mths": "month", "months": "month",
    "yr": "year", "prev": "previous", "stat": "statistical", "avg": "average", "ave": "average",
    "max": "maximum", "reference": "ref", "neighbours": "neighbour",
}  # fmt: skip
_WORD = re.compile(r"[^\W_]+|%")


def words(heading: str) -> str:
    """A heading reduced to its words, so that spellings of one heading are equal."""
    found = (_SAME_WORD.get(word, word) for word in _WORD.findall(heading.casefold()))
    return " ".join(found)


_COLUMN_OF = {words(name): column for column, names in _NAMES.items() for name in names}
_GROUP_OF = {words(name): group for group, names in _GROUP_NAMES.items() for name in names}


def heading_of(column: Column) -> str:
    """A heading that names a column, for a message; a movement is usually headed DoT."""
    return _NAMES[column][0] if column in _NAMES else column.value


def column_of(heading: str) -> Column | None:
    """The column that a heading names; None where it names none."""
    name = words(heading)
    if column := _COLUMN_OF.get(name):
        return column
    for column, start in _STARTS.items():
        if name == start or name.startswith(start + " "):
            return column
    return None


def group_of(heading: str) -> Group | None:
    """The pair of arrow and percentage that a heading names; None where it names none."""
    return _GROUP_OF.get(words(heading))


def part_of(group: Group, heading: str) -> Column | None:
    """Which of a group's two columns a heading under the group names; None if neither."""
    name = words(heading)
    if name in _ARROW_PART:
        return group.arrow
    return group.change if name in _CHANGE_PART else None


MEANT_BY_HEADING = (
    *(
        heading_of(column)
        for column in Column
        if column in _NAMES and column not in (Column.POLARITY, Column.MOVEMENT)
    ),
    *(column.value for column in (Column.OUTCOME, Column.COMMENTARY)),
    *(group.title for group in (PREVIOUS_GROUP, YEAR_GROUP)),
)
"""One heading for each known column, by which a person can say that another column is that one."""

TOTALS = frozenset(
    {
        "ytd", "total", "totals", "sum", "cumulative", "variance", "rank", "ranking", "average",
        "actual", "actuals", "plan", "planned", "rag", "rating", "status", "trend", "outturn",
        "forecast", "projection", "budget", "baseline", "quartile", "mean", "median", "weighting",
    }
)  # fmt: skip
"""Words that head figures beside the months which are no months themselves."""

_YEAR_TO_DATE = "year to date"


def is_of_totals(heading: str) -> bool:
    """Whether a heading has one of the words for totals and the like."""
    name = words(heading)
    return _YEAR_TO_DATE in name or not TOTALS.isdisjoint(name.split())


def target_year_text(heading: str) -> str | None:
    """The year's text of a target's heading ('Target 18-19'); None for another heading."""
    start, _, rest = " ".join(heading.split()).partition(" ")
    return rest if start.casefold() == _TARGET_START and rest else None
