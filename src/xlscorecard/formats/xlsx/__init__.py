"""The package of a workbook file: its parts, their XML, and what is changed in them."""
