"""What an argument in the formula of a cell holds."""

from xlscorecard.books.excel.content import Block, block_of, rows_of
from xlscorecard.books.excel.sheets import ExcelSheets
from xlscorecard.core.sheet.address import Area


def argument_content(text: str, sheet: str, sheets: ExcelSheets) -> Block | None:
    """The cells, or the single content, that a text in a formula stands for.

    Args:
        text: the text, in English; '' for an argument that is left out.
        sheet: the sheet of the formula.
        sheets: the workbook's sheets.

    Returns:
        None for an argument that is left out.

    Raises:
        Exception: Excel cannot make anything of the text, or it stands for whole columns or for
            several areas.
    """
    if not text:
        return None
    qualifier, _, cells = text.rpartition("!")
    area = Area.parse(cells.replace("$", ""))
    name = qualifier.removeprefix("'").removesuffix("'").replace("''", "'") or sheet
    if area is not None and name in sheets.sheet_names:
        return _cells(area, name, sheets)
    found = sheets.book.sheets[sheet].api.Evaluate(text)
    address = getattr(found, "Address", None)
    if not isinstance(address, str):
        return block_of(rows_of(found))
    area = Area.parse(address.replace("$", ""))
    if area is None:
        raise ValueError(f"{text} stands for whole columns, or for several areas")
    if str(found.Worksheet.Parent.Name) != sheets.book.name:
        return block_of(rows_of(found.Value))
    return _cells(area, str(found.Worksheet.Name), sheets)


def _cells(area: Area, sheet: str, sheets: ExcelSheets) -> Block:
    grid = sheets.read(sheet)
    return tuple(
        tuple(grid.content(row, column) for column in range(area.left, area.right + 1))
        for row in range(area.top, area.bottom + 1)
    )
