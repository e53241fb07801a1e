"""What this adapter and the workbook's VBA have to say alike; the VBA gets it from here."""

ERROR = "error of Excel"
"""How an answer begins that is an error which the VBA has caught."""

MOST_CELLS = 500_000
"""A used range with more cells is looked through for its last one that holds anything."""
