"""The likely cause of a published figure that does not follow from the values."""

import pytest

from tests.checks.drafts import Draft, DraftRow
from xlscorecard.core.sheet.content import CellContent, ErrorCode
from xlscorecard.core.table.headings import Column

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
        (Column.PREVIOUS_CHANGE, 31.0, "a percentage typed without its % sign"),
        (Column.PREVIOUS_CHANGE, 0.003125, "a percentage divided by 100 once too often"),
        (Column.PREVIOUS_CHANGE, 30.0, "given as a difference, not in per cent"),
        # A count is no percentage, and 3 is not a rounded 2.7.
        (Column.MAXIMUM, 3.0, "typed over"),
        (Column.AVERAGE, 7625.0, "typed over"),
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


def printed_for(values: list[CellContent]) -> dict[Column, CellContent]:
    """What a refresh writes for these sixteen monthly values, May-18 to Aug-19."""
    current, earlier, a_year_ago = (_number(values[at]) for at in (15, 14, 3))
    window = [_number(value) for value in values[4:] if value is not None]
    return {
        Column.PREVIOUS_CHANGE: current / earlier - 1,
        Column.YEAR_CHANGE: current / a_year_ago - 1,
        Column.AVERAGE: sum(window) / len(window),
        Column.MAXIMUM: max(window),
    }


def _number(value: CellContent) -> float:
    assert isinstance(value, float)
    return value


def causes(values: list[CellContent], printed: dict[Column, CellContent]) -> set[str]:
    """The causes that are told of what is printed beside the values."""
    row = DraftRow(reference="A1", title="Families", values=values, printed=printed)
    # Rows beside it keep Aug-19 the reporting period where the row has no value for it.
    beside = [DraftRow(reference=f"B{at}", title="Others", values=list(EH1A)) for at in (1, 2)]
    found = Draft(rows=[row, *beside]).checked().findings
    return {
        cause
        for each in found
        if each.reference == "A1" and (cause := each.message.partition("likely cause: ")[2])
    }


@pytest.mark.parametrize(("position", "month"), [(15, "Aug-19"), (14, "Jul-19"), (10, "Mar-19")])
def test_a_value_changed_after_the_figures_is_told_and_nobody_is_blamed(
    position: int, month: str
) -> None:
    changed = list(EH1A)
    changed[position] = _number(changed[position]) + 40.0
    assert causes(changed, printed_for(EH1A)) == {
        f"worked out before the value of {month} was changed"
    }


def test_a_value_that_has_gone_since_is_told() -> None:
    without = list(EH1A)
    without[14] = None
    assert causes(without, printed_for(EH1A)) == {"worked out when Jul-19 had a value"}


PRINTED_IN_THE_DOCUMENT: dict[Column, CellContent] = {
    Column.PREVIOUS_ARROW: "↑",
    Column.PREVIOUS_CHANGE: 0.31,
    Column.YEAR_ARROW: "↑",
    Column.YEAR_CHANGE: 6.0,
    Column.AVERAGE: 76.0,
    Column.MAXIMUM: 270.0,
}
"""What the scorecard document prints beside EH1a: whole numbers and whole per cents."""


@pytest.mark.parametrize(
    ("position", "month"), [(15, "Aug-19"), (14, "Jul-19"), (3, "Aug-18"), (10, "Mar-19")]
)
@pytest.mark.parametrize("content", [ErrorCode("#REF!"), "12,5", "see note", None, "-"])
def test_nobody_is_blamed_for_rounded_figures_of_a_value_that_is_not_there_now(
    position: int, month: str, content: CellContent
) -> None:
    broken = list(EH1A)
    broken[position] = content
    found = causes(broken, PRINTED_IN_THE_DOCUMENT)
    assert found == {f"worked out when {month} had a value"}


@pytest.mark.parametrize(("position", "month"), [(15, "Aug-19"), (14, "Jul-19")])
def test_nobody_is_blamed_for_rounded_figures_of_a_value_that_was_changed(
    position: int, month: str
) -> None:
    changed = list(EH1A)
    changed[position] = 150.0
    assert causes(changed, PRINTED_IN_THE_DOCUMENT) == {
        f"worked out before the value of {month} was changed"
    }


def test_an_average_over_a_cell_that_cannot_be_read_is_not_called_typed_over() -> None:
    broken = list(EH1A)
    broken[13] = "see note"
    assert causes(broken, PRINTED_IN_THE_DOCUMENT) == {"worked out when Jun-19 had a value"}


def test_a_maximum_too_low_is_not_excused_by_a_cell_that_cannot_be_read() -> None:
    broken = list(EH1A)
    broken[13] = "see note"
    assert causes(broken, {Column.MAXIMUM: 133.0}) == {"typed over"}


def test_two_figures_typed_over_have_no_common_cause() -> None:
    typed = printed_for(EH1A) | {Column.AVERAGE: 61.0, Column.MAXIMUM: 99.5}
    assert causes(list(EH1A), typed) == {"typed over"}


@pytest.mark.parametrize("arrow", ["▲", "⬆", "⇧", "up", "UP"])
def test_the_right_arrow_in_another_sign_is_no_finding(arrow: str) -> None:
    assert causes(list(EH1A), {Column.PREVIOUS_ARROW: arrow}) == set()
