"""What two versions differ in, in a few sentences."""

from collections.abc import Iterator, Sequence

from xlscorecard.core.domain.period import Month, month_label
from xlscorecard.core.domain.wording import counted
from xlscorecard.core.revisions.change import Change, Section
from xlscorecard.core.revisions.comparison import Comparison
from xlscorecard.core.sheet.address import SheetArea

BLANK = "blank"
"""What stands for an empty cell."""

_WITH_KIND = (Section.REVISIONS, Section.ROWS)
"""The sections in which a change's kind says more than its section."""

_SHOWN_BY_ITSELF = (Section.REVISIONS, Section.NEW_VALUES, Section.RECOMPUTED)


def summary(compared: Comparison) -> str:
    """The counts: ``2 revisions of published figures, 8 new values, 3 other changes.``"""
    if compared.is_same:
        return "Nothing has changed."
    revisions = len(compared.revisions)
    others = sum(len(compared.in_section(part)) for part in Section if part not in _SHOWN_BY_ITSELF)
    new_values = len(compared.in_section(Section.NEW_VALUES))
    counts = [
        f"{counted(revisions, 'revision') if revisions else 'No revision'} of published figures",
        *([counted(new_values, "new value")] if new_values else []),
        *([counted(others, "other change")] if others else []),
    ]
    return ", ".join(counts) + "."


def outline(compared: Comparison) -> Iterator[str]:
    """What is not listed change by change: months, columns, computed cells; a sentence each."""
    if compared.months_left:
        yield f"Months no longer in the table: {_months(compared.months_left)}."
    if compared.months_come:
        yield f"Months new in the table: {_months(compared.months_come)}."
    if compared.columns_left:
        yield f"Columns no longer in the table: {', '.join(compared.columns_left)}."
    if compared.columns_come:
        yield f"Columns new in the table: {', '.join(compared.columns_come)}."
    recomputed = len(compared.in_section(Section.RECOMPUTED))
    if recomputed:
        yield (
            f"{counted(recomputed, 'computed cell')} changed with the reporting period, from "
            f"{month_label(compared.old.reporting)} to {month_label(compared.new.reporting)}."
        )


def remark(change: Change) -> str:
    """What is to be said beside before and after; '' if nothing is."""
    kind = change.kind.value if change.section in _WITH_KIND else ""
    return f"{kind}: {change.note}" if kind and change.note else kind or change.note


def cells_text(change: Change) -> str:
    """The cell without its sheet; of both versions, if it is not the same one: ``T9 → S9``."""
    cells = [held.cell for held in (change.before, change.after) if held.cell]
    return " → ".join(dict.fromkeys(str(SheetArea.parse(cell).area) for cell in cells))


def _months(months: Sequence[Month]) -> str:
    """Months in few words: ``May-18``, ``May-18, Jul-18``, ``May-18 to Aug-18``."""
    if len(months) > 2 and months[-1] - months[0] == len(months) - 1:
        return f"{month_label(months[0])} to {month_label(months[-1])}"
    return ", ".join(map(month_label, months))
