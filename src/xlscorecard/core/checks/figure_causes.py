"""Which cause explains an odd figure of a row, all that is known of the row considered."""

from collections.abc import Sequence

from xlscorecard.core.checks.causes import (
    CERTAIN,
    CUT_OFF,
    NO_VALUES,
    ROUNDED,
    TEXT_NUMBERS,
    TYPED_OVER,
    UNCERTAIN,
    UNFIT_UNIT,
    History,
    cause_of,
)
from xlscorecard.core.checks.other_results import OtherResults, Values
from xlscorecard.core.checks.published_findings import OddFigure, PublishedRow
from xlscorecard.core.checks.row_causes import missing_cause, row_cause, worked_out_with
from xlscorecard.core.domain.cell_meaning import Unreadable
from xlscorecard.core.domain.period import Frequency, month_label
from xlscorecard.core.measures.timeline import Timeline
from xlscorecard.core.sheet.content import ErrorCode
from xlscorecard.core.table.computed_columns import AVERAGE, MAXIMUM, MISSING_CHANGE, MISSING_FIGURE
from xlscorecard.core.table.plan import Contents

_MISSING = (MISSING_CHANGE, MISSING_FIGURE)


def causes(figures: Sequence[OddFigure], results: OtherResults, *, is_doubted: bool) -> list[str]:
    """The likely cause of each odd figure of one row.

    ``is_doubted`` says that a month of the table cannot be read, so that little is certain.
    """
    row = figures[0].row
    whole = None if is_doubted else _cause_of_row(row, figures, results)
    if whole is not None:
        return [whole] * len(figures)
    without_text = results.without_text(row)
    return [_cause(figure, results, without_text, is_doubted=is_doubted) for figure in figures]


def _cause_of_row(
    row: PublishedRow, figures: Sequence[OddFigure], results: OtherResults
) -> str | None:
    """What explains all odd figures of a row at once."""

    def contents_of(values: Values, frequency: Frequency) -> Contents:
        return results.at_frequency(row, values, frequency)

    return row_cause(
        {figure.column: figure.printed for figure in figures},
        row.indicator.values,
        results.periods,
        results.timeline(row.indicator.frequency),
        contents_of,
    )


def _cause(
    figure: OddFigure, results: OtherResults, without_text: Contents | None, *, is_doubted: bool
) -> str:
    """Why a figure does not follow, as far as that can be told."""
    row, column, printed = figure
    content, wanted, values = printed.content, row.wanted[column], row.indicator.values
    assert wanted is not None
    if results.is_unfit(row) and not column.is_figure:
        return UNFIT_UNIT
    if without_text is not None and (wrong := without_text[column]) is not None:
        # MAX over cells that hold nothing but text is 0 in Excel.
        as_formula = 0.0 if column is MAXIMUM and wrong == MISSING_FIGURE else wrong
        if printed.shows(wrong) or printed.shows(as_formula):
            return TEXT_NUMBERS
    timeline = results.timeline(row.indicator.frequency)
    if wanted in _MISSING and content not in _MISSING:
        if column.periods_back is None:
            return NO_VALUES
        lag = column.periods_back(timeline.frequency)
        return missing_cause(timeline.compared(values, lag), timeline.frequency)
    history = History(
        timeline.frequency,
        timeline.known(values),
        timeline.compared(values, 1).period,
        timeline.window_end(values),
    )
    cause = cause_of(printed, wanted, column, history, percentage=row.indicator.percentage)
    if is_doubted and cause not in CERTAIN:
        return UNCERTAIN
    if cause not in (TYPED_OVER, ROUNDED, CUT_OFF):
        return cause
    # A value more raises a maximum, and moves an average either way.
    is_higher = isinstance(content, float) and isinstance(wanted, float) and content > wanted
    months = _months_unread(row, results, timeline)
    if months and (column is AVERAGE or (column is MAXIMUM and is_higher)):
        return worked_out_with(months)
    return cause


def _months_unread(row: PublishedRow, results: OtherResults, timeline: Timeline) -> list[str]:
    """The months of the rolling figures whose cells hold something, and no value."""
    return [
        month_label(results.periods[position])
        for position in timeline.window_positions
        if isinstance(row.indicator.other_cells.get(position), ErrorCode | Unreadable)
    ]
