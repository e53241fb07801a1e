"""The columns of a list of findings, whichever medium shows it."""

from enum import Enum


class FindingColumn(Enum):
    """A column, in the order of the columns; the value is its heading."""

    SEVERITY = "Severity"
    STATUS = "Status"
    REFERENCE = "Ref."
    CELL = "Cell"
    FOUND = "What was found"
    REMEDY = "What to do"
    BY = "Accepted by"
    REASON = "Reason"
    KEY = "Key"
