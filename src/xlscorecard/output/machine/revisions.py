"""What changed between two versions, for a machine: every change with its cells."""

from datetime import date

from xlscorecard.core.revisions.change import Change, Held, Section
from xlscorecard.core.revisions.comparison import Comparison, VersionIdentity
from xlscorecard.core.sheet.content import CellContent, ErrorCode, NotCalculated
from xlscorecard.output.machine.results import Json, month_data


def compared_data(compared: Comparison) -> Json:
    """All that changed, with the addresses in both workbooks; '' is null, for no such cell."""
    return {
        "old": _identity_data(compared.old),
        "new": _identity_data(compared.new),
        "revisions": len(compared.revisions),
        "counts": {_word(section): len(compared.in_section(section)) for section in Section},
        "months_no_longer_in_the_table": [month_data(month) for month in compared.months_left],
        "months_new_in_the_table": [month_data(month) for month in compared.months_come],
        "columns_no_longer_in_the_table": list(compared.columns_left),
        "columns_new_in_the_table": list(compared.columns_come),
        "notices": list(compared.notices),
        "changes": [_change_data(change) for change in compared.changes],
    }


def _identity_data(identity: VersionIdentity) -> Json:
    return {
        "workbook": identity.workbook,
        "sheet": identity.sheet,
        "reporting_period": month_data(identity.reporting),
    }


def _change_data(change: Change) -> Json:
    return {
        "kind": change.kind.name.lower().replace("_", "-"),
        "section": _word(change.section),
        "revision": change.is_revision,
        "reference": change.reference,
        "indicator": change.title,
        "what": change.what,
        "before": _content_data(change.before),
        "after": _content_data(change.after),
        "before_as_printed": change.before.text,
        "after_as_printed": change.after.text,
        "note": change.note,
        "old_cell": change.before.cell or None,
        "new_cell": change.after.cell or None,
    }


def _word(section: Section) -> str:
    return section.name.lower()


def _content_data(held: Held) -> float | str | bool | None:
    return _plain(held.content)


def _plain(content: CellContent) -> float | str | bool | None:
    match content:
        case ErrorCode():
            return content.code
        case date():
            return content.isoformat()
        case NotCalculated():
            return content.value
        case _:
            return content
