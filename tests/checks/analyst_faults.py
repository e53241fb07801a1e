"""Faults that a careful analyst sees, each added to a clean draft: odd values, copies, texts.

The rule of each and its cells are as in ``faults.py``, which they extend.
"""

import random
from collections.abc import Sequence
from itertools import accumulate

from tests.checks.drafts import MONTHS, Draft, DraftRow, shown
from tests.checks.faults import (
    JULY,
    NEWEST,
    Add,
    Fault,
    cell_of,
    is_calm,
    is_calm_count,
    month_cell,
    numbers_of,
    pick,
    without_months,
)
from xlscorecard.core.table.headings import Column

_JUNE = NEWEST - 2
_APRIL = 11
_QUIET = "Nothing to add this time."


def _quiet(row: DraftRow) -> DraftRow:
    """The row without anything that speaks of its values."""
    without_months(row)
    row.commentary = _QUIET
    row.benchmarks = ["Local"] * 3
    return row


def _hardly_moves(row: DraftRow) -> bool:
    values = numbers_of(row)
    return is_calm_count(row) and max(values) < 1.15 * min(values)


def _months_of(draft: Draft, index: int) -> tuple[str, ...]:
    return tuple(month_cell(draft, index, position) for position in range(len(MONTHS)))


# Odd values


def zero_in_a_history(draft: Draft, numbers: random.Random) -> Fault | None:
    return _replaced(draft, numbers, "unusual-zero", lambda _: 0.0)


def negative_value(draft: Draft, numbers: random.Random) -> Fault | None:
    return _replaced(draft, numbers, "unusual-negative", lambda value: -value)


def a_third_less(draft: Draft, numbers: random.Random) -> Fault | None:
    index = pick(draft, numbers, _hardly_moves)
    if index is None:
        return None
    row = _quiet(draft.rows[index])
    row.values[NEWEST] = float(round(numbers_of(row)[NEWEST] * numbers.uniform(0.5, 0.62)))
    return Fault("far-outside", (month_cell(draft, index, NEWEST),))


def _replaced(draft: Draft, numbers: random.Random, rule: str, new: object) -> Fault | None:
    index = pick(draft, numbers, is_calm_count)
    if index is None:
        return None
    row, position = _quiet(draft.rows[index]), numbers.choice([NEWEST, NEWEST, 2, 5, 9, 12])
    row.values[position] = new(numbers_of(row)[position])  # type: ignore[operator]
    return Fault(rule, (month_cell(draft, index, position),))


def above_the_whole(draft: Draft, numbers: random.Random) -> Fault | None:
    index = pick(
        draft, numbers, lambda row: is_calm(row) and row.percentage and min(numbers_of(row)) > 0.85
    )
    if index is None:
        return None
    position = numbers.randrange(len(MONTHS))
    _quiet(draft.rows[index]).values[position] = round(numbers.uniform(1.01, 1.06), 3)
    return Fault("above-100-per-cent", (month_cell(draft, index, position),))


def first_digits_swapped(draft: Draft, numbers: random.Random) -> Fault | None:
    index = pick(draft, numbers, lambda row: _hardly_moves(row) and min(numbers_of(row)) >= 100)
    if index is None:
        return None
    row = _quiet(draft.rows[index])
    values = numbers_of(row)
    text = f"{values[NEWEST]:.0f}"
    swapped = float(f"{text[1]}{text[0]}{text[2:]}")
    others = values[:NEWEST]
    if swapped < 100 or 0.8 * min(others) < swapped < 1.25 * max(others):
        return None
    row.values[NEWEST] = swapped
    # So far outside it is of the other rule.
    return Fault("far-outside", (month_cell(draft, index, NEWEST),))


def last_digits_swapped(draft: Draft, numbers: random.Random) -> Fault | None:
    index = numbers.randrange(len(draft.rows))
    row = draft.rows[index]
    meant, typed = numbers.choice([(417, 471), (318, 381), (529, 592), (4173, 4713), (638, 683)])
    _as_count(row, float(meant), numbers, spread=0.01)
    row.values[NEWEST] = float(typed)
    return Fault("swapped-digits", (month_cell(draft, index, NEWEST),))


def cumulative_values(draft: Draft, numbers: random.Random) -> Fault | None:
    index = pick(draft, numbers, is_calm_count)
    if index is None:
        return None
    row = _quiet(draft.rows[index])
    values = numbers_of(row)
    row.values = [*accumulate(values[:_APRIL]), *accumulate(values[_APRIL:])]
    return Fault("cumulative-values", _months_of(draft, index))


# Copies


def month_copied(draft: Draft, _numbers: random.Random) -> Fault | None:
    varied = []
    for index, row in enumerate(draft.rows):
        _quiet(row)
        if isinstance(row.values[JULY], float):
            row.values[NEWEST] = row.values[JULY]
            values = numbers_of(row)
            if not row.quarterly and len(set(values)) >= 0.6 * len(values):
                varied.append(month_cell(draft, index, NEWEST))
    return Fault("copied-month", tuple(varied))


def row_copied(draft: Draft, numbers: random.Random) -> Fault | None:
    return _copied(draft, numbers, with_title=False)


def row_entered_twice(draft: Draft, numbers: random.Random) -> Fault | None:
    return _copied(draft, numbers, with_title=True)


def _copied(draft: Draft, numbers: random.Random, *, with_title: bool) -> Fault | None:
    first = pick(draft, numbers, is_calm_count)
    second = pick(draft, numbers, is_calm_count)
    if first is None or second is None or first >= second:
        return None
    row, copy = _quiet(draft.rows[first]), _quiet(draft.rows[second])
    if len(set(numbers_of(row)[-12:])) < 6:
        return None
    copy.values = list(row.values)
    if with_title:
        copy.title = row.title
    return Fault("copied-row", _months_of(draft, second) + _months_of(draft, first))


def commentary_copied(draft: Draft, numbers: random.Random) -> Fault | None:
    first, second = sorted(numbers.sample(range(len(draft.rows)), 2))
    families, closed = numbers.randint(100, 400), numbers.randint(20, 90)
    for index in (first, second):
        draft.rows[index].commentary = (
            f"The team saw {families} families in the period; {closed} cases were closed with "
            "all needs met, as the manager will report to the board."
        )
    return Fault("copied-commentary", (cell_of(draft, second, Column.COMMENTARY),))


def values_moved_by_a_row(draft: Draft, numbers: random.Random) -> Fault | None:
    start = numbers.randrange(0, len(draft.rows) - 5)
    rows = draft.rows[start : start + 4]
    for row, level in zip(rows, (40.0, 4000.0, 300.0, 30000.0), strict=True):
        _as_count(row, level, numbers)
    values = [numbers_of(row)[NEWEST] for row in rows]
    for row, value in zip(rows[1:], values, strict=False):
        row.values[NEWEST] = value
    cells = tuple(month_cell(draft, start + at, NEWEST) for at in range(1, 4))
    return Fault("moved-values", cells)


def values_of_two_rows_swapped(draft: Draft, numbers: random.Random) -> Fault | None:
    first, second = sorted(numbers.sample(range(len(draft.rows)), 2))
    rows = draft.rows[first], draft.rows[second]
    for row, level in zip(rows, (60.0, 2000.0), strict=True):
        _as_count(row, level, numbers)
    one, other = rows
    one.values[NEWEST], other.values[NEWEST] = other.values[NEWEST], one.values[NEWEST]
    cells = (month_cell(draft, first, NEWEST), month_cell(draft, second, NEWEST))
    if second - first == 1:
        return None  # of which the rule of moved values may speak
    return Fault("swapped-values", cells)


def _as_count(row: DraftRow, level: float, numbers: random.Random, spread: float = 0.07) -> None:
    """Turn a row into a calm monthly count around a level."""
    _quiet(row)
    row.percentage, row.quarterly, row.polarity = False, False, "-"
    row.title = row.title.replace("Percentage", "Number")
    row.settings = {}
    row.values = [float(round(level * numbers.uniform(1 - spread, 1 + spread))) for _ in MONTHS]


def part_above_the_row_before(draft: Draft, numbers: random.Random) -> Fault | None:
    index = numbers.randrange(1, len(draft.rows))
    for row in draft.rows[max(0, index - 4) : index]:
        _as_count(row, 200, numbers)
    part = draft.rows[index]
    _as_count(part, 400, numbers)
    part.title = "of which: number of things of the first kind"
    return Fault("of-which-above-whole", _months_of(draft, index))


# Signs, benchmarks, targets


def name_against_flag(draft: Draft, numbers: random.Random) -> Fault | None:
    index = pick(draft, numbers, lambda row: row.percentage)
    if index is None:
        return None
    draft.rows[index].title = f"Number of families of kind {index}"
    return Fault("name-and-flag", (cell_of(draft, index, Column.INDICATOR),))


def benchmark_of_another_scale(draft: Draft, numbers: random.Random) -> Fault | None:
    index = pick(draft, numbers, is_calm)
    if index is None:
        return None
    row = draft.rows[index]
    usual = sorted(numbers_of(row))[8]
    factor = numbers.choice([100.0, 0.01]) if row.percentage else numbers.choice([10.0, 0.05])
    if row.percentage and usual < 0.2:
        return None
    row.benchmarks = ["Local", usual * factor, "Local"]
    return Fault("benchmark-unlike-values", (cell_of(draft, index, Column.ENGLAND),))


def benchmark_beside_others(draft: Draft, numbers: random.Random) -> Fault | None:
    index = pick(draft, numbers, is_calm_count)
    if index is None:
        return None
    row = draft.rows[index]
    usual = sorted(numbers_of(row))[8]
    row.benchmarks = [usual, round(usual * 3.4), round(usual * 1.1)]
    return Fault("benchmarks-apart", (cell_of(draft, index, Column.ENGLAND),))


def polarity_against_the_name(draft: Draft, numbers: random.Random) -> Fault | None:
    index = pick(draft, numbers, is_calm_count)
    if index is None:
        return None
    row = _quiet(draft.rows[index])
    row.polarity, row.title = numbers.choice(
        [
            ("▲", f"Number of complaints about kind {index}"),
            ("▲", f"Number of re-referrals of kind {index}"),
            ("▲", f"Days lost to sickness in team {index}"),
            ("▼", f"Number of requests answered within 10 days by team {index}"),
            ("▼", f"Number of satisfied customers of team {index}"),
        ]
    )
    return Fault("polarity-against-name", (cell_of(draft, index, Column.POLARITY),))


def polarity_against_the_targets(draft: Draft, numbers: random.Random) -> Fault | None:
    index = pick(draft, numbers, is_calm_count)
    if index is None:
        return None
    row = _quiet(draft.rows[index])
    if numbers.random() < 0.5:
        row.polarity, highest = "▼", max(numbers_of(row))
        row.targets = [round(highest * step) for step in (1.1, 1.2, 1.3)]
    else:
        row.polarity, lowest = "▲", min(numbers_of(row))
        row.targets = [round(lowest * step, 1) for step in (0.9, 0.8, 0.7)]
    return Fault("polarity-against-target", (cell_of(draft, index, Column.POLARITY),))


# Texts


def placeholder(draft: Draft, numbers: random.Random) -> Fault | None:
    index = numbers.randrange(len(draft.rows))
    draft.rows[index].commentary = numbers.choice(
        ["[insert text]", "To be updated.", "XX% were seen in time.", "Draft - check with Tom",
         "??? of the cases were closed.", "Lorem ipsum dolor sit amet"]
    )  # fmt: skip
    return Fault("placeholder", (cell_of(draft, index, Column.COMMENTARY),))


def nobody_in_charge(draft: Draft, numbers: random.Random) -> Fault | None:
    index = numbers.randrange(len(draft.rows))
    text = numbers.choice(["LEFT", "VACANT", "TBC", "?", "Sam Green (left)", "xxx"])
    if numbers.random() < 0.5:
        draft.rows[index].owner = text
        return Fault("nobody-in-charge", (cell_of(draft, index, Column.OWNER),))
    draft.rows[index].reporter = text
    return Fault("nobody-in-charge", (cell_of(draft, index, Column.REPORTER),))


def name_misspelt(draft: Draft, numbers: random.Random) -> Fault | None:
    for row in draft.rows:
        row.owner = "Sharon Hawkins"
    index = numbers.randrange(len(draft.rows))
    draft.rows[index].owner = numbers.choice(
        ["Sharon Hawkin", "Sharon Hawkinns", "Sahron Hawkins", "Sharon Hawkens", "SharonHawkins"]
    )
    return Fault("nearly-the-same-name", (cell_of(draft, index, Column.OWNER),))


def row_of_totals(draft: Draft, numbers: random.Random) -> Fault | None:
    index = pick(draft, numbers, is_calm_count)
    if index is None:
        return None
    row = _quiet(draft.rows[index])
    row.reference, row.settings = numbers.choice(["Total", "TOTAL:", "Average", "Notes"]), {}
    return Fault("row-of-totals", (cell_of(draft, index, Column.REFERENCE),))


def target_not_met(draft: Draft, numbers: random.Random) -> Fault | None:
    index = pick(draft, numbers, is_calm_count)
    if index is None:
        return None
    row = _quiet(draft.rows[index])
    newest = numbers_of(row)[NEWEST]
    row.polarity = numbers.choice(["▲", "▼"])
    row.targets = [float(round(newest * (1.2 if row.polarity == "▲" else 0.8)))] * 3
    row.commentary = numbers.choice(
        ["The target was met this month.", "We achieved our target.", "Within target in August."]
    )
    return Fault("commentary-standing", (cell_of(draft, index, Column.COMMENTARY),))


def commentary_of_last_month(draft: Draft, numbers: random.Random) -> Fault | None:
    index = pick(draft, numbers, is_calm_count)
    if index is None:
        return None
    row = _quiet(draft.rows[index])
    before, last, newest = (numbers_of(row)[at] for at in (_JUNE, JULY, NEWEST))
    if len({before, last, newest}) < 3 or last < 10:
        return None
    row.commentary = f"{last:,.0f} at the end of the month ({before:,.0f} a month earlier)."
    return Fault("commentary-of-last-month", (cell_of(draft, index, Column.COMMENTARY),))


def commentary_of_another_row(draft: Draft, numbers: random.Random) -> Fault | None:
    index = pick(draft, numbers, is_calm_count)
    other = pick(draft, numbers, lambda row: is_calm_count(row) and min(numbers_of(row)) >= 150)
    if index is None or other is None or index == other:
        return None
    row, source = _quiet(draft.rows[index]), draft.rows[other]
    before, newest = numbers_of(source)[-2:]
    same = [numbers_of(each)[-1:] for each in draft.rows].count([newest])
    if before == newest or same > 1 or {before, newest} & set(numbers_of(row)):
        return None
    moved = "up" if newest > before else "down"
    row.commentary = f"{shown(newest, percentage=False)}, {moved} from {before:,.0f}."
    return Fault("commentary-of-another-row", (cell_of(draft, index, Column.COMMENTARY),))


ANALYST_FAULTS: Sequence[Add] = (
    zero_in_a_history, negative_value, a_third_less, above_the_whole, first_digits_swapped,
    last_digits_swapped, cumulative_values, month_copied, row_copied, row_entered_twice,
    commentary_copied, values_moved_by_a_row, values_of_two_rows_swapped,
    part_above_the_row_before, name_against_flag, benchmark_of_another_scale,
    benchmark_beside_others, polarity_against_the_name, polarity_against_the_targets, placeholder,
    nobody_in_charge, name_misspelt, row_of_totals, target_not_met, commentary_of_last_month,
    commentary_of_another_row,
)  # fmt: skip
"""What a careful analyst sees."""
