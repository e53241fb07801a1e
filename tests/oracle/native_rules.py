"""The rules of measures.md as native Excel formulas, written with XlsxWriter.

These formulas are a second statement of the rules; they share nothing with the package. Each says
beside it which sentence of measures.md it is. ROUND(…, 12) makes a comparison decimal-exact: the
values have at most four decimal places, so every true difference is larger than 1e-12.
"""

from collections.abc import Sequence
from pathlib import Path

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

CANARY = 42
"""What the canary's formula gives; the workbook stores 0 for it, as for every formula."""

Content = float | str | None


def write(
    path: Path, monthly: Sequence[Sequence[Content]], quarterly: Sequence[Sequence[Content]]
) -> None:
    """A workbook with the values and, beside each row, the six measures as formulas.

    ``monthly`` rows hold 16 months from May-18 to Aug-19, ``quarterly`` ones 5 quarters from Q1
    2018-19 to Q1 2019-20 and then Q2, which has begun but not ended by Aug-19.
    """
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("Monthly")
        for row, values in enumerate(monthly):
            _write_values(sheet, row, values)
            # Change and arrow: current month Aug-19 (the 16th), the month before, and Aug-18.
            _write_changes(sheet, row, current=15, previous=14, year_before=3, first_free=16)
            # 'over the values whose period ends in the 12 months up to the reporting period':
            # Sep-18 (the 5th) to Aug-19.
            _write_figures(sheet, row, first=4, last=15, first_free=20)
        sheet.write_formula(len(monthly), 0, "=6*7", None, 0)
        sheet = workbook.add_worksheet("Quarterly")
        for row, values in enumerate(quarterly):
            _write_values(sheet, row, values)
            _write_quarterly_changes(sheet, row)
            # Q2 2018-19 ends in Sep-18, the first quarter whose end lies in Sep-18 to Aug-19;
            # Q1 2019-20 ends in Jun-19, the last. 'Their 12 months end with the quarter of the
            # reporting period where it has a value': then they are Q3 2018-19 to Q2 2019-20.
            _write_quarterly_figures(sheet, row, first_free=10)


def _write_values(
    sheet: xlsxwriter.worksheet.Worksheet, row: int, values: Sequence[Content]
) -> None:
    for column, value in enumerate(values):
        if isinstance(value, str):
            sheet.write_string(row, column, value)
        elif value is not None:
            sheet.write_number(row, column, value)


def _write_changes(
    sheet: xlsxwriter.worksheet.Worksheet,
    row: int,
    *,
    current: int,
    previous: int,
    year_before: int,
    first_free: int,
) -> None:
    now = xl_rowcol_to_cell(row, current)
    for at, base_column in enumerate((previous, year_before)):
        base = xl_rowcol_to_cell(row, base_column)
        _write_change(sheet, row, first_free + 2 * at, now, base)


def _write_change(
    sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, now: str, base: str
) -> None:
    # 'n/a when either value is missing, when the base is 0, or when the base is negative'; a
    # token or any text is missing: ISNUMBER. IF is nested, for AND would compare text with 0.
    def known(formula: str, otherwise: str) -> str:
        return (
            f"IF(ISNUMBER({now}),IF(ISNUMBER({base}),IF({base}>0,{formula},"
            f'"{otherwise}"),"{otherwise}"),"{otherwise}")'
        )

    # '↑ if change ≥ tolerance, ↓ if change ≤ −tolerance, → otherwise, decided at full
    # precision', tolerance 10%; 'Missing prints - for the arrow'.
    moved = f"ROUND({now}-{base},12)"
    limit = f"ROUND({base}*0.1,12)"
    arrow = f'IF({moved}>={limit},"↑",IF({moved}<=-{limit},"↓","→"))'
    sheet.write_formula(row, column, "=" + known(arrow, "-"), None, 0)
    # 'change = current / base − 1'; 'and n/a for the percentage'.
    sheet.write_formula(row, column + 1, "=" + known(f"{now}/{base}-1", "n/a"), None, 0)


def _write_figures(
    sheet: xlsxwriter.worksheet.Worksheet, row: int, *, first: int, last: int, first_free: int
) -> None:
    window = f"{xl_rowcol_to_cell(row, first)}:{xl_rowcol_to_cell(row, last)}"
    # 'the mean of those present, - when none'. AVERAGE and MAX pass over text and blanks.
    for at, function in enumerate(("AVERAGE", "MAX")):
        formula = f'=IF(COUNT({window})=0,"-",{function}({window}))'
        sheet.write_formula(row, first_free + at, formula, None, 0)


def _write_quarterly_figures(
    sheet: xlsxwriter.worksheet.Worksheet, row: int, *, first_free: int
) -> None:
    ended = f"{xl_rowcol_to_cell(row, 1)}:{xl_rowcol_to_cell(row, 4)}"
    begun = f"{xl_rowcol_to_cell(row, 2)}:{xl_rowcol_to_cell(row, 5)}"
    newest = xl_rowcol_to_cell(row, 5)
    for at, function in enumerate(("AVERAGE", "MAX")):
        formula = (
            f"=IF(ISNUMBER({newest}),{function}({begun}),"
            f'IF(COUNT({ended})=0,"-",{function}({ended})))'
        )
        sheet.write_formula(row, first_free + at, formula, None, 0)


def _write_quarterly_changes(sheet: xlsxwriter.worksheet.Worksheet, row: int) -> None:
    cells = [xl_rowcol_to_cell(row, column) for column in range(6)]
    # 'A quarterly row's current period is its newest quarter with a value': which of the six
    # quarters is the last that holds a number (1 to 6, 0 for none).
    newest = "0"
    for at, cell in enumerate(cells, start=1):
        newest = f"IF(ISNUMBER({cell}),{at},{newest})"
    sheet.write_formula(row, 12, f"={newest}", None, 0)
    position = xl_rowcol_to_cell(row, 12)
    row_of_values = f"{cells[0]}:{cells[-1]}"
    # 'Base for previous period: the period before, of the row's own frequency. Base for previous
    # year: the same period a year before', four quarters. A blank is fetched as 0 by INDEX, so
    # that ISNUMBER is asked of the fetched reference through COUNT. Outside the table: missing.
    for column, back in ((13, 0), (14, 1), (15, 4)):
        value = f"INDEX({row_of_values},1,{position}-{back})"
        fetched = f'IF({position}-{back}<1,"",IF(COUNT({value})=1,{value},""))'
        sheet.write_formula(row, column, f"={fetched}", None, 0)
    now, before, year_before = (xl_rowcol_to_cell(row, column) for column in (13, 14, 15))
    _write_change(sheet, row, 6, now, before)
    _write_change(sheet, row, 8, now, year_before)
