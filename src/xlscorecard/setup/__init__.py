"""Setting up a computer and a workbook: open it with this Python, check what can break, serve."""
