"""Builds the workbook that reporters keep: ``workbook/Scorecard.xlsm``, the same bytes each time.

XlsxWriter is imported in this package only.
"""

from xlscorecard.addin.workbook.build import build

__all__ = ["build"]
