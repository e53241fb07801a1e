"""Parts above their wholes, for the pairs that the settings name."""

from collections.abc import Iterator

from xlscorecard.core.checks.history import History
from xlscorecard.core.checks.late_pattern import LatePattern
from xlscorecard.core.checks.subject import Row, Subject
from xlscorecard.core.domain.finding import Finding, Rule
from xlscorecard.core.domain.period import month_label
from xlscorecard.core.domain.wording import listed
from xlscorecard.core.table.printed import figure_text

PART_ABOVE_WHOLE = Rule.wrong(
    "part-above-whole", "an indicator above the one of which the settings say that it is a part"
)
OF_WHICH_ABOVE_WHOLE = Rule.doubtful(
    "of-which-above-whole",
    "a row whose name begins with 'of which' that is above the row of which it is a part, in "
    "most months: of the nearest four above it without these words",
)

_OF_WHICH = LatePattern(r"(?i)\W*of (?:which|these|whom|this)\b")
_MOST_NAMED = 12
# So many rows without these words may stand between a part and its whole.
_ABOVE_IT = 4


def part_above_whole(subject: Subject) -> Iterator[Finding]:
    """A finding for each pair of which the part is above the whole in some month."""
    by_reference = {row.reference: row for row in subject.rows}
    for row in by_reference.values():
        for whole in subject.settings.for_indicator(row.reference).wholes:
            if whole in by_reference:
                yield from _above(subject, row, by_reference[whole])


def of_which_above_whole(subject: Subject) -> Iterator[Finding]:
    """A finding for each part that its name declares and that is mostly above its whole.

    Where another row not far above it could be the whole, nothing is said.
    """
    wholes: list[History] = []
    for history in subject.histories:
        if not _OF_WHICH.match(history.indicator.title):
            wholes = [*wholes[-_ABOVE_IT + 1 :], history]
            continue
        percentage = history.indicator.percentage
        alike = [whole for whole in wholes if whole.indicator.percentage == percentage]
        if alike and all(_above_in(history, whole)[2] for whole in alike):
            yield _mostly_above(subject, history, alike[-1])


def _above_in(part: History, whole: History) -> tuple[list[tuple[float, float]], int, bool]:
    """The months in which a part is above a row, of how many, and whether that is most."""
    compared = [
        (value, other)
        for value, other in zip(part.indicator.values, whole.indicator.values, strict=True)
        if value is not None and other is not None
    ]
    above = [(value, other) for value, other in compared if value > other]
    return above, len(compared), len(above) * 2 > len(compared)


def _mostly_above(subject: Subject, part: History, whole: History) -> Finding:
    above, compared, _ = _above_in(part, whole)
    count, all_of_it = (
        figure_text(value, percentage=part.indicator.percentage) for value in above[-1]
    )
    columns = subject.reading.layout.periods.values()
    return OF_WHICH_ABOVE_WHOLE.found(
        subject.cells((part.row, column) for column in columns),
        part.reference,
        f"{part.reference} is named as a part of {whole.reference} (of which), and is larger than "
        f"it in {len(above):,} of {compared:,} months: {count} of {all_of_it}",
        "check whether the values of the two rows were swapped",
        about=whole.reference,
    )


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
