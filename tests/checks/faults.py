"""Faults of every kind that the rules know, each added to a clean draft.

A fault says which rule has to find it, and in which cells. The reporting month is Aug-19, the last
of the sixteen months.
"""

import random
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from tests.checks.drafts import HEADING_ROW, MONTHS, Draft, DraftRow, shown
from xlscorecard.core.settings.all_settings import PART_OF
from xlscorecard.core.sheet.address import Area, address, column_letters
from xlscorecard.core.sheet.content import NOT_CALCULATED, CellContent, ErrorCode
from xlscorecard.core.table.headings import COMPUTED, Column

NEWEST = len(MONTHS) - 1
JULY, _YEAR_AGO = NEWEST - 1, NEWEST - 12


class Fault(NamedTuple):
    """A fault that was added: the rule that is to find it, and its cells, the first one first."""

    rule: str
    cells: tuple[str, ...]


Add = Callable[[Draft, random.Random], Fault | None]
"""Adds a fault to a draft; None where the draft has no place for it."""


def cell_of(draft: Draft, index: int, column: object, sheet: str = "Scorecard") -> str:
    number = column if isinstance(column, int) and column < 100 else draft.column(column)  # type: ignore[arg-type]
    return address(sheet, draft.row_number(index), number)


def month_cell(draft: Draft, index: int, position: int) -> str:
    return cell_of(draft, index, draft.months[position])


def pick(
    draft: Draft, numbers: random.Random, wanted: Callable[[DraftRow], bool] = lambda _: True
) -> int | None:
    places = [index for index, row in enumerate(draft.rows) if wanted(row)]
    return numbers.choice(places) if places else None


def _is_steady(row: DraftRow) -> bool:
    """A monthly row with a number in every month, of a level at which a slip shows."""
    return (
        not row.quarterly
        and all(isinstance(value, float) for value in row.values)
        and (row.percentage or min(numbers_of(row)) >= 30)
    )


def is_calm(row: DraftRow) -> bool:
    """A steady row that never moves by more than a quarter from month to month."""
    values = numbers_of(row)
    return _is_steady(row) and all(
        0.8 < later / earlier < 1.25 for earlier, later in pairwise(values)
    )


def numbers_of(row: DraftRow) -> list[float]:
    return [value for value in row.values if isinstance(value, float)]


def is_calm_count(row: DraftRow) -> bool:
    return is_calm(row) and not row.percentage


def _is_quarterly(row: DraftRow) -> bool:
    return row.quarterly


def without_months(row: DraftRow) -> DraftRow:
    """The row with commentary and target that say nothing of its values."""
    row.commentary = "As expected."
    row.targets = [None, None, None]
    return row


# Cells of values


def number_as_text(draft: Draft, numbers: random.Random) -> Fault | None:
    index = pick(draft, numbers, _is_steady)
    if index is None:
        return None
    row, position = draft.rows[index], numbers.randrange(len(MONTHS))
    value = row.values[position]
    assert isinstance(value, float)
    spelled = (
        [f"{value * 100:.1f}%", f" {value:.3f}"]
        if row.percentage
        else [f"{value:,.0f}", f"{value:.0f} "]
    )
    row.values[position] = numbers.choice(spelled)
    return Fault("number-as-text", (month_cell(draft, index, position),))


def unreadable_value(draft: Draft, numbers: random.Random) -> Fault | None:
    index = pick(draft, numbers, _is_steady)
    if index is None:
        return None
    position = numbers.randrange(len(MONTHS))
    texts: list[CellContent] = ["n.k.", "12 or 13", "?", "see note", "1,2", True]
    without_months(draft.rows[index]).values[position] = numbers.choice(texts)
    return Fault("unreadable-value", (month_cell(draft, index, position),))


def error_in_a_value(draft: Draft, numbers: random.Random) -> Fault | None:
    index = pick(draft, numbers, _is_steady)
    if index is None:
        return None
    position = numbers.randrange(len(MONTHS))
    without_months(draft.rows[index]).values[position] = ErrorCode(
        numbers.choice(["#REF!", "#DIV/0!", "#N/A", "#VALUE!"])
    )
    return Fault("error-in-a-value", (month_cell(draft, index, position),))


def percentage_without_its_sign(draft: Draft, numbers: random.Random) -> Fault | None:
    index = pick(draft, numbers, lambda row: row.percentage and _is_steady(row))
    if index is None:
        return None
    row, position = without_months(draft.rows[index]), numbers.randrange(len(MONTHS))
    value = row.values[position]
    assert isinstance(value, float)
    row.values[position] = round(value * 100, 1)
    return Fault("wrong-scale", (month_cell(draft, index, position),))


def row_of_percentages_without_signs(draft: Draft, numbers: random.Random) -> Fault | None:
    index = pick(
        draft,
        numbers,
        lambda row: row.percentage and _is_steady(row) and min(numbers_of(row)) > 0.016,
    )
    if index is None:
        return None
    row = without_months(draft.rows[index])
    row.values = [round(value * 100, 1) for value in numbers_of(row)]
    row.benchmarks = ["Local"] * 3
    cells = tuple(month_cell(draft, index, position) for position in range(len(MONTHS)))
    return Fault("wrong-scale", cells)


def flag_without_format(draft: Draft, numbers: random.Random) -> Fault | None:
    index = pick(draft, numbers, lambda row: row.percentage and _is_steady(row))
    if index is None:
        return None
    position = numbers.randrange(len(MONTHS))
    draft.rows[index].as_percentages = set(range(len(MONTHS))) - {position}
    return Fault("format-and-flag", (month_cell(draft, index, position),))


def format_without_flag(draft: Draft, numbers: random.Random) -> Fault | None:
    index = pick(draft, numbers, lambda row: row.percentage and _is_steady(row))
    if index is None:
        return None
    draft.rows[index].sign = "-"
    draft.rows[index].commentary = "As expected."
    cells = tuple(month_cell(draft, index, position) for position in range(len(MONTHS)))
    return Fault("format-and-flag", cells)


def digit_too_many(draft: Draft, numbers: random.Random) -> Fault | None:
    return _slip(draft, numbers, 10.0)


def digit_too_few(draft: Draft, numbers: random.Random) -> Fault | None:
    return _slip(draft, numbers, 0.1)


def _slip(draft: Draft, numbers: random.Random, factor: float) -> Fault | None:
    index = pick(draft, numbers, is_calm_count)
    if index is None:
        return None
    row, position = without_months(draft.rows[index]), numbers.choice([NEWEST, NEWEST, 0, 4, 9])
    value = row.values[position]
    assert isinstance(value, float)
    row.values[position] = float(round(value * factor))
    return Fault("far-outside", (month_cell(draft, index, position),))


def part_above_whole(draft: Draft, numbers: random.Random) -> Fault | None:
    whole = pick(draft, numbers, is_calm_count)
    part = pick(
        draft, numbers, lambda row: is_calm_count(row) and row is not draft.rows[whole or 0]
    )
    if whole is None or part is None:
        return None
    row, all_of_it = without_months(draft.rows[part]), numbers_of(draft.rows[whole])
    row.benchmarks = ["Local"] * 3
    row.values = [float(round(value * 0.7)) for value in all_of_it]
    position = numbers.randrange(len(MONTHS))
    row.values[position] = all_of_it[position] + 1
    row.settings[PART_OF] = draft.rows[whole].reference
    return Fault("part-above-whole", (month_cell(draft, part, position),))


# Published figures


def average_typed_over(draft: Draft, numbers: random.Random) -> Fault | None:
    index = pick(draft, numbers, is_calm_count)
    if index is None:
        return None
    row = draft.rows[index]
    mean = sum(numbers_of(row)[-12:]) / 12
    row.printed[Column.AVERAGE] = float(round(mean * numbers.choice([0.9, 1.04, 1.2]))) + 2
    return Fault("published-differs", (cell_of(draft, index, Column.AVERAGE),))


def maximum_of_all_months(draft: Draft, numbers: random.Random) -> Fault | None:
    index = pick(
        draft,
        numbers,
        lambda row: is_calm_count(row) and max(numbers_of(row)[:2]) > max(numbers_of(row)[2:]) + 1,
    )
    if index is None:
        return None
    row = draft.rows[index]
    row.printed[Column.MAXIMUM] = max(numbers_of(row))
    return Fault("published-differs", (cell_of(draft, index, Column.MAXIMUM),))


def change_typed_over(draft: Draft, numbers: random.Random) -> Fault | None:
    index = pick(draft, numbers, is_calm_count)
    if index is None:
        return None
    row = draft.rows[index]
    column, base = numbers.choice([(Column.PREVIOUS_CHANGE, JULY), (Column.YEAR_CHANGE, _YEAR_AGO)])
    values = numbers_of(row)
    row.printed[column] = round(values[NEWEST] / values[base] - 1, 2) + numbers.choice([-0.6, 0.7])
    return Fault("published-differs", (cell_of(draft, index, column),))


def arrow_typed_over(draft: Draft, numbers: random.Random) -> Fault | None:
    index = pick(draft, numbers, _is_steady)
    if index is None:
        return None
    row = draft.rows[index]
    values = numbers_of(row)
    moved = values[NEWEST] / values[JULY] - 1
    if 0.08 < abs(moved) < 0.12:
        return None
    row.printed[Column.PREVIOUS_ARROW] = "↓" if moved >= 0 else "↑"
    return Fault("published-differs", (cell_of(draft, index, Column.PREVIOUS_ARROW),))


def formula_differs(draft: Draft, numbers: random.Random) -> Fault | None:
    index = pick(draft, numbers, is_calm_count)
    if index is None:
        return None
    row = draft.rows[index]
    row.printed[Column.AVERAGE] = sum(numbers_of(row)) / 16 + 3.5
    row.formulas[Column.AVERAGE] = "AVERAGE(F4:U4)"
    return Fault("formula-differs", (cell_of(draft, index, Column.AVERAGE),))


def formula_without_result(draft: Draft, numbers: random.Random) -> Fault | None:
    index = pick(draft, numbers, _is_steady)
    if index is None:
        return None
    draft.rows[index].printed[Column.AVERAGE] = NOT_CALCULATED
    draft.rows[index].formulas[Column.AVERAGE] = "AVERAGE(J4:U4)"
    return Fault("formula-without-result", (cell_of(draft, index, Column.AVERAGE),))


def function_ends_early(draft: Draft, numbers: random.Random) -> Fault | None:
    """The formula of a computed cell was left behind when the newest month was added."""
    index = pick(draft, numbers, _is_steady)
    if index is None:
        return None
    row, heading = draft.row_number(index), HEADING_ROW
    known = [month for month in draft.months if month is not None]
    left, right = (column_letters(draft.column(month)) for month in (known[0], known[-2]))
    draft.rows[index].formulas[Column.MAXIMUM] = (
        f"SC_MAX(${left}{row}:${right}{row},Scorecard!${left}${heading}:${right}${heading})"
    )
    return Fault("function-ends-early", (cell_of(draft, index, Column.MAXIMUM),))


def never_filled(draft: Draft, numbers: random.Random) -> Fault | None:
    index = pick(draft, numbers, _is_steady)
    if index is None:
        return None
    draft.rows[index].printed = dict.fromkeys(COMPUTED)
    return Fault("never-filled", tuple(cell_of(draft, index, column) for column in COMPUTED))


def covered_cell(draft: Draft, numbers: random.Random) -> Fault | None:
    index = pick(draft, numbers, _is_steady)
    if index is None:
        return None
    row, left = draft.row_number(index), draft.column(Column.AVERAGE)
    draft.merges.append(str(Area(row, left, row, left + 1)))
    draft.rows[index].printed[Column.MAXIMUM] = None
    return Fault("covered-cell", (cell_of(draft, index, Column.MAXIMUM),))


# Months and quarters


def missing_month(draft: Draft, numbers: random.Random) -> Fault | None:
    # A month that no comparison with Aug-19 and no quarterly row needs.
    position = numbers.choice([6, 8, 9, 12])
    draft.months[position] = None
    for row in draft.rows:
        row.commentary = "As expected."
    later = MONTHS[position + 1]
    return Fault("missing-month", (address("Scorecard", HEADING_ROW, draft.column(later)),))


def months_out_of_order(draft: Draft, numbers: random.Random) -> Fault | None:
    position = numbers.choice([5, 8, 11])
    for column in (draft.months, *(row.values for row in draft.rows)):
        column[position], column[position + 1] = column[position + 1], column[position]  # type: ignore[index]
    cell = address("Scorecard", HEADING_ROW, draft.column(MONTHS[position]))
    return Fault("months-out-of-order", (cell,))


def repeated_month(draft: Draft, numbers: random.Random) -> Fault | None:
    position = numbers.randrange(1, len(MONTHS))
    column = draft.column(MONTHS[position])
    draft.months[position] = MONTHS[position - 1]
    return Fault("repeated-month", (address("Scorecard", HEADING_ROW, column),))


def looks_quarterly(draft: Draft, numbers: random.Random) -> Fault | None:
    index = pick(draft, numbers, _is_quarterly)
    if index is None:
        return None
    draft.rows[index].quarterly = False
    newest = max(
        position for position, own in enumerate(draft.rows[index].values) if own is not None
    )
    return Fault("looks-quarterly", (month_cell(draft, index, newest),))


def two_months_of_a_quarter(draft: Draft, numbers: random.Random) -> Fault | None:
    index = pick(draft, numbers, _is_quarterly)
    if index is None:
        return None
    row = without_months(draft.rows[index])
    row.quarterly = False
    # Sep-18's value stands in Oct-18, beside that of Dec-18.
    row.values[5], row.values[4] = row.values[4], None
    return Fault(
        "two-months-of-a-quarter", (month_cell(draft, index, 5), month_cell(draft, index, 7))
    )


def several_values_in_a_period(draft: Draft, numbers: random.Random) -> Fault | None:
    index = pick(draft, numbers, _is_quarterly)
    if index is None:
        return None
    row, position = without_months(draft.rows[index]), numbers.choice([4, 7, 10])
    row.values[position - 1] = row.values[position]
    cells = (month_cell(draft, index, position - 1), month_cell(draft, index, position))
    return Fault("several-values-in-a-period", cells)


def wrong_month_of_quarter(draft: Draft, numbers: random.Random) -> Fault | None:
    index = pick(draft, numbers, _is_quarterly)
    if index is None:
        return None
    row, position = without_months(draft.rows[index]), numbers.choice([4, 7, 10])
    row.values[position - 1], row.values[position] = row.values[position], None
    return Fault("wrong-month-of-quarter", (month_cell(draft, index, position - 1),))


def merged_months(draft: Draft, numbers: random.Random) -> Fault | None:
    index = pick(draft, numbers, lambda row: _is_steady(row))
    if index is None:
        return None
    row, left = draft.row_number(index), draft.column(MONTHS[3])
    without_months(draft.rows[index]).values[4] = None
    draft.merges.append(str(Area(row, left, row, left + 1)))
    return Fault("merged-months", (month_cell(draft, index, 3),))


# What a row says of itself


def repeated_reference(draft: Draft, numbers: random.Random) -> Fault | None:
    first, second = sorted(numbers.sample(range(len(draft.rows)), 2))
    draft.rows[second].reference = draft.rows[first].reference
    draft.rows[first].quarterly = draft.rows[second].quarterly = False
    return Fault("repeated-reference", (cell_of(draft, second, Column.REFERENCE),))


def no_reference(draft: Draft, numbers: random.Random) -> Fault | None:
    index = pick(draft, numbers, _is_steady)
    if index is None:
        return None
    draft.rows[index].reference = ""
    return Fault("no-reference", (cell_of(draft, index, Column.REFERENCE),))


def no_name(draft: Draft, numbers: random.Random) -> Fault | None:
    index = pick(draft, numbers)
    assert index is not None
    draft.rows[index].title = ""
    return Fault("no-name", (cell_of(draft, index, Column.INDICATOR),))


def unknown_sign(draft: Draft, numbers: random.Random) -> Fault | None:
    index = pick(draft, numbers)
    assert index is not None
    draft.rows[index].polarity = numbers.choice(["?", "◆", "lower half"])
    return Fault("unknown-sign", (cell_of(draft, index, Column.POLARITY),))


def missing_polarity(draft: Draft, numbers: random.Random) -> Fault | None:
    index = pick(draft, numbers)
    assert index is not None
    draft.rows[index].polarity = ""
    return Fault("missing-polarity", (cell_of(draft, index, Column.POLARITY),))


def missing_owner(draft: Draft, numbers: random.Random) -> Fault | None:
    index = pick(draft, numbers)
    assert index is not None
    draft.rows[index].owner = numbers.choice(["", None, "  "])
    return Fault("missing-owner", (cell_of(draft, index, Column.OWNER),))


def missing_reporter(draft: Draft, numbers: random.Random) -> Fault | None:
    index = pick(draft, numbers)
    assert index is not None
    draft.rows[index].reporter = None
    return Fault("missing-reporter", (cell_of(draft, index, Column.REPORTER),))


def missing_commentary(draft: Draft, numbers: random.Random) -> Fault | None:
    index = pick(draft, numbers, _is_steady)
    if index is None:
        return None
    draft.rows[index].commentary = None
    return Fault("missing-commentary", (cell_of(draft, index, Column.COMMENTARY),))


def old_commentary(draft: Draft, numbers: random.Random) -> Fault | None:
    draft.commentary_heading = numbers.choice(["Commentary (Jul-19)", "Commentary (July 2019):"])
    return Fault(
        "old-commentary", (address("Scorecard", HEADING_ROW, draft.column(Column.COMMENTARY)),)
    )


def unused_settings(draft: Draft, numbers: random.Random) -> Fault | None:
    draft.extra_settings.append(numbers.choice(["ind1", "IND1000", "1"]))
    settings = sum(1 for row in draft.rows if row.settings or row.quarterly)
    return Fault("unused-settings", (address("Settings", 4 + settings, 1),))


# Benchmarks and targets


def error_in_a_cell(draft: Draft, numbers: random.Random) -> Fault | None:
    index = pick(draft, numbers)
    assert index is not None
    draft.rows[index].benchmarks[1] = ErrorCode("#REF!")
    return Fault("error-in-a-cell", (cell_of(draft, index, Column.ENGLAND),))


def target_as_text(draft: Draft, numbers: random.Random) -> Fault | None:
    index = pick(draft, numbers, lambda row: row.targets[2] is not None)
    if index is None:
        return None
    target = draft.rows[index].targets[2]
    draft.rows[index].targets[2] = f"{target}"
    return Fault("number-as-text", (cell_of(draft, index, "19-20"),))


def stale_benchmark(draft: Draft, numbers: random.Random) -> Fault | None:
    index = pick(draft, numbers, _is_steady)
    if index is None:
        return None
    draft.rows[index].benchmarks = [numbers_of(draft.rows[index])[0], "Local", "Local"]
    draft.benchmark_year = numbers.choice(
        ["(Updated Mar-19, using 17-18 data)", "Benchmarking: 2016/17 figures"]
    )
    return Fault("stale-benchmark", ("Scorecard!B2",))


def missing_target(draft: Draft, numbers: random.Random) -> Fault | None:
    index = pick(draft, numbers, lambda row: row.targets[0] is not None)
    if index is None:
        return None
    draft.rows[index].targets[2] = numbers.choice(["TBC", None])
    return Fault("missing-target", (cell_of(draft, index, "19-20"),))


def annual_target(draft: Draft, numbers: random.Random) -> Fault | None:
    index = pick(draft, numbers, is_calm_count)
    if index is None:
        return None
    values = numbers_of(draft.rows[index])
    draft.rows[index].targets = [None, None, float(round(sum(values[-12:]) * 1.05))]
    return Fault("target-basis", (cell_of(draft, index, "19-20"),))


# Commentary


def wrong_share(draft: Draft, numbers: random.Random) -> Fault | None:
    part, whole = numbers.randint(40, 400), numbers.randint(500, 3000)
    true = round(100 * part / whole)
    said = true + numbers.choice([-3, -2, 2, 3] if true > 3 else [2, 3])
    text = numbers.choice(
        [
            f"So far {part} claims out of a target of {whole:,} families ({said}% conversion).",
            f"{part} of the {whole:,} plans ({said}%) were in time.",
            f"Of these, {part} ({said}%) of {whole:,} were seen.",
        ]
    )
    return _commentary(draft, numbers, "commentary-share", text)


def wrong_sum(draft: Draft, numbers: random.Random) -> Fault | None:
    first, second = numbers.randint(100, 3000), numbers.randint(20, 400)
    total = first + second + numbers.choice([-9, 10, 122])
    text = numbers.choice(
        [
            f"{first:,} families plus {second} makes {total:,}.",
            f"We submitted {first:,} claims and a further {second}, a cumulative {total:,}.",
            f"An additional {second} families are attached, which brings our total above the "
            f"target to {total:,}, as {first:,} were attached by the end of 2018/19.",
            f"There were {first:,} visits plus {second} by partners, {total:,} in total.",
        ]
    )
    return _commentary(draft, numbers, "commentary-sum", text)


def wrong_movement(draft: Draft, numbers: random.Random) -> Fault | None:
    low, high = numbers.randint(20, 60), numbers.randint(61, 99)
    text = numbers.choice(
        [
            f"The share fell from {low}.5% in quarter 4 (2018/19) to {high}.1%.",
            f"This has increased from {high} in 2017 to {low} in 2018.",
            f"Re-referrals have dropped from {low} to {high}.",
        ]
    )
    return _commentary(draft, numbers, "commentary-movement", text)


def wrong_value(draft: Draft, numbers: random.Random) -> Fault | None:
    index = pick(draft, numbers, _is_steady)
    if index is None:
        return None
    row = draft.rows[index]
    before, current = numbers_of(row)[-2:]
    wrong = current * (1.17 if current >= before else 0.83)
    old, new = (shown(value, percentage=row.percentage) for value in (before, wrong))
    moved = "rose" if wrong > before else "fell"
    row.commentary = numbers.choice(
        [
            f"It {moved} from {old} in July to {new} in August 2019.",
            f"The figure for Aug-19 was {new}, after some delay.",
        ]
    )
    return Fault("commentary-value", (cell_of(draft, index, Column.COMMENTARY),))


def error_in_the_commentary(draft: Draft, numbers: random.Random) -> Fault | None:
    index = pick(draft, numbers)
    assert index is not None
    draft.rows[index].commentary = ErrorCode("#NAME?")
    return Fault("error-in-a-cell", (cell_of(draft, index, Column.COMMENTARY),))


def _commentary(draft: Draft, numbers: random.Random, rule: str, text: str) -> Fault | None:
    index = pick(draft, numbers)
    assert index is not None
    draft.rows[index].commentary = text
    return Fault(rule, (cell_of(draft, index, Column.COMMENTARY),))


FAULTS: Sequence[Add] = (
    number_as_text, unreadable_value, error_in_a_value, percentage_without_its_sign,
    row_of_percentages_without_signs, flag_without_format, format_without_flag, digit_too_many,
    digit_too_few, part_above_whole, average_typed_over, maximum_of_all_months,
    change_typed_over, arrow_typed_over, formula_differs, formula_without_result,
    function_ends_early, never_filled,
    covered_cell, missing_month, months_out_of_order, repeated_month, looks_quarterly,
    two_months_of_a_quarter, several_values_in_a_period, wrong_month_of_quarter, merged_months,
    repeated_reference, no_reference, no_name, unknown_sign, missing_polarity, missing_owner,
    missing_reporter, missing_commentary, old_commentary, unused_settings, error_in_a_cell,
    target_as_text, stale_benchmark, missing_target, annual_target, wrong_share, wrong_sum,
    wrong_movement, wrong_value, error_in_the_commentary,
)  # fmt: skip
"""Every kind of fault."""
