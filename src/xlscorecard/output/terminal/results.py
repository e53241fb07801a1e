"""Results as a person reads them in a terminal."""

from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from xlscorecard.actions.adopted import Adopted
from xlscorecard.actions.explain import Explained
from xlscorecard.actions.refresh import Refreshed
from xlscorecard.core.checks.subject import Subject
from xlscorecard.core.domain.period import Month, month_label
from xlscorecard.core.domain.settings import ChangeUnit, Palette
from xlscorecard.core.domain.wording import counted
from xlscorecard.core.measures.judgement import Judgement
from xlscorecard.core.measures.results import Comparison
from xlscorecard.core.table.computed_columns import MISSING_CHANGE, MISSING_FIGURE, points_text
from xlscorecard.core.table.plan import tolerance_of
from xlscorecard.core.table.printed import change_text, figure_text
from xlscorecard.output.terminal.findings import print_accepted, print_findings

_JUDGEMENT_STYLE = {
    Palette.GREEN_AMBER_RED: {
        Judgement.POSITIVE: "green",
        Judgement.SIMILAR: "yellow",
        Judgement.NEGATIVE: "red",
    },
    Palette.BLUE_ORANGE: {
        Judgement.POSITIVE: "blue",
        Judgement.SIMILAR: "white",
        Judgement.NEGATIVE: "dark_orange",
    },
}
_MONTHS_SHOWN = 4


def print_refreshed(
    console: Console, refreshed: Refreshed, output: Path, backup: Path | None
) -> None:
    """What a refresh did: one line each for what was done, kept and saved; then the findings."""
    console.print(
        f"[bold]{escape(Path(refreshed.workbook).name)}[/bold], sheet "
        f"{escape(refreshed.sheet)}, reporting period {month_label(refreshed.reporting)}"
    )
    cells = len(refreshed.plan.cells)
    written = counted(cells, "cell")
    done = f"{written} written" if refreshed.applied else f"{written} to write (dry run)"
    if not cells:
        done = "every computed cell was right already"
    kept = len(refreshed.formulas)
    left = f", {counted(kept, 'cell')} with a formula left alone" if kept else ""
    console.print(f"{counted(refreshed.indicators, 'indicator')} refreshed, {done}{left}.")
    for notice in refreshed.notices:
        console.print(escape(notice))
    print_findings(console, refreshed.findings)
    print_accepted(console, refreshed.accepted)
    if refreshed.listed_on and refreshed.findings:
        console.print(escape(f"The sheet {refreshed.listed_on} lists them all."))
    if not refreshed.applied:
        console.print("Dry run: nothing was changed.")
    elif cells or backup or str(output) != refreshed.workbook:
        saved = f"Saved to {output}"
        console.print(escape(f"{saved}; as it was before: {backup}" if backup else saved))


def print_adopted(console: Console, adopted: Adopted) -> None:
    """What adopting a workbook did, and what comes next."""
    console.print(f"{escape(adopted.workbook)}, sheet {escape(adopted.sheet)}")
    for added in adopted.added:
        console.print(f"  added: {escape(added)}")
    saved = f"Saved to {adopted.output}"
    kept = f"; as it was before: {adopted.backup}" if adopted.backup else ""
    console.print(escape(saved + kept), soft_wrap=True)
    console.print("Open it in Excel and enable its macros: the ribbon has a tab Scorecard.")


def print_explained(console: Console, explained: Explained) -> None:
    """What a cell comes from, line by line, and what is to be looked at in it."""
    console.print(
        f"[bold]{escape(explained.cell)}[/bold]: {escape(explained.reference)}, "
        f"{escape(explained.heading)}"
    )
    for sentence in explained.sentences:
        console.print(escape(sentence), soft_wrap=True)
    if explained.findings:
        print_findings(console, explained.findings)


def print_scorecard(console: Console, computed: Subject) -> None:
    """The scorecard as a table, arrows and changes coloured by judgement."""
    months = _newest_months(computed)
    table = Table(
        title=f"{escape(computed.reading.grid.sheet)}, {month_label(computed.reporting)}",
        title_justify="left",
    )
    table.add_column("Ref.", no_wrap=True)
    table.add_column("Indicator", ratio=1)
    for month in months:
        table.add_column(month_label(month), justify="right", no_wrap=True)
    for heading in ("prev. period", "prev. year", "12 m. average", "12 m. max"):
        table.add_column(heading, justify="right", no_wrap=True)
    periods = computed.reading.scorecard.periods
    rows = zip(computed.reading.scorecard.indicators, computed.results, strict=True)
    for indicator, measures in rows:
        unit = tolerance_of(indicator, computed.settings).unit
        percentage = indicator.percentage
        values = [indicator.values[periods.index(month)] for month in months]
        table.add_row(
            escape(indicator.reference),
            escape(indicator.title),
            *(figure_text(value, percentage=percentage) for value in values),
            _comparison_text(measures.previous, unit, computed.settings.palette),
            _comparison_text(measures.year, unit, computed.settings.palette),
            figure_text(measures.average, percentage=percentage),
            figure_text(measures.maximum, percentage=percentage),
        )
    console.print(table)


def _newest_months(computed: Subject) -> list[Month]:
    periods = sorted(
        month for month in computed.reading.scorecard.periods if month <= computed.reporting
    )
    return periods[-_MONTHS_SHOWN:]


def _comparison_text(comparison: Comparison, unit: ChangeUnit, palette: Palette) -> Text:
    if comparison.change is None or comparison.direction is None:
        return Text(f"{MISSING_FIGURE} {MISSING_CHANGE}", style="dim")
    shown = change_text if unit is ChangeUnit.RELATIVE else points_text
    style = _JUDGEMENT_STYLE[palette][comparison.judgement] if comparison.judgement else ""
    return Text(f"{comparison.direction.value} {shown(comparison.change)}", style=style)
