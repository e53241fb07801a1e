"""Small scorecards, each with one fault of its headings, its periods or its settings.

They hold what a draft of many rows cannot: a column more, a heading that is missing, another sheet.
"""

from collections.abc import Sequence
from typing import NamedTuple

from tests.sheet.sheet_grids import COMPUTED_HEADINGS, Row, Sheets, grid
from xlscorecard.core.sheet.content import NOT_CALCULATED, CellContent
from xlscorecard.core.sheet.grid import Grid

_: None = None
MONTHS = ("Mar-19", "Apr-19", "May-19", "Jun-19", "Jul-19", "Aug-19")
COLUMNS_TABLE = ("Column", "What it means", "Heading there")
GENERAL = ("Setting", "Value")


class SmallFault(NamedTuple):
    """A workbook, the rule that is to find something in it, and where."""

    rule: str
    book: Sheets
    cells: tuple[str, ...]


def table(
    *rows: Sequence[CellContent],
    months: Sequence[CellContent] = MONTHS,
    more: Sequence[CellContent] = (),
    above: Sequence[Row] = (),
) -> Grid:
    """A table of references, names and months from A on, then more columns."""
    return grid(*above, ["Ref.", "Indicator", *months, *more], *rows)


def settings(*rows: Row, sheet: str = "Settings") -> Grid:
    return grid(*rows, sheet=sheet)


def values(reference: str, *numbers: CellContent) -> list[CellContent]:
    return [reference, f"Things of {reference}", *numbers]


STEADY = values("A1", 10, 12, 11, 13, 12, 14)
OTHER = values("A2", 30, 31, 33, 32, 35, 34)
MOVING = [
    [*values(f"M{number}", 10, 12, 11, 13, 12, 14 + number), "▲" if number > -2 else "▼"]
    for number in range(-5, 6)
    if number != -2
]
HALF = [["A1", "One", 9, 9, _, _, _, _]]

# Computed columns as they were right for Jul-19.
NOT_REFRESHED = table(
    [*values("A1", 10, 12, 11, 13, 12, 20), "→", 12 / 13 - 1, 58 / 5],
    [*values("A2", 30, 31, 33, 32, 35, 34), "→", 35 / 32 - 1, 161 / 5],
    more=["Arrow prev. period", "% change from prev. period", "12 month average"],
)
NOT_UNDERSTOOD = table(
    [*STEADY, "↑", 14 / 12 - 1, 12.0],
    [*OTHER, "→", 34 / 35 - 1, 32.5],
    more=["Arrow prev. period", "% change from prev. period", "12 mnth mean"],
)

SMALL_FAULTS = (
    SmallFault(
        "not-refreshed",
        Sheets(NOT_REFRESHED),
        ("Scorecard!I2", "Scorecard!J2", "Scorecard!K2", "Scorecard!J3", "Scorecard!K3"),
    ),
    SmallFault("computed-column-not-understood", Sheets(NOT_UNDERSTOOD), ("Scorecard!K1",)),
    SmallFault(
        "column-not-understood", Sheets(table([*STEADY, 5], more=["Rate"])), ("Scorecard!I1",)
    ),
    SmallFault("column-of-totals", Sheets(table([*STEADY, 72], more=["YTD"])), ("Scorecard!I1",)),
    SmallFault(
        "column-between-months",
        Sheets(
            grid(
                ["Ref.", "Indicator", "Jun-19", "England", "Jul-19", "Aug-19"],
                ["A1", "One", 1, 2, 3, 4],
            )
        ),
        ("Scorecard!D1",),
    ),
    SmallFault(
        "marked-month",
        Sheets(table(STEADY, months=[*MONTHS[:-1], "Aug-19 (p)"])),
        ("Scorecard!H1",),
    ),
    SmallFault(
        "newest-column-earlier",
        Sheets(
            table(values("A1", 10, 12, 11, 13), months=["May-19", "Jun-19", "Jul-19", "Aug-18"])
        ),
        ("Scorecard!F1",),
    ),
    SmallFault(
        "line-not-used",
        Sheets(table(STEADY), settings(COLUMNS_TABLE, ["Total", "leave alone", _])),
        ("Settings!A2",),
    ),
    SmallFault(
        "line-without-heading",
        Sheets(
            table([*STEADY, 5], more=["Rate"]), settings(COLUMNS_TABLE, ["I", "leave alone", _])
        ),
        ("Settings!A2",),
    ),
    SmallFault("dot-may-be-movement", Sheets(table(*MOVING, more=["DoT"])), ("Scorecard!I1",)),
    SmallFault(
        "settings-in-another-spelling",
        Sheets(table(STEADY), settings(GENERAL, ["Tolerance", 0.2], sheet="SETTINGS")),
        ("SETTINGS!A1",),
    ),
    SmallFault(
        "settings-not-read",
        Sheets(table(STEADY), settings(GENERAL, ["Tolerance", 0.2], sheet="Settings (2)")),
        ("'Settings (2)'!A1",),
    ),
    SmallFault(
        "settings-lack-heading",
        Sheets(
            table(STEADY),
            settings(["Ref.", "Frequency", "Unit of change", "Tolerance"], ["A1", "monthly"]),
        ),
        ("Settings!A1",),
    ),
    SmallFault(
        "unit-does-not-fit",
        Sheets(
            table([*STEADY, "-"], more=["Percentage?"]),
            settings(
                ["Ref.", "Frequency", "Unit of change", "Tolerance", "Polarity"],
                ["A1", _, "points", 0.02, _],
            ),
        ),
        ("Settings!A2",),
    ),
    SmallFault(
        "key-differs",
        Sheets(
            table(STEADY, above=[["Increase 10% or more"]]), settings(GENERAL, ["Tolerance", 0.05])
        ),
        ("Scorecard!A1",),
    ),
    SmallFault(
        "period-behind",
        Sheets(table(STEADY), settings(GENERAL, ["Reporting period", "Jun-19"])),
        ("Settings!B2", "Scorecard!H1"),
    ),
    SmallFault(
        "not-yet-in", Sheets(table(STEADY, values("A2", 30, 31, 33, 32, 35, _))), ("Scorecard!H3",)
    ),
    SmallFault(
        "period-of-zeros", Sheets(table(values("A1", 10, 12, 11, 13, 12, 0))), ("Scorecard!H1",)
    ),
    SmallFault(
        "made-ahead",
        Sheets(table([*STEADY, _, _], months=[*MONTHS, "Sep-19", "Oct-19"])),
        ("Scorecard!I1", "Scorecard!J1"),
    ),
    SmallFault("no-data", Sheets(table(values("A1", _, _, _, _, _, _))), ("Scorecard!H1",)),
    SmallFault(
        "marked-value", Sheets(table(values("A1", 10, 12, 11, 13, 12, "14 [p]"))), ("Scorecard!H2",)
    ),
    SmallFault(
        "value-not-calculated",
        Sheets(table(values("A1", 10, NOT_CALCULATED, 11, 13, 12, NOT_CALCULATED), OTHER)),
        ("Scorecard!D2", "Scorecard!H2"),
    ),
    SmallFault(
        "heading-not-calculated",
        Sheets(table(STEADY, months=[*MONTHS[:-1], NOT_CALCULATED])),
        ("Scorecard!H1",),
    ),
    SmallFault(
        "month-out-of-place",
        Sheets(table(STEADY, months=[*MONTHS[:-1], "Aug-26"])),
        ("Scorecard!H1",),
    ),
    SmallFault(
        "month-or-year",
        Sheets(grid(["Ref.", "Indicator", "2010-11"], ["A1", "One", 5])),
        ("Scorecard!C1",),
    ),
    SmallFault(
        "headings-beneath-a-month",
        Sheets(
            grid(["Ref.", "Indicator", "Aug-19", _], [_, _, "Plan", "Actual"], ["A1", "One", 5, 6])
        ),
        ("Scorecard!C2",),
    ),
    SmallFault("month-not-read", Sheets(table([*STEADY, 15], more=["Sept"])), ("Scorecard!I1",)),
    SmallFault(
        "repeated-column",
        Sheets(table([*STEADY, _, _], more=["Polarity", "Good is"])),
        ("Scorecard!J1",),
    ),
    SmallFault(
        "most-differ",
        Sheets(
            grid(
                ["Ref.", "Indicator", *MONTHS, *COMPUTED_HEADINGS],
                [*STEADY, "↓", 0.5, "-", "n/a", 99, 999],
                [*OTHER, "↑", 0.7, "-", "n/a", 88, 888],
            )
        ),
        tuple(f"Scorecard!{column}{row}" for row in (2, 3) for column in ("I", "J", "M", "N")),
    ),
    SmallFault(
        "figure-as-text", Sheets(table([*STEADY, "14"], more=["12 month max"])), ("Scorecard!I2",)
    ),
    SmallFault(
        "later-value",
        Sheets(
            table(
                *(values(f"R{number}", 10, 12, 11, 13, 12, 14, _) for number in range(20)),
                values("R20", 10, 12, 11, 13, 12, 14, 15),
                months=[*MONTHS, "Sep-19"],
            )
        ),
        ("Scorecard!I22",),
    ),
)
