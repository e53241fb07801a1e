"""What changed between two versions of a scorecard, as a page."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from xlscorecard.core.domain.period import month_label
from xlscorecard.core.revisions.change import Change, Section
from xlscorecard.core.revisions.comparison import Comparison, VersionIdentity
from xlscorecard.core.revisions.summary import BLANK, cells_text, outline, remark, summary
from xlscorecard.core.revisions.wording import Piece, Pieces, compared_words
from xlscorecard.output.html.rendering import rendered

TITLE = "What changed in the scorecard"

_EXPLAINED: Mapping[Section, str] = MappingProxyType(
    {
        Section.REVISIONS: "Figures of months that the old version had published, and that are "
        "not the same any more.",
        Section.NEW_VALUES: "Values of months that the old version had not published yet.",
        Section.UNCHANGED_FIGURES: "The figure is the same, or there is none before and after; "
        "only what the cell holds is another.",
    }
)


class _Column(NamedTuple):
    """A column; its width is in per cent."""

    heading: str
    width: int


def _columns(headings: Sequence[str], *widths: int) -> tuple[_Column, ...]:
    return tuple(map(_Column, headings, widths))


_HEADINGS = ("Ref.", "Indicator", "What", "Before", "After", "Cell")
_WITH_REMARKS = (*_HEADINGS[:-1], "Remark", _HEADINGS[-1])
_OF_TEXTS = (Section.COMMENTARY, Section.DESCRIPTIONS)
_COLUMNS_OF_TEXTS = _columns(_HEADINGS, 8, 17, 10, 28, 28, 9)
_COLUMNS_OF_FIGURES = _columns(_HEADINGS, 9, 31, 16, 16, 16, 12)
_COLUMNS_WITH_REMARKS = _columns(_WITH_REMARKS, 9, 24, 13, 14, 14, 16, 10)


def revisions_page(compared: Comparison) -> str:
    """The whole page: counts first, then a table for each kind of change."""
    return rendered(
        "revisions",
        title=TITLE,
        old=_identity(compared.old),
        new=_identity(compared.new),
        revised=bool(compared.revisions),
        summary=summary(compared),
        notices=compared.notices,
        sections=[
            _section(section, changes)
            for section in Section
            if section is not Section.RECOMPUTED and (changes := compared.in_section(section))
        ],
        outline=list(outline(compared)),
        blank=BLANK,
    )


def _identity(version: VersionIdentity) -> dict[str, str]:
    reports = month_label(version.reporting)
    return {"name": version.name, "sheet": version.sheet, "reports": reports}


def _section(section: Section, changes: Sequence[Change]) -> dict[str, object]:
    has_remarks = any(map(remark, changes))
    columns = _COLUMNS_OF_TEXTS if section in _OF_TEXTS else _COLUMNS_OF_FIGURES
    return {
        "title": section.value,
        "anchor": section.name.lower().replace("_", "-"),
        "explained": _EXPLAINED.get(section, ""),
        "columns": _COLUMNS_WITH_REMARKS if has_remarks else columns,
        "has_remarks": has_remarks,
        "changes": list(map(_change, changes)),
    }


def _change(change: Change) -> dict[str, object]:
    before, after = _both(change.before.text, change.after.text)
    return {
        "reference": change.reference,
        "indicator": change.title,
        "what": change.what,
        "before": before,
        "after": after,
        "remark": remark(change),
        "cells": cells_text(change),
    }


def _both(before: str, after: str) -> tuple[Pieces, Pieces]:
    """Before and after; of texts that have words in common, with those marked that changed."""
    compared = compared_words(before, after) if _is_text(before) and _is_text(after) else None
    return compared or (_whole(before), _whole(after))


def _is_text(text: str) -> bool:
    """Whether there is more than one word: a figure is read whole."""
    return len(text.split()) > 1


def _whole(text: str) -> Pieces:
    return (Piece(text, changed=False),) if text else ()
