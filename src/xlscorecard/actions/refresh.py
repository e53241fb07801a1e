"""Refresh: write every computed cell anew from the values."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace

from xlscorecard.actions.collector import collector_paused
from xlscorecard.actions.listing import listing
from xlscorecard.actions.undo import Overwritten, overwritten_by
from xlscorecard.books.protocol import Book, Progress, no_progress
from xlscorecard.core.checks.all_rules import findings
from xlscorecard.core.checks.computing import compute
from xlscorecard.core.checks.movement import DOT_MAY_BE_MOVEMENT
from xlscorecard.core.checks.published_findings import NOT_REFRESHED
from xlscorecard.core.domain.finding import Finding
from xlscorecard.core.domain.period import Month
from xlscorecard.core.findings.checks_page import Stamp
from xlscorecard.core.sheet.edits import AddColours, Plan, WritePage
from xlscorecard.core.sheet.page import Page
from xlscorecard.core.table.colours import colouring
from xlscorecard.core.table.plan import missing_columns, require_computed_columns

Keep = Callable[[Overwritten], AbstractContextManager[None]]
"""Keeps what a refresh overwrites, for an undo."""


def nothing_kept(_overwritten: Overwritten) -> AbstractContextManager[None]:
    """For a workbook of which a copy is kept anyway."""
    return nullcontext()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refreshed:
    """What a refresh did, or would do where ``applied`` is false.

    ``formulas`` are the computed cells left alone because they hold a formula. ``findings``
    come worst first, without those in ``accepted``; ``listed_on`` is the sheet that lists them,
    where one is written. ``notices`` are sentences for the person. ``colours`` is the edit for
    a sheet whose arrows and changes have no rules of colour.
    """

    workbook: str
    sheet: str
    reporting: Month
    indicators: int
    plan: Plan
    formulas: tuple[str, ...]
    findings: tuple[Finding, ...]
    notices: tuple[str, ...]
    colours: AddColours
    applied: bool
    accepted: tuple[Finding, ...] = ()
    listed_on: str | None = None


def refresh(
    book: Book,
    *,
    sheet: str | None = None,
    period: str | None = None,
    columns: Mapping[str, str] | None = None,
    dry_run: bool = False,
    progress: Progress = no_progress,
    keep: Keep = nothing_kept,
    stamp: Stamp | None = None,
    always_list: bool = False,
) -> Refreshed:
    """Bring every computed cell of a workbook's scorecard in line with its values.

    Args:
        book: the workbook.
        sheet: the sheet that holds the table; found by its headings where none is named.
        period: the reporting period, such as ``Aug-19``; overrides the Settings sheet.
        columns: what columns mean for this once, by heading or letter; it is stored nowhere.
        dry_run: find out what would change, and change nothing.
        progress: told of each step.
        keep: given what is about to be overwritten; the writing happens within its context.
        stamp: when, and by which version, for the Checks sheet; None writes no such sheet.
        always_list: write the Checks sheet even where it lists the same already.

    Raises:
        XlscorecardError: of the kinds that ``compute`` and the book's ``apply`` name; then
            nothing was changed.
    """
    with collector_paused():
        decided, overwritten, page = _decide(
            book, sheet, period, columns, progress, keep=keep, stamp=stamp, always_list=always_list
        )
        if dry_run:
            return replace(decided, listed_on=None)
        plan = decided.plan.followed_by(*([WritePage(page)] if page else ()))
        with keep(overwritten) if overwritten.cells else nullcontext():
            applied = book.apply(plan, progress)
        return replace(
            decided,
            notices=(*decided.notices, *applied.notices),
            listed_on=None if applied.page_refused else decided.listed_on,
            applied=True,
        )


def _decide(
    book: Book,
    sheet: str | None,
    period: str | None,
    columns: Mapping[str, str] | None,
    progress: Progress,
    *,
    keep: Keep,
    stamp: Stamp | None,
    always_list: bool,
) -> tuple[Refreshed, Overwritten, Page | None]:
    """What is to be written; all that was read for it can go before the writing begins."""
    progress("reading the workbook", 0.0)
    computed = compute(book, sheet=sheet, period=period, columns=columns)
    reading, planned = computed.reading, computed.planned
    require_computed_columns(reading)
    progress("checking what was published", 0.2)
    overwritten = Overwritten(sheet=reading.grid.sheet, cells=())
    if keep is not nothing_kept:
        overwritten = overwritten_by(planned.plan, reading)
    found = tuple(each for each in findings(computed) if each.rule != NOT_REFRESHED.name)
    made = listing(book, computed, found, stamp=stamp, plan=planned.plan, always=always_list)
    refreshed = Refreshed(
        workbook=book.name,
        sheet=reading.grid.sheet,
        reporting=computed.reporting,
        indicators=len(reading.rows),
        plan=planned.plan,
        formulas=tuple(reading.grid.address(*cell) for cell in planned.formulas),
        findings=made.listed.told,
        accepted=made.listed.accepted,
        listed_on=made.sheet,
        notices=(*missing_columns(reading), *made.notices),
        colours=colouring(
            reading,
            computed.settings.palette,
            is_settled=all(finding.rule != DOT_MAY_BE_MOVEMENT.name for finding in found),
        ),
        applied=False,
    )
    return refreshed, overwritten, made.page
