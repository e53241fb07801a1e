"""Files of Office read, edited and compared without loss; no word of scorecards."""
