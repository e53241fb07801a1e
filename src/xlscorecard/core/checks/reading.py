"""What was odd about the cells when a table was read, in a reporter's words."""

from collections.abc import Iterable, Iterator
from datetime import date

from xlscorecard.core.domain.cell_meaning import MarkedNumber, NumberAsText, Unreadable
from xlscorecard.core.domain.finding import Finding, Rule
from xlscorecard.core.domain.period import month_label
from xlscorecard.core.domain.settings import Settings
from xlscorecard.core.domain.wording import listed, quoted
from xlscorecard.core.sheet.address import Place
from xlscorecard.core.sheet.content import ErrorCode
from xlscorecard.core.table.headings import Column
from xlscorecard.core.table.odd_cells import (
    LooksQuarterly,
    MergedMonths,
    NoName,
    NoReference,
    NotCalculatedValues,
    OddCell,
    OddValue,
    SeveralValues,
    UnknownSign,
)
from xlscorecard.core.table.reader import SheetReading

_MOST_NAMED = 3

NUMBER_AS_TEXT = Rule.doubtful(
    "number-as-text", "a number that the workbook stores as text; it is used as the number"
)
ERROR_IN_A_VALUE = Rule.wrong(
    "error-in-a-value", "an error such as #REF! where a month's value belongs"
)
UNREADABLE_VALUE = Rule.wrong(
    "unreadable-value",
    "a text where a month's value belongs that is no number and none of the known signs",
)
NOT_CALCULATED_VALUE = Rule.doubtful(
    "value-not-calculated", "formulas where a month's values belong which no program has calculated"
)
MARKED_VALUE = Rule.note(
    "marked-value", "a value with a marker such as [p], [r] or [e]: provisional, revised, estimated"
)
UNKNOWN_SIGN = Rule.wrong("unknown-sign", "a sign under DoT or Percentage? that means nothing")
NO_REFERENCE = Rule.wrong("no-reference", "a row of values without a Ref.")
NO_NAME = Rule.note("no-name", "an indicator without a name")
MERGED_MONTHS = Rule.wrong("merged-months", "merged months that are no quarter")
SEVERAL_VALUES = Rule.wrong(
    "several-values-in-a-period",
    "more than one value in a quarter of a quarterly row, or in a year of an annual one",
)
LOOKS_QUARTERLY = Rule.note(
    "looks-quarterly", "a row with at most one value a quarter that is not declared as quarterly"
)
UNUSED_SETTINGS = Rule.doubtful(
    "unused-settings", "settings that name an indicator which no row has"
)

READING_RULES = (
    NUMBER_AS_TEXT,
    ERROR_IN_A_VALUE,
    UNREADABLE_VALUE,
    NOT_CALCULATED_VALUE,
    MARKED_VALUE,
    UNKNOWN_SIGN,
    NO_REFERENCE,
    NO_NAME,
    MERGED_MONTHS,
    SEVERAL_VALUES,
    LOOKS_QUARTERLY,
    UNUSED_SETTINGS,
)
"""The rules about what the reader of a table saw."""

_SIGNS = {
    Column.POLARITY: "▲ (higher is better), ▼ (lower is better), nothing, or a word such as Low",
    Column.PERCENTAGE: "P or -",
}
"""What may stand in a column of signs."""


def found_while_reading(reading: SheetReading, settings: Settings) -> Iterator[Finding]:
    """What was odd, in the order in which it was seen, and settings that no row has."""
    for odd in reading.odd:
        yield _finding(reading, odd)
    yield from _unused_settings(reading, settings)


def _finding(reading: SheetReading, odd: OddCell) -> Finding:
    match odd:
        case OddValue():
            rule, message, remedy = _odd_value(reading, odd)
            return _found(reading, rule, [odd.place], odd.reference, message, remedy)
        case NotCalculatedValues(places, months, reference):
            names = listed([month_label(month) for month in months], _MOST_NAMED)
            formulas, they, them = (
                ("the formula", "is", "it") if len(months) == 1 else ("the formulas", "are", "them")
            )
            return _found(
                reading,
                NOT_CALCULATED_VALUE,
                places,
                reference,
                f"{formulas} of {reference} in {names} {they} not calculated; what depends on "
                f"{them} is left as it is",
                "open the workbook in Excel and save it once",
            )
        case UnknownSign(place, column, reference, sign):
            return _found(
                reading,
                UNKNOWN_SIGN,
                [place],
                reference,
                f"{quoted(sign)} under {reading.layout.heading_text(place.column)} is not known",
                f"choose {_SIGNS[column]}",
            )
        case NoReference(place):
            return _found(
                reading,
                NO_REFERENCE,
                [place],
                "",
                "this row has values but no Ref.; it was left alone",
                "give it a Ref. of its own",
            )
        case NoName(place, reference):
            return _found(
                reading,
                NO_NAME,
                [place],
                reference,
                f"{reference} has no name",
                "fill in what it counts",
            )
        case MergedMonths(place, reference, count):
            return _found(
                reading,
                MERGED_MONTHS,
                [place],
                reference,
                f"{count} months are merged, and they are no quarter",
                "merge the months of one quarter (Apr–Jun, Jul–Sep, Oct–Dec, Jan–Mar) or none",
            )
        case SeveralValues(places, reference, frequency, period):
            return _found(
                reading,
                SEVERAL_VALUES,
                places,
                reference,
                f"{len(places)} values in {frequency.label(period)} of a row that is "
                f"{frequency.name.lower()}; what depends on it is n/a",
                "keep one value for each period",
            )
        case LooksQuarterly(place, reference):
            return _found(
                reading,
                LOOKS_QUARTERLY,
                [place],
                reference,
                "the row has at most one value a quarter but is treated as monthly, so its changes "
                "are n/a",
                f'if it is quarterly, set "quarterly" for {reference} on the Settings sheet',
            )


def _found(
    reading: SheetReading,
    rule: Rule,
    places: Iterable[Place],
    reference: str,
    message: str,
    remedy: str,
) -> Finding:
    cells = (reading.grid.address(*place) for place in places)
    return rule.found(cells, reference, message, remedy)


def _odd_value(reading: SheetReading, odd: OddValue) -> tuple[Rule, str, str]:
    """The rule about a value that is not just a number, what it says, and what to do."""
    when = month_label(odd.month)
    match odd.meaning:
        case NumberAsText(value, text):
            return (
                NUMBER_AS_TEXT,
                f"{quoted(text)} in {when} is a number stored as text; it was used as {value:.15g}",
                "type the number again in a cell that is not formatted as text",
            )
        case ErrorCode(code):
            return (
                ERROR_IN_A_VALUE,
                f"{code} in {when} is an error, so the value is missing",
                "type the value or clear the cell",
            )
        case MarkedNumber(value, text, state):
            return (
                MARKED_VALUE,
                f"{quoted(text)} in {when} is {state.value}; it was used as {value:.15g}",
                "type the figure again when it is final",
            )
    text = odd.meaning.text if isinstance(odd.meaning, Unreadable) else str(odd.meaning)
    if isinstance(reading.grid.content(*odd.place), date):
        return (
            UNREADABLE_VALUE,
            f"the cell of {when} shows a date, {quoted(text)}, so the value is missing",
            "format the cell as a number; hours and minutes need the format [h]:mm",
        )
    return (
        UNREADABLE_VALUE,
        f"{quoted(text)} in {when} is not a number, so the value is missing",
        "type a number such as 1234 or 6.2%, or clear the cell",
    )


def _unused_settings(reading: SheetReading, settings: Settings) -> Iterator[Finding]:
    """Settings of a reference that no row has: mistyped, or the row is gone."""
    references = {indicator.reference for indicator in reading.scorecard.indicators}
    for reference, chosen in settings.indicators.items():
        if chosen.place and reference not in references:
            yield UNUSED_SETTINGS.found(
                [chosen.place],
                reference,
                f"settings for {quoted(reference)}, which is the Ref. of no row here",
                "correct the Ref., capital letters count, or clear the row",
            )
            continue
        for whole in chosen.wholes:
            if whole not in references:
                yield UNUSED_SETTINGS.found(
                    [chosen.place],
                    reference,
                    f"{reference} is set as part of {quoted(whole)}, which is the Ref. of no row "
                    "here",
                    "correct the Ref., capital letters count, or clear the cell",
                    about=whole,
                )
