"""What an argument in the formula of a cell holds."""

from xlscorecard.books.excel.content import Block, block_of, rows_of
from xlscorecard.books.excel.sheets import ExcelSheets
from xlscorecard.core.sheet.address import Area
from xlscorecard.core.sheet.formula_pieces import CellsReference, Sheets
from xlscorecard.core.sheet.formula_references import pieces


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
    named = _named_cells(text, sheet)
    if named is not None and named[0] in sheets.sheet_names:
        return _cells(*named, sheets)
    found = sheets.book.sheets[sheet].api.Evaluate(text)
    address = getattr(found, "Address", None)
    if not isinstance(address, str):
        return block_of(rows_of(found))
    area = Area.parse(address.replace("$", ""))
    if area is None:
        raise ValueError(f"{text} stands for whole columns, or for several areas")
    if str(found.Worksheet.Parent.Name) != sheets.book.name:
        return block_of(rows_of(found.Value))
    return _cells(str(found.Worksheet.Name), area, sheets)


def _named_cells(text: str, sheet: str) -> tuple[str, Area] | None:
    """The sheet of this workbook and its cells that a text names; None if it is anything else."""
    match pieces(text):
        case [CellsReference() as piece] if piece.end - piece.start == len(text):
            named = piece.sheets or Sheets(sheet, sheet)
            if piece.is_whole or named.book or named.first != named.last:
                return None
            return named.first or sheet, piece.area()
    return None


def _cells(sheet: str, area: Area, sheets: ExcelSheets) -> Block:
    grid = sheets.read(sheet)
    return tuple(
        tuple(grid.content(row, column) for column in range(area.left, area.right + 1))
        for row in range(area.top, area.bottom + 1)
    )
