"""What makes a table unusable for a refresh, and a finding for a check."""

from xlscorecard.domain.finding import Rule, Severity

REPEATED_MONTH = Rule("repeated-month", Severity.WRONG, "two columns headed with one month")
REPEATED_COLUMN = Rule("repeated-column", Severity.WRONG, "two columns with one heading")
REPEATED_REFERENCE = Rule("repeated-reference", Severity.WRONG, "two rows with one Ref.")

TABLE_RULES = (REPEATED_MONTH, REPEATED_COLUMN, REPEATED_REFERENCE)
"""The rules of which a fault of the table is a breach."""
