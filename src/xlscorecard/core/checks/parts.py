"""Parts above their wholes, for the pairs that the settings name."""

from collections.abc import Iterator

from xlscorecard.core.checks.subject import Row, Subject
from xlscorecard.core.domain.finding import Finding, Rule
from xlscorecard.core.domain.period import month_label
from xlscorecard.core.domain.wording import listed
from xlscorecard.core.table.printed import figure_text

PART_ABOVE_WHOLE = Rule.wrong(
    "part-above-whole", "an indicator above the one of which the settings say that it is a part"
)

_MOST_NAMED = 12


def part_above_whole(subject: Subject) -> Iterator[Finding]:
    """A finding for each pair of which the part is above the whole in some month."""
    by_reference = {row.reference: row for row in subject.rows}
    for row in by_reference.values():
        for whole in subject.settings.for_indicator(row.reference).wholes:
            if whole in by_reference:
                yield from _above(subject, row, by_reference[whole])


def _above(subject: Subject, part: Row, whole: Row) -> Iterator[Finding]:
    wholes = {value.month: value.value for value in subject.values(whole)}
    in_both = [value for value in subject.values(part) if value.month in wholes]
    above = [value for value in in_both if value.value > wholes[value.month]]
    if not above:
        return
    newest = above[-1]
    count, all_of_it = (
        figure_text(value, percentage=row.indicator.percentage)
        for value, row in ((newest.value, part), (wholes[newest.month], whole))
    )
    months = listed([month_label(value.month) for value in above], _MOST_NAMED)
    yield PART_ABOVE_WHOLE.found(
        subject.cells(value.place for value in above),
        part.reference,
        f"{part.reference} is a part of {whole.reference} and is larger than it in {months} "
        f"({month_label(newest.month)}: {count} of {all_of_it})",
        f"check the values of both rows; if {part.reference} is no part of {whole.reference}, "
        f'clear its "Part of" on the Settings sheet',
        about=whole.reference,
    )
