"""The table of a scorecard: found by its headings, read, and its computed cells planned."""
