"""What a person can ask for: a workbook is read, computed, planned and written."""
