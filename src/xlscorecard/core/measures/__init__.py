"""The measures: pure functions of one row's values. Standard library alone."""
