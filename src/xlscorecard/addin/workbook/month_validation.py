"""What Excel asks of a month that is typed as a heading: a text, or the first day of the month."""

from xlscorecard.core.sheet.address import cell_name

TITLE = "The month of a column"
MESSAGE = (
    "Excel takes Sep-19 for a day of this year. Type the first day of the month, such as 1/9/2019; "
    "it is shown as Sep-19."
)


def month_formula(row: int, column: int) -> str:
    """The formula of the validation, for the first of the cells; without its equals sign."""
    cell = cell_name(row, column)
    return f"IF(ISNUMBER({cell}),DAY({cell})=1,TRUE)"
