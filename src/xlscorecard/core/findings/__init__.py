"""Findings as the Checks sheet lists them: told apart, counted, accepted, put right."""
