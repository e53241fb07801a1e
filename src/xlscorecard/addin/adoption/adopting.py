"""Adopting a workbook: one that a person already keeps gets macros, ribbon, settings, colours.

Parts are added to the workbook's package, and a few elements to its parts; everything else
stays as it is, byte by byte. A workbook with macros or a ribbon of its own is refused, and the
modules are put into a folder for importing them by hand.
"""

from collections.abc import Mapping
from pathlib import Path

from xlscorecard.actions.adopted import Adopted
from xlscorecard.addin.adoption.admittance import refuse_unadoptable
from xlscorecard.addin.adoption.adopted_content import Adoption
from xlscorecard.addin.adoption.adoption_losses import refuse_losses
from xlscorecard.books.file.book import WorkbookFile
from xlscorecard.books.file.protected import locked
from xlscorecard.core.checks.computing import compute
from xlscorecard.core.sheet.address import Place
from xlscorecard.core.table.headings import COMPUTED
from xlscorecard.core.table.reader import SheetReading
from xlscorecard.errors import LayoutError, UnwritableWorkbookError, XlscorecardError
from xlscorecard.formats.xlsx.replacement import refuse_if_in_use, replace

MACRO_SUFFIX = ".xlsm"


def adopt(
    path: Path,
    output: Path | None = None,
    *,
    sheet: str | None = None,
    columns: Mapping[str, str] | None = None,
    upgrade: bool = False,
    check_months: bool = False,
) -> Adopted:
    """Give a workbook the macros, the ribbon, the settings and the colours of this version.

    Args:
        path: the workbook, ``.xlsx`` or ``.xlsm``.
        output: where to write; by default beside it with the suffix ``.xlsm``.
        sheet: the sheet that holds the table; found by its headings where none is named.
        columns: what columns mean, by heading or letter, for the table of columns.
        upgrade: bring a workbook that has them already to the installed version.
        check_months: let Excel refuse a heading that it takes for a day of this year.

    Raises:
        XlscorecardError: there is no scorecard in it, it has macros or a ribbon of its own, or
            it may not be changed; the message says what to do. Nothing was changed.
    """
    target = _target(path, output)
    refuse_if_in_use(path)
    book = WorkbookFile(path)
    reading = compute(book, sheet=sheet, columns=columns).reading
    if not reading.rows:
        raise LayoutError.because(
            place=reading.grid.address(reading.layout.last_header_row + 1, 1),
            found="no indicator below the headings",
            expected="at least one row with a reference and values",
            remedy="Type the first indicator, then adopt the workbook.",
        )
    _refuse_locked(book, reading)
    adoption = Adoption(book, reading)
    try:
        refuse_unadoptable(book, target, upgrade=upgrade)
        adoption.add_everything()
        if check_months:
            adoption.add_month_validation()
    except XlscorecardError:
        raise
    except ValueError as error:
        raise book.package.damaged(book.package.workbook_part, str(error)) from error
    backup = replace(
        target, adoption.draft.write_copy, lambda copy: refuse_losses(path, copy, adoption)
    )
    return Adopted(str(path), target, backup, reading.grid.sheet, tuple(adoption.added))


def _refuse_locked(book: WorkbookFile, reading: SheetReading) -> None:
    """Refuse a sheet in which the button could not write afterwards."""
    columns = [
        number
        for column, number in reading.layout.columns.items()
        if column in COMPUTED and number not in reading.layout.left_alone
    ]
    places = [Place(row, column) for row in reading.rows for column in columns]
    faults = [
        fault._replace(
            remedy="In Excel, choose Review > Unprotect Sheet. Then select the computed columns, "
            "and take the tick from Format Cells > Protection > Locked. Protect the sheet again "
            "and adopt the workbook: the button then writes these cells and no others."
        )
        for fault in locked(book, reading.grid.sheet, places)
    ]
    if faults:
        raise UnwritableWorkbookError(*faults)


def _target(path: Path, output: Path | None) -> Path:
    target = output or path.with_suffix(MACRO_SUFFIX)
    if target.suffix.lower() != MACRO_SUFFIX:
        raise UnwritableWorkbookError.because(
            place=str(target),
            found=f'a name that ends in "{target.suffix}"',
            expected=f'"{MACRO_SUFFIX}", for Excel opens macros in no other',
            remedy=f'Let the name end in "{MACRO_SUFFIX}".',
        )
    if output is None and target != path and target.exists():
        raise UnwritableWorkbookError.because(
            place=str(target),
            found="a file that is there already",
            expected="a name that no file has",
            remedy="Name another file to write to (--output), or move this one away.",
        )
    return target
