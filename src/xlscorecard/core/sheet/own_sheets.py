"""The names of the sheets that this package writes or reads beside the scorecard."""

SETTINGS_SHEET = "Settings"
CHECKS_SHEETS = ("Checks", "Scorecard checks")
"""What the sheet with the findings is called; the second where another sheet has the first name."""
FUNCTIONS_SHEET = "Functions"
CONFIGURATION_SHEET = "xlwings.conf"
"""The sheet from which the VBA of xlwings reads how to reach Python."""

OWN_SHEETS = (SETTINGS_SHEET, *CHECKS_SHEETS, FUNCTIONS_SHEET, CONFIGURATION_SHEET)

BUILT_WITH = (SETTINGS_SHEET, FUNCTIONS_SHEET, CONFIGURATION_SHEET)
"""The sheets that only a workbook built by this package has: an adopted one has no Functions."""
