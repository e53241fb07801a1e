"""Published figures against the values: what is a finding, with which cause, and what is none."""

from collections.abc import Sequence

import pytest

from xlscorecard.actions.refresh import refresh
from xlscorecard.books.protocol import Applied, Progress, no_progress
from xlscorecard.core.checks.published_findings import PUBLISHED_RULES
from xlscorecard.core.domain.finding import Finding, Severity
from xlscorecard.core.domain.period import month_label, month_of
from xlscorecard.core.sheet.address import Area, Place
from xlscorecard.core.sheet.content import NOT_CALCULATED, CellContent, ErrorCode
from xlscorecard.core.sheet.edits import Plan
from xlscorecard.core.sheet.grid import Grid
from xlscorecard.core.sheet.sheets import UsedFunctions

_: None = None
MONTHS = [month_label(month) for month in range(month_of(2018, 5), month_of(2019, 8) + 1)]  # type: ignore[arg-type]
COMPUTED = [
    "Arrow prev. period", "% change from prev. period", "Arrow prev. yr",
    "% change from same period prev. yr", "12 month average", "12-mnth max value",
]  # fmt: skip
# The columns after A, B and the months C to R.
ARROW, CHANGE, YEAR_ARROW, YEAR_CHANGE, AVERAGE, MAXIMUM = "STUVWX"
# scorecard.txt, EH1a: values, and what is printed beside them.
EH1A = [37, 19, 42, 18, 17, 20, 9, 21, 14, 81, 270, 60, 57, 144, 96, 126]
EH1A_PRINTED: list[CellContent] = ["↑", 0.31, "↑", 6.0, 76.0, 270.0]


class OneSheet:
    """A book of one sheet, to look at and not to write to."""

    name = "in memory"
    sheet_names: Sequence[str] = ("Scorecard",)

    def __init__(self, grid: Grid) -> None:
        self.grid = grid

    def read(self, sheet: str) -> Grid:
        assert sheet == self.grid.sheet
        return self.grid

    def percentage_cells(self, _sheet: str, _area: Area) -> frozenset[Place] | None:
        return None

    def formulas_with(self, _start: str) -> UsedFunctions:
        return UsedFunctions()

    def apply(self, plan: Plan, progress: Progress = no_progress) -> Applied:
        raise AssertionError(f"{plan} was to be looked at alone, {progress}")


def findings(
    values: Sequence[CellContent],
    printed: Sequence[CellContent],
    *,
    percentage: str = "-",
    formulas: Sequence[str] = (),
    period: str | None = None,
) -> list[Finding]:
    """The findings about what is printed beside one row of values under the months."""
    heading: list[CellContent] = ["Ref.", "Indicator", *MONTHS, *COMPUTED, "Percentage?"]
    row: list[CellContent] = ["A1", "Families", *values, *printed, percentage]
    grid = Grid(
        sheet="Scorecard",
        rows={1: heading, 2: [float(cell) if type(cell) is int else cell for cell in row]},
        formulas={Place(2, 19 + "STUVWX".index(letter)): "1+1" for letter in formulas},
    )
    found = refresh(OneSheet(grid), dry_run=True, period=period).findings
    about_figures = {rule.name for rule in PUBLISHED_RULES}
    return [each for each in found if each.rule in about_figures]


def printed(**changed: CellContent) -> list[CellContent]:
    """What is printed beside EH1a, with some cells changed by the letter of their column."""
    return [changed.get(letter, cell) for letter, cell in zip("STUVWX", EH1A_PRINTED, strict=True)]


def test_what_is_printed_as_it_follows_from_the_values_is_no_finding() -> None:
    assert findings(EH1A, EH1A_PRINTED) == []


@pytest.mark.parametrize("average", [76.0, 76.3, 76.25], ids=["whole", "one", "all"])
def test_a_figure_rounded_to_the_places_that_it_shows_is_no_finding(average: float) -> None:
    # 915 / 12 is 76.25; half away from zero it is 76.3 to one place
    assert findings(EH1A, printed(W=average)) == []


@pytest.mark.parametrize("change", [0.31, 0.3125, 0.313])
def test_a_change_rounded_to_a_whole_per_cent_or_finer_is_no_finding(change: float) -> None:
    assert findings(EH1A, printed(T=change)) == []


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"S": "↓"}, 'arrow from the previous period was printed as "↓", the values '
         'give "↑"; '
         "likely cause: typed over"),
        ({"T": 0.32}, "change from the previous period was printed as +32%, the values give +31%; "
         "likely cause: typed over"),
        ({"T": "n/a"}, 'change from the previous period was printed as "n/a", the '
         "values give +31%; likely cause: the text was typed in"),
        ({"U": "-"}, 'arrow from a year ago was printed as "-", the values give "↑"; '
         "likely cause: the text was typed in"),
        ({"V": -6.0}, "change from a year ago was printed as -600%, the values give +600%; "
         "likely cause: the sign was turned round"),
        ({"W": 75.0}, "12 month average was printed as 75, the values give 76.25; "
         "likely cause: typed over"),
        ({"W": 76.1}, "12 month average was printed as 76.10, the values give 76.25; "
         "likely cause: typed over"),
        ({"X": 2700.0}, "12 month max was printed as 2,700, the values give 270; "
         "likely cause: typed over"),
    ],
    ids=["arrow", "change", "no change", "no arrow", "sign", "average", "digits", "maximum"],
)  # fmt: skip
def test_a_figure_that_does_not_follow_is_reported_with_printed_expected_and_cause(
    changed: dict[str, CellContent], message: str
) -> None:
    (letter,) = changed
    assert findings(EH1A, printed(**changed)) == [
        Finding(
            rule="published-differs",
            severity=Severity.WRONG,
            cells=(f"Scorecard!{letter}2",),
            reference="A1",
            message=f"A1 {message}",
            remedy="a refresh puts it right; check what was published from it",
        )
    ]


def test_every_wrong_cell_of_a_row_is_reported_on_its_own() -> None:
    found = findings(EH1A, printed(S="→", W=80.0, X=1.0))
    assert [each.cells for each in found] == [
        ("Scorecard!S2",), ("Scorecard!W2",), ("Scorecard!X2",),
    ]  # fmt: skip


def test_an_error_among_the_figures_is_reported() -> None:
    (found,) = findings(EH1A, printed(W=ErrorCode("#DIV/0!")))
    assert (found.rule, found.severity, found.cells) == (
        "published-differs",
        Severity.WRONG,
        ("Scorecard!W2",),
    )
    assert "#DIV/0!" in found.message
    assert "76.25" in found.message


def test_percentages_are_compared_and_told_to_a_tenth_of_a_per_cent() -> None:
    values = [_] * 5 + [0.0621] + [_] + [0.0777] + [_] * 8
    right: list[CellContent] = ["-", "n/a", "-", "n/a", 0.07, 0.078]
    assert findings(values, right, percentage="P") == []
    (found,) = findings(values, [*right[:4], 0.071, 0.078], percentage="P")
    assert found.message == (
        "A1 12 month average was printed as 7.1%, the values give 7.0%; likely cause: typed over"
    )


# -- numbers stored as text ----------------------------------------------------------------------

YO2 = [_, "434", _, _, _, "439", _, "399", _, _, _, "397", _, _, _, _]


def test_a_formula_passes_over_text_so_an_average_of_nothing_but_text_is_missing() -> None:
    # measures.md: YO2, 12 month average '-' and max 0, because its numbers are text
    assert [each.message for each in findings(YO2, ["-", "n/a", "-", "n/a", "-", 0])] == [
        'A1 12 month average was printed as "-", the values give 412; '
        "likely cause: numbers stored as text were left out",
        "A1 12 month max was printed as 0, the values give 439; "
        "likely cause: numbers stored as text were left out",
    ]


def test_a_figure_without_some_numbers_stored_as_text_has_the_same_cause() -> None:
    values: list[CellContent] = [*EH1A[:10], "270", *EH1A[11:]]
    (found,) = findings(values, printed(W=(915 - 270) / 11))
    assert found.message == (
        "A1 12 month average was printed as 58.64, the values give 76.25; "
        "likely cause: numbers stored as text were left out"
    )


def test_any_other_figure_beside_numbers_stored_as_text_was_typed_over() -> None:
    found = findings(YO2, ["-", "n/a", "-", "n/a", 400, 439])
    assert [each.message for each in found] == [
        "A1 12 month average was printed as 400, the values give 412; likely cause: typed over"
    ]


# -- blanks --------------------------------------------------------------------------------------


@pytest.mark.parametrize("blank", [None, ""])
def test_blank_cells_of_a_row_make_one_finding_together(blank: CellContent) -> None:
    assert findings(EH1A, printed(T=blank, W=blank)) == [
        Finding(
            rule="never-filled",
            severity=Severity.NOTE,
            cells=("Scorecard!T2", "Scorecard!W2"),
            reference="A1",
            message="A1 was printed blank, the values give change from the previous period +31%, "
            "12 month average 76.25; likely cause: never filled",
            remedy="a refresh fills it",
        )
    ]


def test_a_blank_where_there_is_no_figure_is_no_finding() -> None:
    assert findings([_] * 16, [_] * 6) == []
    assert findings([*[_] * 15, 5], [_, _, _, _, 5, 5]) == []


# -- not refreshed since -------------------------------------------------------------------------

# EH1a as it was printed a month, or two, earlier; worked out from scorecard.txt:
# Jul-19: 96/144, 96/42, 807/12.  Jun-19: 144/57, 144/19, 753/12.
JULY: list[CellContent] = ["↓", -0.33, "↑", 1.29, 67.0, 270.0]
JUNE: list[CellContent] = ["↑", 1.53, "↑", 6.58, 63.0, 270.0]


@pytest.mark.parametrize("stale", [JULY, JUNE], ids=["Jul-19", "Jun-19"])
def test_figures_that_were_right_some_months_ago_are_no_finding(stale: list[CellContent]) -> None:
    assert findings(EH1A, stale) == []


def test_figures_from_before_the_newest_value_came_are_no_finding() -> None:
    # The column Aug-19 was there and blank: no changes, and 11 months: 789 / 11.
    assert findings(EH1A, ["-", "n/a", "-", "n/a", 72.0, 270.0]) == []


def test_a_wrong_figure_among_stale_ones_is_still_a_finding() -> None:
    found = findings(EH1A, [*JULY[:4], 70.0, 270.0])
    assert [each.cells for each in found] == [("Scorecard!W2",)]


def test_a_figure_of_long_ago_is_a_finding() -> None:
    # Nov-18 after Oct-18: 9 / 20 − 1
    found = findings(EH1A, printed(S="↓", T=-0.55))
    assert "Scorecard!T2" in {cell for each in found for cell in each.cells}


# -- formulas ------------------------------------------------------------------------------------


def test_a_formula_that_gives_another_figure_is_reported_as_a_formula() -> None:
    assert findings(EH1A, printed(W=80.0), formulas="W") == [
        Finding(
            rule="formula-differs",
            severity=Severity.WRONG,
            cells=("Scorecard!W2",),
            reference="A1",
            message="A1 12 month average: the formula gives 80, the values give 76.25",
            remedy='correct the formula; to have it replaced, set "Formulas in computed cells" on '
            'the Settings sheet to "replace"',
        )
    ]


def test_a_formula_that_gives_the_figure_is_no_finding() -> None:
    assert findings(EH1A, printed(T=0.3125, W=76.25), formulas="TW") == []


def test_a_formula_without_a_result_is_a_note_and_not_called_never_filled() -> None:
    found = findings(EH1A, printed(W=NOT_CALCULATED), formulas="W")
    assert [(each.rule, each.severity, each.cells) for each in found] == [
        ("formula-without-result", Severity.NOTE, ("Scorecard!W2",))
    ]
    assert found[0].message == (
        "A1 12 month average: the formula is not calculated, so it was compared with nothing; the "
        "values give 76.25"
    )


def test_the_result_of_a_formula_is_never_excused_as_old() -> None:
    # What followed in July: 96 after 144, 42 a year before; the average of Aug-18 to Jul-19.
    july: list[CellContent] = ["↓", 96 / 144 - 1, "↑", 96 / 42 - 1, 807 / 12, 270.0]
    assert findings(EH1A, july) == []
    assert [each.cells for each in findings(EH1A, july, formulas="W")] == [("Scorecard!W2",)]
