"""What is odd about the cells of a row, in a reporter's words."""

from collections.abc import Iterable, Sequence
from datetime import date

from xlscorecard.core.domain.cell_meaning import Cell, MarkedNumber, NumberAsText, Unreadable
from xlscorecard.core.domain.finding import Finding, Rule, Severity
from xlscorecard.core.domain.period import Frequency, Month, month_label
from xlscorecard.core.domain.wording import listed, quoted
from xlscorecard.core.sheet.content import ErrorCode
from xlscorecard.core.sheet.grid import Grid
from xlscorecard.core.table.headings import Column
from xlscorecard.core.table.layout import Layout

_Place = tuple[int, int]
_MOST_NAMED = 3

NUMBER_AS_TEXT = Rule(
    "number-as-text",
    Severity.DOUBTFUL,
    "a number that the workbook stores as text; it is used as the number",
)
ERROR_IN_A_VALUE = Rule(
    "error-in-a-value", Severity.WRONG, "an error such as #REF! where a month's value belongs"
)
UNREADABLE_VALUE = Rule(
    "unreadable-value",
    Severity.WRONG,
    "a text where a month's value belongs that is no number and none of the known signs",
)
NOT_CALCULATED_VALUE = Rule(
    "value-not-calculated",
    Severity.DOUBTFUL,
    "formulas where a month's values belong which no program has calculated",
)
MARKED_VALUE = Rule(
    "marked-value",
    Severity.NOTE,
    "a value with a marker such as [p], [r] or [e]: provisional, revised, estimated",
)
UNKNOWN_SIGN = Rule(
    "unknown-sign", Severity.WRONG, "a sign under DoT or Percentage? that means nothing"
)
NO_REFERENCE = Rule("no-reference", Severity.WRONG, "a row of values without a Ref.")
NO_NAME = Rule("no-name", Severity.NOTE, "an indicator without a name")
MERGED_MONTHS = Rule("merged-months", Severity.WRONG, "merged months that are no quarter")
SEVERAL_VALUES = Rule(
    "several-values-in-a-period",
    Severity.WRONG,
    "more than one value in a quarter of a quarterly row, or in a year of an annual one",
)
LOOKS_QUARTERLY = Rule(
    "looks-quarterly",
    Severity.NOTE,
    "a row with at most one value a quarter that is not declared as quarterly",
)
UNUSED_SETTINGS = Rule(
    "unused-settings", Severity.DOUBTFUL, "settings that name an indicator which no row has"
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
"""The rules that make findings while a sheet is read."""


class RowFindings:
    """Gathers the findings of a sheet's rows, each with its cell."""

    def __init__(self, grid: Grid, layout: Layout) -> None:
        self.found: list[Finding] = []
        self._grid = grid
        self._layout = layout

    def value(self, row: int, month: Month, reference: str, cell: Cell) -> None:
        """A period cell that holds neither a plain number nor a known token."""
        place = (row, self._layout.periods[month])
        when = month_label(month)
        match cell:
            case NumberAsText():
                self._add(
                    NUMBER_AS_TEXT,
                    [place],
                    reference,
                    f"{quoted(cell.text)} in {when} is a number stored as text; it was used as "
                    f"{cell.value:.15g}",
                    "type the number again in a cell that is not formatted as text",
                )
            case ErrorCode():
                self._add(
                    ERROR_IN_A_VALUE,
                    [place],
                    reference,
                    f"{cell.code} in {when} is an error, so the value is missing",
                    "type the value or clear the cell",
                )
            case MarkedNumber():
                self._add(
                    MARKED_VALUE,
                    [place],
                    reference,
                    f"{quoted(cell.text)} in {when} is {cell.state.value}; it was used as "
                    f"{cell.value:.15g}",
                    "type the figure again when it is final",
                )
            case Unreadable() if isinstance(self._grid.content(*place), date):
                self._add(
                    UNREADABLE_VALUE,
                    [place],
                    reference,
                    f"the cell of {when} shows a date, {quoted(cell.text)}, so the value is "
                    "missing",
                    "format the cell as a number; hours and minutes need the format [h]:mm",
                )
            case Unreadable():
                self._add(
                    UNREADABLE_VALUE,
                    [place],
                    reference,
                    f"{quoted(cell.text)} in {when} is not a number, so the value is missing",
                    "type a number such as 1234 or 6.2%, or clear the cell",
                )
            case _:
                pass

    def not_calculated(self, row: int, months: Sequence[Month], reference: str) -> None:
        """Formulas in period cells of which no result is known."""
        names = listed([month_label(month) for month in months], _MOST_NAMED)
        is_one = len(months) == 1
        self._add(
            NOT_CALCULATED_VALUE,
            [(row, self._layout.periods[month]) for month in months],
            reference,
            f"{'the formula' if is_one else 'the formulas'} of {reference} in {names} "
            f"{'is' if is_one else 'are'} not calculated; what depends on "
            f"{'it' if is_one else 'them'} is left as it is",
            "open the workbook in Excel and save it once",
        )

    def unknown_sign(
        self, row: int, column: Column, reference: str, sign: str, expected: str
    ) -> None:
        """A sign in the columns DoT or Percentage? that says nothing."""
        heading = self._layout.heading_text(self._layout.columns[column])
        self._add(
            UNKNOWN_SIGN,
            [(row, self._layout.columns[column])],
            reference,
            f"{quoted(sign)} under {heading} is not known",
            f"choose {expected}",
        )

    def no_reference(self, row: int) -> None:
        """A row of values that no Ref. names."""
        self._add(
            NO_REFERENCE,
            [(row, self._layout.columns[Column.REFERENCE])],
            "",
            "this row has values but no Ref.; it was left alone",
            "give it a Ref. of its own",
        )

    def no_name(self, row: int, reference: str) -> None:
        """An indicator whose name is blank."""
        self._add(
            NO_NAME,
            [(row, self._layout.columns[Column.INDICATOR])],
            reference,
            f"{reference} has no name",
            "fill in what it counts",
        )

    def merged_months(self, place: _Place, reference: str, months: int) -> None:
        """Merged period cells that are no quarter."""
        self._add(
            MERGED_MONTHS,
            [place],
            reference,
            f"{months} months are merged, and they are no quarter",
            "merge the months of one quarter (Apr–Jun, Jul–Sep, Oct–Dec, Jan–Mar) or none",
        )

    def several_values(
        self, places: Sequence[_Place], reference: str, frequency: Frequency, period: int
    ) -> None:
        """More than one value in a quarter or a year of a row that has one for each."""
        self._add(
            SEVERAL_VALUES,
            places,
            reference,
            f"{len(places)} values in {frequency.label(period)} of a row that is "
            f"{frequency.name.lower()}; what depends on it is n/a",
            "keep one value for each period",
        )

    def looks_quarterly(self, place: _Place, reference: str) -> None:
        """A monthly row with at most one value a quarter."""
        self._add(
            LOOKS_QUARTERLY,
            [place],
            reference,
            "the row has at most one value a quarter but is treated as monthly, so its changes "
            "are n/a",
            f'if it is quarterly, set "quarterly" for {reference} on the Settings sheet',
        )

    def unused_settings(self, place: str, reference: str) -> None:
        """Settings of an indicator that the table does not have."""
        self.found.append(
            UNUSED_SETTINGS.found(
                [place],
                reference,
                f"settings for {quoted(reference)}, which is the Ref. of no row here",
                "correct the Ref., capital letters count, or clear the row",
            )
        )

    def unknown_whole(self, place: str, reference: str, whole: str) -> None:
        """Settings that name an indicator as the whole which the table does not have."""
        self.found.append(
            UNUSED_SETTINGS.found(
                [place],
                reference,
                f"{reference} is set as part of {quoted(whole)}, which is the Ref. of no row here",
                "correct the Ref., capital letters count, or clear the cell",
                about=whole,
            )
        )

    def _add(
        self, rule: Rule, places: Iterable[_Place], reference: str, message: str, remedy: str
    ) -> None:
        cells = (self._grid.address(*place) for place in places)
        self.found.append(rule.found(cells, reference, message, remedy))
