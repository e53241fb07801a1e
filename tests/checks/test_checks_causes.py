"""The likely cause of a published figure that does not follow from the values."""

import pytest
from drafts import Draft, DraftRow

from xlscorecard.domain.cell import CellContent, ErrorCode
from xlscorecard.sheet.headings import Column

# EH1a in the scorecard document, May-18 to Aug-19; the figures below are worked out by hand.
EH1A: list[CellContent] = [
    float(value) for value in (37, 19, 42, 18, 17, 20, 9, 21, 14, 81, 270, 60, 57, 144, 96, 126)
]


@pytest.mark.parametrize(
    ("column", "printed", "cause"),
    [
        # 915 / 12 is 76.25; the 11 months from Oct-18 sum to 898, the 13 from Aug-18 to 933,
        # all 16 to 1,031
        (Column.AVERAGE, 898 / 11, "taken over 11 months, not 12"),
        (Column.AVERAGE, 933 / 13, "taken over 13 months, not 12"),
        (Column.AVERAGE, 1031 / 16, "taken over 16 months, not 12"),
        (Column.AVERAGE, 80.0, "rounded too far"),
        (Column.AVERAGE, 76.19, "typed over"),
        (Column.AVERAGE, 61.0, "typed over"),
        (Column.AVERAGE, ErrorCode("#DIV/0!"), "a formula that failed, kept as a value"),
        (Column.AVERAGE, "see note", "the text was typed in"),
        # 126 / 96 is +31%; against Jun-19 126 / 144, against Aug-18 126 / 18
        (Column.PREVIOUS_CHANGE, 126 / 144 - 1, "compared with Jun-19, not Jul-19"),
        (Column.PREVIOUS_CHANGE, 31.25, "a percentage typed without its % sign"),
        (Column.PREVIOUS_CHANGE, -0.3125, "the sign was turned round"),
        (Column.YEAR_CHANGE, 126 / 42 - 1, "compared with Jul-18, not Aug-18"),
        (Column.YEAR_CHANGE, 0.3125, "compared with Jul-19, not Aug-18"),
        (Column.MAXIMUM, 144.0, "taken over 5 months, not 12"),
    ],
)
def test_the_cause_is_told_where_another_rule_would_give_the_printed_figure(
    column: Column, printed: CellContent, cause: str
) -> None:
    row = DraftRow(reference="A1", title="Families", values=list(EH1A), printed={column: printed})
    (finding,) = Draft(rows=[row]).checked().findings
    assert finding.rule == "published-differs"
    assert finding.message.endswith(f"likely cause: {cause}")


def test_an_arrow_without_the_tolerance_is_told() -> None:
    # 105 / 100 is +5%, within the tolerance of 10%
    values: list[CellContent] = [*[100.0] * 15, 105.0]
    row = DraftRow(
        reference="A1", title="Families", values=values, printed={Column.PREVIOUS_ARROW: "↑"}
    )
    (finding,) = Draft(rows=[row]).checked().findings
    assert finding.message.endswith("likely cause: the arrow was set without the tolerance")


def test_missing_months_counted_as_zero_are_told() -> None:
    # Ten values of 60 in the last twelve months: 600 / 12 is 50.
    values: list[CellContent] = [60.0] * 16
    values[6] = values[8] = None
    row = DraftRow(reference="A1", title="Families", values=values, printed={Column.AVERAGE: 50.0})
    (finding,) = Draft(rows=[row]).checked().findings
    assert finding.message.endswith("likely cause: months without a value were counted as 0")
