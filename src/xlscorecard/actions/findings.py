"""All that a person should look at in a scorecard."""

from collections.abc import Sequence

from xlscorecard.actions.reading import Computed
from xlscorecard.checks.published import published_findings
from xlscorecard.domain.finding import Finding, Severity, worst_first
from xlscorecard.sheet.plan import Contents, PlannedRefresh, plan_refresh


def findings_of(
    computed: Computed,
    wanted: Sequence[Contents] | None = None,
    planned: PlannedRefresh | None = None,
) -> tuple[Finding, ...]:
    """All findings of a scorecard, worst first; what is computed already can be handed over."""
    reading, settings = computed.reading, computed.settings
    wanted = computed.wanted() if wanted is None else wanted
    planned = planned or plan_refresh(reading, wanted, settings.formulas)
    return worst_first(
        [
            *reading.findings,
            *published_findings(reading, wanted, computed.reporting, settings),
            *_covered_findings(computed, planned),
        ]
    )


def _covered_findings(computed: Computed, planned: PlannedRefresh) -> list[Finding]:
    rows = dict(zip(computed.reading.rows, computed.reading.scorecard.indicators, strict=True))
    return [
        Finding(
            rule="covered-cell",
            severity=Severity.DOUBTFUL,
            cells=(computed.reading.grid.address(*cell),),
            reference=rows[cell[0]].reference,
            message="this computed cell lies under a merged cell and was not written",
            remedy="unmerge it, then refresh again",
        )
        for cell in planned.covered
    ]
