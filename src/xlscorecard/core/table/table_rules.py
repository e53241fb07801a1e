"""What makes a table unusable for a refresh, and a finding for a check."""

from xlscorecard.core.domain.finding import Rule

REPEATED_MONTH = Rule.wrong("repeated-month", "two columns headed with one month")
REPEATED_COLUMN = Rule.wrong("repeated-column", "two columns with one heading")
REPEATED_REFERENCE = Rule.wrong("repeated-reference", "two rows with one Ref.")
HEADING_NOT_CALCULATED = Rule.doubtful(
    "heading-not-calculated",
    "a heading of a column of values that is a formula which no program has calculated",
)
MONTH_OUT_OF_PLACE = Rule.wrong(
    "month-out-of-place",
    "a heading whose month does not follow the months beside it: a date of the wrong year, or more "
    "than 12 months from its neighbour",
)
MONTH_OR_YEAR = Rule.doubtful(
    "month-or-year",
    "a heading such as 2010-11, a month or a financial year, where no neighbour says which",
)
HEADINGS_BENEATH = Rule.doubtful(
    "headings-beneath-a-month",
    "headings such as Plan and Actual beneath a month, of which nobody has said which hold the "
    "values",
)
MONTH_NOT_READ = Rule.wrong(
    "month-not-read",
    "a column of numbers beside the newest month, where the next month would stand, whose heading "
    "is blank, a number or a date, or names a month, a quarter or a year in a way that cannot be "
    "read",
)
LINE_NOT_USED = Rule.doubtful(
    "line-not-used",
    "a line of the Columns table that is not used: its column is not there, or has another "
    "heading now",
)

TABLE_RULES = (
    REPEATED_MONTH,
    REPEATED_COLUMN,
    REPEATED_REFERENCE,
    HEADING_NOT_CALCULATED,
    MONTH_OUT_OF_PLACE,
    MONTH_OR_YEAR,
    HEADINGS_BENEATH,
    MONTH_NOT_READ,
    LINE_NOT_USED,
)
"""The rules of which a fault of the table is a breach."""

SETTLED_BY_A_LINE = frozenset(
    rule.name
    for rule in (
        REPEATED_MONTH,
        REPEATED_COLUMN,
        MONTH_OUT_OF_PLACE,
        MONTH_OR_YEAR,
        HEADINGS_BENEATH,
        MONTH_NOT_READ,
    )
)
"""Those that a line of the Columns table can settle."""
