"""A page looks the same, whether XlsxWriter makes it or a file that is there gets it."""

from io import BytesIO
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from xlscorecard.addin.workbook.page_writer import write_page
from xlscorecard.addin.workbook.styles import Styles
from xlscorecard.addin.workbook.writer import empty_workbook
from xlscorecard.books.file.book import WorkbookFile
from xlscorecard.core.sheet.edits import Plan, WritePage
from xlscorecard.core.sheet.page import Link, Look, Page, PageCell

PAGE = Page(
    "Looks",
    {
        1: (PageCell("All looks", Look.TITLE),),
        3: tuple(PageCell(look.value, Look.HEADING) for look in Look),
        4: tuple(PageCell(f"={look.value}", look) for look in Look),
        5: (PageCell(Link('a "link"', "'My sheet'!K18"), Look.LINK),),
    },
    heading_row=3,
    widths=(*(12,) * (len(Look) - 1), 0),
    heights={1: 24, 4: 30},
)


def looks(sheet: Worksheet) -> dict[str, object]:
    """What each cell holds and how it looks; the widths, heights and the filter of the sheet."""
    cells = {
        cell.coordinate: (
            cell.value,
            (cell.font.name, cell.font.sz, cell.font.b, cell.font.u, cell.font.color.rgb),
            (cell.fill.fill_type, cell.fill.fgColor.rgb),
            [(side.style, side.color.rgb if side.color else None)
             for side in (cell.border.left, cell.border.right, cell.border.top)],
            (cell.alignment.vertical, cell.alignment.horizontal, cell.alignment.wrap_text,
             cell.alignment.indent),
            cell.number_format,
        )
        for row in sheet
        for cell in row
        if cell.value is not None
    }  # fmt: skip
    return {
        **cells,
        "hidden": [name for name, column in sheet.column_dimensions.items() if column.hidden],
        "heights": {number: row.height for number, row in sheet.row_dimensions.items()},
        "filter": sheet.auto_filter.ref,
        "frozen": sheet.freeze_panes,
        "titles": sheet.print_title_rows,
        "grid": sheet.sheet_view.showGridLines,
    }


def test_xlsxwriter_and_the_file_adapter_make_the_same_of_a_page(tmp_path: Path) -> None:
    written = BytesIO()
    workbook = empty_workbook(written)
    write_page(workbook.add_worksheet(PAGE.sheet), Styles(workbook), PAGE)
    workbook.close()
    path = tmp_path / "Book.xlsx"
    openpyxl.Workbook().save(path)
    WorkbookFile(path).apply(Plan((WritePage(PAGE),)))

    made = looks(openpyxl.load_workbook(written)[PAGE.sheet])

    assert made == looks(openpyxl.load_workbook(path)[PAGE.sheet])
    assert len(made) == 1 + 2 * len(Look) + 1 + 6
