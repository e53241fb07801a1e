"""From a grid of cells to a scorecard, and from results to planned cells. No input or output."""
