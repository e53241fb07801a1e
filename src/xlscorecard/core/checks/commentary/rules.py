"""The rules about commentary: what it says is held against itself and against its row."""

from collections.abc import Iterator, Sequence

from xlscorecard.core.checks.commentary.amounts import Tokens
from xlscorecard.core.checks.commentary.arithmetic import (
    COMMENTARY_MOVEMENT,
    COMMENTARY_SHARE,
    COMMENTARY_SUM,
    COMMENTARY_VALUE,
    Said,
    wrong_claims,
)
from xlscorecard.core.checks.commentary.changes import wrong_changes
from xlscorecard.core.checks.commentary.facts import Facts
from xlscorecard.core.checks.commentary.last_month import of_last_month
from xlscorecard.core.checks.commentary.other_row import COMMENTARY_OF_ANOTHER_ROW, OtherRows
from xlscorecard.core.checks.commentary.phrases import Calendar
from xlscorecard.core.checks.commentary.sentences import sentences
from xlscorecard.core.checks.commentary.standing import speaks_of_standing, wrong_standing
from xlscorecard.core.checks.commentary.values import wrong_values
from xlscorecard.core.checks.subject import Row, Subject
from xlscorecard.core.domain.finding import Finding, Rule
from xlscorecard.core.domain.period import Frequency
from xlscorecard.core.domain.scorecard import Indicator
from xlscorecard.core.table.headings import Column

COMMENTARY_STANDING = Rule.doubtful(
    "commentary-standing",
    "a commentary that says the row meets its target, is above a benchmark or its average, is at "
    "a record, or has risen so many months in a row, where it does not",
)

COMMENTARY_OF_LAST_MONTH = Rule.doubtful(
    "commentary-of-last-month",
    "a commentary without the newest figure that gives last month's, with that of the month "
    "before or the change since, and does not say that it is last month's",
)

COMMENTARY_RULES = (
    COMMENTARY_SHARE,
    COMMENTARY_SUM,
    COMMENTARY_MOVEMENT,
    COMMENTARY_VALUE,
    COMMENTARY_STANDING,
    COMMENTARY_OF_LAST_MONTH,
    COMMENTARY_OF_ANOTHER_ROW,
)


_MISREAD = ", or accept this finding if it was misread"
_CORRECT = f"correct the figure in the commentary{_MISREAD}"
_RENEW = f"write what this month has brought{_MISREAD}"
_FIRST_DIGITS = frozenset("0123456789£€")


def commentary(subject: Subject) -> Iterator[Finding]:
    """A finding for each claim of a commentary that does not hold."""
    if subject.column(Column.COMMENTARY) is None:
        return
    reader = _Reader(subject)
    others = OtherRows(subject)
    for row, history in zip(subject.rows, subject.histories, strict=True):
        text = subject.text(row, Column.COMMENTARY)
        if not text:
            continue
        tokens = Tokens.of_text(text)
        for rule, true, claim in reader.wrong(row, text, tokens):
            yield rule.found(
                [subject.cell(row, Column.COMMENTARY)],
                row.reference,
                f"the commentary of {row.reference} says {claim}; {true}",
                _RENEW if rule is COMMENTARY_OF_LAST_MONTH else _CORRECT,
                about=claim,
            )
        yield from others.findings(row, history, text, tokens.lower)


class _Reader:
    """Reads the commentaries of a sheet, each only as far as it may say something."""

    def __init__(self, subject: Subject) -> None:
        self._subject = subject
        self._monthly = Calendar(subject.reporting, Frequency.MONTHLY)
        periods, before = subject.reading.scorecard.periods, subject.reporting - 1
        self._at_before = periods.index(before) if before in periods else None

    def wrong(self, row: Row, text: str, tokens: Tokens) -> list[Said]:
        """The claims of a commentary that do not hold."""
        counts = not _FIRST_DIGITS.isdisjoint([lower[0] for lower in tokens.lower])
        said = list(wrong_claims(self._subject, row, text, tokens.lower)) if counts else []
        if any(rule in (COMMENTARY_MOVEMENT, COMMENTARY_VALUE) for rule, _, _ in said):
            return said  # its sentences would be named twice
        is_monthly = row.indicator.frequency is Frequency.MONTHLY
        facts = None if is_monthly else Facts(self._subject, row)
        found = list(sentences(tokens, facts.calendar if facts else self._monthly))
        may_stand = speaks_of_standing(tokens.lower)
        may_be_old = counts and (not is_monthly or self._may_be_old(row.indicator, tokens.lower))
        if not (found or may_stand or may_be_old):
            return said
        facts = facts or Facts(self._subject, row)
        for rule, look in ((COMMENTARY_VALUE, wrong_values), (COMMENTARY_MOVEMENT, wrong_changes)):
            said += [
                (rule, wrong.true, wrong.said) for each in found for wrong in look(each, facts)
            ]
        if may_stand:
            said += [
                (COMMENTARY_STANDING, wrong.true, wrong.said)
                for wrong in wrong_standing(text, facts)
            ]
        if may_be_old and not said:
            said = [
                (COMMENTARY_OF_LAST_MONTH, wrong.true, wrong.said)
                for wrong in of_last_month(tokens.lower, found, facts)
            ]
        return said

    def _may_be_old(self, indicator: Indicator, lowers: Sequence[str]) -> bool:
        """Whether a text has a number near last month's: the quick answer for most texts."""
        value = None if self._at_before is None else indicator.values[self._at_before]
        if value is None:
            return False
        shown = str(int(value * 100 if indicator.percentage else value))
        start = shown[:-1] or shown
        numbers = [lower for lower in lowers if lower[0] in _FIRST_DIGITS]
        return len(numbers) > 1 and any(
            number.replace(",", "").startswith(start) for number in numbers
        )
