"""Commentary against figures: its own arithmetic, and the values of its row."""

from collections.abc import Iterator, Mapping, Sequence

from xlscorecard.core.checks.commentary.claims import (
    Amount,
    Claim,
    MonthValue,
    MovedBy,
    Movement,
    Share,
    Sum,
    claims,
)
from xlscorecard.core.checks.subject import Row, Subject
from xlscorecard.core.domain.finding import Rule
from xlscorecard.core.domain.period import Month, month_label
from xlscorecard.core.domain.wording import joined
from xlscorecard.core.measures.rounding import rounded
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

Said = tuple[Rule, str, str]
"""A rule, what was compared, and the claim."""


def wrong_claims(subject: Subject, row: Row, text: str, lowers: Sequence[str]) -> Iterator[Said]:
    """The claims of a commentary that do not hold; ``lowers`` are its words in small letters."""
    found = list(claims(text, subject.reporting, lowers))
    if found:
        values = {value.month: value.value for value in subject.values(row)}
        for claim in found:
            yield from _wrong(claim, row, values)


def _wrong(claim: Claim, row: Row, values: Mapping[Month, float]) -> Iterator[Said]:
    match claim:
        case Share():
            yield from _share(claim)
        case Sum():
            yield from _sum(claim)
        case MovedBy():
            yield from _moved_by(claim)
        case Movement():
            yield from _movement(claim, row, values)
        case MonthValue():
            yield from _month_value(claim.month, claim.amount, row, values)


def _share(claim: Share) -> Iterator[Said]:
    part, whole, share = claim
    if not 0 < part.value <= whole.value:
        return
    true = part.value / whole.value * 100
    # Rounded either way is right, and so is cut off.
    if abs(true - share.value) >= 10.0**-share.decimals:
        shown = f"{rounded(true, share.decimals)}%"
        yield (COMMENTARY_SHARE, f"that is {shown}", f"{part.text} of {whole.text} ({share.text})")


def _sum(claim: Sum) -> Iterator[Said]:
    figures = (*claim.parts, claim.total)
    if len({figure.percentage for figure in figures}) > 1:
        return
    decimals = max(figure.decimals for figure in figures)
    true = rounded(sum(part.value for part in claim.parts), decimals)
    # Each rounded number may be half a unit off; whole numbers are counted, not rounded.
    allowance = 0.0 if decimals == 0 else len(figures) / 2 * 10.0**-decimals
    if abs(float(true) - claim.total.value) > allowance:
        yield (
            COMMENTARY_SUM,
            f"they make {true:,}",
            f"{joined([part.text for part in claim.parts])} make {claim.total.text}",
        )


def _moved_by(claim: MovedBy) -> Iterator[Said]:
    by, in_points, earlier, later = claim
    moved = abs(later.value - earlier.value)
    if not in_points:
        if not earlier.value:
            return
        relative = moved / earlier.value * 100
        # Of percentages, 'up 3%' may be meant in points.
        moved = min(
            [relative, *([moved] if later.percentage else [])],
            key=lambda true: abs(true - by.value),
        )
    if abs(moved - by.value) >= 10.0**-by.decimals:
        unit = " percentage points" if in_points else "%"
        yield (
            COMMENTARY_MOVEMENT,
            f"that is {rounded(moved, by.decimals)}{unit}",
            f'"{by.text}{unit if in_points else ""} from {earlier.text} to {later.text}"',
        )


def _movement(claim: Movement, row: Row, values: Mapping[Month, float]) -> Iterator[Said]:
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
    months = (claim.earlier_month, claim.later_month)
    if len(wrong) == 2 and _are_swapped(months, (earlier, later), row, values):
        yield from wrong[:1]
    if len(wrong) == 1 and {claim.earlier_month, claim.later_month} <= values.keys():
        yield from wrong


def _are_swapped(
    months: tuple[Month, Month],
    amounts: tuple[Amount, Amount],
    row: Row,
    values: Mapping[Month, float],
) -> bool:
    """Whether each of two amounts is the value of the other's month."""
    return not any(
        wrong
        for month, amount in zip(months, reversed(amounts), strict=True)
        for wrong in _month_value(month, amount, row, values)
    )


def _month_value(
    month: Month, amount: Amount, row: Row, values: Mapping[Month, float]
) -> Iterator[Said]:
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
