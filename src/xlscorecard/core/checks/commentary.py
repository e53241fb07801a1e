"""Commentary against figures: its own arithmetic, and the values of its row."""

from collections.abc import Iterator, Mapping

from xlscorecard.core.checks.claims import Amount, Claim, MonthValue, Movement, Share, Sum, claims
from xlscorecard.core.checks.subject import Row, Subject
from xlscorecard.core.domain.finding import Finding, Rule
from xlscorecard.core.domain.period import Month, month_label
from xlscorecard.core.measures.rounding import rounded
from xlscorecard.core.table.headings import Column
from xlscorecard.core.table.printed import figure_text

COMMENTARY_SHARE = Rule.doubtful(
    "commentary-share",
    "a share in the commentary that its own numbers do not give: 765 of 2,230 (32%)",
)
COMMENTARY_SUM = Rule.doubtful(
    "commentary-sum",
    "a sum in the commentary that its own numbers do not give: 2,108 plus 144 makes 2,374",
)
COMMENTARY_MOVEMENT = Rule.doubtful(
    "commentary-movement",
    "a rise in the commentary that is a fall, or a fall that is a rise: rose from 7.0% to 6.8%",
)
COMMENTARY_VALUE = Rule.doubtful(
    "commentary-value", "a figure that the commentary gives for a month and the row does not have"
)

COMMENTARY_RULES = (COMMENTARY_SHARE, COMMENTARY_SUM, COMMENTARY_MOVEMENT, COMMENTARY_VALUE)

_Said = tuple[Rule, str, str]
"""A rule, what was compared, and the claim."""


def commentary(subject: Subject) -> Iterator[Finding]:
    """A finding for each claim of a commentary that does not hold."""
    if subject.column(Column.COMMENTARY) is None:
        return
    for row in subject.rows:
        text = subject.text(row, Column.COMMENTARY)
        if not text:
            continue
        for claim in claims(text, subject.reporting):
            values = {value.month: value.value for value in subject.values(row)}
            for rule, compared, said in _wrong(claim, row, values):
                yield rule.found(
                    [subject.cell(row, Column.COMMENTARY)],
                    row.reference,
                    f"the commentary of {row.reference} says {said}; {compared}",
                    "correct the figure in the commentary, or accept this finding if it was "
                    "misread",
                    about=said,
                )


def _wrong(claim: Claim, row: Row, values: Mapping[Month, float]) -> Iterator[_Said]:
    match claim:
        case Share():
            yield from _share(claim)
        case Sum():
            yield from _sum(claim)
        case Movement():
            yield from _movement(claim, row, values)
        case MonthValue():
            yield from _month_value(claim.month, claim.amount, row, values)


def _share(claim: Share) -> Iterator[_Said]:
    part, whole, share = claim
    if not 0 < part.value <= whole.value:
        return
    true = part.value / whole.value * 100
    # Rounded either way is right, and so is cut off.
    if abs(true - share.value) >= 10.0**-share.decimals:
        shown = f"{rounded(true, share.decimals)}%"
        yield (COMMENTARY_SHARE, f"that is {shown}", f"{part.text} of {whole.text} ({share.text})")


def _sum(claim: Sum) -> Iterator[_Said]:
    first, second, total = claim
    if len({figure.percentage for figure in claim}) > 1:
        return
    decimals = max(figure.decimals for figure in claim)
    true = rounded(first.value + second.value, decimals)
    # Each of three rounded numbers may be half a unit off; whole numbers are counted, not rounded.
    allowance = 0.0 if decimals == 0 else 1.5 * 10.0**-decimals
    if abs(float(true) - total.value) > allowance:
        yield (
            COMMENTARY_SUM,
            f"they make {true:,}",
            f"{first.text} and {second.text} make {total.text}",
        )


def _movement(claim: Movement, row: Row, values: Mapping[Month, float]) -> Iterator[_Said]:
    earlier, later = claim.earlier, claim.later
    if earlier.percentage != later.percentage:
        return
    said = f'"{claim.word} from {earlier.text} to {later.text}"'
    if earlier.value != later.value and (later.value > earlier.value) != claim.rises:
        what = "rise" if later.value > earlier.value else "fall"
        yield COMMENTARY_MOVEMENT, f"that is a {what}", said
        return
    if claim.earlier_month is None or claim.later_month is None:
        return
    # That one of the two is the row's value shows that the sentence speaks of the row.
    wrong = [
        found
        for month, amount in ((claim.earlier_month, earlier), (claim.later_month, later))
        for found in _month_value(month, amount, row, values)
    ]
    if len(wrong) == 1 and {claim.earlier_month, claim.later_month} <= values.keys():
        yield from wrong


def _month_value(
    month: Month, amount: Amount, row: Row, values: Mapping[Month, float]
) -> Iterator[_Said]:
    value = values.get(month)
    if value is None or amount.percentage != row.indicator.percentage:
        return
    true = rounded(value * 100 if amount.percentage else value, amount.decimals)
    if float(true) != amount.value:
        when = month_label(month)
        yield (
            COMMENTARY_VALUE,
            f"the row has {figure_text(value, percentage=row.indicator.percentage)} in {when}",
            f"{amount.text} for {when}",
        )
