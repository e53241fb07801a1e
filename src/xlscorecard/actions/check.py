"""Check: find all that a person should look at, and change nothing."""

from dataclasses import dataclass

from xlscorecard.actions.collector import collector_paused
from xlscorecard.actions.findings import findings_of
from xlscorecard.actions.reading import compute
from xlscorecard.books.protocol import Book
from xlscorecard.checks.all_rules import found_instead
from xlscorecard.domain.address import sheet_of
from xlscorecard.domain.finding import AcceptedFinding, Finding, worst_first
from xlscorecard.domain.period import Month
from xlscorecard.errors import LayoutError
from xlscorecard.sheet.plan import plan_refresh


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a check found; ``outdated`` is the number of cells that a refresh would write.

    ``findings`` are open ones, worst first; ``accepted`` those that a person has accepted.
    ``reporting`` is None where the table could not be read, and the findings say why.
    """

    workbook: str
    sheet: str
    reporting: Month | None
    indicators: int
    outdated: int
    findings: tuple[Finding, ...]
    accepted: tuple[AcceptedFinding, ...] = ()


def check(book: Book, *, sheet: str | None = None, period: str | None = None) -> Checked:
    """Check a workbook's scorecard by every rule.

    Args:
        book: the workbook.
        sheet: the sheet that holds the table; found by its headings where none is named.
        period: the reporting period, such as ``Aug-19``; overrides the Settings sheet.

    Raises:
        XlscorecardError: of the kinds that ``compute`` names, except a LayoutError of which a
            finding can be made.
    """
    with collector_paused():
        return _check(book, sheet, period)


def _check(book: Book, sheet: str | None, period: str | None) -> Checked:
    try:
        computed = compute(book, sheet=sheet, period=period)
    except LayoutError as error:
        instead = found_instead(error)
        if not instead:
            raise
        return Checked(
            workbook=book.name,
            sheet=sheet_of(instead[0].cells[0]),
            reporting=None,
            indicators=0,
            outdated=0,
            findings=worst_first(instead),
        )
    reading = computed.reading
    wanted = computed.wanted()
    planned = plan_refresh(reading, wanted, computed.settings.formulas)
    return Checked(
        workbook=book.name,
        sheet=reading.grid.sheet,
        reporting=computed.reporting,
        indicators=len(reading.rows),
        outdated=len(planned.plan.cells),
        findings=findings_of(book, computed, wanted, planned),
    )
