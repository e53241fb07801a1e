"""A computer made ready: a workbook opened with this Python, what can break, the server."""
