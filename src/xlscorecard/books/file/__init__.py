"""Workbooks as files: read without loading, written by splicing the planned cells.

The package is copied part by part; in the sheet's XML the bytes of the planned cells are
replaced, and every other byte stays as it is. Standard library alone.
"""
