"""Answers for machines: JSON, CSV, SARIF, JUnit."""
