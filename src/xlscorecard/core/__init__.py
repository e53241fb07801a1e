"""What a scorecard is and what its numbers mean: values in, values out, no files and no Excel."""
