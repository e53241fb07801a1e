"""Compare: what changed between two versions of a workbook's scorecard. Nothing is written."""

from xlscorecard.books.protocol import Book
from xlscorecard.core.checks.computing import compute
from xlscorecard.core.revisions.comparison import Comparison, compare_versions
from xlscorecard.core.revisions.version import Version
from xlscorecard.errors import LayoutError, SettingsError


def compare(
    old: Book, new: Book, *, old_sheet: str | None = None, new_sheet: str | None = None
) -> Comparison:
    """What changed from one workbook to the other, whichever adapters hold them.

    Args:
        old: the workbook as it was published.
        new: the workbook as it is.
        old_sheet: the old one's sheet that holds the table; found by its headings otherwise.
        new_sheet: the same of the new one.

    Raises:
        XlscorecardError: of the kinds that ``compute`` names; the message names the workbook.
    """
    return compare_versions(_version(old, old_sheet), _version(new, new_sheet))


def _version(book: Book, sheet: str | None) -> Version:
    try:
        computed = compute(book, sheet=sheet)
    except (LayoutError, SettingsError) as error:
        # With two workbooks, the name of a sheet does not say where.
        raise type(error)(
            *(
                fault
                if fault.place == book.name
                else fault._replace(place=f"{book.name}, {fault.place}")
                for fault in error.faults
            )
        ) from error
    sheet_of_settings = computed.settings_found.sheet
    return Version(
        workbook=book.name,
        reading=computed.reading,
        settings=computed.settings,
        settings_sheet=book.read(sheet_of_settings) if sheet_of_settings else None,
        reporting=computed.reporting,
    )
