"""All that a person should look at in a scorecard."""

from collections.abc import Sequence

from xlscorecard.actions.reading import Computed
from xlscorecard.books.protocol import Book
from xlscorecard.core.checks.all_rules import findings
from xlscorecard.core.checks.subject import Percentages, Subject
from xlscorecard.core.domain.finding import Finding, worst_first
from xlscorecard.core.sheet.address import Area
from xlscorecard.core.table.plan import Contents, PlannedRefresh, plan_refresh
from xlscorecard.core.table.reader import SheetReading


def findings_of(
    book: Book,
    computed: Computed,
    wanted: Sequence[Contents] | None = None,
    planned: PlannedRefresh | None = None,
) -> tuple[Finding, ...]:
    """All findings of a scorecard, worst first; what is computed already can be handed over."""
    reading, settings, found = computed.reading, computed.settings, computed.settings_found
    wanted = computed.wanted() if wanted is None else wanted
    subject = Subject(
        reading=reading,
        settings=settings,
        period=computed.period,
        wanted=wanted,
        planned=planned or plan_refresh(reading, wanted, settings.formulas),
        percentages=_percentages(book, reading),
        unfit=computed.unfit,
        is_built_here=computed.is_built_here,
        sheets=found,
    )
    return worst_first(list(findings(subject)))


def _percentages(book: Book, reading: SheetReading) -> Percentages | None:
    """The cells of the months' columns that show percentages; None where it cannot be told."""
    if not reading.rows:
        return frozenset()
    columns = reading.layout.periods.values()
    area = Area(reading.rows[0], min(columns), reading.rows[-1], max(columns))
    return book.percentage_cells(reading.grid.sheet, area)
