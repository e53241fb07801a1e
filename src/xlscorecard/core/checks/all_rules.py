"""The list of all rules, and how they are put to a scorecard."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from xlscorecard.core.checks import (
    benchmarks,
    columns,
    completeness,
    copies,
    cumulative,
    function_ranges,
    movement,
    other_cells,
    outliers,
    parts,
    percentages,
    periods,
    placeholders,
    polarity_words,
    published,
    published_findings,
    reading,
    reported_period,
    settings_sheet,
    targets,
)
from xlscorecard.core.checks.commentary import rules as commentary_rules
from xlscorecard.core.checks.subject import Subject
from xlscorecard.core.domain.finding import Finding, Rule, worst_first
from xlscorecard.core.table.table_rules import LINE_NOT_USED, TABLE_RULES
from xlscorecard.errors import LayoutError

COVERED_CELL = Rule.doubtful(
    "covered-cell", "a computed cell under a merged one, which cannot be written"
)
RULE_FAILED = Rule.doubtful("rule-failed", "a rule that could not be put to this scorecard")


class Check(NamedTuple):
    """A function that looks at a scorecard, and the rules of which it makes findings."""

    look: Callable[[Subject], Iterator[Finding]]
    rules: tuple[Rule, ...]


def found_while_reading(subject: Subject) -> Iterator[Finding]:
    """What was odd when the sheet was read."""
    return reading.found_while_reading(subject.reading, subject.settings)


def covered_cells(subject: Subject) -> Iterator[Finding]:
    """Computed cells that lie under merged cells."""
    rows = {row.number: row for row in subject.rows}
    for place in subject.planned.covered:
        yield COVERED_CELL.found(
            subject.cells([place]),
            rows[place[0]].reference,
            "this computed cell lies under a merged cell and was not written",
            "unmerge it, then refresh again",
        )


def found_instead(error: LayoutError) -> list[Finding]:
    """The findings that a table makes which cannot be read; none if it is no table at all."""
    rules = {rule.name: rule for rule in TABLE_RULES}
    if not all(fault.rule for fault in error.faults):
        return []
    return [
        rules[fault.rule].found(
            [fault.place],
            "",
            f"{fault.found}; expected {fault.expected}",
            f"{fault.remedy[0].lower()}{fault.remedy[1:].rstrip('.')}. Until then the other "
            "rules are not checked, and a refresh writes nothing",
        )
        for fault in error.faults
    ]


CHECKS: tuple[Check, ...] = (
    Check(columns.unknown_columns, (columns.UNKNOWN_COLUMN, columns.TOTALS_COLUMN)),
    Check(columns.computed_not_understood, (columns.COMPUTED_NOT_UNDERSTOOD,)),
    Check(columns.columns_between_months, (columns.COLUMN_BETWEEN_MONTHS,)),
    Check(columns.newest_column_earlier, (columns.NEWEST_EARLIER,)),
    Check(columns.lines_of_columns, (LINE_NOT_USED, columns.UNKEPT_LINE)),
    Check(movement.dot_may_be_movement, (movement.DOT_MAY_BE_MOVEMENT,)),
    Check(
        settings_sheet.settings_sheets,
        (
            settings_sheet.OTHER_SPELLING,
            settings_sheet.UNREAD_SETTINGS,
            settings_sheet.LACKING_HEADING,
        ),
    ),
    Check(settings_sheet.unfit_units, (settings_sheet.UNFIT_UNIT,)),
    Check(settings_sheet.key_above, (settings_sheet.KEY_DIFFERS,)),
    Check(reported_period.no_data, (reported_period.NO_DATA,)),
    Check(reported_period.period_behind, (reported_period.PERIOD_BEHIND,)),
    Check(reported_period.rows_not_yet_in, (reported_period.NOT_YET_IN,)),
    Check(reported_period.period_of_zeros, (reported_period.SAYS_NOTHING,)),
    Check(reported_period.later_months, (reported_period.MADE_AHEAD, reported_period.LATER_VALUE)),
    Check(columns.marked_months, (columns.MARKED_MONTH,)),
    Check(found_while_reading, reading.READING_RULES),
    Check(published.published, published_findings.PUBLISHED_RULES),
    Check(covered_cells, (COVERED_CELL,)),
    Check(function_ranges.functions_that_end_early, (function_ranges.ENDS_EARLY,)),
    Check(other_cells.other_cells, (other_cells.ERROR_IN_A_CELL, reading.NUMBER_AS_TEXT)),
    Check(percentages.wrong_scale, (percentages.WRONG_SCALE,)),
    Check(percentages.name_and_flag, (percentages.NAME_AND_FLAG,)),
    Check(percentages.format_and_flag, (percentages.FORMAT_AND_FLAG,)),
    Check(outliers.outliers, outliers.OUTLIER_RULES),
    Check(copies.copies, copies.COPY_RULES),
    Check(cumulative.cumulative, (cumulative.CUMULATIVE_VALUES,)),
    Check(parts.part_above_whole, (parts.PART_ABOVE_WHOLE,)),
    Check(parts.of_which_above_whole, (parts.OF_WHICH_ABOVE_WHOLE,)),
    Check(periods.missing_months, (periods.MISSING_MONTH,)),
    Check(periods.months_out_of_order, (periods.MONTHS_OUT_OF_ORDER,)),
    Check(periods.two_months_of_a_quarter, (periods.TWO_MONTHS_OF_A_QUARTER,)),
    Check(periods.wrong_month_of_quarter, (periods.WRONG_MONTH_OF_QUARTER,)),
    Check(targets.target_basis, (targets.TARGET_BASIS,)),
    Check(targets.missing_target, (targets.MISSING_TARGET,)),
    Check(benchmarks.benchmarks, benchmarks.BENCHMARK_RULES),
    Check(commentary_rules.commentary, commentary_rules.COMMENTARY_RULES),
    Check(polarity_words.polarity_against, polarity_words.POLARITY_RULES),
    Check(placeholders.placeholders, placeholders.PLACEHOLDER_RULES),
    Check(completeness.old_commentary, (completeness.OLD_COMMENTARY,)),
    Check(completeness.missing_commentary, (completeness.MISSING_COMMENTARY,)),
    Check(completeness.missing_polarity, (completeness.MISSING_POLARITY,)),
    Check(completeness.missing_owner, (completeness.MISSING_OWNER,)),
    Check(completeness.missing_reporter, (completeness.MISSING_REPORTER,)),
)
"""Everything that is looked at, in the order in which equally bad findings are listed."""


RULES: tuple[Rule, ...] = tuple(
    dict.fromkeys([*TABLE_RULES, *(rule for check in CHECKS for rule in check.rules), RULE_FAILED])
)
"""Every rule there is."""


def findings(subject: Subject) -> tuple[Finding, ...]:
    """All findings of a scorecard, worst first."""
    return worst_first(list(found_by(subject)))


def found_by(subject: Subject, checks: tuple[Check, ...] = CHECKS) -> Iterator[Finding]:
    """What every rule finds; one that fails is a finding itself and stops no other."""
    for check in checks:
        try:
            yield from check.look(subject)
        except Exception as error:  # whatever a rule may raise on a sheet nobody has seen
            yield _failed(subject, check, error)


def _failed(subject: Subject, check: Check, error: Exception) -> Finding:
    names = ", ".join(rule.name for rule in check.rules)
    return RULE_FAILED.found(
        subject.cells([(subject.reading.layout.first_header_row, 1)]),
        "",
        f'the rule "{names}" failed ({type(error).__name__}: {error}); all other rules were '
        "checked",
        "report this, with the workbook if you may",
        about=names,
    )
