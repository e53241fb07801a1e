"""Accepting a finding on the sheet that lists them: who says so, and why."""

from xlscorecard.books.protocol import Book
from xlscorecard.core.domain.finding import FindingColumn
from xlscorecard.core.findings.line import Line
from xlscorecard.core.findings.present_lines import column_number, line_at
from xlscorecard.core.sheet.address import Place
from xlscorecard.core.sheet.edits import Plan, WriteCells
from xlscorecard.errors import HalfWrittenError, LayoutError


def accept(book: Book, sheet: str, row: int, *, by: str, reason: str) -> Line:
    """Type a name and a reason beside the finding of a row; the line as it then is comes back.

    Args:
        book: the workbook.
        sheet: the sheet that is shown.
        row: the row of a cell on it, counted from 1.
        by: who accepts the finding.
        reason: why it is right as it is.

    Raises:
        LayoutError: the row is not that of a finding, or somebody has typed a name or a reason.
        HalfWrittenError: Excel stopped in the middle.
        XlscorecardError: what the book's ``read`` and ``apply`` raise.
    """
    line = line_at(book.read(sheet), row)
    if line is None:
        raise LayoutError.because(
            place=f"sheet {sheet}, row {row}",
            found="no finding",
            expected="a row of the list of findings",
            remedy="Select a cell in the row of a finding on the sheet Checks, then click again.",
        )
    if line.by or line.reason:
        raise LayoutError.because(
            place=f"sheet {sheet}, row {row}",
            found=f'"{line.reason}", typed by {line.by or "somebody"}',
            expected="a finding that nobody has accepted yet",
            remedy="To accept it anew, clear the yellow cells of this row, then click again.",
        )
    typed = {FindingColumn.BY: by, FindingColumn.REASON: reason}
    cells = {Place(row, column_number(column)): text for column, text in typed.items()}
    try:
        book.apply(Plan((WriteCells(sheet, cells),)))
    except HalfWrittenError as error:
        raise HalfWrittenError.because(
            place=f"sheet {sheet}, row {row}",
            found="Excel stopped in the middle of the writing",
            expected="a name and a reason in the yellow cells",
            remedy="Look at these two cells, and type there what is missing.",
        ) from error
    return line._replace(by=by, reason=reason)
