"""Check: find all that a person should look at."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from xlscorecard.actions.collector import collector_paused
from xlscorecard.actions.listing import listing
from xlscorecard.books.protocol import Book, Progress, no_progress
from xlscorecard.core.checks.all_rules import findings, found_instead
from xlscorecard.core.checks.computing import compute
from xlscorecard.core.domain.finding import Finding, worst_first
from xlscorecard.core.domain.period import Month
from xlscorecard.core.findings.checks_page import Stamp
from xlscorecard.core.sheet.edits import Plan, WritePage
from xlscorecard.core.sheet.page import Page
from xlscorecard.errors import LayoutError


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a check found; ``outdated`` is the number of cells that a refresh would write.

    ``findings`` are open ones, worst first; ``accepted`` those that a person has accepted.
    ``reporting`` is None where the table could not be read, and the findings say why.
    ``listed_on`` is the sheet of the workbook that lists them, where one was written.
    """

    workbook: str
    sheet: str
    reporting: Month | None
    indicators: int
    outdated: int
    findings: tuple[Finding, ...]
    accepted: tuple[Finding, ...] = ()
    listed_on: str | None = None
    notices: tuple[str, ...] = ()

    @property
    def listed(self) -> tuple[Finding, ...]:
        """All findings as reports list them: open ones worst first, then accepted ones."""
        return (*self.findings, *self.accepted)


def check(
    book: Book,
    *,
    sheet: str | None = None,
    period: str | None = None,
    columns: Mapping[str, str] | None = None,
) -> Checked:
    """Check a workbook's scorecard by every rule, and change nothing.

    Args:
        book: the workbook.
        sheet: the sheet that holds the table; found by its headings where none is named.
        period: the reporting period, such as ``Aug-19``; overrides the Settings sheet.
        columns: what columns mean for this once, by heading or letter; it is stored nowhere.

    Raises:
        XlscorecardError: of the kinds that ``compute`` names, except a LayoutError of which a
            finding can be made.
    """
    with collector_paused():
        return _check(book, sheet, period, columns, stamp=None)[0]


def list_findings(
    book: Book,
    *,
    sheet: str | None = None,
    period: str | None = None,
    columns: Mapping[str, str] | None = None,
    stamp: Stamp,
    progress: Progress = no_progress,
) -> Checked:
    """Check a workbook's scorecard, and list the findings on its Checks sheet.

    Nothing but that sheet is written. Takes what ``check`` takes, and when and by which version
    it is done; raises what ``check`` and the book's ``apply`` raise.
    """
    with collector_paused():
        progress("checking", 0.2)
        checked, page = _check(book, sheet, period, columns, stamp=stamp)
        if page is None:
            return checked
        applied = book.apply(Plan((WritePage(page),)), progress)
        return replace(
            checked,
            notices=(*checked.notices, *applied.notices),
            listed_on=None if applied.page_refused else checked.listed_on,
        )


def _check(
    book: Book,
    sheet: str | None,
    period: str | None,
    columns: Mapping[str, str] | None,
    *,
    stamp: Stamp | None,
) -> tuple[Checked, Page | None]:
    try:
        computed = compute(book, sheet=sheet, period=period, columns=columns)
    except LayoutError as error:
        instead = found_instead(error)
        if not instead:
            raise
        return _unreadable(book, instead), None
    reading = computed.reading
    made = listing(book, computed, findings(computed), stamp=stamp, always=True)
    checked = Checked(
        workbook=book.name,
        sheet=reading.grid.sheet,
        reporting=computed.reporting,
        indicators=len(reading.rows),
        outdated=len(computed.planned.plan.cells),
        findings=made.listed.open,
        accepted=made.listed.accepted,
        listed_on=made.sheet,
        notices=made.notices,
    )
    return checked, made.page


def _unreadable(book: Book, instead: list[Finding]) -> Checked:
    return Checked(
        workbook=book.name,
        sheet=instead[0].place.sheet,
        reporting=None,
        indicators=0,
        outdated=0,
        findings=worst_first(instead),
    )
