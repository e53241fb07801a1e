"""Formulas with our functions that were left behind when a month was added."""

import re
from collections.abc import Iterator, Mapping

from xlscorecard.core.checks.subject import Subject
from xlscorecard.core.domain.finding import Finding, Rule
from xlscorecard.core.domain.period import MONTHS_A_YEAR, Month, month_label
from xlscorecard.core.sheet.address import Area, address

ENDS_EARLY = Rule.doubtful(
    "function-ends-early",
    "a formula with one of our functions whose months or values end before the newest month, by "
    "less than a year: directly, or by a defined name",
)

_TEXT = re.compile(r'"[^"]*"')
_AREA = re.compile(
    r"(?:(?P<sheet>'(?:[^']|'')+'|[\w.]+)!)?"
    r"(?P<area>\$?[A-Z]{1,3}\$?\d{1,7}:\$?[A-Z]{1,3}\$?\d{1,7})(?![\w(])"
)
_NAME = re.compile(r"(?<![\w.!'])[A-Za-z_]\w*(?![\w(.!:])")


def functions_that_end_early(subject: Subject) -> Iterator[Finding]:
    """Findings for formulas with functions that end before the newest month, alike ones in one."""
    used = subject.function_formulas()
    if not used.formulas:
        return
    ends = _months_by_column(subject)
    newest = month_label(subject.reporting)
    cells: dict[tuple[str, str, bool, Month], list[str]] = {}
    for sheet, place, formula in used.formulas:
        text = _TEXT.sub("", formula)
        for what, month in _ends(subject, text, sheet, used.names, ends):
            by_name = what in used.names
            kind = what if by_name else _columns_of(what)
            cells.setdefault((sheet, kind, by_name, month), []).append(address(sheet, *place))
            break  # the others end as early for the same reason
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


def _columns_of(reference: str) -> str:
    """The columns of a reference, in which formulas that were filled down are alike."""
    return re.sub(r"[$\d]", "", reference.rpartition("!")[2])


def _months_by_column(subject: Subject) -> Mapping[int, Month]:
    """The months before the newest one by their columns, for a year."""
    return {
        column: month
        for month, column in subject.reading.layout.periods.items()
        if 0 < subject.reporting - month < MONTHS_A_YEAR
    }


def _ends(
    subject: Subject, text: str, sheet: str, names: Mapping[str, str], ends: Mapping[int, Month]
) -> Iterator[tuple[str, Month]]:
    """The references and names of a formula that end early, with the month with which they end."""
    for found in _AREA.finditer(text):
        month = _early_end(subject, found, sheet, ends)
        if month is not None:
            yield found[0], month
    for word in _NAME.finditer(text):
        refers = _AREA.fullmatch(names.get(word[0], ""))
        month = _early_end(subject, refers, "", ends) if refers else None
        if month is not None:
            yield word[0], month


def _early_end(
    subject: Subject, found: "re.Match[str]", sheet: str, ends: Mapping[int, Month]
) -> Month | None:
    """With which earlier month a reference to the scorecard's months ends; None if with none."""
    named = (found["sheet"] or sheet).removeprefix("'").removesuffix("'").replace("''", "'")
    area = Area.parse(found["area"].replace("$", ""))
    columns = subject.reading.layout.periods.values()
    if named != subject.reading.grid.sheet or area is None or area.left == area.right:
        return None
    return ends.get(area.right) if area.left in columns else None
