"""Values in two versions: what is a revision of a published figure, and what is not."""

import pytest

from tests.revisions.scorecard_versions import general, of_indicators, told_between, version
from xlscorecard.actions.compare import compare
from xlscorecard.core.sheet.content import CellContent, ErrorCode

LATER = ("Jun-19", "Jul-19", "Aug-19", "Sep-19")


def test_a_version_compared_with_itself_has_no_changes() -> None:
    compared = compare(version(["A1", "Families", 1, "n/a", "7", None]),
                       version(["A1", "Families", 1, "n/a", "7", None]))  # fmt: skip
    assert compared.is_same


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (12, 13, ("revised", "12", "13")),
        (None, 13, ("filled in later", "", "13")),
        ("n/a", 13, ("filled in later", "n/a", "13")),
        ("about 12", 12, ("filled in later", "about 12", "12")),
        (12, None, ("removed", "12", "")),
        (12, "[c]", ("removed", "12", "[c]")),
        (12, ErrorCode("#N/A"), ("removed", "12", "#N/A")),
        ("1,200", 1300, ("revised", "1,200", "1,300")),
        (1234.1, 1234.2, ("revised", "1,234.1", "1,234.2")),
    ],
)
def test_another_figure_in_a_published_month_is_a_revision(
    before: CellContent, after: CellContent, expected: tuple[str, str, str]
) -> None:
    old = version(["A1", "Families", 1, before, 3, 4])
    new = version(["A1", "Families", 1, after, 3, 4])
    kind, *texts = expected
    compared = compare(old, new)
    assert [(own.kind.value, own.what) for own in compared.revisions] == [(kind, "Jun-19")]
    assert [compared.changes[0].before.text, compared.changes[0].after.text] == texts


@pytest.mark.parametrize(
    ("before", "after", "kind", "note"),
    [
        (434, "434", "stored as text or number", "a number stored as text"),
        ("5.9%", 0.059, "stored as text or number", "no longer stored as text"),
        ("n/a", None, "text in place of a figure", ""),
        ("[c]", "[x]", "text in place of a figure", ""),
        ("soon", "late", "text in place of a figure", ""),
    ],
)
def test_a_cell_without_another_figure_is_said_and_is_no_revision(
    before: CellContent, after: CellContent, kind: str, note: str
) -> None:
    compared = compare(
        version(["A1", "Families", before, 2, 3, 4]), version(["A1", "Families", after, 2, 3, 4])
    )
    assert [(own.kind.value, own.note) for own in compared.changes] == [(kind, note)]
    assert compared.revisions == ()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (0.1 + 0.2, 0.3),  # the same to 15 digits
        ("–", "-"),
        ("N/A", "n/a"),
        ("  ", None),
        ("434", " 434 "),
        ("not \n yet", "not yet"),
    ],
)
def test_what_means_the_same_is_no_change(before: CellContent, after: CellContent) -> None:
    old = version(["A1", "Families", before, 2, 3, 4])
    assert told_between(old, version(["A1", "Families", after, 2, 3, 4])) == []


def test_values_of_a_new_month_are_new_and_the_month_that_left_is_named_once() -> None:
    old = version(["A1", "Families", 1, 2, 3, 4], ["A2", "Children", 5, 6, 7, 8])
    new = version(["A1", "Families", 2, 3, 4, 9], ["A2", "Children", 6, 7, 8, "n/a"], months=LATER)
    compared = compare(old, new)
    assert told_between(old, new) == [
        ("new value", "A1", "Sep-19", "", "9"),
        ("new value", "A2", "Sep-19", "", "n/a"),
    ]
    assert compared.revisions == ()
    # 2019 × 12 + 4 is May, + 8 is September.
    assert (compared.months_left, compared.months_come) == ((2019 * 12 + 4,), (2019 * 12 + 8,))


def test_what_stood_after_the_old_reporting_period_had_not_been_published() -> None:
    settings = general(Reporting_period="Jul-19")
    old = version(["A1", "Families", 1, 2, 3, 4], settings=settings)
    new = version(["A1", "Families", 1, 2, 30, 40], settings=settings)
    assert told_between(old, new) == [
        ("revised", "A1", "Jul-19", "3", "30"),
        ("new value", "A1", "Aug-19", "4", "40"),
    ]


def test_a_published_month_that_is_gone_from_the_middle_is_one_revision() -> None:
    old = version(["A1", "Families", 1, 2, 3, 4], ["A2", "Children", 5, None, 7, 8])
    left = ("May-19", "Jul-19", "Aug-19")
    new = version(["A1", "Families", 1, 3, 4], ["A2", "Children", 5, 7, 8], months=left)
    compared = compare(old, new)
    assert told_between(old, new) == [("month removed", "", "Jun-19", "1 value", "")]
    assert compared.changes[0].before.cell == "Scorecard!D1"
    assert len(compared.revisions) == 1


def test_figures_that_print_alike_are_shown_in_full() -> None:
    old = version(["A1", "Share", 0.0591, 0, 0, 0, "P"], more=["Percentage?"])
    new = version(["A1", "Share", 0.0592, 0, 0, 0, "P"], more=["Percentage?"])
    assert told_between(old, new) == [("revised", "A1", "May-19", "5.91%", "5.92%")]


# -- quarters -----------------------------------------------------------------------------------

QUARTERLY = of_indicators({"Ref.": "A1", "Frequency": "quarterly"})


def test_a_quarter_whose_first_month_has_left_keeps_its_value() -> None:
    old = version(
        ["A1", "Claims", 97, None, None, 155], months=("Apr-19", "May-19", "Jun-19", "Jul-19"),
        merges=["C2:E2"],
    )  # fmt: skip
    new = version(
        ["A1", "Claims", 97, None, 155, None], months=("May-19", "Jun-19", "Jul-19", "Aug-19"),
        merges=["C2:D2", "E2:F2"],
    )  # fmt: skip
    assert told_between(old, new) == []


def test_a_quarter_that_was_not_over_is_a_new_value_and_a_published_one_a_revision() -> None:
    months = ("May-19", "Jun-19", "Jul-19", "Aug-19")
    old = version(["A1", "Claims", 97, None, None, None], months=months, settings=QUARTERLY)
    new = version(["A1", "Claims", None, 98, 155, None], months=months, settings=QUARTERLY)
    assert told_between(old, new) == [
        ("revised", "A1", "Q1 2019-20", "97", "98"),
        ("new value", "A1", "Q2 2019-20", "", "155"),
    ]


def test_a_quarter_that_had_a_value_before_it_was_over_had_been_published() -> None:
    old = version(["A1", "Claims", 97, None, 150, None], settings=QUARTERLY)
    new = version(["A1", "Claims", 97, None, None, 155], settings=QUARTERLY)
    assert told_between(old, new) == [("revised", "A1", "Q2 2019-20", "150", "155")]


def test_two_values_in_one_quarter_are_compared_by_their_months() -> None:
    old = version(["A1", "Claims", 97, None, None, None], settings=QUARTERLY)
    new = version(["A1", "Claims", 97, 12, None, None], settings=QUARTERLY)
    assert told_between(old, new) == [("filled in later", "A1", "Jun-19", "", "12")]


def test_a_value_that_left_with_its_month_is_not_removed() -> None:
    old = version(
        ["A1", "Claims", 97, None, None, None], months=("Apr-19", "May-19", "Jun-19", "Jul-19"),
        settings=QUARTERLY,
    )  # fmt: skip
    new = version(["A1", "Claims", None, None, None, None], settings=QUARTERLY)
    assert told_between(old, new) == []
