"""What a sheet of a workbook holds, and what can be changed in it, as plain data."""
