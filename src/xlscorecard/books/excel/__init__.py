"""The adapter for a workbook that is open in Excel."""
