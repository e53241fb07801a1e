"""A column DoT that is taken for the polarity and may be the movement itself."""

from collections.abc import Iterator

from xlscorecard.core.checks.reading import UNKNOWN_SIGN
from xlscorecard.core.checks.subject import Subject
from xlscorecard.core.domain.finding import Finding, Rule
from xlscorecard.core.domain.polarity import Polarity
from xlscorecard.core.measures.timeline import Calendar
from xlscorecard.core.sheet.address import column_letters
from xlscorecard.core.table.column_lines import line_text
from xlscorecard.core.table.headings import Column

DOT_MAY_BE_MOVEMENT = Rule.doubtful(
    "dot-may-be-movement",
    "a column DoT, taken for the polarity, that holds → or follows the newest movements",
)

_FEWEST_MOVED = 8


def dot_may_be_movement(subject: Subject) -> Iterator[Finding]:
    """A column DoT beside no column of polarity that looks like the movement of the values."""
    layout = subject.reading.layout
    column = layout.columns.get(Column.POLARITY)
    moves = subject.reading.moves
    if column is None:
        return
    if subject.is_built_here or not layout.dot_is_polarity or column in layout.said.meanings:
        for place in moves:
            yield UNKNOWN_SIGN.found(
                subject.cells([place]),
                subject.reading.grid.text(place[0], layout.columns[Column.REFERENCE]),
                f'"{subject.reading.grid.text(*place)}" under {layout.heading_text(column)} is '
                "not known",
                "choose ▲ (higher is better), ▼ (lower is better) or nothing",
            )
        return
    heading = layout.heading_text(column)
    if moves:
        why = f'it holds "{subject.reading.grid.text(*moves[0])}"'
        cells = subject.cells([layout.heading_place(column), *moves])
    elif follows_movement(subject):
        why = "its signs are those of the newest movements"
        cells = subject.cells([layout.heading_place(column)])
    else:
        return
    letters = column_letters(column)
    yield DOT_MAY_BE_MOVEMENT.found(
        cells,
        "",
        f'"{heading}" was taken for the polarity (which direction is good), and {why}, so it may '
        "be the movement itself; colours stay as they are until that is settled",
        f"{line_text(letters, 'movement', heading)}; or, if it says which direction is good, the "
        'same with "polarity"',
    )


def follows_movement(subject: Subject) -> bool:
    """Whether at least eight rows moved, and nine of ten of them have the sign of the movement."""
    calendar = Calendar.up_to(subject.reading.scorecard.periods, subject.reporting)
    # More rows against it than this settle the question, however the rest moved.
    most_against = len(subject.rows) // 10
    moved = alike = 0
    for row in subject.rows:
        timeline = calendar.at(row.indicator.frequency)
        current, earlier = timeline.lagged(row.indicator.values, 1)
        if current is None or earlier is None or current == earlier:
            continue
        moved += 1
        rises = Polarity.HIGHER_IS_BETTER if current > earlier else Polarity.LOWER_IS_BETTER
        alike += row.indicator.polarity is rises
        if moved - alike > most_against:
            return False
    return moved >= _FEWEST_MOVED and alike * 10 >= moved * 9
