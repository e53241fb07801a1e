"""VBA projects as Excel keeps them in a workbook: written from text, and read."""
