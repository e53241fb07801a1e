"""Cells that call a function: what they hand over, and what they get."""
