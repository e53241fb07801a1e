"""Headings beneath a month: Plan, Actual, RAG are no periods of their own."""

from collections.abc import Sequence
from itertools import chain
from pathlib import Path

import pytest
from openpyxl.utils import get_column_letter

from tests.cases.scorecard_files import (
    AFTER,
    BEFORE,
    EH1A,
    MONTHS,
    Content,
    Row,
    indicator,
    save,
    settings_sheet,
)
from tests.cases.scorecard_outcomes import AUGUST, REFUSED, approximately, checked, month, refreshed

FILLING: dict[str, Content] = {"Plan": 500, "RAG": "G", "Target for month": 500}
"""What stands in the columns that hold no values."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "scorecard.xlsx"


def under_months(
    file: Path, names: Sequence[str], *, settings: Sequence[Sequence[Content]] = ()
) -> Path:
    """Sixteen merged months with these headings beneath each; Actual holds EH1a's values."""
    width = len(names)
    top = [*BEFORE, *chain.from_iterable([each, *[None] * (width - 1)] for each in MONTHS), *AFTER]
    merges = [
        f"{get_column_letter(6 + width * n)}1:{get_column_letter(5 + width * (n + 1))}1"
        for n in range(len(MONTHS))
    ]
    values = tuple(value if name == "Actual" else FILLING[name] for value in EH1A for name in names)
    rows: list[Row] = [indicator("A1", values), indicator("A2", values)]
    return save(
        file, *rows, above=[top], before=[None] * 5, periods=[*names] * len(MONTHS),
        after=[None] * len(AFTER), merges=merges, settings=settings,
        cells={f"{letter}{row}": text for row in (3, 4)
               for letter, text in (("A", f"A{row - 2}"), ("B", f"Name of A{row - 2}"))},
    )  # fmt: skip


@pytest.mark.parametrize(
    "names",
    [
        ("Plan", "Actual", "RAG"),
        ("Actual", "Plan", "RAG"),  # the values come first, by luck
        ("Plan", "Actual"),
        ("Actual", "RAG"),
        ("Plan", "RAG", "Actual"),
    ],
)
def test_sub_headings_beneath_months_are_refused(file: Path, names: tuple[str, ...]) -> None:
    # "such columns are no periods, and the refresh refuses, until the Columns table says which of
    # them hold the values"
    outcome = refreshed(under_months(file, names))
    assert outcome.refused
    text = " ".join(each.text for each in outcome.statements)
    for name in names:
        assert name in text
    # "Every message that refuses a column names the line that would settle it."
    assert "values" in text
    assert "Settings" in text or "Columns" in text


def test_the_first_of_them_is_named_by_its_cell(file: Path) -> None:
    outcome = refreshed(under_months(file, ("Plan", "Actual", "RAG")))
    assert [*outcome.about("F2", REFUSED), *outcome.about("F1", REFUSED),
            *outcome.about("G2", REFUSED)]  # fmt: skip


@pytest.mark.parametrize(
    "names",
    [
        ("Plan", "Actual", "RAG"), ("Actual", "Plan", "RAG"), ("Plan", "Actual"),
        ("Actual", "RAG"), ("Plan", "RAG", "Actual"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("by", ["settings", "caller"])
def test_the_columns_that_are_said_to_hold_the_values_are_read(
    file: Path, names: tuple[str, ...], by: str
) -> None:
    lines = settings_sheet(columns=[("Actual", "values", None)])
    path = under_months(file, names, settings=lines if by == "settings" else ())
    outcome = refreshed(path, columns={} if by == "settings" else {"Actual": "values"})
    assert not outcome.refused
    assert outcome.reporting == month(2019, 8)
    written = list(outcome.written.items())
    # The six computed columns of row 3, from the left: four of them, then average and maximum.
    row = [content for cell, content in written if cell.endswith("3")]
    assert tuple(row) == approximately(*AUGUST)


@pytest.mark.parametrize("filler", ["Plan", "RAG"])
def test_the_other_columns_may_be_left_alone_as_well(file: Path, filler: str) -> None:
    path = under_months(file, (filler, "Actual"))
    outcome = refreshed(path, columns={filler: "leave alone", "Actual": "values"})
    row = [content for cell, content in outcome.written.items() if cell.endswith("3")]
    assert tuple(row) == approximately(*AUGUST)


def test_check_names_them_too(file: Path) -> None:
    outcome = checked(under_months(file, ("Plan", "Actual", "RAG")))
    text = " ".join(each.text for each in outcome.statements)
    assert "Actual" in text
    assert "values" in text


def test_the_plans_are_never_taken_as_values(file: Path) -> None:
    # 500 in every month would be → 0% and an average of 500.
    outcome = refreshed(under_months(file, ("Plan", "Actual", "RAG")))
    assert 500 not in outcome.written.values()
    settled = refreshed(under_months(file, ("Plan", "Actual", "RAG")), columns={"Actual": "values"})
    assert 500 not in settled.written.values()
