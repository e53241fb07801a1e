"""What changed between two versions of a scorecard, and what of it had been published."""
