"""The findings on the Checks sheet of a workbook: what is there, and what is to stand there."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from xlscorecard.books.protocol import Book
from xlscorecard.core.checks.published_findings import NEVER_FILLED, PUBLISHED_DIFFERS
from xlscorecard.core.checks.subject import Subject
from xlscorecard.core.domain.finding import Finding
from xlscorecard.core.domain.our_sheets import CHECKS_SHEETS, OurSheet, name_of, named_as
from xlscorecard.core.findings.checks_page import Stamp, checks_page, holds
from xlscorecard.core.findings.listed_findings import ListedFindings, listed_findings
from xlscorecard.core.findings.present_lines import present_lines
from xlscorecard.core.sheet.address import column_letters, quoted_sheet
from xlscorecard.core.sheet.edits import Plan
from xlscorecard.core.sheet.grid import Grid
from xlscorecard.core.sheet.page import Page

_CORRECTED = (PUBLISHED_DIFFERS.name, NEVER_FILLED.name)
"""The rules of which a refresh puts right what they find."""

_NO_SHEET = (
    f"The findings were not listed in the workbook: it has sheets of its own named "
    f"{' and '.join(CHECKS_SHEETS)}. Rename one of them."
)


class Listing(NamedTuple):
    """The findings told apart, and the sheet that is to list them.

    ``sheet`` is its name; None where none is to be written. ``page`` is None where the sheet
    lists them already. ``notices`` are sentences for the person.
    """

    listed: ListedFindings
    sheet: str | None = None
    page: Page | None = None
    notices: tuple[str, ...] = ()


def listing(
    book: Book,
    computed: Subject,
    findings: Sequence[Finding],
    *,
    stamp: Stamp | None,
    plan: Plan | None = None,
    always: bool = False,
) -> Listing:
    """The findings of a workbook as its Checks sheet is to list them.

    Args:
        book: the workbook.
        computed: its scorecard.
        findings: all that were found, worst first.
        stamp: when, and by which version; None lists nothing in the workbook.
        plan: what a refresh writes; None if the cells stay as they are.
        always: write the sheet even where it lists the same already, for the sake of its time.
    """
    name, present = checks_sheet_of(book)
    reading, reporting = computed.reading, computed.reporting
    listed = listed_findings(
        findings,
        reading,
        reporting,
        present_lines(present) if present else (),
        _put_right(findings, reading.grid, plan),
        {
            name
            for name in book.sheet_names
            if name != reading.grid.sheet and named_as(name) is not OurSheet.SETTINGS
        },
    )
    if stamp is None:
        return Listing(listed)
    if name is None:
        return Listing(listed, notices=(_NO_SHEET,))
    page = checks_page(name, listed, reading.grid.sheet, reporting, stamp)
    changes = always or bool(plan and plan.cells) or present is None or not holds(present, page)
    return Listing(listed, name, page if changes else None)


def checks_sheet_of(book: Book) -> tuple[str | None, Grid | None]:
    """The name of the sheet for the findings, and the sheet itself if it is there.

    A sheet that somebody else has made is never taken, whatever its name; None where both names
    are taken by such sheets.
    """
    read = cache(book.read)
    name = name_of(OurSheet.CHECKS, book.sheet_names, read)
    if name is not None:
        return name, read(name)
    taken = {name.casefold() for name in book.sheet_names}
    return next((name for name in CHECKS_SHEETS if name.casefold() not in taken), None), None


def _put_right(findings: Iterable[Finding], grid: Grid, plan: Plan | None) -> list[Finding]:
    """The findings of which a plan corrects every cell."""
    if plan is None:
        return []
    before = f"{quoted_sheet(grid.sheet)}!"
    written = {f"{before}{column_letters(column)}{row}" for row, column in plan.cells}
    return [
        finding
        for finding in findings
        if finding.rule in _CORRECTED and written.issuperset(finding.cells)
    ]
