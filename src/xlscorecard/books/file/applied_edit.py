"""What came of one edit of a workbook's file."""

from typing import NamedTuple

from xlscorecard.formats.xlsx.allowance import Allowance


class AppliedEdit(NamedTuple):
    """What an edit may have changed, notices for the person, and whether a page was refused."""

    allowance: Allowance = Allowance()
    notices: tuple[str, ...] = ()
    page_refused: bool = False
