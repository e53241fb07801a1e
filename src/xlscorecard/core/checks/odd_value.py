"""A finding about one value of a row."""

from xlscorecard.core.checks.history import History
from xlscorecard.core.checks.subject import Subject, Value
from xlscorecard.core.domain.finding import Finding, Rule
from xlscorecard.core.domain.period import month_label
from xlscorecard.core.domain.scorecard import Indicator
from xlscorecard.core.table.printed import figure_text


def value_text(value: float, indicator: Indicator) -> str:
    return figure_text(value, percentage=indicator.percentage)


def odd_value(
    rule: Rule, subject: Subject, history: History, value: Value, compared: str, remedy: str
) -> Finding:
    shown = value_text(value.value, history.indicator)
    return rule.found(
        subject.cells([value.place]),
        history.reference,
        f"{history.reference} in {month_label(value.month)} is {shown}{compared}",
        f"{remedy}; if it is right, accept this finding",
    )
