"""Formulas with our functions that were left behind when a month was added."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from xlscorecard.core.checks.subject import Subject
from xlscorecard.core.domain.finding import Finding, Rule
from xlscorecard.core.domain.our_functions import PREFIX
from xlscorecard.core.domain.period import MONTHS_A_YEAR, Month, month_label
from xlscorecard.core.sheet.address import address, column_letters
from xlscorecard.core.sheet.formula_pieces import Call, CellsReference, NameReference, Sheets
from xlscorecard.core.sheet.formula_references import pieces

ENDS_EARLY = Rule.doubtful(
    "function-ends-early",
    "a formula with one of our functions whose months or values end before the newest month, by "
    "less than a year: directly, or by a defined name",
)


def functions_that_end_early(subject: Subject) -> Iterator[Finding]:
    """Findings for formulas with functions that end before the newest month, alike ones in one."""
    used = subject.function_formulas()
    if not used.formulas:
        return
    names = {name.casefold(): refers for name, refers in used.names.items()}
    ends = _months_by_column(subject)
    newest = month_label(subject.reporting)
    cells: dict[tuple[str, str, bool, Month], list[str]] = {}
    for sheet, place, formula in used.formulas:
        early = next(_early_ends(subject, formula, sheet, names, ends), None)
        if early is not None:  # further ones end as early for the same reason
            cells.setdefault((sheet, *early), []).append(address(sheet, *place))
    for (_, what, by_name, month), places in cells.items():
        yield ENDS_EARLY.found(
            places,
            "",
            f"{_formulas(len(places))} the months up to {month_label(month)} ({what}), and the "
            f"newest month is {newest}",
            f"let the name {what} end with {newest} (Formulas > Name Manager)"
            if by_name
            else f"let the references end with {newest}; if an earlier month is meant, accept this "
            "finding",
        )


def _formulas(count: int) -> str:
    one = "the function in this formula takes"
    return one if count == 1 else f"the functions in these {count:,} formulas take"


def _months_by_column(subject: Subject) -> Mapping[int, Month]:
    """The months before the newest one by their columns, for a year."""
    return {
        column: month
        for month, column in subject.reading.layout.periods.items()
        if 0 < subject.reporting - month < MONTHS_A_YEAR
    }


class _Early(NamedTuple):
    """Columns, or a name, that a formula takes, and the month with which they end.

    In their columns formulas are alike that were filled down.
    """

    what: str
    is_name: bool
    month: Month


def _early_ends(
    subject: Subject, formula: str, sheet: str, names: Mapping[str, str], ends: Mapping[int, Month]
) -> Iterator[_Early]:
    """The references and names of a formula that end early; none unless it calls our functions."""
    found = pieces(formula)
    if not any(isinstance(piece, Call) and piece.name.startswith(PREFIX) for piece in found):
        return
    for piece in found:
        if isinstance(piece, CellsReference):
            month = _early_end(subject, piece, sheet, ends)
            if month is not None:
                yield _Early(_columns_of(piece), is_name=False, month=month)
        elif isinstance(piece, NameReference):
            match pieces(names.get(piece.name.casefold(), "")):
                case [CellsReference(sheets=Sheets()) as area] if area.is_fixed:
                    month = _early_end(subject, area, sheet, ends)
                    if month is not None:
                        yield _Early(piece.name, is_name=True, month=month)


def _columns_of(reference: CellsReference) -> str:
    _, left, _, right = reference.area()
    return f"{column_letters(left)}:{column_letters(right)}"


def _early_end(
    subject: Subject, reference: CellsReference, sheet: str, ends: Mapping[int, Month]
) -> Month | None:
    """With which earlier month a reference to the scorecard's months ends; None if with none."""
    scorecard = subject.reading.grid.sheet
    area = reference.area()
    if (reference.sheets or Sheets(sheet, sheet)) != Sheets(scorecard, scorecard):
        return None
    if area.left == area.right or area.left not in subject.reading.layout.periods.values():
        return None
    return ends.get(area.right)
