"""Adopting a workbook that a person already keeps: macros, ribbon, settings, colours."""
