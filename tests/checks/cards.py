"""Scorecards and commentaries that were written without knowledge of the rules; see their README.

A card becomes a draft, and so a book in memory whose computed cells are right.
"""

import json
from pathlib import Path
from typing import Any

from tests.checks.drafts import Draft, DraftRow
from xlscorecard.core.domain.period import Month, parse_month

_FOLDER = Path(__file__).parent.parent / "data" / "cards"

Card = dict[str, Any]


def _read(name: str) -> list[Card]:
    found: list[Card] = json.loads((_FOLDER / name).read_text(encoding="utf-8"))
    return found


SCORECARDS = _read("scorecards.json")
"""Scorecards of many services, in which nothing is wrong."""
COMMENTARIES = _read("commentaries.json")
"""Commentaries, each with the row of which it speaks and whether all that it says is true."""


def draft_of(card: Card) -> Draft:
    """A scorecard as a draft."""
    return Draft(
        rows=[_row(row) for row in card["rows"]],
        months=[_month(label) for label in card["months"]],
        commentary_heading=card["commentary_heading"],
        benchmark_year=card["benchmark_note"],
        target_years=tuple(card["target_years"]),
    )


def draft_with(commentary: Card) -> Draft:
    """A scorecard of one row, with its commentary."""
    first, last = map(_month, commentary["months"])
    return Draft(
        rows=[_row(commentary)],
        months=[Month(month) for month in range(first, last + 1)],
        commentary_heading="Commentary",
        benchmark_year="",
        target_years=tuple(commentary["target_years"]),
    )


def calls_false(commentary: Card) -> list[str]:
    """What the rules about commentary say of one; [] where they say nothing."""
    return [
        finding.message
        for finding in draft_with(commentary).checked().findings
        if finding.rule.startswith("commentary-")
    ]


def _month(label: str) -> Month:
    month = parse_month(label)
    assert month is not None
    return month


def _row(row: Card) -> DraftRow:
    return DraftRow(
        reference=row.get("reference", "A1"),
        title=row["title"],
        owner=row.get("owner", "An owner"),
        reporter=row.get("reporter", "A reporter"),
        values=row["values"],
        polarity=row["polarity"],
        percentage=row["percentage"],
        quarterly=row["quarterly"],
        benchmarks=row["benchmarks"],
        targets=row["targets"],
        commentary=row["commentary"] or None,
    )
