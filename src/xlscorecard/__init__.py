"""xlscorecard: a council's monthly performance scorecard, kept correct in its workbook.

The public interface is ``refresh``, ``check`` and ``read``; everything else may change.
"""

from typing import TYPE_CHECKING

from xlscorecard.core.version import VERSION
from xlscorecard.errors import XlscorecardError

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    import pandas as pd

    from xlscorecard.actions.check import Checked
    from xlscorecard.actions.refresh import Refreshed
    from xlscorecard.books.protocol import Progress

__all__ = ["XlscorecardError", "__version__", "check", "read", "refresh"]
__version__ = VERSION


def refresh(
    path: "str | os.PathLike[str]",
    *,
    output: "str | os.PathLike[str] | None" = None,
    sheet: str | None = None,
    period: str | None = None,
    columns: "Mapping[str, str] | None" = None,
    dry_run: bool = False,
    checks_sheet: bool = True,
    progress: "Progress | None" = None,
    write_protected: bool = False,
) -> "Refreshed":
    """Refresh the scorecard in a workbook file: write its computed cells anew from its values.

    Nothing but computed cells is written, and the sheet that lists the findings. The file is
    replaced in one step, after a comparison of all its parts, and what stood there before is
    kept beside it with the suffix ``.bak``.
    A workbook that is right already is left untouched.

    Args:
        path: the workbook, ``.xlsx`` or ``.xlsm``.
        output: write here and leave ``path`` as it is.
        sheet: the sheet that holds the table; found by its headings where none is named.
        period: the reporting period, such as ``Aug-19``; the newest month with data
            where none is named here or on the Settings sheet.
        columns: what columns mean for this once, by heading or letter: ``{"V": "leave alone"}``,
            ``{"Aug-19 (p)": "Aug-19"}``; beside what the Settings sheet says.
        dry_run: find out what would change, and change nothing.
        checks_sheet: list the findings on the workbook's sheet Checks.
        progress: called with the step and the fraction done.
        write_protected: write into a protected sheet, or a file that its author wants
            unchanged, all the same.

    Returns:
        What was done: cells written, formulas left alone, findings worst first, accepted ones
        apart.

    Raises:
        XlscorecardError: the workbook, its table or its settings cannot be used; the message
            says where, what was found, what was expected and what to do. Nothing was changed.
    """
    from pathlib import Path

    from xlscorecard.actions.refresh import refresh as refresh_book
    from xlscorecard.books.file.book import WorkbookFile
    from xlscorecard.books.moment import stamp_now
    from xlscorecard.books.protocol import no_progress

    book = WorkbookFile(
        Path(path), None if output is None else Path(output), write_protected=write_protected
    )
    return refresh_book(
        book,
        sheet=sheet,
        period=period,
        columns=columns,
        dry_run=dry_run,
        progress=progress or no_progress,
        stamp=stamp_now() if checks_sheet else None,
    )


def check(
    path: "str | os.PathLike[str]",
    *,
    sheet: str | None = None,
    period: str | None = None,
    columns: "Mapping[str, str] | None" = None,
) -> "Checked":
    """Check the scorecard in a workbook file by every rule, and change nothing.

    Args:
        path: the workbook, ``.xlsx`` or ``.xlsm``.
        sheet: the sheet that holds the table; found by its headings where none is named.
        period: the reporting period, such as ``Aug-19``; the newest month with data
            where none is named here or on the Settings sheet.
        columns: what columns mean for this once, by heading or letter.

    Returns:
        The findings worst first, those accepted on the sheet Checks apart. A table in which a
        month, a heading or a reference stands twice makes findings too, and no others.

    Raises:
        XlscorecardError: the workbook, its table or its settings cannot be used.
    """
    from pathlib import Path

    from xlscorecard.actions.check import check as check_book
    from xlscorecard.books.file.book import WorkbookFile

    return check_book(WorkbookFile(Path(path)), sheet=sheet, period=period, columns=columns)


def read(path: "str | os.PathLike[str]", *, sheet: str | None = None) -> "pd.DataFrame":
    """The values of the scorecard in a workbook file.

    Args:
        path: the workbook, ``.xlsx`` or ``.xlsm``.
        sheet: the sheet that holds the table; found by its headings where none is named.

    Returns:
        Indicators × months: the index holds the references (``Ref.``), the columns are a
        monthly PeriodIndex in calendar order. Percentages are fractions (5.9% is 0.059). What
        is no number in the sheet is NaN; a number stored as text is the number. A merged
        quarter has its value in its first month.

    Raises:
        XlscorecardError: the workbook or its table cannot be read.
    """
    from pathlib import Path

    from xlscorecard.books.file.book import WorkbookFile
    from xlscorecard.core.settings.scorecard import read_workbook
    from xlscorecard.output.frame import frame_of

    return frame_of(read_workbook(WorkbookFile(Path(path)), sheet=sheet).reading.scorecard)
