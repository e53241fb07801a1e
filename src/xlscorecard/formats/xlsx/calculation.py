"""Whether any program has calculated the formulas of a workbook.

Programs that cannot calculate write formulas without a result, or with the result 0. The former
says of itself that it is none; of the latter only the workbook as a whole can tell.
"""

from collections.abc import Iterable

from xlscorecard.core.sheet.content import NOT_CALCULATED
from xlscorecard.core.sheet.grid import Grid
from xlscorecard.formats.xlsx.package import Package

WRITERS_MARK = "124519"
"""The mark (calcId) that openpyxl and XlsxWriter leave, which calculate nothing."""

# So many zeros, and nothing else, are no coincidence in a workbook that names no calculation.
_FEWEST_ZEROS = 3


def may_lack_calculation(package: Package) -> bool:
    """Whether a workbook's mark of calculation allows that nothing was calculated."""
    return package.calculation_identifier in ("", WRITERS_MARK)


def lacks_calculation(package: Package, grids: Iterable[Grid]) -> bool:
    """Whether nothing has calculated a workbook, to judge by all the formulas of some sheets.

    That ``fullCalcOnLoad`` is set proves nothing: a refresh sets it too.
    """
    zeros = 0
    for grid in grids:
        for place in grid.formulas:
            if grid.is_zero_by_formula(*place):
                zeros += 1
            elif grid.content(*place) is not NOT_CALCULATED:
                return False  # something has
    fewest = 1 if package.calculation_identifier == WRITERS_MARK else _FEWEST_ZEROS
    return zeros >= fewest
